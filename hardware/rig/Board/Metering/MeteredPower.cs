using Terminal.Agent.Ports;

namespace Terminal.Rig.Board.Metering;

/// <summary>The modem's PWRKEY and supply, metered likewise.</summary>
public sealed class MeteredPower(IModemPower inner, AllocationMeter meter) : IModemPower
{
    /// <inheritdoc/>
    public void SetSupply(bool isOn)
    {
        long begun = AllocationMeter.Begin();
        inner.SetSupply(isOn);
        meter.End(begun);
    }

    /// <inheritdoc/>
    public void SetPowerKey(bool isPressed)
    {
        long begun = AllocationMeter.Begin();
        inner.SetPowerKey(isPressed);
        meter.End(begun);
    }
}
