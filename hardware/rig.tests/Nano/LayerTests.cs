using System.Text.RegularExpressions;
using Terminal.Rig.House;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// References point down. Inside the agent the compiler keeps the order, because a storey's project
/// references only what is below it; here stands that order, and that README shows the same.
/// </summary>
public sealed class LayerTests
{
    private const string Packages = "Terminal.NanoPackages.";
    private const string TestFramework = Packages + "TestFramework";

    // What each storey may know. Each entry lies further down in the list of storeys.
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Terminal.Core"] = [],
        ["Terminal.Journal"] = ["Terminal.Core"],
        ["Terminal.Links"] = ["Terminal.Core"],
        ["Terminal.Acquirer"] = ["Terminal.Core", "Terminal.Journal", "Terminal.Links"],
        ["Terminal.Screens"] = ["Terminal.Core", "Terminal.Links"],
        ["Terminal.Agent"] = [.. Storeys.Agent.SkipLast(1)],
        ["Terminal.Modem"] = ["Terminal.Core", "Terminal.Links"],
        ["Terminal.Menus"] = [.. Storeys.Agent, "Terminal.Modem"],
        ["Terminal.Console"] = [.. Storeys.Agent, "Terminal.Modem"],
        ["Terminal.Till"] = [.. Storeys.Agent],
        ["Terminal.Fleet"] = [.. Storeys.Agent, "Terminal.Modem", "Terminal.Console"],
        ["Terminal.Setup"] = [.. Storeys.Agent, "Terminal.Modem", "Terminal.Menus"],
    };

    /// <summary>Names of all nano assemblies and the rig.</summary>
    public static TheoryData<string> Names() => [.. NanoAssemblies.Modules.Keys.Order()];

    [Fact]
    public void Each_storey_knows_only_storeys_further_down()
    {
        Assert.Equal(Storeys.All.Order(), Below.Keys.Order());
        List<string> order = [.. Storeys.All];
        Assert.All(Below, pair => Assert.All(
            pair.Value, below => Assert.InRange(order.IndexOf(below), 0, order.IndexOf(pair.Key) - 1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Assemblies_reference_what_is_below_them(string name) =>
        Assert.Empty(Upward(name, NanoAssemblies.References(NanoAssemblies.Modules[name])));

    [Fact]
    public void The_rig_does_not_know_its_tests() =>
        Assert.Empty(Upward("Terminal.Rig", [.. System.Reflection.Assembly.Load("Terminal.Rig")
            .GetReferencedAssemblies().Select(r => r.Name!)]));

    [Theory]
    [InlineData("Terminal.Agent", "System.Net.Http")]
    [InlineData("Terminal.Agent", "Terminal.Firmware")]
    [InlineData("Terminal.Core", "Terminal.Journal")]
    [InlineData("Terminal.Journal", "Terminal.Links")]
    [InlineData("Terminal.Modem", "Terminal.Acquirer")]
    [InlineData("Terminal.Screens", "Terminal.Acquirer")]
    [InlineData("Terminal.NanoPackages.Net", "Terminal.Agent")]
    [InlineData("Terminal.NanoPackages.Net", "Terminal.Rig")]
    [InlineData("Terminal.Menus", "Terminal.Console")]
    [InlineData("Terminal.Console", "Terminal.Menus")]
    [InlineData("Terminal.Till", "Terminal.Console")]
    [InlineData("Terminal.Console", "Terminal.Fleet")]
    [InlineData("Terminal.Fleet", "Terminal.Menus")]
    [InlineData("Terminal.Menus", "Terminal.Setup")]
    [InlineData("Terminal.Setup", "Terminal.Console")]
    [InlineData("Terminal.Firmware", "Terminal.Rig")]
    [InlineData("Terminal.Firmware", "Terminal.NanoPackages.TestFramework")]
    [InlineData("Terminal.Rig", "NFUnitTest")]
    [InlineData("Terminal.Nobody", "mscorlib")]
    public void An_arrow_upward_is_seen(string from, string to) =>
        Assert.Equal([to], Upward(from, [to]));

    [Fact]
    public void Readme_draws_the_storeys_in_this_order()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root()!, "README.md"));
        string drawing = Regex.Match(readme, "```mermaid\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var arrows = Regex.Matches(drawing, @"^ *(\w+) --> (\w+)", RegexOptions.Multiline)
            .Select(m => ("Terminal." + m.Groups[1].Value, "Terminal." + m.Groups[2].Value)).ToList();
        Assert.NotEmpty(arrows);
        foreach ((string from, string to) in arrows.Where(a => Below.ContainsKey(a.Item1)))
        {
            Assert.Contains(to, Below[from]);
        }

        Assert.Equal(
            Storeys.All.Order(), arrows.SelectMany(a => new[] { a.Item1, a.Item2 })
                .Where(Below.ContainsKey).Distinct().Order());
    }

    private static IReadOnlyList<string> Upward(string name, IReadOnlyList<string> references) =>
        [.. references.Where(to => !IsBelow(name, to))];

    private static bool IsBelow(string from, string to)
    {
        bool isPackage = to.StartsWith(Packages, StringComparison.Ordinal) && to != TestFramework;
        return Below.TryGetValue(from, out string[]? below) ? to == "mscorlib" || below.Contains(to) : from switch
        {
            TestFramework => to == "mscorlib",
            "NFUnitTest" => to is "mscorlib" or TestFramework || Below.ContainsKey(to),
            "Terminal.Firmware" => to == "mscorlib" || Below.ContainsKey(to) || isPackage,
            "Terminal.Rig" => to is not ("NFUnitTest" or TestFramework or "Terminal.Rig.Tests"),
            _ => from.StartsWith(Packages, StringComparison.Ordinal) && (to == "mscorlib" || isPackage),
        };
    }
}
