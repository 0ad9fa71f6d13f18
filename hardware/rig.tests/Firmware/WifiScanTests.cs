using Terminal.Agent;
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
            () => technician.Said.Contains("console=ready", StringComparison.Ordinal), "the console greets");
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(
                ["ssid=Livebox-4F2A dbm=-71 security=unknown", "OK"], await technician.DoAsync("wifi scan"));
        }

        terminal.Wifi.IsAccessPointUp = true;
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi joins again");
    }

    [Fact]
    public Task A_scan_that_takes_as_long_as_on_the_device_is_waited_for_before_the_join() => OneOfTries.HoldsAsync(
        async () =>
        {
            await using ScenarioRig rig = await ScenarioRig.StartAsync();
            IVirtualTerminal terminal = rig.Terminal;
            terminal.Modem.Faults.NoSim = true;
            terminal.Wifi.ScanMs = 6_800;
            terminal.PowerOn();
            long start = Environment.TickCount64;
            await terminal.UntilAsync(
                () => terminal.Look(a => a.Links.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi is up");
            Assert.InRange(Environment.TickCount64 - start, 6_800, 20_000);
            await using var technician = new PtyTechnician(terminal.Console);
            await terminal.UntilAsync(
                () => technician.Said.Contains("console=ready", StringComparison.Ordinal), "the console greets");
            Assert.Equal(["ssid=Boutique dbm=-58 security=unknown", "OK"], await technician.DoAsync("wifi scan"));
            Assert.Null(terminal.Crash);
        });

    [Fact]
    public async Task What_an_earlier_scan_found_is_marked_when_no_new_one_ends()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        IVirtualTerminal terminal = rig.Terminal;
        terminal.PowerOn();
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.Wifi.State) is LinkState.Attached or LinkState.Online, "WiFi is up");
        await using var technician = new PtyTechnician(terminal.Console);
        await terminal.UntilAsync(
            () => technician.Said.Contains("console=ready", StringComparison.Ordinal), "the console greets");
        Assert.Equal(["ssid=Boutique dbm=-58 security=unknown", "OK"], await technician.DoAsync("wifi scan"));
        terminal.Wifi.ScanMs = 30_000;
        Assert.Equal(
            ["ssid=Boutique dbm=-58 security=unknown stale=yes", "OK"], await technician.DoAsync("wifi scan"));
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public async Task A_security_that_the_platform_does_not_map_is_named_and_the_network_not_usable()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        IVirtualTerminal terminal = rig.Terminal;
        terminal.Modem.Faults.NoSim = true;
        terminal.Wifi.IsSecurityUnknown = true;
        terminal.PowerOn();
        await terminal.SeesAsync("sécurité non gérée");
        await using var technician = new PtyTechnician(terminal.Console);
        await terminal.UntilAsync(
            () => technician.Said.Contains("console=ready", StringComparison.Ordinal), "the console greets");
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Wifi.Fault) == FaultCode.SecurityNotUsable, "the cause is named");
        Assert.Contains("security=unusable", (await technician.DoAsync("wifi scan"))[0], StringComparison.Ordinal);
        Assert.Null(terminal.Crash);
    }
}
