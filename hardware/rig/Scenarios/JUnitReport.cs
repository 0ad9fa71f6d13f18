using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Terminal.Rig.Scenarios;

/// <summary>Results in the XML that build servers read: a suite for each group.</summary>
public static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string file, IReadOnlyList<ScenarioResult> results)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        using var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true });
        Document(results).Save(writer);
    }

    /// <summary>The report as a document.</summary>
    public static XDocument Document(IReadOnlyList<ScenarioResult> results) => new(
        new XElement(
            "testsuites",
            Counts("scenarios", results),
            results.GroupBy(result => result.Scenario.Group).OrderBy(group => group.Key).Select(
                group => new XElement(
                    "testsuite",
                    Counts(group.Key.Length == 0 ? "scenarios" : group.Key, [.. group]),
                    group.Select(Case)))));

    private static XAttribute[] Counts(string name, IReadOnlyList<ScenarioResult> results) =>
    [
        new("name", name),
        new("tests", results.Count),
        new("failures", results.Count(result => result.Verdict == "fail")),
        new("skipped", results.Count(result => result.Verdict == "skip")),
        new("time", Seconds(TimeSpan.FromTicks(results.Sum(result => result.Took.Ticks)))),
    ];

    private static XElement Case(ScenarioResult result)
    {
        var test = new XElement(
            "testcase",
            new XAttribute("classname", $"scenarios.{result.Scenario.Group}"),
            new XAttribute("name", result.Scenario.Name),
            new XAttribute("time", Seconds(result.Took)));
        if (result.SkippedFor is string reason)
        {
            test.Add(new XElement("skipped", new XAttribute("message", Clean(reason))));
        }

        if (result.Problem is string problem)
        {
            test.Add(new XElement("failure", new XAttribute("message", Clean(problem)), Clean(problem)));
        }

        test.Add(new XElement("system-out", Clean(string.Join('\n', result.Timeline))));
        return test;
    }

    // A screen or an answer may hold anything; XML may not.
    private static string Clean(string text) =>
        string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) ? character : '?'));

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
