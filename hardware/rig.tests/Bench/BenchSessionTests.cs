using Terminal.Rig.Bench;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>Whatever somebody has done on the bench can be saved, and plays again to the same end.</summary>
public sealed class BenchSessionTests
{
    private const int Sessions = 20;
    private const int AtATime = 10;

    // Sessions are real time: a machine that is held up while one is saved or played may need another try.
    private const int TriesMax = 3;

    [Fact]
    public async Task Random_sessions_are_saved_and_play_again_to_the_same_end()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        int first = int.TryParse(Environment.GetEnvironmentVariable("BENCH_SESSION"), out int only) ? only : 1;
        int count = only > 0 ? 1 : Sessions;
        var problems = new List<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stop };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), options, async (seed, one) =>
        {
            BoardKind board = seed % 2 == 0 ? BoardKind.Firmware : BoardKind.Ports;
            string? problem = "";
            for (int tries = 0; tries < TriesMax && problem is not null; tries++)
            {
                problem = await PlayAgainAsync(board, seed, one);
            }

            if (problem is not null)
            {
                lock (problems)
                {
                    problems.Add($"seed {seed}: {problem}");
                }
            }
        });
        Assert.True(problems.Count == 0, $"{problems.Count} of {count}: {string.Join("\n\n", problems)}");
    }

    // What is wrong with the scenario of a session when it plays; null when nothing is.
    private static async Task<string?> PlayAgainAsync(BoardKind board, int seed, CancellationToken stop)
    {
        string text = await SaveAsync(board, seed, stop);
        Scenario saved = new ScenarioReader("saved.yaml").Read(new StringReader(text));
        using var runner = new ScenarioRunner(board, 1, 4);
        ScenarioResult result = await runner.PlayAsync(saved, stop);
        return result.Problem is string problem
            ? $"{problem}\n{text}\n{string.Join('\n', result.Timeline)}" : null;
    }

    private static async Task<string> SaveAsync(BoardKind board, int seed, CancellationToken stop)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board);
        using var bench = new BenchTerminal(rig);
        await new RandomUser(bench, seed).PlayAsync(stop);
        Assert.Null(rig.Terminal.Crash);
        return bench.Scenario();
    }
}
