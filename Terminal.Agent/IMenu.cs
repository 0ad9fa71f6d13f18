using Terminal.Agent.Ports;
using Terminal.Agent.Sale;

namespace Terminal.Agent;

/// <summary>
/// The menus, in an assembly of their own above the agent. While they are open they own the screen
/// and every key; a sale cannot begin from inside.
/// </summary>
public interface IMenu
{
    /// <summary>True while the menus own screen and keys.</summary>
    bool IsOpen { get; }

    /// <summary>Takes a key: any while open, else one that nobody at the counter wanted.</summary>
    /// <returns>False when the menus have no use for it.</returns>
    bool Press(Key key, long nowMs);

    /// <summary>
    /// Asks whoever has the merchant's code for a refund that a till wants; menus that are open
    /// for something else are left alone. What becomes of it stands in the order.
    /// </summary>
    /// <returns>False when the order is not taken.</returns>
    bool Begin(SaleOrder refund, long nowMs);

    /// <summary>Takes back a refund that nobody has given the code for.</summary>
    /// <returns>False when it is too late.</returns>
    bool Withdraw(SaleOrder refund, long nowMs);

    /// <summary>
    /// Closes the end of a till's refund, which only waits to be read, or a page that gives way to
    /// a sale.
    /// </summary>
    /// <returns>False while the menus are open for something else.</returns>
    bool LeaveResult(long nowMs);

    /// <summary>Moves them on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    int Step(long nowMs);
}
