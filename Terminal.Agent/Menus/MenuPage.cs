using Terminal.Agent.Ports;

namespace Terminal.Agent.Menus;

/// <summary>
/// One page of the menus: takes keys while it is on top, and draws itself from what is true at that
/// moment. Cancel leads to the page below unless the page has a use for it.
/// </summary>
public abstract class MenuPage
{
    /// <summary>Makes a page of these menus.</summary>
    protected MenuPage(Menu menu) => Menu = menu;

    /// <summary>The menus that the page belongs to.</summary>
    protected Menu Menu { get; }

    /// <summary>
    /// How long the page stays without a key before the counter takes over, in ms.
    /// </summary>
    public virtual int IdleMs => Limits.MenuIdleMs;

    /// <summary>True when a till's sale may take the screen from the page.</summary>
    public virtual bool GivesWay => false;

    /// <summary>True while no key may take the page away: a restart follows.</summary>
    public virtual bool IsHeld => false;

    /// <summary>The page is put on top.</summary>
    public virtual void Open(long nowMs)
    {
    }

    /// <summary>The page above is gone and this one is on top again.</summary>
    public virtual void Resume(long nowMs)
    {
    }

    /// <summary>The page is taken away.</summary>
    public virtual void Leave()
    {
    }

    /// <summary>Draws it.</summary>
    public abstract void Draw(MenuCanvas canvas);

    /// <summary>Takes a key other than Cancel and Menu.</summary>
    public virtual void Press(Key key, long nowMs)
    {
    }

    /// <summary>Takes the Cancel key.</summary>
    /// <returns>False when the page is to be taken away.</returns>
    public virtual bool Cancel(long nowMs) => false;

    /// <summary>Moves it on while it is on top.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public virtual int Step(long nowMs) => Limits.IdleStepMs;
}
