using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Fleet;

/// <summary>
/// The line to the operator's broker: a part above the agent, off unless a setting says otherwise.
/// It rides on a second connection of the link that carries payments, stands still while a customer
/// waits, goes when that link goes, and whatever becomes of it the links never hear of it.
/// </summary>
public sealed class FleetLink : IAgentPart
{
    private readonly Agent _agent;
    private readonly IClock _clock;
    private readonly ITransport _wifi;
    private readonly FleetSettings _settings;
    private readonly FleetStatus _status;
    private readonly MqttSession _session;
    private readonly FleetDesk _desk;
    private readonly ReconnectWait _wait;
    private readonly KeepAlive _simKeepAlive =
        new KeepAlive(Limits.FleetSimKeepAliveS, Limits.FleetSimKeepAliveLeastS);

    private readonly KeepAlive _wifiKeepAlive =
        new KeepAlive(Limits.FleetWifiKeepAliveS, Limits.FleetWifiKeepAliveLeastS);

    private readonly DayBudget _simBudget = new DayBudget(Limits.FleetSimDayBytes);
    private readonly DayBudget _wifiBudget = new DayBudget(Limits.FleetWifiDayBytes);
    private readonly byte[] _host = new byte[Limits.HostBytesMax];
    private int _hostLength;

    // The link that the line rides on, and its second connection; null while there is none.
    private ILink _link;
    private ITransport _transport;
    private bool _isOnSim;
    private bool _wasOn;
    private bool _wasOnline;
    private long _fromMs;
    private long _lookMs;
    private int _spentBefore;

    // Since when the broker has had the terminal, as far as it has not been counted.
    private long _onlineSinceMs;

    /// <summary>Builds it on an agent: everything that it will ever allocate.</summary>
    public FleetLink(Agent agent, Board board)
    {
        _agent = agent;
        _clock = board.Clock;
        _wifi = board.WifiTransport2;
        _settings = agent.Settings.Fleet;
        _status = agent.Fleet;
        _session = new MqttSession(agent.Settings, new FleetTopics(agent.Settings));
        _desk = new FleetDesk(agent, board, _session);
        _wait = new ReconnectWait(board.Random);
    }

    /// <summary>The session with the broker.</summary>
    public MqttSession Session => _session;

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        if (!_settings.IsOn)
        {
            return _wasOn ? TurnOff() : Limits.IdleStepMs;
        }

        _desk.Watch(nowMs);
        if (!_agent.Sale.IsIdle || _agent.Live.IsThere)
        {
            return Hold();
        }

        if (_session.State == MqttState.Closed && nowMs < _lookMs)
        {
            return (int)(_lookMs - nowMs);
        }

        if (!_wasOn)
        {
            TurnOn(nowMs);
        }

        ChooseLink(nowMs);
        bool isMore = false;
        if (_session.State == MqttState.Closed)
        {
            TryOpen(nowMs);
        }
        else
        {
            isMore = StepSession(nowMs);
        }

