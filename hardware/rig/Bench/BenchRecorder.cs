// What was done on the bench, kept so that it can be written as a scenario. People act on what they
// see: so an action is written behind a wait for the rows that had come on the screen since the
// action before, not before they came then, and behind the pause from their coming; where nothing had
// come, behind the pause since that action. Rows that tell the time or count down would never come
// again and are left out.

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Scenarios;

namespace Terminal.Rig.Bench;

/// <summary>Writes what was done as a scenario; safe from any thread.</summary>
public sealed partial class BenchRecorder(TimeProvider time)
{
    private const int ActionsMax = 2_000;
    private const int ScreensMax = 3;
    // Digits nearer together are one press step. Every other pause is kept: a page that has just come does not take a
    // key for a moment, and a longer pause ends a letter of a passphrase.
    private const double DigitsMsMax = 300;
    private const double PauseMsMin = 50;
    private const double PauseMsMax = 10_000;
    private const double SteadyMs = 250;

    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private IReadOnlyList<string> _rows = [];
    private DateTimeOffset _rowsAt = time.GetUtcNow();

    /// <summary>The screen shows these rows now.</summary>
    public void Show(IReadOnlyList<string> rows)
    {
        lock (_gate)
        {
            List<string> lasting = [.. rows.Where(row => row.Length > 0 && !Passing().IsMatch(row))];
            if (!lasting.SequenceEqual(_rows))
            {
                _rows = lasting;
                _rowsAt = time.GetUtcNow();
            }
        }
    }

    /// <summary>A key was pressed.</summary>
    public void Press(Key key) =>
        Add("press", key <= Key.Digit9 ? Number((int)key) : key.ToString().ToLowerInvariant());

    /// <summary>A card was tapped and taken.</summary>
    public void Tap(string card) => Add("tap", card);

    /// <summary>Power came or went.</summary>
    public void Power(bool isOn) => Add("power", isOn ? "on" : "cut");

    /// <summary>A link was put into a condition.</summary>
    public void Link(string name, string condition) => Add("link", $"{{ {name}: {condition} }}");

    /// <summary>A link is received at another level.</summary>
    public void Signal(string name, int levelDbm) =>
        Add("signal", $"{{ {name}: {Number(levelDbm)} }}");

    /// <summary>The access point was changed.</summary>
    public void AccessPoint(string ssid, string passphrase) =>
        Add("access-point", $"{{ ssid: {Quote(ssid)}, passphrase: {Quote(passphrase)} }}");

    /// <summary>The acquirer's faults are these now.</summary>
    public void Faults(IReadOnlyList<FaultRule> rules) => Add(
        "acquirer", rules.Count == 0 ? "normal" : $"[{string.Join(", ", rules.Select(Rule))}]");

    /// <summary>A till asked something.</summary>
    public void Till(string ask, int number, long? amountCents, string reference) => Add(
        "till", $"{{ ask: {ask}, number: {Number(number)}"
        + (amountCents is long cents
            ? string.Create(CultureInfo.InvariantCulture, $", amount: {cents / 100m:0.00}") : "")
        + (reference.Length > 0 ? $", reference: {Quote(reference)}" : "") + " }");

    /// <summary>A till broke its connection off.</summary>
    public void TillLeaves() => Add("till", "{ leave: true }");

    /// <summary>The scenario so far.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="end">What must hold at the end, in the fields of an expectation.</param>
    public string Write(string name, IEnumerable<string> end)
    {
        // Whoever looks at the terminal for it may wait for the terminal, which may be about to call Show.
        string[] last = [.. end];
        var text = new StringBuilder();
        Line(text, $"name: {name}");
        Line(text, "description: Saved from the bench; what was done there, and how it ended.");
        Line(text, "group: saved");
        Line(text, "steps:");
        lock (_gate)
        {
            WriteActions(text);
            WriteEnd(text, last);
        }

        return text.ToString();
    }

    private void WriteActions(StringBuilder text)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            Entry entry = _entries[i];
            WriteBefore(text, i == 0 ? null : _entries[i - 1], entry);
            string what = entry.What;
            while (entry.Kind == "press" && i + 1 < _entries.Count && IsTogether(i))
            {
                what += " " + _entries[++i].What;
            }

