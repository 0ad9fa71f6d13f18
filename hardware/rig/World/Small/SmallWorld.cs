// One small world: the agent's own IL on a board with one link, one acquirer, one cashier who does
// the same every time, and a list of unkind events, each at a boundary of a message. After the last
// of them nothing new goes wrong; the world runs until it is calm, and the bookkeeper judges.

using System.Text;
using Terminal.Agent;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation;
using Terminal.Rig.Simulation.Days;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.World.Small;

/// <summary>Plays one small world; single thread, the same every time.</summary>
internal sealed class SmallWorld
{
    private const int ServiceMs = 80;
    private const int HalfAnswerMs = 20;
    private const int LateMs = 25_000;
    private const int LagMs = 45_000;
    // Above the latest booking and the longest lag.
    private const int SettleS = (LateMs + LagMs + GridMs) / 1_000;
    private const int LinkGoneMs = 30_000;
    private const int PowerGoneMs = 5_000;
    private const int RestartMs = 1_000;
    private const int BacklogLinkMs = 40_000;

    // Times in which the world looks the same again are rounded up to this.
    private const int GridMs = 5_000;

    // How much of a write stands follows from this.
    private const int CutDraw = 12_345;

    // A terminal that is not calm by then never will be.
    private const long EndMs = 3_600_000;
    private const int CalmMs = 1_500;

    private readonly IReadOnlyList<Moment> _events;
    private readonly ISet<ulong> _met;
    private readonly SmallResult _result = new();
    private readonly HashSet<ulong> _own = [];
    private readonly AcquirerApi _api;
    private readonly TestBoard _board;
    private readonly WatchedNvram _watched;
    private readonly FailingNvram _nvram;
    private readonly List<SmallMessage> _answered = [];
    private readonly Dictionary<string, long> _shownFromMs = [];
    private readonly SmallCashier _cashier;
    private readonly Random? _draw;
    private readonly int _drawDepth;
    private readonly List<Moment> _drawn = [];
    private SmallLink? _link;
    private AgentCore? _agent;
    private int _messages;
    private int _steps;
    private int _writes;
    private int _arrived;
    private int _struck;
    private long _dueMs;
    private long _steppedMs = -1;
    private long _lagUntilMs;
    private long _linkUpMs;
    private long _lateDueMs;
    private long _calmSinceMs = -1;
    private bool _isRestarting;
    private bool _isCutArmed;
    private bool _isCutAfterWrite;
    private bool _isCutAfterStep;
    private bool _hasStored;
    private bool _isStopped;
    private ScreenId _shown;
    private uint _sequence;
    private ulong _ledgerHash;

    /// <summary>Makes a world.</summary>
    /// <param name="kind">What is played.</param>
    /// <param name="events">What goes wrong, in order.</param>
    /// <param name="met">States that were played before.</param>
    /// <param name="draw">Draws events in the place of a list; null for the list.</param>
    /// <param name="depth">How many are drawn at most.</param>
    public SmallWorld(
        SmallKind kind, IReadOnlyList<Moment> events, ISet<ulong> met, Random? draw = null,
        int depth = 0)
    {
        Kind = kind;
        _events = events;
        _met = met;
        _draw = draw;
        _drawDepth = depth;
        var ledger = new Ledger(new VirtualTimeProvider(Time), 1);
        _api = new AcquirerApi(ledger);
        ledger.Written += OnWritten;
        Witness = new ScreenWitness(() => ledger.UtcNow);
        Transport = new SmallTransport(this);
        (MemoryNvram chip, ulong hash, MemorySettingsStore settings) = SmallBoard.Fresh();
        _watched = new WatchedNvram(chip, hash);
        chip.Writing += OnStoring;
        chip.Written += OnStored;
        _nvram = new FailingNvram(chip, new Random(1), () => Time.NowMs);
        _board = new TestBoard(Time.NewClock(), Wake)
        {
            Nvram = chip,
            Settings = settings,
            Nonces = new Random(2),
            MakeClock = Time.NewClock,
            MakeSimLink = () => _link = new SmallLink(this),
            MakeWifiTransport = () => new SmallTransport(this),
            RandomSeed = () => 100 + _board!.Boots,
            KeyedHash = new HostKeyedHash { Known = KnownPin.TryFind },
            Compose = ports => ports.Nvram = new RecordNvram(chip, _nvram, () => _writes++),
        };
        IsLinkUp = kind != SmallKind.Backlog;
        if (!IsLinkUp)
        {
            _linkUpMs = BacklogLinkMs;
            Time.After(BacklogLinkMs, RaiseLink);
        }

        _cashier = new SmallCashier(this);
    }

