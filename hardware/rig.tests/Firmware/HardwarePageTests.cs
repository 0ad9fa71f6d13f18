using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Terminal.Firmware;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>hardware/README.md says what the code says: wiring, addresses, sizes.</summary>
public sealed partial class HardwarePageTests
{
    private static readonly string Page = File.ReadAllText(
        Path.Combine(Repository.Root()!, "hardware", "README.md"));

    [Fact]
    public void The_pin_map_is_the_codes()
    {
        Dictionary<string, int> page = WiringRow().Matches(Page).ToDictionary(
            row => row.Groups["name"].Value, row => Number(row.Groups["value"].Value));
        Dictionary<string, int> code = typeof(Wiring).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);
        Assert.Equal(
            code.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            page.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void No_pin_is_used_twice_or_belongs_to_the_module()
    {
        int[] pins = [.. typeof(Wiring).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => !f.Name.EndsWith("Address", StringComparison.Ordinal) && f.Name != "I2cBus")
            .Select(f => (int)f.GetRawConstantValue()!)];
        Assert.Equal(pins.Distinct(), pins);
        Assert.Empty(pins.Intersect([0, 3, 19, 20, 45, 46, .. Enumerable.Range(26, 12)]));
    }

    [Theory]
    [InlineData("root.pem", BoardFiles.RootCertificate)]
    [InlineData("settings0.bin", BoardFiles.Settings0)]
    [InlineData("settings1.bin", BoardFiles.Settings1)]
    public void Its_files_are_the_codes(string name, string path)
    {
        Assert.Equal("I:\\" + name, path);
        Assert.Contains(path, Page, StringComparison.Ordinal);
    }

    private static int Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? int.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : int.Parse(text, CultureInfo.InvariantCulture);

    // | `Name` | value | ...
    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<value>0x[0-9A-Fa-f]+|\d+) \|", RegexOptions.Multiline)]
    private static partial Regex WiringRow();
}
