using System.Globalization;
using Spectre.Console;

namespace Terminal.Rig.Scenarios;

/// <summary>Shows how far several scenarios have come, and sums them up.</summary>
public static class ScenarioProgress
{
    /// <summary>
    /// Plays them all and shows a bar, or a line for each that ends where nobody watches a terminal.
    /// </summary>
    /// <returns>The results in the order of the scenarios.</returns>
    public static async Task<IReadOnlyList<ScenarioResult>> ShowAsync(
        IReadOnlyList<Scenario> scenarios, Func<Scenario, Task<ScenarioResult>> play)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            int ended = 0;
            return await PlayAsync(scenarios, play, result => Console.WriteLine(
                $"{Interlocked.Increment(ref ended),3} of {scenarios.Count} {Line(result)}"));
        }

        return await AnsiConsole.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new ElapsedTimeColumn()).StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask("scenarios", maxValue: scenarios.Count);
            return await PlayAsync(scenarios, play, result =>
            {
                bar.Increment(1);
                if (result.Verdict == "fail")
                {
                    AnsiConsole.MarkupLineInterpolated($"[red]{Line(result)}[/]");
                }
            });
        });
    }

    /// <summary>Prints a table of the results and one last line that says all.</summary>
    /// <param name="results">The results.</param>
    /// <param name="took">How long all of them took.</param>
    /// <param name="command">The command that plays one again.</param>
    public static void Summarise(
        IReadOnlyList<ScenarioResult> results, TimeSpan took, string command)
    {
        Table table = new Table().AddColumns("group", "pass", "fail", "skip", "longest", "s");
        foreach (IGrouping<string, ScenarioResult> group in
            results.GroupBy(result => result.Scenario.Group).OrderBy(group => group.Key))
        {
            ScenarioResult longest = group.MaxBy(result => result.Took)!;
            table.AddRow(
                Markup.Escape(group.Key), Count(group, "pass"), Count(group, "fail"),
                Count(group, "skip"), Markup.Escape(longest.Scenario.Name), Seconds(longest.Took));
        }

        AnsiConsole.Write(table);
        foreach (ScenarioResult result in results.Where(result => result.Verdict == "fail"))
        {
            Console.WriteLine($"{result.Scenario.Name}: {result.Problem}");
            Console.WriteLine($"  again: {command} {result.Scenario.Name}");
        }

        string verdict = results.Any(result => result.Verdict == "fail") ? "fail" : "pass";
        Console.WriteLine(
            $"verdict={verdict} scenarios={results.Count} passed={Count(results, "pass")} "
            + $"failed={Count(results, "fail")} skipped={Count(results, "skip")} seconds={Seconds(took)}");
    }

    /// <summary>A result in one line.</summary>
    public static string Line(ScenarioResult result) =>
        $"{result.Verdict} {result.Scenario.Name} {Seconds(result.Took)} s"
        + (result.SkippedFor is string reason ? $": {reason}" : "")
        + (result.Problem is string problem ? $": {problem}" : "");

    private static async Task<IReadOnlyList<ScenarioResult>> PlayAsync(
        IReadOnlyList<Scenario> scenarios, Func<Scenario, Task<ScenarioResult>> play,
        Action<ScenarioResult> ended)
    {
        return await Task.WhenAll(scenarios.Select(async scenario =>
        {
            ScenarioResult result = await play(scenario);
            ended(result);
            return result;
        }));
    }

    private static string Count(IEnumerable<ScenarioResult> results, string verdict) =>
        results.Count(result => result.Verdict == verdict).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
