namespace Terminal.Agent.Diagnostics;

/// <summary>
/// What happened; the values are those in NVRAM (SPEC.md, Event log) and are never given a second
/// meaning. The two numbers that go with each kind are named as (first; second).
/// </summary>
public enum EventKind : byte
{
    /// <summary>No event.</summary>
    None = 0,

    /// <summary>The terminal started (reason of the reset; firmware version).</summary>
    Started = 1,

    /// <summary>The journal was mounted (MountResult; damaged slots).</summary>
    JournalMounted = 2,

    /// <summary>A slot of the journal is damaged (slot; SlotDamage).</summary>
    SlotDamaged = 3,

    /// <summary>A damaged slot was discarded by a technician (slot; 0).</summary>
    SlotDiscarded = 4,

    /// <summary>NVRAM did not take or give bytes (operation; slot or -1).</summary>
    NvramFailed = 5,

    /// <summary>A transaction was appended (slot; amount in cents).</summary>
    Appended = 6,

    /// <summary>A transaction changed state (slot; TransactionState).</summary>
    StateChanged = 7,

    /// <summary>A sale was refused because the journal is full (waiting; 0).</summary>
    JournalFull = 8,

    /// <summary>A link changed its state (link; LinkState).</summary>
    LinkChanged = 9,

    /// <summary>A fault appeared (FaultCode; 0).</summary>
    FaultRaised = 10,

    /// <summary>A fault went away (FaultCode; 0).</summary>
    FaultCleared = 11,

    /// <summary>The acquirer answered with an error (HTTP status; slot or -1).</summary>
    AcquirerError = 12,

    /// <summary>The modem was restarted (rung of the escalation; 0).</summary>
    ModemRestarted = 13,

    /// <summary>A setting was changed (number of the setting; 0).</summary>
    SettingChanged = 14,

    /// <summary>A code was wrong (failures in a row; PinRole).</summary>
    PinWrong = 15,

    /// <summary>The clock was set (source; difference in s).</summary>
    ClockSet = 16,

    /// <summary>An exchange ended (row of the outcome table; HTTP status, or FaultCode).</summary>
    Outcome = 17,

    /// <summary>
    /// A person said what became of a transaction (slot; 0 not made, 1 made, 2 send again).
    /// </summary>
    DecidedByPerson = 18,

    /// <summary>An entry of the attention list was closed (AttentionKind; AttentionExit).</summary>
    AttentionClosed = 19,

    /// <summary>The queue is held (QueueHold; transactions that wait).</summary>
    QueueHeld = 30,

    /// <summary>A technician has taken the queue over (QueueHold; that wait).</summary>
    QueueTakenOver = 31,

    /// <summary>A technician has dropped the exported queue (transactions; 0).</summary>
    QueueDropped = 32,

    /// <summary>NVRAM is older than the board remembers (transactions that wait; 0).</summary>
    MemoryRolledBack = 33,

    /// <summary>The console's line could not be opened at start (1; 0).</summary>
    ConsoleMissing = 50,

    /// <summary>
    /// A part has something to do and does not get further: the watchdog is no longer fed (0 links,
    /// 1 delivery, 2 painter, 3 console; its limit in s).
    /// </summary>
    PartStuck = 51,

    /// <summary>
    /// WiFi set-up by phone went on (SetupStage, None: a network was saved; saved networks).
    /// </summary>
    PhoneSetup = 52,

    /// <summary>The modem's driver took a rung of its ladder (ModemRung; ModemState).</summary>
    ModemRung = 100,

    /// <summary>The modem's fault changed (FaultCode; the one before).</summary>
    ModemFault = 101,

    /// <summary>The modem restarted by itself (ModemState; restarts since start).</summary>
    ModemReboot = 102,

    /// <summary>The SIM's state changed (SimState; the one before).</summary>
    SimState = 103,

    /// <summary>The cellular link's state changed (LinkState; the one before).</summary>
    CellularState = 104,

    /// <summary>Registration changed (status of +CEREG; the one before).</summary>
    Registration = 105,

    /// <summary>
    /// The root certificate was uploaded to the modem (its bytes; uploads since start).
    /// </summary>
    CertificateUpload = 106,

    /// <summary>A TLS session in the modem failed (error number of the modem; FaultCode).</summary>
    ModemSession = 107,

    /// <summary>The modem refuses to check certificates' dates (ModemModel; 0).</summary>
    CertificateDatesUnchecked = 108,
}
