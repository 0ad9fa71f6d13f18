using System.Globalization;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.CommandLine;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// Reads scenarios from YAML. The document is walked node by node, so that whatever is wrong is named with file
/// and line and with what would have been right.
/// </summary>
public sealed class ScenarioReader(string file)
{
    private const int RepeatMax = 1_000;
    private const decimal PrefillAmount = 12.50m;

    private static readonly TimeSpan WithinDefault = TimeSpan.FromSeconds(20);

    private readonly List<string> _problems = [];
    private readonly Dictionary<string, decimal> _variables = [];

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="ScenarioException">The text is not a scenario.</exception>
    public Scenario Read(TextReader text)
    {
        YamlMappingNode root = Load(text);
        Dictionary<string, YamlNode> fields = Fields(root, ScenarioWords.Fields);
        if (fields.TryGetValue("variables", out YamlNode? variables))
        {
            Try(variables, ReadVariables);
        }

        string name = Try(root, at => Text(Need(fields, "name", at))) ?? "";
        List<Step> steps = Try(root, at => ReadSteps(Need(fields, "steps", at))) ?? [];
        var scenario = new Scenario(
            name,
            fields.TryGetValue("description", out YamlNode? description) ? Try(description, Text) ?? "" : "",
            fields.TryGetValue("group", out YamlNode? group) ? Try(group, ReadGroup) ?? "" : "",
            steps,
            fields.TryGetValue("virtual-only", out YamlNode? reason) ? Try(reason, Text) : null)
        {
            Modem = fields.TryGetValue("modem", out YamlNode? modem)
                ? Try(modem, node => Word(node, [.. ModemModels.Names])) ?? "" : ModemModels.First,
            Tags = Try(root, _ => Texts(fields, "tags")) ?? [],
        };
        return _problems.Count == 0 ? scenario : throw new ScenarioException(string.Join('\n', _problems));
    }

    // What is wrong is noted, and the reading goes on: whoever mends a file wants to know everything.
    private T? Try<T>(YamlNode node, Func<YamlNode, T> read)
    {
        try
        {
            return read(node);
        }
        catch (ScenarioException e)
        {
            _problems.Add(e.Message);
            return default;
        }
    }

    private string ReadGroup(YamlNode node) => ScenarioWords.FileGroups.Contains(Text(node)) ? Text(node) : throw Wrong(
        node,
        $"unknown group '{Text(node)}'; expected one of: {string.Join(", ", ScenarioWords.FileGroups)}"
        + Nearest.Ask(Text(node), ScenarioWords.FileGroups));

    private bool ReadVariables(YamlNode node)
    {
        foreach ((YamlNode key, YamlNode value) in Mapping(node).Children)
        {
            _variables[Text(key)] = Money(value);
        }

        return true;
    }

