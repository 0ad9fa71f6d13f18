using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Firmware;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>What hardware/README.md tells a technician to do with the memory of a dead terminal.</summary>
public sealed class RescueTests
{
    [Fact]
    public async Task The_memory_on_a_spare_board_delivers_its_queue_once()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        SetLinks(terminal, false);
        terminal.PowerOn();
        await SellOfflineAsync(terminal, 1);
        await SellOfflineAsync(terminal, 2);
        string[] ids = [.. terminal.JournalRows().Select(row => row.UniqueId)];
        terminal.CutPower();

        // A board with settings of its own, none yet, takes the serial number that the payments are known by, and
        // the mode. Nothing is sent before it has the key, whatever it can reach.
        terminal.Files.Delete(BoardFiles.Settings0);
        terminal.Files.Delete(BoardFiles.Settings1);
        SetLinks(terminal, true);
        terminal.PowerOn();
        await using var technician = new PtyTechnician(terminal.Console);
        await technician.DoAsync("pin set 471147");
        Assert.Contains("mode=test", await technician.AskAsync("set mode"));
        Assert.Contains("serial=" + TestBoard.Serial, await technician.AskAsync("set serial"));
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.Sim.State) is LinkState.Attached or LinkState.Online, "the SIM is up");
        await Task.Delay(3_000, TestContext.Current.CancellationToken);
        Assert.Empty(rig.Acquirer.Api.Ledger.Snapshot().Payments);
        Assert.Equal(2, terminal.Look(a => a.Journal.WaitingCount));
        await technician.DoAsync("key " + AcquirerOptions.DefaultKey);
        Assert.StartsWith(
            "ERR 40", (await technician.AskAsync("set serial T1"))[^1], StringComparison.Ordinal);
        await terminal.UntilAsync(() => terminal.Look(a => a.Journal.WaitingCount == 0), "the queue is delivered");
        Assert.Equal(ids, rig.Acquirer.Api.Ledger.Snapshot().Payments.Select(payment => payment.UniqueId));
        await terminal.SellAsync();
        string[] all = [.. rig.Acquirer.Api.Ledger.Snapshot().Payments.Select(payment => payment.UniqueId!)];
        Assert.Equal(3, all.Distinct().Count());
        Assert.True(Boot(all[2]) > Boot(ids[1]), string.Join(' ', all));
        Assert.Null(terminal.Crash);
    }

    private static int Boot(string uniqueId) => int.Parse(uniqueId.Split('-')[1]);

    private static void SetLinks(FirmwareTerminal terminal, bool isUp)
    {
        terminal.Modem.Faults.NoCoverage = !isUp;
        terminal.Wifi.IsAccessPointUp = isUp;
    }

    private static async Task SellOfflineAsync(FirmwareTerminal terminal, int euros)
    {
        await terminal.SeesAsync("01 57 97 99 44");
        terminal.Press((Key)euros, Key.Digit0, Key.Digit0, Key.Ok);
        await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
        await terminal.ConsentAsync();
        terminal.Press(Key.Ok);
    }
}
