namespace Terminal.Agent.Console;

/// <summary>What the self-test looks at, in its order.</summary>
internal enum SelfTestPart
{
    /// <summary>A cell of NVRAM, written and read back, and the journal's health.</summary>
    Nvram = 0,

    /// <summary>A pattern on the whole display.</summary>
    Display = 1,

    /// <summary>A key press within some seconds.</summary>
    Keypad = 2,

    /// <summary>The card reader's answer.</summary>
    Reader = 3,

    /// <summary>The modem, its SIM and its network.</summary>
    Modem = 4,

    /// <summary>The WiFi station; skipped when no network is configured.</summary>
    Wifi = 5,

    /// <summary>The time of day.</summary>
    Clock = 6,

    /// <summary>The acquirer's root certificate.</summary>
    Certificate = 7,

    /// <summary>A verified connection to the acquirer, and what it thinks of the key.</summary>
    Acquirer = 8,

    /// <summary>Behind the last part.</summary>
    End = 9,
}
