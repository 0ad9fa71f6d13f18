namespace Terminal.Agent.Screens;

/// <summary>Every text of the screens; <see cref="Texts"/> has the words.</summary>
public enum TextId
{
    /// <summary>No text.</summary>
    None = 0,

    /// <summary>Confirm.</summary>
    Confirm = 1,

    /// <summary>Correct.</summary>
    Correct = 2,

    /// <summary>Cancel.</summary>
    Cancel = 3,

    /// <summary>Continue.</summary>
    Continue = 4,

    /// <summary>Accept.</summary>
    Accept = 5,

    /// <summary>Refuse.</summary>
    Refuse = 6,

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

    /// <summary>Nothing was charged.</summary>
    NothingCharged = 16,

    /// <summary>Above the number in large figures.</summary>
    Support = 17,

    /// <summary>Before the number in small figures.</summary>
    SupportAt = 18,

    /// <summary>After a number of hours.</summary>
    Hours = 19,

    /// <summary>STARTING.</summary>
    Starting = 20,

    /// <summary>Checking…</summary>
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

    /// <summary>05: do not honour.</summary>
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

    /// <summary>Any other response.</summary>
    ReasonOther = 51,

    /// <summary>NOT PROCESSED.</summary>
    Rejected = 52,

    /// <summary>The service rejects this request. See Espace Client, section Aide.</summary>
    RejectedText = 53,

    /// <summary>SALE CANCELLED.</summary>
    SaleCancelled = 54,

    /// <summary>RESULT UNKNOWN.</summary>
    Unknown = 55,

    /// <summary>Do not charge again.</summary>
    UnknownText = 56,

    /// <summary>Checked automatically.</summary>
    UnknownCheck = 57,

    /// <summary>Cancel the sale.</summary>
    CancelSale = 58,

    /// <summary>CANCEL NOTED.</summary>
    CancelKept = 59,

    /// <summary>If the sale was charged, it will be refunded.</summary>
    CancelKeptText = 60,

    /// <summary>OFFLINE?</summary>
    OfflineAsk = 61,

    /// <summary>The bank does not answer. Accept at your own risk?</summary>
    OfflineAskText = 62,

    /// <summary>Second line of the heading.</summary>
    AcceptedOffline = 63,

    /// <summary>Sent as soon as possible.</summary>
    AcceptedOfflineText = 64,

    /// <summary>NO NETWORK.</summary>
    OfflineRefused = 65,

    /// <summary>Offline sales are switched off.</summary>
    OfflineOff = 66,

    /// <summary>Above an amount.</summary>
    OfflineAmount = 67,

    /// <summary>Above a number.</summary>
    OfflineCount = 68,

    /// <summary>Above an amount.</summary>
    OfflineTotal = 69,

    /// <summary>Above hours.</summary>
    OfflineAge = 70,

    /// <summary>LATE DECLINE.</summary>
    LateDecline = 71,

    /// <summary>Offline sale.</summary>
    LateDeclineText = 72,

    /// <summary>NO CONNECTION.</summary>
    NoConnection = 73,

    /// <summary>SIM.</summary>
    Sim = 74,

    /// <summary>WiFi.</summary>
    Wifi = 75,

    /// <summary>UNAVAILABLE.</summary>
    Service = 76,

    /// <summary>Service temporarily unavailable.</summary>
    ServiceText = 77,

    /// <summary>Our teams are on it.</summary>
    ServiceNoCall = 78,

    /// <summary>Your sales are kept safe.</summary>
    PaymentsKept = 79,

    /// <summary>KEY MISSING.</summary>
    KeyMissing = 80,

    /// <summary>Sales are on hold. A technician must enter the key.</summary>
    KeyMissingText = 81,

    /// <summary>KEY REFUSED.</summary>
    KeyRefused = 82,

    /// <summary>Sales are on hold. Check the key in Espace Client.</summary>
    KeyRefusedText = 83,

    /// <summary>WRONG KEY.</summary>
    KeyOfOtherMode = 84,

    /// <summary>Sales are on hold. Test key in production or the reverse.</summary>
    KeyOfOtherModeText = 85,

    /// <summary>ACCOUNT ON HOLD.</summary>
    AccountSuspended = 86,

    /// <summary>Update your documents in Espace Client.</summary>
    AccountSuspendedText = 87,

    /// <summary>MEMORY FULL.</summary>
    JournalFull = 88,

    /// <summary>No sale until the waiting payments have been sent.</summary>
    JournalFullText = 89,

    /// <summary>MEMORY FAULT.</summary>
    MemoryFault = 90,

    /// <summary>Above the number in large figures.</summary>
    Replacement = 91,

    /// <summary>A code without words of its own.</summary>
    FaultOther = 92,

    /// <summary>no SIM card.</summary>
    R01 = 93,

    /// <summary>SIM locked.</summary>
    R02 = 94,

    /// <summary>no coverage.</summary>
    R03 = 95,

    /// <summary>SIM refused.</summary>
    R04 = 96,

    /// <summary>module fault.</summary>
    R05 = 97,

    /// <summary>no data.</summary>
    R06 = 98,

    /// <summary>starting…</summary>
    R07 = 99,

    /// <summary>not set up.</summary>
    R10 = 100,

    /// <summary>network not found.</summary>
    R11 = 101,

    /// <summary>wrong password.</summary>
    R12 = 102,

    /// <summary>no IP address.</summary>
    R13 = 103,

    /// <summary>login page.</summary>
    R14 = 104,

    /// <summary>blocked by proxy.</summary>
    R15 = 105,

    /// <summary>name not found.</summary>
    R20 = 106,

    /// <summary>connection refused.</summary>
    R21 = 107,

    /// <summary>bad certificate.</summary>
    R22 = 108,

    /// <summary>time unknown.</summary>
    R23 = 109,

    /// <summary>server unreachable.</summary>
    R24 = 110,

    /// <summary>security failure.</summary>
    R25 = 111,

    /// <summary>server silent.</summary>
    R30 = 112,

    /// <summary>answer incomplete.</summary>
    R31 = 113,

    /// <summary>connection lost.</summary>
    R32 = 114,

    /// <summary>answer unreadable.</summary>
    R33 = 115,

    /// <summary>key missing.</summary>
    K400 = 116,

    /// <summary>key refused.</summary>
    K401 = 117,

    /// <summary>account suspended.</summary>
    K403 = 118,

    /// <summary>key of other mode.</summary>
    K409 = 119,

    /// <summary>service unavailable.</summary>
    S500 = 120,

    /// <summary>maintenance.</summary>
    S599 = 121,

    /// <summary>memory silent.</summary>
    J01 = 122,

    /// <summary>unexpected size.</summary>
    J02 = 123,

    /// <summary>newer version.</summary>
    J03 = 124,

    /// <summary>data damaged.</summary>
    J04 = 125,

    /// <summary>memory full.</summary>
    J05 = 126,

    /// <summary>How many there are.</summary>
    Count = 127,
}
