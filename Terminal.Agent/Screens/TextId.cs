namespace Terminal.Agent.Screens;

/// <summary>
/// The texts of the screens. Made from texts.txt by the rig's command "screens --data": change that file.
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

    /// <summary>Noted.</summary>
    Noted = 6,

    /// <summary>Marker of the test mode.</summary>
    Test = 7,

    /// <summary>Before the last four digits.</summary>
    Card = 8,

    /// <summary>Before a sequence number.</summary>
    Number = 9,

    /// <summary>Before the serial number.</summary>
    Serial = 10,

    /// <summary>Before a response code.</summary>
    Code = 11,

    /// <summary>Before an HTTP status.</summary>
    HttpStatus = 12,

    /// <summary>After a 1.</summary>
    WaitingOne = 13,

    /// <summary>After a number.</summary>
    WaitingMany = 14,

    /// <summary>Nothing was charged.</summary>
    NothingCharged = 15,

    /// <summary>Above the number in large figures.</summary>
    Support = 16,

    /// <summary>Before the number in small figures.</summary>
    SupportAt = 17,

    /// <summary>After a number of hours.</summary>
    Hours = 18,

    /// <summary>STARTING.</summary>
    Starting = 19,

    /// <summary>Checking.</summary>
    StartingText = 20,

    /// <summary>Enter the amount.</summary>
    EnterAmount = 21,

    /// <summary>Amount to pay.</summary>
    AmountToPay = 22,

    /// <summary>AMOUNT REFUSED.</summary>
    AmountRefused = 23,

    /// <summary>Lowest sale.</summary>
    AmountMin = 24,

    /// <summary>Highest sale.</summary>
    AmountMax = 25,

    /// <summary>PRESENT.</summary>
    Present1 = 26,

    /// <summary>THE CARD.</summary>
    Present2 = 27,

    /// <summary>HOLD.</summary>
    Hold1 = 28,

    /// <summary>THE CARD.</summary>
    Hold2 = 29,

    /// <summary>CARD READ.</summary>
    CardRead1 = 30,

    /// <summary>THANKS.</summary>
    CardRead2 = 31,

    /// <summary>CARD NOT READ.</summary>
    CardNotRead = 32,

    /// <summary>Present the card again and hold it still.</summary>
    CardNotReadText = 33,

    /// <summary>CARD NOT TAKEN.</summary>
    CardUnknown = 34,

    /// <summary>This card is not accepted here. Please try another.</summary>
    CardUnknownText = 35,

    /// <summary>INSERT THE CARD.</summary>
    InsertCard = 36,

    /// <summary>Contactless is not enough for this amount.</summary>
    InsertCardText = 37,

    /// <summary>READER FAULT.</summary>
    ReaderFault = 38,

    /// <summary>The reader is silent.</summary>
    ReaderFaultText = 39,

    /// <summary>IN PROGRESS.</summary>
    InProgress = 40,

    /// <summary>Please wait.</summary>
    PleaseWait = 41,

    /// <summary>APPROVED.</summary>
    Approved = 42,

    /// <summary>DECLINED.</summary>
    Declined = 43,

    /// <summary>05 and any response without words of its own.</summary>
    Reason05 = 44,

    /// <summary>41.</summary>
    Reason41 = 45,

    /// <summary>42.</summary>
    Reason42 = 46,

    /// <summary>51.</summary>
    Reason51 = 47,

    /// <summary>54.</summary>
    Reason54 = 48,

    /// <summary>75.</summary>
    Reason75 = 49,

    /// <summary>NOT PROCESSED.</summary>
    Rejected = 50,

    /// <summary>The service rejects this request. See Espace Client, section Aide.</summary>
    RejectedText = 51,

    /// <summary>SALE CANCELLED.</summary>
    SaleCancelled = 52,

    /// <summary>RESULT UNKNOWN.</summary>
    Unknown = 53,

    /// <summary>Do not charge again.</summary>
    UnknownText = 54,

    /// <summary>Checked automatically.</summary>
    UnknownCheck = 55,

    /// <summary>Cancel the sale.</summary>
    CancelSale = 56,

    /// <summary>CANCEL NOTED.</summary>
    CancelKept = 57,

    /// <summary>If the sale was charged, it will be refunded.</summary>
    CancelKeptText = 58,

    /// <summary>OFFLINE.</summary>
    OfflineAsk = 59,

    /// <summary>The bank does not answer. Accept at your own risk.</summary>
    OfflineAskText = 60,

    /// <summary>Second line of the heading.</summary>
    AcceptedOffline = 61,

    /// <summary>Sent as soon as possible.</summary>
    AcceptedOfflineText = 62,

    /// <summary>NO NETWORK.</summary>
    OfflineRefused = 63,

    /// <summary>Offline sales are switched off.</summary>
    OfflineOff = 64,

    /// <summary>Above an amount.</summary>
    OfflineAmount = 65,

    /// <summary>Above a number.</summary>
    OfflineCount = 66,

    /// <summary>Above an amount.</summary>
    OfflineTotal = 67,

    /// <summary>Above hours.</summary>
    OfflineAge = 68,

    /// <summary>LATE DECLINE.</summary>
    LateDecline = 69,

    /// <summary>Offline sale.</summary>
    LateDeclineText = 70,

    /// <summary>NO CONNECTION.</summary>
    NoConnection = 71,

    /// <summary>SIM.</summary>
    Sim = 72,

    /// <summary>WiFi.</summary>
    Wifi = 73,

    /// <summary>UNAVAILABLE.</summary>
    Service = 74,

    /// <summary>Service temporarily unavailable.</summary>
    ServiceText = 75,

    /// <summary>Our teams are on it.</summary>
    ServiceNoCall = 76,

    /// <summary>Your sales are kept safe.</summary>
    PaymentsKept = 77,

    /// <summary>KEY MISSING.</summary>
    KeyMissing = 78,

    /// <summary>Sales are on hold. A technician must enter the key.</summary>
    KeyMissingText = 79,

    /// <summary>KEY REFUSED.</summary>
    KeyRefused = 80,

    /// <summary>Sales are on hold. Check the key in Espace Client.</summary>
    KeyRefusedText = 81,

    /// <summary>WRONG KEY.</summary>
    KeyOfOtherMode = 82,

    /// <summary>Sales are on hold. Test key in production or the reverse.</summary>
    KeyOfOtherModeText = 83,

    /// <summary>ACCOUNT ON HOLD.</summary>
    AccountSuspended = 84,

    /// <summary>Update your documents in Espace Client.</summary>
    AccountSuspendedText = 85,

    /// <summary>MEMORY FULL.</summary>
    JournalFull = 86,

    /// <summary>No sale until the waiting payments have been sent.</summary>
    JournalFullText = 87,

    /// <summary>MEMORY FAULT.</summary>
    MemoryFault = 88,

    /// <summary>Above the number in large figures.</summary>
    Replacement = 89,

    /// <summary>A code without words of its own.</summary>
    FaultOther = 90,

    /// <summary>How many there are.</summary>
    Count = 91,
}
