using Terminal.Rig.Fuzz;
using Xunit;

namespace Terminal.Rig.Tests.Fuzz;

/// <summary>The short form of the campaigns, and that a finding is one.</summary>
public sealed class FuzzTests
{
    private const int ShortInputs = 4 * Fuzzer.BlockInputs;

    public static TheoryData<string> Targets() => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_stands_mutated_inputs(string name)
    {
        var target = FuzzTargets.All.Single(t => t.Name == name);
        var report = new Fuzzer(target, 20_261).Run(0, ShortInputs);
        Assert.True(report.Finding is null, $"{report.Finding}\n{report.Repeat}");
        Assert.Equal(ShortInputs, report.Inputs);
    }

    [Fact]
    public void A_finding_names_the_command_that_repeats_it()
    {
        var target = new PlantedTarget(7_003);
        var report = new Fuzzer(target, 5).Run(0, 20_000);
        Assert.Equal(7_003, report.Inputs);
        Assert.Equal("planted", report.Finding);
        Assert.Equal("fuzz --target planted --seed 5 --from 5000 --inputs 2004", report.Repeat);
    }

    [Fact]
    public void The_same_seed_and_number_give_the_same_input()
    {
        var target = FuzzTargets.All[0];
        var first = new Mutator(target, 3);
        byte[] input = first.Make(99).ToArray();
        first.Make(100);
        Assert.Equal(input, new Mutator(target, 3).Make(99).ToArray());
        Assert.NotEqual(input, new Mutator(target, 4).Make(99).ToArray());
    }

    private sealed class PlantedTarget(int after) : IFuzzTarget, IFuzzRun
    {
        private int _inputs;

        public string Name => "planted";

        public string Description => "throws after a number of inputs";

        public IReadOnlyList<byte[]> Seeds => [[1, 2, 3]];

        public IReadOnlyList<byte[]> Words => [[4]];

        public long AllocatedBytes => 0;

        public IFuzzRun Begin(long block) => this;

        public void Take(ReadOnlySpan<byte> input)
        {
            if (_inputs++ == after)
            {
                throw new FuzzFindingException("planted");
            }
        }

        public void Finish()
        {
        }
    }
}
