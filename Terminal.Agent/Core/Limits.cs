namespace Terminal.Agent;

/// <summary>
/// The only home of numbers. Each has its unit in its name, and beside it its range and why it has
/// this value; defaults of settings stand here too. What follows from another limit is computed
/// from it; the relations at the end do not compile when they do not hold.
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
    /// How long an approved sale stays on the screen of the history until its payment is asked
    /// about, in ms: longer than it takes to leaf past it.
    /// </summary>
    public const int PaymentAskMs = 1_000;

    /// <summary>
    /// How long a customer waits for an answer before the outcome is called unknown, in ms.
    /// </summary>
    public const int CustomerPatienceMs = 15_000;

    /// <summary>How long the terminal asks for a card before it gives the sale up, in ms.</summary>
    public const int PresentCardMs = 60_000;

    /// <summary>How long a result stays on the screen unless a key is pressed, in ms.</summary>
    public const int ResultShownMs = 10_000;

    /// <summary>
    /// How long a question must have been on the screen before a key counts as its answer, in ms:
    /// below it nobody has read it.
    /// </summary>
    public const int QuestionReadMs = 600;

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
    /// Longest frame of the reader in bytes: a card with KSN and payload of full length beside 8
    /// bytes of frame, 8 of request and 8 of lengths, entry mode and last digits.
    /// </summary>
    public const int ReaderFrameBytesMax = 8 + 8 + 8 + KsnBytesMax + SealedBytesMax;

    /// <summary>
    /// Silence in the middle of a frame after which its rest does not come any more, in ms: 3,400
    /// characters of time at 115200 baud.
    /// </summary>
    public const int ReaderGapMs = 300;

    /// <summary>How often the reader's line is looked at while a card is awaited, in ms.</summary>
    public const int ReaderStepMs = 20;

    /// <summary>How often the progress display moves, in ms.</summary>
    public const int ProgressMs = 250;

    // --- Identity ---

    /// <summary>
    /// Longest serial number in characters, so that serial, boot counter and sequence (10 digits
    /// each) and two dashes stay within the 36 characters of the acquirer's unique_id.
    /// </summary>
    public const int SerialBytesMax = UniqueIdBytesMax - (2 * (1 + NumberDigitsMax));

    /// <summary>Longest unique_id in characters (the acquirer's API).</summary>
    public const int UniqueIdBytesMax = 36;

    /// <summary>Digits of the largest boot counter or sequence, 4,294,967,295.</summary>
    public const int NumberDigitsMax = 10;

    /// <summary>Longest payment id in characters: paym_ and 24 (the acquirer's API).</summary>
    public const int PaymentIdBytesMax = 29;

    // --- Journal ---

    /// <summary>Bytes of the board's NVRAM: a MB85RC1MT.</summary>
    public const int NvramBytes = 131_072;

    /// <summary>Bytes of a journal slot.</summary>
    public const int SlotBytes = 512;

    /// <summary>
    /// Slots of the journal: what the NVRAM holds between the 16 KiB system area and the two copies
    /// of the day counters.
    /// </summary>
    public const int JournalSlots =
        (NvramBytes - NvramMap.SlotsAddress - (2 * NvramMap.DayCopyBytes)) / SlotBytes;

    /// <summary>
    /// Starts that NVRAM's counters may be behind the settings' floor: a memory that loses the
    /// writes of a few starts is no older copy, and a queue is not held because of it.
    /// </summary>
    public const int BootLagCount = 8;

    /// <summary>
    /// How far the boot counter leaps when both its copies are lost: more starts than may lie
    /// between the newest record that survived and the last start, and a 65,536th of all numbers.
    /// </summary>
    public const int BootLeapCount = 65_536;

    /// <summary>How soon a mount that NVRAM did not answer is tried again, in ms.</summary>
    public const int RemountMs = 10_000;

    /// <summary>How soon a write that NVRAM did not take is tried again, in ms.</summary>
    public const int NvramRetryMs = 1_000;

    /// <summary>Payloads left behind that one such try erases.</summary>
    public const int BodiesErasedPerProbeCount = 8;

    // --- Exchange with the acquirer ---

    /// <summary>
    /// Longest request in bytes: headers, and a body with a sealed payload of full length.
    /// </summary>
    public const int RequestBytesMax = 1_280;

    /// <summary>Longest request without a body, in bytes.</summary>
    public const int LookUpBytesMax = 512;

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

    /// <summary>
    /// How much longer a connection may take while no other link could carry the payment, in ms:
    /// the modem needs four round trips to open one, and may need them of 5 s each.
    /// </summary>
    public const int ConnectPatienceMs = 22_000;

    /// <summary>TLS handshake, in ms.</summary>
    public const int HandshakeMs = 10_000;

    /// <summary>
    /// From the request to the first byte of its answer, in ms: issuers take up to 6 s.
    /// </summary>
    public const int FirstByteMs = 9_000;

    /// <summary>
    /// Age from which a connection may end without a fault of its own before its first request is
    /// answered, in ms: servers tidy up those on which nothing was asked.
    /// </summary>
    public const int WarmConnectionMs = 10_000;

    /// <summary>From the request to the end of its answer, in ms.</summary>
    public const int WholeAnswerMs = 20_000;

    /// <summary>Shortest wait after a failed link or service, in ms.</summary>
    public const int BackoffBaseMs = 2_000;

    /// <summary>Longest wait after a failed link or service, in ms.</summary>
    public const int BackoffCapMs = 240_000;

    /// <summary>
    /// A wait is drawn between the one before it divided by this (at least the base) and that times
    /// this; 2 to 4. Drawn from the base on, as the textbook has it, 3,000 terminals were turned
    /// away two thirds more often after an outage (DESIGN.md, Coming back after an outage).
    /// </summary>
    public const int BackoffSpread = 3;

    /// <summary>
    /// A success takes this part off the wait; 2 to 4. With 2 the rate after an outage peaked at
    /// 2.3 times the capacity of 3,000 terminals' acquirer, with 3 at 1.8; with 4 the last queue
    /// waited 12 % longer (waits of 300 s at most).
    /// </summary>
    public const int BackoffEaseDivisor = 3;

    /// <summary>
    /// Longest wait of the backlog after a move from a link that failed, in ms: what is left of the
    /// 3 s in which a signalled loss moves traffic.
    /// </summary>
    public const int MoveJitterMs = 400;

    /// <summary>
    /// Longest Retry-After that is honoured, in s: a mistaken header must not close the till.
    /// </summary>
    public const int RetryAfterCapS = 900;

    /// <summary>Shortest wait of a transaction that cannot be resolved yet, in ms.</summary>
    public const int UnresolvedBaseMs = 2_000;

    /// <summary>Longest wait of a transaction that cannot be resolved yet, in ms.</summary>
    public const int UnresolvedCapMs = 240_000;

    /// <summary>
    /// Shortest and longest wait of the live sale between tries, in ms: a customer stands there.
    /// </summary>
    public const int LiveBackoffBaseMs = 500;

    /// <summary>Longest wait of the live sale between tries, in ms.</summary>
    public const int LiveBackoffCapMs = 3_000;

    /// <summary>How often a held queue (key, account) is tried again, in ms.</summary>
    public const int HoldProbeMs = 300_000;

    /// <summary>
    /// How long a cancelled transaction must have been missing at the acquirer before it counts as
    /// never received, in ms: a request still under way may arrive after the first look.
    /// </summary>
    public const int WatchBaseMs = 60_000;

    /// <summary>Longest pause between two looks at a transaction that is watched, in ms.</summary>
    public const int WatchCapMs = 3_600_000;

    /// <summary>
    /// Hours after the last byte of a request within which the acquirer may still book it (and its
    /// look-ups may still not show it). 24, range 1 to 168: above every delay that is known of.
    /// </summary>
    public const int SettleHours = 24;

    /// <summary>
    /// Seconds by which the last byte may have left after the time that was noted for it.
    /// </summary>
    public const int SettleMarginS = 60;

    /// <summary>
    /// A payment created so many seconds before a sale's append is not that sale's. Default 1 h.
    /// </summary>
    public const int PaymentOlderS = 3_600;

    /// <summary>Refunds that one page of the acquirer's list holds, 1 to 100.</summary>
    public const int RefundPageRows = 20;

    /// <summary>Entries on a page of a list that a day is compared with, 1 to 100.</summary>
    public const int ListPageRows = 20;

    /// <summary>Pages of such a list at most: 500 of a single entry still are a day.</summary>
    public const int ListPagesMax = 500;

    /// <summary>
    /// How long after its settlement a payment may be missing from a list, in s: lists lag by up
    /// to ten minutes.
    /// </summary>
    public const int ListLagS = 900;

    /// <summary>Differences of a day that are kept; more are counted.</summary>
    public const int DifferenceRowsMax = 24;

    /// <summary>Tries of one request in a row before a comparison is given up.</summary>
    public const int CompareTriesMax = 8;

    /// <summary>Wait before a page is asked for again, in ms; each further one is longer.</summary>
    public const int CompareRetryMs = 2_000;

    /// <summary>A comparison that gets no answer for so long is given up, in ms.</summary>
    public const int CompareSilentMs = 90_000;

    /// <summary>
    /// How long the page of a comparison that is under way stays without a key, in ms.
    /// </summary>
    public const int CompareIdleMs = 600_000;

    /// <summary>Slots that one step of a comparison reads.</summary>
    public const int CompareSlotsPerStepCount = 4;

    /// <summary>Pages of that list that are read for one refund.</summary>
    public const int RefundPagesMax = 250;

    /// <summary>How long what a payment showed may be relied on, in ms.</summary>
    public const int RefundFreshMs = 60_000;

    /// <summary>
    /// Answers of something in front of the acquirer to one transaction, after which others pass
    /// it.
    /// </summary>
    public const int GatewayAnswersMax = 3;

    /// <summary>
    /// How long such answers of 401, 402 or 403 must last until key or account are named, in ms.
    /// </summary>
    public const int GatewaySuspectMs = 1_800_000;

    /// <summary>
    /// How often in a row a next request may follow at once, before a back-off comes between.
    /// </summary>
    public const int ImmediateRetriesMax = 4;

    /// <summary>How often an unresolved transaction's wait doubles, at most.</summary>
    public const int PutOffDoublingsMax = 12;

    /// <summary>
    /// Payments of the backlog that may be unanswered at once on one connection, 1 (off) to
    /// <see cref="PipelineRequestsMax"/>: enough to fill a round trip; a live sale waits for no
    /// more than these, and each must be looked up when the connection breaks.
    /// </summary>
    public const int PipelineRequests = 14;

    /// <summary>Largest value of <see cref="PipelineRequests"/>.</summary>
    public const int PipelineRequestsMax = 16;

    /// <summary>
    /// Good answers in a row, one request at a time, after which several are sent at once again.
    /// </summary>
    public const int PipelineTrustCount = 16;

    /// <summary>
    /// Waiting payments that are looked at for one that may follow, in one step.
    /// </summary>
    public const int PipelineLookCount = 24;

    /// <summary>
    /// How long an exchange of the backlog may keep a live sale waiting, in ms; longer where making
    /// a connection has taken longer.
    /// </summary>
    public const int LivePreemptMs = 1_500;

    // --- Links ---

    /// <summary>
    /// How often links look at their bearer, in ms: icons are true within seconds.
    /// </summary>
    public const int LinkStepMs = 250;

    /// <summary>
    /// Failed exchanges in a row, over both links, after which none counts as working.
    /// </summary>
    public const int LinkFailuresMax = 2;

    /// <summary>
    /// Shortest time for which a failed link is left alone while another works, in ms.
    /// </summary>
    public const int HoldDownBaseMs = 60_000;

    /// <summary>Longest such time, in ms.</summary>
    public const int HoldDownCapMs = 900_000;

    /// <summary>
    /// A link that exchanges have disproved twice within this time is left alone until it is over,
    /// in ms: at most four moves an hour, however short the moments in which it seems good.
    /// </summary>
    public const int MistrustMs = 3_600_000;

    /// <summary>
    /// How long a link that was lost must be up again before it is taken back, in ms.
    /// </summary>
    public const int ProvenHealthMs = 60_000;

    /// <summary>Health for this long forgets earlier losses, in ms.</summary>
    public const int HoldDownForgetMs = 1_800_000;

    /// <summary>A day, in ms.</summary>
    public const int DayMs = 86_400_000;

    /// <summary>How long a probe may take, in ms.</summary>
    public const int ProbeMs = 12_000;

    /// <summary>
    /// Probes over the SIM in a day: a TLS handshake is about 6 KB, so a month of them is below 1
    /// MB.
    /// </summary>
    public const int SimProbesPerDayCount = 5;

    /// <summary>
    /// How long it takes to earn one of them, in ms: a day divided by their number.
    /// </summary>
    public const int ProbeCreditMs = DayMs / SimProbesPerDayCount;

    /// <summary>
    /// How often the meters of the links are read, in ms: what a power cut may cost. FRAM does not
    /// wear by it.
    /// </summary>
    public const int DataUseMs = 10_000;

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

    /// <summary>No time before 2024-01-01T00:00:00Z is believed, in s since 1970.</summary>
    public const int ClockFloorS = 1_704_067_200;

    /// <summary>
    /// Verified Dates in a row that agree with each other and put a first time right: 2 or more.
    /// </summary>
    public const int ClockDatesCount = 3;

    /// <summary>Told times that differ by no more than this agree, in s.</summary>
    public const int ClockAgreementS = 60;

    // --- Settings ---

    /// <summary>The acquirer's TCP port; setting, 1 to 65535.</summary>
    public const int AcquirerPortDefault = 443;

    /// <summary>The most that the setting of waiting offline sales may be.</summary>
    public const int OfflineCountCeiling = 200;

    /// <summary>The most that the setting of the offline age may be, in s: a week.</summary>
    public const int OfflineAgeSCeiling = 604_800;

    /// <summary>Salt of the PIN, in bytes.</summary>
    public const int PinSaltBytes = 16;

    /// <summary>Code of the PIN, in bytes: a whole SHA-256.</summary>
    public const int PinHashBytes = 32;

    /// <summary>
    /// Fewest digits of the merchant's code: 10,000 codes against delays that double to 5 min.
    /// </summary>
    public const int PinDigitsMin = 4;

    /// <summary>
    /// Fewest digits of the technician's code. With the settings file in hand 4 digits fall at
    /// once whatever the hash; 6 to 8 take longer, no more than that.
    /// </summary>
    public const int TechnicianDigitsMin = 6;

    /// <summary>Most digits of a code.</summary>
    public const int PinDigitsMax = 8;

    /// <summary>
    /// Iterations of a code's hash: about a second on the device, of which some 0.4 s are
    /// interpreted IL (74 instructions each, a million a second) and the rest is SHA-256.
    /// </summary>
    public const int PinRoundsCount = 5_000;

    /// <summary>Iterations in one step, so that the loop goes on.</summary>
    public const int PinRoundsPerStepCount = 20;

    /// <summary>Delay after the first wrong PIN, in ms; doubles with each.</summary>
    public const int PinDelayBaseMs = 2_000;

    /// <summary>Doublings at most: the technician's longest delay is 68 minutes.</summary>
    public const int PinDelayDoublingsMax = 11;

    /// <summary>The technician's longest delay, in ms.</summary>
    public const int PinDelayMsMax = PinDelayBaseMs << PinDelayDoublingsMax;

    /// <summary>
    /// The merchant's longest delay, in ms: a child at the keypad must not lock refunds for an
    /// hour.
    /// </summary>
    public const int MerchantDelayMsMax = 300_000;

    /// <summary>
    /// Standard time at the merchant's, minutes east of UTC: from Baker Island's to the Line
    /// Islands', by default France's.
    /// </summary>
    public const int ZoneMinutesDefault = 60;

    /// <summary>The least of <see cref="ZoneMinutesDefault"/>.</summary>
    public const int ZoneMinutesMin = -720;

    /// <summary>The highest of <see cref="ZoneMinutesDefault"/>.</summary>
    public const int ZoneMinutesMax = 840;

    /// <summary>
    /// Local time at which a merchant's day ends, in minutes after midnight; setting, 0 to
    /// <see cref="DayEndMinutesMax"/>. By default 04:00: a bar's night is one day.
    /// </summary>
    public const int DayEndMinutesDefault = 240;

    /// <summary>The highest of <see cref="DayEndMinutesDefault"/>: noon.</summary>
    public const int DayEndMinutesMax = 720;

    /// <summary>Longest settings record, in bytes.</summary>
    public const int SettingsBytesMax = 1_280;

    // --- Loop ---

    /// <summary>
    /// How often the status line and the idle screen are brought up to date, in ms.
    /// </summary>
    public const int StatusMs = 250;

    /// <summary>Keys taken in one step; more wait for the next.</summary>
    public const int KeysPerStepCountMax = 4;

    /// <summary>
    /// Events read in one step, in entries, when the latest faults are looked for.
    /// </summary>
    public const int EventsPerStepCountMax = 16;

    /// <summary>
    /// Refunds read in one step, in records, when earlier ones of a sale are added up: some 25 ms
    /// of the NVRAM's line.
    /// </summary>
    public const int RefundsPerStepCountMax = 8;

    /// <summary>The longest that Agent.Step lets the board sleep, in ms.</summary>
    public const int IdleStepMs = 1_000;

    /// <summary>
    /// How soon an exchange whose request is out looks for its answer, in ms. Whatever arrives
    /// wakes the board at once; this is for a board that misses it.
    /// </summary>
    public const int AnswerStepMs = 250;

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

    // --- Modem ---

    /// <summary>
    /// Bytes taken from the line at a time; holds every line and, at 921600 baud, 11 ms of it.
    /// </summary>
    public const int ModemReceiveBytes = 1_024;

    /// <summary>
    /// Longest line that is read, in bytes; COPS and CERTLIST lines stay far below.
    /// </summary>
    public const int ModemLineBytesMax = 256;

    /// <summary>Longest command in bytes: CCHOPEN with a host of full length.</summary>
    public const int ModemCommandBytesMax = 320;

    /// <summary>CRs handed to the line at a time to fill up a prompt.</summary>
    public const int ModemFillerBytes = 64;

    /// <summary>
    /// Longest access point name in bytes (3GPP 23.003 allows 63 before the operator's part).
    /// </summary>
    public const int ModemApnBytesMax = 64;

    /// <summary>Longest user name, and longest password, of an access point in bytes.</summary>
    public const int ModemApnUserBytesMax = 64;

    /// <summary>Longest host name in bytes (DNS).</summary>
    public const int ModemHostBytesMax = 253;

    /// <summary>
    /// Decrypted bytes kept for the reader: one receive of the modem's largest piece.
    /// </summary>
    public const int ModemSocketReceiveBytes = ModemPieceBytesMax;

    /// <summary>
    /// Bytes kept for sending: more than RequestBytesMax, so that a request goes out in one piece,
    /// and usual ones that follow go with it.
    /// </summary>
    public const int ModemSocketSendBytes = RequestBytesMax + 256;

    /// <summary>Most bytes of one CCHSEND or CCHRECV (the modem's limit).</summary>
    public const int ModemPieceBytesMax = 2_048;

    /// <summary>
    /// Receives of another framing in a row after which it counts as the modem's own.
    /// </summary>
    public const int ModemOddTailsMax = 3;

    /// <summary>
    /// How long the end of a receive may take after its last byte, in ms: 345 characters of time at
    /// 115200 baud.
    /// </summary>
    public const int ModemTailMs = 30;

    /// <summary>Times that a command of a script is tried.</summary>
    public const int ModemScriptTries = 3;

    /// <summary>Pause before a refused command is tried again, in ms.</summary>
    public const int ModemRetryPauseMs = 500;

    /// <summary>How long a marker of the resynchronisation is awaited, in ms.</summary>
    public const int ModemMarkerMs = 500;

    /// <summary>
    /// Markers sent before a modem counts as silent: with the poll, silence shows within 10 s.
    /// </summary>
    public const int ModemMarkersMax = 4;

    /// <summary>Limit of commands that ask no network, in ms.</summary>
    public const int ModemQuickMs = 1_000;

    /// <summary>
    /// Bits a second at which modems start, and at which the board opens their line.
    /// </summary>
    public const int ModemStartBaud = 115_200;

    /// <summary>
    /// Bits a second to which the line is raised: a payment takes a quarter of the line's time.
    /// </summary>
    public const int ModemFastBaud = 921_600;

    /// <summary>How long a modem may take to change its speed, in ms.</summary>
    public const int ModemSpeedSettleMs = 100;

    /// <summary>How often a modem is asked for a sign of life at a speed, in ms.</summary>
    public const int ModemSpeedProbeMs = 200;

    /// <summary>How long a new speed may take to prove itself, in ms.</summary>
    public const int ModemSpeedProofMs = 1_200;

    /// <summary>
    /// How long a silent modem is sought at the other speeds before any remedy, in ms: each is
    /// tried twice, and a silent loss still shows within 10 s.
    /// </summary>
    public const int ModemSeekMs = 900;

    /// <summary>Probes at one speed before the next one is tried.</summary>
    public const int ModemSpeedProbesCount = 2;

    /// <summary>
    /// Bytes lost, or answers not understood, at the fast speed since health was last proven, after
    /// which the line goes back to the slow one.
    /// </summary>
    public const int ModemSpeedErrorsMax = 3;

    /// <summary>How often a booting modem is asked for a sign of life, in ms.</summary>
    public const int ModemProbeMs = 500;

    /// <summary>
    /// How long a modem that may already run is probed before PWRKEY is pressed, in ms.
    /// </summary>
    public const int ModemFirstProbeMs = 2_000;

    /// <summary>Limit of the query for the SIM's state, in ms.</summary>
    public const int ModemSimMs = 10_000;

    /// <summary>Limit of attaching, detaching and activating, in ms.</summary>
    public const int ModemAttachMs = 60_000;

    /// <summary>
    /// Limit of the query for the operator, in ms; it may fail, and is read for diagnostics only.
    /// </summary>
    public const int ModemOperatorMs = 10_000;

    /// <summary>Limit of asking a time server, in ms.</summary>
    public const int ModemTimeServerMs = 20_000;

    /// <summary>Limit of looking up a name through the modem, in ms.</summary>
    public const int ModemLookUpMs = 30_000;

    /// <summary>
    /// How often a modem that does not check names is asked for the option again, in ms: what it
    /// said may have been lost on the line.
    /// </summary>
    public const int ModemUncheckedMs = 60_000;

    /// <summary>After so many such looks a proof that could not be made is tried again.</summary>
    public const int ModemProofLooks = 60;

    /// <summary>
    /// How often the options are listed at once when they are not as they must be.
    /// </summary>
    public const int ModemOptionTries = 3;

    /// <summary>
    /// A line that has begun at the fast speed and does not end within this time is no line, in ms:
    /// the modem speaks at another speed.
    /// </summary>
    public const int ModemNoiseMs = 200;

    /// <summary>Limit of commands on the modem's files and sessions, in ms.</summary>
    public const int ModemFileMs = 10_000;

    /// <summary>Limit of starting the TLS service, in ms (the modem's manual).</summary>
    public const int ModemServiceMs = 120_000;

    /// <summary>
    /// Limit of a first start, in ms: it takes a second or two as a rule, so a report that does not
    /// come has been lost on the line; below <see cref="ModemServiceMs"/>.
    /// </summary>
    public const int ModemServiceFirstMs = 15_000;

    /// <summary>Limit of stopping it, in ms.</summary>
    public const int ModemServiceStopMs = 15_000;

    /// <summary>Limit of the command that restarts the modem, in ms.</summary>
    public const int ModemRestartMs = 10_000;

    /// <summary>Limit of a send, from the command to its report, in ms.</summary>
    public const int ModemSendMs = 10_000;

    /// <summary>Limit of a receive, in ms: 2048 bytes take 180 ms at 115200 baud.</summary>
    public const int ModemReceiveMs = 5_000;

    /// <summary>Limit of opening a session, in ms; the exchange gives up earlier.</summary>
    public const int ModemOpenMs = 75_000;

    /// <summary>
    /// Pause between closing a session and opening the next unless its end is reported, in ms.
    /// </summary>
    public const int ModemCloseSettleMs = 300;

    /// <summary>
    /// How soon the driver looks at the line again while a command is answered, in ms: the modem's
    /// longest run takes longer, and a line may be polled rather than wake the board. 10 to 100.
    /// </summary>
    public const int ModemAnswerStepMs = 50;

    /// <summary>A byte of 8N1 on the modem's line at 1 baud, in ms: divided by the baud.</summary>
    public const int ModemBaudByteMs = 10_000;

    /// <summary>How long after a run's last byte is due the driver looks for it, in ms.</summary>
    public const int ModemRunSlackMs = 2;

    /// <summary>
    /// How long an answer's event may be missing before the modem is asked, in ms.
    /// </summary>
    public const int ModemLookMs = 3_000;

    /// <summary>
    /// How long after a receive the modem is asked for bytes that raised no event, in ms; above the
    /// time in which news of a closed session follows on the line.
    /// </summary>
    public const int ModemLookAgainMs = 50;

    /// <summary>
    /// Pulse on PWRKEY that switches an A7670E on, in ms; far below its reset pulse.
    /// </summary>
    public const int ModemA7670OnPulseMs = 500;

    /// <summary>The same of a SIM7600E, in ms; 500 at least.</summary>
    public const int ModemSim7600OnPulseMs = 600;

    /// <summary>
    /// The same of a Quectel EG800K or EG915, in ms; 2000 at least. There is no reset: a pulse of
    /// that kind switches it off.
    /// </summary>
    public const int ModemQuectelOnPulseMs = 2_300;

    /// <summary>Bytes of one QSSLSEND, at most.</summary>
    public const int ModemQuectelSendBytesMax = 1_460;

    /// <summary>Bytes of one QSSLRECV, at most.</summary>
    public const int ModemQuectelReceiveBytesMax = 1_500;

    /// <summary>
    /// Openings after which its supply is cut when that disturbs nobody: after some twenty real
    /// ones open nothing more.
    /// </summary>
    public const int ModemQuectelOpeningsMax = 16;

    /// <summary>
    /// Patience with a plain connection that is made to tell why a TLS session failed, in ms.
    /// </summary>
    public const int ModemReachMs = 15_000;

    /// <summary>How long what it told is believed, in ms.</summary>
    public const int ModemReachKeepMs = 60_000;

    /// <summary>Pulse on PWRKEY that switches a SIM7672E on, in ms; 50 at least.</summary>
    public const int ModemSim7672OnPulseMs = 500;

    /// <summary>Pulse on PWRKEY that resets a modem, in ms; 2000 at least.</summary>
    public const int ModemResetPulseMs = 2_500;

    /// <summary>How long the supply stays cut, in ms: the modem's capacitors empty.</summary>
    public const int ModemPowerOffMs = 3_000;

    /// <summary>From supply to PWRKEY, in ms.</summary>
    public const int ModemPowerRiseMs = 200;

    /// <summary>
    /// From power, pulse or restart to the first answer at most, in ms; modems take 10 to 25 s.
    /// </summary>
    public const int ModemBootMsMax = 40_000;

    /// <summary>
    /// Silence after which a booting modem gets an on-pulse, in ms: the reset may have left it off.
    /// </summary>
    public const int ModemBootPulseMs = 12_000;

    /// <summary>
    /// Pause after CFUN=1,1 before the modem is probed, in ms: it answers until it goes down.
    /// </summary>
    public const int ModemRestartSettleMs = 3_000;

    /// <summary>
    /// How long SIM, network or clock may be awaited before their fault is shown, in ms.
    /// </summary>
    public const int ModemVerdictMs = 20_000;

    /// <summary>
    /// How long a SIM may be busy after a start before it counts as missing, in ms: up to a minute
    /// was seen.
    /// </summary>
    public const int ModemSimBusyMs = 90_000;

    /// <summary>How often a missing SIM is looked for, in ms.</summary>
    public const int ModemSimPollMs = 3_000;

    /// <summary>
    /// How long it is looked for before the modem restarts, in ms: holders without a switch.
    /// </summary>
    public const int ModemSimKickMs = 120_000;

    /// <summary>How often registration is asked for beside its URC, in ms.</summary>
    public const int ModemRegisterPollMs = 2_000;

    /// <summary>
    /// How long a network is awaited, or a denial borne, before the modem restarts, in ms.
    /// </summary>
    public const int ModemRegisterKickMs = 600_000;

    /// <summary>How often the network's time is looked for, in ms.</summary>
    public const int ModemClockPollMs = 2_000;

    /// <summary>How often a time server is asked instead, in ms.</summary>
    public const int ModemClockAskMs = 60_000;

    /// <summary>How often the terminal's own time is written to the modem, in ms.</summary>
    public const int ModemClockWriteMs = 10_000;

    /// <summary>
    /// How long the time is awaited before the modem attaches anew, in ms: networks tell it then.
    /// </summary>
    public const int ModemClockKickMs = 600_000;

    /// <summary>Old certificates deleted after a boot at most.</summary>
    public const int ModemCleaningsMax = 8;

    /// <summary>
    /// Pause before a certificate that did not verify is uploaded a second time, in ms; four times
    /// as long before each further one.
    /// </summary>
    public const int ModemRefreshMsMin = 300_000;

    /// <summary>Longest such pause, in ms: the modem's flash wears.</summary>
    public const int ModemRefreshMsMax = 21_600_000;

    /// <summary>
    /// How often signal is asked for while ready, in ms: icons are true within 5 s.
    /// </summary>
    public const int ModemPollMs = 5_000;

    /// <summary>Every so many polls registration, power and clock are asked for too.</summary>
    public const int ModemLongPollPolls = 6;

    /// <summary>
    /// How long registration may be lost before the link counts as down, in ms; cell changes are
    /// shorter.
    /// </summary>
    public const int ModemLossGraceMs = 1_500;

    /// <summary>
    /// How long a modem stays ready without trouble before its health counts as proven, in ms.
    /// </summary>
    public const int ModemProvenMs = 600_000;

    /// <summary>Uses of the two lowest rungs.</summary>
    public const int ModemRetryUses = 2;

    /// <summary>Uses of Reopen before the service is restarted.</summary>
    public const int ModemReopenUses = 2;

    /// <summary>Uses of RestartService before Reattach.</summary>
    public const int ModemRestartServiceUses = 2;

    /// <summary>Uses of Reattach before CFUN=1,1.</summary>
    public const int ModemReattachUses = 2;

    /// <summary>Uses of CFUN=1,1 before the reset pulse.</summary>
    public const int ModemRestartUses = 2;

    /// <summary>Uses of the reset pulse before the supply is cut.</summary>
    public const int ModemResetPulseUses = 2;

    /// <summary>First pause at the ladder's top, in ms.</summary>
    public const int ModemBackoffMsMin = 30_000;

    /// <summary>Longest pause at the ladder's top, in ms.</summary>
    public const int ModemBackoffMsMax = 300_000;

    /// <summary>How often a modem given up for a while is probed, in ms.</summary>
    public const int ModemBackoffProbeMs = 10_000;

    /// <summary>A modem's clock before this year was never set.</summary>
    public const int ModemYearsMin = 2_024;

    /// <summary>
    /// A modem's clock after this year was never set either: 70 and 80 stand for 1970 and 1980, and
    /// 44 was seen on modems that the network had told nothing.
    /// </summary>
    public const int ModemYearsMax = 2_043;

    /// <summary>
    /// How far a modem's clock may be from the verified time, in s, before it is set. It judges
    /// certificates by it.
    /// </summary>
    public const int ModemClockToleranceS = 60;

    /// <summary>
    /// How old the last look at the modem's clock may be before a refused certificate makes it
    /// doubtful, in ms; above the long poll's interval.
    /// </summary>
    public const int ModemClockFreshMs = 60_000;

    // --- Menus ---

    /// <summary>Pages that can lie on one another: the deepest way has six, and room.</summary>
    public const int MenuDepthCountMax = 8;

    /// <summary>How long a page stays without a key, in ms.</summary>
    public const int MenuIdleMs = 60_000;

    /// <summary>
    /// How long a page stays on which one types, or watches a test, in ms: somebody may be reading
    /// a passphrase aloud.
    /// </summary>
    public const int MenuEntryIdleMs = 180_000;

    /// <summary>
    /// After this long the next press of the same key begins a new letter, in ms.
    /// </summary>
    public const int MenuTapMs = 1_000;

    /// <summary>Networks of a scan that are shown: the strongest ones.</summary>
    public const int MenuNetworksMax = 12;

    /// <summary>Faults that the diagnostics show, three on a page.</summary>
    public const int MenuFaultsMax = 6;

    /// <summary>
    /// How long the end of a factory reset is shown before the restart, in ms; the settings are
    /// durable long before.
    /// </summary>
    public const int ResetShownMs = 3_000;

    /// <summary>
    /// Exchanges in a row that reach nobody, after which a joined network gives way to the next.
    /// </summary>
    public const int WifiMissesMax = 2;

    /// <summary>
    /// How long a joined network is kept that reaches nobody, in ms; doubles with each round, up
    /// to <see cref="WifiPatienceCapMs"/>.
    /// </summary>
    public const int WifiPatienceBaseMs = 15_000;

    /// <summary>See <see cref="WifiPatienceBaseMs"/>.</summary>
    public const int WifiPatienceCapMs = 900_000;

    /// <summary>How long a test of WiFi waits for association and address, in ms.</summary>
    public const int WifiTestJoinMs = 20_000;

    /// <summary>How long a test of the SIM waits for a modem that is coming up, in ms.</summary>
    public const int SimTestMs = 60_000;

    // --- WiFi set-up by phone ---

    /// <summary>Longest that the terminal is an access point, in minutes, restarts included.
    /// </summary>
    public const int PhoneMinutes = 10;

    /// <summary>
    /// Starts within one set-up, after which it is given up: two are its own, the rest are cuts.
    /// </summary>
    public const int PhoneStartsMax = 6;

    /// <summary>
    /// Characters of the access point's passphrase: 31 kinds make 49 bits, for ten minutes.
    /// </summary>
    public const int PhonePassphraseBytes = 10;

    /// <summary>"TPE-" and the end of the serial number.</summary>
    public const int PhoneNameBytesMax = 8;

    /// <summary>
    /// How long a restart waits for an exchange that nobody at the counter waits for, in ms: the
    /// journal goes on with it after the restart. The end of a set-up waits as long for a memory
    /// of the settings that fails.
    /// </summary>
    public const int PhoneExchangeMs = 30_000;

    /// <summary>
    /// How long the settings' memory may fail before the page tells it, in ms: three tries.
    /// </summary>
    public const int PhoneSaveMs = 3 * NvramRetryMs;

    /// <summary>Shortest that the end is shown on page and screen before the restart, in ms.
    /// </summary>
    public const int PhoneEndMs = 6_000;

    /// <summary>
    /// Longest that the end waits until the phone that sent the last form has had it whole, in
    /// ms: a phone that has lost the terminal joins it again in 10 to 25 s.
    /// </summary>
    public const int PhoneLastPageMs = 30_000;

    /// <summary>
    /// How long a page that went out whole may take to arrive before the restart, in ms: TCP
    /// repeats what was lost.
    /// </summary>
    public const int PhoneArriveMs = 3_000;

    /// <summary>A minute, in ms.</summary>
    public const int PhoneMinuteMs = 60_000;

    /// <summary>Phones that get an address.</summary>
    public const int PhoneLeases = 4;

    /// <summary>How long an address is a phone's, in s.</summary>
    public const int PhoneLeaseS = 600;

    /// <summary>Connections of phones at a time.</summary>
    public const int PhoneChannels = 4;

    /// <summary>Longest DHCP or DNS message, in bytes (RFC 2131, 2: 548 and a header's room).
    /// </summary>
    public const int PhoneDatagramBytes = 576;

    /// <summary>Longest request line or header line that is looked at, in bytes.</summary>
    public const int PhoneLineBytes = 256;

    /// <summary>Longest head of a request, in bytes.</summary>
    public const int PhoneHeadBytes = 4_096;

    /// <summary>
    /// Longest body, in bytes: a name and a passphrase with each byte as %XX, and the fields'
    /// names.
    /// </summary>
    public const int PhoneBodyBytes = 512;

    /// <summary>Bytes of an answer that are put together at a time.</summary>
    public const int PhonePieceBytes = 1_536;

    /// <summary>How long a request may take to arrive, in ms.</summary>
    public const int PhoneRequestMs = 10_000;

    /// <summary>How long an answer may take to be taken, in ms.</summary>
    public const int PhoneAnswerMs = 20_000;

    /// <summary>How often phones are looked at, in ms.</summary>
    public const int PhoneStepMs = 20;

    /// <summary>Digits of a form's token: 64 bits.</summary>
    public const int PhoneTokenDigits = 16;

    // --- Progress: how long a part may stand still before the watchdog goes hungry ---

    /// <summary>How often parts are looked at, in ms.</summary>
    public const int ProgressLookMs = 1_000;

    /// <summary>
    /// A link that is coming up, in ms: the modem's whole ladder takes less, and ends in a fault.
    /// </summary>
    public const int LinkProgressMs = 1_800_000;

    /// <summary>
    /// An exchange, in ms: connection and answer have limits of their own far below.
    /// </summary>
    public const int DeliveryProgressMs = 300_000;

    /// <summary>
    /// A picture that waits, in ms: a display that does not answer is tried again every second.
    /// </summary>
    public const int PainterProgressMs = 30_000;

    /// <summary>
    /// A console's command, in ms: the longest, a test of WiFi, says a row every 20 s or so.
    /// </summary>
    public const int ConsoleProgressMs = 600_000;

    // --- Console ---

    /// <summary>Longest line that the console takes, in bytes.</summary>
    public const int ConsoleLineBytesMax = 160;

    /// <summary>Words of a command at most.</summary>
    public const int ConsoleWordsMax = 16;

    /// <summary>Bytes that wait for the line at most.</summary>
    public const int ConsoleOutBytes = 2_048;

    /// <summary>
    /// Room that a row may take, in bytes: an exported transaction with a payload of full length.
    /// </summary>
    public const int ConsoleRowBytesMax = 800;

    /// <summary>Room that a command's first answer may take, in bytes.</summary>
    public const int ConsoleAnswerBytesMax = 1_600;

    /// <summary>Bytes taken from the line in one step.</summary>
    public const int ConsoleInBytes = 64;

    /// <summary>
    /// From the moment the UART's buffer has taken the last byte of an answer to a restart, in ms:
    /// a full buffer of 4,096 bytes takes 356 ms at 115200 baud.
    /// </summary>
    public const int ConsoleDrainMs = 400;

    /// <summary>Longest file of a root certificate, PEM, in bytes.</summary>
    public const int RootPemBytesMax = 2_304;

    /// <summary>Longest root certificate, DER, in bytes: what such a file holds.</summary>
    public const int RootDerBytesMax = 1_680;

    /// <summary>Bytes kept of a root certificate's name.</summary>
    public const int RootNameBytesMax = 48;

    /// <summary>How long before the last root ends the attention list says so, in s.</summary>
    public const int RootWarningS = 60 * 86_400;

    /// <summary>How often that is told again, in ms.</summary>
    public const int RootWarningMs = 7 * 86_400_000;

    /// <summary>Lines that the console brings back with the arrow keys.</summary>
    public const int ConsoleHistoryLines = 4;

    /// <summary>
    /// How long the console waits for yes or no, in ms: what it has asked about may be a key.
    /// </summary>
    public const int ConsoleAskMs = 60_000;

    /// <summary>How long a PIN opens the console after the last command, in ms.</summary>
    public const int ConsoleOpenMs = 600_000;

    /// <summary>Rows of a listing unless a number is given.</summary>
    public const int ConsoleListedRows = 20;

    /// <summary>Networks of a scan that are listed.</summary>
    public const int ConsoleScanRows = 16;

    /// <summary>How long a scan may take, in ms, with a join that must end before it.</summary>
    public const int WifiScanMs = 45_000;

    /// <summary>How long the self-test's pattern stays on the display, in ms.</summary>
    public const int SelfTestPatternMs = 1_000;

    /// <summary>How long the self-test waits for a key, in ms.</summary>
    public const int SelfTestKeyMs = 5_000;

    /// <summary>How long the self-test waits for the card reader, in ms.</summary>
    public const int SelfTestReaderMs = 3_000;

    /// <summary>How long the self-test waits for the acquirer, in ms.</summary>
    public const int SelfTestAcquirerMs = 25_000;

    // --- Till ---

    /// <summary>TCP port that tills are listened to on, unless a setting says otherwise.</summary>
    public const int TillPortDefault = 8_888;

    /// <summary>Speed of a till's serial line unless a setting says otherwise, in baud.</summary>
    public const int TillBaudDefault = 9_600;

    /// <summary>The least of it.</summary>
    public const int TillBaudMin = 1_200;

    /// <summary>The highest of it.</summary>
    public const int TillBaudMax = 115_200;

    /// <summary>Addresses of tills that a setting can name.</summary>
    public const int TillAddressesMax = 4;

    /// <summary>Connections of tills at a time; one more is closed at once.</summary>
    public const int TillChannels = 4;

    /// <summary>Longest request over TCP in bytes, tags that are passed over included.</summary>
    public const int TillRequestBytesMax = 2_048;

    /// <summary>Longest frame on a serial line in bytes.</summary>
    public const int TillSerialBytesMax = 512;

    /// <summary>
    /// Longest answer in bytes: what every till takes, because some read once, 1,024 bytes.
    /// </summary>
    public const int TillAnswerBytesMax = 1_024;

    /// <summary>Bytes taken from a till in one step.</summary>
    public const int TillInBytes = 256;

    /// <summary>Silence that ends a request which has all that it needs, in ms.</summary>
    public const int TillSilenceMs = 200;

    /// <summary>How long a till may take for a whole request, in ms.</summary>
    public const int TillRequestMs = 5_000;

    /// <summary>
    /// A till that ends its direction so soon after its request still wants the answer, in ms.
    /// </summary>
    public const int TillHalfCloseMs = 500;

    /// <summary>From the request until a card must have been read, in ms.</summary>
    public const int TillCardMs = 35_000;

    /// <summary>
    /// From the request until the cashier must have said whether it may be offline, in ms.
    /// </summary>
    public const int TillConsentMs = 50_000;

    /// <summary>
    /// From the request to its answer at most, in ms: public tills give up at 60 s.
    /// </summary>
    public const int TillAnswerMs = 55_000;

    /// <summary>How long a connection stays open behind its answer, in ms.</summary>
    public const int TillLingerMs = 1_000;

    /// <summary>
    /// How long the same amount without a reference is taken for the sale before, when the till
    /// did not take that answer, in s.
    /// </summary>
    public const int TillRepeatS = 120;

    /// <summary>Speed of the console's line while no till shares it, in baud.</summary>
    public const int ConsoleBaud = 115_200;

    /// <summary>Silence before anything is said on a till's serial line, in ms.</summary>
    public const int TillTurnMs = 10;

    /// <summary>How long a till may take to acknowledge on its serial line, in ms.</summary>
    public const int TillReplyMs = 1_000;

    /// <summary>How long a till's frame may take, in ms; the LRC alone may take 3 s.</summary>
    public const int TillFrameMs = 5_000;

    /// <summary>Pause after a bid for the line that was not taken, in ms.</summary>
    public const int TillPauseMs = 1_000;

    /// <summary>Bids, and frames, before the line is given up.</summary>
    public const int TillTriesMax = 3;

    /// <summary>How often a connection that is open is looked at, in ms.</summary>
    public const int TillStepMs = 20;

    /// <summary>Longest ticket that is printed, in bytes: 19 wide lines.</summary>
    public const int PrintedTicketBytesMax = 640;

    /// <summary>Longest ticket in bytes: 900 characters in base64.</summary>
    public const int TillTicketBytesMax = 675;

    // --- Eyes and ears ---

    /// <summary>The loudest volume; setting, 0 (silent) to 3.</summary>
    public const int VolumeMax = 3;

    /// <summary>Volume of a new terminal: heard across a counter.</summary>
    public const int VolumeDefault = 2;

    /// <summary>The brightest contrast; setting, 0 to 3.</summary>
    public const int ContrastMax = 3;

    /// <summary>Contrast of a new terminal; an OLED at its brightest ages faster.</summary>
    public const int ContrastDefault = 2;

    // --- A case for support ---

    /// <summary>Digits of the longest ICCID (ITU-T E.118; 20 where operators add one).</summary>
    public const int IccidDigitsMax = 20;

    /// <summary>Characters of a case: what a QR code of 29 modules holds at level L.</summary>
    public const int CaseCharactersMax = 77;

    /// <summary>Bytes of a case, its check included: 3 characters for 2 bytes, behind 2.</summary>
    public const int CaseBytesMax = (CaseCharactersMax - 2) / 3 * 2;

    /// <summary>Characters of a case that is told on the telephone.</summary>
    public const int SpokenCharacters = 12;
    // --- Fleet: the line to the terminals' operator ---

    /// <summary>The broker's port by default: MQTT over TLS (IANA).</summary>
    public const int FleetPortDefault = 8_883;

    /// <summary>Longest name of a user at the broker, in bytes.</summary>
    public const int FleetUserBytesMax = 32;

    /// <summary>Longest secret at the broker, in bytes: 32 of them as hexadecimal digits.</summary>
    public const int FleetSecretBytesMax = 64;

    /// <summary>
    /// Longest packet that the broker is told it may send, in bytes: a question of a line, its
    /// topic, and what a broker adds.
    /// </summary>
    public const int FleetPacketBytesMax = 512;

    /// <summary>Longest payload of a message to the broker, in bytes.</summary>
    public const int FleetPayloadBytesMax = 1_024;

    /// <summary>
    /// Bytes of a message's packet besides its payload: header, topic, properties.
    /// </summary>
    public const int FleetOverheadBytesMax = 112;

    /// <summary>Longest of the terminal's other packets, in bytes: CONNECT.</summary>
    public const int FleetControlBytesMax = 320;

    /// <summary>
    /// Longest correlation data of a question, in bytes; longer is not sent back.
    /// </summary>
    public const int FleetCorrelationBytesMax = 32;

    /// <summary>Bytes taken from the broker in one step, at most.</summary>
    public const int FleetReadBytesMax = 256;

    /// <summary>
    /// Bytes kept for each direction of the modem's second session: what moves of it in one piece
    /// keeps a payment waiting no longer than 45 ms at 115200 baud.
    /// </summary>
    public const int FleetSessionBytes = 512;

    /// <summary>How long a connection to the broker may take, in ms.</summary>
    public const int FleetOpenMs = 90_000;

    /// <summary>How long the broker may take to answer, in ms.</summary>
    public const int FleetAnswerMs = 30_000;

    /// <summary>How soon a connected line is looked at again while it waits, in ms.</summary>
    public const int FleetStepMs = 50;

    /// <summary>Keep-alive over the SIM at first, and at most, in s: 0.5 MB a month.</summary>
    public const int FleetSimKeepAliveS = 900;

    /// <summary>The least that the keep-alive over the SIM comes down to, in s.</summary>
    public const int FleetSimKeepAliveLeastS = 120;

    /// <summary>Keep-alive over WiFi at first, and at most, in s.</summary>
    public const int FleetWifiKeepAliveS = 120;

    /// <summary>The least that the keep-alive over WiFi comes down to, in s.</summary>
    public const int FleetWifiKeepAliveLeastS = 30;

    /// <summary>
    /// How long a learned keep-alive must have held before a longer one is tried.
    /// </summary>
    public const int FleetKeepAliveHeldMs = 86_400_000;

    /// <summary>Bytes a day over the SIM, with those of TLS and TCP: 1 MB a month.</summary>
    public const int FleetSimDayBytes = 34_000;

    /// <summary>Bytes a day over WiFi.</summary>
    public const int FleetWifiDayBytes = 1_000_000;

    /// <summary>What a record of TLS 1.2 (GCM) and its TCP segment add, in bytes.</summary>
    public const int FleetRecordBytes = 69;

    /// <summary>What a TCP connection and a TLS handshake take, in bytes.</summary>
    public const int FleetHandshakeBytes = 6_000;

    /// <summary>The least wait after a connection that could not be made, in ms.</summary>
    public const int FleetBackoffBaseMs = 5_000;

    /// <summary>
    /// The longest of these waits, and that for a broker that says it is busy, in ms.
    /// </summary>
    public const int FleetBackoffCapMs = 900_000;

    /// <summary>
    /// After a loss that others may have met too, the first wait is drawn up to this, in ms.
    /// </summary>
    public const int FleetSpreadMs = 300_000;

    /// <summary>After a start or a move of the link, the wait is drawn up to this, in ms.</summary>
    public const int FleetMoveMs = 30_000;

    /// <summary>How long the broker waits before it says that the terminal is gone, in s.</summary>
    public const int FleetWillDelayS = 300;

    /// <summary>How long the broker keeps the session of a terminal that is gone, in s.</summary>
    public const int FleetSessionS = 900;

    /// <summary>The state is told at most once in this time, in ms.</summary>
    public const int FleetStateMs = 60_000;

    /// <summary>Counters are told once in this time, in s.</summary>
    public const int FleetBeatS = 3_600;

    /// <summary>Entries of the event log in one message at most.</summary>
    public const int FleetMessageEventsCount = 16;

    /// <summary>Entries of the event log that are told in an hour at most.</summary>
    public const int FleetHourEventsCount = 64;

    /// <summary>Entries before this start that the first message tells, at most.</summary>
    public const int FleetBeforeEventsCount = 8;

    /// <summary>Longest entry of the event log in words, in bytes.</summary>
    public const int FleetEventBytesMax = 160;

    /// <summary>Entries of the event log that are looked at in one step.</summary>
    public const int FleetStepEventsCount = 4;

    /// <summary>Messages that the broker may send in a minute.</summary>
    public const int FleetMinuteMessagesCount = 30;

    /// <summary>Longest question, in bytes.</summary>
    public const int FleetQuestionBytesMax = 64;

    /// <summary>Sales whose time is kept for the middle one between two beats.</summary>
    public const int FleetTimesCount = 32;

    // --- Relations: each difference is 0 or more, or this file does not compile ---
    internal const uint EndOfAnswerAfterFirstByteMs = WholeAnswerMs - FirstByteMs;
    internal const uint PatienceOverSlowIssuersMs = CustomerPatienceMs - FirstByteMs;
    internal const uint PatienceOverConnectMs = CustomerPatienceMs - ConnectMs;
    internal const uint LookUpWithinRequestBytes = RequestBytesMax - LookUpBytesMax;
    internal const uint SerialLeftBytes = SerialBytesMax - 1;
    internal const uint SlotsOverQueueCount = JournalSlots - OfflineCountCeiling;
    internal const uint QueueSettingsCount = OfflineCountCeiling - OfflineCountDefault;
    internal const uint AgeSettingsS = OfflineAgeSCeiling - OfflineAgeSDefault;
    internal const uint TotalOverSaleCents = OfflineTotalCentsDefault - OfflineAmountCentsDefault;
    internal const uint BackoffRoomMs = BackoffCapMs - BackoffBaseMs;
    internal const uint UnresolvedRoomMs = UnresolvedCapMs - UnresolvedBaseMs;
    internal const uint LiveBackoffRoomMs = LiveBackoffCapMs - LiveBackoffBaseMs;
    internal const uint HoldDownRoomMs = HoldDownCapMs - HoldDownBaseMs;
    internal const uint MistrustOverHoldDownMs = MistrustMs - HoldDownCapMs;
    internal const uint PipelineRoomCount = PipelineRequestsMax - PipelineRequests;
    internal const uint PipelineLooksCount = PipelineLookCount - PipelineRequestsMax;
    internal const uint ServiceOverFirstStartMs = ModemServiceMs - ModemServiceFirstMs;
    internal const uint BootOverPulseMs = ModemBootMsMax - ModemBootPulseMs;
    internal const uint ResetOverOnPulseMs = ModemResetPulseMs - ModemSim7600OnPulseMs;
    internal const uint ScanOverJoinMs = WifiScanMs - WifiTestJoinMs;
    internal const uint RowOfOutputBytes = ConsoleOutBytes - ConsoleRowBytesMax;
    internal const uint AnswerOfOutputBytes = ConsoleOutBytes - ConsoleAnswerBytesMax;
    internal const uint RowWithSealedBytes =
        ConsoleRowBytesMax - (((SealedBytesMax + 2) / 3 * 4) + (2 * KsnBytesMax) + 256);
    internal const uint TillConsentOverCardMs = TillConsentMs - TillCardMs;
    internal const uint TillAnswerOverConsentMs = TillAnswerMs - TillConsentMs;
    internal const uint DayCopyOverBlockBytes =
        NvramMap.DayCopyBytes - 4_096 - NvramMap.DayRowBytes;
    internal const uint DayEndRoomMinutes = DayEndMinutesMax - DayEndMinutesDefault;
    internal const uint SlotOverItsPartsBytes = SlotBytes - (SealedBytesMax + KsnBytesMax + 238);
    internal const uint FleetWillInSessionS = FleetSessionS - FleetWillDelayS;
    internal const uint FleetEventInPayloadBytes = FleetPayloadBytesMax - FleetEventBytesMax - 64;
}
