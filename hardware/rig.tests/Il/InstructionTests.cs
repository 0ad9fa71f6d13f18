using Terminal.Benchmarks.Il;
using Xunit;

namespace Terminal.Rig.Tests.Il;

/// <summary>How many IL instructions the interpreter must execute: more than now is a step back.</summary>
public sealed class InstructionTests(ITestOutputHelper output)
{
    // About a microsecond each on the device.
    private const int CodeMadeMax = 250_000;
    private const int CodeDrawnMax = 70_000;

    [Fact]
    public void A_sale_and_an_idle_step_cost_no_more_than_they_did()
    {
        InstructionCounts counts = InstructionCounts.Measure();
        foreach (string line in counts.Lines(10))
        {
            output.WriteLine(line);
        }

        // A count far below would mean that the counters are not there.
        Assert.InRange(counts.Sale, 20_000, InstructionCounts.SaleGoal);
        Assert.InRange(counts.IdleStep, 100, InstructionCounts.IdleStepGoal);
        Assert.InRange(counts.Steps, 5, 60);
        Assert.Contains(counts.OfSale, m => m.Method == "SlotStore.Append" && m.Calls == 1);
    }

    // A million instructions a second, those of the board's adapter (two copies, the package's call) with them, and
    // 0.12 ms of SHA-256 for each iteration make the second that it may take.
    [Fact]
    public void A_codes_hash_takes_the_part_of_a_second_that_its_limit_says()
    {
        const double HashMsOfRound = 0.12;
        const int AdapterOfRound = 33;
        long instructions = InstructionCounts.MeasureCode();
        double ms = (instructions / 1_000.0)
            + (((AdapterOfRound / 1_000.0) + HashMsOfRound) * Terminal.Agent.Limits.PinRoundsCount);
        output.WriteLine($"il_code={instructions} code_ms={ms:0}");
        Assert.InRange(ms, 800, 1_200);
    }

    [Fact]
    public void The_largest_code_for_a_camera_holds_the_loop_up_for_a_blink()
    {
        var counting = new BlockCounting();
        var marks = new Dictionary<string, long>();
        Action<string> mark = name => marks[name] = counting.Snapshot().Values.Sum(m => m.Count);
        counting.Run(typeof(CountedCode), nameof(CountedCode.Play), mark);
        long made = marks["made"] - marks["text"];
        long drawn = marks["drawn"] - marks["made"];
        output.WriteLine($"il_qr_made={made} il_qr_drawn={drawn}");
        Assert.InRange(made, 20_000, CodeMadeMax);
        Assert.InRange(drawn, 2_000, CodeDrawnMax);
    }

    [Fact]
    public void Pages_of_days_turn_within_a_tenth_of_a_second_and_making_room_costs_little()
    {
        IReadOnlyDictionary<string, long> counts = InstructionCounts.MeasureDays();
        foreach ((string name, long count) in counts)
        {
            output.WriteLine($"{name} {count}");
        }

        Assert.InRange(counts["append"], 1_000, InstructionCounts.AppendMax);
        Assert.All(
            counts.Where(one => one.Key != "append"),
            one => Assert.InRange(one.Value, 1_000, InstructionCounts.PageMax));
    }
}
