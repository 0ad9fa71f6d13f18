using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Terminal.Agent.Console;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>SPEC.md, Console, says what the code does: commands, settings with their defaults, error codes.</summary>
public sealed partial class ConsoleSpecTests
{
    private static readonly string Spec = ReadSpec();

    [Fact]
    public void The_help_is_in_the_specification_as_it_is_printed()
    {
        string[] help = new ConsoleFixture().Ask("help")[..^1];
        Assert.Contains("```\n" + string.Join('\n', help) + "\n```", Spec, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_in_the_specification_with_its_default()
    {
        string[] rows = new ConsoleFixture().Ask("set")[..^1];
        string[] wanted = [.. rows.Select(
            (r, i) => $"{i} {r.Replace('=', ' ').Replace("\"\"", "", StringComparison.Ordinal)}".TrimEnd())];
        string[] specified = [.. SettingRow().Matches(Spec).Select(
            m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}"
                .Replace(" none", "", StringComparison.Ordinal))];
        Assert.Equal(wanted, specified);
    }

    [Fact]
    public void Every_error_code_is_in_the_specification()
    {
        Type answers = typeof(TechnicianConsole).Assembly.GetType("Terminal.Agent.Console.ConsoleAnswer", true)!;
        int[] codes = [.. Enum.GetValues(answers).Cast<object>()
            .Select(v => Convert.ToInt32(v, CultureInfo.InvariantCulture)).Where(v => v > 0).Order()];
        Assert.Equal(codes, ErrorRow().Matches(Spec)
            .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)));
        MethodInfo words = typeof(TechnicianConsole).Assembly.GetType("Terminal.Agent.Console.ConsoleText", true)!
            .GetMethod("Error")!;
        Assert.All(codes, code =>
        {
            byte[] row = (byte[])words.Invoke(null, [Enum.ToObject(answers, code)])!;
            Assert.Equal(code, ((row[0] - '0') * 10) + row[1] - '0');
        });
    }

    private static string ReadSpec()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Terminal.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Terminal.sln above the tests");
        }

        string spec = File.ReadAllText(Path.Combine(folder.FullName, "Terminal.Agent", "SPEC.md"));
        int from = spec.IndexOf("\n## Console\n", StringComparison.Ordinal);
        int to = spec.IndexOf("\n## ", from + 5, StringComparison.Ordinal);
        return to < 0 ? spec[from..] : spec[from..to];
    }

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \| [^|]+ \| (\S+) \|$", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"^\| (\d\d) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();
}
