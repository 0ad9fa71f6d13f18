namespace Terminal.Agent.Menus;

/// <summary>Leads to a page through the PIN.</summary>
public sealed class DoorPage : MenuPage
{
    private readonly PinPage _pin;
    private readonly MenuPage _inside;

    /// <summary>Makes a door to a page; to a new PIN where there is none.</summary>
    public DoorPage(Menu menu, PinPage pin, MenuPage inside)
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
    public override void Draw(MenuSheet sheet)
    {
    }
}
