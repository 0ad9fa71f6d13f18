using Mono.Cecil;
using Mono.Cecil.Cil;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Sale;
using Terminal.Agent.Till;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Builds of a storey with a bug planted into its IL.</summary>
public static class PlantedBugs
{
    private const int AnyBody = (1 << ((int)ResponseBody.Page + 1)) - 1;

    /// <summary>The journal as it is.</summary>
    public static PlantedStorey Nothing() => Build(typeof(TransactionJournal), _ => { });

    /// <summary>What a look-up does not show was never received.</summary>
    public static PlantedStorey EmptyLookUpMeansUnsent() => Build(typeof(OutcomeApplier), module =>
        ReturnAtOnce(
            Method(module, typeof(OutcomeApplier), nameof(OutcomeApplier.IsSettled)), 1));

    /// <summary>A 4xx rejects, whoever says it.</summary>
    public static PlantedStorey GatewayRejects() => Build(typeof(OutcomeTable), module =>
    {
        Instruction[] row = Row(module, 17);
        Assert.Equal(400, Value(row[2]));
        Set(row[4], AnyBody);
    });

    /// <summary>A refund is sent on nothing that was read.</summary>
    public static PlantedStorey RefundWithoutRead() => Build(typeof(RefundSteps), module =>
        ReturnAtOnce(
            Method(module, typeof(RefundSteps), nameof(RefundSteps.Next)),
            (int)RequestKind.Refund));

    /// <summary>A decline of which no screen tells any more raises no entry.</summary>
    public static PlantedStorey SilentDecline() => Build(typeof(OutcomeApplier), module =>
        ReturnAtOnce(Method(module, typeof(OutcomeApplier), "RaiseEnd"), 1));

    /// <summary>What a till asked for is forgotten: the same reference is a new sale.</summary>
    public static PlantedStorey TillForgets() => Build(typeof(TillSales), module =>
        ReturnAtOnce(Method(module, typeof(TillSales), nameof(TillSales.Find)), -1));

    /// <summary>What makes room is not booked into its day.</summary>
    public static PlantedStorey DayForgotten() => Build(typeof(DayCounters), module =>
        ReturnAtOnce(Method(module, typeof(DayCounters), nameof(DayCounters.Book)), 1));

    /// <summary>What was booked and is still in its slot counts twice.</summary>
    public static PlantedStorey DayBookedTwice() => Build(typeof(DayCounters), module =>
        ReturnAtOnce(Method(module, typeof(DayCounters), "FindBooked"), null));

    /// <summary>Whose the queue is does not matter: it is sent.</summary>
    public static PlantedStorey QueueOfAnybody() => Build(typeof(QueueOwner), module =>
        ReturnAtOnce(Method(module, typeof(QueueOwner), nameof(QueueOwner.Judge)), null));

    /// <summary>An append counts as made, whatever NVRAM says.</summary>
    public static PlantedStorey AppendNotDurable() => Build(typeof(SlotStore), module =>
    {
        MethodDefinition append = Method(module, typeof(SlotStore), nameof(SlotStore.Append));
        ILProcessor il = append.Body.GetILProcessor();
        foreach (Instruction ret in append.Body.Instructions
            .Where(i => i.OpCode == OpCodes.Ret).ToArray())
        {
            il.InsertBefore(ret, il.Create(OpCodes.Pop));
            il.InsertBefore(ret, il.Create(OpCodes.Ldc_I4_1));
        }

        // A branch straight to the return takes what it has pushed with it.
        foreach (Instruction branch in append.Body.Instructions)
        {
            if (branch.Operand is Instruction { OpCode.Code: Code.Ret } ret)
            {
                branch.Operand = ret.Previous.Previous;
            }
        }
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

    /// <summary>A 409 that names a payment counts as an approval, whatever that one is.</summary>
    public static PlantedStorey AcceptedFromConflict() => Build(typeof(OutcomeTable), module =>
    {
        Instruction[] row = Row(module, 8);
        Assert.Equal(409, Value(row[2]));
        Set(row[5], (int)Verdict.Approved);
        Set(row[6], (int)RetryPolicy.Settled);
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

    // Row(number, requests, from, to, bodies, verdict, retry) of the outcome table, or the same with
    // a fault behind it: its arguments.
    private static Instruction[] Row(ModuleDefinition module, int number)
    {
        MethodDefinition make = module.GetType(typeof(OutcomeTable).FullName).Methods
            .Single(m => m.IsConstructor && !m.IsStatic);
        return make.Body.Instructions.Where(i => Calls(i, "Row"))
            .Select(call => Piece(make, call, ((MethodReference)call.Operand).Parameters.Count))
            .Single(pushes => Value(pushes[0]) == number);
    }

    private static void ReturnAtOnce(MethodDefinition method, int? value)
    {
        method.Body.ExceptionHandlers.Clear();
        method.Body.Instructions.Clear();
        ILProcessor il = method.Body.GetILProcessor();
        if (value is int given)
        {
            il.Emit(OpCodes.Ldc_I4, given);
        }

        il.Emit(OpCodes.Ret);
    }

    private static PlantedStorey Build(Type home, Action<ModuleDefinition> plant)
    {
        using var module = ModuleDefinition.ReadModule(home.Assembly.Location);
        plant(module);
        using var built = new MemoryStream();
        module.Write(built);
        return new PlantedStorey(home.Assembly.GetName().Name!, built.ToArray());
    }

    // Of several of one name, the public one.
    private static MethodDefinition Method(ModuleDefinition module, Type type, string name) =>
        module.GetType(type.FullName).Methods.Where(m => m.Name == name).OrderByDescending(m => m.IsPublic).First();

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