    public SmallKind Kind { get; }

    public SimTime Time { get; } = new();

    public ScreenWitness Witness { get; }

    public SmallTransport Transport { get; }

    public bool IsLinkUp { get; private set; }

    /// <summary>The screen that is shown.</summary>
    public ScreenId Screen => _agent?.View.Id ?? ScreenId.Starting;

    /// <summary>The events that were drawn.</summary>
    public IReadOnlyList<Moment> Drawn => _drawn;

    private bool HasStruckAll => _draw is null
        ? _struck == _events.Count : _drawn.Count >= _drawDepth;

    /// <summary>When a lag ends that begins at a time.</summary>
    public static long LagEnd(long atMs) => Grid(atMs + LagMs);

    /// <summary>Plays it to its end, once: then its memory is another world's.</summary>
    public SmallResult Play(bool isStoryWanted = false)
    {
        try
        {
            PowerOn();
            Run();
            Judge();
        }
#pragma warning disable CA1031 // Whatever the agent throws is what this looks for.
        catch (Exception e)
        {
            _result.Rule = "Crash";
            _result.Findings.Add(e.ToString());
        }
#pragma warning restore CA1031

        if (isStoryWanted)
        {
            LedgerSnapshot ledger = _api.Ledger.Snapshot();
            _result.Story = string.Concat(Enumerable.Range(1, Witness.LatestCustomer)
                .Select(customer => Witness.Books.Story(customer, ledger)));
        }

        _result.VirtualMs = Time.NowMs;
        _result.Struck = _struck;
        _agent = null;
        SmallBoard.GiveBack(_board.Nvram);
        return _result;
    }

    public void Wake() => _dueMs = Time.NowMs;

    public void Press(char key)
    {
        if (_agent is null)
        {
            return;
        }

        Witness.Press(key);
        _board.Keypad.Press(VirtualKeypad.KeyOf(key));
    }

    public bool Tap(string card)
    {
        if (_agent is null)
        {
            return false;
        }

        _board.Reader.Step();
        if (!_board.Reader.Tap(card))
        {
            return false;
        }

        Witness.Tap(_agent.View.AmountCents, TestCard.ByName(card)!.Last4, _board.Reader.LastSealed);
        return true;
    }

    public void SwitchOffAndOn()
    {
        if (_agent is not null)
        {
            CutPower(RestartMs);
        }
    }

    /// <summary>The first byte of a message is about to be taken.</summary>
    public SmallMessage Begin(ReadOnlySpan<byte> bytes)
    {
        var message = new SmallMessage(++_messages);
        message.Kind = bytes.StartsWith("POST /v1/checkout "u8) ? "Create"
            : bytes.StartsWith("POST"u8) ? "Refund"
            : bytes.IndexOf("unique_id="u8) >= 0 ? "LookUp"
            : bytes.StartsWith("GET /v1/checkout/"u8) ? "Read" : "List";
        return message;
    }

    /// <summary>All of a message was taken.</summary>
    public void Hand(SmallMessage message) => Witness.Handed([.. message.Bytes]);

    /// <summary>A message passes a boundary: what is to happen there happens.</summary>
    /// <exception cref="PowerCutException">Power goes while the agent sends.</exception>
    public void Pass(SmallMessage message, Boundary boundary)
    {
        message.Passed = boundary;
        if (_isStopped)
        {
            return;
        }

        bool isPost = message.Kind is "Create" or "Refund";
        Meet(message, boundary, isPost, null);
        if (_draw is not null)
        {
            DrawAt(message, boundary, isPost);
            return;
        }

        while (_struck < _events.Count && _events[_struck].Message == message.Number
            && _events[_struck].Boundary == boundary && !_isStopped)
        {
            Moment moment = _events[_struck++];
            _result.Words.Add(moment.Words(message.Words));
            Strike(message, moment.What, boundary, isPost);
        }
    }

    private void DrawAt(SmallMessage message, Boundary boundary, bool isPost)
    {
        if (_drawn.Count >= _drawDepth || _draw!.Next(12) != 0)
        {
            return;
        }

        var what = (UnkindEvent)_draw.Next((int)UnkindEvent.WriteTakenUnsaid + 1);
        if (Moment.IsMeant(what, boundary, isPost))
        {
            var moment = new Moment(message.Number, boundary, what);
            _drawn.Add(moment);
            _result.Words.Add(moment.Words(message.Words));
            Strike(message, what, boundary, isPost);
        }
    }

