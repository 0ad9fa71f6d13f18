using System.Globalization;

namespace Terminal.Benchmarks.Il;

/// <summary>
/// Executed IL instructions of a sale over the SIM path and of an idle step. On the device each is interpreted, of the
/// order of a million a second.
/// </summary>
public sealed class InstructionCounts
{
    /// <summary>What a sale may cost, from the card's read to the committed answer.</summary>
    public const int SaleMax = 60_000;

    /// <summary>What a step may cost in which nothing is to be done.</summary>
    public const int IdleStepMax = 400;

    private readonly List<(string Method, long Count)> _sale;
    private readonly List<(string Method, long Count)> _idle;

    private InstructionCounts(
        List<(string Method, long Count)> sale, List<(string Method, long Count)> idle, int steps)
    {
        _sale = sale;
        _idle = idle;
        Steps = steps;
    }

    /// <summary>Instructions of the sale.</summary>
    public long Sale => _sale.Sum(m => m.Count);

    /// <summary>Instructions of an idle step.</summary>
    public double IdleStep => (double)_idle.Sum(m => m.Count) / CountedRuns.IdleSteps;

    /// <summary>Steps of the loop during the sale.</summary>
    public int Steps { get; }

    /// <summary>The methods that cost most in the sale.</summary>
    public IReadOnlyList<(string Method, long Count)> TopOfSale => [.. _sale.Take(10)];

    /// <summary>The methods that cost most in the idle steps.</summary>
    public IReadOnlyList<(string Method, long Count)> TopOfIdle => [.. _idle.Take(10)];

    /// <summary>Runs the sale and counts.</summary>
    public static InstructionCounts Measure()
    {
        var counting = new BlockCounting();
        var marks = new Dictionary<string, Dictionary<string, long>>();
        Action<string> mark = name => marks[name] = counting.Snapshot();
        int steps = (int)counting.Run(typeof(CountedRuns), nameof(CountedRuns.Play), mark)!;
        return new InstructionCounts(
            Between(marks["card"], marks["answered"]), Between(marks["idle"], marks["end"]), steps);
    }

    /// <summary>The figures as lines.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"il_sale={Sale} il_sale_max={SaleMax} steps={Steps} il_idle_step={IdleStep:0} il_idle_max={IdleStepMax}");
        foreach ((string method, long count) in TopOfSale)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"sale {count,8} {100.0 * count / Sale,5:0.0} % {method}");
        }

        foreach ((string method, long count) in TopOfIdle)
        {
            double each = (double)count / CountedRuns.IdleSteps;
            yield return string.Create(CultureInfo.InvariantCulture, $"idle {each,8:0.0} {method}");
        }
    }

    private static List<(string Method, long Count)> Between(
        Dictionary<string, long> before, Dictionary<string, long> after) =>
        [.. after.Select(m => (m.Key, m.Value - before.GetValueOrDefault(m.Key)))
            .Where(m => m.Item2 > 0).OrderByDescending(m => m.Item2).ThenBy(m => m.Key)];
}