        Tell();
        return WaitMs(isMore, nowMs);
    }

    // A customer has the terminal: a connection that is being made is made later, and one that
    // stands stands still.
    private int Hold()
    {
        if (_session.State == MqttState.Opening)
        {
            _session.Close();
            _lookMs = 0;
        }

        return Limits.IdleStepMs;
    }

    private int TurnOff()
    {
        _wasOn = false;
        _session.Close();
        _session.Forget();
        _desk.OnEnd();
        _wasOnline = false;
        _link = null;
        _transport = null;
        _status.State = FleetState.Off;
        _status.Error = FleetError.None;
        _status.Detail = 0;
        _status.Level = 0;
        return Limits.IdleStepMs;
    }

    private void TurnOn(long nowMs)
    {
        _wasOn = true;
        _wait.OnHeld();
        _fromMs = nowMs + _wait.Draw(Limits.FleetMoveMs);
        KeepHost();
    }

    private void KeepHost()
    {
        _hostLength = _settings.HostLength;
        System.Array.Copy(_settings.Host, _host, _hostLength);
    }

    private bool IsHostSame => _hostLength == _settings.HostLength
        && (_hostLength == 0
            || ByteCodec.Same(_host, 0, _settings.Host, 0, _hostLength));

    // The line goes where payments go, and is given up at once when they go elsewhere. That the
    // acquirer does not answer over it is what the operator wants to know.
    private void ChooseLink(long nowMs)
    {
        LinkManager links = _agent.Links;
        ILink link = links.Active;
        ITransport transport = TransportOf(link);
        bool isLent = links.Lent != null && links.Lent == link;
        if (transport == null || !links.IsUsable(link) || isLent)
        {
            link = null;
            transport = null;
        }

        bool isMoved = link != _link || transport != _transport;
        if (isMoved || !IsHostSame)
        {
            if (_session.State != MqttState.Closed)
            {
                _session.Close();
                EndOnline(nowMs);
            }

            if (!IsHostSame)
            {
                _session.Forget();
                _wait.OnHeld();
                KeepHost();
            }

            _link = link;
            _transport = transport;
            _isOnSim = link == links.Sim;
            long fromMs = nowMs + _wait.Draw(Limits.FleetMoveMs);
            _fromMs = _wait.IsActive && _fromMs > fromMs ? _fromMs : fromMs;
        }
    }

    private ITransport TransportOf(ILink link)
    {
        if (link == null)
        {
            return null;
        }

        if (link == _agent.Links.Wifi)
        {
            return _wifi;
        }

        var second = link as ISecondConnection;
        return second == null ? null : second.Second;
    }

    private void TryOpen(long nowMs)
    {
        long utcSeconds = _clock.UtcSeconds;
        _lookMs = nowMs + Limits.IdleStepMs;
        bool isComplete = _settings.HostLength > 0 && _agent.Settings.SerialLength > 0;
        if (!isComplete)
        {
            _status.State = FleetState.Incomplete;
        }
        else if (_transport == null || utcSeconds == 0 || !_agent.Journal.IsWritable)
        {
            _status.State = FleetState.NoLink;
        }
        else if (!IsAffordable(utcSeconds))
        {
            _status.State = FleetState.Spent;
        }
        else if (nowMs < _fromMs || _agent.IsMenuOpen)
        {
            _status.State = FleetState.Waiting;
        }
        else
        {
            Open(nowMs);
        }
    }

    private void Open(long nowMs)
    {
        KeepAlive keepAlive = _isOnSim ? _simKeepAlive : _wifiKeepAlive;
        keepAlive.OnBegin(nowMs);
        _status.State = FleetState.Waiting;
        if (_session.Open(_transport, keepAlive.Seconds, nowMs))
        {
            _desk.Start(nowMs);
            _status.State = FleetState.Connecting;
        }

        Spend();
    }

    private bool StepSession(long nowMs)
    {
        _session.Step(nowMs);
        Spend();
        if (_session.State == MqttState.Closed)
        {
            OnEnd(nowMs);
            return false;
        }

        if (!IsInBudget)
        {
            _session.Close();
            EndOnline(nowMs);
            return false;
        }

        if (_session.State != MqttState.Open)
        {
            return false;
        }

        if (!_wasOnline)
        {
            _wasOnline = true;
            _onlineSinceMs = nowMs;
            _status.Connections++;
            _status.State = FleetState.Online;
            _status.Level = _session.Level;
            _status.KeepAliveS = _session.KeepAliveS;
            _desk.OnOnline();
        }

        if (nowMs - _onlineSinceMs >= Limits.FleetStateMs)
        {
            // A broker that takes the terminal in and throws it out at once has earned no trust.
            _wait.OnHeld();
            _desk.AddOnline(nowMs - _onlineSinceMs);
            _onlineSinceMs = nowMs;
        }

        bool isMore = _desk.Step(nowMs);
        Spend();
        return isMore;
    }

    private void OnEnd(long nowMs)
    {
        FleetError error = _session.Error;
        if (error == FleetError.DroppedSilently)
        {
            KeepAlive keepAlive = _isOnSim ? _simKeepAlive : _wifiKeepAlive;
            keepAlive.OnDropped(nowMs);
        }

        int waitMs = _wait.OnEnd(error, _wasOnline);
        _fromMs = nowMs + waitMs;
        _lookMs = nowMs;
        _status.State = FleetState.Waiting;
        EndOnline(nowMs);
    }

    private void EndOnline(long nowMs)
    {
        if (_wasOnline)
        {
            _desk.AddOnline(nowMs - _onlineSinceMs);
        }

        _wasOnline = false;
        _desk.OnEnd();
    }

    private bool IsInBudget => !(_isOnSim ? _simBudget.IsSpent : _wifiBudget.IsSpent);

    private bool IsAffordable(long utcSeconds)
    {
        int day = (int)(utcSeconds / Calendar.SecondsPerDay);
        _simBudget.SetDay(day);
        _wifiBudget.SetDay(day);
        return _isOnSim ? _simBudget.IsWorthConnecting : _wifiBudget.IsWorthConnecting;
    }

    private void Spend()
    {
        int spent = _session.SpentBytes - _spentBefore;
        _spentBefore = _session.SpentBytes;
        int day = (int)(_clock.UtcSeconds / Calendar.SecondsPerDay);
        DayBudget budget = _isOnSim ? _simBudget : _wifiBudget;
        budget.SetDay(day);
        budget.Spend(spent);
        _status.SimBytes = _simBudget.SpentBytes;
        _status.WifiBytes = _wifiBudget.SpentBytes;
    }

    private void Tell()
    {
        if (_session.Error != FleetError.None)
        {
            _status.Error = _session.Error;
            _status.Detail = _session.Detail;
        }
    }

    private int WaitMs(bool isMore, long nowMs)
    {
        if (_session.State == MqttState.Closed)
        {
            return (int)(_lookMs > nowMs ? _lookMs - nowMs : 0);
        }

        return isMore ? 0
            : _session.State == MqttState.Open && !_session.IsHeld ? Limits.IdleStepMs
            : Limits.FleetStepMs;
    }
}