    /// <summary>A whole message has come to the acquirer.</summary>
    public void Arrive(SmallMessage message, int generation)
    {
        _arrived++;
        List<byte> bytes = [.. message.Bytes];
        if (!SimServer.TryTake(bytes, out ApiRequest request))
        {
            throw new InvalidOperationException("A message is no request.");
        }

        if (message.IsBookedLate)
        {
            _lateDueMs = Time.NowMs + LateMs;
            _api.Underway.Add(request, TimeSpan.FromMilliseconds(LateMs));
            if (generation == Transport.Generation)
            {
                Transport.Lose(true);
            }

            return;
        }

        ApiResponse response = message.GatewayStatus == 404 ? GatewayAnswer.NoRoute()
            : _api.Handle(request, Manner());
        Pass(message, Boundary.BeforeAnswer);
        response = message.GatewayStatus == 502 ? GatewayAnswer.Of(502, GatewayBody.Page)
            : response;
        byte[] answer = response.ToHttp11();
        int half = answer.Length / 2;
        Time.After(ServiceMs, () =>
        {
            if (!message.IsAnswerLost && Transport.Deliver(generation, answer.AsSpan(0, half)))
            {
                Time.After(HalfAnswerMs, () => Complete(message, generation, answer, half));
            }
        });
    }

    private void Complete(SmallMessage message, int generation, byte[] answer, int half)
    {
        if (generation != Transport.Generation)
        {
            return;
        }

        Pass(message, Boundary.InAnswer);
        if (!message.IsAnswerLost && Transport.Deliver(generation, answer.AsSpan(half)))
        {
            _answered.Add(message);
        }
    }

    // What was booked before a lag ends is seen when it ends. However often look-ups lag, they lag behind by so much
    // and no more: a payment that was booked longer ago is seen.
    private ApiManner? Manner()
    {
        if (Time.NowMs >= _lagUntilMs)
        {
            return null;
        }

        return new ApiManner
        {
            InLists = payment => HiddenMs(payment) == 0 ? payment : null,
            InRefundLists = _ => null,
        };
    }

    private long HiddenMs(LedgerPayment payment) =>
        Math.Max(0, LagMs + GridMs - (long)(_api.Ledger.UtcNow - payment.Created).TotalMilliseconds);

    private void OnStoring(int address, ReadOnlySpan<byte> bytes)
    {
        if (_isCutArmed && !RecordNvram.IsLog(address))
        {
            _board.Nvram.CutIn(1, CutDraw);
        }
    }

    private void OnStored(int address, int count, bool isWhole)
    {
        _hasStored |= !RecordNvram.IsLog(address);
        if (_isCutAfterWrite && !RecordNvram.IsLog(address))
        {
            throw new PowerCutException();
        }
    }

    private void OnWritten(LedgerPayment payment)
    {
        foreach (char letter in payment.Status ?? "?")
        {
            Mix(ref _ledgerHash, letter);
        }

        Mix(ref _ledgerHash, (ulong)payment.Amount);
        foreach (LedgerRefund refund in payment.Refunds)
        {
            Mix(ref _ledgerHash, (ulong)refund.Amount);
        }
    }

    private void Run()
    {
        while (!_isStopped && !IsCalm())
        {
            long terminalMs = _agent is null ? long.MaxValue : Math.Max(_steppedMs + 1, _dueMs);
            long nextMs = Math.Min(Time.NextMs, terminalMs);
            if (nextMs > EndMs)
            {
                return;
            }

            Time.MoveTo(nextMs);
            if (_agent is not null && !_isStopped && Math.Max(_steppedMs + 1, _dueMs) <= Time.NowMs)
            {
                Step();
            }
        }
    }

    private void Step()
    {
        try
        {
            _board.Reader.Step();
            _steppedMs = Time.NowMs;
            _steps++;
            int waitMs = _agent!.Step();
            _dueMs = Time.NowMs + Math.Max(1, waitMs);
        }
        catch (PowerCutException)
        {
            CutPower(PowerGoneMs);
            return;
        }

        if (_isCutAfterStep && _hasStored)
        {
            CutPower(PowerGoneMs);
            return;
        }

        ScreenId before = _shown;
        Witness.Look(_agent.View, _agent.Painter);
        Witness.Look(_agent.Attention);
        _shown = _agent.View.Id;
        if (_shown != before || (_shown == ScreenId.LateDecline && _sequence != _agent.View.Sequence))
        {
            _sequence = _agent.View.Sequence;
            _cashier.OnScreen(_shown);
        }

        // What was delivered before this step has been taken in by it.
        if (_answered.Count > 0 && Transport.Available == 0)
        {
            SmallMessage[] passed = [.. _answered];
            _answered.Clear();
            foreach (SmallMessage message in passed)
            {
                if (_agent is not null)
                {
                    Pass(message, Boundary.AfterAnswer);
                }
            }
        }

        if (_isRestarting && _agent is not null)
        {
            CutPower(RestartMs);
        }
    }

