namespace Terminal.Agent;

/// <summary>
/// The only home of numbers. Each has its unit in its name, and beside it its range and why it has
/// this value; defaults of settings stand here too. Relations between them are checked once, when
/// the agent is built.
/// </summary>
public static class Limits
{
    // --- Sale: amounts in hundredths of the currency unit ---

    /// <summary>The least the acquirer takes, in cents (its API: amount at least 50).</summary>
    public const int AmountCentsMin = 50;

    /// <summary>
    /// Default of the highest sale, in cents; the setting ranges from 50 to 99999999.
    /// </summary>
    public const int AmountCentsMaxDefault = 300_000;

    /// <summary>
    /// The highest amount that the setting may allow and the screen can show, in cents.
    /// </summary>
    public const int AmountCentsCeiling = 99_999_999;

    /// <summary>
    /// How long a customer waits for an answer before the outcome is called unknown, in ms.
    /// </summary>
    public const int CustomerPatienceMs = 15_000;

    /// <summary>How long the terminal asks for a card before it gives the sale up, in ms.</summary>
    public const int PresentCardMs = 60_000;

    /// <summary>How long a result stays on the screen unless a key is pressed, in ms.</summary>
    public const int ResultShownMs = 10_000;

    /// <summary>How long an amount half entered, or an unanswered question, stays, in ms.</summary>
    public const int EntryIdleMs = 60_000;

    // --- Offline policy: defaults of settings (DESIGN.md, Transactions) ---

    /// <summary>Highest single sale accepted offline, in cents; setting, 0 to 99999999.</summary>
    public const int OfflineAmountCentsDefault = 5_000;

    /// <summary>Most sales waiting offline at a time; setting, 0 (off) to 200.</summary>
    public const int OfflineCountDefault = 75;

    /// <summary>Highest sum of sales waiting offline, in cents; setting, 0 to 99999999.</summary>
    public const int OfflineTotalCentsDefault = 150_000;

    /// <summary>
    /// Oldest waiting offline sale beside which another is accepted, in s; setting, 0 to 604800.
    /// </summary>
    public const int OfflineAgeSDefault = 86_400;

    // --- Card reader ---

    /// <summary>
    /// Longest sealed payload in bytes: fits a slot of the journal beside its header.
    /// </summary>
    public const int SealedBytesMax = 256;

    /// <summary>
    /// Longest key serial number in bytes: 10 for DUKPT TDES, 12 for AES (ANSI X9.24-3).
    /// </summary>
    public const int KsnBytesMax = 12;

    /// <summary>How long the reader may be silent after a request, in ms.</summary>
    public const int ReaderReplyMs = 2_000;

    /// <summary>
    /// Longest frame of the reader in bytes: a card with KSN and payload of full length, and room.
    /// </summary>
    public const int ReaderFrameBytesMax = 320;

    /// <summary>How often the reader's line is looked at while a card is awaited, in ms.</summary>
    public const int ReaderStepMs = 20;

    /// <summary>How often the progress display moves, in ms.</summary>
    public const int ProgressMs = 250;

    // --- Identity ---

    /// <summary>
    /// Longest serial number in characters, so that serial, boot counter and sequence (10 digits
    /// each) and two dashes stay within the 36 characters of the acquirer's unique_id.
    /// </summary>
    public const int SerialBytesMax = 14;

    /// <summary>Longest unique_id in characters (the acquirer's API).</summary>
    public const int UniqueIdBytesMax = 36;

    /// <summary>Longest payment id in characters: paym_ and 24 (the acquirer's API).</summary>
    public const int PaymentIdBytesMax = 29;

    // --- Journal ---

    /// <summary>Bytes of a journal slot.</summary>
    public const int SlotBytes = 512;

    /// <summary>
    /// Slots of the journal: what 128 KiB of NVRAM hold behind the 16 KiB system area.
    /// </summary>
    public const int JournalSlots = 224;

    /// <summary>
    /// How far the boot counter leaps when both its copies are lost: more starts than may lie
    /// between the newest record that survived and the last start, and a 65,536th of all numbers.
    /// </summary>
    public const int BootLeapCount = 65_536;

