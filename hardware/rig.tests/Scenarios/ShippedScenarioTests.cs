using Terminal.Rig.Acquirer;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Scenarios;

/// <summary>
/// Plays every scenario that comes with the rig, in real time, some at a time; each has a terminal
/// and an acquirer of its own. Exact times are held in virtual time elsewhere; here a busy machine
/// may stretch them.
/// </summary>
public sealed class ShippedScenarioTests
{
    // They wait most of the time, for the terminal's own waits.
    private const int AtATime = 16;
    private const int Patience = 4;

    // All begin when the tests do; each test then waits for its own. The runner lives as long as
    // the process.
    private static readonly Lazy<Dictionary<string, Task<ScenarioResult>>> Played = new(() =>
    {
        var runner = new ScenarioRunner(BoardKind.Firmware, AtATime, Patience);
        return ScenarioCatalog.Names.ToDictionary(
            name => name,
            name => runner.PlayAsync(ScenarioCatalog.Load(name), CancellationToken.None));
    });

    public static TheoryData<string> Names() => [.. ScenarioCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_shipped_scenario_passes(string name)
    {
        ScenarioResult result = await Played.Value[name];
        Assert.True(
            result.Problem is null,
            $"{result.Problem}\n{string.Join('\n', result.Timeline)}\nagain: run {name}");
    }

    [Fact]
    public void Every_fault_switch_has_a_scenario()
    {
        IEnumerable<FaultKind> used = ScenarioCatalog.Names.Select(ScenarioCatalog.Load)
            .SelectMany(scenario => scenario.Steps).OfType<AcquirerStep>()
            .SelectMany(step => step.Rules).Select(rule => rule.Kind).Distinct();
        Assert.Equal(Enum.GetValues<FaultKind>(), used.Order());
    }
}
