using System.Diagnostics;
using System.Globalization;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;

namespace Terminal.Rig.Scenarios;

/// <summary>Plays one scenario in real time and judges it by what is seen from outside.</summary>
public sealed class ScenarioPlayer(ScenarioRig rig, Action<TimelineEntry> tell)
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TapPatience = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly Lock _told = new();
    private string _screen = "";

    /// <summary>Plays the scenario from power-on.</summary>
    /// <returns>The first expectation that did not hold, or null.</returns>
    public async Task<string?> PlayAsync(Scenario scenario, CancellationToken cancel)
    {
        rig.Terminal.Display.Changed += TellScreen;
        rig.Acquirer.Exchanged += TellExchange;
        rig.Terminal.PowerOn();
        Tell("power", "on");
        try
        {
            foreach (Step step in scenario.Steps)
            {
                string? problem = await PlayAsync(step, cancel) ?? Defect();
                if (problem is not null)
                {
                    return $"line {step.Line}: {problem}";
                }
            }

            return null;
        }
        finally
        {
            rig.Terminal.Display.Changed -= TellScreen;
            rig.Acquirer.Exchanged -= TellExchange;
        }
    }

    private async Task<string?> PlayAsync(Step step, CancellationToken cancel)
    {
        switch (step)
        {
            case PressStep press:
                Tell("press", press.Text);
                await PressAsync(press.Keys, cancel);
                return null;
            case TapStep tap:
                return await TapAsync(tap.Card, cancel);
            case WaitStep wait:
                await Task.Delay(wait.Time, cancel);
                return null;
            case LinkStep link:
                Tell("link", $"{link.Link} {link.Condition}");
                LinkConditions.Apply(rig.Terminal, link.Link, link.Condition);
                return null;
            case AcquirerStep acquirer:
                Tell("acquirer", Describe(acquirer.Rules));
                rig.Acquirer.Faults.Set(acquirer.Rules);
                return null;
            case PowerStep power:
                Tell("power", power.IsOn ? "on" : "cut");
                Power(power.IsOn);
                return null;
            case WaitForStep waitFor:
                return await WaitForAsync(waitFor, cancel);
            case ExpectStep expect:
                return Check(expect.Expectation);
            default:
                throw new UnreachableException();
        }
    }

    private async Task PressAsync(IEnumerable<Key> keys, CancellationToken cancel)
    {
        foreach (Key key in keys)
        {
            rig.Terminal.Press(key);
            await Task.Delay(PollTime, cancel);
        }
    }

    private async Task<string?> TapAsync(string card, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (!rig.Terminal.Tap(card))
        {
            if (Stopwatch.GetElapsedTime(start) > TapPatience)
            {
                return $"the reader did not wait for a card; the screen shows: {Screen()}";
            }

            await Task.Delay(PollTime, cancel);
        }

        Tell("tap", card);
        return null;
    }

    private void Power(bool isOn)
    {
        if (isOn)
        {
            rig.Terminal.PowerOn();
        }
        else
        {
            rig.Terminal.CutPower();
        }
    }

    private async Task<string?> WaitForAsync(WaitForStep step, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            string? problem = Check(step.Expectation);
            if (problem is null || Defect() is not null)
            {
                return problem;
            }

            if (Stopwatch.GetElapsedTime(start) > step.Within)
            {
                return FormattableString.Invariant(
                    $"not within {step.Within.TotalSeconds:0.###} s: {problem}");
            }

            await Task.Delay(PollTime, cancel);
        }
    }

    private string? Defect() => rig.Terminal.Crash is Exception crash
        ? $"the agent threw {crash.GetType().Name}: {crash.Message}" : null;

    private string? Check(Expectation expected)
    {
        string screen = Screen();
        string? missing = expected.Screen.FirstOrDefault(text => !screen.Contains(text));
        if (missing is not null)
        {
            return $"the screen does not show '{missing}'; it shows: {screen}";
        }

        string? unwanted = expected.NotOnScreen.FirstOrDefault(screen.Contains);
        if (unwanted is not null)
        {
            return $"the screen shows '{unwanted}': {screen}";
        }

        if (expected.Requests > rig.Requests)
        {
            return $"the acquirer has {rig.Requests} requests, expected at least {expected.Requests}";
        }

        int waiting = rig.Terminal.Look(agent => agent.Journal.WaitingCount);
        if (expected.Waiting is int count && count != waiting)
        {
            return $"{waiting} transactions are waiting, expected {count}";
        }

        return CheckJournal(expected.Journal) ?? CheckLedger(expected.Ledger);
    }

    private string? CheckJournal(IReadOnlyList<JournalLine>? lines)
    {
        if (lines is null)
        {
            return null;
        }

        IReadOnlyList<JournalRow> rows = rig.Terminal.JournalRows();
        return rows.Count != lines.Count
            ? $"the journal has {rows.Count} records, expected {lines.Count}"
            : rows.Zip(lines, Differ).FirstOrDefault(problem => problem is not null);
    }

    private static string? Differ(JournalRow row, JournalLine line)
    {
        bool isSame = (line.Amount is null || line.Amount == row.Amount)
            && (line.State is null || line.State == row.State)
            && (line.Response is null || line.Response == row.Response)
            && (line.IsOffline is null || line.IsOffline == row.IsOffline)
            && (line.Http is null || line.Http == row.HttpStatus);
        return isSame ? null : $"the journal has {row}, expected {line}";
    }

    private string? CheckLedger(IReadOnlyList<LedgerLine>? lines)
    {
        if (lines is null)
        {
            return null;
        }

        IReadOnlyList<LedgerPayment> payments = rig.Acquirer.Api.Ledger.Snapshot().Payments;
        return payments.Count != lines.Count
            ? $"the ledger has {payments.Count} payments, expected {lines.Count}"
            : payments.Zip(lines, Differ).FirstOrDefault(problem => problem is not null);
    }

    private static string? Differ(LedgerPayment payment, LedgerLine line)
    {
        bool isSame = (line.Amount is null || line.Amount * 100 == payment.Amount)
            && (line.Status is null || line.Status == (payment.Status ?? "null"))
            && (line.Refunded is null || line.Refunded * 100 == payment.RefundedAmount);
        return isSame ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"the ledger has {payment.Amount / 100m:0.00} {payment.Status ?? "null"}, "
            + $"refunded {payment.RefundedAmount / 100m:0.00}, expected {line}");
    }

    private string Screen() => rig.Terminal.ScreenWords();

    private void TellScreen()
    {
        string screen = Screen();
        lock (_told)
        {
            if (screen.Length == 0 || screen == _screen)
            {
                return;
            }

            _screen = screen;
        }

        Tell("screen", screen);
    }

    private void TellExchange(Exchange exchange) =>
        Tell("acquirer", $"{exchange.Method} {exchange.Target} -> {exchange.Status}");

    private static string Describe(IReadOnlyList<FaultRule> rules) => rules.Count == 0
        ? "normal" : string.Join(", ", rules.Select(rule => rule.Kind.ToString()));

    private void Tell(string kind, string text) => tell(new TimelineEntry(_time.Elapsed, kind, text));
}
