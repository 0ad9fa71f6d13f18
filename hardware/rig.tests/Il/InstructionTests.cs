using Terminal.Benchmarks.Il;
using Xunit;

namespace Terminal.Rig.Tests.Il;

/// <summary>How many IL instructions the interpreter must execute: more than now is a step back.</summary>
public sealed class InstructionTests(ITestOutputHelper output)
{
    [Fact]
    public void A_sale_and_an_idle_step_cost_no_more_than_they_did()
    {
        InstructionCounts counts = InstructionCounts.Measure();
        foreach (string line in counts.Lines(10))
        {
            output.WriteLine(line);
        }

        // A count far below would mean that the counters are not there.
        Assert.InRange(counts.Sale, 20_000, InstructionCounts.SaleMax);
        Assert.InRange(counts.IdleStep, 100, InstructionCounts.IdleStepMax);
        Assert.InRange(counts.Steps, 5, 60);
        Assert.Contains(counts.OfSale, m => m.Method == "SlotStore.Append" && m.Calls == 1);
    }
}
