namespace Terminal.Agent.Console;

/// <summary>
/// What a command has come to: negative while it goes on, 0 for OK, else the code behind ERR
/// (SPEC.md, Console). Codes are never given a second meaning.
/// </summary>
internal enum ConsoleAnswer
{
    /// <summary>It takes the lines that follow as they are.</summary>
    Lines = -4,

    /// <summary>
    /// It has asked whether its consequence is meant: the next line says yes or no.
    /// </summary>
    Ask = -3,

    /// <summary>It waits for something outside: go on in a while.</summary>
    Wait = -2,

    /// <summary>It has more to print: go on when there is room.</summary>
    More = -1,

    /// <summary>Done.</summary>
    Ok = 0,

    UnknownCommand = 10,
    Usage = 11,
    LineTooLong = 12,
    OpenQuote = 13,
    TooManyWords = 14,
    Interrupted = 15,
    NotConfirmed = 16,
    PinNeeded = 20,
    PinWrong = 21,
    PinLocked = 22,
    PinNotSet = 23,
    PinForm = 24,
    MerchantPinForm = 25,
    NoSuchSetting = 30,
    BadValue = 31,
    BadKey = 32,
    BadRoot = 33,
    RootsFull = 34,
    NotProved = 35,
    NoSuchRoot = 36,
    Undelivered = 40,
    SaleUnderWay = 41,
    TestModeOnly = 42,
    NotWritable = 43,
    StoreFailed = 44,
    NoSuchEntry = 45,
    NotExported = 46,
    NotHeld = 47,
    WifiBusy = 50,
    NoSuchNetwork = 51,
    NetworksFull = 52,
    TestUnderWay = 53,
    TestFailed = 60,
}