    private List<Step> ReadSteps(YamlNode node)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            throw Wrong(node, "steps must be a list with at least one step");
        }

        return [.. list.Children.SelectMany(step => Try(step, ReadStepOrRepeat) ?? [])];
    }

    private IReadOnlyList<Step> ReadStepOrRepeat(YamlNode node)
    {
        if (node is not YamlMappingNode { Children.Count: 1 } step || Text(step.Children.Single().Key) != "repeat")
        {
            return [ReadStep(node)];
        }

        YamlNode repeat = step.Children.Single().Value;
        Dictionary<string, YamlNode> fields = Fields(Mapping(repeat), ScenarioWords.RepeatFields);
        YamlNode count = Need(fields, "times", repeat);
        int times = Try<int?>(count, node => Times(node)) ?? 1;
        List<Step> steps = ReadSteps(Need(fields, "steps", repeat));
        return [.. Enumerable.Range(0, times).SelectMany(_ => steps)];
    }

    private YamlMappingNode Load(TextReader text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new ScenarioException($"{file}:{e.Start.Line}: not YAML: {e.Message}");
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? root
            : throw new ScenarioException(
                $"{file}:1: expected one document with name, description, group and steps");
    }

    private Step ReadStep(YamlNode node)
    {
        if (node is not YamlMappingNode { Children.Count: 1 } step)
        {
            throw Wrong(node, $"a step is one of: {string.Join(", ", ScenarioWords.Steps)}");
        }

        (YamlNode key, YamlNode value) = step.Children.Single();
        int line = (int)key.Start.Line;
        return Text(key) switch
        {
            "press" => new PressStep(line, Text(value), Keys(value)),
            "press-at" => ReadPressAt(line, value),
            "tap" => new TapStep(line, Card(value)),
            "wait" => new WaitStep(line, Duration(value)),
            "link" => ReadLink(line, value),
            "signal" => ReadSignal(line, value),
            "access-point" => ReadAccessPoint(line, value),
            "acquirer" => new AcquirerStep(line, Rules(value)),
            "power" => new PowerStep(line, Word(value, "on", "cut") == "on"),
            "journal" => ReadJournal(line, value),
            "clock" => ReadClock(line, value),
            "console" => ReadConsole(line, value),
            "till" => ReadTill(line, value),
            "memory" => new MemoryStep(line, Word(value, ScenarioWords.Memory) == "works"),
            "broker" => new BrokerStep(line, Enum.Parse<BrokerMode>(Word(value, ScenarioWords.Broker), true)),
            "wait-for" => ReadWaitFor(line, value),
            "expect" => new ExpectStep(line, ReadExpectation(Mapping(value), ScenarioWords.Expectations)),
            string other => throw Wrong(
                key,
                $"unknown step '{other}'; expected one of: {string.Join(", ", ScenarioWords.Steps)}"
                + Nearest.Ask(other, ScenarioWords.Steps)),
        };
    }

    private TillStep ReadTill(int line, YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.TillFields);
        var step = new TillStep(
            line,
            fields.TryGetValue("ask", out YamlNode? ask) ? Word(ask, TillPlayer.Words) : null,
            fields.TryGetValue("amount", out YamlNode? amount) ? Money(amount) : null,
            fields.TryGetValue("reference", out YamlNode? reference) ? Text(reference) : "",
            fields.TryGetValue("number", out YamlNode? number) ? Whole(number) : 1,
            fields.TryGetValue("answer", out YamlNode? answer) ? Text(answer) : null,
            fields.TryGetValue("leave", out YamlNode? leave) && Word(leave, "true", "false") == "true");
        return step.Number > 99 ? throw Wrong(number!, "a till's number is 0 to 99") : step;
    }

    private LinkStep ReadLink(int line, YamlNode node)
    {
        if (node is not YamlMappingNode { Children.Count: 1 } link)
        {
            throw Wrong(node, "link takes sim or wifi and a condition, for example sim: no-coverage");
        }

        (YamlNode key, YamlNode value) = link.Children.Single();
        string name = Word(key, ScenarioWords.Links);
        return new LinkStep(
            line, name, Word(value, name == "sim" ? LinkConditions.Sim : LinkConditions.Wifi));
    }

    private SignalStep ReadSignal(int line, YamlNode node)
    {
        if (node is not YamlMappingNode { Children.Count: 1 } signal)
        {
            throw Wrong(node, "signal takes sim or wifi and a level in dBm, for example sim: -105");
        }

        (YamlNode key, YamlNode value) = signal.Children.Single();
        bool isLevel = int.TryParse(
            Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int level)
            && level is >= LinkConditions.WeakestDbm and <= LinkConditions.StrongestDbm;
        return isLevel ? new SignalStep(line, Word(key, ScenarioWords.Links), level)
            : throw Wrong(value, $"'{Text(value)}' is no level; expected dBm from "
                + $"{LinkConditions.WeakestDbm} to {LinkConditions.StrongestDbm}");
    }

    private AccessPointStep ReadAccessPoint(int line, YamlNode node)
    {
        Dictionary<string, YamlNode> fields =
            Fields(Mapping(node), ScenarioWords.AccessPointFields);
        string? ssid = fields.TryGetValue("ssid", out YamlNode? name) ? Text(name) : null;
        string? pass = fields.TryGetValue("passphrase", out YamlNode? word) ? Text(word) : null;
        return AccessPoint.Check(ssid, pass) is string problem
            ? throw Wrong(node, problem)
            : new AccessPointStep(
                line, ssid, pass,
                fields.TryGetValue("hidden", out YamlNode? hidden)
                    ? Word(hidden, "true", "false") == "true" : null);
    }

    private JournalStep ReadJournal(int line, YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.JournalStepFields);
        YamlNode prefill = Need(fields, "prefill", node);
        return new JournalStep(line, prefill is YamlScalarNode
            ? [new PrefillLine(Times(prefill), PrefillAmount, TransactionState.Approved, false, TimeSpan.Zero)]
            : Lines(prefill, "prefill", ReadPrefill));
    }

    private PrefillLine ReadPrefill(YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.PrefillFields);
        return new PrefillLine(
            fields.TryGetValue("times", out YamlNode? times) ? Times(times) : 1,
            fields.TryGetValue("amount", out YamlNode? amount) ? Money(amount) : PrefillAmount,
            fields.TryGetValue("state", out YamlNode? state)
                ? Enum.Parse<TransactionState>(Word(state, PrefillLine.States)) : TransactionState.Approved,
            fields.TryGetValue("offline", out YamlNode? offline) && Word(offline, "true", "false") == "true",
            fields.TryGetValue("age", out YamlNode? age) ? Duration(age) : TimeSpan.Zero);
    }

    private int Times(YamlNode node) => Whole(node) is >= 1 and <= RepeatMax and int times ? times
        : throw Wrong(node, $"times must be 1 to {RepeatMax}");

    private ClockStep ReadClock(int line, YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.ClockFields);
        if (fields.Count == 0)
        {
            throw Wrong(node, "clock takes set, step or both, for example set: tomorrow 09:00");
        }

        ClockMove set = fields.TryGetValue("set", out YamlNode? at) ? TimeOfDay(at) : new(null, 0, null, default);
        TimeSpan step = fields.TryGetValue("step", out YamlNode? by) ? Shift(by) : default;
        string text = string.Join(", ", fields.Select(field => $"{field.Key} {Text(field.Value)}"));
        return new ClockStep(line, text, set with { Step = step });
    }

    // A date, or a day counted from today, and a time of day at the merchant's.
    private ClockMove TimeOfDay(YamlNode node)
    {
        string[] words = Text(node).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isDay = words.Length > 0 && DateWords.Days.ContainsKey(words[0]);
        bool isDate = DateOnly.TryParseExact(
            words.FirstOrDefault(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        bool isTime = TimeOnly.TryParseExact(
            words.LastOrDefault(), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out TimeOnly time);
        return words.Length == 2 && (isDay || isDate) && isTime
            ? new ClockMove(isDate ? date : null, isDay ? DateWords.Days[words[0]] : 0, time, default)
            : throw Wrong(
                node,
                $"'{Text(node)}' is no time of day; expected for example 2026-11-24 18:00, today 23:59:50 "
                + "or tomorrow 09:00");
    }

    private TimeSpan Shift(YamlNode node)
    {
        string text = Text(node);
        return text.StartsWith('-') ? -Duration(node, text[1..]) : Duration(node, text.TrimStart('+'));
    }

    private ConsoleStep ReadConsole(int line, YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.ConsoleFields);
        List<string> expected = Texts(fields, "expect");
        return new ConsoleStep(
            line, Text(Need(fields, "send", node)), expected.Count > 0 ? expected : ["OK"]);
    }

    private PressAtStep ReadPressAt(int line, YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.PressAtFields);
        YamlNode keys = Need(fields, "keys", node);
        return new PressAtStep(line, Text(keys), Text(Need(fields, "screen", node)), Keys(keys));
    }

    private WaitForStep ReadWaitFor(int line, YamlNode node)
    {
        YamlMappingNode map = Mapping(node);
        TimeSpan within = map.Children.TryGetValue("within", out YamlNode? time)
            ? Duration(time) : WithinDefault;
        TimeSpan after = map.Children.TryGetValue("after", out YamlNode? least) ? Duration(least) : TimeSpan.Zero;
        return new WaitForStep(
            line, ReadExpectation(map, [.. ScenarioWords.Expectations, .. ScenarioWords.WaitFields]), within, after);
    }

    private Expectation ReadExpectation(YamlMappingNode map, string[] names)
    {
        Dictionary<string, YamlNode> fields = Fields(map, names);
        return new Expectation
        {
            Screen = Shown(fields, "screen"),
            NotOnScreen = Shown(fields, "not-on-screen"),
            Journal = Field(fields, "journal", node => Lines(node, "journal", ReadJournalLine)),
            Ledger = Field(fields, "ledger", node => Lines(node, "ledger", ReadLedgerLine)),
            Active = Field(fields, "active", node => Word(node, ScenarioWords.Active)),
            Faults = Field(fields, "fault", _ => FaultCodes(fields)) ?? [],
            Waiting = Field<int?>(fields, "waiting", node => Whole(node)),
            Requests = Field<int?>(fields, "requests", node => Whole(node)),
            ArePayloadsKept = Field<bool?>(
                fields, "payloads", node => Word(node, ScenarioWords.Payloads) == "kept"),
            Telemetry = Field(fields, "telemetry", node => Word(node, ScenarioWords.Telemetry)),
        };
    }

    private T? Field<T>(Dictionary<string, YamlNode> fields, string name, Func<YamlNode, T> read) =>
        fields.TryGetValue(name, out YamlNode? node) ? Try(node, read) : default;

    // An amount stands on the screen as the terminal writes it.
    private List<string> Shown(Dictionary<string, YamlNode> fields, string name) =>
        Field(fields, name, node => Texts(fields, name).ConvertAll(text => _variables.Aggregate(
            text, (so, one) => so.Replace(
                "$" + one.Key, one.Value.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','))))) ?? [];

    private List<string> FaultCodes(Dictionary<string, YamlNode> fields)
    {
        List<string> codes = Texts(fields, "fault");
        string? unknown = codes.FirstOrDefault(code => !FaultNames.All.Contains(code));
        return unknown is null ? codes : throw Wrong(
            fields["fault"],
            $"'{unknown}' is no fault code; SPEC.md lists them, for example R03 or S503");
    }

    private JournalLine ReadJournalLine(YamlNode node)
    {
        Dictionary<string, YamlNode> fields =
            Fields(Mapping(node), ScenarioWords.JournalFields);
        return new JournalLine(
            fields.TryGetValue("amount", out YamlNode? amount) ? Money(amount) : null,
            fields.TryGetValue("state", out YamlNode? state) ? State(state) : null,
            fields.TryGetValue("response", out YamlNode? response) ? Text(response) : null,
            fields.TryGetValue("offline", out YamlNode? offline)
                ? Word(offline, "true", "false") == "true" : null,
            fields.TryGetValue("http", out YamlNode? http) ? Whole(http) : null);
    }

    private LedgerLine ReadLedgerLine(YamlNode node)
    {
        Dictionary<string, YamlNode> fields =
            Fields(Mapping(node), ScenarioWords.LedgerFields);
        return new LedgerLine(
            fields.TryGetValue("amount", out YamlNode? amount) ? Money(amount) : null,
            fields.TryGetValue("status", out YamlNode? status) ? Text(status) : null,
            fields.TryGetValue("refunded", out YamlNode? refunded) ? Money(refunded) : null);
    }

    private List<FaultRule> Rules(YamlNode node)
    {
        if (node is YamlScalarNode)
        {
            Word(node, "normal");
            return [];
        }

        IEnumerable<YamlNode> rules = node is YamlSequenceNode list ? list.Children : [node];
        return [.. rules.Select(ReadRule)];
    }

    private FaultRule ReadRule(YamlNode node)
    {
        Dictionary<string, YamlNode> fields = Fields(Mapping(node), ScenarioWords.FaultFields);
        string kind = Text(Need(fields, "fault", node)).Replace("-", "", StringComparison.Ordinal);
        if (!Enum.TryParse(kind, true, out FaultKind fault) || int.TryParse(kind, out _))
        {
            throw Wrong(
                fields["fault"],
                $"unknown fault; expected one of: {string.Join(", ", Enum.GetNames<FaultKind>())}");
        }

        var rule = new FaultRule
        {
            Kind = fault,
            Count = fields.TryGetValue("count", out YamlNode? count) ? Whole(count) : null,
            Skip = fields.TryGetValue("skip", out YamlNode? skip) ? Whole(skip) : 0,
            Method = fields.TryGetValue("method", out YamlNode? method) ? Text(method) : null,
            Path = fields.TryGetValue("path", out YamlNode? path) ? Text(path) : null,
            Status = fields.TryGetValue("status", out YamlNode? status) ? Whole(status) : 500,
            RetryAfter = fields.TryGetValue("retry-after", out YamlNode? after) ? Text(after) : null,
            Location = fields.TryGetValue("location", out YamlNode? where) ? Text(where) : null,
            Body = fields.TryGetValue("body", out YamlNode? body) ? Text(body) : null,
            Processed = fields.TryGetValue("processed", out YamlNode? processed)
                && Word(processed, "true", "false") == "true",
            DelayMs = fields.TryGetValue("delay", out YamlNode? delay)
                ? (int)Duration(delay).TotalMilliseconds : 0,
            Bytes = fields.TryGetValue("bytes", out YamlNode? bytes) ? Whole(bytes) : 0,
            Reset = fields.TryGetValue("reset", out YamlNode? reset)
                && Word(reset, "true", "false") == "true",
            Amount = fields.TryGetValue("amount", out YamlNode? amount) ? (long)(Money(amount) * 100) : 0,
        };
        return rule.Check() is string problem ? throw Wrong(node, problem) : rule;
    }

    // Digits may stand together: "1250 ok" is five presses.
    private List<Key> Keys(YamlNode node)
    {
        var keys = new List<Key>();
        foreach (string given in Text(node).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // An amount is typed in hundredths.
            string word = given.StartsWith('$')
                ? ((long)(Variable(node, given) * 100)).ToString(CultureInfo.InvariantCulture) : given;
            if (word.All(char.IsAsciiDigit))
            {
                keys.AddRange(word.Select(digit => (Key)(digit - '0')));
            }
            else
            {
                bool isKey = Enum.TryParse(word, true, out Key key) && key >= Key.Ok
                    && char.IsLetter(word[0]);
                keys.Add(isKey ? key : throw Wrong(
                    node,
                    $"unknown key '{word}'; expected digits, ok, clear, cancel, menu, up, down"));
            }
        }

        return keys.Count > 0 ? keys : throw Wrong(node, "press names at least one key");
    }

    private string Card(YamlNode node)
    {
        string card = Text(node);
        return ScenarioWords.Cards.Contains(card) ? card : throw Wrong(
            node,
            $"unknown card '{card}'; expected one of: {string.Join(", ", ScenarioWords.Cards)}"
            + Nearest.Ask(card, ScenarioWords.Cards));
    }

    private TimeSpan Duration(YamlNode node) => Duration(node, Text(node));

    private TimeSpan Duration(YamlNode node, string text)
    {
        (string number, double scale) = text.EndsWith("ms", StringComparison.Ordinal)
            ? (text[..^2], 1)
            : text.EndsWith('s') ? (text[..^1], 1000)
            : text.EndsWith('m') ? (text[..^1], 60_000)
            : text.EndsWith('h') ? (text[..^1], 3_600_000)
            : text.EndsWith('d') ? (text[..^1], 86_400_000) : ("", 0);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double n)
            && n is >= 0 and <= 100_000
            ? TimeSpan.FromMilliseconds(n * scale)
            : throw Wrong(node, $"'{text}' is no time; expected for example 300ms, 5s, 2m, 25h or 3d");
    }

    private decimal Money(YamlNode node) =>
        Text(node).StartsWith('$') ? Variable(node, Text(node))
        : decimal.TryParse(Text(node), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal n)
            ? n : throw Wrong(node, $"'{Text(node)}' is no amount; expected for example 12.50");

    private decimal Variable(YamlNode node, string word) =>
        _variables.TryGetValue(word[1..], out decimal amount) ? amount : throw Wrong(
            node,
            $"there is no variable '{word[1..]}'{Nearest.Ask(word[1..], _variables.Keys)}; "
            + "`variables: { price: 12.50 }` makes one");

    private int Whole(YamlNode node) =>
        int.TryParse(Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? n : throw Wrong(node, $"'{Text(node)}' is no whole number of 0 or more");

    private TransactionState State(YamlNode node) =>
        Enum.TryParse(Text(node), true, out TransactionState state)
            && state != TransactionState.Free && char.IsLetter(Text(node)[0])
            ? state
            : throw Wrong(
                node,
                $"unknown state '{Text(node)}'; expected one of: "
                + string.Join(", ", Enum.GetNames<TransactionState>().Skip(1)));

    private string Word(YamlNode node, params string[] words) =>
        words.Contains(Text(node)) ? Text(node) : throw Wrong(
            node, $"'{Text(node)}' is not possible here; expected {string.Join(" or ", words)}");

    private List<string> Texts(Dictionary<string, YamlNode> fields, string name) =>
        !fields.TryGetValue(name, out YamlNode? node) ? []
        : node is YamlSequenceNode list ? [.. list.Children.Select(Text)] : [Text(node)];

    private List<T> Lines<T>(YamlNode node, string name, Func<YamlNode, T> read) =>
        node is YamlSequenceNode list ? [.. list.Children.Select(read)]
        : throw Wrong(node, $"{name} must be a list, one item for each line");

    private Dictionary<string, YamlNode> Fields(YamlMappingNode node, string[] names)
    {
        var fields = new Dictionary<string, YamlNode>();
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            string name = Text(key);
            if (names.Contains(name))
            {
                fields[name] = value;
            }
            else
            {
                _problems.Add(Wrong(
                    key,
                    $"unknown field '{name}'; expected one of: {string.Join(", ", names)}"
                    + Nearest.Ask(name, names)).Message);
            }
        }

        return fields;
    }

    private YamlNode Need(Dictionary<string, YamlNode> fields, string name, YamlNode at) =>
        fields.TryGetValue(name, out YamlNode? node) ? node : throw Wrong(at, $"'{name}' is missing");

    private YamlMappingNode Mapping(YamlNode node) =>
        node as YamlMappingNode ?? throw Wrong(node, "expected fields, each with its name");

    private string Text(YamlNode node) => node is YamlScalarNode { Value: string text }
        ? text : throw Wrong(node, "expected a single value");

    private ScenarioException Wrong(YamlNode node, string what) =>
        new($"{file}:{node.Start.Line}: {what}");
}
