using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Firmware;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>The whole firmware on a board that is as unkind as the platform is.</summary>
public sealed class HarshBoardTests
{
    [Fact]
    public async Task A_console_that_cannot_open_is_missing_and_the_terminal_works()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Files.IsWireProtocolOnUart0 = true;
        terminal.PowerOn();
        await terminal.SellAsync();
        Assert.Null(terminal.Crash);
        Assert.True(terminal.Look(a => Has(a.Log, EventKind.ConsoleMissing)));
        await terminal.SeesAsync("Tapez le montant");
        terminal.Press(Key.Menu, (Key)5);
        await terminal.SeesAsync("Console indisponible");
    }

    [Fact]
    public async Task A_console_that_opens_is_open_in_status()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        rig.Terminal.PowerOn();
        await using var technician = new PtyTechnician(rig.Terminal.Console);
        Assert.Contains("console=open", await technician.DoAsync("status"));
        Assert.False(rig.Terminal.Look(a => Has(a.Log, EventKind.ConsoleMissing)));
    }

    [Theory]
    [InlineData("ESP32_S3_QUAD", true)]
    [InlineData("ESP32_S3_OCTAL", false)]
    public async Task Another_image_than_the_one_that_fits_is_named_at_start(string image, bool isNamed)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Files.ImageName = image;
        terminal.PowerOn();
        await using var technician = new PtyTechnician(terminal.Console);
        await technician.DoAsync("version");
        Assert.Equal(
            isNamed,
            technician.Said.Contains(
                $"image_wanted=ESP32_S3_OCTAL image_found={image}\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sale_takes_few_transfers_from_the_card_to_the_result()
    {
        // A sale that is held up draws its progress more often.
        await OneOfTries.HoldsAsync(async () =>
        {
            BusTrial use = await BusTrial.OfSaleAsync(TestContext.Current.CancellationToken);
            TestContext.Current.SendDiagnosticMessage(use.ToString());
            Assert.True(use.Display + use.Memory <= BusTrial.TransfersMax, use.ToString());
            Assert.InRange(use.DisplayBytes, 100, BusTrial.DisplayBytesMax);
            Assert.InRange(use.MemoryBytes, 100, BusTrial.MemoryBytesMax);
            Assert.True(use is { Display: > 1, Memory: > 3 }, use.ToString());
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bus_that_fails_is_seen_and_ends_nothing(bool hangs)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.PowerOn();
        await terminal.SellAsync();
        await terminal.SeesAsync("Tapez le montant");
        long steps = terminal.Steps;
        terminal.Board!.I2cFault = _ =>
        {
            // What the driver does when nobody lets the line go, or answers what it does not expect.
            Thread.Sleep(hangs ? 1_000 : 0);
            throw new InvalidOperationException("planted");
        };
        await terminal.UntilAsync(() => terminal.Steps > steps + 20, "the loop goes on");
        await terminal.UntilAsync(
            () => terminal.Look(a => !a.Journal.IsWritable || a.Painter.IsSilent), "J01 or R40");
        Assert.Null(terminal.Crash);
        Assert.True(terminal.IsOn);

        // The bus comes back, and with it the screen.
        terminal.Board!.I2cFault = null;
        terminal.Display.Clear();
        await terminal.UntilAsync(
            () => terminal.Display.Snapshot().Any(column => column != 0), "the display shows something again");
        Assert.Equal(0, terminal.Reboots);
    }

    [Fact]
    public async Task A_call_that_never_ends_is_ended_by_the_watchdog()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.PowerOn();
        await terminal.SeesAsync("Tapez le montant");
        terminal.WatchdogMs = 5_000;
        terminal.Board!.I2cFault = _ => Thread.Sleep(10_000);
        terminal.Press((Key)1);
        await terminal.UntilAsync(() => terminal.Reboots > 0, "the watchdog has reset the board");
        terminal.WatchdogMs = 60_000;
        await terminal.SellAsync();
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public async Task Time_servers_that_are_wrong_move_nothing_that_is_known()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;

        // The SIM tells the time first.
        terminal.Wifi.IsAccessPointUp = false;
        terminal.PowerOn();
        terminal.Board!.TimeServerErrorS = 86_400 * 400;
        await terminal.SellAsync();
        terminal.Wifi.IsAccessPointUp = true;
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Wifi.State is LinkState.Attached or LinkState.Online), "WiFi is up");
        await Task.Delay(3_000, TestContext.Current.CancellationToken);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        FirmwareBoard board = terminal.Board!;
        Assert.InRange(terminal.Look(_ => board.SystemUtcMs) / 1000, now - 10, now + 10);
        Assert.False(terminal.Look(_ => board.IsTimeClientRunning));
        await terminal.SellAsync();
    }

    [Fact]
    public async Task Time_servers_set_a_clock_that_nobody_else_has_set()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Modem.Faults.NoSim = true;
        terminal.PowerOn();
        await terminal.SellAsync();
        Assert.True(terminal.Look(a => Has(a.Log, EventKind.ClockSet)));
    }

    [Fact]
    public async Task Smart_config_is_cleared_at_every_start()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        Assert.NotEqual(2, terminal.Files.WifiOptions);
        terminal.PowerOn();
        await terminal.SeesAsync("Tapez le montant");
        Assert.Equal(2, terminal.Files.WifiOptions);
        terminal.CutPower();
        terminal.Files.WifiOptions = 0x0A;
        terminal.PowerOn();
        await terminal.SeesAsync("Tapez le montant");
        Assert.Equal(2, terminal.Files.WifiOptions);
    }

    private static bool Has(EventLog log, EventKind kind)
    {
        var entry = new EventEntry();
        for (uint number = log.NewestNumber; number > 0; number = log.Older(number))
        {
            if (log.Read(number, entry) && entry.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}
