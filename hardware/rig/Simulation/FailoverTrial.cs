using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation;

/// <summary>What the terminal was doing when the failure struck.</summary>
public enum FailoverActivity
{
    /// <summary>Nothing; a sale follows a while later.</summary>
    Idle,

    /// <summary>Sending what had waited.</summary>
    Backlog,

    /// <summary>A sale with a customer waiting.</summary>
    LiveSale,
}

/// <summary>One trial of the grid, and what came of it.</summary>
public sealed record FailoverResult
{
    /// <summary>The failure.</summary>
    public required FailoverKind Kind { get; init; }

    /// <summary>What was going on.</summary>
    public required FailoverActivity Activity { get; init; }

    /// <summary>What replays it.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// From the failure (or from the sale, when that came later) to the first byte of a payment over the other
    /// link, in ms; null when the payment did not need the other link.
    /// </summary>
    public long? MoveMs { get; init; }

    /// <summary>From the tap to a result on the screen, in ms; null when none came within a minute.</summary>
    public long? ResultMs { get; init; }

    /// <summary>Payments in the ledger whose unique id occurs more than once, or that are missing.</summary>
    public int Wrong { get; init; }

    /// <summary>Moves between the links from the failure on.</summary>
    public int Moves { get; init; }

    /// <summary>From the failure to a true status line, in ms; null where nothing can be seen.</summary>
    public long? IconMs { get; init; }
}

/// <summary>
/// Plays one failure of the SIM's way in virtual time: brings both links up, strikes at a drawn moment, lets the
/// payment find its way, heals everything and counts what the ledger has.
/// </summary>
public sealed class FailoverTrial(FailoverKind kind, FailoverActivity activity, int seed)
{
    private readonly SimWorld _world = new(seed);
    private long _struckMs = long.MaxValue;
    private long _soldMs;
    private long? _firstOverWifiMs;
    private long? _iconMs;

    /// <summary>Plays it.</summary>
    public FailoverResult Play()
    {
        SimTerminal terminal = _world.Terminal;
        _world.Server.Arrived += OnArrived;
        terminal.PowerOn();
        WarmUp();
        int movesBefore = terminal.Agent!.Links.Moves;
        long? resultMs = activity switch
        {
            FailoverActivity.Idle => PlayIdle(),
            FailoverActivity.Backlog => PlayBacklog(),
            _ => PlayLive(),
        };
        int moves = terminal.Agent!.Links.Moves - movesBefore;
        long startMs = Math.Max(_struckMs, _soldMs);
        Heal();
        _world.RunUntil(() => terminal.Agent.Journal.WaitingCount == 0, 900_000);
        return new FailoverResult
        {
            Kind = kind,
            Activity = activity,
            Seed = seed,
            MoveMs = _firstOverWifiMs - startMs,
            ResultMs = resultMs,
            Wrong = CountWrong(),
            Moves = moves,
            IconMs = _iconMs,
        };
    }

    // Both links up and proved, payments over the SIM, a connection that has been used.
    private void WarmUp()
    {
        SimTerminal terminal = _world.Terminal;
        bool isUp = _world.RunUntil(
            () => terminal.Agent!.Links.Active == terminal.Agent.Links.Sim
                && terminal.Agent.Links.Sim.State == LinkState.Online,
            120_000);
        if (!isUp || !_world.Sell(100) || !_world.RunUntil(IsIdleAndSent, 30_000))
        {
            throw new InvalidOperationException($"seed {seed}: the terminal did not come up");
        }

        _world.Run(_world.Random.Next(1_000, 90_000));
    }

    private long? PlayIdle()
    {
        Strike();
        long waitMs = _world.Random.Next(1_000, 40_000);
        WatchIcon(waitMs);
        return SellAndWait();
    }

    private long? PlayLive()
    {
        int delayMs = _world.Random.Next(0, 900);
        if (!_world.Sell(1_250))
        {
            return null;
        }

        _soldMs = _world.Time.NowMs;
        _world.Run(delayMs);
        Strike();
        return WaitForResult(_soldMs);
    }

