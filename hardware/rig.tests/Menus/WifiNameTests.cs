using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>
/// A network's name is up to 32 bytes of anything. Every screen that names one shows what can be read of it and a dot
/// for the rest; what is saved is the bytes themselves.
/// </summary>
public sealed class WifiNameTests
{
    /// <summary>A name in hexadecimal digits, how a screen reads, and how the console prints it.</summary>
    public static TheoryData<string, string, string> Names() => new()
    {
        { Hex("Café d'Été"u8), "Café d'Été", "\"Café d'Été\"" },
        { "436166E920C974E9", "Café Été", "\"Caf? ?t?\"" },
        { Hex("Bar \u2615 Lou"u8), "Bar · Lou", "\"Bar \u2615 Lou\"" },
        { Hex("\U0001F355\U0001F355"u8), "··", "\U0001F355\U0001F355" },
        { "426172E298", "Bar·", "\"Bar??\"" },
        { "80818283", "·", "\"????\"" },
        { "000102411B5B324A427F", "···A·[2JB·", "\"???A?[2JB?\"" },
        { "419B324A42C29B43", "A·2JB·C", "\"A?2JB??C\"" },
        { "C0AFEDA080F5", "···", "\"??????\"" },
        { Hex("a\"b\\c"u8), "a\"b\\c", "\"a\\\"b\\\\c\"" },
        { "20202020", "", "\"    \"" },
        { new string('F', 64), "····", "\"" + new string('?', 32) + "\"" },
        { Hex("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"u8), "WWWWWWWW", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_page_that_names_it_reads_well(string hex, string shown, string told)
    {
        _ = told;
        byte[] name = Convert.FromHexString(hex);
        HandTerminal terminal = Saved(name);
        var pages = new List<string>();

        // The network's page, the saved ones, the question before it is forgotten.
        terminal.Press(Key.Menu, (Key)4, Key.Down);
        pages.Add(Page(terminal));
        terminal.Press(Key.Menu, Key.Menu);
        MenuSamples.Technician(terminal);
        terminal.Press((Key)1, (Key)4);
        pages.Add(Page(terminal));
        terminal.Press(Key.Ok);
        pages.Add(Page(terminal));
        Assert.All(pages, page => Assert.Contains(shown, page, StringComparison.Ordinal));

        // Forgotten, and found again by a scan, and saved: the same bytes.
        terminal.Press(Key.Ok);
        Assert.Equal(0, terminal.Agent.Settings.WifiProfileCount);
        terminal.Press(Key.Cancel, (Key)1);
        terminal.Run(2_000);
        Assert.Contains(shown, Page(terminal), StringComparison.Ordinal);
        terminal.Press((Key)1);
        terminal.Run(3_000);
        Assert.Equal(name, Name(terminal.Agent.Settings));
        Page(terminal);
        terminal.Start();
        Assert.Equal(name, Name(terminal.Agent.Settings));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_console_prints_nothing_that_works_on_a_terminal_program(string hex, string shown, string told)
    {
        _ = shown;
        byte[] name = Convert.FromHexString(hex);
        var fixture = new ConsoleFixture(settings => Save(settings, name));
        fixture.Wifi.IsAccessPointUp = false;
        fixture.Wifi.Neighbours = [new WifiNeighbour("", -50, true, name)];
        Assert.Equal(["network=1 ssid=" + told + " passphrase=none", "OK"], fixture.Ask("wifi list"));
        Assert.Equal("ssid=" + told + " dbm=-50 security=open", fixture.Ask("wifi scan")[0]);
        Assert.DoesNotContain(fixture.Said, c => char.IsControl(c) && c is not ('\r' or '\n'));
        Assert.DoesNotContain('\uFFFD', fixture.Said);
    }

    private static HandTerminal Saved(byte[] name)
    {
        var terminal = new HandTerminal();
        terminal.Provision(settings => Save(settings, name));
        terminal.Wifi.IsAccessPointUp = false;
        terminal.Wifi.Neighbours = [new WifiNeighbour("", -50, true, name)];
        terminal.Start();
        terminal.Run(3_000);
        return terminal;
    }

    private static void Save(TerminalSettings settings, byte[] name)
    {
        settings.WifiProfileCount = 1;
        settings.WifiProfiles[0].SsidLength = name.Length;
        name.CopyTo(settings.WifiProfiles[0].Ssid, 0);
    }

    private static byte[] Name(TerminalSettings settings) =>
        settings.WifiProfiles[0].Ssid[..settings.WifiProfiles[0].SsidLength];

    private static string Page(HandTerminal terminal)
    {
        terminal.Run(60);
        Assert.Equal(0, terminal.Agent.Painter.ClippedGlyphs);
        Assert.DoesNotContain(terminal.Words, char.IsControl);
        return terminal.Words;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
