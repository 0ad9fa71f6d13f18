using System.Reflection;
using System.Runtime.Loader;
using Terminal.Rig.House;
using Terminal.Rig.PowerCut;
using Terminal.Rig.Tests.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// The campaign can fail: a build of the agent in which an append commits before it writes the
/// record is caught, by losses or ghosts, and named by a cut that fails when played alone.
/// </summary>
public sealed class CanaryTests
{
    [Fact]
    public void A_journal_that_commits_before_the_body_is_caught()
    {
        string verdict = RunAgainst(PlantedBugs.CommitBeforeBody());
        Assert.Contains("verdict=fail", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("lost=0 duplicated=0 ghosts=0", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_that_counts_a_sale_twice_after_a_cut_is_caught()
    {
        string verdict = RunAgainst(PlantedBugs.DayBookedTwice());
        Assert.Contains("lost=1", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_way_of_running_passes_the_journal_as_it_is()
    {
        string verdict = RunAgainst(PlantedBugs.Nothing());
        Assert.Contains("verdict=pass", verdict, StringComparison.Ordinal);
    }

    // The campaign itself, loaded a second time over the given build of one storey.
    private static string RunAgainst(PlantedStorey planted)
    {
        var context = new SecondBuild(planted);
        try
        {
            Type type = context.Rig.GetType(typeof(CutCampaign).FullName!, true)!;
            object campaign = Activator.CreateInstance(type, [null])!;
            type.GetProperty(nameof(CutCampaign.CutsBlank))!.SetValue(campaign, false);
            object tally = type.GetMethod(nameof(CutCampaign.Run))!
                .Invoke(campaign, [2_000L, 3])!;
            Assert.NotSame(typeof(CutTally), tally.GetType());
            return tally.ToString()!;
        }
        finally
        {
            context.Unload();
        }
    }

    private sealed class SecondBuild : AssemblyLoadContext
    {
        private readonly PlantedStorey _planted;

        public SecondBuild(PlantedStorey planted)
            : base(isCollectible: true)
        {
            _planted = planted;
            Rig = LoadFromStream(
                new MemoryStream(File.ReadAllBytes(typeof(CutCampaign).Assembly.Location)));
        }

        public Assembly Rig { get; }

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == _planted.Name ? LoadFromStream(new MemoryStream(_planted.Bytes))
                : Storeys.All.Contains(assemblyName.Name)
                ? LoadFromStream(new MemoryStream(File.ReadAllBytes(
                    Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll")))) : null;
    }
}