    private long? PlayBacklog()
    {
        // Sales kept while the service is unavailable are what waits, with the SIM in use all the time.
        SimTerminal terminal = _world.Terminal;
        _world.Server.Faults.Set(new FaultRule { Kind = FaultKind.Status, Status = 503 });
        for (int i = 0; i < 4; i++)
        {
            _world.Sell(1_000 + i);
            _world.RunUntil(() => terminal.Agent!.View.Id == ScreenId.OfflineConsent, 20_000);
            terminal.Press("o");
            _world.Run(300);
            terminal.Press("o");
            _world.Run(300);
        }

        _world.Server.Faults.Clear();
        bool isGoing = false;
        void OnFirst(SimRequest request) => isGoing = true;
        _world.Server.Arrived += OnFirst;
        _world.RunUntil(() => isGoing, 180_000);
        _world.Server.Arrived -= OnFirst;
        _world.Run(_world.Random.Next(0, 400));
        Strike();
        _world.RunUntil(() => terminal.Agent!.Journal.WaitingCount == 0, 60_000);
        return null;
    }

    private long? SellAndWait()
    {
        if (!_world.Sell(1_250))
        {
            return null;
        }

        _soldMs = _world.Time.NowMs;
        return WaitForResult(_soldMs);
    }

    private long? WaitForResult(long fromMs)
    {
        SimTerminal terminal = _world.Terminal;
        bool isShown = _world.RunUntil(
            () => terminal.Agent!.View.Id is ScreenId.Approved or ScreenId.AcceptedOffline
                or ScreenId.OfflineConsent or ScreenId.ResultUnknown,
            60_000);
        if (terminal.Agent!.View.Id == ScreenId.OfflineConsent)
        {
            terminal.Press("o");
        }

        return isShown ? _world.Time.NowMs - fromMs : null;
    }

    private void Strike()
    {
        SimTerminal terminal = _world.Terminal;
        _struckMs = _world.Time.NowMs;
        switch (kind)
        {
            case FailoverKind.Signalled:
                terminal.Modem.Faults.NoCoverage = true;
                break;
            case FailoverKind.Silent:
                terminal.Sim.IsSilent = true;
                break;
            case FailoverKind.HalfOpen:
                terminal.Sim.Generation++;
                break;
            case FailoverKind.OneWay:
                terminal.Sim.IsOneWay = true;
                break;
            case FailoverKind.Slow:
                terminal.Sim.OneWayMs = 2_500;
                break;
            case FailoverKind.Lossy:
                terminal.Sim.LossPercent = 30;
                break;
            case FailoverKind.NameDead:
                terminal.Sim.IsNameDead = true;
                terminal.Sim.Generation++;
                break;
            case FailoverKind.TlsBroken:
                terminal.Sim.IsTlsBroken = true;
                terminal.Sim.Generation++;
                break;
            default:
                _world.Server.IsRefusing = true;
                terminal.Sim.Generation++;
                terminal.Wifi.Generation++;
                break;
        }
    }

    private void Heal()
    {
        _world.Terminal.Modem.Faults.Clear();
        _world.Terminal.Sim.Heal();
        _world.Server.IsRefusing = false;
    }

    // The status line is true when it says what the bearer is.
    private void WatchIcon(long ms)
    {
        SimTerminal terminal = _world.Terminal;
        if (kind == FailoverKind.Signalled
            && _world.RunUntil(() => terminal.Agent!.View.SimState == LinkState.Failed
                || terminal.Agent.View.SimState == LinkState.Starting, ms))
        {
            _iconMs = _world.Time.NowMs - _struckMs;
        }

        _world.Run(Math.Max(0, _struckMs + ms - _world.Time.NowMs));
    }

    private bool IsIdleAndSent() => _world.Terminal.Agent!.Journal.WaitingCount == 0;

    private void OnArrived(SimRequest request)
    {
        bool isAfter = _world.Time.NowMs >= Math.Max(_struckMs, _soldMs);
        if (isAfter && request.Path == _world.Terminal.Wifi)
        {
            _firstOverWifiMs ??= _world.Time.NowMs - request.Path.OneWayMs;
        }
    }

    private int CountWrong()
    {
        IReadOnlyList<LedgerPayment> payments = _world.Server.Ledger.Snapshot().Payments;
        int twice = payments.GroupBy(payment => payment.UniqueId).Count(group => group.Count() > 1);
        int lost = _world.Terminal.JournalRows().Count(row =>
            row.State == TransactionState.Approved
            && payments.All(payment => payment.UniqueId != row.UniqueId));
        return twice + lost + _world.Terminal.Agent!.Journal.WaitingCount;
    }
}
