using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Terminal.Rig.Tests.Il;

/// <summary>
/// Walks all code that entry points can reach and finds each instruction that allocates on
/// nanoFramework's interpreter, where string literals, exceptions and copies of structs count too.
/// Virtual and interface calls go to every implementation; static constructors run at start-up and
/// are not walked. A call out of the given modules is a finding, unless it is one measured to cost
/// nothing.
/// </summary>
/// <example>
/// <code>
/// var walk = AllocationWalk.From([agent, firmware], "Terminal.Agent.Agent::Step");
/// Assert.NotEqual(0, walk.MethodCount);
/// Assert.Empty(walk.Unexplained([new("Terminal.Agent.Invariant::Fail()", "throw", "a bug, not an
/// input")]));
/// </code>
/// </example>
public sealed class AllocationWalk
{
    // Measured to cost no object on the interpreter, or done in place; a star ends a prefix.
    private static readonly string[] FreeCalls =
    [
        "System.Object::.ctor", "System.Object::ReferenceEquals", "System.Array::Copy",
        "System.Array::Clear", "System.Array::get_Length", "System.BitConverter::ToInt32",
        "System.BitConverter::ToInt64", "System.BitConverter::ToUInt16", "System.BitConverter::ToUInt32",
        "System.String::get_Length", "System.String::get_Chars",
        // In an array of numbers the native search answers; a number boxed for the call is a finding.
        "System.Array::IndexOf", "System.Threading.Interlocked::*",
        "System.Threading.Monitor::Enter", "System.Threading.Monitor::Exit",
        "System.Threading.AutoResetEvent::Set", "System.Threading.AutoResetEvent::Reset",
        "System.Threading.EventWaitHandle::Set", "System.Threading.EventWaitHandle::Reset",
        "System.Threading.WaitHandle::WaitOne", "System.DateTime::.ctor", "System.DateTime::get_*",
        "System.DateTime::op_*", "System.DateTime::Add*", "System.TimeSpan::.ctor",
        "System.TimeSpan::get_*", "System.TimeSpan::op_*", "System.TimeSpan::From*",
        // Fills an array whose newarr is already a finding.
        "System.Runtime.CompilerServices.RuntimeHelpers::InitializeArray",
    ];

    // The interpreter holds these as primitives.
    private static readonly HashSet<string> FreeStructs = ["System.DateTime", "System.TimeSpan"];

    private readonly CodeIndex _code;
    private readonly IReadOnlyCollection<string> _alsoFree;
    private readonly Dictionary<MethodDefinition, MethodDefinition?> _reachedFrom = [];
    private readonly Queue<MethodDefinition> _open = [];
    private readonly List<AllocationFinding> _findings = [];

    private AllocationWalk(CodeIndex code, IReadOnlyCollection<string> alsoFree)
    {
        _code = code;
        _alsoFree = alsoFree;
    }

    /// <summary>Every allocating instruction, in the order of the walk.</summary>
    public IReadOnlyList<AllocationFinding> Findings => _findings;

    /// <summary>How many methods the walk went through.</summary>
    public int MethodCount => _reachedFrom.Count;

    /// <summary>Short full names of the methods gone through.</summary>
    public IEnumerable<string> Methods => _reachedFrom.Keys.Select(NameOf);

    /// <summary>
    /// Walks from methods named in full, <c>Namespace.Type::Method</c>, all overloads.
    /// </summary>
    /// <exception cref="ArgumentException">A name that no method has.</exception>
    public static AllocationWalk From(
        IEnumerable<ModuleDefinition> modules, params string[] entryPoints)
    {
        var list = modules.ToList();
        var names = list.SelectMany(m => m.GetTypes()).SelectMany(t => t.Methods)
            .Select(m => NameOf(m).Split('(')[0]).ToHashSet();
        if (entryPoints.Where(e => !names.Contains(e)).ToList() is { Count: > 0 } unknown)
        {
            throw new ArgumentException("no method named " + string.Join(", ", unknown));
        }

        return From(list, m => entryPoints.Contains(NameOf(m).Split('(')[0]));
    }