    // --- Exchange with the acquirer ---

    /// <summary>
    /// Longest request in bytes: headers, and a body with a sealed payload of full length.
    /// </summary>
    public const int RequestBytesMax = 1_280;

    /// <summary>Longest status line and headers taken from an answer, in bytes.</summary>
    public const int HeaderBytesMax = 8_192;

    /// <summary>Longest body taken from an answer, in bytes.</summary>
    public const int BodyBytesMax = 16_384;

    /// <summary>How much of a header line is kept, in bytes: the wanted ones are short.</summary>
    public const int HeaderLineBytesMax = 96;

    /// <summary>
    /// How much of a JSON text is kept, in bytes: a duplicate's message with its id fits.
    /// </summary>
    public const int JsonTokenBytesMax = 192;

    /// <summary>Deepest nesting of JSON that is followed, 1 to 32 (a bit each).</summary>
    public const int JsonDepthMax = 31;

    /// <summary>
    /// Host, user agent and authorisation as they stand in every request, in bytes.
    /// </summary>
    public const int CommonHeaderBytesMax = 384;

    /// <summary>
    /// Buffer between transport and reader, in bytes: a TLS record of a usual answer.
    /// </summary>
    public const int ReceiveBytes = 1_024;

    /// <summary>How many receive buffers are taken in one step.</summary>
    public const int ReceiveRoundsMax = 4;

    /// <summary>Longest host name of the acquirer in bytes; DNS would allow 253.</summary>
    public const int HostBytesMax = 64;

    /// <summary>
    /// Name look-up and TCP connect together, in ms: on a cellular link with a 5 s round trip a
    /// connect still succeeds, and a dead link is left in time for the failover of 10 s.
    /// </summary>
    public const int ConnectMs = 8_000;

    /// <summary>TLS handshake, in ms.</summary>
    public const int HandshakeMs = 10_000;

    /// <summary>
    /// From the request to the first byte of its answer, in ms: issuers take up to 6 s.
    /// </summary>
    public const int FirstByteMs = 9_000;

    /// <summary>From the request to the end of its answer, in ms.</summary>
    public const int WholeAnswerMs = 20_000;

    /// <summary>Shortest wait after a failed link or service, in ms.</summary>
    public const int BackoffBaseMs = 2_000;

    /// <summary>Longest wait after a failed link or service, in ms.</summary>
    public const int BackoffCapMs = 300_000;

    /// <summary>
    /// Longest Retry-After that is honoured, in s: a mistaken header must not close the till.
    /// </summary>
    public const int RetryAfterCapS = 900;

    /// <summary>Shortest wait of a transaction that cannot be resolved yet, in ms.</summary>
    public const int UnresolvedBaseMs = 2_000;

    /// <summary>Longest wait of a transaction that cannot be resolved yet, in ms.</summary>
    public const int UnresolvedCapMs = 600_000;

    /// <summary>
    /// Shortest and longest wait of the live sale between tries, in ms: a customer stands there.
    /// </summary>
    public const int LiveBackoffBaseMs = 500;

    /// <summary>Longest wait of the live sale between tries, in ms.</summary>
    public const int LiveBackoffCapMs = 3_000;

    /// <summary>How often a held queue (key, account) is tried again, in ms.</summary>
    public const int HoldProbeMs = 600_000;

    /// <summary>
    /// How long a cancelled transaction must have been missing at the acquirer before it counts as
    /// never received, in ms: a request still under way may arrive after the first look.
    /// </summary>
    public const int CancelSettleMs = 60_000;

    /// <summary>
    /// How often in a row a next request may follow at once, before a back-off comes between.
    /// </summary>
    public const int ImmediateRetriesMax = 4;

    /// <summary>How often an unresolved transaction's wait doubles, at most.</summary>
    public const int PutOffDoublingsMax = 12;

    /// <summary>How long an exchange of the backlog may keep a live sale waiting, in ms.</summary>
    public const int LivePreemptMs = 1_500;

