using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Terminal.Rig.Tests.Il;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>Open menus allocate nothing, by the IL and by the count.</summary>
public sealed class MenuCostTests
{
    private static readonly Allowance[] Mistakes =
    [
        new("Terminal.Agent.Invariant::Fail()", "newobj", "a programmer's mistake"),
        new("Terminal.Agent.Invariant::Fail()", "throw", "a programmer's mistake"),
    ];

    [Theory]
    [InlineData("Step", true)]
    [InlineData("Draw", false)]
    public void The_il_of_an_open_menu_allocates_nothing(string method, bool mayFail)
    {
        var walk = AllocationWalk.From(
            NanoAssemblies.House,
            m => m.DeclaringType.FullName == "Terminal.Agent.Menus.Menu" && m.Name == method);
        Assert.Empty(walk.Unexplained(mayFail ? Mistakes : []));
        Assert.InRange(walk.MethodCount, 20, 2_000);
    }

    [Fact]
    public void Every_open_page_steps_and_paints_without_allocating()
    {
        foreach (MenuSample sample in MenuSamples.All.Where(s => s.Name != "menu-wifi-test"))
        {
            HandTerminal terminal = MenuSamples.Play(sample, Language.French);
            Play(terminal, 3);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Play(terminal, 50);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(bytes == 0, $"{sample.Name}: {bytes} bytes");
        }
    }

    private static void Play(HandTerminal terminal, int times)
    {
        for (int i = 0; i < times; i++)
        {
            terminal.Menu.Step(terminal.Clock.UptimeMs);
            terminal.Agent.View.Touch();
            terminal.Agent.Painter.Step(terminal.Clock.UptimeMs);
        }
    }
}
