using Mono.Cecil;
using Xunit;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// Over every nano assembly: it runs on the host, the device takes it, and its arrows point down.
/// Over the agent: the habits of the house that a machine can see.
/// </summary>
public sealed class AssemblyTests
{
    private const int ColumnsMax = 100;

    // Numbers that have no unit, with the reason.
    private static readonly HashSet<string> UnitlessLimits = [];

    /// <summary>Names of all nano assemblies.</summary>
    public static TheoryData<string> Names() => [.. NanoAssemblies.Modules.Keys.Order()];

    [Fact]
    public void The_search_finds_the_agent_its_tests_and_the_packages()
    {
        Assert.Contains("Terminal.Agent", NanoAssemblies.Modules.Keys);
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
        Assert.Empty(HostPreparation.Failures(module, assembly));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_device_takes_it(string name)
    {
        var types = NanoAssemblies.Modules[name].GetTypes().ToList();
        Assert.Empty(types.SelectMany(NanoRules.Device));
        Assert.InRange(NanoRules.IlBytes(types), 1, NanoRules.TableBytesMax);
        Assert.InRange(NanoRules.StringBytes(types), 1, NanoRules.TableBytesMax);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Static_initialisers_stand_on_their_own(string name) =>
        Assert.Empty(NanoRules.Initialisers([.. NanoAssemblies.Modules[name].GetTypes()]));

    [Fact]
    public void The_agent_does_not_sleep_catch_everything_or_keep_changing_statics() =>
        Assert.Empty(NanoAssemblies.Agent.GetTypes().SelectMany(NanoRules.House));

    [Fact]
    public void Every_limit_carries_its_unit()
    {
        var limits = NanoAssemblies.Agent.GetType("Terminal.Agent.Limits");
        Assert.Empty(NanoRules.Units(limits, UnitlessLimits));
        Assert.All(UnitlessLimits, name => Assert.Contains(limits.Fields, f => f.Name == name));
    }

    [Fact]
    public void Lines_of_the_agent_fit_the_page()
    {
        string[] files = [.. SourceFiles("Terminal.Agent")];
        Assert.Contains(files, f => f.EndsWith("Limits.cs", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(
            f => NanoRules.LongLines(f, File.ReadAllText(f), ColumnsMax)));
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
