using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// What nanoFramework's metadata processor and interpreter refuse or get wrong, and what this house
/// keeps out of the agent, read from IL. Each rule yields a line for each place that breaks it.
/// </summary>
public static class NanoRules
{
    /// <summary>
    /// Byte code and strings of one assembly each live in a table of 65,535 bytes.
    /// </summary>
    public const int TableBytesMax = 60_000;

    /// <summary>Byte code of one storey, so that the next feature has a place.</summary>
    public const int StoreyBytesMax = 45_000;

    private const int MethodsOfAKindMax = 255;

    private static readonly HashSet<Code> Refused =
    [
        Code.Arglist, Code.Calli, Code.Ckfinite, Code.Cpblk, Code.Initblk, Code.Jmp, Code.Localloc,
        Code.Mkrefany, Code.Readonly, Code.Refanytype, Code.Refanyval,
    ];

    /// <summary>
    /// Embedded compiler types, generics, array ranks, opcodes and counts beyond the device.
    /// </summary>
    public static IEnumerable<string> Device(TypeDefinition type)
    {
        if (type.Namespace is "Microsoft.CodeAnalysis" or "System.Runtime.CompilerServices")
        {
            yield return $"{type.FullName}: an embedded type shifts the metadata tables";
        }

        if (type.HasGenericParameters || IsOdd(type.BaseType)
            || type.Interfaces.Any(i => IsOdd(i.InterfaceType)))
        {
            yield return $"{type.FullName}: a generic type";
        }

        foreach (var field in type.Fields.Where(f => IsOdd(f.FieldType)))
        {
            yield return $"{field.FullName}: a generic or multidimensional field";
        }

        foreach (var kind in type.Methods.GroupBy(m => (m.IsVirtual, m.IsStatic)))
        {
            if (kind.Count() > MethodsOfAKindMax)
            {
                yield return $"{type.FullName}: {kind.Count()} methods of a kind";
            }
        }

        foreach (var line in type.Methods.SelectMany(Device))
        {
            yield return line;
        }
    }

    /// <summary>Bytes of IL in the bodies of these types.</summary>
    public static int IlBytes(IEnumerable<TypeDefinition> types) =>
        types.SelectMany(t => t.Methods).Where(m => m.HasBody).Sum(m => m.Body.CodeSize);

    /// <summary>
    /// Bytes that names and literals take in the string table: each distinct one once, with its
    /// zero.
    /// </summary>
    public static int StringBytes(IEnumerable<TypeDefinition> types)
    {
        var texts = new HashSet<string>();
        foreach (var type in types)
        {
            texts.Add(type.Name);
            texts.Add(type.Namespace);
            texts.UnionWith(type.Fields.Select(f => f.Name));
            foreach (var method in type.Methods)
            {
                texts.Add(method.Name);
                texts.UnionWith(Instructions(method).Select(i => i.Operand).OfType<string>());
            }
        }

        return texts.Sum(t => System.Text.Encoding.UTF8.GetByteCount(t) + 1);
    }

    /// <summary>
    /// Static initialisers that read another type's static field: the interpreter runs initialisers
    /// in table order, so what they read may not be there yet.
    /// </summary>
    public static IEnumerable<string> Initialisers(IReadOnlyCollection<TypeDefinition> types)
    {
        var methods = types.SelectMany(t => t.Methods).ToDictionary(m => m.FullName);
        foreach (var start in methods.Values.Where(m => m.IsConstructor && m.IsStatic))
        {
            var seen = new HashSet<MethodDefinition>();
            var open = new Stack<MethodDefinition>([start]);
            while (open.TryPop(out var method))
            {
                if (!seen.Add(method))
                {
                    continue;
                }

                foreach (var instruction in Instructions(method))
                {
                    if (instruction.Operand is FieldReference field
                        && instruction.OpCode.Code is Code.Ldsfld or Code.Ldsflda
                        && field.DeclaringType.FullName != start.DeclaringType.FullName)
                    {
                        yield return $"{start.DeclaringType.FullName}: "
                            + $"its initialiser reads {field.FullName}";
                    }

                    if (instruction.Operand is MethodReference callee
                        && methods.TryGetValue(callee.FullName, out var next))
                    {
                        open.Push(next);
                    }
                }
            }
        }
    }

