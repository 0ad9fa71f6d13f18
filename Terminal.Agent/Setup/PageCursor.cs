namespace Terminal.Agent.Setup;

/// <summary>How much of a page has been put together.</summary>
public sealed class PageCursor
{
    /// <summary>0 head, 1 body, 2 foot, 3 all.</summary>
    public int Part;

    /// <summary>Offset in the part's template.</summary>
    public int At;

    /// <summary>Which network of a list comes next.</summary>
    public int Item;

    /// <summary>Offset in the word that is being written.</summary>
    public int WordAt;

    /// <summary>What the page shows from head to foot, whatever happens meanwhile.</summary>
    public PageState State;

    /// <summary>The page's language.</summary>
    public int Language;

    /// <summary>Begins a page.</summary>
    public void Begin(PageState state, int language)
    {
        Part = 0;
        At = 0;
        Item = 0;
        WordAt = 0;
        State = state;
        Language = language;
    }
}
