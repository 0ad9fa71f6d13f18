using System.Xml.Linq;
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
