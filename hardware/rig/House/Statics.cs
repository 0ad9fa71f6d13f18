using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Terminal.Rig.House;

/// <summary>
/// The agent's static constructors. The device runs them all at start, .NET when a type is first needed: whoever counts
/// what a step allocates runs them first.
/// </summary>
public static class Statics
{
    private static readonly Lazy<bool> Ran = new(RunAll);

    /// <summary>Runs those that have not been run.</summary>
    public static void Run() => _ = Ran.Value;

    private static bool RunAll()
    {
        var context = AssemblyLoadContext.GetLoadContext(typeof(Statics).Assembly)!;
        foreach (Type type in Storeys.All
            .Select(name => context.LoadFromAssemblyName(new AssemblyName(name)))
            .SelectMany(storey => storey.GetTypes()).Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        return true;
    }
}
