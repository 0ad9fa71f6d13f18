namespace Terminal.Rig.Simulation;

/// <summary>
/// The failures of the grid. All but the last two of the links strike the SIM while WiFi is healthy; those two
/// strike WiFi while it stands in for a SIM that has just come back.
/// </summary>
public enum FailoverKind
{
    /// <summary>Coverage is lost; the modem says so.</summary>
    Signalled,

    /// <summary>Nothing gets through, and nobody says so.</summary>
    Silent,

    /// <summary>The connection is forgotten on the way; new ones work.</summary>
    HalfOpen,

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

    /// <summary>The signal is at its end: segments are lost, and those that pass are late.</summary>
    WeakSignal,

    /// <summary>The access point is switched off.</summary>
    AccessPointLost,

    /// <summary>A log-in page comes between WiFi and the acquirer.</summary>
    CaptivePortal,

    /// <summary>The acquirer refuses connections on both links.</summary>
    AcquirerDown,
}
