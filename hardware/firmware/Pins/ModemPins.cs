using System.Device.Gpio;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Pins;

/// <summary>The modem's supply switch and PWRKEY, which a transistor inverts.</summary>
public sealed class ModemPins : IModemPower
{
    private readonly GpioPin _supply;
    private readonly GpioPin _powerKey;

    /// <summary>Opens the pins: supply off, key released.</summary>
    public ModemPins(GpioController gpio)
    {
        _supply = gpio.OpenPin(Wiring.ModemSupply, PinMode.Output);
        _supply.Write(PinValue.Low);
        _powerKey = gpio.OpenPin(Wiring.ModemPowerKey, PinMode.Output);
        _powerKey.Write(PinValue.Low);
    }

    /// <inheritdoc/>
    public void SetSupply(bool isOn) => _supply.Write(isOn ? PinValue.High : PinValue.Low);

    /// <inheritdoc/>
    public void SetPowerKey(bool isPressed) =>
        _powerKey.Write(isPressed ? PinValue.High : PinValue.Low);
}
