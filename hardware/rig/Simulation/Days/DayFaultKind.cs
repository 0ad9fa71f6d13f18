namespace Terminal.Rig.Simulation.Days;

/// <summary>Everything that can go wrong in a simulated day.</summary>
public enum DayFaultKind
{
    /// <summary>Amount: percent of segments lost.</summary>
    Loss,

    /// <summary>Amount: one-way delay in ms.</summary>
    Delay,

    /// <summary>One segment in five takes up to Amount ms longer.</summary>
    DelaySpikes,

    /// <summary>Everything is held up and arrives at the end.</summary>
    Clog,

    /// <summary>Nothing gets through, and nobody says so.</summary>
    Partition,

    /// <summary>Requests arrive, answers do not.</summary>
    OneWay,

    /// <summary>A box on the way forgets every connection.</summary>
    Forgotten,

    /// <summary>Names are not resolved.</summary>
    NameDead,

    /// <summary>Handshakes fail.</summary>
    TlsBroken,

    /// <summary>The modem takes everything and answers nothing.</summary>
    ModemHang,

    /// <summary>The modem restarts by itself.</summary>
    ModemReboot,

    /// <summary>No mobile network in reach.</summary>
    NoCoverage,

    /// <summary>The SIM loses its contacts.</summary>
    NoSim,

    /// <summary>
    /// The modem's line loses and adds bytes, one of Amount on average (with the emulated modem).
    /// </summary>
    ModemLineNoise,

    /// <summary>The reader's line garbles one byte of Amount on average.</summary>
    ReaderLineNoise,

    /// <summary>The card reader does not answer.</summary>
    ReaderSilent,

    /// <summary>The access point is off.</summary>
    AccessPointDown,

    /// <summary>The access point gives no address.</summary>
    NoAddress,

    /// <summary>
    /// Somebody changes the passphrase; at the end a technician types the new one at the console.
    /// </summary>
    PassphraseChanged,

    /// <summary>5xx; every other one takes effect all the same. Amount: percent.</summary>
    ServerError,

    /// <summary>408 or 429. Amount: percent.</summary>
    Busy,

    /// <summary>
    /// Bursts in which everything is answered 429 or 5xx, and pauses as long. Amount: s of each.
    /// </summary>
    ErrorBursts,

    /// <summary>503 with a page for people.</summary>
    Maintenance,

    /// <summary>Answers are late. Amount: ms.</summary>
    Slow,

    /// <summary>
    /// The request takes effect, the connection ends without an answer. Amount: percent.
    /// </summary>
    AnswerLost,

    /// <summary>The request takes effect and no answer ever comes. Amount: percent.</summary>
    AnswerNever,

    /// <summary>The connection ends in the middle of the answer. Amount: percent.</summary>
    AnswerCut,

    /// <summary>A proxy sends the request twice. Amount: percent.</summary>
    SentTwice,

    /// <summary>409 that names no payment; no effect. Amount: percent.</summary>
    Conflict,

    /// <summary>The answer is not the API's. Amount: percent.</summary>
    Malformed,

    /// <summary>A portal answers in the acquirer's place. Amount: percent.</summary>
    Portal,

    /// <summary>A proxy wants a log-in (407). Amount: percent.</summary>
    Proxy,

    /// <summary>4xx: the acquirer does not take the request, nor ever will. Amount: percent.</summary>
    Rejecting,

    /// <summary>401.</summary>
    KeyRefused,

    /// <summary>402 or 403.</summary>
    Suspended,

    /// <summary>Connections are refused.</summary>
    Refusing,

    /// <summary>The server closes a connection when its next request comes. Amount: percent.</summary>
    Stale,

    /// <summary>
    /// Power goes at once, and comes back after the duration. Amount: 0.
    /// </summary>
    PowerCut,

    /// <summary>
    /// Power goes in the middle of a write to NVRAM: the one number Amount from then on.
    /// </summary>
    PowerCutInWrite,

    /// <summary>As <see cref="PowerCut"/>, and a slot that holds nothing undelivered is spoilt.</summary>
    SlotSpoilt,

    /// <summary>
    /// As <see cref="PowerCut"/>, and the cell of a slot that does not count is spoilt: nothing is
    /// lost.
    /// </summary>
    DeadCellSpoilt,

    /// <summary>
    /// As <see cref="PowerCut"/>, and one bit flips in a header, a cell, a superblock or a counter:
    /// nothing is lost.
    /// </summary>
    BitFlipped,

    /// <summary>
    /// As <see cref="PowerCut"/>, and power goes again in the one write number Amount after it came
    /// back: in the middle of recovery.
    /// </summary>
    PowerCutInMount,

    /// <summary>Nobody tells the time.</summary>
    ClockUntold,

    /// <summary>The mobile network tells a time that is wrong by Amount seconds.</summary>
    ClockStepped,

    /// <summary>NVRAM fails, in a way that it draws; in unkind days only.</summary>
    NvramFails,

    /// <summary>The settings' memory fails, in a way that it draws; in unkind days only.</summary>
    SettingsFail,

    /// <summary>
    /// Frames of the reader come late, torn, twice or in a noise; in unkind days only.
    /// </summary>
    ReaderUnkind,
}
