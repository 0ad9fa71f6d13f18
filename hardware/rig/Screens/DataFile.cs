using System.Globalization;
using System.Text;

namespace Terminal.Rig.Screens;

/// <summary>Writes a table of bytes as a source file of the agent.</summary>
public static class DataFile
{
    private const int LineLength = 100;

    /// <summary>The source.</summary>
    /// <param name="space">Its namespace.</param>
    /// <param name="type">The class.</param>
    /// <param name="member">The field.</param>
    /// <param name="purpose">What the file opens with, in one or two lines.</param>
    /// <param name="content">What the bytes are.</param>
    /// <param name="data">The bytes.</param>
    public static string Source(
        string space, string type, string member, string purpose, string content, byte[] data)
    {
        var text = new StringBuilder();
        text.Append($"namespace {space};\n\n");
        text.Append($"/// <summary>\n/// {purpose}\n/// </summary>\n");
        text.Append($"internal static class {type}\n{{\n");
        text.Append($"    /// <summary>{content}</summary>\n");
        text.Append($"    public static readonly byte[] {member} =\n    {{\n");
        var line = new StringBuilder("       ");
        foreach (byte value in data)
        {
            string item = string.Create(CultureInfo.InvariantCulture, $" {value},");
            if (line.Length + item.Length > LineLength)
            {
                text.Append(line).Append('\n');
                line.Clear().Append("       ");
            }

            line.Append(item);
        }

        text.Append(line).Append("\n    };\n}\n");
        return text.ToString();
    }
}
