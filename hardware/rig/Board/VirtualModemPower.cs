using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>Supply and PWRKEY where no modem hangs on them.</summary>
public sealed class VirtualModemPower : IModemPower
{
    /// <summary>The supply as the agent has set it.</summary>
    public bool IsSupplied { get; private set; }

    /// <summary>PWRKEY as the agent has set it.</summary>
    public bool IsKeyPressed { get; private set; }

    /// <inheritdoc/>
    public void SetSupply(bool isOn) => IsSupplied = isOn;

    /// <inheritdoc/>
    public void SetPowerKey(bool isPressed) => IsKeyPressed = isPressed;
}
