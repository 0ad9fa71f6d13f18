using System.Globalization;

namespace Terminal.Benchmarks.Il;

/// <summary>
/// Executed IL instructions of a sale over the SIM path and of an idle step. On the device each is interpreted, of the
/// order of a million a second.
/// </summary>
public sealed class InstructionCounts
{
    /// <summary>What a sale may cost, from the card's read to the committed answer.</summary>
    public const int SaleGoal = 55_000;

    /// <summary>What a step may cost in which nothing is to be done.</summary>
    public const int IdleStepGoal = 400;

    /// <summary>What turning a page of days may cost: a tenth of a second.</summary>
    public const int PageMax = 100_000;

    /// <summary>What an append may cost that makes room: a little more than it does.</summary>
    public const int AppendMax = 12_000;

    private readonly List<MethodCount> _sale;
    private readonly List<MethodCount> _idle;

    private InstructionCounts(
        List<MethodCount> sale, long shown, List<MethodCount> idle, int steps)
    {
        Shown = Sum(sale) + shown;
        _sale = sale;
        _idle = idle;
        Steps = steps;
    }

    /// <summary>Instructions of the sale.</summary>
    public long Sale => Sum(_sale);

    /// <summary>Instructions from the card's read until the answer is on the screen.</summary>
    public long Shown { get; }

    /// <summary>Instructions of an idle step.</summary>
    public double IdleStep => (double)_idle.Sum(m => m.Count) / CountedRuns.IdleSteps;

    /// <summary>Steps of the loop during the sale.</summary>
    public int Steps { get; }

    /// <summary>Methods of the sale, the costliest first.</summary>
    public IReadOnlyList<MethodCount> OfSale => _sale;

    /// <summary>Methods of all idle steps together, the costliest first.</summary>
    public IReadOnlyList<MethodCount> OfIdle => _idle;

    /// <summary>Runs the sale and counts.</summary>
    public static InstructionCounts Measure()
    {
        var counting = new BlockCounting();
        var marks = new Dictionary<string, Dictionary<string, (long Count, long Calls)>>();
        Action<string> mark = name => marks[name] = counting.Snapshot();
        int steps = (int)counting.Run(typeof(CountedRuns), nameof(CountedRuns.Play), mark)!;
        return new InstructionCounts(
            Between(marks["card"], marks["committed"]),
            Sum(Between(marks["committed"], marks["shown"])),
            Between(marks["idle"], marks["end"]), steps);
    }

    /// <summary>
    /// Instructions of all iterations of a code's hash, without those of SHA-256, which is native on the device.
    /// </summary>
    public static long MeasureCode()
    {
        var counting = new BlockCounting();
        var marks = new Dictionary<string, Dictionary<string, (long Count, long Calls)>>();
        Action<string> mark = name => marks[name] = counting.Snapshot();
        counting.Run(typeof(CountedRuns), nameof(CountedRuns.GiveCode), mark);
        return Sum(Between(marks["begin"], marks["end"]));
    }

    /// <summary>The figures as lines.</summary>
    /// <param name="methods">How many methods of each are shown.</param>
    public IEnumerable<string> Lines(int methods)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"il_sale={Sale} il_sale_goal={SaleGoal} il_shown={Shown} steps={Steps} il_idle_step={IdleStep:0} "
                + $"il_idle_goal={IdleStepGoal}");
        foreach (MethodCount method in OfSale.Take(methods))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"sale {method.Count,8} {100.0 * method.Count / Sale,5:0.0} % {method.Calls,6} {method.Method}");
        }

        foreach (MethodCount method in OfIdle.Take(methods))
        {
            double each = (double)method.Count / CountedRuns.IdleSteps;
            double calls = (double)method.Calls / CountedRuns.IdleSteps;
            yield return string.Create(
                CultureInfo.InvariantCulture, $"idle {each,8:0.0} {calls,6:0.0} {method.Method}");
        }
    }

    /// <summary>
    /// Instructions of an append that makes room, and of each page that shows days, from the key to the painted screen.
    /// </summary>
    public static IReadOnlyDictionary<string, long> MeasureDays()
    {
        var counting = new BlockCounting();
        var marks = new Dictionary<string, Dictionary<string, (long Count, long Calls)>>();
        Action<string> mark = name => marks[name] = counting.Snapshot();
        counting.Run(typeof(CountedDays), nameof(CountedDays.Play), mark);
        return new Dictionary<string, long>
        {
            ["append"] = Sum(Between(marks["append"], marks["appended"])),
            ["close"] = Sum(Between(marks["close"], marks["close end"])),
            ["totals"] = Sum(Between(marks["totals"], marks["totals end"])),
            ["history"] = Sum(Between(marks["history"], marks["history end"])),
        };
    }

    private static long Sum(List<MethodCount> methods) => methods.Sum(m => m.Count);

    private static List<MethodCount> Between(
        Dictionary<string, (long Count, long Calls)> before, Dictionary<string, (long Count, long Calls)> after) =>
        [.. after.Select(m => new MethodCount(
                m.Key,
                m.Value.Count - before.GetValueOrDefault(m.Key).Count,
                m.Value.Calls - before.GetValueOrDefault(m.Key).Calls))
            .Where(m => m.Count > 0).OrderByDescending(m => m.Count).ThenBy(m => m.Method, StringComparer.Ordinal)];
}
