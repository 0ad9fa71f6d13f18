namespace Terminal.Agent.Modem;

/// <summary>States of the SIM.</summary>
public enum SimState
{
    /// <summary>Not yet known.</summary>
    Unknown = 0,

    /// <summary>Usable.</summary>
    Ready = 1,

    /// <summary>No SIM in its holder.</summary>
    Absent = 2,

    /// <summary>It asks for a PIN or PUK; none is ever tried.</summary>
    Locked = 3,

    /// <summary>There, but it does not (yet) work.</summary>
    NotReady = 4,

    /// <summary>It is still being started.</summary>
    Busy = 5,

    /// <summary>The modem takes SIMs of one operator, or one SIM, and this is another.</summary>
    OperatorLocked = 6,
}
