using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Plays one failure in virtual time: brings both links up, strikes at a drawn moment, lets the payment find its
/// way, heals everything and counts what the ledger has.
/// </summary>
public sealed class FailoverTrial
{
    private const int BacklogSales = 14;
    private const int BacklogLeft = 5;
    private const int BacklogServiceMs = 700;

    // Until the keys are taken and the page is drawn.
    private const int PageMs = 100;

    // The screen must tell the truth about what has come back, too.
    private const int AfterMs = 20_000;

    private readonly SimWorld _world;
    private readonly IconWatch _icons;
    private readonly FailoverKind _kind;
    private readonly FailoverActivity _activity;
    private readonly int _seed;
    private long _struckMs = long.MaxValue;
    private long _soldMs;
    private long _healedMs = long.MaxValue;
    private long? _firstOverOtherMs;
    private bool _isServiceBlamed;
    private bool _isNetworkBlamed;

    /// <summary>Makes a trial; the seed decides everything that is drawn.</summary>
    public FailoverTrial(FailoverKind kind, FailoverActivity activity, int seed)
    {
        _kind = kind;
        _activity = activity;
        _seed = seed;
        _world = new SimWorld(seed);
        _icons = new IconWatch(_world);
        _world.Server.Arrived += OnArrived;
        _world.Stepped += Look;
    }

    private AgentCore Agent => _world.Terminal.Agent!;

    private LinkManager Links => Agent.Links;

    // The link that fails, as a way; the other one is what the payment moves to.
    private bool IsWifiStruck => _kind is FailoverKind.AccessPointLost or FailoverKind.CaptivePortal;

    private SimPath Struck => IsWifiStruck ? _world.Terminal.Wifi : _world.Terminal.Sim;

    private SimPath Other => IsWifiStruck ? _world.Terminal.Sim : _world.Terminal.Wifi;

    // Half of the failures tell the connection that is open, half let it hang.
    private bool IsTold => _seed % 2 == 0;

    /// <summary>Plays it.</summary>
    public FailoverResult Play()
    {
        _world.Terminal.PowerOn();
        WarmUp();
        int movesBefore = Links.Moves;
        long? resultMs = _activity switch
        {
            FailoverActivity.Idle => PlayIdle(),
            FailoverActivity.Backlog => PlayBacklog(),
            _ => PlayLive(),
        };
        int moves = Links.Moves - movesBefore;
        Heal();
        _world.RunUntil(IsSent, 900_000);
        long deliveredMs = _world.Time.NowMs - _healedMs;
        _world.Run(AfterMs);
        return new FailoverResult
        {
            Kind = _kind,
            Activity = _activity,
            Seed = _seed,
            MoveMs = _firstOverOtherMs - Math.Max(_struckMs, _soldMs),
            ResultMs = resultMs,
            DeliveredMs = deliveredMs,
            Wrong = CountWrong(),
            Moves = moves,
            IconMs = _icons.WorstMs,
            PageMs = _icons.PageLooks > 0 ? _icons.PageWorstMs : null,
            IsServiceBlamed = _isServiceBlamed,
            IsNetworkBlamed = _isNetworkBlamed,
        };
    }

    // Both links up and proved, payments over the one that is to fail, a connection that has been used.
    private void WarmUp()
    {
        bool isUp = _world.RunUntil(
            () => Links.Active == Links.Sim && Links.Sim.State == LinkState.Online, 120_000);
        if (!isUp || !_world.Sell(100) || !_world.RunUntil(IsSent, 30_000))
        {
            throw new InvalidOperationException($"seed {_seed}: the terminal did not come up");
        }

        _world.Run(_world.Random.Next(1_000, 90_000));
        if (IsWifiStruck)
        {
            MoveToWifi();
        }
    }

    // The SIM was away for a moment: it is there again, and held back until it has proved itself.
    private void MoveToWifi()
    {
        _world.Terminal.Modem.Faults.NoCoverage = true;
        _world.RunUntil(() => Links.Active == Links.Wifi, 30_000);
        _world.Terminal.Modem.Faults.NoCoverage = false;
        bool isThere = _world.Sell(100) && _world.RunUntil(IsSent, 30_000)
            && _world.RunUntil(() => Links.IsUsable(Links.Sim), 30_000);
        if (!isThere)
        {
            throw new InvalidOperationException($"seed {_seed}: WiFi did not stand in");
        }

        _world.Run(_world.Random.Next(1_000, 10_000));
    }

    private long? PlayIdle()
    {
        OpenPage();
        Strike();
        _world.Run(_world.Random.Next(1_000, 40_000));
        _world.Terminal.Press("ccc");
        return SellAndWait();
    }

    private long? PlayLive()
    {
        int delayMs = _world.Random.Next(0, 250);
        if (!_world.Sell(1_250))
        {
            return null;
        }

        _soldMs = _world.Time.NowMs;
        _world.Run(delayMs);
        Strike();
        return WaitForResult(_soldMs);
    }

