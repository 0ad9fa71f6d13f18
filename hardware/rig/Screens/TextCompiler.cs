using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>
/// Turns Terminal.Agent/Screens/texts.txt into the agent's sources TextId.cs and TextData.cs.
/// </summary>
public static partial class TextCompiler
{
    /// <summary>A line of the file.</summary>
    /// <param name="Name">Name in TextId, or a fault code.</param>
    /// <param name="French">French words.</param>
    /// <param name="English">English words.</param>
    /// <param name="Summary">What it is.</param>
    public sealed record Entry(string Name, string French, string English, string Summary)
    {
        /// <summary>The number of the fault code that the name is; 0 when it is none.</summary>
        public int FaultNumber
        {
            get
            {
                Match match = FaultName().Match(Name);
                return match.Success
                    ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
                        + (match.Groups[1].Value == "J" ? 800 : 0)
                    : 0;
            }
        }
    }

    /// <summary>The entries of a file.</summary>
    /// <exception cref="FormatException">A line has a fault; the message names it.</exception>
    public static IReadOnlyList<Entry> Read(string file)
    {
        var entries = new List<Entry>();
        string[] lines = file.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            string[] parts = lines[i].Split('|', StringSplitOptions.TrimEntries);
            if (parts.Length < 3 || parts.Length > 4)
            {
                throw new FormatException($"line {i + 1}: name | French | English | what it is");
            }

            string english = Words(parts[2]);
            string summary = parts.Length > 3 ? parts[3] : english.Trim();
            entries.Add(new Entry(parts[0], Words(parts[1]), english, summary));
        }

        return entries;
    }

    /// <summary>
    /// The data: number of faults and their codes; then for each language the words of all texts
    /// and of all faults, each with its length before it.
    /// </summary>
    public static byte[] Compile(IReadOnlyList<Entry> entries)
    {
        Entry[] faults = [.. entries.Where(entry => entry.FaultNumber != 0)];
        Entry[] texts = [.. entries.Where(entry => entry.FaultNumber == 0)];
        var data = new List<byte> { checked((byte)faults.Length) };
        foreach (Entry fault in faults)
        {
            data.Add((byte)fault.FaultNumber);
            data.Add((byte)(fault.FaultNumber >> 8));
        }

        Func<Entry, string>[] languages = [entry => entry.French, entry => entry.English];
        foreach (Func<Entry, string> language in languages)
        {
            data.Add(0); // TextId.None
            foreach (string words in texts.Concat(faults).Select(language))
            {
                byte[] bytes = Windows1252.Bytes(words);
                data.Add(checked((byte)bytes.Length));
                data.AddRange(bytes);
            }
        }

        return [.. data];
    }

    /// <summary>TextId.cs.</summary>
    public static string IdSource(IReadOnlyList<Entry> entries)
    {
        var text = new StringBuilder();
        text.Append(DataFile.Header).Append("namespace Terminal.Agent.Screens;\n\n");
        text.Append("/// <summary>\n/// The texts of the screens. ");
        text.Append("Made from texts.txt by the rig's command \"screens --data\".\n/// </summary>\n");
        text.Append("public enum TextId\n{\n    /// <summary>No words.</summary>\n    None = 0,\n");
        int number = 1;
        foreach (Entry entry in entries.Where(entry => entry.FaultNumber == 0))
        {
            string summary = SecurityElement.Escape(entry.Summary).Replace("&apos;", "'");
            summary = summary.TrimEnd('.', '…', '?', '\u00A0');
            text.Append($"\n    /// <summary>{summary}.</summary>\n");
            text.Append($"    {entry.Name} = {number++},\n");
        }

        text.Append("\n    /// <summary>How many there are.</summary>\n");
        text.Append($"    Count = {number},\n}}\n");
        return text.ToString();
    }

    /// <summary>TextData.cs.</summary>
    public static string DataSource(byte[] data) => DataFile.Source(
        "TextData",
        "All words, made from texts.txt by the rig's command \"screens --data\".",
        [new("Bytes", "Layout: see the constructor of <see cref=\"Texts\"/>.", data)]);

    private static string Words(string part) => part.Trim('"').Replace('~', '\u00A0');

    [GeneratedRegex("^([RKSJ])([0-9]+)$")]
    private static partial Regex FaultName();
}
