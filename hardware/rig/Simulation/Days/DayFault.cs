using System.Globalization;

namespace Terminal.Rig.Simulation.Days;

/// <summary>One fault of a day.</summary>
/// <param name="Number">Its place in the day's list; what <c>--faults</c> names.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="AtMs">When it begins.</param>
/// <param name="DurationMs">How long it lasts.</param>
/// <param name="Where">1 the SIM's way, 2 WiFi's, 3 both; 0 where it has no meaning.</param>
/// <param name="Amount">How much; see the kind.</param>
/// <param name="Draw">What else it draws follows from this.</param>
public sealed record DayFault(
    int Number, DayFaultKind Kind, long AtMs, long DurationMs, int Where, int Amount, int Draw)
{
    /// <summary>How many kinds there are.</summary>
    public const int KindCount = (int)DayFaultKind.ReaderUnkind + 1;

    /// <summary>The SIM's way.</summary>
    public const int Sim = 1;

    /// <summary>WiFi's way.</summary>
    public const int Wifi = 2;

    /// <inheritdoc/>
    public override string ToString()
    {
        TimeSpan at = TimeSpan.FromMilliseconds(AtMs);
        string where = Where switch { 0 => "", Sim => " sim", Wifi => " wifi", _ => " both" };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#{Number} {(int)at.TotalHours:00}:{at:mm\\:ss} {Kind}{where} {Amount} for {DurationMs / 1000.0:0.#} s");
    }
}
