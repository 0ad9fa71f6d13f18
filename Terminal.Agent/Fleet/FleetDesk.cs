using Terminal.Agent.Console;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Fleet;

/// <summary>
/// Decides what is told next, one message at a time: that the terminal is there, answers, its
/// state, what has happened, what it has done. A message that the broker has not taken is told
/// again, by what is true then.
/// </summary>
public sealed class FleetDesk
{
    private static readonly byte[] OneWord = ByteCodec.Ascii("1");
    private static readonly byte[] PartKey = ByteCodec.Ascii("part");
    private static readonly byte[] MissedKey = ByteCodec.Ascii("missed");
    private const int EndRowBytesMax = 96;
    private const int PutsInStep = 8;

    private readonly Agent _agent;
    private readonly IClock _clock;
    private readonly MqttSession _session;
    private readonly RemoteConsole _console;
    private readonly FleetReport _report;
    private readonly FleetEvents _events;
    private readonly LiveTimes _times = new LiveTimes();
    private readonly FleetRow _row = new FleetRow();

    // The message that is being written, and the one that the session has.
    private FleetMessage _writing;
    private FleetMessage _sent;
    private int _takenBefore;
    private int _payloadEnd;
    private bool _isUpDue;
    private bool _isStarted;
    private int _mark;
    private bool _isStateDue;
    private long _stateMs;
    private int _hour;
    private int _part;
    private bool _hasMissed;

    /// <summary>Makes it.</summary>
    public FleetDesk(Agent agent, Board board, MqttSession session)
    {
        _agent = agent;
        _clock = board.Clock;
        _session = session;
        _console = new RemoteConsole(agent, board);
        _report = new FleetReport(agent, board.Clock, _times);
        _events = new FleetEvents(agent.Log, _console);
    }

    /// <summary>Follows the customer at the counter; at every step of the loop.</summary>
    public void Watch(long nowMs) => _times.Step(_agent.Live, nowMs);

    /// <summary>The line was open for so long.</summary>
    public void AddOnline(long ms) => _report.AddOnline(ms);

    /// <summary>The terminal runs: counters and events are told from here on.</summary>
    public void Start(long nowMs)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            _hour = Hour;
            _events.Start();
            _report.BeginBeat(nowMs);
        }
    }

    /// <summary>The broker has taken the terminal in.</summary>
    public void OnOnline()
    {
        _isUpDue = true;
        _isStateDue = true;
        _stateMs = 0;
        _mark = _report.Mark;
    }

    /// <summary>The connection has ended: what was being written is written again.</summary>
    public void OnEnd()
    {
        _writing = FleetMessage.None;
        _console.Drop();
        if (_session.Question.IsThere)
        {
            _session.Question.Clear();
        }
    }

    /// <summary>Goes on with the message under way, or begins the next.</summary>
    /// <returns>True when there is more to do at once.</returns>
    public bool Step(long nowMs)
    {
        LookAtSent();
        if (!_session.IsFree)
        {
            return false;
        }

        if (_writing == FleetMessage.None)
        {
            Begin(Next(nowMs), nowMs);
        }

        return _writing != FleetMessage.None && GoOn(nowMs);
    }

    // The hours of the terminal, which begin at its own minute: not all terminals speak at once.
    private int Hour
    {
        get
        {
            uint phase = Crc32.Compute(
                _agent.Settings.Serial, 0, _agent.Settings.SerialLength) % Limits.FleetBeatS;
            return (int)((_clock.UtcSeconds + phase) / Limits.FleetBeatS);
        }
    }

    private void LookAtSent()
    {
        if (_sent == FleetMessage.None || _session.IsHeld)
        {
            return;
        }

        bool isTaken = _session.Taken != _takenBefore;
        FleetMessage sent = _sent;
        _sent = FleetMessage.None;
        if (!isTaken)
        {
            // The broker has forgotten the session, and with it the message.
            _isStateDue |= sent == FleetMessage.State;
            _isUpDue |= sent == FleetMessage.Up;
            return;
        }

        _agent.Fleet.Published++;
        if (sent == FleetMessage.Event)
        {
            _events.OnTaken();
        }
    }

    private FleetMessage Next(long nowMs)
    {
        int mark = _report.Mark;
        if (mark != _mark)
        {
            _mark = mark;
            _isStateDue = true;
        }

        if (_isUpDue)
        {
            return FleetMessage.Up;
        }

        if (_session.Question.IsThere)
        {
            return FleetMessage.Answer;
        }

        if (_isStateDue && (_stateMs == 0 || nowMs - _stateMs >= Limits.FleetStateMs))
        {
            return FleetMessage.State;
        }

        return _events.IsDue(nowMs) ? FleetMessage.Event
            : Hour != _hour ? FleetMessage.Beat : FleetMessage.None;
    }

    private void Begin(FleetMessage message, long nowMs)
    {
        switch (message)
        {
            case FleetMessage.Up:
                _isUpDue = false;
                _session.Write(FleetTopics.Up, true, true, null)
                    .Raw(OneWord, 0, OneWord.Length);
                break;
            case FleetMessage.State:
                _isStateDue = false;
                _stateMs = nowMs;
                _report.PutState(_session.Write(FleetTopics.State, true, true, null), nowMs);
                break;
            case FleetMessage.Beat:
                _hour = Hour;
                _report.PutBeat(_session.Write(FleetTopics.Beat, false, false, null), nowMs);
                break;
            case FleetMessage.Event:
                BeginPayload(_session.Write(FleetTopics.Event, true, false, null));
                _events.Begin();
                break;
            case FleetMessage.Answer:
                BeginAnswer(nowMs);
                break;
            default:
                break;
        }

        _writing = message;
    }

    private void BeginPayload(MqttWriter into) =>
        _payloadEnd = into.End + _session.PayloadBytesMax;

    private void BeginAnswer(long nowMs)
    {
        FleetQuestion question = _session.Question;
        if (!_console.IsBusy)
        {
            _part = 0;
            _hasMissed = question.TakeMissed();
            _console.Ask(question.Text, 0, question.Length, nowMs);
        }

        MqttWriter into = _session.Write(FleetTopics.Answer, true, false, question);
        BeginPayload(into);
        _part++;
        _row.Begin(into).Number(PartKey, _part).Number(MissedKey, _hasMissed ? 1 : 0).End();
    }

    // True when there is more to do at once.
    private bool GoOn(long nowMs)
    {
        MqttWriter into = _session.Message;
        switch (_writing)
        {
            case FleetMessage.Event:
                if (!_events.Put(into, _payloadEnd - EndRowBytesMax))
                {
                    return true;
                }

                if (!_events.HasRows)
                {
                    _writing = FleetMessage.None;
                    return false;
                }

                _events.PutEnd(into);
                break;
            case FleetMessage.Answer:
                if (!PutAnswer(into, nowMs))
                {
                    return true;
                }

                break;
            default:
                break;
        }

        _takenBefore = _session.Taken;
        _sent = _writing;
        _writing = FleetMessage.None;
        _session.Send(nowMs);
        return true;
    }

    // True when the part is whole.
    private bool PutAnswer(MqttWriter into, long nowMs)
    {
        for (int i = 0; i < PutsInStep; i++)
        {
            int at = into.End;
            int after = _console.Put(into.Bytes, at, _payloadEnd, nowMs);
            into.Advance(after - at);
            if (!_console.IsBusy)
            {
                _session.Question.Clear();
                _agent.Fleet.Answered++;
                return true;
            }

            if (after == _payloadEnd)
            {
                return true;
            }
        }

        return false;
    }
}
