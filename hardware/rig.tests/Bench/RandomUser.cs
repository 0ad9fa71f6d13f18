using Terminal.Agent.Ports;
using Terminal.Rig.Bench;

namespace Terminal.Rig.Tests.Bench;

/// <summary>
/// Somebody who plays with the bench: sells, wanders through the menus, presses what comes, breaks links and the
/// acquirer, pulls the plug, and takes a moment between one thing and the next.
/// </summary>
internal sealed class RandomUser(BenchTerminal bench, int seed)
{
    private const int Doings = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LinksRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LinksPatience = TimeSpan.FromSeconds(20);
    private static readonly string[] Open = ["Pending", "InFlight", "Unknown"];
    private static readonly string[] Unsettled = [.. Open, "CancelRequested"];
    private static readonly string[] SimConditions = ["up", "no-coverage", "no-sim", "refused", "late"];
    private static readonly string[] WifiConditions = ["up", "down", "no-address"];
    private static readonly string[] Faults =
        ["error-500", "maintenance", "lose-answer", "twice", "gateway-404", "drip"];

    private readonly Random _random = new(seed);

    /// <summary>Plays, then puts everything right and waits until nothing is under way.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        await UntilAsync(
            () => bench.ScreenWords().Contains("Tapez le montant", StringComparison.Ordinal), stop);
        await LinksRestAsync(stop);
        for (int i = 0; i < Doings; i++)
        {
            await DoAsync(stop);
        }

        bench.PowerOn();
        Array.ForEach(Faults, fault => bench.SetFault(fault, BenchFaultUse.Off));
        bench.SetLink("sim", "up");
        bench.SetLink("wifi", "up");
        await SettleAsync(stop);
    }

    private Task DoAsync(CancellationToken stop) => _random.Next(12) switch
    {
        < 5 => SellAsync(stop),
        < 7 => PressAsync([Key.Menu, .. Some(3, Key.Up, Key.Down, Key.Ok, Key.Cancel, (Key)1, (Key)2)], stop),
        7 => PressAsync(Some(6, [.. Enum.GetValues<Key>().Where(key => key != Key.None)]), stop),
        8 => ChangeAsync(() => bench.SetLink("sim", One(SimConditions)), stop),
        9 => ChangeAsync(() => bench.SetLink("wifi", One(WifiConditions)), stop),
        10 => BreakAsync(One(Faults), One(BenchFaultUse.Once, BenchFaultUse.On, BenchFaultUse.Off), stop),
        _ => PlugAsync(stop),
    };

    private async Task SellAsync(CancellationToken stop)
    {
        await PressAsync([Key.Cancel, (Key)_random.Next(1, 10), .. Some(2, (Key)0, (Key)5), (Key)0, Key.Ok], stop);
        string card = One(bench.Cards).Name;
        await ActAsync(() => bench.TapCard(card), stop);

        // How long an answer takes is the machine's affair, unless the card is slow: there a cancel comes in between.
        await UntilAsync(
            () => card == "slow" || !bench.ScreenWords().Contains("EN COURS", StringComparison.Ordinal), stop);
        await PauseAsync(300, 2_000, stop);
        await PressAsync(Some(2, Key.Ok, Key.Cancel), stop);
    }

    private async Task PlugAsync(CancellationToken stop)
    {
        await ActAsync(bench.CutPower, stop);
        await ChangeAsync(bench.PowerOn, stop);
    }

    // Which of the tries that run by themselves meets a fault first is chance: a fault comes where none is due.
    private async Task BreakAsync(string fault, BenchFaultUse use, CancellationToken stop)
    {
        await UntilAsync(IsAllSettled, stop, LinksPatience);
        if (IsAllSettled())
        {
            await ChangeAsync(() => bench.SetFault(fault, use), stop);
        }
    }

    private bool IsAllSettled() => !bench.Journal().Any(row => Unsettled.Contains(row.State));

    // How soon a link comes, or its loss is noticed, is the machine's affair, too.
    private async Task ChangeAsync(Action change, CancellationToken stop)
    {
        await ActAsync(change, stop);
        await LinksRestAsync(stop);
    }

    private async Task LinksRestAsync(CancellationToken stop)
    {
        string before = "";
        long since = TimeProvider.System.GetTimestamp();
        await UntilAsync(
            () =>
            {
                string now = string.Join(' ', bench.Links().Select(link => link.State + link.Fault));
                if (now != before || now.Contains("Starting", StringComparison.Ordinal))
                {
                    since = TimeProvider.System.GetTimestamp();
                }

                before = now;
                return TimeProvider.System.GetElapsedTime(since) > LinksRest;
            },
            stop,
            LinksPatience);
    }

    private async Task PressAsync(IReadOnlyList<Key> keys, CancellationToken stop)
    {
        foreach (Key key in keys)
        {
            await ActAsync(() => bench.PressKey(key), stop);
        }
    }

    private async Task ActAsync(Action act, CancellationToken stop)
    {
        act();

        // Quick or slow: a page that has just come takes no key for 600 ms, and the same key at the same time must find
        // the same page when the session plays again.
        int ms = _random.Next(60, 760);
        await Task.Delay(ms < 420 ? ms : ms + 380, stop);
    }

    private Task PauseAsync(int ms, int msMax, CancellationToken stop) => Task.Delay(_random.Next(ms, msMax), stop);

    private T One<T>(params IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private Key[] Some(int count, params Key[] from) =>
        [.. Enumerable.Range(0, _random.Next(1, count + 1)).Select(_ => One(from))];

    // Whoever saves a scenario does so when nothing moves any more.
    private async Task SettleAsync(CancellationToken stop)
    {
        await UntilAsync(() => !bench.Journal().Any(row => Open.Contains(row.State)), stop);
        string before = "";
        int steady = 0;
        await UntilAsync(
            () =>
            {
                string now = bench.ScreenWords() + string.Join(',', bench.Journal()) + string.Join(',', bench.Ledger());
                steady = now == before ? steady + 1 : 0;
                before = now;
                return steady == 150;
            },
            stop);
    }

    private static async Task UntilAsync(Func<bool> holds, CancellationToken stop, TimeSpan? patience = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!holds() && TimeProvider.System.GetElapsedTime(start) < (patience ?? Patience))
        {
            await Task.Delay(20, stop);
        }
    }
}
