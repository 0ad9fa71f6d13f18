using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Fleet;

/// <summary>
/// What the operator is told of the terminal: its state, and what it has done since the last beat.
/// Counts only: no amount, no payment, no key and no network's name is ever among them.
/// </summary>
public sealed class FleetReport
{
    private const int StuckLooks = 32;

    private static readonly byte[] FirmwareKey = ByteCodec.Ascii("firmware");
    private static readonly byte[] BootKey = ByteCodec.Ascii("boot");
    private static readonly byte[] StartKey = ByteCodec.Ascii("start");
    private static readonly byte[] UpKey = ByteCodec.Ascii("up_s");
    private static readonly byte[] UtcKey = ByteCodec.Ascii("utc");
    private static readonly byte[] LinkKey = ByteCodec.Ascii("link");
    private static readonly byte[] SimKey = ByteCodec.Ascii("sim");
    private static readonly byte[] WifiKey = ByteCodec.Ascii("wifi");
    private static readonly byte[] DbmKey = ByteCodec.Ascii("dbm");
    private static readonly byte[] OperatorKey = ByteCodec.Ascii("operator");
    private static readonly byte[] AcquirerKey = ByteCodec.Ascii("acquirer");
    private static readonly byte[] ServiceKey = ByteCodec.Ascii("service");
    private static readonly byte[] HoldKey = ByteCodec.Ascii("hold");
    private static readonly byte[] WaitingKey = ByteCodec.Ascii("waiting");
    private static readonly byte[] OldestKey = ByteCodec.Ascii("oldest_s");
    private static readonly byte[] OfflineKey = ByteCodec.Ascii("offline");
    private static readonly byte[] LateKey = ByteCodec.Ascii("late");
    private static readonly byte[] DamagedKey = ByteCodec.Ascii("damaged");
    private static readonly byte[] AttentionKey = ByteCodec.Ascii("attention");
    private static readonly byte[] EventKey = ByteCodec.Ascii("event");
    private static readonly byte[] SpanKey = ByteCodec.Ascii("span_s");
    private static readonly byte[] OnlineKey = ByteCodec.Ascii("online_s");
    private static readonly byte[] ApprovedKey = ByteCodec.Ascii("approved");
    private static readonly byte[] DeclinedKey = ByteCodec.Ascii("declined");
    private static readonly byte[] UnknownKey = ByteCodec.Ascii("unknown");
    private static readonly byte[] LivesKey = ByteCodec.Ascii("lives");
    private static readonly byte[] MiddleKey = ByteCodec.Ascii("live_p50_ms");
    private static readonly byte[] MaxKey = ByteCodec.Ascii("live_max_ms");
    private static readonly byte[] MovesKey = ByteCodec.Ascii("moves");
    private static readonly byte[] SimOutKey = ByteCodec.Ascii("sim_out");
    private static readonly byte[] SimInKey = ByteCodec.Ascii("sim_in");
    private static readonly byte[] WifiOutKey = ByteCodec.Ascii("wifi_out");
    private static readonly byte[] WifiInKey = ByteCodec.Ascii("wifi_in");
    private static readonly byte[] FleetSimKey = ByteCodec.Ascii("fleet_sim");
    private static readonly byte[] FleetWifiKey = ByteCodec.Ascii("fleet_wifi");
    private static readonly byte[] NoneWord = ByteCodec.Ascii("none");
    private static readonly byte[] PlainWord = ByteCodec.Ascii("plain");
    private static readonly byte[] StuckWord = ByteCodec.Ascii("stuck");

    private readonly Agent _agent;
    private readonly IClock _clock;
    private readonly LiveTimes _times;
    private readonly FleetRow _row = new FleetRow();
    private readonly EventEntry _entry = new EventEntry();
    private byte[] _start;

    // What the counters showed at the last beat.
    private long _beatMs;
    private int _approved;
    private int _declined;
    private int _moves;
    private int _simOut;
    private int _simIn;
    private int _wifiOut;
    private int _wifiIn;

    // How long the broker has had the terminal since then, in ms.
    private long _onlineMs;

    /// <summary>Makes it for an agent.</summary>
    public FleetReport(Agent agent, IClock clock, LiveTimes times)
    {
        _agent = agent;
        _clock = clock;
        _times = times;
    }

    /// <summary>The line was open for so long.</summary>
    public void AddOnline(long ms) => _onlineMs += ms;

    /// <summary>
    /// A number that is another one when the state has changed in a way that is told at once.
    /// </summary>
    public int Mark
    {
        get
        {
            TransactionJournal journal = _agent.Journal;
            int mark = _agent.Links.Active == null ? 0 : _agent.Links.Active == _agent.Links.Sim
                ? 1 : 2;
            mark = (mark * 31) + (int)_agent.Links.SimFault;
            mark = (mark * 31) + (int)_agent.Links.WifiFault;
            mark = (mark * 31) + (int)_agent.StoreAndForward.ServiceFault;
            mark = (mark * 31) + (int)_agent.StoreAndForward.BlockingFault;
            mark = (mark * 31) + (journal.WaitingCount > 0 ? 1 : 0);
            mark = (mark * 31) + journal.DamagedCount;
            mark = (mark * 31) + journal.LateDeclineCount;
            return (mark * 31) + _agent.Attention.Count;
        }
    }

