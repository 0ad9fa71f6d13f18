using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Terminal.Rig.Tests.Il;

/// <summary>
/// Finds, in a set of modules, the bodies that a call can end in: the method itself, every override
/// and implementation, and for a delegate every method that is ever made into one.
/// </summary>
internal sealed class CodeIndex
{
    private readonly Dictionary<string, TypeDefinition> _types = [];
    private readonly Dictionary<string, List<MethodReference>> _delegates = [];
    private readonly List<TypeDefinition> _dispatched;

    /// <param name="modules">The code to look through.</param>
    /// <param name="excluded">Types that no virtual call shall end in, such as fakes.</param>
    public CodeIndex(IEnumerable<ModuleDefinition> modules, Func<TypeDefinition, bool> excluded)
    {
        foreach (var type in modules.SelectMany(m => m.GetTypes()))
        {
            _types[type.FullName] = type;
        }

        _dispatched = [.. _types.Values.Where(t => !t.IsInterface && !excluded(t))];
        foreach (var method in _dispatched.SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            CollectDelegates(method);
        }
    }

    /// <summary>Every method with a body.</summary>
    public IEnumerable<MethodDefinition> Methods =>
        _types.Values.SelectMany(t => t.Methods).Where(m => m.HasBody);

    /// <summary>The type's definition, where it is in these modules.</summary>
    public TypeDefinition? Find(TypeReference type) =>
        _types.GetValueOrDefault(type.GetElementType().FullName);

    /// <summary>The method's definition, its own type's or an inherited one.</summary>
    public MethodDefinition? Find(MethodReference method)
    {
        for (var type = Find(method.DeclaringType); type is not null; type = Base(type))
        {
            if (type.Methods.FirstOrDefault(m => SameShape(m, method)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Where a virtual call can end: overrides and implementations in any type.</summary>
    public IEnumerable<MethodDefinition> Targets(MethodDefinition called)
    {
        foreach (var type in _dispatched.Where(t => Derives(t, called.DeclaringType)))
        {
            var target = Implementation(type, called);
            if (target is { HasBody: true })
            {
                yield return target;
            }
        }
    }

    /// <summary>Every method of which a delegate of this type is made anywhere.</summary>
    public IEnumerable<MethodReference> DelegateTargets(TypeReference type) =>
        _delegates.GetValueOrDefault(type.FullName) ?? [];

    private static bool SameShape(MethodReference left, MethodReference right) =>
        left.Name == right.Name && left.Parameters.Count == right.Parameters.Count
        && left.Parameters.Zip(right.Parameters)
            .All(p => p.First.ParameterType.FullName == p.Second.ParameterType.FullName);

    private MethodDefinition? Implementation(TypeDefinition type, MethodDefinition called)
    {
        for (var t = type; t is not null; t = Base(t))
        {
            var found = t.Methods.FirstOrDefault(
                m => m.Overrides.Any(o => o.FullName == called.FullName))
                ?? t.Methods.FirstOrDefault(m => m.IsVirtual && SameShape(m, called));
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private bool Derives(TypeDefinition type, TypeDefinition from)
    {
        for (var t = type; t is not null; t = Base(t))
        {
            if (t.FullName == from.FullName
                || t.Interfaces.Select(i => Find(i.InterfaceType))
                    .Any(i => i is not null && Derives(i, from)))
            {
                return true;
            }
        }

        return false;
    }

    private TypeDefinition? Base(TypeDefinition type) =>
        type.BaseType is null ? null : Find(type.BaseType);

    private void CollectDelegates(MethodDefinition method)
    {
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn
                && instruction.Next is { OpCode.Code: Code.Newobj, Operand: MethodReference made })
            {
                string type = made.DeclaringType.FullName;
                if (!_delegates.TryGetValue(type, out var list))
                {
                    _delegates[type] = list = [];
                }

                list.Add((MethodReference)instruction.Operand);
            }
        }
    }
}
