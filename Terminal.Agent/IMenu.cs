using Terminal.Agent.Ports;

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

    /// <summary>Moves them on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    int Step(long nowMs);
}
