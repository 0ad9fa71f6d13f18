namespace Terminal.Agent;

/// <summary>
/// What is wrong, as screens, log and console name it. Values print as a letter and digits: below
/// 100 as R (reaching the acquirer), 100 to 199 as the code 100 below, in words of their own, 400
/// to 499 as K (key or account), 500 to 599 as S (service), 800 to 899 as J (journal, two digits).
/// SPEC.md has a line for each: cause, screen, what support does.
/// </summary>
public enum FaultCode
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>R01: no SIM in its holder.</summary>
    NoSim = 1,

    /// <summary>R02: the SIM asks for a PIN or PUK.</summary>
    SimLocked = 2,

    /// <summary>R03: no mobile coverage.</summary>
    NoCoverage = 3,

    /// <summary>R04: the mobile network refuses this SIM.</summary>
    RegistrationDenied = 4,

    /// <summary>R05: the modem does not answer.</summary>
    ModemSilent = 5,

    /// <summary>R06: registered, but no data connection.</summary>
    NoDataBearer = 6,

    /// <summary>R07: the link has just been started and has no verdict yet.</summary>
    Starting = 7,

    /// <summary>R08: registered, but this subscription has no data.</summary>
    SimWithoutData = 8,

    /// <summary>R09: the network serves emergency calls only.</summary>
    EmergencyOnly = 9,

    /// <summary>R10: no WiFi network is configured.</summary>
    WifiNotConfigured = 10,

    /// <summary>R11: no configured access point is in reach.</summary>
    AccessPointNotFound = 11,

    /// <summary>R12: the access point refuses the passphrase.</summary>
    PassphraseRefused = 12,

    /// <summary>R13: joined, but DHCP gives no address.</summary>
    NoAddress = 13,

    /// <summary>R14: a captive portal answers in the acquirer's place.</summary>
    CaptivePortal = 14,

    /// <summary>R15: a proxy asks for credentials (HTTP 407).</summary>
    ProxyRefused = 15,

    /// <summary>R16: the access point's security is one that the board cannot use.</summary>
    SecurityNotUsable = 16,

    /// <summary>R20: the acquirer's name cannot be resolved.</summary>
    NameNotFound = 20,

    /// <summary>R21: the connection is refused or cannot be made.</summary>
    ConnectionRefused = 21,

    /// <summary>R22: the certificate does not verify.</summary>
    CertificateRefused = 22,

    /// <summary>R23: the time is unknown, so no certificate can be trusted.</summary>
    ClockUnknown = 23,

    /// <summary>R24: TCP connect took too long.</summary>
    ConnectTimeout = 24,

    /// <summary>R25: the TLS handshake took too long or broke.</summary>
    HandshakeFailed = 25,

    /// <summary>R26: the modem does not check whose certificate it is shown.</summary>
    ServerUnchecked = 26,

    /// <summary>R30: connected, but no byte of an answer came in time.</summary>
    AcquirerSilent = 30,

    /// <summary>R31: an answer began and did not end in time.</summary>
    AnswerIncomplete = 31,

    /// <summary>R32: the connection broke before an answer was complete.</summary>
    ConnectionLost = 32,

    /// <summary>R33: what came back is not an answer of the acquirer's API.</summary>
    AnswerMalformed = 33,

    /// <summary>R34: something in front of the acquirer's API answered in its place.</summary>
    GatewayAnswered = 34,

    /// <summary>K400: no API key is set.</summary>
    KeyMissing = 400,

    /// <summary>K401: the acquirer refuses the key.</summary>
    KeyRefused = 401,

    /// <summary>K403: the merchant's account is suspended (HTTP 402 or 403).</summary>
    AccountSuspended = 403,

    /// <summary>
    /// K409: the key is of the other mode (test key in production or the reverse).
    /// </summary>
    KeyOfOtherMode = 409,

    /// <summary>
    /// S500: the service is unavailable; S501 to S599 likewise with their own number.
    /// </summary>
    ServiceUnavailable = 500,

    /// <summary>S598: the service asks to come back later (HTTP 408 or 429).</summary>
    ServiceBusy = 598,

    /// <summary>S599: planned maintenance announced by the service.</summary>
    Maintenance = 599,

    /// <summary>J01: NVRAM does not answer.</summary>
    NvramSilent = 801,

    /// <summary>J02: NVRAM has another size than this firmware expects.</summary>
    NvramWrongSize = 802,

    /// <summary>J03: NVRAM was written by a newer firmware.</summary>
    JournalNewer = 803,

    /// <summary>J04: records are damaged.</summary>
    JournalDamaged = 804,

    /// <summary>J05: every slot holds a transaction that is not delivered yet.</summary>
    JournalFull = 805,

    /// <summary>The queue belongs to a terminal of another serial number.</summary>
    QueueOfOtherTerminal = 806,

    /// <summary>The queue is for another account than the key's.</summary>
    QueueOfOtherAccount = 807,

    /// <summary>The memory is older than the board: an earlier copy has been put back.</summary>
    MemoryRolledBack = 808,

    /// <summary>
    /// R22 in words of its own: this network shows another certificate in the acquirer's place.
    /// </summary>
    NetworkFiltered = 122,

    /// <summary>R02 in words of its own: the modem is locked to an operator or a SIM.</summary>
    OperatorLocked = 102,

    /// <summary>R40: the display does not answer.</summary>
    DisplaySilent = 40,

    /// <summary>R41: the card reader does not answer.</summary>
    ReaderSilent = 41,
}
