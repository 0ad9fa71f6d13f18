using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Plays a schedule that nobody has thought out: failures of a drawn kind on a drawn link, beginning and ending when
/// they like, one upon the other, sales whenever a customer comes, and now and then a look at the diagnostics. Then all
/// is healed, and all must be settled.
/// </summary>
public sealed partial class ScheduleRun
{
    /// <summary>
    /// Most moves within an hour away from a link that works: a lost link is left alone for 1, 2, 4, 8, 15, 15 and
    /// 15 min, so often it is taken back. A move away from one that has failed is no flapping.
    /// </summary>
    public const int MovesInAnHourMax = 7;

    private const int HourMs = 3_600_000;
    private const int FailureGapMsMax = 360_000;
    private const int FailureMsMin = 500;
    private const int FailureMsMax = 900_000;
    private const int FlapMsMin = 2_000;
    private const int FlapMsMax = 60_000;
    private const int SaleGapMsMin = 2_000;
    private const int SaleGapMsMax = 240_000;
    private const int ResultMsMax = 15_500;
    private const int SettleMs = Terminal.Agent.Limits.MistrustMs + 300_000;
    private const int SlowOneWayMs = 2_500;
    private const int LossPercent = 30;

    // Between two sales, one time in so many, the diagnostics are opened. No longer than a page stays without a key.
    private const int PageOneIn = 3;
    private const int PageMsMin = 1_000;
    private const int PageMsMax = Terminal.Agent.Limits.MenuIdleMs;

    // Until the keys are taken and what they bring is drawn.
    private const int DrawnMs = 100;

    private readonly SimWorld _world;
    private readonly IconWatch _icons;

    // Of its own: who looks at the diagnostics changes nothing else that is drawn.
    private readonly Random _looks;
    private readonly ScheduleKind[] _kinds;
    private readonly int _seed;
    private readonly int _hours;
    private readonly Dictionary<(ScheduleKind Kind, bool IsOnWifi), int> _standing = [];
    private readonly Dictionary<string, bool> _mustLookUp = [];
    private readonly Dictionary<SimPath, string> _sent = [];
    private readonly List<string> _problems = [];

    // Moves away from a link that worked.
    private readonly List<long> _moves = [];
    private int _moveCount;
    private ILink? _activeBefore;
    private bool _wasInProgress;
    private bool _isHealed;
    private int _failures;
    private int _sales;
    private int _online;
    private int _offline;
    private int _unknown;
    private long _resultWorstMs;

    /// <summary>Makes a run; the seed decides everything that is drawn.</summary>
    /// <param name="seed">What replays it.</param>
    /// <param name="hours">Virtual hours until all is healed.</param>
    /// <param name="hasModemFailures">False leaves the kinds out that strike SIM and modem themselves.</param>
    public ScheduleRun(int seed, int hours, bool hasModemFailures = true)
    {
        _looks = new Random(seed);
        _kinds =
        [
            .. Enum.GetValues<ScheduleKind>().Where(kind => hasModemFailures || !StrikesModem(kind)),
        ];
        _seed = seed;
        _hours = hours;
        _world = SimWorld.OnSim(seed);
        _icons = new IconWatch(_world);
        _world.Server.Sent += OnSent;
        _world.Stepped += Look;
    }

    /// <summary>Raised with each event of the schedule, for a trace.</summary>
    public event Action<string>? Told;

    /// <summary>The world, for a trace.</summary>
    public SimWorld World => _world;

    private AgentCore Agent => _world.Terminal.Agent!;

    private LinkManager Links => Agent.Links;

    /// <summary>Plays it.</summary>
    public ScheduleResult Play()
    {
        _activeBefore = Links.Active;
        _world.Time.After(_world.Random.Next(FailureGapMsMax), BeginFailure);
        long endMs = _world.Time.NowMs + (_hours * (long)HourMs);
        while (_world.Time.NowMs < endMs)
        {
            PassTime(_world.Random.Next(SaleGapMsMin, SaleGapMsMax));
            Sell();
        }

        Heal();
        CheckEnd();
        return new ScheduleResult
        {
            Seed = _seed,
            Problems = _problems,
            Failures = _failures,
            Sales = _sales,
            Online = _online,
            Offline = _offline,
            Unknown = _unknown,
            Moves = _moveCount,
            MovesInAnHourMax = MovesWithinAnHour(),
            ResultWorstMs = _resultWorstMs,
            IconWorstMs = _icons.WorstMs,
            PageWorstMs = _icons.PageLooks > 0 ? _icons.PageWorstMs : null,
        };
    }

