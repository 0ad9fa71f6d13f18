using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>
/// A day with everything in it, mistyped secrets included: whatever console, screen and memory of the terminal
/// say in it, they hold no key, passphrase or PIN, and a sealed payload in an export only.
/// </summary>
public sealed class BusyDayTests
{
    private const string Pin = "73914682";
    private const string WrongPin = "91827364";
    private const string Spoken = "mot \"secret\" 9";
    private const string WrongKey = "sprod_WRONGwrongWRONGwrongWRO1";

    private static readonly string[] Reports =
    [
        "help", "version", "status", "links", "sim", "queue", "journal all", "totals", "log all", "faults", "time",
        "limits", "set", "wifi list", "screen", "export",
    ];

    [Fact]
    public async Task Nothing_that_the_terminal_says_in_a_day_holds_a_secret()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        IVirtualTerminal terminal = rig.Terminal;
        var shown = new StringBuilder();
        terminal.Display.Changed += () => shown.AppendLine(terminal.ScreenWords());
        terminal.PowerOn();
        await using var technician = new PtyTechnician(terminal.Console);
        await SetUpAsync(technician);
        await terminal.SellAsync();
        await SellOfflineAsync(terminal);
        byte[] payload = Payload(terminal);
        Assert.NotEqual(-1, terminal.Nvram.Image.IndexOf(payload.AsSpan()));
        foreach (string report in Reports)
        {
            await technician.DoAsync(report);
        }

        await technician.AskAsync("selftest");
        await technician.AskAsync("wifi test");
        await TypeByKeypadAsync(terminal);
        string[] secrets =
        [
            .. Ways(AcquirerOptions.DefaultKey), .. Ways(AcquirerOptions.DefaultKey + ":"), .. Ways(WrongKey),
            .. Ways(VirtualWifi.PassphraseDefault), .. Ways(Spoken), .. Ways(Pin), .. Ways(WrongPin),
        ];
        string said = technician.Said;
        Assert.Contains("sealed_base64=" + Convert.ToBase64String(payload), said, StringComparison.Ordinal);
        string beside = said.Replace(
            "sealed_base64=" + Convert.ToBase64String(payload), "", StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(payload), beside, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(payload), said, StringComparison.OrdinalIgnoreCase);
        foreach (string secret in secrets)
        {
            Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, shown.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(-1, terminal.Nvram.Image.IndexOf(Encoding.UTF8.GetBytes(secret)));
        }

        Assert.Contains("Code technicien", shown.ToString(), StringComparison.Ordinal);
        Assert.Null(terminal.Crash);
    }

    private static async Task SetUpAsync(PtyTechnician technician)
    {
        await technician.DoAsync("pin set " + Pin);
        await technician.DoAsync("pin lock");
        Assert.Equal("ERR 21 wrong PIN", (await technician.AskAsync("pin " + WrongPin))[^1]);
        await Task.Delay(2_200, TestContext.Current.CancellationToken);
        await technician.DoAsync("pin " + Pin);
        await technician.DoAsync("key " + AcquirerOptions.DefaultKey + " yes");
        string quoted = "\"" + Spoken.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        await technician.DoAsync("wifi add \"Réserve 2\" " + quoted);
        await technician.DoAsync("wifi add Boutique " + VirtualWifi.PassphraseDefault);

        // Each of these is refused, and says nothing of what was typed.
        foreach (string mistake in new[]
        {
            "key " + WrongKey, "key " + AcquirerOptions.DefaultKey + "x",
            "key " + AcquirerOptions.DefaultKey + " again",
            "wifi add Boutique \"" + VirtualWifi.PassphraseDefault, "pin set " + Pin + Pin, "pin set",
            "key " + AcquirerOptions.DefaultKey + new string('x', 160),
            "wifi add Boutique " + VirtualWifi.PassphraseDefault + " once more",
        })
        {
            Assert.StartsWith("ERR ", (await technician.AskAsync(mistake))[^1], StringComparison.Ordinal);
        }
    }

    private static async Task SellOfflineAsync(IVirtualTerminal terminal)
    {
        terminal.Modem.Faults.NoCoverage = true;
        terminal.Wifi.IsAccessPointUp = false;
        await terminal.SeesAsync("01 57 97 99 44");
        terminal.Press((Key)9, (Key)9, (Key)9, Key.Ok);
        await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
        await terminal.ConsentAsync();
        terminal.Press(Key.Ok);
    }

    // The PIN, a wrong one, and a passphrase on the keypad's own pages.
    private static async Task TypeByKeypadAsync(IVirtualTerminal terminal)
    {
        await terminal.SeesAsync("01 57 97 99 44");
        terminal.Press(Key.Menu, (Key)6);
        await terminal.SeesAsync("Code technicien");
        terminal.Press([.. WrongPin.Select(figure => (Key)(figure - '0')), Key.Ok]);
        await terminal.SeesAsync("Réessayez");
        await terminal.UntilAsync(
            () => !terminal.ScreenWords().Contains("Réessayez", StringComparison.Ordinal), "the door opens again");
        terminal.Press([.. Pin.Select(figure => (Key)(figure - '0')), Key.Ok]);
        await terminal.SeesAsync("Réinitialisation");
        terminal.Press(Key.Digit0 + 1, (Key)4);
        await terminal.SeesAsync("Boutique");
        terminal.Press(Key.Menu, Key.Menu);
    }

    private static byte[] Payload(IVirtualTerminal terminal) => terminal.Look(agent =>
    {
        var record = new TransactionRecord();
        Assert.True(agent.Journal.Load(agent.Journal.Newest(), record));
        Assert.Equal(TransactionState.Pending, record.State);
        return record.Sealed.AsSpan(0, record.SealedLength).ToArray();
    })!;

    // Plain, hexadecimal, base64 (alone, and as it stands at each offset inside a longer text), and each of them with
    // the bytes the other way round.
    private static string[] Ways(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        byte[] reversed = [.. bytes.Reverse()];
        return
        [
            .. new[] { bytes, reversed }.SelectMany(b => new[]
            {
                Encoding.UTF8.GetString(b), Convert.ToBase64String(b), Convert.ToHexString(b),
                Within(b, 0), Within(b, 1), Within(b, 2),
            }),
        ];
    }

    // The characters that no neighbour has a part in.
    private static string Within(byte[] secret, int offset)
    {
        string text = Convert.ToBase64String([.. new byte[offset], .. secret]);
        int from = offset == 0 ? 0 : offset + 1;
        return text[from..((secret.Length + offset) * 8 / 6)];
    }
}
