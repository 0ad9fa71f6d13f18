namespace Terminal.Agent.Menus;

/// <summary>Leads to a page through the PIN.</summary>
public sealed class PinGatePage : MenuPage
{
    private readonly PinPage _pin;
    private readonly MenuPage _inside;

    /// <summary>Makes a door to a page; to a new PIN where there is none.</summary>
    public PinGatePage(Menu menu, PinPage pin, MenuPage inside)
        : base(menu)
    {
        _pin = pin;
        _inside = inside;
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _pin.Choose(_inside);
        Menu.Replace(_pin, nowMs);
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
    }
}
