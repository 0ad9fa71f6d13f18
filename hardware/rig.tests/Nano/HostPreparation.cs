using System.Reflection;
using System.Runtime.CompilerServices;
using Mono.Cecil;
using Terminal.Rig.House;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// Loads every type and compiles every method of a nano assembly on .NET, so that a member which
/// exists on the device only is found now and not when its line is first run.
/// </summary>
public static class HostPreparation
{
    /// <summary>Prepares all methods; yields a line for each that .NET cannot compile.</summary>
    /// <remarks>
    /// A method that handles SpanByte, which .NET lacks, is passed over outside the agent.
    /// </remarks>
    public static IEnumerable<string> Failures(ModuleDefinition module, Assembly assembly)
    {
        bool isAgent = Storeys.All.Contains(module.Assembly.Name.Name);
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            bool deviceOnly = !isAgent && NamesSpanByte(method);
            if (!deviceOnly && Failure(method, assembly) is { } failure)
            {
                yield return $"{method.FullName}: {failure}";
            }
        }
    }

    private static string? Failure(MethodDefinition method, Assembly assembly)
    {
        try
        {
            var resolved = assembly.ManifestModule.ResolveMethod(method.MetadataToken.ToInt32())!;
            RuntimeHelpers.PrepareMethod(resolved.MethodHandle);
            return null;
        }
        catch (Exception failure) when (failure is TypeLoadException or MissingMemberException
            or InvalidProgramException or FileNotFoundException or BadImageFormatException)
        {
            return failure.Message;
        }
    }

    private static bool NamesSpanByte(MethodDefinition method) =>
        Names(method.ReturnType) || method.Parameters.Any(p => Names(p.ParameterType))
        || method.Body.Variables.Any(v => Names(v.VariableType))
        || method.Body.Instructions.Any(i => i.Operand is MemberReference member
            && member.FullName.Contains("System.SpanByte", StringComparison.Ordinal));

    private static bool Names(TypeReference type) => 
        type.FullName.StartsWith("System.SpanByte", StringComparison.Ordinal);
}
