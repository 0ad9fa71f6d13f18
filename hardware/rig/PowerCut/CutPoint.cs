using System.Globalization;

namespace Terminal.Rig.PowerCut;

/// <summary>One cut, named so that it can be played alone.</summary>
/// <param name="SlotCount">Slots of the journal.</param>
/// <param name="Seed">Seed of the workload.</param>
/// <param name="Step">Step of the workload, from 0.</param>
/// <param name="Bytes">Bytes of the step that were written.</param>
/// <param name="SecondBytes">Bytes that the mount after it wrote before the second cut; 0 for
/// none.</param>
public sealed record CutPoint(int SlotCount, int Seed, int Step, int Bytes, int SecondBytes)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static CutPoint? Parse(string text)
    {
        string[] parts = text.Split(':');
        var numbers = new int[5];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (parts.Length != numbers.Length || !int.TryParse(
                parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new CutPoint(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{SlotCount}:{Seed}:{Step}:{Bytes}:{SecondBytes}");
}
