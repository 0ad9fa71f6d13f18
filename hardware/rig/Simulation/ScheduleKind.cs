namespace Terminal.Rig.Simulation;

/// <summary>What may go wrong in a random schedule; on either link unless said otherwise.</summary>
public enum ScheduleKind
{
    /// <summary>The bearer is lost, and said to be: coverage, or the access point.</summary>
    Signalled,

    /// <summary>The bearer comes and goes.</summary>
    Flapping,

    /// <summary>Nothing gets through, and nobody says so.</summary>
    Silent,

    /// <summary>Silence comes and goes.</summary>
    SilentFlapping,

    /// <summary>Connections are forgotten on the way; at once.</summary>
    HalfOpen,

    /// <summary>Connections are reset; at once.</summary>
    Reset,

    /// <summary>Requests arrive, answers do not.</summary>
    OneWay,

    /// <summary>A round trip takes 5 s.</summary>
    Slow,

    /// <summary>30 % of all segments are lost.</summary>
    Lossy,

    /// <summary>Names are not resolved.</summary>
    NameDead,

    /// <summary>Handshakes fail.</summary>
    TlsBroken,

    /// <summary>A log-in page comes between; on WiFi.</summary>
    Portal,

    /// <summary>The acquirer refuses connections, on both links.</summary>
    AcquirerRefusing,

    /// <summary>The acquirer answers 503, on both links.</summary>
    AcquirerUnavailable,

    /// <summary>The SIM is taken out of its holder; the modem says so.</summary>
    NoSim,

    /// <summary>
    /// The modem takes everything and answers nothing, until its time is over or a reset ends it; on half of the
    /// occasions no reset does, but a power cut.
    /// </summary>
    ModemHung,
}
