using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>A loop that comes late, by any time, never hears of a moment that has passed.</summary>
public sealed class LateStepTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(1_700)]
    [InlineData(16_000)]
    [InlineData(120_000)]
    public void However_late_the_loop_comes_it_waits_for_the_future(int lateMs)
    {
        var terminal = new HandTerminal();
        terminal.Provision(settings => TestBoard.FillForRig(settings, terminal.Wifi));
        terminal.Start();
        terminal.Run(10_000);
        terminal.WifiTransport.Answer = _ => "";
        terminal.Press((Key)7, Key.Digit0, Key.Digit0, Key.Ok);
        terminal.Run(500);
        Assert.True(terminal.Tap("approved"));
        terminal.Run(300);
        Assert.Contains("EN COURS", terminal.Words, StringComparison.Ordinal);
        for (int i = 0; i < 60; i++)
        {
            terminal.Clock.Move(lateMs);
            Assert.InRange(terminal.Step(), 0, Terminal.Agent.Limits.IdleStepMs);
        }
    }
}
