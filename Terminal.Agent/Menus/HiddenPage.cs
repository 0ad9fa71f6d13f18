namespace Terminal.Agent.Menus;

/// <summary>Leads straight on to typing the name of a hidden network.</summary>
public sealed class HiddenPage : MenuPage
{
    private readonly WifiSetup _setup;

    /// <summary>Makes the page.</summary>
    public HiddenPage(Menu menu, WifiSetup setup)
        : base(menu)
    {
        _setup = setup;
    }

    /// <inheritdoc/>
    public override void Open(long nowMs) => _setup.AskName(nowMs);

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
    }
}
