using Terminal.Agent;

namespace Terminal.Rig.Support;

/// <summary>The case that somebody reads out on the telephone (SPEC.md, Case for support).</summary>
/// <param name="SerialEnd">Last four characters of the serial number.</param>
/// <param name="Fault">The main fault; None when nothing is wrong.</param>
/// <param name="Waiting">Payments that wait, 999 for more.</param>
public sealed record SpokenCase(string SerialEnd, FaultCode Fault, int Waiting)
{
    /// <summary>Characters of one.</summary>
    public const int Characters = Limits.SpokenCharacters;

    private const string Values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

    /// <summary>Reads one: capitals, with nothing between the groups.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static SpokenCase Read(string code)
    {
        int rest = 0;
        for (int i = 0; i < Characters; i++)
        {
            int value = Values.IndexOf(code[i], StringComparison.Ordinal);
            if (value < 0 || (i >= 4 && value > 9))
            {
                throw new FormatException($"'{code[i]}' cannot stand at place {i + 1}");
            }

            rest = ((rest * (value < 10 ? 10 : 100)) + value) % 97;
        }

        return rest == 1
            ? new SpokenCase(code[..4], (FaultCode)Number(code[4..7]), Number(code[7..10]))
            : throw new FormatException("its check digits do not fit: have it read out again");
    }

    private static int Number(string digits) =>
        int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
