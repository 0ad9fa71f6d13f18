using System.Globalization;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;

namespace Terminal.Rig.Simulation.Fleet;

/// <summary>
/// One terminal of a fleet: the agent's own journal (with few slots), links' choice and delivery,
/// without counter and screens, so that ten thousand fit one process. Sales come at the counter's
/// rate; a customer waits, and the cashier keeps the sale when the service is out, as at the counter.
/// </summary>
public sealed class FleetTerminal : IEventSink
{
    private const int Slots = 48;
    private const int ConsentMs = 3_000;
    private const int HoursMs = 3_600_000;

    private readonly SimTime _time;
    private readonly FleetAcquirer _acquirer;
    private readonly VirtualClock _clock;
    private readonly TransactionJournal _journal;
    private readonly LinkManager _links;
    private readonly LiveSale _live = new();
    private readonly StoreAndForward _forward;
    private readonly TransactionRecord _record = new();
    private readonly StateChange _change = new();
    private readonly Random _random;
    private readonly double _salesPerHour;
    private readonly string _serial;
    private readonly List<string> _sold = [];
    private long _dueMs;
    private long _steppedMs = -1;
    private long _soldMs;
    private long _serviceOutMs = -1;

    /// <summary>Makes terminal number <paramref name="number"/>.</summary>
    public FleetTerminal(SimTime time, FleetAcquirer acquirer, int number, int seed, double salesPerHour)
    {
        _time = time;
        _acquirer = acquirer;
        _random = new Random(StreamSeed.Derive(seed, number));
        _salesPerHour = salesPerHour;

        // Nobody switches ten thousand terminals on in the same second.
        long bootMs = time.NowMs - _random.Next(4 * HoursMs);
        _clock = new VirtualClock(time.UtcSeconds - ((time.NowMs - bootMs) / 1000), () => time.NowMs, bootMs);
        _serial = string.Create(CultureInfo.InvariantCulture, $"F{number:D7}");
        var settings = new TerminalSettings
        {
            SerialLength = 8,
            IsTestMode = true,
        };
        Encoding.ASCII.GetBytes(_serial, settings.Serial);
        settings.KeyLength = Encoding.ASCII.GetBytes(AcquirerOptions.DefaultKey, settings.Key);
        var writer = new RequestWriter(settings);
        writer.Prepare();
        var nvram = new MemoryNvram(NvramMap.SizeBytes(Slots));
        _journal = new TransactionJournal(nvram, Slots, new JournalFormat());
        _journal.Mount(0);
        _links = new LinkManager(MakeLink(100, true), MakeLink(40, _random.Next(10) < 7), _live);
        _forward = new StoreAndForward(
            _journal, _links, _live, _clock, new TimeSync(_clock, null!, null!, _links, this),
            new VirtualRandom(_random.Next()), this, new AttentionList(nvram), writer);
        _forward.SetHost(settings.Host, settings.HostLength, settings.Port);
        _links.SetHost(settings.Host, settings.HostLength, settings.Port);
        time.After(_random.Next((int)(HoursMs / salesPerHour)), Sell);
        time.After(_random.Next(1_000), Wake);
    }

    /// <summary>When it must be stepped next.</summary>
    public long DueMs => Math.Max(_steppedMs + 1, _dueMs);

    /// <summary>Told when <see cref="DueMs"/> has come nearer.</summary>
    public Action<FleetTerminal>? Woken { get; set; }

    /// <summary>Undelivered transactions.</summary>
    public int WaitingCount => _journal.WaitingCount;

    /// <summary>False once the customers stay away.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Sales that the journal had no room for.</summary>
    public int Refused { get; private set; }

    /// <summary>Sales made durable.</summary>
    public int Sold => _sold.Count;

    /// <summary>Sales that the acquirer does not have.</summary>
    public int Lost => _sold.Count(id => !_acquirer.Has(id));

    /// <summary>Runs it once.</summary>
    public void Step()
    {
        _steppedMs = _time.NowMs;
        _dueMs = long.MaxValue;
        long nowMs = _clock.UptimeMs;
        int waitMs = Math.Min(_links.Step(nowMs), _forward.Step(nowMs));
        FollowLive();
        _dueMs = Math.Min(_dueMs, IsAtRest ? long.MaxValue : _time.NowMs + waitMs);
    }

    // Nothing waits, nothing is wrong, the link is proved: a step would change nothing until the
    // next sale, so ten thousand terminals are spared it.
    private bool IsAtRest => _journal.WaitingCount == 0 && !_live.IsThere
        && _forward.ServiceFault == FaultCode.None && _links.Active?.State == LinkState.Online;

    /// <inheritdoc/>
    public void Add(EventKind kind, int a, int b)
    {
    }

    private FleetLink MakeLink(int roundTripMs, bool isThere) =>
        new(new FleetTransport(_time, _acquirer, roundTripMs, Wake), isThere);

    private void Wake()
    {
        _dueMs = _time.NowMs;
        Woken?.Invoke(this);
    }

    private void Sell()
    {
        if (!IsOpen)
        {
            return;
        }

        double gapMs = -Math.Log(1 - _random.NextDouble()) * HoursMs / _salesPerHour;
        _time.After(15_000 + (long)Math.Max(0, gapMs - 15_000), Sell);
        bool isOffline = _links.IsHopeless || _links.IsDown || _forward.ServiceFault != FaultCode.None;
        _record.Kind = TransactionKind.Sale;
        _record.AmountCents = _random.Next(200, 5_000);
        _record.Flags = isOffline ? TransactionFlags.Offline : 0;
        _record.CreatedUtcSeconds = _clock.UtcSeconds;
        _record.SealedLength = 112;
        _record.KsnLength = 10;
        Encoding.ASCII.GetBytes("eur", _record.Currency);
        Encoding.ASCII.GetBytes("4242", _record.Last4);
        if (_journal.Append(_record) != AppendResult.Appended)
        {
            Refused++;
            return;
        }

        _sold.Add(string.Create(
            CultureInfo.InvariantCulture, $"{_serial}-{_record.Boot}-{_record.Sequence}"));
        if (isOffline)
        {
            _forward.Wake();
        }
        else
        {
            _forward.SetLive(_record.Slot);
            _soldMs = _time.NowMs;
            _serviceOutMs = -1;
        }

        Wake();
    }

    // As at the counter: a final answer, the cashier's consent when the service is out, or the
    // customer's patience ends it.
    private void FollowLive()
    {
        int slot = _live.Slot;
        if (slot < 0)
        {
            return;
        }

        bool isOut = (_forward.ServiceFault != FaultCode.None || _links.IsDown) && !_forward.IsLiveBusy;
        _serviceOutMs = !isOut ? -1 : _serviceOutMs < 0 ? _time.NowMs : _serviceOutMs;
        bool isKept = _serviceOutMs >= 0 && _time.NowMs - _serviceOutMs >= ConsentMs;
        TransactionState state = _journal.State(slot);
        if (isKept && !TransactionRules.IsFinal(state))
        {
            _change.Reset(state, _clock.UtcSeconds);
            _change.AddFlags = TransactionFlags.Offline;
            _journal.Change(slot, _change);
        }

        if (isKept || TransactionRules.IsFinal(state)
            || _time.NowMs - _soldMs >= Terminal.Agent.Limits.CustomerPatienceMs)
        {
            _forward.ClearLive();
            _dueMs = _time.NowMs + 1;
        }
    }
}
