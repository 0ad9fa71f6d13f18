using Terminal.Rig.Simulation.Tills;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// What a seed plays after its day, each on a terminal of its own: boards, memories and keys that
/// change, and a till beside the keypad.
/// </summary>
internal static class SeedTrials
{
    /// <summary>Plays them, and notes what was counted and what is wrong.</summary>
    public static void Play(DayPlan plan, DayResult result, TextWriter? lines)
    {
        try
        {
            string? finding = PlayOwners(plan, result, lines) ?? PlayTill(plan, result, lines);
            if (finding is not null)
            {
                Fail(result, DayVerdict.Correctness, finding);
            }
        }
#pragma warning disable CA1031 // Whatever the agent throws is what this looks for.
        catch (Exception e)
        {
            Fail(result, DayVerdict.Crash, e.ToString());
        }
#pragma warning restore CA1031
    }

    private static string? PlayOwners(DayPlan plan, DayResult result, TextWriter? lines)
    {
        if (plan.OwnerEvents == 0)
        {
            return null;
        }

        var trial = new OwnerTrial(StreamSeed(plan, 16), plan.OwnerWeights, lines);
        string? finding = trial.Play(plan.OwnerEvents);
        result.Trials.Add(trial);
        return finding is null ? null : $"owners: {finding}";
    }

    private static string? PlayTill(DayPlan plan, DayResult result, TextWriter? lines)
    {
        if (plan.TillSales == 0)
        {
            return null;
        }

        var trial = new TillTrial(StreamSeed(plan, 17), lines, plan.TillWeights);
        string? finding = trial.Play(plan.TillSales);
        result.Trials.Add(trial);
        return finding is null ? null : $"till: {finding}";
    }

    private static int StreamSeed(DayPlan plan, int stream) => Board.StreamSeed.Derive(plan.Seed, stream);

    private static void Fail(DayResult result, DayVerdict verdict, string finding)
    {
        result.Verdict = verdict;
        result.Finding = finding;
    }
}
