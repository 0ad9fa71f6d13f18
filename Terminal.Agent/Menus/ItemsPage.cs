using System;
using Terminal.Agent.Screens;

namespace Terminal.Agent.Menus;

/// <summary>A list of numbered words, each of which leads to another page.</summary>
public sealed class ItemsPage : ListPage
{
    private const int WordsColumn = 12;

    private readonly TextId _title;
    private TextId[] _items;
    private MenuPage[] _pages;

    /// <summary>Makes a list; item n leads to page n.</summary>
    public ItemsPage(Menu menu, TextId title, TextId[] items, MenuPage[] pages)
        : base(menu)
    {
        Invariant.Check(items.Length == pages.Length);
        _title = title;
        _items = items;
        _pages = pages;
    }

    /// <summary>Adds a row; before the first step.</summary>
    public void Add(TextId item, MenuPage page)
    {
        int count = _items.Length;
        var items = new TextId[count + 1];
        var pages = new MenuPage[count + 1];
        Array.Copy(_items, 0, items, 0, count);
        Array.Copy(_pages, 0, pages, 0, count);
        items[count] = item;
        pages[count] = page;
        _items = items;
        _pages = pages;
    }

    /// <inheritdoc/>
    protected override int Count => _items.Length;

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        canvas.Title(_title);
        DrawRows(canvas);
    }

    /// <inheritdoc/>
    protected override void Choose(int index, long nowMs) => Menu.Go(_pages[index], nowMs);

    /// <inheritdoc/>
    protected override void DrawRow(MenuCanvas canvas, int index, int y)
    {
        canvas.Line.Start().Number(index + 1);
        canvas.LeftAt(MenuCanvas.LeftColumn, y);
        canvas.Words(_items[index], WordsColumn, y);
    }
}
