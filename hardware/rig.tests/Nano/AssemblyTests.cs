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
    private const int ColumnsMax = 100;

    // Files whose rows read better in columns than wrapped.
    private static readonly HashSet<string> Tables = ["OutcomeTable.cs"];

    // Numbers without a unit in the name, each with the reason.
    private static readonly Dictionary<string, string> UnitlessLimits = new()
    {
        ["JsonDepthMax"] = "levels of nesting",
        ["AcquirerPortDefault"] = "a TCP port",
        ["BackoffSpread"] = "a ratio",
        ["BackoffEaseDivisor"] = "a ratio",
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

    [Fact]
    public void Lines_of_the_agent_fit_the_page()
    {
        string[] files = [.. SourceFiles("Terminal.Agent")];
        Assert.Contains(files, f => f.EndsWith("Limits.cs", StringComparison.Ordinal));
        None(files.Where(f => !Tables.Contains(Path.GetFileName(f))).SelectMany(
            f => NanoRules.LongLines(f, File.ReadAllText(f), ColumnsMax)));
    }

    private static void None(IEnumerable<string> broken)
    {
        string[] lines = [.. broken];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }

    private static IEnumerable<string> SourceFiles(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Terminal.sln")))
        {
            root = root.Parent
                ?? throw new DirectoryNotFoundException("no Terminal.sln above the tests");
        }

        string separator = Path.DirectorySeparatorChar.ToString();
        string start = Path.Combine(root.FullName, folder);
        return Directory.GetFiles(start, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains(separator + "obj" + separator, StringComparison.Ordinal));
    }
}
