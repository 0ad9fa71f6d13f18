using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Consoles;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>
/// A technician's jobs from beginning to end on the virtual terminal, over a real pseudo-terminal and real TLS.
/// </summary>
public sealed class TechnicianTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(BoardKind.Firmware)]
    [InlineData(BoardKind.Ports)]
    public Task WiFi_is_set_up_by_console_alone_up_to_the_first_payment(BoardKind board) =>
        OneOfTries.HoldsAsync(() => SetUpAsync(board));

    private async Task SetUpAsync(BoardKind board)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        Empty(rig);
        var watch = Stopwatch.StartNew();
        rig.Terminal.PowerOn();
        await using var technician = new PtyTechnician(rig.Terminal.Console);
        await technician.DoAsync("pin set 471147");
        await technician.DoAsync("set serial T4200017 yes");
        await technician.DoAsync("set mode test yes");
        await technician.DoAsync("key " + AcquirerOptions.DefaultKey + " yes");
        string[] networks = await technician.DoAsync("wifi scan");
        string security = board == BoardKind.Ports ? "passphrase" : "unknown";
        Assert.Equal("ssid=Boutique dbm=-58 security=" + security, networks[0]);
        await technician.DoAsync("wifi add Boutique croissant-chaud");
        string[] steps = await technician.DoAsync("wifi test");
        Assert.Equal(
            ["association", "address", "portal", "name", "tls", "acquirer"], steps[..^1].Select(s => s.Split('=')[0]));
        Assert.All(steps[..^1], s => Assert.EndsWith("=passed code=none", s, StringComparison.Ordinal));
        Assert.Contains(
            await technician.DoAsync("status"),
            r => r.StartsWith("link=wifi state=online", StringComparison.Ordinal));
        int commands = technician.Commands;
        double seconds = watch.Elapsed.TotalSeconds;
        await SellAsync(rig, ScreenId.Approved);
        output.WriteLine($"commands={commands} seconds_to_ready={seconds:0.0} "
            + $"seconds_to_payment={watch.Elapsed.TotalSeconds:0.0}");
        Assert.InRange(commands, 1, 8);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments);
        Assert.DoesNotContain(AcquirerOptions.DefaultKey, technician.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("croissant-chaud", technician.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong-passphrase", "association=failed code=R12", BoardKind.Firmware)]
    [InlineData("no-address", "address=failed code=R13", BoardKind.Firmware)]
    [InlineData("down", "association=failed code=R11", BoardKind.Firmware)]
    [InlineData("down", "association=failed code=R11", BoardKind.Ports)]
    public async Task The_test_of_WiFi_names_the_step_that_fails(string condition, string row, BoardKind board)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        rig.Terminal.Modem.Faults.NoSim = true;
        LinkConditions.Apply(rig.Terminal, "wifi", condition);
        rig.Terminal.PowerOn();
        LinkConditions.Apply(rig.Terminal, "wifi", condition);
        await using var technician = new PtyTechnician(rig.Terminal.Console);
        string[] rows = await technician.AskAsync("wifi test");
        Assert.Contains(row, rows);
        Assert.Equal("ERR 60 failed parts: 1", rows[^1]);
    }

    [Theory]
    [InlineData(BoardKind.Firmware)]
    [InlineData(BoardKind.Ports)]
    public async Task The_queue_of_a_terminal_is_rescued_by_export_and_import_once(BoardKind board)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        rig.Terminal.Modem.Faults.NoSim = true;
        rig.Terminal.Wifi.IsAccessPointUp = false;
        rig.Terminal.PowerOn();
        await using var technician = new PtyTechnician(rig.Terminal.Console);
        await technician.DoAsync("pin set 471147");
        for (int sale = 0; sale < 3; sale++)
        {
            await SellAsync(rig, ScreenId.AcceptedOffline);
        }

        Assert.Equal("ERR 40 refused, undelivered transactions: 3", (await technician.AskAsync("reset factory"))[^1]);
        Assert.Equal(
            "ERR 40 refused, undelivered transactions: 3",
            (await technician.AskAsync("key stest_ABCDEFGHIJKLMNOPQRSTUVWX no"))[^1]);
        Assert.Equal(
            "ERR 40 refused, undelivered transactions: 3", (await technician.AskAsync("set serial T1"))[^1]);
        string[] rows = await technician.DoAsync("export");
        Assert.Equal(6, rows.Length);
        Assert.Equal("OK", (await technician.AskAsync("key " + AcquirerOptions.DefaultKey))[^1]);

        IReadOnlyList<ExportedTransaction> exported = ExportFile.Read(technician.Said);
        Assert.Equal(rig.Terminal.JournalRows().Select(r => r.UniqueId), exported.Select(e => e.UniqueId));
        Assert.Equal(3, await ImportAsync(rig, technician.Said));
        Assert.Equal(3, await ImportAsync(rig, technician.Said));
        IReadOnlyList<LedgerPayment> payments = rig.Acquirer.Api.Ledger.Snapshot().Payments;
        Assert.Equal(
            exported.Select(e => e.UniqueId).Order(), payments.Select(p => p.UniqueId!).Order());
        Assert.All(payments, p => Assert.True(p.IsCharged));

        // The terminal lives after all: what it delivers itself is known already and settles by comparison.
        rig.Terminal.Wifi.IsAccessPointUp = true;
        await WaitAsync(() => rig.Terminal.Look(a => a.Journal.WaitingCount == 0), "the queue is delivered");
        Assert.All(rig.Terminal.JournalRows(), r => Assert.Equal(TransactionState.Approved, r.State));
        Assert.Equal(3, rig.Acquirer.Api.Ledger.Snapshot().Payments.Count);
        int said = technician.Said.Length;
        Assert.Equal(["reboot=now", "OK"], await technician.AskAsync("reset factory"));
        await WaitAsync(() => rig.Terminal.Reboots == 1, "the restart");
        await WaitAsync(
            () => technician.Said[said..].Contains("console=ready", StringComparison.Ordinal), "the start");
        Assert.Contains("pin_set=no", (await technician.DoAsync("pin"))[0], StringComparison.Ordinal);
        string[] status = await technician.DoAsync("status");
        Assert.Contains("serial=T4200017", status);
        Assert.Contains("key=missing", status);
        Assert.Null(rig.Terminal.Crash);
    }

    [Theory]
    [InlineData(BoardKind.Firmware)]
    [InlineData(BoardKind.Ports)]
    public async Task The_selftest_passes_on_a_sound_terminal_and_names_what_is_not(BoardKind board)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        rig.Terminal.PowerOn();
        await using var technician = new PtyTechnician(rig.Terminal.Console);
        await WaitAsync(
            () => rig.Terminal.Look(a => a.Links.Active == a.Links.Sim && a.View.Id == ScreenId.Idle), "the SIM");
        Task<string[]> asked = technician.AskAsync("selftest");
        await WaitAsync(
            () => technician.Said.Contains("press_a_key", StringComparison.Ordinal), "the question for a key");
        rig.Terminal.Press(Key.Up);
        string[] rows = await asked;
        Assert.Equal(
            ["press_a_key_within_s=5", "nvram", "display", "keypad", "reader", "modem", "wifi", "clock", "certificate",
                "acquirer", "OK"],
            rows.Select(r => r.Split('=')[0] is "press_a_key_within_s" ? r : r.Split('=')[0])
                .OrderBy(r => r.StartsWith("press", StringComparison.Ordinal) ? 0 : 1));
        Assert.All(
            rows.Where(r => r.Contains("code=", StringComparison.Ordinal)),
            r => Assert.EndsWith("=passed code=none", r, StringComparison.Ordinal));

        rig.Terminal.Modem.Faults.NoSim = true;
        rig.Terminal.Wifi.IsAccessPointUp = false;
        rig.Terminal.CutPower();
        rig.Terminal.PowerOn();
        await WaitAsync(() => rig.Terminal.Look(a => a.Links.SimFault == FaultCode.NoSim), "no SIM");
        rows = await technician.AskAsync("selftest");
        Assert.Contains("keypad=skipped code=none", rows);
        Assert.Contains("modem=failed code=R01", rows);
        Assert.Contains("wifi=failed code=R11", rows);

        // The board's clock does not outlive a power cut; without a link it stays unknown.
        bool isClockLost = board == BoardKind.Firmware;
        Assert.Contains(isClockLost ? "clock=failed code=R23" : "clock=passed code=none", rows);
        Assert.Equal("ERR 60 failed parts: " + (isClockLost ? 4 : 3), rows[^1]);
    }

    [Theory]
    [InlineData("transaction=", "transaction=X", "the check sum does not fit")]
    [InlineData("count=1", "count=2", "the check sum does not fit")]
    [InlineData("export_end", "export-end", "not a line of an export")]
    [InlineData("OK", "OK", "")]
    public void A_damaged_export_is_refused(string part, string by, string words)
    {
        var fixture = new ConsoleFixture(s => s.SerialLength = Encoding.ASCII.GetBytes("T4200017", s.Serial));
        ConsoleTests.SetPin(fixture);
        Append(fixture);
        string text = string.Join("\r\n", fixture.Ask("export"));
        if (words.Length == 0)
        {
            ExportedTransaction only = Assert.Single(ExportFile.Read(text));
            Assert.Equal(($"T4200017-{fixture.Agent.Journal.Boot}-1", 1250, "eur", "pending"),
                (only.UniqueId, only.AmountCents, only.Currency, only.State));
            Assert.Equal(256, Convert.FromBase64String(only.SealedBase64).Length);
            return;
        }

        var failure = Assert.Throws<ExportException>(
            () => ExportFile.Read(text.Replace(part, by, StringComparison.Ordinal)));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    internal static void Append(ConsoleFixture fixture)
    {
        var record = new TransactionRecord
        {
            Kind = TransactionKind.Sale,
            AmountCents = 1250,
            EntryMode = CardEntryMode.Contactless,
            KsnLength = 10,
            SealedLength = 256,
        };
        Encoding.ASCII.GetBytes("eur", record.Currency);
        Encoding.ASCII.GetBytes("4242", record.Last4);
        new Random(5).NextBytes(record.Sealed);
        Assert.Equal(AppendResult.Appended, fixture.Agent.Journal.Append(record));
    }

    private static void Empty(ScenarioRig rig)
    {
        rig.Terminal.Modem.Faults.NoSim = true;
        rig.Terminal.Provision(settings =>
        {
            settings.Restore();
            settings.SerialLength = 0;
        });
    }

    private static async Task<int> ImportAsync(ScenarioRig rig, string text)
    {
        using var root = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(rig.Acquirer.RootPem));
        var settings = new ImportCommand.Settings
        {
            File = "",
            Acquirer = rig.Acquirer.EndPoint.ToString(),
            CaFile = "",
            KeyFile = "",
        };
        using HttpClient http = ImportCommand.Client(settings, root);
        var import = new QueueImport(http, AcquirerOptions.DefaultKey);
        int settled = 0;
        foreach (ExportedTransaction transaction in ExportFile.Read(text))
        {
            ImportResult result = await import.DeliverAsync(transaction, CancellationToken.None);
            Assert.StartsWith("delivered paym_", result.Words, StringComparison.Ordinal);
            settled += result.IsSettled ? 1 : 0;
        }

        return settled;
    }

    private static async Task SellAsync(ScenarioRig rig, ScreenId end)
    {
        foreach (Key key in new[] { (Key)1, (Key)2, (Key)5, Key.Digit0, Key.Ok })
        {
            rig.Terminal.Press(key);
        }

        await WaitAsync(() => rig.Terminal.Tap("approved"), "the reader");
        await rig.Terminal.PressUntilAsync(
            Key.Ok,
            () => rig.Terminal.Look(a => a.View.Id) == ScreenId.OfflineConsent,
            () => rig.Terminal.Look(a => a.View.Id) == end,
            end.ToString());
        rig.Terminal.Press(Key.Ok);
        await WaitAsync(() => rig.Terminal.Look(a => a.Sale.IsIdle), "the end of the sale");
    }

    private static async Task WaitAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(180), "still waiting for " + what);
            await Task.Delay(20);
        }
    }
}
