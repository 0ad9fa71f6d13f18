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

    /// <summary>INTERRUPTED.</summary>
    Interrupted = 60,

    /// <summary>Checked automatically.</summary>
    InterruptedText = 61,

    /// <summary>SAME AMOUNT.</summary>
    SameAmount = 62,

    /// <summary>Above an amount.</summary>
    SameAmountOf = 63,

    /// <summary>Before a time of day.</summary>
    SameAmountAt = 64,

    /// <summary>is not confirmed yet.</summary>
    SameAmountText = 65,

    /// <summary>Go on.</summary>
    SameAmountMeant = 66,

    /// <summary>Read again, then OK.</summary>
    ReadAgain = 67,

    /// <summary>OFFLINE.</summary>
    OfflineAsk = 68,

    /// <summary>The bank does not answer. Accept at your own risk.</summary>
    OfflineAskText = 69,

    /// <summary>Second line of the heading.</summary>
    AcceptedOffline = 70,

    /// <summary>Sent as soon as possible.</summary>
    AcceptedOfflineText = 71,

    /// <summary>NO NETWORK.</summary>
    OfflineRefused = 72,

    /// <summary>Offline sales are switched off.</summary>
    OfflineOff = 73,

    /// <summary>Above an amount.</summary>
    OfflineAmount = 74,

    /// <summary>Above a number.</summary>
    OfflineCount = 75,

    /// <summary>Above an amount.</summary>
    OfflineTotal = 76,

    /// <summary>Above hours.</summary>
    OfflineAge = 77,

    /// <summary>LATE DECLINE.</summary>
    LateDecline = 78,

    /// <summary>Offline sale.</summary>
    LateDeclineText = 79,

    /// <summary>NO CONNECTION.</summary>
    NoConnection = 80,

    /// <summary>SIM.</summary>
    Sim = 81,

    /// <summary>WiFi.</summary>
    Wifi = 82,

    /// <summary>UNAVAILABLE.</summary>
    Service = 83,

    /// <summary>Service temporarily unavailable.</summary>
    ServiceText = 84,

    /// <summary>Our teams are on it.</summary>
    ServiceNoCall = 85,

    /// <summary>Your sales are kept safe.</summary>
    PaymentsKept = 86,

    /// <summary>KEY MISSING.</summary>
    KeyMissing = 87,

    /// <summary>Sales are on hold. A technician must enter the key.</summary>
    KeyMissingText = 88,

    /// <summary>KEY REFUSED.</summary>
    KeyRefused = 89,

    /// <summary>Sales are on hold. Check the key in Espace Client.</summary>
    KeyRefusedText = 90,

    /// <summary>WRONG KEY.</summary>
    KeyOfOtherMode = 91,

    /// <summary>Sales are on hold. Test key in production or the reverse.</summary>
    KeyOfOtherModeText = 92,

    /// <summary>ACCOUNT ON HOLD.</summary>
    AccountSuspended = 93,

    /// <summary>Update your documents in Espace Client.</summary>
    AccountSuspendedText = 94,

    /// <summary>MEMORY FULL.</summary>
    JournalFull = 95,

    /// <summary>No sale until the waiting payments have been sent.</summary>
    JournalFullText = 96,

    /// <summary>MEMORY FAULT.</summary>
    MemoryFault = 97,

    /// <summary>Above the number in large figures.</summary>
    Replacement = 98,

    /// <summary>Menu.</summary>
    Menu = 99,

    /// <summary>History.</summary>
    History = 100,

    /// <summary>Totals.</summary>
    Totals = 101,

    /// <summary>Language.</summary>
    LanguageMenu = 102,

    /// <summary>Network check.</summary>
    Network = 103,

    /// <summary>About, replacement.</summary>
    About = 104,

    /// <summary>Technician.</summary>
    Technician = 105,

    /// <summary>Back.</summary>
    Back = 106,

    /// <summary>Français.</summary>
    French = 107,

    /// <summary>English.</summary>
    English = 108,

    /// <summary>No transactions yet.</summary>
    HistoryEmpty = 109,

    /// <summary>time unknown.</summary>
    TimeUnknown = 110,

    /// <summary>Refund.</summary>
    Refund = 111,

    /// <summary>A transaction that pays back.</summary>
    RefundKind = 112,

    /// <summary>Refund to be sent.</summary>
    RefundsWaiting = 113,

    /// <summary>To be sent.</summary>
    StatePending = 114,

    /// <summary>Being sent.</summary>
    StateInFlight = 115,

    /// <summary>Result unknown.</summary>
    StateUnknown = 116,

    /// <summary>Approved.</summary>
    StateApproved = 117,

    /// <summary>Declined.</summary>
    StateDeclined = 118,

    /// <summary>Not processed.</summary>
    StateRejected = 119,

    /// <summary>To be cancelled.</summary>
    StateCancelRequested = 120,

    /// <summary>Cancelled, paid back.</summary>
    StateRefunded = 121,

    /// <summary>Cancelled.</summary>
    StateCancelled = 122,

    /// <summary>After a state.</summary>
    OfflineMark = 123,

    /// <summary>Before the serial number.</summary>
    SerialLong = 124,

    /// <summary>Before the version.</summary>
    Firmware = 125,

    /// <summary>On the page that says what this terminal is.</summary>
    ConsoleMissing = 126,

    /// <summary>Mobile network.</summary>
    Mobile = 127,

    /// <summary>Last faults.</summary>
    LastFaults = 128,

    /// <summary>No faults noted.</summary>
    NoFaults = 129,

    /// <summary>Sent / received, kB.</summary>
    DataUse = 130,

    /// <summary>Before an address.</summary>
    NetworkIp = 131,

    /// <summary>IMEI.</summary>
    Imei = 132,

    /// <summary>ICCID.</summary>
    Iccid = 133,

    /// <summary>off.</summary>
    LinkOff = 134,

    /// <summary>starting.</summary>
    LinkStarting = 135,

    /// <summary>ready.</summary>
    LinkAttached = 136,

    /// <summary>in service.</summary>
    LinkOnline = 137,

    /// <summary>impaired.</summary>
    LinkDegraded = 138,

    /// <summary>down.</summary>
    LinkFailed = 139,

    /// <summary>On the idle screen, beside their number.</summary>
    AttentionSee = 140,

    /// <summary>Messages.</summary>
    Attention = 141,

    /// <summary>No message.</summary>
    AttentionEmpty = 142,

    /// <summary>Sale not charged.</summary>
    UnknownDeclined = 143,

    /// <summary>The unknown result is a refusal. Ask for another payment.</summary>
    UnknownDeclinedText = 144,

    /// <summary>Power went during the sale. Ask for another payment.</summary>
    CutDeclinedText = 145,

    /// <summary>Sale charged.</summary>
    CutApproved = 146,

    /// <summary>Power went during the sale. Do not charge again.</summary>
    CutApprovedText = 147,

    /// <summary>Cancel refused.</summary>
    CancelFailed = 148,

    /// <summary>The sale stays charged: keep it or refund it.</summary>
    CancelFailedText = 149,

    /// <summary>The customer is not refunded. See Espace Client.</summary>
    RefundRefusedToDo = 150,

    /// <summary>Refund uncertain.</summary>
    RefundUndecided = 151,

    /// <summary>Check in Espace Client whether it was made.</summary>
    RefundUndecidedText = 152,

    /// <summary>Offline sale refused.</summary>
    LateDeclined = 153,

    /// <summary>The customer has not paid. Contact them if you can.</summary>
    LateDeclinedText = 154,

    /// <summary>Another amount.</summary>
    Mismatch = 155,

    /// <summary>Espace Client shows another amount. Please check.</summary>
    MismatchText = 156,

    /// <summary>Sending on hold.</summary>
    QueueHeld = 157,

    /// <summary>A technician must say whose the waiting sales are.</summary>
    QueueHeldText = 158,

    /// <summary>Payment not known here.</summary>
    NotOurs = 159,

    /// <summary>This payment is not this terminal's. See Espace Client.</summary>
    NotOursText = 160,

    /// <summary>Key to be checked.</summary>
    KeySuspected = 161,

    /// <summary>The key may be refused. Check Espace Client.</summary>
    KeySuspectedText = 162,

    /// <summary>Account to be checked.</summary>
    AccountSuspected = 163,

    /// <summary>The account may be on hold. See Espace Client.</summary>
    AccountSuspectedText = 164,

    /// <summary>Certificate ends soon.</summary>
    RootEnds = 165,

    /// <summary>A technician must update the terminal.</summary>
    RootEndsText = 166,

    /// <summary>Other messages.</summary>
    AttentionMore = 167,

    /// <summary>The list was full: see the history.</summary>
    AttentionMoreText = 168,

    /// <summary>Decide.</summary>
    Decide = 169,

    /// <summary>It was made.</summary>
    WasMade = 170,

    /// <summary>It was not made.</summary>
    WasNotMade = 171,

    /// <summary>Send it again.</summary>
    SendAgain = 172,

    /// <summary>Leave it.</summary>
    LeaveIt = 173,

    /// <summary>Keep the sale.</summary>
    KeepCharged = 174,

    /// <summary>Not possible now.</summary>
    DecideFailed = 175,

    /// <summary>Amount to refund.</summary>
    RefundAmount = 176,

    /// <summary>Left of the sale.</summary>
    RefundLeft = 177,

    /// <summary>Highest for this sale.</summary>
    RefundTooHigh = 178,

    /// <summary>Lowest refund.</summary>
    RefundTooLow = 179,

    /// <summary>REFUND.</summary>
    RefundAsk = 180,

    /// <summary>REFUND.</summary>
    RefundOnWay = 181,

    /// <summary>REFUNDED.</summary>
    RefundDone = 182,

    /// <summary>NOT REFUNDED.</summary>
    RefundRefused = 183,

    /// <summary>Refund refused.</summary>
    RefundRefusedText = 184,

    /// <summary>The bank refused it.</summary>
    RefundNotHonoured = 185,

    /// <summary>Noted: sent when possible.</summary>
    RefundKept = 186,

    /// <summary>Nothing was stored. Please try again.</summary>
    RefundFailed = 187,

    /// <summary>A refund of this sale is already under way.</summary>
    RefundBusy = 188,

    /// <summary>This sale has been refunded.</summary>
    RefundNothing = 189,

    /// <summary>Technician's PIN.</summary>
    PinEnter = 190,

    /// <summary>Choose a PIN.</summary>
    PinChoose = 191,

    /// <summary>Repeat the PIN.</summary>
    PinRepeat = 192,

    /// <summary>4 to 8 figures.</summary>
    PinLength = 193,

    /// <summary>The two PINs differ.</summary>
    PinDiffers = 194,

    /// <summary>Wrong PIN.</summary>
    PinWrong = 195,

    /// <summary>Above a time.</summary>
    PinLocked = 196,

    /// <summary>Technician's PIN.</summary>
    PinChange = 197,

    /// <summary>Offline sales.</summary>
    OfflineLimits = 198,

    /// <summary>Per sale.</summary>
    LimitAmount = 199,

    /// <summary>Number.</summary>
    LimitCount = 200,

    /// <summary>Total.</summary>
    LimitTotal = 201,

    /// <summary>Age.</summary>
    LimitAge = 202,

    /// <summary>off.</summary>
    LimitOff = 203,

    /// <summary>Highest.</summary>
    SettingMax = 204,

    /// <summary>Factory reset.</summary>
    Reset = 205,

    /// <summary>ERASE ALL.</summary>
    ResetAsk = 206,

    /// <summary>Settings, key, WiFi and history will be erased.</summary>
    ResetAskText = 207,

    /// <summary>NOT POSSIBLE.</summary>
    ResetRefused = 208,

    /// <summary>These payments must be sent first.</summary>
    ResetRefusedText = 209,

    /// <summary>A damaged transaction must be exported first.</summary>
    ResetDamagedText = 210,

    /// <summary>ERASED.</summary>
    ResetDone = 211,

    /// <summary>The terminal restarts.</summary>
    ResetDoneText = 212,

    /// <summary>Erase.</summary>
    Erase = 213,

    /// <summary>Find a network.</summary>
    WifiScan = 214,

    /// <summary>Hidden name.</summary>
    WifiHidden = 215,

    /// <summary>Test.</summary>
    WifiTest = 216,

    /// <summary>Saved networks.</summary>
    WifiSaved = 217,

    /// <summary>In place of the title when no new scan ended.</summary>
    WifiStale = 218,

    /// <summary>Before the name of a network whose security is unknown.</summary>
    WifiUnusable = 219,

    /// <summary>Searching.</summary>
    WifiScanning = 220,

    /// <summary>No network found.</summary>
    WifiNone = 221,

    /// <summary>No saved network.</summary>
    WifiNoneSaved = 222,

    /// <summary>Network name.</summary>
    WifiName = 223,

    /// <summary>Password.</summary>
    WifiPassphrase = 224,

    /// <summary>8 characters at least.</summary>
    WifiShort = 225,

    /// <summary>no password: OK.</summary>
    WifiOpenHint = 226,

    /// <summary>FORGET.</summary>
    WifiForget = 227,

    /// <summary>Forget.</summary>
    Forget = 228,

    /// <summary>Association.</summary>
    WifiStepJoin = 229,

    /// <summary>IP address.</summary>
    WifiStepAddress = 230,

    /// <summary>Login page.</summary>
    WifiStepPortal = 231,

    /// <summary>Server name.</summary>
    WifiStepName = 232,

    /// <summary>TLS security.</summary>
    WifiStepTls = 233,

    /// <summary>Payment service.</summary>
    WifiStepAcquirer = 234,

    /// <summary>WiFi works.</summary>
    WifiWorks = 235,

    /// <summary>A code without words of its own.</summary>
    FaultOther = 236,

    /// <summary>How many there are.</summary>
    Count = 237,
}
