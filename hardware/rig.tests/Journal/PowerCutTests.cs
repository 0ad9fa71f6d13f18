using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// A short form of what <c>powercut</c> does at length: enough for each kind of step in both sizes.
/// </summary>
public sealed class PowerCutTests
{
    [Fact]
    public void A_cut_at_any_byte_loses_doubles_and_invents_nothing()
    {
        CutTally tally = new CutCampaign { CutsBlank = false }.Run(6_000, 11);
        Assert.Equal(CutReport(tally), tally.ToString());
        Assert.True(tally.Cuts >= 6_000);
        Assert.True(tally.SecondCuts > 10 * tally.Cuts, "recovery was cut too");
    }

    [Fact]
    public void Flipped_bits_and_wiped_blocks_are_repaired_or_reported()
    {
        var campaign = new FlipCampaign(11, stride: 7, sampleCount: 5_000);
        FlipTally tally = campaign.Run();
        Assert.True(tally.Passed, tally.First);
        Assert.Equal(5_000, tally.Pairs);
        Assert.Equal(5_000, tally.Blocks);
        Assert.InRange(tally.Reported, 1, tally.Blocks + tally.Pairs);
    }

    [Fact]
    public void A_cut_that_was_printed_can_be_played_alone()
    {
        var point = new CutPoint(8, 11, 21, 3, 0);
        Assert.Equal(point, CutPoint.Parse(point.ToString()));
        Assert.Null(CutPoint.Parse("8:11:21:3"));
        Assert.Null(CutPoint.Parse("8:11:21:x:0"));
        CutTally tally = new CutCampaign().Replay(point);
        Assert.True(tally.Passed);
        Assert.Equal(1, tally.Cuts);
    }

    // Each was lost once.
    [Theory]
    [InlineData("8:3:93:1:28")]
    public void A_cut_that_once_lost_something_loses_nothing(string cut)
    {
        CutPoint point = CutPoint.Parse(cut)!;
        CutTally tally = new CutCampaign().Replay(point);
        Assert.Equal(CutReport(tally), tally.ToString());
        Assert.Equal(point.SecondBytes > 0 ? 1 : 0, tally.SecondCuts);
    }

    private static string CutReport(CutTally tally) =>
        $"cuts={tally.Cuts} second_cuts={tally.SecondCuts} lost=0 duplicated=0 ghosts=0 verdict=pass";
}
