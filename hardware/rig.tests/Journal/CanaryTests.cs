using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Terminal.Agent.Journal;
using Terminal.Rig.PowerCut;
using Xunit;

namespace Terminal.Rig.Tests.Journal;

/// <summary>
/// The campaign can fail: a build of the agent in which an append commits before it writes the
/// record is caught, by losses or ghosts, and named by a cut that fails when played alone.
/// </summary>
public sealed class CanaryTests
{
    [Fact]
    public void A_journal_that_commits_before_the_body_is_caught()
    {
        string verdict = RunAgainst(PlantCommitFirst());
        Assert.Contains("verdict=fail", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("lost=0 duplicated=0 ghosts=0", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_way_of_running_passes_the_journal_as_it_is()
    {
        string verdict = RunAgainst(File.ReadAllBytes(AgentPath));
        Assert.Contains("verdict=pass", verdict, StringComparison.Ordinal);
    }

    private static string AgentPath => typeof(TransactionJournal).Assembly.Location;

    // SlotStore.Append ends in: return WriteRecord(slot, start) && Commit(slot, start, flags).
    private static byte[] PlantCommitFirst()
    {
        using var module = ModuleDefinition.ReadModule(AgentPath);
        var store = module.GetType(typeof(SlotStore).FullName);
        var append = store.Methods.Single(m => m.Name == nameof(SlotStore.Append));
        var write = append.Body.Instructions.Single(i => Calls(i, "WriteRecord"));
        var commit = append.Body.Instructions.Single(i => Calls(i, "Commit"));
        var skip = write.Next;
        Assert.Equal(FlowControl.Cond_Branch, skip.OpCode.FlowControl);
        Instruction[] writing = Piece(append, write, 3);
        Instruction[] committing = Piece(append, commit, 5);
        Assert.Same(skip.Next, committing[0]);
        var il = append.Body.GetILProcessor();
        foreach (var instruction in writing.Concat(committing))
        {
            il.Remove(instruction);
        }

        foreach (var instruction in committing)
        {
            il.InsertBefore(skip, instruction);
        }

        var after = skip;
        foreach (var instruction in writing)
        {
            il.InsertAfter(after, instruction);
            after = instruction;
        }

        using var built = new MemoryStream();
        module.Write(built);
        return built.ToArray();
    }

    private static bool Calls(Instruction instruction, string name) =>
        instruction.Operand is MethodReference method && method.Name == name;

    // The call and what pushes its arguments.
    private static Instruction[] Piece(MethodDefinition method, Instruction call, int pushes)
    {
        int end = method.Body.Instructions.IndexOf(call);
        return [.. method.Body.Instructions.Skip(end - pushes).Take(pushes + 1)];
    }

    // The campaign itself, loaded a second time over the given build of the agent.
    private static string RunAgainst(byte[] agent)
    {
        var context = new SecondBuild(agent);
        try
        {
            Type type = context.Rig.GetType(typeof(CutCampaign).FullName!, true)!;
            object campaign = Activator.CreateInstance(type, [null])!;
            type.GetProperty(nameof(CutCampaign.CutsBlank))!.SetValue(campaign, false);
            object tally = type.GetMethod(nameof(CutCampaign.Run))!
                .Invoke(campaign, [2_000L, 3])!;
            Assert.NotSame(typeof(CutTally), tally.GetType());
            return tally.ToString()!;
        }
        finally
        {
            context.Unload();
        }
    }

    private sealed class SecondBuild : AssemblyLoadContext
    {
        private readonly byte[] _agent;

        public SecondBuild(byte[] agent)
            : base(isCollectible: true)
        {
            _agent = agent;
            Rig = LoadFromStream(
                new MemoryStream(File.ReadAllBytes(typeof(CutCampaign).Assembly.Location)));
        }

        public Assembly Rig { get; }

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == "Terminal.Agent"
                ? LoadFromStream(new MemoryStream(_agent)) : null;
    }
}
