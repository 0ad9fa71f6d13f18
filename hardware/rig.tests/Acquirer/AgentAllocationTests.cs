using Terminal.Agent.Journal;
using Terminal.Rig.Tests.Il;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The loop allocates nothing: by its IL, and as measured.</summary>
public sealed class AgentAllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void The_loop_reaches_no_instruction_that_allocates()
    {
        var walk = AllocationWalk.From(
            NanoAssemblies.Agent,
            method => method.FullName == "System.Int32 Terminal.Agent.Agent::Step()");
        output.WriteLine($"methods={walk.MethodCount}");
        Assert.True(walk.MethodCount > 300, walk.MethodCount.ToString());
        Assert.Empty(walk.Unexplained(
        [
            new("Terminal.Agent.Invariant::Fail()", "newobj",
                "a defect in the program: the watchdog restarts the terminal"),
            new("Terminal.Agent.Invariant::Fail()", "throw", "likewise"),
        ]));
    }

    [Fact]
    public void A_thousand_sales_allocate_nothing()
    {
        var world = new AgentWorld();
        Sell(world, 30);
        world.AllocatedBytes = 0;
        Sell(world, 1_000);
        Assert.Equal(0, world.AllocatedBytes);
        Assert.Equal(1_030, world.Bank.Payments.Count);
    }

    [Fact]
    public void Trouble_allocates_nothing_either()
    {
        var world = new AgentWorld();
        Trouble(world);
        world.AllocatedBytes = 0;
        Trouble(world);
        Assert.Equal(0, world.AllocatedBytes);
    }

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new byte[100]);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before >= 100);
    }

    private static void Sell(AgentWorld world, int count)
    {
        for (int i = 0; i < count; i++)
        {
            world.Tap(500 + i);
            Assert.True(world.Reaches(TransactionState.Approved, 5_000));
            world.Run(200);
            world.Press("o");
        }
    }

    private static void Trouble(AgentWorld world)
    {
        string[] bodies = ["", "<html>", "{\"error\":{\"message\":\"x\"}}", "[1,2", "[]"];
        foreach (int status in new[] { 200, 302, 400, 401, 403, 404, 407, 408, 409, 429, 500, 503 })
        {
            foreach (string body in bodies)
            {
                world.On("Create", AgentWorldReply.Http(status, body, "Retry-After: 1\r\n"));
                world.Tap(1_250);
                world.Run(3_000);
                world.Press("o");
                world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 600_000);
                world.Agent.StoreAndForward.Release();
                world.Run(1_000);
            }
        }
    }
}
