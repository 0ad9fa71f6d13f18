using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Restarts that the agent asks for: counted, and told.</summary>
public sealed class VirtualReboot : IReboot
{
    /// <summary>How often the agent asked.</summary>
    public int Count { get; private set; }

    /// <summary>Told each time.</summary>
    public Action? Asked { get; set; }

    /// <inheritdoc/>
    public void Reboot()
    {
        Count++;
        Asked?.Invoke();
    }
}
