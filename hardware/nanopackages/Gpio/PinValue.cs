namespace System.Device.Gpio;

/// <summary>A level.</summary>
public struct PinValue
{
    private readonly byte _value;

    private PinValue(byte value) => _value = value;

    public static PinValue High => new PinValue(1);

    public static PinValue Low => new PinValue(0);

    public static implicit operator PinValue(bool value) => value ? High : Low;

    public static explicit operator bool(PinValue value) => value._value != 0;
}