    // Until the next customer comes a technician may look at the diagnostics, of the SIM or of WiFi.
    private void PassTime(int ms)
    {
        long endMs = _world.Time.NowMs + ms;
        int beforeMs = _looks.Next(ms);
        int pageMs = _looks.Next(PageMsMin, PageMsMax);
        bool isSim = _looks.Next(2) == 0;
        if (_looks.Next(PageOneIn) == 0)
        {
            _world.Run(beforeMs);
            LookAtPage(isSim, Math.Min(pageMs, endMs - _world.Time.NowMs - (2 * DrawnMs)));
        }

        _world.Run(endMs - _world.Time.NowMs);
    }

    private void LookAtPage(bool isSim, long forMs)
    {
        if (forMs <= 0 || !Agent.Sale.IsIdle)
        {
            return;
        }

        Told?.Invoke($"the diagnostics of {(isSim ? "the SIM" : "WiFi")} for {forMs}");
        _world.Terminal.Press(isSim ? "mdddo" : "mdddod");
        _world.Run(DrawnMs + forMs);
        _world.Terminal.Press("ccc");
        _world.Run(DrawnMs);
    }

    private void Sell()
    {
        if (!_world.Sell(_world.Random.Next(100, 3_000)))
        {
            Complain($"no card was asked for on {Agent.View.Id}");
            return;
        }

        _sales++;
        long fromMs = _world.Time.NowMs;
        bool isShown = _world.RunUntil(() => IsResult(Agent.View.Id), ResultMsMax);
        _resultWorstMs = Math.Max(_resultWorstMs, _world.Time.NowMs - fromMs);
        ScreenId shown = Agent.View.Id;
        Told?.Invoke($"sale {shown} after {_world.Time.NowMs - fromMs}");
        if (!isShown)
        {
            Complain($"no result in {ResultMsMax} ms but {shown}");
        }

        _online += shown is ScreenId.Approved or ScreenId.Declined ? 1 : 0;
        _offline += shown is ScreenId.OfflineConsent ? 1 : 0;
        _unknown += shown is ScreenId.ResultUnknown ? 1 : 0;
        if (shown is not (ScreenId.Approved or ScreenId.OfflineConsent or ScreenId.ResultUnknown))
        {
            Complain($"a sale ended on {shown}");
        }

        // The cashier agrees, or gives the sale up.
        _world.Run(_world.Random.Next(300, 4_000));
        _world.Terminal.Press(_world.Random.Next(5) == 0 ? "c" : "o");
        _world.Run(500);
        if (Agent.View.Id == ScreenId.InProgress)
        {
            AnswerAgain();
        }

        _world.Terminal.Press("o");
    }

    // A link that came back answered the question before the cashier did: the sale goes on, and may ask once more.
    private void AnswerAgain()
    {
        if (!_world.RunUntil(() => IsResult(Agent.View.Id), ResultMsMax))
        {
            Complain($"no result in {ResultMsMax} ms after a question");
        }

        Told?.Invoke($"sale {Agent.View.Id} after a question");
        _world.Run(500);
        _world.Terminal.Press("o");
        _world.Run(500);
    }

    private static bool StrikesModem(ScheduleKind kind) =>
        kind is ScheduleKind.NoSim or ScheduleKind.ModemHung;

    private static bool IsResult(ScreenId shown) =>
        shown is not (ScreenId.InProgress or ScreenId.PresentCard or ScreenId.AmountEntry);

    private void BeginFailure()
    {
        if (_isHealed)
        {
            return;
        }

        ScheduleKind kind = _kinds[_world.Random.Next(_kinds.Length)];
        bool isOnWifi = kind == ScheduleKind.Portal
            || (!StrikesModem(kind) && _world.Random.Next(3) == 0);

        // Short ones are as likely as long ones.
        int forMs = (int)(FailureMsMin
            * Math.Pow(FailureMsMax / (double)FailureMsMin, _world.Random.NextDouble()));
        _failures++;
        Told?.Invoke($"{kind} on {(isOnWifi ? "WiFi" : "SIM")} for {forMs}");
        bool isTold = _world.Random.Next(2) == 0;
        int flapMs = _world.Random.Next(FlapMsMin, FlapMsMax);
        long untilMs = _world.Time.NowMs + forMs;
        Begin(kind, isOnWifi, isTold);
        if (kind is ScheduleKind.Flapping or ScheduleKind.SilentFlapping)
        {
            _world.Time.After(flapMs, () => Flap(kind, isOnWifi, flapMs, untilMs, true));
        }
        else
        {
            _world.Time.After(forMs, () => End(kind, isOnWifi));
        }

        _world.Time.After(_world.Random.Next(FailureGapMsMax), BeginFailure);
    }

