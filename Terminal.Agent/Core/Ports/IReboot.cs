namespace Terminal.Agent.Ports;

/// <summary>Restarts the board.</summary>
public interface IReboot
{
    /// <summary>Restarts; on the device the call does not return.</summary>
    void Reboot();
}
