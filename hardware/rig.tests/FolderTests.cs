using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Terminal.Rig.Tests;

/// <summary>
/// The folders of the rig use each other in one direction. Commands stand above all folders: each is in the folder that
/// it is about, and may use any other.
/// </summary>
public sealed class FolderTests
{
    private const string Root = "Terminal.Rig.";

    [Fact]
    public void Folders_of_the_rig_form_no_circle()
    {
        Dictionary<string, HashSet<string>> uses = Uses();
        Assert.Contains("Board", uses["Simulation"]);
        while (uses.FirstOrDefault(f => f.Value.Count == 0).Key is string ground)
        {
            uses.Remove(ground);
            foreach (HashSet<string> used in uses.Values)
            {
                used.Remove(ground);
            }
        }

        Assert.True(
            uses.Count == 0,
            string.Join('\n', uses.Select(f => $"{f.Key} uses {string.Join(", ", f.Value.Order())}")));
    }

    private static Dictionary<string, HashSet<string>> Uses()
    {
        using var rig = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "Terminal.Rig.dll"));
        var uses = new Dictionary<string, HashSet<string>>();
        foreach (TypeDefinition type in rig.GetTypes().Where(t => !IsCommand(t) && Folder(t) is not null))
        {
            HashSet<string> used = uses.TryGetValue(Folder(type)!, out HashSet<string>? known) ? known : [];
            uses[Folder(type)!] = used;
            used.UnionWith(References(type).Where(r => !IsCommand(r)).Select(Folder).OfType<string>());
            used.Remove(Folder(type)!);
        }

        return uses;
    }

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        IEnumerable<TypeReference> signatures = type.Fields.Select(f => f.FieldType)
            .Concat(type.Interfaces.Select(i => i.InterfaceType))
            .Concat(type.Methods.SelectMany(m => m.Parameters.Select(p => p.ParameterType).Append(m.ReturnType)));
        IEnumerable<TypeReference> bodies = type.Methods.Where(m => m.HasBody)
            .SelectMany(m => m.Body.Instructions)
            .SelectMany(Operands);
        return signatures.Concat(bodies).Append(type.BaseType).OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static bool IsCommand(TypeReference type) =>
        Outermost(type).Name.EndsWith("Command", StringComparison.Ordinal);

    private static string? Folder(TypeReference type)
    {
        string space = Outermost(type).Namespace;
        return space.StartsWith(Root, StringComparison.Ordinal) ? space[Root.Length..] : null;
    }
}