    // Sales kept while the service is unavailable are what waits, with the link in use all the time. After such an
    // outage the backlog eases in, whatever the links do; the failure strikes when that is over and it flows. WiFi
    // stands in for a minute only, so it is struck with the first request.
    private long? PlayBacklog()
    {
        _world.Server.Faults.Set(new FaultRule { Kind = FaultKind.Status, Status = 503 });
        for (int i = 0; i < BacklogSales; i++)
        {
            _world.Sell(1_000 + i);
            _world.RunUntil(() => Agent.View.Id == ScreenId.OfflineConsent, 20_000);
            _world.Run(Limits.QuestionReadMs);
            _world.Terminal.Press("o");
            _world.Run(300);
            _world.Terminal.Press("o");
            _world.Run(300);
        }

        _world.Server.Faults.Clear();
        _world.Server.ServiceMs = BacklogServiceMs;
        bool isGoing = false;
        void OnFirst(SimRequest request) => isGoing = true;
        _world.Server.Arrived += OnFirst;
        bool isFlowing = _world.RunUntil(
            () => isGoing && (IsWifiStruck || Agent.Journal.WaitingCount <= BacklogLeft), 600_000);
        _world.Server.Arrived -= OnFirst;
        if (!isFlowing)
        {
            throw new InvalidOperationException($"seed {_seed}: the backlog does not flow");
        }

        OpenPage();
        _world.Run(_world.Random.Next(0, 400));
        Strike();
        _world.RunUntil(IsSent, 60_000);
        return null;
    }

    // A technician looks at the diagnostics: of the SIM in a third of the trials, of WiFi in another third.
    private void OpenPage()
    {
        if (_seed % 3 != 0)
        {
            // The last result is taken off the screen first.
            _world.Terminal.Press("o");
            _world.Run(PageMs);
            _world.Terminal.Press(_seed % 3 == 1 ? "mdddo" : "mdddod");
            _world.Run(PageMs);
        }
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
        bool isShown = _world.RunUntil(
            () => Agent.View.Id is ScreenId.Approved or ScreenId.AcceptedOffline
                or ScreenId.OfflineConsent or ScreenId.ResultUnknown,
            60_000);
        long? resultMs = isShown ? _world.Time.NowMs - fromMs : null;
        if (Agent.View.Id is ScreenId.OfflineConsent or ScreenId.ResultUnknown)
        {
            _world.Run(Limits.QuestionReadMs);
            _world.Terminal.Press("o");
            _world.Run(30_000);
        }

        return resultMs;
    }

    private void Strike()
    {
        SimTerminal terminal = _world.Terminal;
        _struckMs = _world.Time.NowMs;
        switch (_kind)
        {
            case FailoverKind.Signalled:
                terminal.Modem.Faults.NoCoverage = true;
                return;
            case FailoverKind.AccessPointLost:
                terminal.AccessPoint.IsAccessPointUp = false;
                return;
            case FailoverKind.Silent:
                Struck.IsSilent = true;
                return;
            case FailoverKind.HalfOpen:
                Struck.Generation++;
                return;
            case FailoverKind.OneWay:
                Struck.IsOneWay = true;
                return;
            case FailoverKind.Slow:
                Struck.OneWayMs = 2_500;
                break;
            case FailoverKind.Lossy:
                Struck.LossPercent = 30;
                break;
            case FailoverKind.WeakSignal:
                terminal.Modem.Faults.SignalLevel = 1;
                Struck.OneWayMs = 400;
                Struck.LossPercent = 15;
                break;
            case FailoverKind.NameDead:
                Struck.IsNameDead = true;
                Forget(Struck);
                break;
            case FailoverKind.TlsBroken:
                Struck.IsTlsBroken = true;
                Forget(Struck);
                break;
            case FailoverKind.CaptivePortal:
                terminal.SetPortal(true);
                Forget(Struck);
                break;
            default:
                _world.Server.IsRefusing = true;
                Forget(Struck);
                Forget(Other);
                break;
        }

        if (IsTold)
        {
            Struck.End(true);
            if (_kind == FailoverKind.AcquirerDown)
            {
                Other.End(true);
            }
        }
    }

    private void Forget(SimPath path) => path.Generation += IsTold ? 0 : 1;

    private void Heal()
    {
        _healedMs = _world.Time.NowMs;
        _world.Terminal.Modem.Faults.Clear();
        _world.Terminal.AccessPoint.IsAccessPointUp = true;
        _world.Terminal.SetPortal(false);
        Struck.Heal();
        _world.Server.IsRefusing = false;
    }

    private bool IsSent() => Agent.Journal.WaitingCount == 0;

    private void OnArrived(SimRequest request)
    {
        long now = _world.Time.NowMs;
        if (now >= Math.Max(_struckMs, _soldMs) && now < _healedMs && request.Path == Other)
        {
            _firstOverOtherMs ??= now - request.Path.OneWayMs;
        }
    }

    private void Look()
    {
        bool isWhile = _world.Time.NowMs > _struckMs && _world.Time.NowMs < _healedMs;
        ScreenId? shown = isWhile ? _world.Terminal.Agent?.View.Id : null;
        _isServiceBlamed |= shown == ScreenId.ServiceUnavailable;
        _isNetworkBlamed |= shown == ScreenId.ConnectivityFault;
    }

    private int CountWrong()
    {
        IReadOnlyList<LedgerPayment> payments = _world.Server.Ledger.Snapshot().Payments;
        int twice = payments.GroupBy(payment => payment.UniqueId).Count(group => group.Count() > 1);
        int lost = _world.Terminal.JournalRows().Count(row =>
            row.State == TransactionState.Approved
            && payments.All(payment => payment.UniqueId != row.UniqueId));
        return twice + lost + Agent.Journal.WaitingCount;
    }
}
