namespace Terminal.Firmware;

/// <summary>
/// The board's wiring: GPIO numbers of the ESP32-S3 and addresses on the I2C bus, as in the table
/// of hardware/README.md. GPIO 35 to 37 belong to the PSRAM, 19 and 20 to USB, 26 to 32 to the
/// flash; 0, 3, 45 and 46 decide how the chip starts.
/// </summary>
public static class Wiring
{
    /// <summary>Console, to the technician's adapter.</summary>
    public const int ConsoleTx = 43;

    /// <summary>Console, from the technician's adapter.</summary>
    public const int ConsoleRx = 44;

    /// <summary>To the modem's RXD.</summary>
    public const int ModemTx = 17;

    /// <summary>From the modem's TXD.</summary>
    public const int ModemRx = 18;

    /// <summary>To the modem's RTS: low while the board can receive.</summary>
    public const int ModemRts = 21;

    /// <summary>From the modem's CTS: low while the modem can receive.</summary>
    public const int ModemCts = 16;

    /// <summary>Modem's PWRKEY, through a transistor: high presses it.</summary>
    public const int ModemPowerKey = 10;

    /// <summary>Enables the modem's supply: high switches on.</summary>
    public const int ModemSupply = 11;

    /// <summary>To the card reader.</summary>
    public const int ReaderTx = 4;

    /// <summary>From the card reader.</summary>
    public const int ReaderRx = 5;

    /// <summary>I2C data.</summary>
    public const int I2cData = 8;

    /// <summary>I2C clock.</summary>
    public const int I2cClock = 9;

    /// <summary>Watchdog's WDI: fed by an edge.</summary>
    public const int WatchdogInput = 12;

    /// <summary>Keypad controller's INT: low while events wait.</summary>
    public const int KeypadInterrupt = 13;

    /// <summary>The buzzer's transistor: a square wave sounds, low is silence.</summary>
    public const int Buzzer = 14;

    /// <summary>Number of the I2C bus.</summary>
    public const int I2cBus = 1;

    /// <summary>TCA8418, I2C address.</summary>
    public const int KeypadAddress = 0x34;

    /// <summary>SSD1306, I2C address.</summary>
    public const int DisplayAddress = 0x3C;

    /// <summary>MB85RC1MT, I2C address of its lower half; the upper half answers at the next.</summary>
    public const int MemoryAddress = 0x50;
}