    // --- Links ---

    /// <summary>
    /// How often links look at their bearer, in ms: icons are true within seconds.
    /// </summary>
    public const int LinkStepMs = 250;

    /// <summary>Failed exchanges in a row after which a link counts as not working.</summary>
    public const int LinkFailuresMax = 2;

    /// <summary>
    /// Shortest time for which a failed link is left alone while another works, in ms.
    /// </summary>
    public const int HoldDownBaseMs = 60_000;

    /// <summary>Longest such time, in ms.</summary>
    public const int HoldDownCapMs = 900_000;

    /// <summary>Health for this long forgets earlier failures, in ms.</summary>
    public const int ProvenHealthMs = 60_000;

    /// <summary>No link for this long brings the connectivity screen, in ms.</summary>
    public const int DownShownMs = 5_000;

    /// <summary>WiFi networks that can be configured.</summary>
    public const int WifiProfilesMax = 4;

    /// <summary>Shortest pause before WiFi is tried again, in ms.</summary>
    public const int WifiRetryBaseMs = 5_000;

    /// <summary>Longest such pause, in ms.</summary>
    public const int WifiRetryCapMs = 60_000;

    /// <summary>Four bars from this level, in dBm.</summary>
    public const int Wifi4BarsDbm = -55;

    /// <summary>Three bars from this level, in dBm.</summary>
    public const int Wifi3BarsDbm = -65;

    /// <summary>Two bars from this level, in dBm.</summary>
    public const int Wifi2BarsDbm = -75;

    /// <summary>One bar from this level, in dBm: below it exchanges fail.</summary>
    public const int Wifi1BarDbm = -85;

    // --- Settings ---

    /// <summary>The acquirer's TCP port; setting, 1 to 65535.</summary>
    public const int AcquirerPortDefault = 443;

    /// <summary>The most that the setting of waiting offline sales may be.</summary>
    public const int OfflineCountCeiling = 200;

    /// <summary>The most that the setting of the offline age may be, in s: a week.</summary>
    public const int OfflineAgeSCeiling = 604_800;

    /// <summary>
    /// Longest access point name in bytes (3GPP TS 23.003, 9.1: 100; no operator needs more).
    /// </summary>
    public const int ApnBytesMax = 63;

    /// <summary>Salt of the PIN, in bytes.</summary>
    public const int PinSaltBytes = 16;

    /// <summary>Code of the PIN, in bytes: a whole SHA-256.</summary>
    public const int PinHashBytes = 32;

    /// <summary>Longest settings record, in bytes.</summary>
    public const int SettingsBytesMax = 1_024;

    /// <summary>
    /// How far the boot floor in the settings runs ahead, so that it is saved seldom.
    /// </summary>
    public const int BootFloorStepCount = 64;

    // --- Loop ---

    /// <summary>
    /// How often the status line and the idle screen are brought up to date, in ms.
    /// </summary>
    public const int StatusMs = 250;

    /// <summary>Keys taken in one step; more wait for the next.</summary>
    public const int KeysPerStepCountMax = 4;

    /// <summary>The longest that Agent.Step lets the board sleep, in ms.</summary>
    public const int IdleStepMs = 1_000;

    /// <summary>How soon a part that waits for a worker or a line looks again, in ms.</summary>
    public const int BusyStepMs = 10;

    // --- Screens ---

    /// <summary>
    /// Most words kept for a page of the screen, in bytes: 128 columns hold 42 of the narrowest.
    /// </summary>
    public const int ScreenLineBytesMax = 48;

    /// <summary>
    /// Sequence numbers that a screen tells apart: it shows the last six figures, which fit beside
    /// other words.
    /// </summary>
    public const int ScreenSequenceCount = 1_000_000;

    /// <summary>
    /// Most waiting payments that stand in words beside a code; more take an icon.
    /// </summary>
    public const int ScreenWaitingWordsCount = 99;

    /// <summary>How soon a display that did not answer is tried again, in ms.</summary>
    public const int DisplayRetryMs = 200;
}
