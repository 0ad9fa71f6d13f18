using System.Globalization;
using System.Text;

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
    /// Takes what follows AT apart as V.250 has it: blanks mean nothing outside quotes, basic
    /// commands follow each other without a sign between them, an extended one ends at a semicolon.
    /// </summary>
    public static IReadOnlyList<ModemCommandLine> ParseAll(string text)
    {
        text = WithoutBlanks(text);
        var commands = new List<ModemCommandLine>();
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == ';')
            {
                at++;
                continue;
            }

            int end = char.IsAsciiLetter(text[at]) || text[at] is '&' or '\\' or '%'
                ? BasicEnd(text, at)
                : ExtendedEnd(text, at);
            string one = text[at..end];
            commands.Add(char.IsAsciiLetter(one[0]) || one[0] is '&' or '\\' or '%'
                ? Basic(one)
                : Parse(one));
            at = end;
        }

        return commands.Count > 0 ? commands : [Parse("")];
    }

    /// <summary>Parses one extended command.</summary>
    public static ModemCommandLine Parse(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign >= 0 && sign == text.Length - 2 && text[^1] == '?')
        {
            return new ModemCommandLine(text[..sign], false, true, false, []);
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

    private static string WithoutBlanks(string text)
    {
        var kept = new StringBuilder(text.Length);
        bool isQuoted = false;
        foreach (char sign in text)
        {
            isQuoted ^= sign == '"';
            if (isQuoted || sign is not (' ' or '\t'))
            {
                kept.Append(sign);
            }
        }

        return kept.ToString();
    }

    // E0, &F, S0=0, S7?; what is dialled takes the rest.
    private static int BasicEnd(string text, int at)
    {
        if (text[at] is 'D' or 'd')
        {
            return text.Length;
        }

        at = Math.Min(text.Length, at + (char.IsAsciiLetter(text[at]) ? 1 : 2));
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '=' or '?'))
        {
            at++;
        }

        return at;
    }

    private static int ExtendedEnd(string text, int at)
    {
        bool isQuoted = false;
        while (at < text.Length && (isQuoted || text[at] != ';'))
        {
            isQuoted ^= text[at] == '"';
            at++;
        }

        return at;
    }

    private static ModemCommandLine Basic(string text)
    {
        int at = Math.Min(text.Length, char.IsAsciiLetter(text[0]) ? 1 : 2);
        string name = text[..at].ToUpperInvariant();
        if (name == "D")
        {
            return new ModemCommandLine(name, false, false, false, [text[at..]]);
        }

        string digits = new(text[at..].TakeWhile(char.IsAsciiDigit).ToArray());
        string rest = text[(at + digits.Length)..];
        if (name == "S")
        {
            string value = rest.TrimStart('=');
            return new ModemCommandLine(
                name, rest == "?", rest == "=?", value.Length < rest.Length, [digits, value]);
        }

        return new ModemCommandLine(
            name,
            rest == "?",
            rest == "=?",
            rest.StartsWith('='),
            [digits.Length == 0 ? "0" : digits]);
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
