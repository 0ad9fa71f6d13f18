using nanoFramework.Runtime.Native;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Storage;

/// <summary>Restarts the board.</summary>
public sealed class Restart : IReboot
{
    /// <inheritdoc/>
    public void Reboot() => Power.RebootDevice();
}
