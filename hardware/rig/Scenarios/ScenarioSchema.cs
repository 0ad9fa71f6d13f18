using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// The JSON schema of scenario files, made of the very words that the reader takes, for editors that
/// complete and check while one types.
/// </summary>
public static class ScenarioSchema
{
    /// <summary>Where the schema stands in the repository.</summary>
    public const string File = "hardware/rig/Scenarios/scenario.schema.json";

    private const string DurationPattern = "^[0-9]+([.][0-9]+)?(ms|s|m|h|d)$";
    private const string StepPattern = "^[+-]?[0-9]+([.][0-9]+)?(ms|s|m|h|d)$";
    private const string TimeOfDayPattern =
        "^([0-9]{4}-[0-9]{2}-[0-9]{2}|yesterday|today|tomorrow) +[0-9]{2}:[0-9]{2}(:[0-9]{2})?$";

    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Func<JsonNode>> Steps = new()
    {
        ["press"] = () => Of(
            "Keys, one after the other: digits (may stand together), ok, clear, cancel, menu, up, down.",
            new JsonObject { ["type"] = new JsonArray("string", "integer") }),
        ["press-at"] = () => Of(
            "Press keys the moment that a text next comes on the screen; stands before what brings it.", Struct(
                ScenarioWords.PressAtFields, PressAtField, ScenarioWords.PressAtFields)),
        ["tap"] = () => Of(
            "Tap a card as soon as the reader waits for one, within 10 s.", Choice(ScenarioWords.Cards)),
        ["wait"] = () => Of("Let time pass: 300ms, 5s, 2m, 1h.", Duration()),
        ["link"] = () => Of("Put a link into a condition; up ends every other one.", OneOf(
            ("sim", Choice(LinkConditions.Sim)), ("wifi", Choice(LinkConditions.Wifi)))),
        ["signal"] = () => Of("Level at which a link is received, in dBm.", OneOf(
            ("sim", Level()), ("wifi", Level()))),
        ["access-point"] = () => Of("Change the access point.", Struct(
            ScenarioWords.AccessPointFields, AccessPointField)),
        ["acquirer"] = () => Of(
            "Replace the acquirer's faults; `normal` puts it right.", Any(
                Choice(["normal"]), Fault(), new JsonObject { ["type"] = "array", ["items"] = Fault() })),
        ["power"] = () => Of("Switch on, or pull the plug.", Choice(["on", "cut"])),
        ["journal"] = () => Of(
            "Put sales that were made before into the journal; those with an outcome are in the ledger, too.",
            Struct(ScenarioWords.JournalStepFields, JournalStepField, ScenarioWords.JournalStepFields)),
        ["clock"] = () => Of(
            "Move the time of day, the terminal's and everybody's around it.",
            Struct(ScenarioWords.ClockFields, ClockField)),
        ["console"] = () => Of("Ask the terminal's console.", Struct(
            ScenarioWords.ConsoleFields, ConsoleField, "send")),
        ["till"] = () => Of("A till asks, is answered (AE, or AE/AF), or goes away.", Struct(
            ScenarioWords.TillFields, TillStepField)),
        ["wait-for"] = () => Of("Wait until everything holds.", Struct(
            [.. ScenarioWords.Expectations, .. ScenarioWords.WaitFields], ExpectationField)),
        ["expect"] = () => Of("Everything holds now.", Struct(
            ScenarioWords.Expectations, ExpectationField)),
        ["repeat"] = () => Of("Steps, so many times in a row.", Struct(
            ScenarioWords.RepeatFields, RepeatField, ScenarioWords.RepeatFields)),
        ["memory"] = () => Of(
            "The journal's memory answers nothing, or works again.", Choice(ScenarioWords.Memory)),
        ["broker"] = () => Of(
            "What the operator's broker does; a terminal of such a scenario has telemetry on from its start.",
            Choice(ScenarioWords.Broker)),
    };

    /// <summary>The schema as text, as the repository's file has it.</summary>
    public static string Text { get; } = Build().ToJsonString(Form);

