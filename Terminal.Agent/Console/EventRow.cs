using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Console;

/// <summary>An entry of the event log as a row: its number, start, times and words.</summary>
internal sealed class EventRow
{
    private static readonly byte[] EventKey = ByteCodec.Ascii("event");
    private static readonly byte[] BootKey = ByteCodec.Ascii("boot");
    private static readonly byte[] UptimeKey = ByteCodec.Ascii("uptime_s");

    private readonly EventWords _words = new EventWords();
    private readonly ConsoleOutput _out;
    private readonly EventEntry _shown = new EventEntry();
    private readonly bool _isForOthers;

    /// <summary>Makes it.</summary>
    /// <param name="output">Where it prints.</param>
    /// <param name="isForOthers">True where no amount may be told.</param>
    public EventRow(ConsoleOutput output, bool isForOthers)
    {
        _out = output;
        _isForOthers = isForOthers;
    }

    /// <summary>Prints an entry, without the end of its row.</summary>
    public void Put(EventEntry entry)
    {
        _out.Key(EventKey).Number(entry.Number);
        _out.Key(BootKey).Number(entry.Boot);
        _out.Key(UptimeKey).Number(entry.UptimeS);
        _out.Key(ConsoleKeys.Utc).Time(entry.UtcSeconds);
        if (_isForOthers && entry.Kind == EventKind.Appended)
        {
            // Its second number is an amount.
            _shown.Kind = entry.Kind;
            _shown.A = entry.A;
            entry = _shown;
        }

        _words.Put(_out, entry);
    }
}
