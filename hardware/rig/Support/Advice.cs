using System.Globalization;
using Terminal.Agent;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Support;

/// <summary>What each fault code means, and what support does about it: advice.txt.</summary>
public static class Advice
{
    private const int Fields = 5;

    private static readonly Dictionary<string, string[]> Rows = Read();

    /// <summary>Why the fault comes.</summary>
    public static string Cause(FaultCode fault, Language language) =>
        Row(fault)[language == Language.French ? 1 : 3];

    /// <summary>What is to be done about it.</summary>
    public static string Remedy(FaultCode fault, Language language) =>
        Row(fault)[language == Language.French ? 2 : 4];

    /// <summary>How the fault is printed: R03, S503, J01.</summary>
    public static string Code(FaultCode fault)
    {
        var bytes = new byte[FaultCodes.BytesMax];
        return System.Text.Encoding.ASCII.GetString(bytes, 0, FaultCodes.Write(fault, bytes, 0));
    }

    /// <summary>True when there is such a code.</summary>
    public static bool IsKnown(FaultCode fault) => Rows.ContainsKey(Key(fault));

    private static string[] Row(FaultCode fault) => Rows[Key(fault)];

    // S501 to S597 are S500 with the HTTP status that came; codes with words of their own have their number.
    private static string Key(FaultCode fault) =>
        FaultCodes.IsService(fault) && !Rows.ContainsKey(Code(fault)) ? "S500"
        : fault is FaultCode.OperatorLocked or FaultCode.NetworkFiltered
            ? string.Create(CultureInfo.InvariantCulture, $"R{(int)fault}")
        : Code(fault);

    private static Dictionary<string, string[]> Read()
    {
        using Stream stream = typeof(Advice).Assembly.GetManifestResourceStream("advice.txt")!;
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<string, string[]>();
        while (reader.ReadLine() is string line)
        {
            string[] row = line.Split(" | ");
            if (row.Length == Fields)
            {
                rows.Add(row[0], row);
            }
        }

        return rows;
    }
}
