using System.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>
/// A technician with nothing but the keypad: from a terminal without WiFi and without coverage to the first
/// payment over WiFi, with real TLS.
/// </summary>
public sealed class WifiByKeypadTests(ITestOutputHelper output)
{
    private const int PressesMax = 90;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    private int _presses;

    [Theory]
    [InlineData(BoardKind.Firmware)]
    [InlineData(BoardKind.Ports)]
    public Task From_nothing_to_the_first_payment_over_wifi(BoardKind board) =>
        OneOfTries.HoldsAsync(() => SetUpAsync(board));

    private async Task SetUpAsync(BoardKind board)
    {
        _presses = 0;
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        IVirtualTerminal terminal = rig.Terminal;
        terminal.Provision(settings => settings.WifiProfileCount = 0);
        terminal.Modem.Faults.NoCoverage = true;
        terminal.Wifi.Neighbours = [new("Livebox-4F2A", -71, false), new("FreeWifi", -80, true)];
        terminal.PowerOn();
        await terminal.SeesAsync("01 57 97 99 44");
        var time = Stopwatch.StartNew();

        // Menu, technician; the PIN is chosen on this first visit.
        Press(terminal, Key.Menu, (Key)6);
        await terminal.SeesAsync("Choisissez un code");
        Press(terminal, (Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok);
        await terminal.SeesAsync("Répétez le code");
        Press(terminal, (Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok);
        await terminal.SeesAsync("Réinitialisation");

        // WiFi, find a network, the strongest.
        Press(terminal, (Key)1, (Key)1);
        await terminal.SeesAsync("Boutique");
        Press(terminal, (Key)1);
        await terminal.SeesAsync("Mot de passe");
        Type(terminal, VirtualWifi.PassphraseDefault);
        Press(terminal, Key.Ok);
        await terminal.SeesAsync("Le Wi-Fi fonctionne");
        Press(terminal, Key.Menu, Key.Menu);
        await terminal.SeesAsync("Tapez le montant");
        output.WriteLine($"WiFi works after {_presses} presses, {time.Elapsed.TotalSeconds:0.0} s");
        Press(terminal, (Key)1, (Key)2, (Key)5, (Key)0, Key.Ok);
        await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
        await terminal.SeesAsync("ACCEPTÉ");
        output.WriteLine($"first payment after {_presses} presses, {time.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(1_250, Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments).Amount);
        Assert.InRange(_presses, 1, PressesMax);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeMax);
        Assert.Null(terminal.Crash);

        // What was set up outlives a power cut.
        terminal.CutPower();
        terminal.PowerOn();
        await terminal.SeesAsync("Tapez le montant");
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi is up");
    }

    private void Press(IVirtualTerminal terminal, params Key[] keys)
    {
        _presses += keys.Length;
        terminal.Press(keys);
    }

    // As a person would: Down where the same key follows.
    private void Type(IVirtualTerminal terminal, string text)
    {
        int last = -1;
        foreach (char letter in text)
        {
            (int key, int times) = MenuSamples.Taps(letter);
            if (key == last)
            {
                Press(terminal, Key.Down);
            }

            Press(terminal, [.. Enumerable.Repeat((Key)key, times)]);
            last = key;

            // The keypad buffers what a person can press in a few seconds.
            Thread.Sleep(30);
        }
    }
}
