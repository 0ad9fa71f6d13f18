using Terminal.NanoPackages;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Which pin does what, on the virtual board.</summary>
public class Configuration
{
    public static void SetPinFunction(int pin, DeviceFunction value) =>
        VirtualBoards.Current.SetPinFunction(pin, (int)value);

    public static int GetFunctionPin(DeviceFunction function) =>
        VirtualBoards.Current.GetFunctionPin((int)function);
}
