// Made by "dotnet run --project hardware/rig -- screens --data"; edit its input.
namespace Terminal.Agent.Screens;

/// <summary>
/// The texts of the screens. Made from texts.txt by the rig's command "screens --data".
/// </summary>
public enum TextId
{
    /// <summary>No words.</summary>
    None = 0,

    /// <summary>Confirm.</summary>
    Confirm = 1,

    /// <summary>Correct.</summary>
    Correct = 2,

    /// <summary>Cancel.</summary>
    Cancel = 3,

    /// <summary>Accept.</summary>
    Accept = 4,

    /// <summary>Refuse.</summary>
    Refuse = 5,

    /// <summary>Try again.</summary>
    Retry = 6,

    /// <summary>Noted.</summary>
    Noted = 7,

    /// <summary>Marker of the test mode.</summary>
    Test = 8,

    /// <summary>Before the last four digits.</summary>
    Card = 9,

    /// <summary>Before a sequence number.</summary>
    Number = 10,

    /// <summary>Before the serial number.</summary>
    Serial = 11,

    /// <summary>Before a response code.</summary>
    Code = 12,

    /// <summary>Before an HTTP status.</summary>
    HttpStatus = 13,

    /// <summary>After a 1.</summary>
    WaitingOne = 14,

    /// <summary>After a number.</summary>
    WaitingMany = 15,

    /// <summary>Not charged.</summary>
    NothingCharged = 16,

    /// <summary>Above the number in large figures.</summary>
    Support = 17,

    /// <summary>Before the number in small figures.</summary>
    SupportAt = 18,

    /// <summary>After a number of hours.</summary>
    Hours = 19,

    /// <summary>STARTING.</summary>
    Starting = 20,

    /// <summary>Checking.</summary>
    StartingText = 21,

    /// <summary>Enter the amount.</summary>
    EnterAmount = 22,

    /// <summary>Amount to pay.</summary>
    AmountToPay = 23,

    /// <summary>AMOUNT REFUSED.</summary>
    AmountRefused = 24,

    /// <summary>Lowest sale.</summary>
    AmountMin = 25,

    /// <summary>Highest sale.</summary>
    AmountMax = 26,

    /// <summary>PRESENT.</summary>
    Present1 = 27,

    /// <summary>THE CARD.</summary>
    Present2 = 28,

    /// <summary>HOLD.</summary>
    Hold1 = 29,

    /// <summary>THE CARD.</summary>
    Hold2 = 30,

    /// <summary>CARD READ.</summary>
    CardRead1 = 31,

    /// <summary>THANKS.</summary>
    CardRead2 = 32,

    /// <summary>CARD NOT READ.</summary>
    CardNotRead = 33,

    /// <summary>Present the card again and hold it still.</summary>
    CardNotReadText = 34,

    /// <summary>CARD NOT TAKEN.</summary>
    CardUnknown = 35,

    /// <summary>This card is not accepted here. Please try another.</summary>
    CardUnknownText = 36,

    /// <summary>INSERT THE CARD.</summary>
    InsertCard = 37,

    /// <summary>Contactless is not enough for this amount.</summary>
    InsertCardText = 38,

    /// <summary>READER FAULT.</summary>
    ReaderFault = 39,

    /// <summary>The reader is silent.</summary>
    ReaderFaultText = 40,

    /// <summary>IN PROGRESS.</summary>
    InProgress = 41,

    /// <summary>Please wait.</summary>
    PleaseWait = 42,

    /// <summary>APPROVED.</summary>
    Approved = 43,

    /// <summary>DECLINED.</summary>
    Declined = 44,

    /// <summary>05 and any response without words of its own.</summary>
    Reason05 = 45,

    /// <summary>41.</summary>
    Reason41 = 46,

    /// <summary>42.</summary>
    Reason42 = 47,

    /// <summary>51.</summary>
    Reason51 = 48,

    /// <summary>54.</summary>
    Reason54 = 49,

    /// <summary>75.</summary>
    Reason75 = 50,

    /// <summary>NOT PROCESSED.</summary>
    Rejected = 51,

    /// <summary>The service rejects this request. See Espace Client, section Aide.</summary>
    RejectedText = 52,

    /// <summary>SALE CANCELLED.</summary>
    SaleCancelled = 53,

    /// <summary>RESULT UNKNOWN.</summary>
    Unknown = 54,

    /// <summary>Do not charge again.</summary>
    UnknownText = 55,

    /// <summary>Checked automatically.</summary>
    UnknownCheck = 56,

    /// <summary>Cancel the sale.</summary>
    CancelSale = 57,

    /// <summary>CANCEL NOTED.</summary>
    CancelKept = 58,

    /// <summary>If the sale was charged, it will be refunded.</summary>
    CancelKeptText = 59,

    /// <summary>OFFLINE.</summary>
    OfflineAsk = 60,

    /// <summary>The bank does not answer. Accept at your own risk.</summary>
    OfflineAskText = 61,

    /// <summary>Second line of the heading.</summary>
    AcceptedOffline = 62,