    /// <summary>
    /// What the agent does without: sleeping, catching everything, statics that change.
    /// </summary>
    public static IEnumerable<string> House(TypeDefinition type)
    {
        foreach (var field in type.Fields.Where(f => f.IsStatic && !f.IsLiteral && !f.IsInitOnly))
        {
            yield return $"{field.FullName}: a static that can change";
        }

        foreach (var method in type.Methods.Where(m => m.HasBody))
        {
            if (method.Body.ExceptionHandlers.Any(CatchesAll))
            {
                yield return $"{method.FullName}: catches everything";
            }

            if (Instructions(method).Any(i => i.Operand is MethodReference
                { Name: "Sleep" or "SpinWait", DeclaringType.FullName: "System.Threading.Thread" }))
            {
                yield return $"{method.FullName}: sleeps";
            }
        }
    }

    /// <summary>
    /// Limits whose name does not end in a unit, with or without Min, Max, Default and the like
    /// after it.
    /// </summary>
    public static IEnumerable<string> Units(TypeDefinition limits, IReadOnlySet<string> allowed)
    {
        HashSet<string> units =
            ["Us", "Ms", "S", "H", "Cents", "Count", "Percent", "Dbm", "Baud", "Hz"];
        HashSet<string> bounds = ["Min", "Max", "Default", "Floor", "Ceiling"];
        foreach (var field in limits.Fields.Where(f => f.IsStatic && IsNumber(f.FieldType)))
        {
            string[] words = [.. System.Text.RegularExpressions.Regex
                .Matches(field.Name, "[A-Z][a-z0-9]*").Select(m => m.Value)];
            int last = words.Length - 1;
            while (last >= 0 && bounds.Contains(words[last]))
            {
                last--;
            }

            bool hasUnit = last > 0 && (units.Contains(words[last]) || IsPlural(words[last]));
            if (!hasUnit && !allowed.Contains(field.Name))
            {
                yield return $"{field.Name}: what is its unit?";
            }
        }
    }

    /// <summary>Lines longer than a width in columns.</summary>
    public static IEnumerable<string> LongLines(string name, string text, int columns) =>
        text.Split('\n').Select((line, at) => (line: line.TrimEnd('\r'), at))
            .Where(l => l.line.Length > columns)
            .Select(l => $"{name}:{l.at + 1}: {l.line.Length} columns");

    private static IEnumerable<string> Device(MethodDefinition method)
    {
        if (method.HasGenericParameters)
        {
            yield return $"{method.FullName}: a generic method";
        }

        if (IsOdd(method.ReturnType) || method.Parameters.Any(p => IsOdd(p.ParameterType)))
        {
            yield return $"{method.FullName}: a generic or multidimensional type in the signature";
        }

        if (method.DeclaringType.IsInterface && method.HasBody)
        {
            yield return $"{method.FullName}: a default interface method";
        }

        if (method.HasBody && method.Body.Variables.Any(v => IsOdd(v.VariableType)))
        {
            yield return $"{method.FullName}: a local of a generic or multidimensional type";
        }

        foreach (var instruction in Instructions(method))
        {
            if (Refused.Contains(instruction.OpCode.Code))
            {
                yield return $"{method.FullName}: the interpreter has no {instruction.OpCode.Name}";
            }

            if (instruction.Operand is GenericInstanceMethod || (instruction.Operand
                is MemberReference member
                && IsOdd(member as TypeReference ?? member.DeclaringType)))
            {
                yield return $"{method.FullName}: uses {instruction.Operand}";
            }
        }
    }

    private static IEnumerable<Instruction> Instructions(MethodDefinition method) =>
        method.HasBody ? method.Body.Instructions : [];

    private static bool IsOdd(TypeReference? type) => type switch
    {
        null => false,
        GenericInstanceType or GenericParameter => true,
        ArrayType array => array.Rank > 1 || IsOdd(array.ElementType),
        TypeSpecification inner => IsOdd(inner.ElementType),
        _ => false,
    };

    private static bool IsNumber(TypeReference type) => type.MetadataType
        is >= MetadataType.SByte and <= MetadataType.Double or MetadataType.Byte;

    // Bytes, Slots, Tries: a plural names what is counted.
    private static bool IsPlural(string word) =>
        word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u');

    private static bool CatchesAll(ExceptionHandler handler) =>
        handler.HandlerType == ExceptionHandlerType.Filter
        || handler.CatchType?.FullName
            is "System.Object" or "System.Exception" or "System.SystemException";
}
