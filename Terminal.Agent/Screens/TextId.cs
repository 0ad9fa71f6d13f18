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

    /// <summary>The reader does not answer.</summary>
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

    /// <summary>NO SALE NOW.</summary>
    OfflineRefused = 72,

    /// <summary>No connection. Offline sales are switched off.</summary>
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

    /// <summary>Wi-Fi.</summary>
    Wifi = 82,

    /// <summary>UNAVAILABLE.</summary>
    Service = 83,

    /// <summary>Service temporarily unavailable.</summary>
    ServiceText = 84,

    /// <summary>Our teams are on it.</summary>
    ServiceNoCall = 85,

    /// <summary>Your sales are kept safe.</summary>
    PaymentsKept = 86,

    /// <summary>When no link works, and the limits leave room.</summary>
    OfflinePossible = 87,

    /// <summary>The same above the number in large figures.</summary>
    OfflineAndSupport = 88,

    /// <summary>KEY MISSING.</summary>
    KeyMissing = 89,

    /// <summary>Sales are on hold. A technician must enter the key.</summary>
    KeyMissingText = 90,

    /// <summary>KEY REFUSED.</summary>
    KeyRefused = 91,

    /// <summary>Sales are on hold. Check the key in Espace Client.</summary>
    KeyRefusedText = 92,

    /// <summary>WRONG KEY.</summary>
    KeyOfOtherMode = 93,

    /// <summary>Sales are on hold. Test key in production or the reverse.</summary>
    KeyOfOtherModeText = 94,

    /// <summary>ACCOUNT ON HOLD.</summary>
    AccountSuspended = 95,

    /// <summary>Sales are on hold. Update your documents in Espace Client.</summary>
    AccountSuspendedText = 96,

    /// <summary>MEMORY FULL.</summary>
    JournalFull = 97,

    /// <summary>No sale until the waiting payments have been sent.</summary>
    JournalFullText = 98,

    /// <summary>MEMORY FAULT.</summary>
    MemoryFault = 99,

    /// <summary>Above the number in large figures.</summary>
    Replacement = 100,

    /// <summary>Menu.</summary>
    Menu = 101,

    /// <summary>History.</summary>
    History = 102,

    /// <summary>Totals.</summary>
    Totals = 103,

    /// <summary>Language.</summary>
    LanguageMenu = 104,

    /// <summary>Network check.</summary>
    Network = 105,

    /// <summary>About, replacement.</summary>
    About = 106,

    /// <summary>Technician.</summary>
    Technician = 107,

    /// <summary>Back.</summary>
    Back = 108,

    /// <summary>Français.</summary>
    French = 109,

    /// <summary>English.</summary>
    English = 110,

    /// <summary>No transactions yet.</summary>
    HistoryEmpty = 111,

    /// <summary>time unknown.</summary>
    TimeUnknown = 112,

    /// <summary>Refund.</summary>
    Refund = 113,

    /// <summary>A transaction that pays back.</summary>
    RefundKind = 114,

    /// <summary>Refund to be sent.</summary>
    RefundsWaiting = 115,

    /// <summary>To be sent.</summary>
    StatePending = 116,

    /// <summary>Being sent.</summary>
    StateInFlight = 117,

    /// <summary>Result unknown.</summary>
    StateUnknown = 118,

    /// <summary>Approved.</summary>
    StateApproved = 119,

    /// <summary>Declined.</summary>
    StateDeclined = 120,

    /// <summary>Not processed.</summary>
    StateRejected = 121,

    /// <summary>To be cancelled.</summary>
    StateCancelRequested = 122,

    /// <summary>Cancelled, paid back.</summary>
    StateRefunded = 123,

    /// <summary>Cancelled.</summary>
    StateCancelled = 124,

    /// <summary>After a state.</summary>
    OfflineMark = 125,

    /// <summary>Before the serial number.</summary>
    SerialLong = 126,

    /// <summary>Before the version.</summary>
    Firmware = 127,

    /// <summary>On the page that says what this terminal is.</summary>
    ConsoleMissing = 128,

    /// <summary>Mobile network.</summary>
    Mobile = 129,

    /// <summary>Last faults.</summary>
    LastFaults = 130,

    /// <summary>No faults noted.</summary>
    NoFaults = 131,

    /// <summary>Sent / received, kB.</summary>
    DataUse = 132,

    /// <summary>Before an address.</summary>
    NetworkIp = 133,

    /// <summary>IMEI.</summary>
    Imei = 134,

    /// <summary>ICCID.</summary>
    Iccid = 135,

    /// <summary>off.</summary>
    LinkOff = 136,

    /// <summary>starting.</summary>
    LinkStarting = 137,

    /// <summary>ready.</summary>
    LinkAttached = 138,

    /// <summary>in service.</summary>
    LinkOnline = 139,

    /// <summary>impaired.</summary>
    LinkDegraded = 140,

    /// <summary>down.</summary>
    LinkFailed = 141,

    /// <summary>On the idle screen, beside their number.</summary>
    AttentionSee = 142,

    /// <summary>Messages.</summary>
    Attention = 143,

    /// <summary>No message.</summary>
    AttentionEmpty = 144,

    /// <summary>Sale not charged.</summary>
    UnknownDeclined = 145,

    /// <summary>The unknown result is a refusal. Ask for another payment.</summary>
    UnknownDeclinedText = 146,

    /// <summary>Power went during the sale. Ask for another payment.</summary>
    CutDeclinedText = 147,

    /// <summary>Sale charged.</summary>
    CutApproved = 148,

    /// <summary>Power went during the sale. Do not charge again.</summary>
    CutApprovedText = 149,

    /// <summary>Cancel refused.</summary>
    CancelFailed = 150,

    /// <summary>The sale stays charged: keep it or refund it.</summary>
    CancelFailedText = 151,

    /// <summary>The customer is not refunded. See Espace Client.</summary>
    RefundRefusedToDo = 152,

    /// <summary>Refund uncertain.</summary>
    RefundUndecided = 153,

    /// <summary>Check in Espace Client whether it was made.</summary>
    RefundUndecidedText = 154,

    /// <summary>Offline sale refused.</summary>
    LateDeclined = 155,

    /// <summary>The customer has not paid. Contact them if you can.</summary>
    LateDeclinedText = 156,

    /// <summary>Another amount.</summary>
    Mismatch = 157,

    /// <summary>Espace Client shows another amount. Please check.</summary>
    MismatchText = 158,

    /// <summary>Sending on hold.</summary>
    QueueHeld = 159,

    /// <summary>A technician must say whose the waiting sales are.</summary>
    QueueHeldText = 160,

    /// <summary>Payment not known here.</summary>
    NotOurs = 161,

    /// <summary>This payment is not this terminal's. See Espace Client.</summary>
    NotOursText = 162,

    /// <summary>Key to be checked.</summary>
    KeySuspected = 163,

    /// <summary>The key may be refused. Check Espace Client.</summary>
    KeySuspectedText = 164,

    /// <summary>Account to be checked.</summary>
    AccountSuspected = 165,

    /// <summary>The account may be on hold. See Espace Client.</summary>
    AccountSuspectedText = 166,

    /// <summary>Certificate ends soon.</summary>
    RootEnds = 167,

    /// <summary>A technician must update the terminal.</summary>
    RootEndsText = 168,

    /// <summary>Other messages.</summary>
    AttentionMore = 169,

    /// <summary>The list was full: see the history.</summary>
    AttentionMoreText = 170,

    /// <summary>Decide.</summary>
    Decide = 171,

    /// <summary>It was made.</summary>
    WasMade = 172,

    /// <summary>It was not made.</summary>
    WasNotMade = 173,

    /// <summary>Send it again.</summary>
    SendAgain = 174,

    /// <summary>Leave it.</summary>
    LeaveIt = 175,

    /// <summary>Keep the sale.</summary>
    KeepCharged = 176,

    /// <summary>Not possible now.</summary>
    DecideFailed = 177,

    /// <summary>Amount to refund.</summary>
    RefundAmount = 178,

    /// <summary>Still refundable.</summary>
    RefundLeft = 179,

    /// <summary>Highest for this sale.</summary>
    RefundTooHigh = 180,

    /// <summary>Lowest refund.</summary>
    RefundTooLow = 181,

    /// <summary>REFUND.</summary>
    RefundAsk = 182,

    /// <summary>REFUND.</summary>
    RefundOnWay = 183,

    /// <summary>REFUNDED.</summary>
    RefundDone = 184,

    /// <summary>NOT REFUNDED.</summary>
    RefundRefused = 185,

    /// <summary>Refund refused.</summary>
    RefundRefusedText = 186,

    /// <summary>The bank refused it.</summary>
    RefundNotHonoured = 187,

    /// <summary>Noted: sent when possible.</summary>
    RefundKept = 188,

    /// <summary>Nothing was stored. Please try again.</summary>
    RefundFailed = 189,

    /// <summary>A refund of this sale is already under way.</summary>
    RefundBusy = 190,

    /// <summary>This sale has been refunded.</summary>
    RefundNothing = 191,

    /// <summary>Technician's PIN.</summary>
    PinEnter = 192,

    /// <summary>Choose a PIN.</summary>
    PinChoose = 193,

    /// <summary>Repeat the PIN.</summary>
    PinRepeat = 194,

    /// <summary>4 to 8 figures.</summary>
    PinLength = 195,

    /// <summary>The two PINs differ.</summary>
    PinDiffers = 196,

    /// <summary>Wrong PIN.</summary>
    PinWrong = 197,

    /// <summary>Above a time.</summary>
    PinLocked = 198,

    /// <summary>Technician's PIN.</summary>
    PinChange = 199,

    /// <summary>Offline sales.</summary>
    OfflineLimits = 200,

    /// <summary>Per sale.</summary>
    LimitAmount = 201,

    /// <summary>Number.</summary>
    LimitCount = 202,

    /// <summary>Total.</summary>
    LimitTotal = 203,

    /// <summary>Longest wait.</summary>
    LimitAge = 204,

    /// <summary>off.</summary>
    LimitOff = 205,

    /// <summary>Highest.</summary>
    SettingMax = 206,

    /// <summary>Factory reset.</summary>
    Reset = 207,

    /// <summary>ERASE ALL.</summary>
    ResetAsk = 208,

    /// <summary>Settings, key, Wi-Fi and history will be erased.</summary>
    ResetAskText = 209,

    /// <summary>NOT POSSIBLE.</summary>
    ResetRefused = 210,

    /// <summary>These payments must be sent first.</summary>
    ResetRefusedText = 211,

    /// <summary>A damaged transaction must be exported first.</summary>
    ResetDamagedText = 212,

    /// <summary>ERASED.</summary>
    ResetDone = 213,

    /// <summary>The terminal restarts.</summary>
    ResetDoneText = 214,

    /// <summary>Erase.</summary>
    Erase = 215,

    /// <summary>Find a network.</summary>
    WifiScan = 216,

    /// <summary>Hidden name.</summary>
    WifiHidden = 217,

    /// <summary>Test.</summary>
    WifiTest = 218,

    /// <summary>Saved networks.</summary>
    WifiSaved = 219,

    /// <summary>In place of the title when no new scan ended.</summary>
    WifiStale = 220,

    /// <summary>Before the name of a network whose security is unknown.</summary>
    WifiUnusable = 221,

    /// <summary>Searching.</summary>
    WifiScanning = 222,

    /// <summary>No network found.</summary>
    WifiNone = 223,

    /// <summary>No saved network.</summary>
    WifiNoneSaved = 224,

    /// <summary>Network name.</summary>
    WifiName = 225,

    /// <summary>Password.</summary>
    WifiPassphrase = 226,

    /// <summary>8 characters at least.</summary>
    WifiShort = 227,

    /// <summary>no password: OK.</summary>
    WifiOpenHint = 228,

    /// <summary>FORGET.</summary>
    WifiForget = 229,

    /// <summary>Forget.</summary>
    Forget = 230,

    /// <summary>Connection.</summary>
    WifiStepJoin = 231,

    /// <summary>IP address.</summary>
    WifiStepAddress = 232,

    /// <summary>Login page.</summary>
    WifiStepPortal = 233,

    /// <summary>Server name.</summary>
    WifiStepName = 234,

    /// <summary>TLS security.</summary>
    WifiStepTls = 235,

    /// <summary>Payment service.</summary>
    WifiStepAcquirer = 236,

    /// <summary>Wi-Fi works.</summary>
    WifiWorks = 237,

    /// <summary>A code without words of its own.</summary>
    FaultOther = 238,

    /// <summary>How many there are.</summary>
    Count = 239,
}