    /// <summary>Puts the state, a row.</summary>
    public void PutState(MqttWriter into, long nowMs)
    {
        LinkManager links = _agent.Links;
        TransactionJournal journal = _agent.Journal;
        FleetRow row = _row.Begin(into).Word(FirmwareKey, FirmwareVersion.Text)
            .Number(BootKey, journal.Boot).Word(StartKey, Start)
            .Number(UpKey, nowMs / 1000).Number(UtcKey, _clock.UtcSeconds)
            .Word(LinkKey, links.Active == null ? NoneWord
                : links.Active == links.Sim ? SimKey : WifiKey)
            .Fault(SimKey, links.SimFault).Fault(WifiKey, links.WifiFault)
            .Number(DbmKey, links.Active == null ? 0 : links.Active.SignalDbm);
        var cellular = links.Sim as CellularLink;
        if (cellular != null)
        {
            ModemText name = cellular.Modem.Facts.Operator;
            row.Quoted(OperatorKey, name.Bytes, name.Length);
        }

        row.Quoted(AcquirerKey, _agent.Settings.Host, _agent.Settings.HostLength)
            .Fault(ServiceKey, _agent.StoreAndForward.ServiceFault)
            .Fault(HoldKey, _agent.StoreAndForward.BlockingFault)
            .Number(WaitingKey, journal.WaitingCount).Number(OldestKey, OldestS)
            .Number(OfflineKey, journal.OfflineWaitingCount)
            .Number(LateKey, journal.LateDeclineCount)
            .Number(DamagedKey, journal.DamagedCount)
            .Number(AttentionKey, _agent.Attention.Count)
            .Number(EventKey, _agent.Log.NewestNumber)
            .End();
    }

    /// <summary>Puts what has been done since the last beat, a row; the next begins.</summary>
    public void PutBeat(MqttWriter into, long nowMs)
    {
        FleetStatus fleet = _agent.Fleet;
        LinkManager links = _agent.Links;
        int approved = Count(TransactionState.Approved) + Count(TransactionState.Refunded);
        int declined = Count(TransactionState.Declined);
        _row.Begin(into).Number(SpanKey, (nowMs - _beatMs) / 1000)
            .Number(OnlineKey, _onlineMs / 1000)
            .Number(ApprovedKey, More(approved, _approved))
            .Number(DeclinedKey, More(declined, _declined))
            .Number(UnknownKey, Count(TransactionState.Unknown))
            .Number(WaitingKey, _agent.Journal.WaitingCount)
            .Number(LivesKey, _times.Count).Number(MiddleKey, _times.MiddleMs)
            .Number(MaxKey, _times.MaxMs)
            .Number(MovesKey, links.Moves - _moves)
            .Number(SimOutKey, Out(links.Sim) - _simOut)
            .Number(SimInKey, In(links.Sim) - _simIn)
            .Number(WifiOutKey, Out(links.Wifi) - _wifiOut)
            .Number(WifiInKey, In(links.Wifi) - _wifiIn)
            .Number(FleetSimKey, fleet.SimBytes).Number(FleetWifiKey, fleet.WifiBytes)
            .End();
        BeginBeat(nowMs);
    }

    /// <summary>The counters are told from now on.</summary>
    public void BeginBeat(long nowMs)
    {
        LinkManager links = _agent.Links;
        _beatMs = nowMs;
        _onlineMs = 0;
        _approved = Count(TransactionState.Approved) + Count(TransactionState.Refunded);
        _declined = Count(TransactionState.Declined);
        _moves = links.Moves;
        _simOut = Out(links.Sim);
        _simIn = In(links.Sim);
        _wifiOut = Out(links.Wifi);
        _wifiIn = In(links.Wifi);
        _times.Clear();
    }

    // What came before this start says why there was one, as far as anybody noted it.
    private byte[] Start
    {
        get
        {
            if (_start != null)
            {
                return _start;
            }

            _start = PlainWord;
            uint number = _agent.Log.NewestNumber;
            for (int looks = 0; number > 0 && looks < StuckLooks; looks++)
            {
                if (_agent.Log.Read(number, _entry) && _entry.Boot != _agent.Journal.Boot)
                {
                    _start = _entry.Kind == EventKind.PartStuck ? StuckWord : PlainWord;
                    break;
                }

                number = _agent.Log.Older(number);
            }

            return _start;
        }
    }

    private long OldestS
    {
        get
        {
            int slot = _agent.Journal.OldestWaiting();
            long utcSeconds = _clock.UtcSeconds;
            long createdS = slot < 0 ? 0 : _agent.Journal.CreatedUtcSeconds(slot);
            return createdS > 0 && utcSeconds > createdS ? utcSeconds - createdS : 0;
        }
    }

    private static int More(int now, int before) => now > before ? now - before : 0;

    private static int Out(ILink link) => link.Transport == null ? 0 : link.Transport.BytesOut;

    private static int In(ILink link) => link.Transport == null ? 0 : link.Transport.BytesIn;

    private int Count(TransactionState state)
    {
        int count = 0;
        for (int i = 0; i < Currencies.Count; i++)
        {
            count += _agent.Journal.TotalCount(state, i);
        }

        return count;
    }
}
