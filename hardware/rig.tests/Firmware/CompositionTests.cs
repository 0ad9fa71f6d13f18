using System.Text.RegularExpressions;
using System.Globalization;
using System.Diagnostics;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>
/// The whole firmware on the stand-ins, Program.Main first, does what the agent does on the port-level fakes.
/// </summary>
public sealed class CompositionTests
{
    private const int AtATime = 3;

    // From a sale to a factory reset: everything that leaves records, over both links, power cuts included.
    private static readonly string[] Scenarios =
    [
        "first-sale", "declined-reasons", "bad-card", "wifi-only", "power-cut", "no-connection", "late-decline",
        "refund", "cancelled-and-refunded", "answer-lost", "unavailable", "key-refused", "unknown", "reset-refused",
    ];

    private static readonly SemaphoreSlim Places = new(AtATime);

    // All begin with the first test; each test then waits for its own.
    private static readonly Lazy<Dictionary<string, Task<string[]>>> Played = new(() =>
        Scenarios.ToDictionary(name => name, name => Task.Run(() => PlayBothAsync(name))));

    /// <summary>Names of the scenarios that are compared.</summary>
    public static TheoryData<string> Names() => [.. Scenarios];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Both_boards_give_the_same_journal_and_ledger(string scenario)
    {
        string[] played = await Played.Value[scenario];
        bool isForgotten = played[0].StartsWith("ledger", StringComparison.Ordinal);
        Assert.Equal(scenario == "reset-refused", isForgotten);
    }

    [Fact]
    public async Task A_captive_portal_is_named()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.IsPortal = true;
        terminal.PowerOn();
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Wifi.Fault) == FaultCode.CaptivePortal, "a captive portal");
    }

    [Fact]
    public async Task A_key_clicks_through_the_pin()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.PowerOn();
        await terminal.UntilAsync(() => terminal.Look(a => a.View.Id) == ScreenId.Idle, "the idle screen");
        await terminal.UntilAsync(() => terminal.Buzzer.Now.FrequencyHz == 0, "silence");
        long before = terminal.Buzzer.Now.Number;
        terminal.Press(Key.Menu);
        await terminal.UntilAsync(() => terminal.Buzzer.After(before).Count >= 2, "a click");
        VirtualBuzzer.Tone[] click = [.. terminal.Buzzer.After(before)];
        Assert.Equal(0, click[^1].FrequencyHz);
        Assert.All(click[..^1], tone => Assert.Equal((2_000, 2), (tone.FrequencyHz, tone.Volume)));
    }

    /// <summary>The portal refuses TLS, or shows a certificate of its own.</summary>
    [Theory]
    [InlineData(BoardKind.Firmware, false)]
    [InlineData(BoardKind.Firmware, true)]
    [InlineData(BoardKind.Ports, true)]
    public async Task A_captive_portal_that_comes_after_joining_is_named(BoardKind board, bool isTls)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        IVirtualTerminal terminal = rig.Terminal;
        terminal.Modem.Faults.NoSim = true;
        terminal.PowerOn();
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.IsUsable(a.Wifi) && a.Sale.IsIdle), "WiFi is up");
        terminal.Wifi.IsPortalTls = isTls;
        terminal.Wifi.IsPortal = true;
        await rig.SetFaultsAsync([new FaultRule { Kind = FaultKind.CertificateUnknownAuthority }], stop);
        foreach (Key key in new[] { (Key)5, Key.Digit0, Key.Digit0, Key.Ok })
        {
            terminal.Press(key);
            await Task.Delay(50, stop);
        }

        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.WifiFault) == FaultCode.CaptivePortal, "the portal is named");
        Assert.Equal(0, rig.Requests);
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public async Task A_root_that_is_not_the_acquirers_is_refused()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var stranger = new Terminal.Rig.Acquirer.CertificateAuthority();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Modem.Faults.NoSim = true;
        terminal.Files.Write(
            Terminal.Firmware.BoardFiles.RootCertificate,
            stranger.RootPem);
        terminal.PowerOn();
        await terminal.UntilAsync(() => terminal.Look(a => a.Wifi.Fault) == FaultCode.None, "WiFi is up");
        foreach (Key key in new[] { (Key)5, Key.Digit0, Key.Digit0, Key.Ok })
        {
            terminal.Press(key);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
        await terminal.UntilAsync(
            () => terminal.Look(a => a.Links.WifiFault) == FaultCode.CertificateRefused, "the certificate is refused");
        Assert.Equal(0, rig.Requests);
    }

    [Fact]
    public async Task Settings_are_saved_into_the_other_file()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        byte[] before = terminal.Files.Read(Terminal.Firmware.BoardFiles.Settings0)!;
        terminal.PowerOn();
        await terminal.UntilAsync(
            () => terminal.Files.Read(Terminal.Firmware.BoardFiles.Settings1) is { Length: > 0 }, "the other file");
        Assert.Equal(before, terminal.Files.Read(Terminal.Firmware.BoardFiles.Settings0));
    }

    [Fact]
    public async Task The_access_point_that_goes_is_noticed_at_once()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.PowerOn();
        await terminal.UntilAsync(() => terminal.Look(a => a.Wifi.Fault) == FaultCode.None, "WiFi is up");
        await OneOfTries.HoldsAsync(async () =>
        {
            terminal.Wifi.IsAccessPointUp = true;
            await terminal.UntilAsync(() => terminal.Look(a => a.Wifi.Fault) == FaultCode.None, "WiFi is back");
            terminal.Wifi.IsAccessPointUp = false;
            long start = Stopwatch.GetTimestamp();
            await terminal.UntilAsync(() => terminal.Look(a => a.Wifi.Fault) != FaultCode.None, "the loss");
            Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 3);
        });
        Assert.Null(terminal.Crash);
    }

    private static async Task<string[]> PlayBothAsync(string scenario)
    {
        await Places.WaitAsync();
        try
        {
            return await OneOfTries.GivesAsync(async () =>
            {
                string[] played = await Task.WhenAll(
                    PlayAsync(scenario, BoardKind.Firmware), PlayAsync(scenario, BoardKind.Ports));
                Assert.Equal(played[1], played[0]);
                return played;
            });
        }
        finally
        {
            Places.Release();
        }
    }

    // All but what the acquirer draws by lot.
    private static async Task<string> PlayAsync(string scenario, BoardKind board)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        string? problem = await new ScenarioPlayer(rig, _ => { }, 4).PlayAsync(
            ScenarioCatalog.Load(scenario), CancellationToken.None);
        Assert.True(problem is null, $"{board}: {problem}");
        IEnumerable<string> journal = rig.Terminal.JournalRows().Select(Line);
        IEnumerable<string> ledger = rig.Acquirer.Api.Ledger.Snapshot().Payments.Select(p =>
            $"{p.UniqueId} {p.Amount} {p.Currency} {p.Status} {p.Response} {p.RefundedAmount}");
        return FromFirstBoot(string.Join('\n', journal.Append("ledger").Concat(ledger)));
    }

    // The first boot counter of a terminal is random: those of both boards are counted from it.
    private static string FromFirstBoot(string text)
    {
        Match first = Regex.Match(text, @"-(\d+)-\d+");
        long boot = first.Success ? long.Parse(first.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return Regex.Replace(text, @"\d+", number =>
            long.TryParse(number.Value, CultureInfo.InvariantCulture, out long value) && value >= boot
                && value < boot + 100 ? $"boot+{value - boot}" : number.Value);
    }

    private static string Line(JournalRow row) => (row with { PaymentId = "" }).ToString();
}