            Line(text, $"  - {entry.Kind}: {(entry.Kind == "press" ? Quote(what) : what)}");
        }
    }

    private bool IsTogether(int i) => IsDigit(_entries[i]) && IsDigit(_entries[i + 1])
        && (_entries[i + 1].At - _entries[i].At).TotalMilliseconds < DigitsMsMax;

    private static bool IsDigit(Entry entry) => entry.Kind == "press" && char.IsAsciiDigit(entry.What[0]);

    private static void WriteBefore(StringBuilder text, Entry? before, Entry entry)
    {
        TimeSpan pause = before is null ? TimeSpan.Zero : entry.At - before.At;
        bool isAnswer = entry.IsSteady && entry.Rows.Count > 0 && entry.RowsAt > (before?.At ?? default);
        bool isOther = isAnswer && !entry.Rows.SequenceEqual(before?.Rows ?? []);
        if (!isOther)
        {
            WritePause(text, pause);
        }

        if (isAnswer)
        {
            string within = Number(20 + (int)(pause.TotalSeconds * 2));
            int comesMs = isOther && before is not null
                ? (int)Math.Min((entry.RowsAt - before.At).TotalMilliseconds, PauseMsMax) : 0;
            string after = comesMs >= PauseMsMin ? $", after: {Number(comesMs)}ms" : "";
            Line(
                text,
                $"  - wait-for: {{ screen: {List([.. entry.Rows.Take(ScreensMax)])}{after}, within: {within}s }}");
        }

        if (isOther)
        {
            WritePause(text, entry.At - entry.RowsAt);
        }
    }

    private static void WritePause(StringBuilder text, TimeSpan pause)
    {
        if (pause.TotalMilliseconds >= PauseMsMin)
        {
            Line(text, $"  - wait: {Number((int)Math.Min(pause.TotalMilliseconds, PauseMsMax))}ms");
        }
    }

    private void WriteEnd(StringBuilder text, IEnumerable<string> end)
    {
        double pauseMs = _entries.Count == 0 ? 0
            : (time.GetUtcNow() - _entries[^1].At).TotalMilliseconds;
        Line(text, "  - wait-for:");
        if (_rows.Count > 0)
        {
            Line(text, $"      screen: {List([.. _rows.Take(ScreensMax)])}");
        }

        foreach (string field in end)
        {
            Line(text, "      " + field);
        }

        Line(text, $"      within: {Number(30 + (int)(pauseMs / 1_000))}s");
    }

    private void Add(string kind, string what)
    {
        lock (_gate)
        {
            if (_entries.Count == ActionsMax)
            {
                return;
            }

            DateTimeOffset now = time.GetUtcNow();
            bool isSteady = (now - _rowsAt).TotalMilliseconds >= SteadyMs;
            _entries.Add(new Entry(now, kind, what, _rows, _rowsAt, isSteady));
        }
    }

    private static string Rule(FaultRule rule)
    {
        var fields = new List<string> { $"fault: {rule.Kind}" };
        void Field(bool isThere, string name, string value)
        {
            if (isThere)
            {
                fields.Add($"{name}: {value}");
            }
        }

        Field(rule.Count is not null, "count", Number(rule.Count ?? 0));
        Field(rule.Skip > 0, "skip", Number(rule.Skip));
        Field(rule.Method is not null, "method", Quote(rule.Method ?? ""));
        Field(rule.Path is not null, "path", Quote(rule.Path ?? ""));
        Field(
            rule.Kind is FaultKind.Status or FaultKind.GatewayPage, "status", Number(rule.Status));
        Field(rule.RetryAfter is not null, "retry-after", Quote(rule.RetryAfter ?? ""));
        Field(rule.Location is not null, "location", Quote(rule.Location ?? ""));
        Field(rule.Body is not null, "body", Quote(rule.Body ?? ""));
        Field(rule.Processed, "processed", "true");
        Field(rule.DelayMs > 0, "delay", Number(rule.DelayMs) + "ms");
        Field(rule.Bytes > 0, "bytes", Number(rule.Bytes));
        Field(
            rule.Amount > 0, "amount",
            (rule.Amount / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        Field(rule.Reset, "reset", "true");
        return $"{{ {string.Join(", ", fields)} }}";
    }

    // A JSON text is a quoted text of YAML, too.
    private static string Quote(string text) => JsonSerializer.Serialize(text, Plain);

    private static string List(IReadOnlyList<string> texts) =>
        $"[{string.Join(", ", texts.Select(Quote))}]";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    // The status line, times of day, dates, what counts seconds, and a hidden word whose last letter is seen for a
    // moment.
    [GeneratedRegex(@"^SIM|\*|\d{1,2}:\d\d|\d\d/\d\d|\d+ s\b")]
    private static partial Regex Passing();

    private sealed record Entry(
        DateTimeOffset At, string Kind, string What, IReadOnlyList<string> Rows, DateTimeOffset RowsAt,
        bool IsSteady);
}
