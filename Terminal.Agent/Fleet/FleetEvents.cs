using Terminal.Agent.Console;
using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Fleet;

/// <summary>
/// The event log's entries as messages. Each message says from which number to which it tells, so
/// that whoever reads sees what is missing; payments that went well are counted, not listed.
/// </summary>
public sealed class FleetEvents
{
    private const int HourMs = 3_600_000;
    private const int AnsweredRow = 4;

    private static readonly byte[] FromKey = ByteCodec.Ascii("from");
    private static readonly byte[] ToKey = ByteCodec.Ascii("to");
    private static readonly byte[] RoutineKey = ByteCodec.Ascii("routine");
    private static readonly byte[] LostKey = ByteCodec.Ascii("lost");
    private static readonly byte[] LeftOutKey = ByteCodec.Ascii("left_out");

    private readonly EventLog _log;
    private readonly RemoteConsole _console;
    private readonly EventEntry _entry = new EventEntry();
    private readonly FleetRow _row = new FleetRow();

    // The first number that no message has told, and the next one to look at.
    private uint _from;
    private uint _scan;

    // Between the two: entries told, entries that are no news, and that cannot be read any more.
    private int _rows;
    private int _routine;
    private int _lost;
    private int _leftOut;

    // Where the next message begins, once the one under way has been taken.
    private uint _after;
    private long _hourMs;
    private int _toldInHour;

    /// <summary>Makes it.</summary>
    public FleetEvents(EventLog log, RemoteConsole console)
    {
        _log = log;
        _console = console;
    }

    /// <summary>The terminal has started: a few entries before it say why.</summary>
    public void Start()
    {
        uint newest = _log.NewestNumber;
        _from = newest > Limits.FleetBeforeEventsCount
            ? newest - Limits.FleetBeforeEventsCount + 1 : 1;
        _scan = _from;
    }

    /// <summary>True when there is something that may be told now.</summary>
    public bool IsDue(long nowMs)
    {
        if (nowMs - _hourMs >= HourMs)
        {
            _hourMs = nowMs;
            _toldInHour = 0;
            LeaveOut();
        }

        return _scan <= _log.NewestNumber && _toldInHour < Limits.FleetHourEventsCount;
    }

    /// <summary>A message of them begins.</summary>
    public void Begin()
    {
        _scan = _from;
        _rows = 0;
        _routine = 0;
        _lost = 0;
    }

    /// <summary>Goes on with the message, a few entries at a time.</summary>
    /// <param name="into">Where the rows go.</param>
    /// <param name="end">Up to this offset.</param>
    /// <returns>True when it is whole; it is then worth sending if <see cref="HasRows"/>.</returns>
    public bool Put(MqttWriter into, int end)
    {
        uint newest = _log.NewestNumber;
        int rowsMax = Limits.FleetHourEventsCount - _toldInHour;
        rowsMax = rowsMax < Limits.FleetMessageEventsCount
            ? rowsMax : Limits.FleetMessageEventsCount;
        for (int looks = 0; looks < Limits.FleetStepEventsCount; looks++)
        {
            if (_scan > newest || _rows >= rowsMax)
            {
                return true;
            }

            if (!_log.Read(_scan, _entry))
            {
                _lost++;
            }
            else if (IsRoutine(_entry))
            {
                _routine++;
            }
            else
            {
                int at = into.End;
                int after = _console.PutEvent(_entry, into.Bytes, at, end);
                if (after == at)
                {
                    return true;
                }

                into.Advance(after - at);
                _rows++;
            }

            _scan++;
        }

        return false;
    }

    /// <summary>True when the message under way tells something.</summary>
    public bool HasRows => _rows > 0;

    /// <summary>Ends the message with the row that says which entries it tells.</summary>
    public void PutEnd(MqttWriter into)
    {
        _row.Begin(into).Number(FromKey, _from).Number(ToKey, _scan - 1)
            .Number(RoutineKey, _routine).Number(LostKey, _lost).Number(LeftOutKey, _leftOut)
            .End();
        _after = _scan;
    }

    /// <summary>The broker has taken the message.</summary>
    public void OnTaken()
    {
        _toldInHour += _rows;
        _from = _after;
        _leftOut = 0;
        Begin();
    }

    /// <summary>Payments that went their way, as every day.</summary>
    public static bool IsRoutine(EventEntry entry)
    {
        switch (entry.Kind)
        {
            case EventKind.Appended:
            case EventKind.StateChanged:
                return true;
            case EventKind.Outcome:
                return entry.A >= AnsweredRow && entry.B >= 200 && entry.B < 300;
            default:
                return false;
        }
    }

    // More than an hour may tell has come in the hour before: the newest are told.
    private void LeaveOut()
    {
        uint newest = _log.NewestNumber;
        if (newest >= _from + Limits.FleetHourEventsCount)
        {
            uint from = newest - Limits.FleetMessageEventsCount + 1;
            _leftOut += (int)(from - _from);
            _from = from;
            Begin();
        }
    }
}
