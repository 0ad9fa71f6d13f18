using System.Globalization;

namespace Terminal.Rig.Watch;

/// <summary>
/// The last state of every terminal, and whose fault it is where one has trouble. It keeps nothing of its own: what the
/// broker retains fills it anew.
/// </summary>
public sealed class WatchBook
{
    private const int TerminalsMax = 1_000_000;
    private const int PayloadBytesMax = 4_096;
    private const string Root = "tpe/1/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WatchTerminal> _terminals = new(StringComparer.Ordinal);

    /// <summary>Terminals that are known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _terminals.Count;
            }
        }
    }

    /// <summary>Messages that were none of a terminal's.</summary>
    public int Refused { get; private set; }

    /// <summary>Takes a message of the broker's.</summary>
    public void Take(string topic, string text, long utcNow)
    {
        string[] parts = topic.StartsWith(Root, StringComparison.Ordinal) ? topic[Root.Length..].Split('/') : [];
        if (parts.Length != 2 || !IsSerial(parts[0]) || text.Length > PayloadBytesMax)
        {
            Refused++;
            return;
        }

        lock (_gate)
        {
            if (!_terminals.TryGetValue(parts[0], out WatchTerminal? terminal))
            {
                if (_terminals.Count == TerminalsMax)
                {
                    Refused++;
                    return;
                }

                terminal = new WatchTerminal(parts[0]) { UpSinceUtc = utcNow };
                _terminals.Add(parts[0], terminal);
            }

            Take(terminal, parts[1], text, utcNow);
        }
    }

    /// <summary>Terminals whose serial number holds a text, by serial number.</summary>
    public IReadOnlyList<WatchTerminal> Find(string part, int most)
    {
        lock (_gate)
        {
            return [.. _terminals.Values
                .Where(t => t.Serial.Contains(part, StringComparison.OrdinalIgnoreCase))
                .OrderBy(t => t.Serial, StringComparer.Ordinal).Take(most)];
        }
    }

    /// <summary>Terminals that share a trouble, the longest first.</summary>
    public IReadOnlyList<WatchTerminal> With(WatchTrouble trouble, int most)
    {
        lock (_gate)
        {
            return [.. _terminals.Values.Where(t => t.Troubles.ContainsKey(trouble))
                .OrderBy(t => t.Troubles[trouble]).Take(most)];
        }
    }

    /// <summary>One terminal; null when it is not known.</summary>
    public WatchTerminal? Of(string serial)
    {
        lock (_gate)
        {
            return _terminals.GetValueOrDefault(serial);
        }
    }

    /// <summary>Does something with a terminal while nothing is taken in.</summary>
    public T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    /// <summary>Whose fault: each trouble, how many terminals have it, since when, the most first.</summary>
    public IReadOnlyList<(WatchTrouble Trouble, int Count, long SinceUtc)> Troubles()
    {
        lock (_gate)
        {
            return [.. _terminals.Values.SelectMany(t => t.Troubles)
                .GroupBy(pair => pair.Key)
                .Select(group => (group.Key, group.Count(), group.Min(pair => pair.Value)))
                .OrderByDescending(row => row.Item2).ThenBy(row => row.Item3)];
        }
    }

    /// <summary>How many are up, and how many carry payments over which link.</summary>
    public IReadOnlyDictionary<string, int> Counts()
    {
        lock (_gate)
        {
            return new Dictionary<string, int>
            {
                ["known"] = _terminals.Count,
                ["up"] = _terminals.Values.Count(t => t.IsUp),
                ["sim"] = _terminals.Values.Count(t => t.IsUp && t.Told("link") == "sim"),
                ["wifi"] = _terminals.Values.Count(t => t.IsUp && t.Told("link") == "wifi"),
                ["none"] = _terminals.Values.Count(t => t.IsUp && t.Told("link") == "none"),
                ["waiting"] = _terminals.Values.Count(t => t.Told("waiting") is not ("" or "0")),
            };
        }
    }

    private static bool IsSerial(string text) => text.Length is > 0 and <= 14 && text.All(char.IsAsciiLetterOrDigit);

    private static void Take(WatchTerminal terminal, string name, string text, long utcNow)
    {
        switch (name)
        {
            case "up":
                bool isUp = text == "1";
                terminal.UpSinceUtc = isUp == terminal.IsUp ? terminal.UpSinceUtc : utcNow;
                terminal.IsUp = isUp;
                Judge(terminal, utcNow);
                break;
            case "state":
                terminal.State = WatchRow.Read(text.TrimEnd());
                terminal.StateUtc = long.TryParse(
                    terminal.Told("utc"), NumberStyles.None, CultureInfo.InvariantCulture, out long utc) ? utc : utcNow;
                Judge(terminal, terminal.StateUtc);
                break;
            case "beat":
                terminal.Beat = WatchRow.Read(text.TrimEnd());
                break;
            case "event":
                terminal.AddEvents(WatchRow.Rows(text));
                break;
            case "answer":
                terminal.AddAnswer(WatchRow.Rows(text));
                break;
            default:
                break;
        }
    }

    // What goes on keeps its beginning.
    private static void Judge(WatchTerminal terminal, long sinceUtc)
    {
        IReadOnlyDictionary<WatchTrouble, long> before = terminal.Troubles;
        terminal.Troubles = WatchTrouble.Of(terminal)
            .ToDictionary(t => t, t => before.TryGetValue(t, out long since) ? since : sinceUtc);
    }
}
