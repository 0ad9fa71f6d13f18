using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Terminal.Rig.Tests.Nano;

/// <summary>Arrows point down: between assemblies, and between the folders of the agent.</summary>
public sealed class LayerTests
{
    private static readonly Architecture Agent =
        new ArchLoader().LoadAssembly(NanoAssemblies.Load(NanoAssemblies.Agent)).Build();

    private static readonly Architecture Planted =
        new ArchLoader().LoadAssembly(typeof(LayerTests).Assembly).Build();

    /// <summary>Names of all nano assemblies and the rig.</summary>
    public static TheoryData<string> Names() => [.. NanoAssemblies.Modules.Keys.Order()];

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
    [InlineData("Terminal.NanoPackages.Net", "Terminal.Agent")]
    [InlineData("Terminal.NanoPackages.Net", "Terminal.Rig")]
    [InlineData("Terminal.Menus", "Terminal.Console")]
    [InlineData("Terminal.Firmware", "Terminal.Rig")]
    [InlineData("Terminal.Firmware", "Terminal.NanoPackages.TestFramework")]
    [InlineData("Terminal.Rig", "NFUnitTest")]
    [InlineData("Terminal.Nobody", "mscorlib")]
    public void An_arrow_upward_is_seen(string from, string to) =>
        Assert.Equal([to], Upward(from, [to]));

    [Theory]
    [InlineData("Ports", "Sale|Journal|Acquirer|Links|Modem|Screens|Console|Diagnostics")]
    [InlineData("Journal", "Sale|Acquirer|Links|Modem|Screens|Console|Diagnostics")]
    [InlineData("Modem", "Sale|Journal|Acquirer|Screens|Console")]
    [InlineData("Links", "Sale|Journal|Screens|Console")]
    [InlineData("Acquirer", "Sale|Screens|Console")]
    [InlineData("Screens", "Modem|Console")]
    public void Folders_of_the_agent_know_what_is_below_them(string folder, string above) =>
        Assert.Empty(Arrows("Terminal.Agent", folder, above, Agent));

    [Fact]
    public void An_arrow_between_folders_is_seen() =>
        Assert.NotEmpty(Arrows("Terminal.Rig.Tests", "PlantedPorts", "PlantedSale", Planted));

    private static IEnumerable<string> Arrows(
        string root, string folder, string above, Architecture all)
    {
        string Pattern(string folders) => $@"^{root.Replace(".", @"\.")}\.({folders})(\..+)?$";
        IArchRule rule = Types().That().ResideInNamespaceMatching(Pattern(folder)).Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(Pattern(above)))
            .WithoutRequiringPositiveResults();
        return rule.Evaluate(all).Where(r => !r.Passed).Select(r => r.Description);
    }

    private static IReadOnlyList<string> Upward(string name, IReadOnlyList<string> references) =>
        [.. references.Where(to => !IsBelow(name, to))];

    private static bool IsBelow(string from, string to)
    {
        const string Packages = "Terminal.NanoPackages.";
        const string TestFramework = Packages + "TestFramework";
        bool isPackage = to.StartsWith(Packages, StringComparison.Ordinal) && to != TestFramework;
        return from switch
        {
            "Terminal.Agent" => to == "mscorlib",
            TestFramework => to == "mscorlib",
            "NFUnitTest" =>
                to is "mscorlib" or "Terminal.Agent" or "Terminal.Modem" or "Terminal.Menus"
                    or "Terminal.Console" or TestFramework,
            "Terminal.Console" =>
                to is "mscorlib" or "Terminal.Agent" or "Terminal.Modem" or "Terminal.Menus",
            "Terminal.Modem" => to is "mscorlib" or "Terminal.Agent",
            "Terminal.Menus" => to is "mscorlib" or "Terminal.Agent" or "Terminal.Modem",
            "Terminal.Firmware" =>
                to is "mscorlib" or "Terminal.Agent" or "Terminal.Modem" or "Terminal.Menus"
                    or "Terminal.Console"
                    || isPackage,
            "Terminal.Rig" => to is not ("NFUnitTest" or TestFramework or "Terminal.Rig.Tests"),
            _ => from.StartsWith(Packages, StringComparison.Ordinal)
                && (to == "mscorlib" || isPackage),
        };
    }
}
