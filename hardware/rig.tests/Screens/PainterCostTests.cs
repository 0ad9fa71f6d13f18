using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Screens;

/// <summary>
/// What painting costs: no allocation on any screen, nothing at all while nothing changes.
/// </summary>
public sealed class PainterCostTests
{
    [Fact]
    public void Painting_every_screen_allocates_nothing()
    {
        ScreenModel view = ScreenSamples.NewView();
        var painter = new ScreenPainter(new VirtualDisplay(), view, new Texts());
        byte[] words = new byte[Terminal.Agent.Limits.ScreenLineBytesMax];
        PaintAll(painter, view, words);
        PaintAll(painter, view, words);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            PaintAll(painter, view, words);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void An_unchanged_screen_allocates_and_sends_nothing()
    {
        var screen = new SampleScreen(ScreenSamples.All[1], Language.French);
        byte[] shown = screen.Shown;
        screen.Display.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            screen.Painter.Step(i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Contains(shown, column => column != 0);
        Assert.All(screen.Shown, column => Assert.Equal(0, column));
    }

    private static void PaintAll(ScreenPainter painter, ScreenModel view, byte[] words)
    {
        for (ScreenId id = ScreenId.Starting; id <= ScreenId.CancelKept; id++)
        {
            view.Id = id;
            view.AmountCents += 7;
            view.WaitingCount = (view.WaitingCount + 1) % 200;
            view.Touch();
            painter.Step(0);
            for (int row = 0; row < FrameBuffer.Pages; row++)
            {
                painter.TextLine(row, words, 0);
            }
        }
    }
}
