using System.Globalization;

namespace Terminal.Rig.Watch;

/// <summary>What the operator knows of one terminal.</summary>
/// <param name="serial">Its serial number.</param>
public sealed class WatchTerminal(string serial)
{
    private const int EventsKept = 64;
    private readonly List<string> _events = [];
    private readonly List<string> _answers = [];
    private uint _nextEvent;

    /// <summary>Its serial number.</summary>
    public string Serial { get; } = serial;

    /// <summary>The broker has it; false: its will has come.</summary>
    public bool IsUp { get; internal set; }

    /// <summary>Since when that is so, UTC seconds.</summary>
    public long UpSinceUtc { get; internal set; }

    /// <summary>Its state by key; empty before it has told any.</summary>
    public IReadOnlyDictionary<string, string> State { get; internal set; } = new Dictionary<string, string>();

    /// <summary>When it told its state, UTC seconds by its own clock.</summary>
    public long StateUtc { get; internal set; }

    /// <summary>What it told of its last hour.</summary>
    public IReadOnlyDictionary<string, string> Beat { get; internal set; } = new Dictionary<string, string>();

    /// <summary>Its troubles, each with since when, UTC seconds.</summary>
    public IReadOnlyDictionary<WatchTrouble, long> Troubles { get; internal set; } =
        new Dictionary<WatchTrouble, long>();

    /// <summary>Its last events, newest last, in words.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>Rows of the answer that came last.</summary>
    public IReadOnlyList<string> Answer => _answers;

    /// <summary>Numbers of events that never came.</summary>
    public int EventsLost { get; private set; }

    /// <summary>A value of its state; empty where there is none.</summary>
    public string Told(string key) => State.GetValueOrDefault(key, "");

    internal void AddEvents(IReadOnlyList<string> rows)
    {
        foreach (string row in rows)
        {
            IReadOnlyDictionary<string, string> pairs = WatchRow.Read(row);
            if (!pairs.TryGetValue("from", out string? from))
            {
                _events.Add(row);
                continue;
            }

            if (TryNumber(from, out uint first) && TryNumber(pairs.GetValueOrDefault("to"), out uint last))
            {
                EventsLost += _nextEvent > 0 && first > _nextEvent ? (int)(first - _nextEvent) : 0;
                _nextEvent = last + 1;
            }
        }

        _events.RemoveRange(0, Math.Max(0, _events.Count - EventsKept));
    }

    private static bool TryNumber(string? text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    internal void AddAnswer(IReadOnlyList<string> rows)
    {
        if (rows.Count > 0 && rows[0].StartsWith("part=1 ", StringComparison.Ordinal))
        {
            _answers.Clear();
        }

        _answers.AddRange(rows.Skip(1));
    }
}
