using Terminal.Benchmarks.Results;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>What the line's speed is worth at the counter; RESULTS.md has the figures.</summary>
public sealed class SaleSpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(ModemModels.First)]
    [InlineData(ModemModels.Quectel)]
    public void The_fast_line_shortens_the_way_from_tap_to_answer(string modem)
    {
        long slowMs = WholeJobs.SaleMs(isFast: false, modem);
        long fastMs = WholeJobs.SaleMs(isFast: true, modem);
        output.WriteLine($"{modem}: 115200 baud {slowMs} ms, 921600 baud {fastMs} ms");
        Assert.InRange(fastMs, 200, slowMs - 60);
    }
}
