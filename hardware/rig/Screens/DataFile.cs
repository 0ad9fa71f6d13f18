using System.Globalization;
using System.Text;

namespace Terminal.Rig.Screens;

/// <summary>Writes a table of bytes as a source file of the agent.</summary>
public static class DataFile
{
    /// <summary>The first line of each generated source.</summary>
    public const string Header =
        "// Made by \"dotnet run --project hardware/rig -- screens --data\"; edit its input.\n";

    private const int LineLength = 100;

    /// <summary>A field of the class.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Summary">What it is.</param>
    /// <param name="Data">Its bytes.</param>
    public sealed record Field(string Name, string Summary, byte[] Data);

    /// <summary>The source of a class in Terminal.Agent.Screens.</summary>
    /// <param name="type">The class.</param>
    /// <param name="purpose">What the file opens with, in one line.</param>
    /// <param name="fields">Its tables.</param>
    public static string Source(string type, string purpose, IEnumerable<Field> fields)
    {
        var text = new StringBuilder();
        text.Append(Header);
        text.Append("namespace Terminal.Agent.Screens;\n\n");
        text.Append($"/// <summary>\n/// {purpose}\n/// </summary>\n");
        text.Append($"internal static class {type}\n{{\n");
        text.AppendJoin('\n', fields.Select(FieldSource));
        text.Append("}\n");
        return text.ToString();
    }

    private static string FieldSource(Field field)
    {
        var text = new StringBuilder();
        text.Append($"    /// <summary>{field.Summary}</summary>\n");
        text.Append($"    public static readonly byte[] {field.Name} =\n    {{\n");
        var line = new StringBuilder("       ");
        foreach (byte value in field.Data)
        {
            string item = string.Create(CultureInfo.InvariantCulture, $" {value},");
            if (line.Length + item.Length > LineLength)
            {
                text.Append(line).Append('\n');
                line.Clear().Append("       ");
            }

            line.Append(item);
        }

        text.Append(line).Append("\n    };\n");
        return text.ToString();
    }
}