    private void Flap(ScheduleKind kind, bool isOnWifi, int flapMs, long untilMs, bool isStanding)
    {
        Count(kind, isOnWifi, isStanding ? -1 : 1);
        if (_world.Time.NowMs < untilMs || !isStanding)
        {
            _world.Time.After(flapMs, () => Flap(kind, isOnWifi, flapMs, untilMs, !isStanding));
        }
    }

    private void Begin(ScheduleKind kind, bool isOnWifi, bool isTold)
    {
        Count(kind, isOnWifi, 1);
        bool isOfOpenOnes = kind is ScheduleKind.NameDead or ScheduleKind.TlsBroken or ScheduleKind.Portal;
        if (kind == ScheduleKind.Reset || (isOfOpenOnes && isTold))
        {
            Path(isOnWifi).End(true);
        }
        else if (kind == ScheduleKind.HalfOpen || isOfOpenOnes)
        {
            Path(isOnWifi).Generation++;
        }
        else if (kind == ScheduleKind.AcquirerRefusing)
        {
            Path(false).End(true);
            Path(true).End(true);
        }
        else if (kind == ScheduleKind.ModemHung)
        {
            // Once only: a reset that ends it ends it for good.
            _world.Terminal.Modem.Faults.Hung = true;
            _world.Terminal.Modem.Faults.SurvivesReset = isTold;
        }
    }

    private void End(ScheduleKind kind, bool isOnWifi)
    {
        Told?.Invoke($"{kind} on {(isOnWifi ? "WiFi" : "SIM")} is over");
        Count(kind, isOnWifi, -1);
    }

    private SimPath Path(bool isOnWifi) => isOnWifi ? _world.Terminal.Wifi : _world.Terminal.Sim;

    // Failures may stand one upon the other: what is so follows from all that stand.
    private void Count(ScheduleKind kind, bool isOnWifi, int by)
    {
        if (_isHealed)
        {
            return;
        }

        _standing[(kind, isOnWifi)] = _standing.GetValueOrDefault((kind, isOnWifi)) + by;
        Apply(false);
        Apply(true);
    }

    private void Apply(bool isOnWifi)
    {
        bool Has(ScheduleKind kind) => _standing.GetValueOrDefault((kind, isOnWifi)) > 0;
        bool HasEither(ScheduleKind kind) => _standing.Any(pair => pair.Key.Kind == kind && pair.Value > 0);
        SimPath path = Path(isOnWifi);
        path.IsSilent = Has(ScheduleKind.Silent) || Has(ScheduleKind.SilentFlapping);
        path.IsOneWay = Has(ScheduleKind.OneWay);
        path.IsNameDead = Has(ScheduleKind.NameDead);
        path.IsTlsBroken = Has(ScheduleKind.TlsBroken);
        path.OneWayMs = Has(ScheduleKind.Slow) ? SlowOneWayMs : 40;
        path.LossPercent = Has(ScheduleKind.Lossy) ? LossPercent : 0;
        bool isBearerGone = Has(ScheduleKind.Signalled) || Has(ScheduleKind.Flapping);
        if (isOnWifi)
        {
            _world.Terminal.SetPortal(Has(ScheduleKind.Portal));
            _world.Terminal.AccessPoint.IsAccessPointUp = !isBearerGone;
            return;
        }

        ModemFaults modem = _world.Terminal.Modem.Faults;
        modem.NoCoverage = isBearerGone;
        modem.NoSim = Has(ScheduleKind.NoSim);
        modem.Hung &= Has(ScheduleKind.ModemHung);
        _world.Server.IsRefusing = HasEither(ScheduleKind.AcquirerRefusing);
        bool isUnavailable = HasEither(ScheduleKind.AcquirerUnavailable);
        _world.Server.Faults.Set(
            isUnavailable ? [new FaultRule { Kind = FaultKind.Status, Status = 503 }] : []);
    }

    private void Heal()
    {
        _standing.Clear();
        Apply(false);
        Apply(true);
        _isHealed = true;
        Told?.Invoke("all is healed");
    }

