using System.Diagnostics;
using System.Globalization;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Consoles;

namespace Terminal.Rig.Scenarios;

/// <summary>Plays one scenario in real time and judges it by what is seen from outside.</summary>
/// <param name="stage">The terminal and its acquirer.</param>
/// <param name="tell">Takes what happens.</param>
/// <param name="patience">How many times its time an expectation gets: more than 1 on a machine that is busy.</param>
public sealed class ScenarioPlayer(IScenarioStage stage, Action<TimelineEntry> tell, int patience = 1)
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TapPatience = TimeSpan.FromSeconds(10);

    // A terminal that is held up has told nothing yet, which is no answer.
    private static readonly TimeSpan MutePatience = TimeSpan.FromSeconds(5);
    private static readonly Expectation ScreenOnly = new();

    private readonly List<PressAtStep> _armed = [];
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>Plays the scenario from power-on.</summary>
    /// <returns>The first expectation that did not hold, or null.</returns>
    public async Task<string?> PlayAsync(Scenario scenario, CancellationToken cancel)
    {
        stage.Shown += TellScreen;
        stage.Exchanged += TellExchange;
        try
        {
            Tell("power", "on");
            await stage.PowerAsync(true, cancel);
            foreach (Step step in scenario.Steps)
            {
                string? problem = await PlayAsync(step, cancel) ?? stage.Defect;
                if (problem is not null)
                {
                    return $"line {step.Line}: {problem}";
                }
            }

            lock (_armed)
            {
                return _armed is [PressAtStep left, ..]
                    ? $"line {left.Line}: '{left.Screen}' never came on the screen" : null;
            }
        }
        finally
        {
            stage.Shown -= TellScreen;
            stage.Exchanged -= TellExchange;
        }
    }

    private async Task<string?> PlayAsync(Step step, CancellationToken cancel)
    {
        switch (step)
        {
            case TapStep tap:
                return await TapAsync(tap.Card, cancel);
            case JournalStep journal:
                Tell("journal", $"{journal.Lines.Sum(line => line.Times)} sales put in");
                return await stage.PrefillAsync(journal.Lines, cancel);
            case ClockStep clock:
                Tell("clock", clock.Text);
                return await stage.SetClockAsync(clock.Move, cancel);
            case TillStep till:
                Tell("till", $"{till.Ask} {till.Reference} {till.Answer}{(till.Leaves ? " leaves" : "")}".Trim());
                return await stage.TillAsync(till, cancel);
            case MemoryStep memory:
                Tell("memory", memory.IsWorking ? "works" : "fails");
                return await stage.SetMemoryAsync(memory.IsWorking, cancel);
            case BrokerStep broker:
                Tell("broker", broker.Mode.ToString().ToLowerInvariant());
                return await stage.SetBrokerAsync(broker.Mode, cancel);
            case ConsoleStep console:
                return await AskAsync(console, cancel);
            case WaitForStep waitFor:
                return await WaitForAsync(waitFor, cancel);
            case ExpectStep expect:
                return await CheckAsync(expect.Expectation, cancel);
            default:
                await ActAsync(step, cancel);
                return null;
        }
    }

    private Task ActAsync(Step step, CancellationToken cancel)
    {
        switch (step)
        {
            case PressStep press:
                Tell("press", press.Text);
                return stage.PressAsync(press.Keys, cancel);
            case PressAtStep press:
                lock (_armed)
                {
                    _armed.Add(press);
                }

                return Task.CompletedTask;
            case WaitStep wait:
                return Task.Delay(wait.Time, cancel);
            case LinkStep link:
                Tell("link", $"{link.Link} {link.Condition}");
                return stage.SetLinkAsync(link.Link, link.Condition, cancel);
            case SignalStep signal:
                Tell("link", string.Create(
                    CultureInfo.InvariantCulture, $"{signal.Link} {signal.LevelDbm} dBm"));
                return stage.SetSignalAsync(signal.Link, signal.LevelDbm, cancel);
            case AccessPointStep access:
                Tell("link", "access point changed");
                return stage.SetAccessPointAsync(access, cancel);
            case AcquirerStep acquirer:
                Tell("acquirer", Describe(acquirer.Rules));
                return stage.SetFaultsAsync(acquirer.Rules, cancel);
            case PowerStep power:
                Tell("power", power.IsOn ? "on" : "cut");
                return stage.PowerAsync(power.IsOn, cancel);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<string?> TapAsync(string card, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await stage.TapAsync(card, cancel))
        {
            if (Stopwatch.GetElapsedTime(start) > TapPatience * patience)
            {
                Sight sight = await stage.LookAsync(ScreenOnly, cancel);
                return $"the reader did not wait for a card; the screen shows: {sight.Screen}";
            }

            await Task.Delay(PollTime, cancel);
        }

        Tell("tap", card);
        return null;
    }

    private async Task<string?> AskAsync(ConsoleStep step, CancellationToken cancel)
    {
        IReadOnlyList<string> rows;
        try
        {
            rows = await stage.AskAsync(step.Send, cancel);
        }
        catch (ConsoleException e)
        {
            return e.Message;
        }

        string answer = string.Join('\n', rows);
        Tell("console", $"{step.Send} -> {answer.Replace("\n", " | ", StringComparison.Ordinal)}");
        DateTime now = stage.UtcNow.UtcDateTime;
        string? missing = step.Expect.Select(text => DateWords.OnConsole(text, now))
            .FirstOrDefault(text => !answer.Contains(text, StringComparison.Ordinal));
        return missing is null ? null
            : $"the console's answer to '{step.Send}' does not hold '{missing}'; it is: {string.Join(", ", rows)}";
    }

    private async Task<string?> WaitForAsync(WaitForStep step, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        bool hasHeld = false;
        while (true)
        {
            // What has been seen was seen, though it may have passed by the time that the next step comes.
            string? problem = hasHeld ? null : await CheckAsync(step.Expectation, cancel);
            hasHeld = problem is null;
            if ((hasHeld && Stopwatch.GetElapsedTime(start) >= step.After) || stage.Defect is not null)
            {
                return problem;
            }

            if (!hasHeld && Stopwatch.GetElapsedTime(start) > step.Within * patience)
            {
                return FormattableString.Invariant(
                    $"not within {step.Within.TotalSeconds * patience:0.###} s: {problem}");
            }

            await Task.Delay(PollTime, cancel);
        }
    }

    private async Task<string?> CheckAsync(Expectation expected, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        Sight sight;
        do
        {
            sight = await stage.LookAsync(expected, cancel);
        }
        while (sight.IsMute && Stopwatch.GetElapsedTime(start) < MutePatience * patience);

        DateTime now = DateWords.AreIn(expected.Screen) || DateWords.AreIn(expected.NotOnScreen)
            ? await stage.LocalNowAsync(cancel) : default;
        return sight.IsMute ? "the terminal does not answer"
            : CheckScreen(sight.Screen, expected, now) ?? CheckCounts(sight, expected)
            ?? CheckJournal(sight.Journal, expected.Journal)
            ?? CheckLedger(sight.Ledger, expected.Ledger);
    }

    private static string? CheckScreen(string screen, Expectation expected, DateTime now)
    {
        string? missing = expected.Screen.Select(text => DateWords.OnScreen(text, now))
            .FirstOrDefault(text => !screen.Contains(text));
        if (missing is not null)
        {
            return $"the screen does not show '{missing}'; it shows: {screen}";
        }

        string? unwanted = expected.NotOnScreen.Select(text => DateWords.OnScreen(text, now))
            .FirstOrDefault(screen.Contains);
        return unwanted is null ? null : $"the screen shows '{unwanted}': {screen}";
    }

    private static string? CheckCounts(Sight sight, Expectation expected)
    {
        if (expected.Requests > sight.Requests)
        {
            return $"the acquirer has {sight.Requests} requests, expected at least {expected.Requests}";
        }

        if (expected.Waiting is int count && count != sight.Waiting)
        {
            return $"{sight.Waiting} transactions are waiting, expected {count}";
        }

        if (expected.Active is string active && active != sight.Active)
        {
            return $"the link in use is {sight.Active}, expected {active}";
        }

        if (expected.Telemetry is string telemetry && telemetry != sight.Telemetry)
        {
            return $"the line to the broker is {sight.Telemetry}, expected {telemetry}";
        }

        if (expected.ArePayloadsKept is bool areKept && areKept != sight.ArePayloadsKept)
        {
            return sight.ArePayloadsKept ? "a sealed payload stands in NVRAM, expected none"
                : "no sealed payload stands in NVRAM, expected one";
        }

        string? missing = expected.Faults.FirstOrDefault(code => !sight.Faults.Contains(code));
        return missing is null ? null
            : $"fault {missing} is not there; there are: {string.Join(", ", sight.Faults)}";
    }

    private static string? CheckJournal(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<JournalLine>? lines) =>
        lines is null ? null
        : rows.Count != lines.Count
            ? $"the journal has {rows.Count} records, expected {lines.Count}"
            : rows.Zip(lines, Differ).FirstOrDefault(problem => problem is not null);

    private static string? Differ(JournalRow row, JournalLine line)
    {
        bool isSame = (line.Amount is null || line.Amount == row.Amount)
            && (line.State is null || line.State == row.State)
            && (line.Response is null || line.Response == row.Response)
            && (line.IsOffline is null || line.IsOffline == row.IsOffline)
            && (line.Http is null || line.Http == row.HttpStatus);
        return isSame ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"the journal has {row.Amount:0.00} {row.State}{After(", response ", row.Response)}"
            + $"{(row.IsOffline ? ", offline" : "")}, HTTP {row.HttpStatus}; expected {line.Words}");
    }

    private static string? CheckLedger(
        IReadOnlyList<LedgerPayment> payments, IReadOnlyList<LedgerLine>? lines) =>
        lines is null ? null
        : payments.Count != lines.Count
            ? $"the ledger has {payments.Count} payments, expected {lines.Count}"
            : payments.Zip(lines, Differ).FirstOrDefault(problem => problem is not null);

    private static string? Differ(LedgerPayment payment, LedgerLine line)
    {
        bool isSame = (line.Amount is null || line.Amount * 100 == payment.Amount)
            && (line.Status is null || line.Status == (payment.Status ?? "null"))
            && (line.Refunded is null || line.Refunded * 100 == payment.RefundedAmount);
        return isSame ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"the ledger has {payment.Amount / 100m:0.00} {payment.Status ?? "null"}, "
            + $"refunded {payment.RefundedAmount / 100m:0.00}; expected {line.Words}");
    }

    private static string After(string before, string text) => text.Length == 0 ? "" : before + text;

    private void TellScreen(string screen)
    {
        Tell("screen", screen);
        PressAtStep? due;
        lock (_armed)
        {
            due = _armed.Find(press => screen.Contains(press.Screen, StringComparison.Ordinal));
            _armed.RemoveAll(press => press == due);
        }

        if (due is not null)
        {
            Tell("press", due.Text);
            _ = stage.PressAsync(due.Keys, CancellationToken.None);
        }
    }

    private void TellExchange(Exchange exchange) =>
        Tell("acquirer", $"{exchange.Method} {exchange.Target} -> {exchange.Status}");

    private static string Describe(IReadOnlyList<FaultRule> rules) => rules.Count == 0
        ? "normal" : string.Join(", ", rules.Select(rule => rule.Kind.ToString()));

    private void Tell(string kind, string text) => tell(new TimelineEntry(_time.Elapsed, kind, text));
}
