using System.Globalization;
using Terminal.Agent.Screens;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>
/// Reads fonts drawn as text (hardware/rig/Screens/fonts) and turns them into the data that
/// <see cref="Font"/> takes.
/// </summary>
public static class FontCompiler
{
    /// <summary>The fonts: name of the drawing, name of its field in FontData.</summary>
    public static readonly (string Drawing, string Field)[] Fonts =
    [
        ("small", "Small"),
        ("medium", "Medium"),
        ("figures", "Figures"),
        ("large", "Large"),
        ("icons", "Icons"),
        ("pictures", "Pictures"),
    ];

    private static readonly Dictionary<string, byte> Named = new() { ["SP"] = 0x20, ["NB"] = 0xA0 };

    /// <summary>The data of a drawing.</summary>
    /// <exception cref="FormatException">
    /// The drawing has a fault; the message names the line.
    /// </exception>
    public static byte[] Compile(string drawing)
    {
        string[] lines = drawing.ReplaceLineEndings("\n").Split('\n');
        int pages = 1;
        int gap = 1;
        var glyphs = new List<(byte Code, byte[] Columns, int Width)>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.StartsWith("pages ", StringComparison.Ordinal))
            {
                pages = int.Parse(line[6..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("gap ", StringComparison.Ordinal))
            {
                gap = int.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith('@'))
            {
                i = ReadBlock(lines, i, pages, glyphs);
            }
        }

        var data = new List<byte> { (byte)pages, (byte)gap, checked((byte)glyphs.Count) };
        foreach (var glyph in glyphs)
        {
            data.Add(glyph.Code);
            data.Add((byte)glyph.Width);
        }

        foreach (var glyph in glyphs)
        {
            data.AddRange(glyph.Columns);
        }

        return [.. data];
    }

    /// <summary>FontData.cs, from the folder of drawings.</summary>
    public static string Source(string folder) => DataFile.Source(
        "FontData",
        "All fonts, made from hardware/rig/Screens/fonts by the rig's \"screens --data\".",
        Fonts.Select(font => new DataFile.Field(
            font.Field,
            $"The drawing {font.Drawing}.font as <see cref=\"Font\"/> takes it.",
            Compile(File.ReadAllText(Path.Combine(folder, font.Drawing + ".font"))))));

    private static int ReadBlock(
        string[] lines, int at, int pages, List<(byte Code, byte[] Columns, int Width)> glyphs)
    {
        string[] head = lines[at][1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int top = int.Parse(head[0], CultureInfo.InvariantCulture);
        string[] names = head[1..];
        var columns = new byte[names.Length][];
        var widths = new int[names.Length];
        int row = top;
        int line = at + 1;
        for (; line < lines.Length && lines[line].Length > 0; line++, row++)
        {
            string[] parts = lines[line].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != names.Length || row >= pages * 8)
            {
                throw new FormatException(
                    $"line {line + 1}: {names.Length} glyphs expected, above row {pages * 8}");
            }

            for (int i = 0; i < parts.Length; i++)
            {
                int width = parts[i].Length;
                columns[i] ??= new byte[width * pages];
                widths[i] = widths[i] == 0 ? width : widths[i];
                if (width != widths[i])
                {
                    throw new FormatException(
                        $"line {line + 1}: '{names[i]}' has {width} columns, {widths[i]} above");
                }

                for (int x = 0; x < width; x++)
                {
                    if (parts[i][x] == '#')
                    {
                        columns[i][((row / 8) * width) + x] |= (byte)(1 << (row % 8));
                    }
                }
            }
        }

        for (int i = 0; i < names.Length; i++)
        {
            byte code = Named.TryGetValue(names[i], out byte named)
                ? named : Windows1252.Bytes(names[i])[0];
            glyphs.Add((code, columns[i], widths[i]));
        }

        return line;
    }
}
