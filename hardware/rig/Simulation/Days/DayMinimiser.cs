namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Shrinks the fault list of a failing seed: leaves out halves, quarters and so on down to single
/// faults, as long as the seed still fails in the same way.
/// </summary>
public static class DayMinimiser
{
    /// <summary>The faults without which the seed does not fail so.</summary>
    public static IReadOnlyList<DayFault> Minimise(
        int seed, int hours, DayVerdict verdict, int[]? only = null) => Minimise(
            [.. new DayPlan(seed, hours).Faults.Where(f => only is null || only.Contains(f.Number))],
            faults => Fails(seed, hours, verdict, faults));

    /// <summary>The faults that cannot be left out, one by one, without losing the failure.</summary>
    /// <param name="faults">A list that fails.</param>
    /// <param name="fails">True when a shorter list fails too.</param>
    public static IReadOnlyList<DayFault> Minimise(
        List<DayFault> faults, Func<List<DayFault>, bool> fails)
    {
        List<DayFault> kept = faults;
        int size = Math.Max(1, kept.Count / 2);
        while (true)
        {
            int before = kept.Count;
            for (int from = 0; from < kept.Count;)
            {
                List<DayFault> fewer = [.. kept.Where((_, i) => i < from || i >= from + size)];
                bool isFewer = fails(fewer);
                kept = isFewer ? fewer : kept;
                from += isFewer ? 0 : size;
            }

            if (size == 1 && kept.Count == before)
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