    /// <summary>Sent as soon as possible.</summary>
    AcceptedOfflineText = 63,

    /// <summary>NO NETWORK.</summary>
    OfflineRefused = 64,

    /// <summary>Offline sales are switched off.</summary>
    OfflineOff = 65,

    /// <summary>Above an amount.</summary>
    OfflineAmount = 66,

    /// <summary>Above a number.</summary>
    OfflineCount = 67,

    /// <summary>Above an amount.</summary>
    OfflineTotal = 68,

    /// <summary>Above hours.</summary>
    OfflineAge = 69,

    /// <summary>LATE DECLINE.</summary>
    LateDecline = 70,

    /// <summary>Offline sale.</summary>
    LateDeclineText = 71,

    /// <summary>NO CONNECTION.</summary>
    NoConnection = 72,

    /// <summary>SIM.</summary>
    Sim = 73,

    /// <summary>WiFi.</summary>
    Wifi = 74,

    /// <summary>UNAVAILABLE.</summary>
    Service = 75,

    /// <summary>Service temporarily unavailable.</summary>
    ServiceText = 76,

    /// <summary>Our teams are on it.</summary>
    ServiceNoCall = 77,

    /// <summary>Your sales are kept safe.</summary>
    PaymentsKept = 78,

    /// <summary>KEY MISSING.</summary>
    KeyMissing = 79,

    /// <summary>Sales are on hold. A technician must enter the key.</summary>
    KeyMissingText = 80,

    /// <summary>KEY REFUSED.</summary>
    KeyRefused = 81,

    /// <summary>Sales are on hold. Check the key in Espace Client.</summary>
    KeyRefusedText = 82,

    /// <summary>WRONG KEY.</summary>
    KeyOfOtherMode = 83,

    /// <summary>Sales are on hold. Test key in production or the reverse.</summary>
    KeyOfOtherModeText = 84,

    /// <summary>ACCOUNT ON HOLD.</summary>
    AccountSuspended = 85,

    /// <summary>Update your documents in Espace Client.</summary>
    AccountSuspendedText = 86,

    /// <summary>MEMORY FULL.</summary>
    JournalFull = 87,

    /// <summary>No sale until the waiting payments have been sent.</summary>
    JournalFullText = 88,

    /// <summary>MEMORY FAULT.</summary>
    MemoryFault = 89,

    /// <summary>Above the number in large figures.</summary>
    Replacement = 90,

    /// <summary>Menu.</summary>
    Menu = 91,

    /// <summary>History.</summary>
    History = 92,

    /// <summary>Totals.</summary>
    Totals = 93,

    /// <summary>Language.</summary>
    LanguageMenu = 94,

    /// <summary>Network check.</summary>
    Network = 95,

    /// <summary>About, replacement.</summary>
    About = 96,

    /// <summary>Technician.</summary>
    Technician = 97,

    /// <summary>Back.</summary>
    Back = 98,

    /// <summary>Français.</summary>
    French = 99,

    /// <summary>English.</summary>
    English = 100,

    /// <summary>No transactions yet.</summary>
    HistoryEmpty = 101,

    /// <summary>time unknown.</summary>
    TimeUnknown = 102,

    /// <summary>Refund.</summary>
    Refund = 103,

    /// <summary>A transaction that pays back.</summary>
    RefundKind = 104,

    /// <summary>Refund to be sent.</summary>
    RefundsWaiting = 105,

    /// <summary>To be sent.</summary>
    StatePending = 106,

    /// <summary>Being sent.</summary>
    StateInFlight = 107,

    /// <summary>Result unknown.</summary>
    StateUnknown = 108,

    /// <summary>Approved.</summary>
    StateApproved = 109,

    /// <summary>Declined.</summary>
    StateDeclined = 110,

    /// <summary>Not processed.</summary>
    StateRejected = 111,

    /// <summary>To be cancelled.</summary>
    StateCancelRequested = 112,

    /// <summary>Cancelled, paid back.</summary>
    StateRefunded = 113,

    /// <summary>Cancelled.</summary>
    StateCancelled = 114,

    /// <summary>After a state.</summary>
    OfflineMark = 115,

    /// <summary>Before the serial number.</summary>
    SerialLong = 116,

    /// <summary>Before the version.</summary>
    Firmware = 117,

    /// <summary>On the page that says what this terminal is.</summary>
    ConsoleMissing = 118,

    /// <summary>Mobile network.</summary>
    Mobile = 119,

    /// <summary>Last faults.</summary>
    LastFaults = 120,

    /// <summary>No faults noted.</summary>
    NoFaults = 121,

    /// <summary>Sent / received, kB.</summary>
    DataUse = 122,

    /// <summary>Before an address.</summary>
    NetworkIp = 123,

    /// <summary>IMEI.</summary>
    Imei = 124,

    /// <summary>ICCID.</summary>
    Iccid = 125,

    /// <summary>off.</summary>
    LinkOff = 126,

    /// <summary>starting.</summary>
    LinkStarting = 127,

