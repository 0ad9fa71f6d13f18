using Mono.Cecil;
using Mono.Cecil.Cil;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Builds of a storey with a bug planted into its IL.</summary>
public static class PlantedBugs
{
    /// <summary>The journal as it is.</summary>
    public static PlantedStorey Nothing() => Build(typeof(TransactionJournal), _ => { });

    /// <summary>What the acquirer may have is sent again without a look-up.</summary>
    public static PlantedStorey ResendWithoutLookUp() => Build(typeof(OutcomeApplier), module =>
    {
        // OutcomeApplier.NextRequest: if (record.State == TransactionState.Pending && !isLost) Create.
        // The second read of the state is that of sales; its comparison goes.
        MethodDefinition next = Method(module, typeof(OutcomeApplier), nameof(OutcomeApplier.NextRequest));
        Instruction state = next.Body.Instructions.Where(i => Reads(i, "State")).ElementAt(1);
        Instruction branch = state.Next.Next;
        Assert.Equal(OpCodes.Ldc_I4_1, state.Next.OpCode);
        Assert.Equal(FlowControl.Cond_Branch, branch.OpCode.FlowControl);
        ILProcessor il = next.Body.GetILProcessor();
        il.Replace(branch, il.Create(OpCodes.Pop));
        il.Replace(state.Next, il.Create(OpCodes.Nop));
    });

    /// <summary>An append commits before it writes the record.</summary>
    public static PlantedStorey CommitBeforeBody() => Build(typeof(SlotStore), module =>
    {
        // SlotStore.Append ends in: return WriteRecord(slot, start) && Commit(slot, start, flags).
        MethodDefinition append = Method(module, typeof(SlotStore), nameof(SlotStore.Append));
        Instruction write = append.Body.Instructions.Single(i => Calls(i, "WriteRecord"));
        Instruction commit = append.Body.Instructions.Single(i => Calls(i, "Commit"));
        Instruction skip = write.Next;
        Assert.Equal(FlowControl.Cond_Branch, skip.OpCode.FlowControl);
        Instruction[] writing = Piece(append, write, 3);
        Instruction[] committing = Piece(append, commit, 5);
        Assert.Same(skip.Next, committing[0]);
        ILProcessor il = append.Body.GetILProcessor();
        foreach (Instruction instruction in writing.Concat(committing))
        {
            il.Remove(instruction);
        }

        foreach (Instruction instruction in committing)
        {
            il.InsertBefore(skip, instruction);
        }

        foreach (Instruction instruction in writing.Reverse())
        {
            il.InsertAfter(skip, instruction);
        }
    });

    /// <summary>Any 409 counts as an approval.</summary>
    public static PlantedStorey AckOnAnyConflict() => Build(typeof(OutcomeTable), module =>
    {
        // OutcomeTable's constructor calls Row(8, ...) and Row(9, ...): number, requests, from, to,
        // bodies, verdict, retry, fault.
        MethodDefinition make = module.GetType(typeof(OutcomeTable).FullName).Methods
            .Single(m => m.IsConstructor && !m.IsStatic);
        foreach (int number in (int[])[8, 9])
        {
            Instruction call = make.Body.Instructions
                .Where(i => Calls(i, "Row")).ElementAt(number - 4);
            Instruction[] pushes = Piece(make, call, 8);
            Assert.Equal(number, Value(pushes[0]));
            Assert.Equal(409, Value(pushes[2]));
            Set(pushes[5], (int)Verdict.Approved);
            Set(pushes[6], (int)RetryPolicy.Settled);
        }
    });

    /// <summary>Each step allocates, and keeps what it has allocated.</summary>
    public static PlantedStorey AllocatingStep() => Build(typeof(Agent.Agent), module =>
    {
        MethodDefinition step = Method(module, typeof(Agent.Agent), nameof(Agent.Agent.Step));
        var kept = new FieldDefinition(
            "_planted", FieldAttributes.Private, module.TypeSystem.Object);
        step.DeclaringType.Fields.Add(kept);
        Instruction first = step.Body.Instructions[0];
        ILProcessor il = step.Body.GetILProcessor();
        il.InsertBefore(first, il.Create(OpCodes.Ldarg_0));
        il.InsertBefore(first, il.Create(OpCodes.Newobj, new MethodReference(
            ".ctor", module.TypeSystem.Void, module.TypeSystem.Object) { HasThis = true }));
        il.InsertBefore(first, il.Create(OpCodes.Stfld, kept));
    });

    private static PlantedStorey Build(Type home, Action<ModuleDefinition> plant)
    {
        using var module = ModuleDefinition.ReadModule(home.Assembly.Location);
        plant(module);
        using var built = new MemoryStream();
        module.Write(built);
        return new PlantedStorey(home.Assembly.GetName().Name!, built.ToArray());
    }

    private static MethodDefinition Method(ModuleDefinition module, Type type, string name) =>
        module.GetType(type.FullName).Methods.Single(m => m.Name == name);

    private static bool Calls(Instruction instruction, string name) =>
        instruction.Operand is MethodReference method && method.Name == name;

    private static bool Reads(Instruction instruction, string name) =>
        instruction.OpCode == OpCodes.Ldfld && instruction.Operand is FieldReference field
        && field.Name == name;

    // The call and what pushes its arguments, each by one instruction.
    private static Instruction[] Piece(MethodDefinition method, Instruction call, int pushes)
    {
        int end = method.Body.Instructions.IndexOf(call);
        return [.. method.Body.Instructions.Skip(end - pushes).Take(pushes + 1)];
    }

    private static int Value(Instruction push) => push.Operand switch
    {
        sbyte small => small,
        int value => value,
        _ => push.OpCode.Code - Code.Ldc_I4_0,
    };

    private static void Set(Instruction push, int value)
    {
        push.OpCode = OpCodes.Ldc_I4;
        push.Operand = value;
    }
}
