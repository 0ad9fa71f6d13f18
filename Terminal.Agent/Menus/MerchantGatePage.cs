namespace Terminal.Agent.Menus;

/// <summary>
/// Leads to a page that is the merchant's, behind the code once the merchant has chosen one.
/// </summary>
public sealed class MerchantGatePage : MenuPage
{
    private readonly MenuPage _inside;

    /// <summary>Makes a door to a page.</summary>
    public MerchantGatePage(Menu menu, MenuPage inside)
        : base(menu)
    {
        _inside = inside;
    }

    /// <inheritdoc/>
    public override void Open(long nowMs) => Menu.GoAsMerchant(_inside, nowMs);

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
    }
}