    private static JsonObject Build()
    {
        JsonObject root = Struct(ScenarioWords.Fields, RootField, "name", "steps");
        root.Insert(0, "$comment", "Made by: dotnet run --project hardware/rig -- run --schema");
        root.Insert(1, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(2, "title", "A scenario of the rig");
        root["$defs"] = new JsonObject
        {
            ["step"] = OneOf([.. ScenarioWords.Steps.Select(step => (step, Steps[step]()))]),
        };
        return root;
    }

    private static JsonNode RootField(string name) => name switch
    {
        "name" => Of("Name, for `run NAME` and reports.", new JsonObject { ["type"] = "string" }),
        "description" => Of("What it shows, in one sentence.", new JsonObject { ["type"] = "string" }),
        "virtual-only" => Of("Why it cannot be played on a physical terminal.", Plain()),
        "group" => Of("Group, for `run GROUP`.", new JsonObject
        {
            ["enum"] = Words(ScenarioWords.FileGroups),
        }),
        "modem" => Of("Model of the modem.", Choice(ModemModels.Names)),
        "tags" => Of("Words to select by, for `run --tag`.", Texts()),
        "variables" => Of("Amounts by name; $name stands for one in keys, amounts and texts.", new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = "number" },
        }),
        _ => Of("What is done and expected, from power-on.", new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = new JsonObject { ["$ref"] = "#/$defs/step" },
        }),
    };

    private static JsonNode TillStepField(string name) => name switch
    {
        "ask" => Choice(TillPlayer.Words),
        "amount" => Amount(),
        "number" => Of("Number of the till; 1 without it.", Times()),
        "leave" => Truth("The till goes away."),
        "answer" => Of("What it is told: AE, with AF behind a slash.", Plain()),
        _ => Of("The till's reference.", Plain()),
    };

    private static JsonNode RepeatField(string name) => name == "times"
        ? Of("How often.", Times())
        : new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["items"] = new JsonObject { ["$ref"] = "#/$defs/step" },
        };

    private static JsonNode JournalStepField(string name) => Of(
        "How many approved sales, or a list of what they were.",
        Any(Times(), List(Struct(ScenarioWords.PrefillFields, PrefillField))));

    private static JsonNode PrefillField(string name) => name switch
    {
        "times" => Of("How many of them; 1 without it.", Times()),
        "amount" => Amount(),
        "state" => Choice(PrefillLine.States),
        "offline" => Truth("Accepted offline."),
        _ => Of("How long ago; now without it.", Duration()),
    };

    private static JsonNode ClockField(string name) => name == "set"
        ? Of("A time of day at the merchant's: 2026-11-24 18:00, today 23:59:50, tomorrow 09:00.", new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = TimeOfDayPattern,
        })
        : Of("So much further, or back: 25h, -2h, 3d.", new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = StepPattern,
        });

    private static JsonNode PressAtField(string name) => name == "screen"
        ? Of("The text.", Plain())
        : Of("Keys, as `press` has them.", new JsonObject { ["type"] = new JsonArray("string", "integer") });

    private static JsonNode ConsoleField(string name) => name == "send"
        ? Of("The line to type.", Plain())
        : Of("Text, or texts, that the answer holds; OK without it.", Texts());

    private static JsonObject Times() =>
        new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1_000 };

    private static JsonNode ExpectationField(string name) => name switch
    {
        "screen" => Of("Text, or texts, that the screen shows.", Texts()),
        "not-on-screen" => Of("Text, or texts, that the screen does not show.", Texts()),
        "journal" => Of("The terminal's whole journal, oldest first.", List(
            Struct(ScenarioWords.JournalFields, JournalField))),
        "ledger" => Of("The acquirer's whole ledger, oldest first.", List(
            Struct(ScenarioWords.LedgerFields, LedgerField))),
        "waiting" => Of("Undelivered transactions.", Whole()),
        "active" => Of("The link in use.", Choice(ScenarioWords.Active)),
        "fault" => Of("Fault code, or codes, that stand now: R03, K401, S503.", Any(
            Choice(FaultNames.All), List(Choice(FaultNames.All)))),
        "requests" => Of("Requests that the acquirer has had, at least.", Whole()),
        "payloads" => Of(
            "Whether the sealed payload of a card that was tapped stands in the journal's memory.",
            Choice(ScenarioWords.Payloads)),
        "telemetry" => Of("State of the line to the operator's broker.", Choice(ScenarioWords.Telemetry)),
        "after" => Of("Goes on so long after the step before, at the earliest.", Duration()),
        _ => Of("Time limit; 20s without it.", Duration()),
    };

    private static JsonNode JournalField(string name) => name switch
    {
        "amount" => Amount(),
        "state" => Choice(ScenarioWords.States),
        "response" => Of("Response code of the issuer, in quotes.", new JsonObject
        {
            ["type"] = new JsonArray("string", "integer"),
        }),
        "offline" => Truth("Accepted offline."),
        _ => Of("HTTP status of the last answer.", Whole()),
    };

    private static JsonNode LedgerField(string name) => name switch
    {
        "amount" => Amount(),
        "status" => Of("Status as the API spells it; \"null\" in quotes for none.", new JsonObject
        {
            ["type"] = "string",
        }),
        _ => Of("Sum of its refunds.", Amount()),
    };

    private static JsonNode AccessPointField(string name) => name switch
    {
        "ssid" => Of("Name of the network, 1 to 32 bytes.", new JsonObject
        {
            ["type"] = "string",
            ["minLength"] = 1,
            ["maxLength"] = 32,
        }),
        "passphrase" => Of("8 to 63 characters, 64 hexadecimal digits, or empty for an open network.", new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = "^([ -~]{8,63}|[0-9A-Fa-f]{64})?$",
        }),
        _ => Truth("Does not tell its name."),
    };

    private static JsonObject Fault() => Struct(ScenarioWords.FaultFields, FaultField, "fault");

    private static JsonNode FaultField(string name) => name switch
    {
        "fault" => Of("What goes wrong.", Choice(Enum.GetNames<FaultKind>())),
        "count" => Of("How often it acts; without it, until replaced.", new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = 1,
        }),
        "skip" => Of("How many pass before.", Whole()),
        "method" => Of("Only requests of this method, such as POST.", Plain()),
        "path" => Of("Only requests whose path begins so.", Plain()),
        "status" => Of("HTTP status, for Status and GatewayPage.", new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = 200,
            ["maximum"] = 599,
        }),
        "retry-after" => Of("Value of Retry-After.", new JsonObject
        {
            ["type"] = new JsonArray("string", "integer"),
        }),
        "location" => Of("Value of Location.", Plain()),
        "body" => Of("Body in the place of the usual one.", Plain()),
        "processed" => Truth("The request takes effect before the answer, for Status and GatewayPage."),
        "delay" => Of("Delay.", Duration()),
        "bytes" => Of("Bytes, for cuts, chunks and drips.", Whole()),
        "amount" => Of("How much, for RefundedElsewhere; all without it.", Amount()),
        _ => Truth("Reset the connection in place of closing it."),
    };

    private static JsonObject Struct(
        IEnumerable<string> names, Func<string, JsonNode> field, params string[] required)
    {
        var properties = new JsonObject();
        foreach (string name in names)
        {
            properties[name] = field(name);
        }

        var made = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Length > 0)
        {
            made["required"] = Words(required);
        }

        return made;
    }

    // An object with exactly one of these members.
    private static JsonObject OneOf(params (string Name, JsonNode Value)[] members)
    {
        var values = members.ToDictionary(member => member.Name, member => member.Value);
        JsonObject made = Struct(values.Keys, name => values[name]);
        made["minProperties"] = 1;
        made["maxProperties"] = 1;
        return made;
    }

    private static JsonObject Of(string description, JsonNode node)
    {
        var made = (JsonObject)node;
        made["description"] = description;
        return made;
    }

    private static JsonObject Any(params JsonNode[] nodes) => new() { ["anyOf"] = new JsonArray(nodes) };

    private static JsonObject List(JsonNode items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Texts() => Any(Plain(), List(Plain()));

    private static JsonObject Plain() => new() { ["type"] = "string" };

    private static JsonObject Whole() => new() { ["type"] = "integer", ["minimum"] = 0 };

    private static JsonObject Amount() => Any(
        new JsonObject { ["type"] = "number" },
        new JsonObject { ["type"] = "string", ["pattern"] = "^[$]" });

    private static JsonObject Level() => new()
    {
        ["type"] = "integer",
        ["minimum"] = LinkConditions.WeakestDbm,
        ["maximum"] = LinkConditions.StrongestDbm,
    };

    private static JsonObject Duration() => new() { ["type"] = "string", ["pattern"] = DurationPattern };

    private static JsonObject Truth(string description) =>
        Of(description, new JsonObject { ["type"] = "boolean" });

    private static JsonObject Choice(IEnumerable<string> words) => new() { ["enum"] = Words(words) };

    private static JsonArray Words(IEnumerable<string> words) =>
        new([.. words.Select(word => (JsonNode)word)]);
}
