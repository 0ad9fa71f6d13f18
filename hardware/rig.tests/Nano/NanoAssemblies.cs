using System.Reflection;
using Mono.Cecil;
using Terminal.Rig.House;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// Our nano assemblies, found beside the tests: those of our own names that reference
/// nanoFramework's mscorlib and nothing of .NET's. What a later part adds is so checked without a
/// word here.
/// </summary>
public static class NanoAssemblies
{
    /// <summary>Every nano assembly, by name.</summary>
    public static IReadOnlyDictionary<string, ModuleDefinition> Modules { get; } = Find();

    /// <summary>The storeys of the agent up to the sale, from the ground up.</summary>
    public static IReadOnlyList<ModuleDefinition> Agent { get; } =
        [.. Storeys.Agent.Select(name => Modules[name])];

    /// <summary>Every storey, from the ground up.</summary>
    public static IReadOnlyList<ModuleDefinition> House { get; } =
        [.. Storeys.All.Select(name => Modules[name])];

    /// <summary>The same assemblies as .NET loads them.</summary>
    public static Assembly Load(ModuleDefinition module) =>
        Assembly.Load(module.Assembly.Name.Name);

    /// <summary>Names of what an assembly references.</summary>
    public static IReadOnlyList<string> References(ModuleDefinition module) =>
        [.. module.AssemblyReferences.Select(r => r.Name)];

    private static Dictionary<string, ModuleDefinition> Find()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var parameters = new ReaderParameters { AssemblyResolver = resolver };
        return Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(IsOurs)
            .Select(path => ModuleDefinition.ReadModule(path, parameters))
            .Where(module => References(module).Contains("mscorlib")
                && !References(module).Contains("System.Runtime"))
            .ToDictionary(module => module.Assembly.Name.Name);
    }

    private static bool IsOurs(string path) =>
        Path.GetFileName(path) is var name
        && (name == "NFUnitTest.dll" || name.StartsWith("Terminal.", StringComparison.Ordinal));
}
