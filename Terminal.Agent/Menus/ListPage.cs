using Terminal.Agent.Ports;

namespace Terminal.Agent.Menus;

/// <summary>
/// A page with a list: Up and Down move, OK takes the marked row, a digit takes the row of that
/// number, so that a voice on the telephone can say "Menu, 6, 1".
/// </summary>
public abstract class ListPage : MenuPage
{
    private int _first;

    /// <summary>Makes a list page of these menus.</summary>
    protected ListPage(Menu menu)
        : base(menu)
    {
    }

    /// <summary>The marked row, from 0.</summary>
    protected int Selected { get; set; }

    /// <summary>Rows of the list.</summary>
    protected abstract int Count { get; }

    /// <summary>Rows that are seen at a time.</summary>
    protected virtual int RowsShown => MenuCanvas.Rows;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        Selected = 0;
        _first = 0;
    }

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        int count = Count;
        if (count == 0)
        {
            return;
        }

        Selected = Selected < count ? Selected : count - 1;
        if (key == Key.Up)
        {
            Selected = Selected == 0 ? count - 1 : Selected - 1;
        }
        else if (key == Key.Down)
        {
            Selected = Selected + 1 == count ? 0 : Selected + 1;
        }
        else if (key == Key.Ok)
        {
            Choose(Selected, nowMs);
        }
        else if (key > Key.Digit0 && key <= Key.Digit9 && (int)key <= count)
        {
            Selected = (int)key - 1;
            Choose(Selected, nowMs);
        }
    }

    /// <summary>A row has been taken.</summary>
    protected abstract void Choose(int index, long nowMs);

    /// <summary>Draws the words of a row.</summary>
    protected abstract void DrawRow(MenuCanvas canvas, int index, int y);

    /// <summary>Draws the rows that are seen and marks one.</summary>
    protected void DrawRows(MenuCanvas canvas)
    {
        int count = Count;
        int shown = RowsShown;
        Selected = Selected < count ? Selected : count == 0 ? 0 : count - 1;
        _first = Selected < _first ? Selected
            : Selected >= _first + shown ? Selected - shown + 1
            : _first;
        _first = _first + shown > count ? count - shown : _first;
        _first = _first < 0 ? 0 : _first;
        for (int row = 0; row < shown && _first + row < count; row++)
        {
            int y = MenuCanvas.RowTop(row);
            DrawRow(canvas, _first + row, y);
            if (_first + row == Selected)
            {
                canvas.Select(y);
            }
        }

        canvas.Scroll(_first, shown, count);
    }
}
