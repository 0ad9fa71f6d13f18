namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Shrinks the fault list of a failing seed: leaves out halves, quarters and so on down to single
/// faults, as long as the seed still fails in the same way.
/// </summary>
public static class DayMinimiser
{
    /// <summary>The faults without which the seed does not fail so.</summary>
    public static IReadOnlyList<DayFault> Minimise(
        int seed, int hours, DayVerdict verdict, int[]? only = null)
    {
        List<DayFault> kept = [.. new DayPlan(seed, hours).Faults
            .Where(fault => only is null || only.Contains(fault.Number))];
        int size = Math.Max(1, kept.Count / 2);
        while (true)
        {
            bool hasShrunk = false;
            for (int from = 0; from < kept.Count;)
            {
                List<DayFault> fewer = [.. kept.Where((_, i) => i < from || i >= from + size)];
                if (Fails(seed, hours, verdict, fewer))
                {
                    kept = fewer;
                    hasShrunk = true;
                }
                else
                {
                    from += size;
                }
            }

            if (size == 1 && !hasShrunk)
            {
                return kept;
            }

            size = Math.Max(1, size / 2);
        }
    }

    private static bool Fails(int seed, int hours, DayVerdict verdict, List<DayFault> faults)
    {
        var plan = new DayPlan(seed, hours);
        plan.Faults.Clear();
        plan.Faults.AddRange(faults);
        return DayCampaign.Play(plan).Verdict == verdict;
    }
}
