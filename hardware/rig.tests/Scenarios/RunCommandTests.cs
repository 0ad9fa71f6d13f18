using System.Xml.Linq;
using Terminal.Agent.Ports;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Scenarios;

/// <summary>Several scenarios at once, and the report of them.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public async Task One_passes_one_fails_and_the_report_says_so()
    {
        string folder = Directory.CreateTempSubdirectory("rig").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "good.yaml"),
            "name: good\ngroup: sales\nsteps:\n  - wait-for: { screen: \"Tapez le montant\" }\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "bad.yaml"),
            "name: bad\ngroup: links\nsteps:\n  - wait: 10ms\n"
            + "  - wait-for: { screen: \"<jamais>\", within: 300ms }\n");
        string report = Path.Combine(folder, "out", "results.xml");
        await using RigProcess rig =
            RigProcess.Start("run", folder, "--board", "ports", "--junit", report);
        Assert.Equal(1, await rig.EndAsync());
        Assert.Contains("verdict=fail scenarios=2 passed=1 failed=1 skipped=0", rig.Said, StringComparison.Ordinal);
        Assert.Contains("line 5: not within 0.3 s: the screen does not show '<jamais>'", rig.Said,
            StringComparison.Ordinal);

        XElement root = XDocument.Load(report).Root!;
        Assert.Equal(("2", "1"), ((string?)root.Attribute("tests"), (string?)root.Attribute("failures")));
        XElement bad = root.Descendants("testcase").Single(test => (string?)test.Attribute("name") == "bad");
        Assert.Equal("scenarios.links", (string?)bad.Attribute("classname"));
        Assert.Contains("<jamais>", (string?)bad.Element("failure")!.Attribute("message"), StringComparison.Ordinal);
        Assert.Null(root.Descendants("testcase").Single(test => test != bad).Element("failure"));
        Directory.Delete(folder, true);
    }

    [Fact]
    public void A_word_stands_for_a_name_a_group_or_all()
    {
        Assert.Equal("first-sale", Assert.Single(ScenarioCatalog.Select("first-sale")).Name);
        Assert.All(ScenarioCatalog.Select("power"), scenario => Assert.Equal("power", scenario.Group));
        Assert.Equal(ScenarioCatalog.Names.Count, ScenarioCatalog.Select("all").Count);
        Assert.Equal(
            ScenarioCatalog.Names.Count,
            ScenarioWords.Groups.Sum(group => ScenarioCatalog.Select(group).Count));
        Assert.True(ScenarioCatalog.Names.Count >= 40);
    }

    [Fact]
    public async Task A_bad_file_is_told_whole_and_the_others_play()
    {
        string folder = Directory.CreateTempSubdirectory("rig").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "good.yaml"), "name: good\ntags: [quick]\nsteps:\n  - wait: 10ms\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "bad.yaml"),
            "name: bad\ngroup: salse\ncolour: red\nsteps:\n  - punch: 1\n  - tap: aproved\n"
            + "  - expect: { waiting: few, active: cable }\n");
        await using RigProcess rig = RigProcess.Start("run", folder, "--board", "ports");
        Assert.Equal(2, await rig.EndAsync());
        Assert.Contains("verdict=fail scenarios=2 passed=1 failed=1 skipped=0", rig.Said, StringComparison.Ordinal);
        string[] told =
        [
            "bad.yaml:2: unknown group 'salse'", "did you mean 'sales'", "bad.yaml:3: unknown field 'colour'",
            "bad.yaml:5: unknown step 'punch'", "bad.yaml:6: unknown card 'aproved'", "did you mean 'approved'",
            "bad.yaml:7: 'few' is no whole number", "bad.yaml:7: 'cable' is not possible",
        ];
        Assert.All(told, words => Assert.Contains(words, rig.Said, StringComparison.Ordinal));
        await using RigProcess tagged = RigProcess.Start("run", folder, "--board", "ports", "--tag", "quick");
        Assert.Equal(0, await tagged.EndAsync());
        await using RigProcess unknown = RigProcess.Start("run", folder, "--tag", "quik");
        Assert.Equal(2, await unknown.EndAsync());
        Directory.Delete(folder, true);
    }

    [Fact]
    public void Thirty_sales_are_six_lines()
    {
        const string Text = """
            name: thirty
            variables: { price: 12.50 }
            steps:
              - repeat: { times: 30, steps: [{ press: $price ok }, { tap: approved },
                  { wait-for: { screen: ["ACCEPTÉ", "$price"] } }, { press: ok }] }
              - expect: { ledger: [{ amount: $price }] }
            """;
        Scenario scenario = new ScenarioReader("thirty.yaml").Read(new StringReader(Text));
        Assert.Equal(121, scenario.Steps.Count);
        var press = Assert.IsType<PressStep>(scenario.Steps[0]);
        Assert.Equal([(Key)1, (Key)2, (Key)5, Key.Digit0, Key.Ok], press.Keys);
        Assert.Equal(["ACCEPTÉ", "12,50"], Assert.IsType<WaitForStep>(scenario.Steps[2]).Expectation.Screen);
        Assert.Equal(12.50m, Assert.IsType<ExpectStep>(scenario.Steps[^1]).Expectation.Ledger![0].Amount);
        var refused = Assert.Throws<ScenarioException>(() => new ScenarioReader("thirty.yaml").Read(
            new StringReader(Text.Replace("amount: $price", "amount: $prise", StringComparison.Ordinal))));
        Assert.Contains("did you mean 'price'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_speaks_in_words()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Ports);
        const string Text = """
            name: words
            steps:
              - wait-for: { screen: Tapez le montant }
              - press: 500 ok
              - tap: approved
              - wait-for: { screen: ACCEPTÉ }
              - expect: { journal: [{ amount: 4.00, state: Declined, offline: true }] }
            """;
        Scenario scenario = new ScenarioReader("words.yaml").Read(new StringReader(Text));
        string? problem = await new ScenarioPlayer(rig, _ => { }).PlayAsync(scenario, CancellationToken.None);
        Assert.Equal(
            "line 7: the journal has 5.00 Approved, response 00, HTTP 200; "
            + "expected amount 4.00, state Declined, offline true",
            problem);
    }

    [Fact]
    public void A_report_takes_any_text()
    {
        var scenario = new Scenario("odd", "", "", []);
        XDocument report = JUnitReport.Document(
            [new ScenarioResult(scenario, "\u0001\uffff]]>&", TimeSpan.Zero, []),
                new ScenarioResult(scenario, null, TimeSpan.Zero, [], "no hands")]);
        XElement read = XDocument.Parse(report.ToString()).Root!;
        Assert.Equal("??]]>&", (string?)read.Descendants("failure").Single());
        Assert.Equal("1", (string?)read.Attribute("skipped"));
    }
}
