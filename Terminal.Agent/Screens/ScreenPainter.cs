using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Screens;

/// <summary>
/// Keeps the display true to the view: paints when the view has changed, sends what differs, tries
/// again when the display did not answer. An unchanged view costs little. A new family of
/// screens is a class with a Draw of its own and one line in <see cref="Paint"/>.
/// </summary>
public sealed class ScreenPainter : IProgress
{
    private readonly IDisplay _display;
    private readonly ScreenModel _view;
    private readonly Texts _texts;
    private readonly FrameBuffer _frame = new FrameBuffer();
    private readonly SaleScreens _sale;
    private readonly OfflineScreens _offline;
    private readonly FaultScreens _faults;

    // Null where nothing is attached.
    private IScreenFamily _more;

    /// <summary>The version painted last.</summary>
    private int _version;

    /// <summary>The progress painted last: it moves without the rest being drawn again.</summary>
    private int _progress;

    /// <summary>The language painted last.</summary>
    private Language _language;

    /// <summary>
    /// False at first and after a failure: the frame has not reached the display.
    /// </summary>
    private bool _isShown;

    private bool _isPainted;

    /// <summary>Pictures handed to the display, taken or not.</summary>
    private int _sent;
    private long _retryAtMs;

    /// <summary>Builds fonts, frame and screens.</summary>
    public ScreenPainter(IDisplay display, ScreenModel view, Texts texts)
    {
        _display = display;
        _view = view;
        _texts = texts;
        Canvas = new ScreenCanvas(_frame, view, texts);
        ScreenCanvas canvas = Canvas;
        _sale = new SaleScreens(canvas, new StatusLine(canvas, view, texts), view, texts);
        _offline = new OfflineScreens(canvas, view, texts);
        _faults = new FaultScreens(canvas, view, texts);
    }

    /// <summary>What every family of screens draws on.</summary>
    public ScreenCanvas Canvas { get; }

    /// <summary>True while the display does not show the view.</summary>
    public bool IsUnderWay => !_isShown || _version != _view.Version;

    /// <inheritdoc/>
    public int Mark => _sent;

    /// <summary>True while the display does not answer (R40).</summary>
    public bool IsSilent { get; private set; }

    /// <summary>The picture: 8 pages of 128 columns, bit 0 on top. For reading.</summary>
    public byte[] Frame => _frame.Frame;

    /// <summary>Glyphs of the present screen that had no room; 0 on a good screen.</summary>
    public int ClippedGlyphs => _frame.ClippedGlyphs;

    /// <summary>Attaches a family of screens from outside; once, at start-up.</summary>
    public void Attach(IScreenFamily more) => _more = more;

    /// <summary>Paints and sends what has changed.</summary>
    /// <returns>Milliseconds until it must run again if nothing changes.</returns>
    public int Step(long nowMs)
    {
        if (!_isPainted || _version != _view.Version || _language != _texts.Language)
        {
            _version = _view.Version;
            _language = _texts.Language;
            _isPainted = true;
            _isShown = false;
            _progress = _view.Progress;
            Paint();
        }
        else if (_progress != _view.Progress)
        {
            _progress = _view.Progress;
            if (_view.Id == ScreenId.InProgress)
            {
                _isShown = false;
                _sale.Progress();
            }
        }

        if (_isShown)
        {
            return Limits.IdleStepMs;
        }

        if (nowMs < _retryAtMs)
        {
            return (int)(_retryAtMs - nowMs);
        }

        _sent++;
        if (_frame.Flush(_display))
        {
            IsSilent = false;
            _isShown = true;
            return Limits.IdleStepMs;
        }

        IsSilent = true;
        _retryAtMs = nowMs + Limits.DisplayRetryMs;
        return Limits.DisplayRetryMs;
    }

    /// <summary>
    /// Writes the words on a row, in Windows-1252; a heading's stand on its top row.
    /// </summary>
    /// <param name="row">0 (top) to 7.</param>
    /// <param name="buffer">Room for <see cref="Limits.ScreenLineBytesMax"/> bytes.</param>
    /// <param name="offset">Where to write.</param>
    /// <returns>The offset after them.</returns>
    public int TextLine(int row, byte[] buffer, int offset) => _frame.TextLine(row, buffer, offset);

    private void Paint()
    {
        _frame.Clear();
        ScreenId id = _view.Id;
        if (!_sale.Draw(id) && !_offline.Draw(id) && !_faults.Draw(id) && _more != null)
        {
            _more.Draw(id);
        }
    }
}
