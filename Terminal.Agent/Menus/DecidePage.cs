using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>
/// A technician's exits for an entry of the attention list, after which its record is final: what
/// was found out, or what is to be done.
/// </summary>
public sealed class DecidePage : ListPage
{
    private const int WordsColumn = 12;
    private const int FailedRow = 47;

    private static readonly TextId[] ForRefund =
    {
        TextId.WasMade, TextId.WasNotMade, TextId.SendAgain, TextId.LeaveIt,
    };

    private static readonly TextId[] ForSale =
    {
        TextId.WasMade, TextId.WasNotMade, TextId.LeaveIt,
    };

    private static readonly TextId[] ForCharge = { TextId.KeepCharged, TextId.Refund };

    private readonly AttentionEntry _entry = new AttentionEntry();
    private bool _hasFailed;

    /// <summary>Makes the page.</summary>
    public DecidePage(Menu menu)
        : base(menu)
    {
    }

    /// <inheritdoc/>
    protected override int Count => Items.Length;

    private TextId[] Items => _entry.Kind == AttentionKind.CancelFailed ? ForCharge
        : _entry.Kind == AttentionKind.RefundUndecided ? ForRefund : ForSale;

    /// <summary>The entry that is to be decided next.</summary>
    public void Choose(uint number)
    {
        if (!Menu.Agent.Attention.Read(number, _entry))
        {
            _entry.Kind = AttentionKind.None;
        }
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        base.Open(nowMs);
        _hasFailed = false;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(TextId.Decide);
        DrawRows(canvas);
        if (_hasFailed)
        {
            canvas.Canvas.Words(TextId.DecideFailed, FailedRow);
        }

        canvas.Canvas.KeyAtLeft(IconCode.KeyCancel, TextId.Back);
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
        TextId item = Items[index];
        int slot = Menu.Agent.Journal.Find(_entry.Boot, _entry.Sequence);
        if (item == TextId.Refund)
        {
            _hasFailed = slot < 0
                || Menu.Agent.Journal.State(slot) != TransactionState.Approved;
            if (!_hasFailed)
            {
                Menu.Agent.Attention.Close(_entry.Number, AttentionExit.PaidBack);
                Menu.RefundInstead(slot, nowMs);
            }

            return;
        }

        _hasFailed = !Menu.Agent.Decide(_entry.Number, ExitOf(item));
        if (!_hasFailed)
        {
            Menu.Back(nowMs);
        }
    }

    private static AttentionExit ExitOf(TextId item) => item == TextId.WasMade
        ? AttentionExit.Made
        : item == TextId.WasNotMade ? AttentionExit.NotMade
        : item == TextId.SendAgain ? AttentionExit.SentAgain
        : item == TextId.KeepCharged ? AttentionExit.KeptCharged : AttentionExit.Left;
}
