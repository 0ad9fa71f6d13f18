using Terminal.Rig.Acquirer;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Scenarios;

/// <summary>
/// Plays every scenario that comes with the rig, in real time, four at a time; each has a terminal
/// and an acquirer of its own.
/// </summary>
public sealed class ShippedScenarioTests
{
    private const int AtATime = 4;

    private static readonly SemaphoreSlim Places = new(AtATime);

    // All begin with the first test; each test then waits for its own.
    private static readonly Lazy<Dictionary<string, Task<string?>>> Played = new(() =>
        ScenarioCatalog.Names.ToDictionary(name => name, name => Task.Run(() => PlayAsync(name))));

    public static TheoryData<string> Names() => [.. ScenarioCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_shipped_scenario_passes(string name)
    {
        string? problem = await Played.Value[name];
        Assert.True(problem is null, $"{problem}\nagain: run {name}");
    }

    [Fact]
    public void Every_fault_switch_has_a_scenario()
    {
        IEnumerable<FaultKind> used = ScenarioCatalog.Names.Select(ScenarioCatalog.Load)
            .SelectMany(scenario => scenario.Steps).OfType<AcquirerStep>()
            .SelectMany(step => step.Rules).Select(rule => rule.Kind).Distinct();
        Assert.Equal(Enum.GetValues<FaultKind>(), used.Order());
    }

    private static async Task<string?> PlayAsync(string name)
    {
        await Places.WaitAsync();
        try
        {
            await using ScenarioRig rig = await ScenarioRig.StartAsync();
            var timeline = new List<TimelineEntry>();
            var player = new ScenarioPlayer(rig, entry =>
            {
                lock (timeline)
                {
                    timeline.Add(entry);
                }
            });
            string? problem =
                await player.PlayAsync(ScenarioCatalog.Load(name), CancellationToken.None);
            lock (timeline)
            {
                return problem is null ? null : problem + "\n" + string.Join('\n', timeline);
            }
        }
        finally
        {
            Places.Release();
        }
    }
}
