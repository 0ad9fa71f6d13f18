using System.Globalization;

namespace Terminal.Rig.Modem;

/// <summary>One command of a line: its name, its form, its arguments.</summary>
internal sealed record ModemCommandLine(
    string Name,
    bool IsQuery,
    bool IsTest,
    bool IsSet,
    string[] Arguments)
{
    /// <summary>
    /// Splits what follows AT at semicolons outside quotes, extended names kept whole.
    /// </summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == ';' && !isQuoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (start < text.Length || parts.Count == 0)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    /// <summary>Parses one command.</summary>
    public static ModemCommandLine Parse(string text)
    {
        text = text.Trim();
        if (text.Length > 0 && text[0] != '+')
        {
            return Basic(text);
        }

        int sign = text.IndexOf('=', StringComparison.Ordinal);
        if (text.EndsWith("=?", StringComparison.Ordinal))
        {
            return new ModemCommandLine(text[..^2], false, true, false, []);
        }

        if (sign >= 0)
        {
            string[] fields = Fields(text[(sign + 1)..]);
            return new ModemCommandLine(text[..sign], false, false, true, fields);
        }

        return text.EndsWith('?')
            ? new ModemCommandLine(text[..^1], true, false, false, [])
            : new ModemCommandLine(text, false, false, false, []);
    }

    /// <summary>An argument without its quotes; empty when absent.</summary>
    public string Argument(int index) => index < Arguments.Length ? Arguments[index].Trim('"') : "";

    /// <summary>An argument as a number; -1 when it is none.</summary>
    public int Number(int index) =>
        int.TryParse(
            Argument(index), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : -1;

    // E0, V1, &F0, S0=0 and strings of them, of which only the first counts unless it is E.
    private static ModemCommandLine Basic(string text)
    {
        int at = text[0] == '&' ? 2 : 1;
        at = Math.Min(at, text.Length);
        string name = text[..at].ToUpperInvariant();
        if (name == "S")
        {
            return new ModemCommandLine("S0", false, false, true, ["0"]);
        }

        int echo = text.IndexOf('E', StringComparison.OrdinalIgnoreCase);
        if (name != "E" && echo > 0)
        {
            name = "E";
            at = echo + 1;
        }

        string digits = new(text[at..].TakeWhile(char.IsAsciiDigit).ToArray());
        return new ModemCommandLine(name, false, false, false, [digits.Length == 0 ? "0" : digits]);
    }

    private static string[] Fields(string text)
    {
        var fields = new List<string>();
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && !isQuoted))
            {
                fields.Add(text[start..i]);
                start = i + 1;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }

        return [.. fields];
    }
}
