using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>Leads to a page through the PIN.</summary>
public sealed class PinGatePage : MenuPage
{
    private readonly PinPage _pin;
    private readonly MenuPage _inside;
    private readonly PinGuard _guard;

    /// <summary>Makes a door to a page; to a new code where there is none.</summary>
    public PinGatePage(Menu menu, PinPage pin, PinGuard guard, MenuPage inside)
        : base(menu)
    {
        _pin = pin;
        _guard = guard;
        _inside = inside;
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _pin.Choose(_inside, _guard);
        Menu.Replace(_pin, nowMs);
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
    }
}
