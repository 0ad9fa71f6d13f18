using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;

namespace Terminal.Rig.Screens;

/// <summary>
/// Paints one sample by the agent's own painter onto a display that keeps the bytes.
/// </summary>
public sealed class SampleScreen
{
    private readonly VirtualDisplay _display = new();

    /// <summary>Paints it.</summary>
    public SampleScreen(ScreenSample sample, Language language)
    {
        ScreenModel view = ScreenSamples.NewView();
        sample.Fill(view);
        var texts = new Texts();
        texts.Select(language);
        Painter = new ScreenPainter(_display, view, texts);
        Painter.Step(0);
    }

    /// <summary>The painter that painted it.</summary>
    public ScreenPainter Painter { get; }

    /// <summary>The display that it is painted onto.</summary>
    public VirtualDisplay Display => _display;

    /// <summary>What the display shows, in its own order.</summary>
    public byte[] Shown => _display.Snapshot();
}
