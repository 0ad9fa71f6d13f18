using Terminal.NanoPackages;

namespace System.Device.Gpio;

/// <summary>Opens pins; a second opening throws, as on the device.</summary>
public sealed class GpioController : IDisposable
{
    public GpioPin OpenPin(int pinNumber, PinMode mode) =>
        VirtualBoards.Current.OpenPin(pinNumber, (int)mode)
            ? new GpioPin(pinNumber) : throw new InvalidOperationException();

    public void ClosePin(int pinNumber) => VirtualBoards.Current.ClosePin(pinNumber);

    public void Dispose()
    {
    }
}