    private void Strike(SmallMessage message, UnkindEvent what, Boundary boundary, bool isPost)
    {
        switch (what)
        {
            case UnkindEvent.AnswerLost:
                message.IsAnswerLost = true;
                break;
            case UnkindEvent.BookedLate:
                message.IsBookedLate = true;
                break;
            case UnkindEvent.LookUpLags:
                _lagUntilMs = LagEnd(Time.NowMs);
                break;
            case UnkindEvent.GatewayNoRoute:
                message.GatewayStatus = 404;
                break;
            case UnkindEvent.GatewayBroken:
                message.GatewayStatus = 502;
                break;
            case UnkindEvent.ConnectionGone:
                Transport.Lose(false);
                break;
            case UnkindEvent.LinkGone:
                LoseLink();
                break;
            case UnkindEvent.PowerCut:
                CutNow(boundary);
                return;
            case UnkindEvent.PowerCutInWrite:
                _isCutArmed = true;
                break;
            case UnkindEvent.PowerCutAfterWrite:
                _isCutAfterWrite = true;
                break;
            case UnkindEvent.PowerCutAfterStep:
                _isCutAfterStep = true;
                _hasStored = false;
                break;
            case UnkindEvent.Restart:
                _isRestarting = true;
                break;
            case UnkindEvent.KeyCancel:
                Press('c');
                break;
            case UnkindEvent.KeyOk:
                Press('o');
                break;
            case UnkindEvent.WriteNotTaken:
                _nvram.Fail(NvramFailure.WriteNotTaken, FailureSpan.Once());
                break;
            case UnkindEvent.WriteTakenInPart:
                _nvram.Fail(NvramFailure.WriteTakenInPart, FailureSpan.Once());
                break;
            default:
                _nvram.Fail(NvramFailure.WriteTakenUnsaid, FailureSpan.Once());
                break;
        }

        Wake();
        Meet(message, boundary, isPost, what);
    }

    // Inside a write of the agent's it must not come back; elsewhere it is between two steps.
    private void CutNow(Boundary boundary)
    {
        if (boundary <= Boundary.AfterSend)
        {
            throw new PowerCutException();
        }

        CutPower(PowerGoneMs);
    }

    private void LoseLink()
    {
        IsLinkUp = false;
        _link?.Drop();
        Transport.Lose(false);
        _linkUpMs = Grid(Time.NowMs + LinkGoneMs);
        Time.After(_linkUpMs - Time.NowMs, RaiseLink);
    }

    private void RaiseLink()
    {
        if (Time.NowMs >= _linkUpMs)
        {
            IsLinkUp = true;
            Wake();
        }
    }

    private void CutPower(int goneMs)
    {
        _isRestarting = false;
        _agent = null;
        _isCutArmed = false;
        _isCutAfterWrite = false;
        _isCutAfterStep = false;
        _board.Nvram.CutIn(0, 0);
        _board.PowerOff();
        Transport.Close();
        _answered.Clear();
        Witness.Dark();
        _cashier.Dark();
        _shown = ScreenId.Starting;
        long backMs = Grid(Time.NowMs + goneMs);
        Time.After(backMs - Time.NowMs, PowerOn);
    }

    private void PowerOn()
    {
        if (_isStopped)
        {
            return;
        }

        if (_board.Boots > 0)
        {
            Meet(null, Boundary.BeforeSend, false, null);
            if (_isStopped)
            {
                return;
            }
        }

        AgentCore agent = _board.PowerOn();
        agent.StoreAndForward.SettleS = SettleS;
        try
        {
            agent.Start();
            _agent = agent;
            Wake();
        }
        catch (PowerCutException)
        {
            CutPower(PowerGoneMs);
        }
    }