    private void CheckEnd()
    {
        bool isSettled = _world.RunUntil(
            () => Agent.Journal.WaitingCount == 0 && Links.Active == Links.Sim
                && IsShownUp(Links.Sim) && IsShownUp(Links.Wifi),
            SettleMs);
        if (!isSettled)
        {
            Complain(
                $"after all was healed {Agent.Journal.WaitingCount} wait, SIM {Links.Sim.State} {Links.SimFault}, "
                + $"WiFi {Links.Wifi.State} {Links.WifiFault}, on {(Links.Active == Links.Sim ? "SIM" : "WiFi")}");
        }

        int onlineBefore = _online;
        Sell();
        if (_online == onlineBefore || Links.Active?.State != LinkState.Online)
        {
            Complain("after all was healed a sale was not answered");
        }

        _world.RunUntil(() => Agent.Journal.WaitingCount == 0, SettleMs);
        IReadOnlyList<LedgerPayment> payments = _world.Server.Ledger.Snapshot().Payments;
        foreach (IGrouping<string, LedgerPayment> twice in
            payments.GroupBy(p => p.UniqueId ?? "").Where(g => g.Count() > 1))
        {
            Complain($"{twice.Key} is booked {twice.Count()} times");
        }

        foreach (string lost in _world.Terminal.JournalRows()
            .Where(row => row.State == TransactionState.Approved && payments.All(p => p.UniqueId != row.UniqueId))
            .Select(row => row.UniqueId))
        {
            Complain($"{lost} is approved and not booked");
        }

        if (_icons.WorstMs > FailoverReport.IconMsMax)
        {
            Complain($"the status line was wrong for {_icons.WorstMs} ms");
        }

        if (_icons.PageWorstMs > FailoverReport.IconMsMax)
        {
            Complain($"the diagnostics page was wrong for {_icons.PageWorstMs} ms");
        }

        if (MovesWithinAnHour() > MovesInAnHourMax)
        {
            Complain($"{MovesWithinAnHour()} moves away from a good link within an hour");
        }
    }

    private static bool IsShownUp(ILink link) => link.State is LinkState.Attached or LinkState.Online;

    // A payment that has been sent once must be looked up before it is sent again. What counts is what the terminal
    // hands over: a request may arrive long after its connection was given up.
    private void OnSent(byte[] bytes, SimPath path)
    {
        string text = _sent.GetValueOrDefault(path, "") + Encoding.Latin1.GetString(bytes);
        int doneCount = 0;
        foreach (Match match in SentIds().Matches(text))
        {
            doneCount = match.Index + match.Length;
            bool isLookUp = match.Groups["lookup"].Success;
            string id = match.Groups[isLookUp ? "lookup" : "create"].Value;
            if (!isLookUp && _mustLookUp.GetValueOrDefault(id))
            {
                Complain($"{id} was sent twice without a look-up");
            }

            _mustLookUp[id] = !isLookUp;
        }

        _sent[path] = text[doneCount..];
    }

    [GeneratedRegex("GET /v1/checkout\\?unique_id=(?<lookup>[^ ]+) |\"unique_id\":\"(?<create>[^\"]+)\"")]
    private static partial Regex SentIds();

    private void Look()
    {
        ILink? active = Links.Active;
        bool isInProgress = Agent.View.Id == ScreenId.InProgress;
        if (active != _activeBefore && active is not null && _activeBefore is not null)
        {
            bool isLeftGood = Links.IsUsable(_activeBefore) && !Links.IsDoubted(_activeBefore);
            _moveCount++;
            Told?.Invoke($"move to {(active == Links.Sim ? "SIM" : "WiFi")}");
            if (isLeftGood)
            {
                _moves.Add(_world.Time.NowMs);
            }

            if (active == Links.Sim && isInProgress && _wasInProgress && isLeftGood)
            {
                Complain("back to the SIM in the middle of a payment");
            }
        }

        _activeBefore = active ?? _activeBefore;
        _wasInProgress = isInProgress;
    }

    private int MovesWithinAnHour() =>
        _moves.Count == 0 ? 0 : _moves.Max(from => _moves.Count(at => at >= from && at < from + HourMs));

    private void Complain(string problem)
    {
        Told?.Invoke($"PROBLEM {problem}");
        _problems.Add($"{problem} at {_world.Time.NowMs} ms");
    }
}
