using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// What becomes of a queue that is held: it is sent from here, exported on the console, or its
/// memory goes back to the terminal that it came from. Nothing is done before the consequence has
/// been read and confirmed.
/// </summary>
public sealed class HeldPage : ListPage
{
    private const int WordsColumn = 12;
    private const int TakeOver = 0;
    private const int None = -1;
    private const int SerialRow = 46;

    private static readonly TextId[] Items =
    {
        TextId.HeldTakeOver, TextId.HeldExport, TextId.HeldGiveBack,
    };

    private int _chosen = None;
    private bool _hasFailed;

    /// <summary>Makes the page.</summary>
    public HeldPage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    protected override int Count => Items.Length;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        _chosen = None;
        _hasFailed = false;
    }

    /// <inheritdoc/>
    public override bool Cancel(long nowMs)
    {
        bool wasChosen = _chosen != None;
        _chosen = None;
        return wasChosen;
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        if (_chosen == None)
        {
            base.Press(key, nowMs);
        }
        else if (key == Key.Ok && _chosen == TakeOver)
        {
            _hasFailed = !Menu.Agent.TakeOverQueue();
            if (!_hasFailed)
            {
                Menu.Close(nowMs);
            }
        }
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        if (_chosen == None)
        {
            canvas.Title(TextId.QueueHeld);
            DrawRows(canvas);
            all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
            return;
        }

        canvas.Title(Items[_chosen]);
        all.Paragraph(_hasFailed ? TextId.DecideFailed : Consequence(), 14, 3);
        if (!_hasFailed && Menu.Agent.Owner.Hold == QueueHold.OtherTerminal)
        {
            canvas.Line.Start().Text(canvas.Texts.Of(TextId.Serial)).Text(
                Menu.Agent.Owner.Serial, Menu.Agent.Owner.SerialLength);
            all.Centred(all.Small, SerialRow);
        }

        all.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
        if (_chosen == TakeOver)
        {
            all.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
        }
    }

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        canvas.Line.Start().Number(index + 1);
        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        canvas.Words(Items[index], WordsColumn, y);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs)
    {
        _chosen = index;
        _hasFailed = false;
    }

    private TextId Consequence()
    {
        QueueHold hold = Menu.Agent.Owner.Hold;
        switch (_chosen)
        {
            case TakeOver:
                return hold == QueueHold.OtherTerminal ? TextId.HeldTakeOverText
                    : hold == QueueHold.OtherAccount ? TextId.HeldSameAccountText
                    : TextId.HeldRolledBackText;
            case 1:
                return TextId.HeldExportText;
            default:
                return hold == QueueHold.OtherTerminal
                    ? TextId.HeldGiveBackText : TextId.HeldGiveBackHere;
        }
    }
}
