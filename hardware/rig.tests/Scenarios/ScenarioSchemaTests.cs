using System.Globalization;
using System.Text.Json.Nodes;
using Json.Schema;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Screens;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Terminal.Rig.Tests.Scenarios;

/// <summary>The schema for editors and the reader say the same of a file.</summary>
public sealed class ScenarioSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(ScenarioSchema.Text);

    public static TheoryData<string> Names() => [.. ScenarioCatalog.Names];

    [Fact]
    public void The_file_of_the_repository_is_up_to_date()
    {
        string file = Path.Combine(Repository.Root()!, ScenarioSchema.File);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file).Trim() == ScenarioSchema.Text.Trim(),
            $"make it anew: dotnet run --project hardware/rig -- run --schema > {ScenarioSchema.File}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_scenario_is_valid(string name)
    {
        EvaluationResults results = Evaluate(TextOf(name));
        Assert.True(results.IsValid, Errors(results));
        Assert.Contains(ScenarioCatalog.Load(name).Group, ScenarioWords.Groups);
    }

    [Fact]
    public void Each_word_of_the_reader_is_in_the_schema_and_the_reverse()
    {
        JsonNode root = JsonNode.Parse(ScenarioSchema.Text)!;
        JsonNode steps = root["$defs"]!["step"]!;
        Assert.Equal(ScenarioWords.Fields, Keys(root));
        Assert.Equal(ScenarioWords.Steps, Keys(steps));
        JsonNode expect = steps["properties"]!["expect"]!;
        Assert.Equal(ScenarioWords.Expectations, Keys(expect));
        Assert.Equal(
            [.. ScenarioWords.Expectations, .. ScenarioWords.WaitFields], Keys(steps["properties"]!["wait-for"]!));
        Assert.Equal(ScenarioWords.JournalFields, Keys(expect["properties"]!["journal"]!["items"]!));
        Assert.Equal(ScenarioWords.LedgerFields, Keys(expect["properties"]!["ledger"]!["items"]!));
        Assert.Equal(
            ScenarioWords.FaultFields, Keys(steps["properties"]!["acquirer"]!["anyOf"]![1]!));
    }

    [Theory]
    [InlineData("press: 12 ok")]
    [InlineData("press-at: { screen: Accepter, keys: ok ok }")]
    [InlineData("tap: approved")]
    [InlineData("wait: 1.5s")]
    [InlineData("link: { sim: no-coverage }")]
    [InlineData("link: { wifi: portal }")]
    [InlineData("signal: { sim: -105 }")]
    [InlineData("access-point: { ssid: Autre, passphrase: croissant-froid, hidden: true }")]
    [InlineData("acquirer: normal")]
    [InlineData("acquirer: [{ fault: Status, status: 503, retry-after: \"2\" }, "
        + "{ fault: Drip, bytes: 2, delay: 5ms }]")]
    [InlineData("power: cut")]
    [InlineData("repeat: { times: 30, steps: [{ press: 5 ok }, { repeat: { times: 2, steps: [{ wait: 1s }] } }] }")]
    [InlineData("expect: { active: wifi, fault: [R03, S503], waiting: 2, requests: 1 }")]
    [InlineData("wait-for: { fault: K401, not-on-screen: x, within: 2m }")]
    public void What_one_takes_the_other_takes(string step)
    {
        string text = Document(step);
        Read(text);
        EvaluationResults results = Evaluate(text);
        Assert.True(results.IsValid, Errors(results));
    }

    [Theory]
    [InlineData("punch: 1")]
    [InlineData("press-at: ok")]
    [InlineData("press-at: { keys: ok }")]
    [InlineData("tap: stolen")]
    [InlineData("wait: 5")]
    [InlineData("wait: soon")]
    [InlineData("link: { sim: portal }")]
    [InlineData("link: { cable: up }")]
    [InlineData("link: { sim: up, wifi: up }")]
    [InlineData("signal: { sim: -200 }")]
    [InlineData("access-point: { passphrase: short }")]
    [InlineData("acquirer: broken")]
    [InlineData("acquirer: { fault: Nonsense }")]
    [InlineData("acquirer: { status: 500 }")]
    [InlineData("acquirer: { fault: Status, status: 99 }")]
    [InlineData("acquirer: { fault: Status, count: 0 }")]
    [InlineData("power: maybe")]
    [InlineData("repeat: { times: 0, steps: [{ press: 5 }] }")]
    [InlineData("repeat: { times: 2, steps: [] }")]
    [InlineData("repeat: { times: 2, steps: [{ punch: 5 }] }")]
    [InlineData("repeat: { steps: [{ press: 5 }] }")]
    [InlineData("expect: { within: 5s }")]
    [InlineData("expect: { fault: X99 }")]
    [InlineData("expect: { active: cable }")]
    [InlineData("expect: { journal: { amount: 1 } }")]
    [InlineData("expect: { journal: [{ colour: red }] }")]
    [InlineData("expect: { ledger: [{ colour: red }] }")]
    [InlineData("expect: { waiting: -1 }")]
    public void What_one_refuses_the_other_refuses(string step)
    {
        string text = Document(step);
        var refused = Assert.Throws<ScenarioException>(() => Read(text));
        Assert.Matches("^test.yaml:[0-9]+: .+", refused.Message);
        Assert.False(Evaluate(text).IsValid);
    }

    private static string Document(string step) => $"name: test\nsteps:\n  - {step}\n";

    private static Scenario Read(string text) =>
        new ScenarioReader("test.yaml").Read(new StringReader(text));

    private static string TextOf(string name)
    {
        using Stream stream = typeof(ScenarioCatalog).Assembly
            .GetManifestResourceStream($"Scenario:{name}.yaml")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static EvaluationResults Evaluate(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        string json = Json(stream.Documents[0].RootNode)!.ToJsonString();
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return Schema.Evaluate(
            document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
    }

    // As YAML's core schema reads plain words.
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth =>
            JsonValue.Create(truth.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when long.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) =>
            JsonValue.Create(whole),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when decimal.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) =>
            JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static string[] Keys(JsonNode node) =>
        [.. ((JsonObject)node["properties"]!).Select(pair => pair.Key)];

    private static string Errors(EvaluationResults results) => string.Join(
        '\n', (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(
            detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")));
}
