using Terminal.Agent.Screens;
using Terminal.Rig.Screens;
using Terminal.Rig.Simulation;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Il;

/// <summary>
/// Everything that the loop can reach, in every storey: the IL holds no allocation but those that a file lists with
/// their reasons, and a mixed day allocates nothing.
/// </summary>
public sealed class LoopAllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void What_the_loop_reaches_allocates_only_what_is_listed()
    {
        AllocationWalk walk = AllocationWalk.From(
            NanoAssemblies.House, method => method.FullName == "System.Int32 Terminal.Agent.Agent::Step()");
        output.WriteLine($"methods={walk.MethodCount} findings={walk.Findings.Count}");
        foreach (AllocationFinding finding in walk.Findings)
        {
            output.WriteLine(finding.ToString());
        }

        // The interfaces lead into every assembly: else the walk would prove less than it says.
        string[] parts =
        [
            "Modem.ModemDriver::Step", "Menus.Menu::Step", "Menus.HistoryPage", "Console.TechnicianConsole::Step",
            "Console.SelfTest::Step", "Acquirer.Pipeline::Pop",
        ];
        foreach (string part in parts)
        {
            Assert.Contains(walk.Methods, name => name.StartsWith("Terminal.Agent." + part, StringComparison.Ordinal));
        }

        Assert.Empty(walk.Unexplained(Listed()));
    }

    [Fact]
    public void The_list_is_short_and_gives_reasons()
    {
        List<Allowance> listed = [.. Listed()];
        Assert.InRange(listed.Count, 1, 10);
        Assert.All(listed, entry => Assert.True(entry.Reason.Length > 20, entry.Method));
    }

    /// <summary>
    /// Sales, a decline, the SIM's coverage lost and found, an outage of the acquirer with an offline sale, menus, and
    /// hours of nothing.
    /// </summary>
    [Fact]
    public void A_mixed_day_allocates_nothing()
    {
        SimWorld world = SimWorld.OnSim(3);
        SimTerminal terminal = world.Terminal;
        Day(world);
        terminal.AllocatedBytes = 0;
        Day(world);
        Assert.Equal(0, terminal.AllocatedBytes);
    }

    private static void Day(SimWorld world)
    {
        SimTerminal terminal = world.Terminal;
        for (int i = 0; i < 5; i++)
        {
            Assert.True(world.Sell(1_000 + i));
            Assert.True(world.RunUntil(() => terminal.Agent!.View.Id == ScreenId.Approved, 15_000));
            world.Run(20_000);
        }

        Assert.True(world.Sell(1_100, "declined_51"));
        Assert.True(world.RunUntil(() => terminal.Agent!.View.Id == ScreenId.Declined, 15_000));
        world.Run(20_000);

        terminal.Modem.Faults.NoCoverage = true;
        world.Run(60_000);
        Assert.True(world.Sell(1_200));
        world.Run(20_000);
        terminal.Modem.Faults.NoCoverage = false;
        world.Run(300_000);

        world.Server.IsRefusing = true;
        world.Run(20_000);
        Assert.True(world.Sell(1_300));
        world.Run(20_000);
        terminal.Press("o");
        world.Run(60_000);
        world.Server.IsRefusing = false;
        Assert.True(world.RunUntil(() => terminal.Agent!.Journal.WaitingCount == 0, 3_600_000));
        world.Run(4 * 3_600_000L);
    }

    private static IEnumerable<Allowance> Listed() =>
        File.ReadLines(Path.Combine(
                Repository.Root()!, "hardware", "rig.tests", "Il", "allocations.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | "))
            .Select(parts => new Allowance(parts[0], parts[1], parts[2]));
}