    /// <summary>Walks from each method that the condition takes.</summary>
    /// <param name="modules">The code: calls between these are followed, others judged by
    /// name.</param>
    /// <param name="isEntryPoint">Where to start.</param>
    /// <param name="excluded">Types that no virtual call shall end in, such as fakes.</param>
    /// <param name="alsoFree">
    /// More methods outside the modules that are known to allocate nothing,
    /// <c>Namespace.Type::Method</c>.
    /// </param>
    public static AllocationWalk From(
        IEnumerable<ModuleDefinition> modules,
        Func<MethodDefinition, bool> isEntryPoint,
        Func<TypeDefinition, bool>? excluded = null,
        IReadOnlyCollection<string>? alsoFree = null)
    {
        var code = new CodeIndex(modules, excluded ?? (_ => false));
        var walk = new AllocationWalk(code, alsoFree ?? []);
        foreach (var entry in walk._code.Methods.Where(isEntryPoint))
        {
            walk.Reach(entry, null);
        }

        while (walk._open.TryDequeue(out var method))
        {
            foreach (var instruction in method.Body.Instructions)
            {
                walk.Look(method, instruction);
            }
        }

        return walk;
    }

    /// <summary>
    /// What an allow list leaves open: a line for each finding without an entry, each entry without
    /// a finding, and each entry without a reason.
    /// </summary>
    public IReadOnlyList<string> Unexplained(IEnumerable<Allowance> allowed)
    {
        var list = allowed.ToList();
        return
        [
            .. _findings.Where(f => !list.Any(a => Covers(a, f))).Select(f => f.ToString()),
            .. list.Where(a => !_findings.Any(f => Covers(a, f)))
                .Select(a => $"matches nothing: {a}"),
            .. list.Where(a => string.IsNullOrWhiteSpace(a.Reason))
                .Select(a => $"gives no reason: {a}"),
        ];
    }

    private static bool Covers(Allowance allowance, AllocationFinding finding) =>
        allowance.Method == finding.Method && allowance.OpCode == finding.OpCode;

    private static string NameOf(MethodReference method) =>
        method.DeclaringType.FullName + "::" + method.Name + "("
        + string.Join(",", method.Parameters.Select(p => p.ParameterType.Name)) + ")";

    private void Look(MethodDefinition method, Instruction instruction)
    {
        void Found(string why) => _findings.Add(new AllocationFinding(
            NameOf(method), instruction.Offset, instruction.OpCode.Name, Show(instruction.Operand),
            why, Path(method)));
        switch (instruction.OpCode.Code)
        {
            case Code.Newarr:
                Found("a new array");
                break;
            case Code.Box:
                Found("a boxed value");
                break;
            case Code.Ldstr:
                Found("a string literal is made anew each time");
                break;
            case Code.Throw or Code.Rethrow:
                Found("an exception");
                break;
            case Code.Ldfld or Code.Ldsfld or Code.Stfld or Code.Stsfld
                when IsStruct(((FieldReference)instruction.Operand).FieldType):
            case Code.Ldelem_Any or Code.Stelem_Any or Code.Ldobj or Code.Stobj or Code.Cpobj
                or Code.Unbox_Any when IsStruct((TypeReference)instruction.Operand):
                Found("a struct copied");
                break;
            case Code.Newobj:
                Constructed((MethodReference)instruction.Operand, Found);
                Call(method, instruction, (MethodReference)instruction.Operand, Found);
                break;
            case Code.Call or Code.Callvirt or Code.Ldftn or Code.Ldvirtftn:
                Call(method, instruction, (MethodReference)instruction.Operand, Found);
                break;
            case Code.Calli:
                Found("a call that cannot be followed");
                break;
        }
    }

    private void Constructed(MethodReference constructor, Action<string> found)
    {
        var type = constructor.DeclaringType;
        if (type.IsArray || !IsValueType(type))
        {
            found("a new object");
        }
        else if (IsStruct(type))
        {
            found("a struct made on the stack and copied");
        }
    }

