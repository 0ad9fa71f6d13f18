using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>64 hexadecimal digits in the place of a passphrase: typed, stored, and used as the network's key.</summary>
public sealed class WifiKeyTests
{
    private const string Ssid = "Boutique";

    // IEEE 802.11, J.4.2: the vectors of the standard.
    [Theory]
    [InlineData("password", "IEEE", "f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e")]
    [InlineData("ThisIsAPassword", "ThisIsASSID", "0dc0d6eb90555ed6419756b9a15ec3e3209b63df707dd508d14581f8982721af")]
    public void The_access_points_key_is_the_standards(string passphrase, string ssid, string key)
    {
        Assert.Equal(key, WifiKeys.Of(passphrase, ssid), ignoreCase: true);
        Assert.True(WifiKeys.Opens(key, passphrase, ssid));
        Assert.True(WifiKeys.Opens(passphrase, key, ssid));
        Assert.False(WifiKeys.Opens(key, passphrase, ssid + "2"));
        Assert.False(WifiKeys.Opens(key, "", ssid));
    }

    [Fact]
    public void A_key_typed_on_the_keys_joins_and_is_kept()
    {
        HandTerminal terminal = AtPassphrase();
        string key = WifiKeys.Of(VirtualWifi.PassphraseDefault, Ssid).ToLowerInvariant();
        MenuSamples.Type(terminal, key);
        terminal.Run(1_100);
        Assert.Contains("64/64", terminal.Words, StringComparison.Ordinal);

        // There is no 65th.
        terminal.Press((Key)2);
        Assert.Contains("64/64", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
        Assert.Contains("Le Wi-Fi fonctionne", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(key, Stored(terminal.Agent.Settings));

        // Neither the digits nor their 32 bytes' text come up on a page.
        terminal.Press(Key.Cancel, (Key)4);
        Assert.DoesNotContain(key[..8], terminal.Words, StringComparison.OrdinalIgnoreCase);
        terminal.Start();
        Assert.Equal(key, Stored(terminal.Agent.Settings));
        terminal.Run(20_000);
        Assert.Equal(WifiState.Joined, terminal.Wifi.State);
    }

    [Fact]
    public void Another_key_is_refused_by_the_network()
    {
        HandTerminal terminal = AtPassphrase();
        MenuSamples.Type(terminal, WifiKeys.Of(VirtualWifi.PassphraseDefault, "Autre").ToLowerInvariant());
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
        Assert.Contains("R12", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixty_four_characters_that_are_no_digits_are_told_and_not_taken()
    {
        HandTerminal terminal = AtPassphrase();
        MenuSamples.Type(terminal, new string('0', 31) + "x" + new string('0', 32));
        terminal.Press(Key.Ok);
        Assert.Contains(
            "64/64", terminal.Words, StringComparison.Ordinal);
        Assert.Contains(
            Encoding.Latin1.GetString(terminal.Agent.Texts.Of(Terminal.Agent.Screens.TextId.WifiKeyForm)),
            terminal.Words,
            StringComparison.Ordinal);
        Assert.Equal(0, terminal.Agent.Settings.WifiProfileCount);
    }

    [Fact]
    public void The_console_takes_a_key_and_keeps_it_over_a_restart()
    {
        var fixture = new ConsoleFixture();
        string key = WifiKeys.Of(VirtualWifi.PassphraseDefault, Ssid);
        Assert.Equal("OK", fixture.Last("pin set 71828182"));
        Assert.StartsWith("ERR", fixture.Last("wifi add Boutique " + key + "0"), StringComparison.Ordinal);
        Assert.StartsWith("ERR", fixture.Last("wifi add Boutique " + key[..63] + "x"), StringComparison.Ordinal);
        Assert.Equal(0, fixture.Agent.Settings.WifiProfileCount);
        Assert.Equal("OK", fixture.Last("wifi add Boutique " + key));
        Assert.Equal(["network=1 ssid=Boutique passphrase=set", "OK"], fixture.Ask("wifi list"));
        Assert.Equal(key, Stored(fixture.Agent.Settings), ignoreCase: true);
        Joins(fixture);
        fixture.Restart();
        Assert.Equal(key, Stored(fixture.Agent.Settings), ignoreCase: true);
        Joins(fixture);
        Assert.DoesNotContain(key[..16], fixture.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_firmware_joins_with_a_key()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        IVirtualTerminal terminal = rig.Terminal;
        byte[] key = Encoding.ASCII.GetBytes(WifiKeys.Of(VirtualWifi.PassphraseDefault, terminal.Wifi.Ssid));
        terminal.Provision(settings =>
        {
            key.CopyTo(settings.WifiProfiles[0].Passphrase, 0);
            settings.WifiProfiles[0].PassphraseLength = key.Length;
        });
        terminal.Modem.Faults.NoSim = true;
        terminal.PowerOn();
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi is up");
        Assert.Null(terminal.Crash);
    }

    private static void Joins(ConsoleFixture fixture)
    {
        for (int i = 0; i < 60 && fixture.Wifi.State != WifiState.Joined; i++)
        {
            fixture.Run(1_000);
        }

        Assert.Equal(WifiState.Joined, fixture.Wifi.State);
    }

    private static HandTerminal AtPassphrase()
    {
        HandTerminal terminal = MenuSamples.Play(
            MenuSamples.All.Single(s => s.Name == "menu-wifi-passphrase-empty"), Language.French);
        Assert.Equal(Ssid, terminal.Wifi.Ssid);
        return terminal;
    }

    private static string Stored(TerminalSettings settings)
    {
        WifiProfile profile = settings.WifiProfiles[0];
        Assert.Equal(WifiProfile.KeyDigits, profile.PassphraseLength);
        return Encoding.ASCII.GetString(profile.Passphrase, 0, profile.PassphraseLength);
    }
}
