using Terminal.Rig.Simulation.Tills;
using Terminal.Rig.Tests.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Till;

/// <summary>The short form of the tills' campaign, and that it finds what it looks for.</summary>
public sealed class TillCampaignTests(ITestOutputHelper output)
{
    private const int Sales = 12;

    [Fact]
    public void No_till_is_charged_twice_told_otherwise_or_left_without_an_answer()
    {
        string line = new TillCampaign(1, 12, Sales).Run();
        output.WriteLine(line);
        Assert.EndsWith("verdict=pass", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_that_is_forgotten_is_found()
    {
        string finding = new SecondAgent(PlantedBugs.TillForgets()).PlayTills(1, 12, Sales);
        Assert.Matches("charged twice|told not paid, and is", finding);
    }
}