    private void Call(
        MethodDefinition method,
        Instruction instruction,
        MethodReference callee,
        Action<string> found)
    {
        bool isCall = instruction.OpCode.Code is not (Code.Ldftn or Code.Ldvirtftn);
        bool isNew = instruction.OpCode.Code == Code.Newobj;
        bool isVirtual = instruction.OpCode.Code is Code.Callvirt or Code.Ldvirtftn;
        if (isCall && callee.Parameters.Any(p => IsStruct(p.ParameterType)))
        {
            found("a struct passed by value");
        }

        if (isCall && IsStruct(callee.ReturnType))
        {
            found("a struct returned");
        }

        if (instruction.Previous is { OpCode.Code: Code.Constrained } prefix
            && prefix.Operand is TypeReference constrained
            && IsValueType(constrained) && !DeclaresItself(constrained, callee))
        {
            found("a value boxed for the call");
        }

        var targets = _code.DelegateTargets(callee.DeclaringType).ToList();
        if (callee.Name == "Invoke" && targets.Count > 0)
        {
            foreach (var target in targets)
            {
                Follow(method, target, isVirtual: true);
            }
        }
        else if (!Follow(method, callee, isVirtual) && isCall && !IsFree(callee)
            && !(isNew && !IsValueType(callee.DeclaringType)))
        {
            found("an unknown callee");
        }
    }

    /// <returns>False when the method is not in the modules.</returns>
    private bool Follow(MethodDefinition from, MethodReference callee, bool isVirtual)
    {
        var called = _code.Find(callee);
        if (called is null)
        {
            return false;
        }

        if (called.HasBody)
        {
            Reach(called, from);
        }

        if (isVirtual && called.IsVirtual)
        {
            foreach (var target in _code.Targets(called))
            {
                Reach(target, from);
            }
        }

        // An extern method is native code; a delegate's Invoke, whose targets are known, is not.
        return called.HasBody || called.IsAbstract || called.IsRuntime;
    }

    private void Reach(MethodDefinition method, MethodDefinition? from)
    {
        if (_reachedFrom.TryAdd(method, from))
        {
            _open.Enqueue(method);
        }
    }

    private string Path(MethodDefinition method)
    {
        var names = new List<string>();
        for (MethodDefinition? at = method; at is not null; at = _reachedFrom[at])
        {
            names.Insert(0, at.DeclaringType.Name + "." + at.Name);
        }

        return string.Join(" > ", names);
    }

    private bool IsFree(MethodReference callee)
    {
        string name = callee.DeclaringType.GetElementType().FullName + "::" + callee.Name;
        return callee.DeclaringType.IsArray || _alsoFree.Contains(name)
            || FreeCalls.Any(f => f.EndsWith('*')
                ? name.StartsWith(f[..^1], StringComparison.Ordinal)
                : name == f);
    }

    private bool DeclaresItself(TypeReference type, MethodReference callee) =>
        _code.Find(type) is { IsEnum: false } found
        && found.Methods.Any(
            m => m.Name == callee.Name && m.Parameters.Count == callee.Parameters.Count);

    private bool IsStruct(TypeReference type) =>
        IsValueType(type) && !type.IsPrimitive
        && !FreeStructs.Contains(type.FullName) && !IsEnum(type);

    private bool IsValueType(TypeReference type) =>
        type is not (ByReferenceType or ArrayType or PointerType)
        && (type.IsValueType || type.IsPrimitive || _code.Find(type) is { IsValueType: true });

    private bool IsEnum(TypeReference type)
    {
        if (_code.Find(type) is { } known)
        {
            return known.IsEnum;
        }

        try
        {
            return type.Resolve() is { IsEnum: true };
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }

    private static string Show(object? operand) => operand switch
    {
        null => "",
        MethodReference method => NameOf(method),
        string text => $"\"{text}\"",
        _ => operand.ToString()!,
    };
}
