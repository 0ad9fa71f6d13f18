using Mono.Cecil;
using Terminal.Rig.House;
using Xunit;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// Over every nano assembly: it runs on the host, the device takes it, and its arrows point down.
/// Over the agent: the habits of the house that a machine can see.
/// </summary>
public sealed class AssemblyTests
{
    private const int AgentColumnsMax = 100;
    private const int HardwareColumnsMax = 120;

    // Files whose rows read better in columns than wrapped, or hold a message as it comes over the wire.
    private static readonly HashSet<string> Tables = ["OutcomeTable.cs", "ExchangeBenchmarks.cs"];

    // Numbers without a unit in the name, each with the reason.
    private static readonly Dictionary<string, string> UnitlessLimits = new()
    {
        ["JsonDepthMax"] = "levels of nesting",
        ["AcquirerPortDefault"] = "a TCP port",
        ["TillPortDefault"] = "a TCP port",
        ["FleetPortDefault"] = "a TCP port",
        ["BackoffSpread"] = "a ratio",
        ["BackoffEaseDivisor"] = "a ratio",
        ["VolumeMax"] = "a step",
        ["VolumeDefault"] = "a step",
        ["ContrastMax"] = "a step",
        ["ContrastDefault"] = "a step",
    };

    /// <summary>Names of all nano assemblies.</summary>
    public static TheoryData<string> Names() => [.. NanoAssemblies.Modules.Keys.Order()];

    [Fact]
    public void The_search_finds_the_agent_its_tests_and_the_packages()
    {
        Assert.All(Storeys.All, name => Assert.Contains(name, NanoAssemblies.Modules.Keys));
        Assert.Contains("NFUnitTest", NanoAssemblies.Modules.Keys);
        Assert.Contains("Terminal.NanoPackages.TestFramework", NanoAssemblies.Modules.Keys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_type_loads_and_every_method_compiles_on_the_host(string name)
    {
        var module = NanoAssemblies.Modules[name];
        var assembly = NanoAssemblies.Load(module);
        Assert.NotEmpty(assembly.GetTypes());
        None(HostPreparation.Failures(module, assembly));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_device_takes_it(string name)
    {
        var types = NanoAssemblies.Modules[name].GetTypes().ToList();
        None(types.SelectMany(NanoRules.Device));
        Assert.InRange(NanoRules.IlBytes(types), 1, NanoRules.TableBytesMax);
        Assert.InRange(NanoRules.StringBytes(types), 1, NanoRules.TableBytesMax);
    }

    [Fact]
    public void Every_storey_has_room_for_what_comes_next() => Assert.All(
        NanoAssemblies.House,
        storey => Assert.InRange(NanoRules.IlBytes(storey.GetTypes()), 1, NanoRules.StoreyBytesMax));

    [Theory]
    [MemberData(nameof(Names))]
    public void Static_initialisers_stand_on_their_own(string name) =>
        None(NanoRules.Initialisers([.. NanoAssemblies.Modules[name].GetTypes()]));

    [Fact]
    public void The_agent_does_not_sleep_catch_everything_or_keep_changing_statics() =>
        None(NanoAssemblies.Agent.SelectMany(m => m.GetTypes()).SelectMany(NanoRules.House));

    [Fact]
    public void Every_limit_carries_its_unit()
    {
        var limits = NanoAssemblies.Modules["Terminal.Core"].GetType("Terminal.Agent.Limits");
        None(NanoRules.Units(limits, UnitlessLimits.Keys.ToHashSet()));
        Assert.All(
            UnitlessLimits.Keys, name => Assert.Contains(limits.Fields, f => f.Name == name));
    }

    [Theory]
    [InlineData("Terminal.Agent", "Limits.cs", AgentColumnsMax)]
    [InlineData("hardware", "TestBoard.cs", HardwareColumnsMax)]
    public void Lines_fit_the_page(string folder, string known, int columnsMax)
    {
        string[] files = [.. SourceFiles(folder)];
        Assert.Contains(files, f => f.EndsWith(known, StringComparison.Ordinal));
        None(files.Where(f => !Tables.Contains(Path.GetFileName(f))).SelectMany(
            f => NanoRules.LongLines(f, File.ReadAllText(f), columnsMax)));
    }

    [Fact]
    public void What_a_program_made_says_so_in_its_first_line_and_in_gitattributes()
    {
        string root = Root();
        string[] made = [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".json" or ".md" && !IsBuilt(f))
            .Where(f => File.ReadLines(f).Take(2).Any(l => l.Contains("Made by", StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
        string[] told = [.. File.ReadLines(Path.Combine(root, ".gitattributes"))
            .Where(l => l.EndsWith(" linguist-generated", StringComparison.Ordinal) && !l.Contains(" binary "))
            .Select(l => l.Split(' ')[0])
            .Order(StringComparer.Ordinal)];
        Assert.NotEmpty(made);
        Assert.Equal(told, made);
    }

    private static void None(IEnumerable<string> broken)
    {
        string[] lines = [.. broken];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }

    private static bool IsBuilt(string file) =>
        Path.GetRelativePath(Root(), file).Split(Path.DirectorySeparatorChar).Any(
            part => part is "obj" or "bin" or ".git");

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.GetFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !IsBuilt(f));

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Terminal.sln")))
        {
            root = root.Parent
                ?? throw new DirectoryNotFoundException("no Terminal.sln above the tests");
        }

        return root.FullName;
    }
}
