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

    /// <summary>Before a number of two digits.</summary>
    Till = 68,

    /// <summary>ALREADY PAID.</summary>
    TillRepeated = 69,

    /// <summary>Till informed, not charged again.</summary>
    TillRepeatedText = 70,

    /// <summary>OFFLINE.</summary>
    OfflineAsk = 71,

    /// <summary>The bank does not answer. Accept at your own risk.</summary>
    OfflineAskText = 72,

    /// <summary>Second line of the heading.</summary>
    AcceptedOffline = 73,

    /// <summary>Sent as soon as possible.</summary>
    AcceptedOfflineText = 74,

    /// <summary>NO SALE NOW.</summary>
    OfflineRefused = 75,

    /// <summary>No connection. Offline sales are switched off.</summary>
    OfflineOff = 76,

    /// <summary>Above an amount.</summary>
    OfflineAmount = 77,

    /// <summary>Above a number.</summary>
    OfflineCount = 78,

    /// <summary>Above an amount.</summary>
    OfflineTotal = 79,

    /// <summary>Above hours.</summary>
    OfflineAge = 80,

    /// <summary>A sale from the till is not taken offline.</summary>
    OfflineTill = 81,

    /// <summary>LATE DECLINE.</summary>
    LateDecline = 82,

    /// <summary>Offline sale.</summary>
    LateDeclineText = 83,

    /// <summary>NO CONNECTION.</summary>
    NoConnection = 84,

    /// <summary>SIM.</summary>
    Sim = 85,

    /// <summary>Wi-Fi.</summary>
    Wifi = 86,

    /// <summary>UNAVAILABLE.</summary>
    Service = 87,

    /// <summary>Service temporarily unavailable.</summary>
    ServiceText = 88,

    /// <summary>Our teams are on it.</summary>
    ServiceNoCall = 89,

    /// <summary>Your sales are kept safe.</summary>
    PaymentsKept = 90,

    /// <summary>When no link works, and the limits leave room.</summary>
    OfflinePossible = 91,

    /// <summary>The same above the number in large figures.</summary>
    OfflineAndSupport = 92,

    /// <summary>KEY MISSING.</summary>
    KeyMissing = 93,

    /// <summary>Sales are on hold. A technician must enter the key.</summary>
    KeyMissingText = 94,

    /// <summary>KEY REFUSED.</summary>
    KeyRefused = 95,

    /// <summary>Sales are on hold. Check the key in Espace Client.</summary>
    KeyRefusedText = 96,

    /// <summary>WRONG KEY.</summary>
    KeyOfOtherMode = 97,

    /// <summary>Sales are on hold. Test key in production or the reverse.</summary>
    KeyOfOtherModeText = 98,

    /// <summary>ACCOUNT ON HOLD.</summary>
    AccountSuspended = 99,

    /// <summary>Sales are on hold. Update your documents in Espace Client.</summary>
    AccountSuspendedText = 100,

    /// <summary>MEMORY FULL.</summary>
    JournalFull = 101,

    /// <summary>No sale until the waiting payments have been sent.</summary>
    JournalFullText = 102,

    /// <summary>MEMORY FAULT.</summary>
    MemoryFault = 103,

    /// <summary>Above the number in large figures.</summary>
    Replacement = 104,

    /// <summary>Menu.</summary>
    Menu = 105,

    /// <summary>History.</summary>
    History = 106,

    /// <summary>Totals.</summary>
    Totals = 107,

    /// <summary>Language.</summary>
    LanguageMenu = 108,

    /// <summary>Network check.</summary>
    Network = 109,

    /// <summary>About, replacement.</summary>
    About = 110,

    /// <summary>Technician.</summary>
    Technician = 111,

    /// <summary>Back.</summary>
    Back = 112,

    /// <summary>Français.</summary>
    French = 113,

    /// <summary>English.</summary>
    English = 114,

    /// <summary>No transactions yet.</summary>
    HistoryEmpty = 115,

    /// <summary>time unknown.</summary>
    TimeUnknown = 116,

    /// <summary>Refund.</summary>
    Refund = 117,

    /// <summary>A transaction that pays back.</summary>
    RefundKind = 118,

    /// <summary>Refund to be sent.</summary>
    RefundsWaiting = 119,

    /// <summary>To be sent.</summary>
    StatePending = 120,

    /// <summary>Being sent.</summary>
    StateInFlight = 121,

    /// <summary>Result unknown.</summary>
    StateUnknown = 122,

    /// <summary>Approved.</summary>
    StateApproved = 123,

    /// <summary>Declined.</summary>
    StateDeclined = 124,

    /// <summary>Not processed.</summary>
    StateRejected = 125,

    /// <summary>To be cancelled.</summary>
    StateCancelRequested = 126,

    /// <summary>Cancelled, paid back.</summary>
    StateRefunded = 127,

    /// <summary>Cancelled.</summary>
    StateCancelled = 128,

    /// <summary>After a state.</summary>
    OfflineMark = 129,

    /// <summary>Before the serial number.</summary>
    SerialLong = 130,

    /// <summary>Before the version.</summary>
    Firmware = 131,

    /// <summary>On the page that says what this terminal is.</summary>
    ConsoleMissing = 132,

    /// <summary>Mobile network.</summary>
    Mobile = 133,

    /// <summary>Last faults.</summary>
    LastFaults = 134,

    /// <summary>No faults noted.</summary>
    NoFaults = 135,

    /// <summary>Sent / received, kB.</summary>
    DataUse = 136,

    /// <summary>Before an address.</summary>
    NetworkIp = 137,

    /// <summary>IMEI.</summary>
    Imei = 138,

    /// <summary>ICCID.</summary>
    Iccid = 139,

    /// <summary>off.</summary>
    LinkOff = 140,

    /// <summary>starting.</summary>
    LinkStarting = 141,

    /// <summary>ready.</summary>
    LinkAttached = 142,

    /// <summary>in service.</summary>
    LinkOnline = 143,

    /// <summary>impaired.</summary>
    LinkDegraded = 144,

    /// <summary>down.</summary>
    LinkFailed = 145,

    /// <summary>SENDING ON HOLD.</summary>
    HeldHeading = 146,

    /// <summary>The waiting sales are another terminal's.</summary>
    HeldOtherTerminal = 147,

    /// <summary>The waiting sales are another account's.</summary>
    HeldOtherAccount = 148,

    /// <summary>The memory is older than the terminal.</summary>
    HeldRolledBack = 149,

    /// <summary>Send them from here.</summary>
    HeldTakeOver = 150,

    /// <summary>Export them.</summary>
    HeldExport = 151,

    /// <summary>Give the memory back.</summary>
    HeldGiveBack = 152,

    /// <summary>This terminal takes that number. The one it came from must not be used.</summary>
    HeldTakeOverText = 153,

    /// <summary>Same account? They go with the key of this one.</summary>
    HeldSameAccountText = 154,

    /// <summary>Check refunds in Espace Client first.</summary>
    HeldRolledBackText = 155,

    /// <summary>Console: &quot;export&quot;, then &quot;queue drop&quot;.</summary>
    HeldExportText = 156,

    /// <summary>Switch off, and put the memory back where it was.</summary>
    HeldGiveBackHere = 157,

    /// <summary>Switch off, and put the memory back into this terminal:.</summary>
    HeldGiveBackText = 158,

    /// <summary>On the idle screen, beside their number.</summary>
    AttentionSee = 159,

    /// <summary>Messages.</summary>
    Attention = 160,

    /// <summary>No message.</summary>
    AttentionEmpty = 161,

    /// <summary>Sale not charged.</summary>
    UnknownDeclined = 162,

    /// <summary>The unknown result is a refusal. Ask for another payment.</summary>
    UnknownDeclinedText = 163,

    /// <summary>Power went during the sale. Ask for another payment.</summary>
    CutDeclinedText = 164,

    /// <summary>Sale charged.</summary>
    CutApproved = 165,

    /// <summary>Power went during the sale. Do not charge again.</summary>
    CutApprovedText = 166,

    /// <summary>Cancel refused.</summary>
    CancelFailed = 167,

    /// <summary>The sale stays charged: keep it or refund it.</summary>
    CancelFailedText = 168,

    /// <summary>The customer is not refunded. See Espace Client.</summary>
    RefundRefusedToDo = 169,

    /// <summary>Refund uncertain.</summary>
    RefundUndecided = 170,

    /// <summary>Check in Espace Client whether it was made.</summary>
    RefundUndecidedText = 171,

    /// <summary>Offline sale refused.</summary>
    LateDeclined = 172,

    /// <summary>The customer has not paid. Contact them if you can.</summary>
    LateDeclinedText = 173,

    /// <summary>Another amount.</summary>
    Mismatch = 174,

    /// <summary>Espace Client shows another amount. Please check.</summary>
    MismatchText = 175,

    /// <summary>Sending on hold.</summary>
    QueueHeld = 176,

    /// <summary>A technician must say whose the waiting sales are.</summary>
    QueueHeldText = 177,

    /// <summary>Payment not known here.</summary>
    NotOurs = 178,

    /// <summary>This payment is not this terminal's. See Espace Client.</summary>
    NotOursText = 179,

    /// <summary>Key to be checked.</summary>
    KeySuspected = 180,

    /// <summary>The key may be refused. Check Espace Client.</summary>
    KeySuspectedText = 181,

    /// <summary>Account to be checked.</summary>
    AccountSuspected = 182,

    /// <summary>The account may be on hold. See Espace Client.</summary>
    AccountSuspectedText = 183,

    /// <summary>Certificate ends soon.</summary>
    RootEnds = 184,

    /// <summary>A technician must update the terminal.</summary>
    RootEndsText = 185,

    /// <summary>Other messages.</summary>
    AttentionMore = 186,

    /// <summary>The list was full: see the history.</summary>
    AttentionMoreText = 187,

    /// <summary>Decide.</summary>
    Decide = 188,

    /// <summary>It was made.</summary>
    WasMade = 189,

    /// <summary>It was not made.</summary>
    WasNotMade = 190,

    /// <summary>Send it again.</summary>
    SendAgain = 191,

    /// <summary>Leave it.</summary>
    LeaveIt = 192,

    /// <summary>Keep the sale.</summary>
    KeepCharged = 193,

    /// <summary>Not possible now.</summary>
    DecideFailed = 194,

    /// <summary>Amount to refund.</summary>
    RefundAmount = 195,

    /// <summary>Still refundable.</summary>
    RefundLeft = 196,

    /// <summary>Highest for this sale.</summary>
    RefundTooHigh = 197,

    /// <summary>Lowest refund.</summary>
    RefundTooLow = 198,

    /// <summary>REFUND.</summary>
    RefundAsk = 199,

    /// <summary>REFUND.</summary>
    RefundOnWay = 200,

    /// <summary>REFUNDED.</summary>
    RefundDone = 201,

    /// <summary>NOT REFUNDED.</summary>
    RefundRefused = 202,

    /// <summary>Refund refused.</summary>
    RefundRefusedText = 203,

    /// <summary>The bank refused it.</summary>
    RefundNotHonoured = 204,

    /// <summary>Noted: sent when possible.</summary>
    RefundKept = 205,

    /// <summary>Nothing was stored. Please try again.</summary>
    RefundFailed = 206,

    /// <summary>A refund of this sale is already under way.</summary>
    RefundBusy = 207,

    /// <summary>This sale has been refunded.</summary>
    RefundNothing = 208,

    /// <summary>This sale is not captured yet: it can be refunded whole, or later.</summary>
    RefundWhole = 209,

    /// <summary>Not captured yet.</summary>
    RefundNotCaptured = 210,

    /// <summary>Not captured yet: whole only.</summary>
    RefundWholeOnly = 211,

    /// <summary>Technician's PIN.</summary>
    PinEnter = 212,

    /// <summary>Choose a PIN.</summary>
    PinChoose = 213,

    /// <summary>Merchant's PIN: choose.</summary>
    PinChooseMerchant = 214,

    /// <summary>Merchant's PIN.</summary>
    MerchantPin = 215,

    /// <summary>Repeat the PIN.</summary>
    PinRepeat = 216,

    /// <summary>4 to 8 figures.</summary>
    PinLength = 217,

    /// <summary>6 to 8 figures.</summary>
    PinLengthTechnician = 218,

    /// <summary>The two PINs differ.</summary>
    PinDiffers = 219,

    /// <summary>Wrong PIN.</summary>
    PinWrong = 220,

    /// <summary>Above a time.</summary>
    PinLocked = 221,

    /// <summary>Technician's PIN.</summary>
    PinChange = 222,

    /// <summary>Offline sales.</summary>
    OfflineLimits = 223,

    /// <summary>Per sale.</summary>
    LimitAmount = 224,

    /// <summary>Number.</summary>
    LimitCount = 225,

    /// <summary>Total.</summary>
    LimitTotal = 226,

    /// <summary>Longest wait.</summary>
    LimitAge = 227,

    /// <summary>off.</summary>
    LimitOff = 228,

    /// <summary>Highest.</summary>
    SettingMax = 229,

    /// <summary>Factory reset.</summary>
    Reset = 230,

    /// <summary>ERASE ALL.</summary>
    ResetAsk = 231,

    /// <summary>Settings, key, Wi-Fi and history will be erased.</summary>
    ResetAskText = 232,

    /// <summary>NOT POSSIBLE.</summary>
    ResetRefused = 233,

    /// <summary>These payments must be sent first.</summary>
    ResetRefusedText = 234,

    /// <summary>A damaged transaction must be exported first.</summary>
    ResetDamagedText = 235,

    /// <summary>ERASED.</summary>
    ResetDone = 236,

    /// <summary>The terminal restarts.</summary>
    ResetDoneText = 237,

    /// <summary>Erase.</summary>
    Erase = 238,

    /// <summary>Find a network.</summary>
    WifiScan = 239,

    /// <summary>Hidden name.</summary>
    WifiHidden = 240,

    /// <summary>Test.</summary>
    WifiTest = 241,

    /// <summary>Saved networks.</summary>
    WifiSaved = 242,

    /// <summary>In place of the title when no new scan ended.</summary>
    WifiStale = 243,

    /// <summary>Before the name of a network whose security is unknown.</summary>
    WifiUnusable = 244,

    /// <summary>Searching.</summary>
    WifiScanning = 245,

    /// <summary>No network found.</summary>
    WifiNone = 246,

    /// <summary>No saved network.</summary>
    WifiNoneSaved = 247,

    /// <summary>Network name.</summary>
    WifiName = 248,

    /// <summary>Password.</summary>
    WifiPassphrase = 249,

    /// <summary>8 characters at least.</summary>
    WifiShort = 250,

    /// <summary>64 characters are a key.</summary>
    WifiKeyForm = 251,

    /// <summary>no password: OK.</summary>
    WifiOpenHint = 252,

    /// <summary>FORGET.</summary>
    WifiForget = 253,

    /// <summary>Forget.</summary>
    Forget = 254,

    /// <summary>Connection.</summary>
    WifiStepJoin = 255,

    /// <summary>IP address.</summary>
    WifiStepAddress = 256,

    /// <summary>Login page.</summary>
    WifiStepPortal = 257,

    /// <summary>Server name.</summary>
    WifiStepName = 258,

    /// <summary>TLS security.</summary>
    WifiStepTls = 259,

    /// <summary>Payment service.</summary>
    WifiStepAcquirer = 260,

    /// <summary>Test the connection.</summary>
    ConnectionTest = 261,

    /// <summary>SIM test.</summary>
    SimTestTitle = 262,

    /// <summary>SIM works.</summary>
    SimWorks = 263,

    /// <summary>Module.</summary>
    SimStepModule = 264,

    /// <summary>SIM card.</summary>
    SimStepCard = 265,

    /// <summary>Network.</summary>
    SimStepRegistration = 266,

    /// <summary>Data.</summary>
    SimStepData = 267,

    /// <summary>Name.</summary>
    SimStepName = 268,

    /// <summary>Certificate.</summary>
    SimStepCertificate = 269,

    /// <summary>Service.</summary>
    SimStepAcquirer = 270,

    /// <summary>OK: test Wi-Fi.</summary>
    SimThenWifi = 271,

    /// <summary>What to do where a test stops.</summary>
    AdviceUnplug = 272,

    /// <summary>Check the SIM card.</summary>
    AdviceCard = 273,

    /// <summary>Move the terminal.</summary>
    AdviceMove = 274,

    /// <summary>Try again in 5 minutes.</summary>
    AdviceLater = 275,

    /// <summary>Before the number.</summary>
    AdviceCall = 276,

    /// <summary>Wi-Fi works.</summary>
    WifiWorks = 277,

    /// <summary>What a key shows: the code for a camera.</summary>
    CaseKey = 278,

    /// <summary>Photo for.</summary>
    CasePhoto = 279,

    /// <summary>support.</summary>
    CaseSupport = 280,

    /// <summary>Beside the key that shows the code for the voice.</summary>
    CaseSay = 281,

    /// <summary>Read this code out.</summary>
    CaseSayTitle = 282,

    /// <summary>back.</summary>
    CaseBack = 283,

    /// <summary>Sound and display.</summary>
    CounterMenu = 284,

    /// <summary>Volume.</summary>
    CounterVolume = 285,

    /// <summary>Large figures.</summary>
    CounterLarge = 286,

    /// <summary>Brightness.</summary>
    CounterContrast = 287,

    /// <summary>yes.</summary>
    CounterYes = 288,

    /// <summary>no.</summary>
    CounterNo = 289,

    /// <summary>silent.</summary>
    CounterSilent = 290,

    /// <summary>Change.</summary>
    CounterNext = 291,

    /// <summary>Closing.</summary>
    CloseDay = 292,

    /// <summary>Sales.</summary>
    DayCharged = 293,

    /// <summary>Declined.</summary>
    DayDeclined = 294,

    /// <summary>Rejected.</summary>
    DayRejected = 295,

    /// <summary>Cancelled.</summary>
    DayCancelled = 296,

    /// <summary>Cancelled, paid.</summary>
    DayPaidBack = 297,

    /// <summary>Refunds.</summary>
    DayRefunded = 298,

    /// <summary>Not refunded.</summary>
    DayNotRefunded = 299,

    /// <summary>Offline.</summary>
    DayOffline = 300,

    /// <summary>Settled later.</summary>
    DaySettledLate = 301,

    /// <summary>Of another day.</summary>
    DayLateCharged = 302,

    /// <summary>Other day, none.</summary>
    DayLateNothing = 303,

    /// <summary>Other, refunds.</summary>
    DayLateRefunded = 304,

    /// <summary>To be sent.</summary>
    DayWaiting = 305,

    /// <summary>Not confirmed.</summary>
    DayUnknown = 306,

    /// <summary>Refunds open.</summary>
    DayRefundWaiting = 307,

    /// <summary>Net.</summary>
    DayNet = 308,

    /// <summary>Without a date.</summary>
    DayWithoutDate = 309,

    /// <summary>Day before.</summary>
    DayBefore = 310,

    /// <summary>Day after.</summary>
    DayAfter = 311,

    /// <summary>Compare.</summary>
    Compare = 312,

    /// <summary>Before the number of pages that have been read.</summary>
    ComparePage = 313,

    /// <summary>All agrees.</summary>
    CompareAgrees = 314,

    /// <summary>Differences.</summary>
    CompareDiffers = 315,

    /// <summary>No list given.</summary>
    CompareNoList = 316,

    /// <summary>Interrupted.</summary>
    CompareStopped = 317,

    /// <summary>The same.</summary>
    CompareSame = 318,

    /// <summary>Not settled.</summary>
    CompareOpen = 319,

    /// <summary>Not listed yet.</summary>
    CompareNotListed = 320,

    /// <summary>Without an id.</summary>
    CompareUndecided = 321,

    /// <summary>Older: sums.</summary>
    CompareSums = 322,

    /// <summary>Older: differ.</summary>
    CompareSumsDiffer = 323,

    /// <summary>Only here.</summary>
    DiffHereOnly = 324,

    /// <summary>Only there.</summary>
    DiffThereOnly = 325,

    /// <summary>Amount differs.</summary>
    DiffAmount = 326,

    /// <summary>Not charged there.</summary>
    DiffNotChargedThere = 327,

    /// <summary>Charged there.</summary>
    DiffChargedThere = 328,

    /// <summary>Refunded elsewhere.</summary>
    DiffPaidBackThere = 329,

    /// <summary>Refund only here.</summary>
    DiffRefundHereOnly = 330,

    /// <summary>Refund not honoured.</summary>
    DiffRefundNotHonored = 331,

    /// <summary>What a difference means, in the same order.</summary>
    MeansHereOnly = 332,

    /// <summary>Unknown to this terminal.</summary>
    MeansThereOnly = 333,

    /// <summary>Check the amount.</summary>
    MeansAmount = 334,

    /// <summary>Will not be paid out.</summary>
    MeansNotCharged = 335,

    /// <summary>The customer is charged.</summary>
    MeansChargedThere = 336,

    /// <summary>See the customer area.</summary>
    MeansPaidBackThere = 337,

    /// <summary>Customer not refunded.</summary>
    MeansRefundHereOnly = 338,

    /// <summary>Customer not refunded.</summary>
    MeansRefundNotHonored = 339,

    /// <summary>Before the terminal's amount.</summary>
    DiffHere = 340,

    /// <summary>Before the acquirer's.</summary>
    DiffThere = 341,

    /// <summary>Ticket.</summary>
    Ticket = 342,

    /// <summary>Duplicate.</summary>
    TicketDuplicate = 343,

    /// <summary>A code without words of its own.</summary>
    FaultOther = 344,

    /// <summary>Title: the root certificates that the acquirer is verified against.</summary>
    Roots = 345,

    /// <summary>Before a last day.</summary>
    RootUntil = 346,

    /// <summary>in use.</summary>
    RootUsed = 347,

    /// <summary>unreadable.</summary>
    RootBad = 348,

    /// <summary>With a phone.</summary>
    PhoneSetup = 349,

    /// <summary>The terminal restarts and opens a Wi-Fi network for your phone.</summary>
    PhoneOpening = 350,

    /// <summary>The terminal cannot open a Wi-Fi network.</summary>
    PhoneFailed = 351,

    /// <summary>Scan, or.</summary>
    PhoneScan = 352,

    /// <summary>Before the name of the terminal's network.</summary>
    PhoneJoin = 353,

    /// <summary>Before its password.</summary>
    PhoneWith = 354,

    /// <summary>A phone has joined.</summary>
    PhoneConnected = 355,

    /// <summary>Before an address.</summary>
    PhonePageAt = 356,

    /// <summary>The key that leads to a sale while phones are served.</summary>
    PhonePay = 357,

    /// <summary>After the minutes that are left.</summary>
    PhoneMinutes = 358,

    /// <summary>Stop.</summary>
    PhoneEnd = 359,

    /// <summary>Network saved.</summary>
    PhoneSaved = 360,

    /// <summary>The terminal restarts. One moment.</summary>
    PhoneRestarts = 361,

    /// <summary>The terminal restarts and tests the network.</summary>
    PhoneTestNext = 362,

    /// <summary>How many there are.</summary>
    Count = 363,
}