    /// <summary>ready.</summary>
    LinkAttached = 128,

    /// <summary>in service.</summary>
    LinkOnline = 129,

    /// <summary>impaired.</summary>
    LinkDegraded = 130,

    /// <summary>down.</summary>
    LinkFailed = 131,

    /// <summary>Amount to refund.</summary>
    RefundAmount = 132,

    /// <summary>Left of the sale.</summary>
    RefundLeft = 133,

    /// <summary>Highest for this sale.</summary>
    RefundTooHigh = 134,

    /// <summary>Lowest refund.</summary>
    RefundTooLow = 135,

    /// <summary>REFUND.</summary>
    RefundAsk = 136,

    /// <summary>REFUND.</summary>
    RefundOnWay = 137,

    /// <summary>REFUNDED.</summary>
    RefundDone = 138,

    /// <summary>NOT REFUNDED.</summary>
    RefundRefused = 139,

    /// <summary>Refund refused.</summary>
    RefundRefusedText = 140,

    /// <summary>The bank refused it.</summary>
    RefundNotHonoured = 141,

    /// <summary>Noted: sent when possible.</summary>
    RefundKept = 142,

    /// <summary>Nothing was stored. Please try again.</summary>
    RefundFailed = 143,

    /// <summary>A refund of this sale is already under way.</summary>
    RefundBusy = 144,

    /// <summary>This sale has been refunded.</summary>
    RefundNothing = 145,

    /// <summary>Technician's PIN.</summary>
    PinEnter = 146,

    /// <summary>Choose a PIN.</summary>
    PinChoose = 147,

    /// <summary>Repeat the PIN.</summary>
    PinRepeat = 148,

    /// <summary>4 to 8 figures.</summary>
    PinLength = 149,

    /// <summary>The two PINs differ.</summary>
    PinDiffers = 150,

    /// <summary>Wrong PIN.</summary>
    PinWrong = 151,

    /// <summary>Above a time.</summary>
    PinLocked = 152,

    /// <summary>Technician's PIN.</summary>
    PinChange = 153,

    /// <summary>Offline sales.</summary>
    OfflineLimits = 154,

    /// <summary>Per sale.</summary>
    LimitAmount = 155,

    /// <summary>Number.</summary>
    LimitCount = 156,

    /// <summary>Total.</summary>
    LimitTotal = 157,

    /// <summary>Age.</summary>
    LimitAge = 158,

    /// <summary>off.</summary>
    LimitOff = 159,

    /// <summary>Highest.</summary>
    SettingMax = 160,

    /// <summary>Factory reset.</summary>
    Reset = 161,

    /// <summary>ERASE ALL.</summary>
    ResetAsk = 162,

    /// <summary>Settings, key, WiFi and history will be erased.</summary>
    ResetAskText = 163,

    /// <summary>NOT POSSIBLE.</summary>
    ResetRefused = 164,

    /// <summary>These payments must be sent first.</summary>
    ResetRefusedText = 165,

    /// <summary>A damaged transaction must be exported first.</summary>
    ResetDamagedText = 166,

    /// <summary>ERASED.</summary>
    ResetDone = 167,

    /// <summary>The terminal restarts.</summary>
    ResetDoneText = 168,

    /// <summary>Erase.</summary>
    Erase = 169,

    /// <summary>Find a network.</summary>
    WifiScan = 170,

    /// <summary>Hidden name.</summary>
    WifiHidden = 171,

    /// <summary>Test.</summary>
    WifiTest = 172,

    /// <summary>Saved networks.</summary>
    WifiSaved = 173,

    /// <summary>In place of the title when no new scan ended.</summary>
    WifiStale = 174,

    /// <summary>Before the name of a network whose security is unknown.</summary>
    WifiUnusable = 175,

    /// <summary>Searching.</summary>
    WifiScanning = 176,

    /// <summary>No network found.</summary>
    WifiNone = 177,

    /// <summary>No saved network.</summary>
    WifiNoneSaved = 178,

    /// <summary>Network name.</summary>
    WifiName = 179,

    /// <summary>Password.</summary>
    WifiPassphrase = 180,

    /// <summary>8 characters at least.</summary>
    WifiShort = 181,

    /// <summary>no password: OK.</summary>
    WifiOpenHint = 182,

    /// <summary>FORGET.</summary>
    WifiForget = 183,

    /// <summary>Forget.</summary>
    Forget = 184,

    /// <summary>Association.</summary>
    WifiStepJoin = 185,

    /// <summary>IP address.</summary>
    WifiStepAddress = 186,

    /// <summary>Login page.</summary>
    WifiStepPortal = 187,

    /// <summary>Server name.</summary>
    WifiStepName = 188,

    /// <summary>TLS security.</summary>
    WifiStepTls = 189,

    /// <summary>Payment service.</summary>
    WifiStepAcquirer = 190,

    /// <summary>WiFi works.</summary>
    WifiWorks = 191,

    /// <summary>A code without words of its own.</summary>
    FaultOther = 192,

    /// <summary>How many there are.</summary>
    Count = 193,
}
