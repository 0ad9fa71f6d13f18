using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>What restarts one after the other leave.</summary>
public sealed class RestartTests
{
    [Fact]
    public void Each_start_takes_one_boot_number_and_saves_the_next_as_the_floor()
    {
        var terminal = new HandTerminal();
        terminal.Start();
        terminal.Run(100);
        uint first = terminal.Agent.Journal.Boot;
        for (uint n = 1; n <= 10; n++)
        {
            terminal.Start();
            terminal.Run(100);
            Assert.Equal(first + n, terminal.Agent.Journal.Boot);
            Assert.Equal(first + n + 1, terminal.Agent.Settings.BootFloor);
        }
    }
}