    // The queue is empty, nothing is outstanding, nobody waits: nothing can change any more.
    private bool IsCalm()
    {
        bool isStill = _agent is not null && _cashier.IsDone && _agent.Sale.IsIdle
            && _agent.Journal.UndeliveredCount == 0 && _api.Underway.Count == 0
            && Time.NowMs >= _lagUntilMs && IsLinkUp && Screen == ScreenId.Idle
            && Transport.Available == 0 && _answered.Count == 0;
        if (!isStill)
        {
            _calmSinceMs = -1;
            return false;
        }

        _calmSinceMs = _calmSinceMs < 0 ? Time.NowMs : _calmSinceMs;
        return Time.NowMs - _calmSinceMs >= CalmMs;
    }

    private void Judge()
    {
        if (_isStopped)
        {
            return;
        }

        foreach (MoneyViolation violation in Witness.Books.Judge(
            _api.Ledger.Snapshot(), _api.Ledger.UtcNow, TimeSpan.Zero))
        {
            _result.Rule = _result.Rule.Length == 0 ? violation.Rule.ToString() : _result.Rule;
            _result.Findings.Add(violation.ToString());
        }

        if (!IsCalm() && _result.Findings.Count == 0)
        {
            _result.Rule = "Liveness";
            _result.Findings.Add(
                $"not calm after an hour: {Screen}, {_agent?.Journal.UndeliveredCount} undelivered");
        }
    }

    // A state of the world: what is stored, booked, shown, said and still to come.
    private void Meet(SmallMessage? message, Boundary boundary, bool isPost, UnkindEvent? after)
    {
        if (!HasStruckAll)
        {
            return;
        }

        ulong hash = Hash(message, boundary);
        if (!_own.Add(hash))
        {
            return;
        }

        if (_met.Contains(hash))
        {
            _result.WasMet = true;
            _isStopped = true;
            return;
        }

        _result.States.Add(hash);
        if (message is not null)
        {
            _result.Crossings.Add(new Crossing(
                hash, message.Number, boundary, isPost, after, Time.NowMs, _steps, _writes, _arrived));
        }
    }

    private ulong Hash(SmallMessage? message, Boundary boundary)
    {
        ulong hash = 0xCBF29CE484222325UL ^ (ulong)Kind;
        Mix(ref hash, _watched.Hash);
        Mix(ref hash, _ledgerHash);
        Mix(ref hash, Witness.Told);
        Mix(ref hash, (ulong)_cashier.State);
        Mix(ref hash, (ulong)_board.Boots);
        Mix(ref hash, (ulong)boundary);
        if (message is not null)
        {
            foreach (char letter in message.Kind)
            {
                Mix(ref hash, letter);
            }

            int fate = message.GatewayStatus * 4 + (message.IsAnswerLost ? 1 : 0)
                + (message.IsBookedLate ? 2 : 0);
            Mix(ref hash, (ulong)fate);
        }

        Mix(ref hash, (ulong)((int)Transport.State + (_isRestarting ? 16 : 0)
            + (_isCutArmed ? 32 : 0)
            + (_isCutAfterWrite ? 128 : 0) + (_isCutAfterStep ? 256 : 0) + (_nvram.IsFailing ? 64 : 0)));
        Mix(ref hash, (ulong)_nvram.FailedWrites);
        Mix(ref hash, Left(_lagUntilMs));
        if (Time.NowMs < _lagUntilMs)
        {
            foreach (LedgerPayment payment in _api.Ledger.Snapshot().Payments)
            {
                Mix(ref hash, (ulong)HiddenMs(payment));
            }
        }

        Mix(ref hash, IsLinkUp ? 0 : Left(_linkUpMs));
        Mix(ref hash, _api.Underway.Count == 0 ? 0 : Left(_lateDueMs));
        Mix(ref hash, (ulong)_api.Underway.Count);
        MixAgent(ref hash);
        return hash;
    }

    private void MixAgent(ref ulong hash)
    {
        if (_agent is null)
        {
            return;
        }

        ScreenModel view = _agent.View;
        Mix(ref hash, (ulong)view.Id | ((ulong)_agent.Sale.State << 8)
            | ((ulong)_agent.StoreAndForward.ServiceFault << 16)
            | ((ulong)_agent.StoreAndForward.BlockingFault << 24)
            | (_agent.StoreAndForward.IsLiveBusy ? 1UL << 40 : 0));
        Mix(ref hash, ((ulong)(uint)view.AmountCents << 32) | view.Sequence);
    }

    private ulong Left(long untilMs) =>
        untilMs <= Time.NowMs ? 0 : (ulong)((untilMs - Time.NowMs) / 100);

    private static long Grid(long atMs) => (atMs + GridMs - 1) / GridMs * GridMs;

    private static void Mix(ref ulong hash, ulong value)
    {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15UL;
        hash ^= hash >> 29;
    }
}
