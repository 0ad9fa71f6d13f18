using Terminal.Agent;
using Terminal.Rig.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>A queue is emptied near the line's speed, each payment once, without allocating.</summary>
public sealed class DrainTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true, 115_200, 100)]
    [InlineData(true, 921_600, 100)]
    [InlineData(false, 2_000_000, 20)]
    public void Several_at_once_are_faster_than_one_at_a_time(bool isSim, int bitsPerSecond, int roundTripMs)
    {
        DrainResult alone = new DrainRun(isSim, bitsPerSecond, roundTripMs, 1).Play(60);
        DrainResult together = new DrainRun(isSim, bitsPerSecond, roundTripMs, Limits.PipelineRequests).Play(60);
        output.WriteLine("depth 1: " + DrainCommand.Line(alone));
        output.WriteLine("several: " + DrainCommand.Line(together));
        Assert.Equal(60, alone.Delivered);
        Assert.Equal(60, together.Delivered);
        Assert.True(together.PerTransactionMs < 0.75 * alone.PerTransactionMs);
        Assert.Equal(0, together.AllocatedBytes);
    }

    /// <summary>Both directions of the modem's line take turns; hardly anything comes on top.</summary>
    [Fact]
    public void Over_the_modems_line_little_time_is_lost_besides_its_bytes()
    {
        DrainResult result = new DrainRun(true, 115_200, 100, Limits.PipelineRequests).Play(200);
        output.WriteLine(DrainCommand.Line(result));
        Assert.InRange(result.PerTransactionMs, result.LineMs, 1.15 * result.LineMs);

        // Long enough for the other link to be joined meanwhile, which makes the virtual access point allocate.
        Assert.Equal(0, result.AllocatedBytes);
    }

    /// <summary>At the fast speed the modem's own time for each command counts as much as the bytes.</summary>
    [Fact]
    public void A_queue_of_200_empties_at_24_a_second_and_more()
    {
        DrainResult result = new DrainRun(true, 921_600, 100, Limits.PipelineRequests).Play(200);
        output.WriteLine(DrainCommand.Line(result));
        Assert.InRange(1_000 / result.PerTransactionMs, 24, 60);
        Assert.InRange(result.SteadyRatio, 0.9, 1.08);
        Assert.InRange(result.ModemMs, 5, 20);
    }

    [Fact]
    public void Over_WiFi_hardly_more_than_the_lines_time_is_needed()
    {
        DrainResult result = new DrainRun(false, 2_000_000, 20, Limits.PipelineRequests).Play(200);
        output.WriteLine(DrainCommand.Line(result));
        Assert.Equal(0, result.ModemMs);
        Assert.InRange(result.Ratio, 1, 1.25);
    }
}
