namespace nanoFramework.Hardware.Esp32;

/// <summary>The pin functions that the board uses; values as in the package.</summary>
public enum DeviceFunction
{
    I2C1_DATA = 0x20000 + 0x100,
    I2C1_CLOCK = 0x20000 + 0x101,
    COM1_TX = 0x30000 + 0x100,
    COM1_RX = 0x30000 + 0x101,
    COM1_RTS = 0x30000 + 0x102,
    COM1_CTS = 0x30000 + 0x103,
    COM2_TX = 0x30000 + 0x200,
    COM2_RX = 0x30000 + 0x201,
    COM2_RTS = 0x30000 + 0x202,
    COM2_CTS = 0x30000 + 0x203,
    COM3_TX = 0x30000 + 0x300,
    COM3_RX = 0x30000 + 0x301,
    PWM1 = 0x40000 + 0x100,
}
