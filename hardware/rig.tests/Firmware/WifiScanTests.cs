using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>Scans by the firmware's station, over the package's adapter.</summary>
public sealed class WifiScanTests
{
    [Fact]
    public async Task A_scan_lists_what_is_there_and_leaves_the_payment_under_way_alone()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        IVirtualTerminal terminal = rig.Terminal;
        terminal.Modem.Faults.NoCoverage = true;
        terminal.Wifi.Neighbours =
        [
            new WifiNeighbour("Livebox-4F2A", -71, false), new WifiNeighbour("Loin", -88, true),
        ];
        terminal.PowerOn();
        await using var technician = new PtyTechnician(terminal.Console);
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi is up");
        await terminal.SellAsync();
        int requests = rig.Requests;
        rig.Acquirer.Faults.Set(
        [
            new FaultRule { Kind = FaultKind.DelayHeaders, DelayMs = 3_000, Count = 1, Method = "POST" },
        ]);
        await terminal.SeesAsync("Tapez le montant");
        terminal.Press((Key)7, Key.Digit0, Key.Digit0, Key.Ok);
        await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
        await terminal.UntilAsync(
            () => rig.Acquirer.Api.Ledger.Snapshot().Payments.Count == 2, "the payment is at the acquirer");
        string[] found = await technician.DoAsync("wifi scan");
        Assert.Equal(
            [
                "ssid=Boutique dbm=-58 security=unknown", "ssid=Livebox-4F2A dbm=-71 security=unknown",
                "ssid=Loin dbm=-88 security=unknown", "OK",
            ],
            found);
        await terminal.SeesAsync("ACCEPTÉ");
        Assert.Equal(requests + 1, rig.Requests);
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public async Task A_scan_waits_for_a_station_that_looks_for_its_network()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        IVirtualTerminal terminal = rig.Terminal;
        terminal.Wifi.IsAccessPointUp = false;
        terminal.Wifi.StageMs = 900;
        terminal.Wifi.Neighbours = [new WifiNeighbour("Livebox-4F2A", -71, false)];
        terminal.PowerOn();
        await using var technician = new PtyTechnician(terminal.Console);
        await terminal.UntilAsync(
            () => technician.Said.EndsWith("\r\n", StringComparison.Ordinal), "the console greets");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(
                ["ssid=Livebox-4F2A dbm=-71 security=unknown", "OK"], await technician.DoAsync("wifi scan"));
        }

        terminal.Wifi.IsAccessPointUp = true;
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi joins again");
    }
}
