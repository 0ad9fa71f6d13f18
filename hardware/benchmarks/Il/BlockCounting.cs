using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Terminal.Rig.House;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace Terminal.Benchmarks.Il;

/// <summary>
/// Counts executed IL instructions. A copy of each nano assembly gets a counter at the head of every basic block; the
/// copies, the rig and this assembly are loaded beside the real ones, so that the very same simulation runs on counted
/// code. A block's count times its length is exact as long as nothing throws, and the agent does not.
/// </summary>
public sealed class BlockCounting : AssemblyLoadContext
{
    private const string CountersType = "BlockCounts";
    private const string CountersField = "Counts";

    private static readonly string[] Counted = [.. Storeys.All];

    // Array.IndexOf(Array, Object, Int32, Int32) of CoreLibrary 1.17 hands over to a native search and returns.
    private const int IndexOfInstructions = 9;

    // What refers to the counted assemblies must be loaded beside them.
    private static readonly string[] Doubled =
        ["Terminal.Rig", "Terminal.Firmware", typeof(BlockCounting).Assembly.GetName().Name!];

    private readonly List<(string Method, int Instructions, bool IsEntry)[]> _blocks = [];
    private readonly List<long[]> _counts = [];

    /// <summary>Makes an empty context; assemblies come as the code that runs in it asks for them.</summary>
    public BlockCounting()
        : base(nameof(BlockCounting))
    {
        foreach (string name in Counted)
        {
            LoadFromAssemblyName(new AssemblyName(name));
        }
    }

    /// <summary>Runs a static method of this assembly on counted code.</summary>
    /// <param name="type">A type of this assembly.</param>
    /// <param name="method">A public static method of it.</param>
    /// <param name="arguments">Values of .NET's own types only.</param>
    public object? Run(Type type, string method, params object[] arguments)
    {
        Assembly own = LoadFromAssemblyName(type.Assembly.GetName());
        return own.GetType(type.FullName!, true)!.GetMethod(method)!.Invoke(null, arguments);
    }

    /// <summary>Instructions executed and calls made so far, by method.</summary>
    public Dictionary<string, (long Count, long Calls)> Snapshot()
    {
        var totals = new Dictionary<string, (long Count, long Calls)>();
        for (int i = 0; i < _counts.Count; i++)
        {
            for (int block = 0; block < _blocks[i].Length; block++)
            {
                (string method, int instructions, bool isEntry) = _blocks[i][block];
                long runs = _counts[i][block];
                (long count, long calls) = totals.GetValueOrDefault(method);
                totals[method] = (count + (runs * instructions), calls + (isEntry ? runs : 0));
            }
        }

        return totals;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        string path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        return Counted.Contains(name) ? LoadCounted(path)
            : Doubled.Contains(name) || name.StartsWith("Terminal.NanoPackages.", StringComparison.Ordinal)
                ? LoadFromAssemblyPath(path) : null;
    }

    private Assembly LoadCounted(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using ModuleDefinition module = ModuleDefinition.ReadModule(
            path, new ReaderParameters { AssemblyResolver = resolver });
        FieldDefinition field = AddCounters(module);
        var blocks = new List<(string, int, bool)>();
        foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            Count(method, field, blocks);
        }

        using var image = new MemoryStream();
        module.Write(image);
        image.Position = 0;
        Assembly assembly = LoadFromStream(image);
        long[] counts = new long[blocks.Count];
        assembly.GetType(CountersType, true)!.GetField(CountersField)!.SetValue(null, counts);
        _blocks.Add([.. blocks]);
        _counts.Add(counts);
        return assembly;
    }

    private static FieldDefinition AddCounters(ModuleDefinition module)
    {
        const Mono.Cecil.TypeAttributes Static = Mono.Cecil.TypeAttributes.Public
            | Mono.Cecil.TypeAttributes.Abstract | Mono.Cecil.TypeAttributes.Sealed;
        var type = new TypeDefinition("", CountersType, Static, module.TypeSystem.Object);
        var field = new FieldDefinition(
            CountersField,
            Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static,
            new ArrayType(module.TypeSystem.Int64));
        type.Fields.Add(field);
        module.Types.Add(type);
        return field;
    }

    private static void Count(MethodDefinition method, FieldReference field, List<(string, int, bool)> blocks)
    {
        MethodBody body = method.Body;
        body.SimplifyMacros();
        List<Instruction> all = [.. body.Instructions];
        HashSet<Instruction> heads = Heads(body, all);
        ILProcessor il = body.GetILProcessor();
        string name = $"{method.DeclaringType.Name}.{method.Name}";
        for (int i = 0; i < all.Count;)
        {
            int length = 1;
            while (i + length < all.Count && !heads.Contains(all[i + length]))
            {
                length++;
            }

            int inside = all.Skip(i).Take(length).Sum(InCoreLibrary);
            Insert(il, all[i], field, blocks.Count);
            blocks.Add((name, length + inside, i == 0));
            i += length;
        }

        body.OptimizeMacros();
    }

    // What the device's CoreLibrary executes in IL itself; all else that is called of it here is native.
    private static int InCoreLibrary(Instruction instruction) =>
        instruction.Operand is MethodReference { Name: "IndexOf", DeclaringType.FullName: "System.Array" }
            ? IndexOfInstructions : 0;

    private static HashSet<Instruction> Heads(MethodBody body, List<Instruction> all)
    {
        var heads = new HashSet<Instruction> { all[0] };
        foreach (Instruction instruction in all)
        {
            bool isBranch = instruction.OpCode.FlowControl
                is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw;
            if (isBranch && instruction.Next is not null)
            {
                heads.Add(instruction.Next);
            }

            heads.UnionWith(instruction.Operand switch
            {
                Instruction target => [target],
                Instruction[] targets => targets,
                _ => [],
            });
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            heads.Add(handler.TryStart);
            heads.Add(handler.HandlerStart);
        }

        return heads;
    }

    // The head itself becomes the counter's first instruction, so that every branch to it is counted.
    private static void Insert(ILProcessor il, Instruction head, FieldReference field, int index)
    {
        Instruction moved = il.Create(OpCodes.Nop);
        moved.OpCode = head.OpCode;
        moved.Operand = head.Operand;
        head.OpCode = OpCodes.Ldsfld;
        head.Operand = field;
        Instruction[] rest =
        [
            il.Create(OpCodes.Ldc_I4, index),
            il.Create(OpCodes.Ldelema, field.Module.TypeSystem.Int64),
            il.Create(OpCodes.Dup),
            il.Create(OpCodes.Ldind_I8),
            il.Create(OpCodes.Ldc_I4_1),
            il.Create(OpCodes.Conv_I8),
            il.Create(OpCodes.Add),
            il.Create(OpCodes.Stind_I8),
            moved,
        ];
        Instruction at = head;
        foreach (Instruction instruction in rest)
        {
            il.InsertAfter(at, instruction);
            at = instruction;
        }
    }
}
