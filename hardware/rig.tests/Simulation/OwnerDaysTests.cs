using Terminal.Rig.Simulation.Days;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>
/// Boards are replaced, memories move, keys change and old memories come back: each seed draws its own, with sales
/// whose answers are lost in between. Two accounts have books of their own, so that a payment that goes to both is
/// seen. Nobody is charged twice.
/// </summary>
public sealed class OwnerDaysTests(ITestOutputHelper output)
{
    private const int Events = 12;

    [Fact]
    public void Whoever_the_memory_comes_to_nobody_is_charged_twice()
    {
        const int Count = 100;
        int held = 0;
        int charged = 0;
        for (int seed = 1; seed <= Count; seed++)
        {
            var trial = new OwnerTrial(seed, OwnerWeights.Even);
            string? finding = trial.Play(Events);
            Assert.True(finding is null, $"seed {seed}: {finding}");
            held += trial.Held;
            charged += trial.Charged;
        }

        // Days in which nothing was held or charged would prove nothing.
        output.WriteLine($"{held} times held, {charged} charged");
        Assert.True(held > Count / 2, $"{held} times held");
        Assert.True(charged > 2 * Count, $"{charged} charged");
    }

    [Fact]
    public void A_queue_that_anybody_sends_is_found() => Assert.StartsWith(
        "charged twice: ",
        new SecondAgent(PlantedBugs.QueueOfAnybody()).PlayOwners(1, 200, Events),
        StringComparison.Ordinal);

    [Fact]
    public void Without_changes_nothing_is_held()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            var trial = new OwnerTrial(seed, OwnerWeights.Off);
            Assert.Null(trial.Play(Events));
            Assert.Equal(0, trial.Held);
            Assert.True(trial.Charged > 0);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_lines()
    {
        Assert.Equal(Lines(), Lines());

        static string Lines()
        {
            using var lines = new StringWriter();
            new OwnerTrial(7, OwnerWeights.Even, lines).Play(Events);
            return lines.ToString();
        }
    }
}
