using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Screens;

/// <summary>
/// Paints one sample by the agent's own painter onto a display that keeps the bytes.
/// </summary>
public sealed class SampleScreen : IDisplay
{
    private readonly byte[] _shown = new byte[FrameBuffer.Pages * FrameBuffer.Columns];

    /// <summary>Paints it.</summary>
    public SampleScreen(ScreenSample sample, Language language)
    {
        ScreenModel view = ScreenSamples.NewView();
        sample.Fill(view);
        var texts = new Texts();
        texts.Select(language);
        Painter = new ScreenPainter(this, view, texts);
        Painter.Step(0);
    }

    /// <summary>The painter that painted it.</summary>
    public ScreenPainter Painter { get; }

    /// <summary>What the display shows, in its own order.</summary>
    public byte[] Shown => _shown;

    /// <inheritdoc/>
    public bool Show(int page, int column, byte[] frame, int offset, int count)
    {
        Array.Copy(frame, offset, _shown, (page * FrameBuffer.Columns) + column, count);
        return true;
    }
}
