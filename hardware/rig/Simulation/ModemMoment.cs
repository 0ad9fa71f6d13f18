namespace Terminal.Rig.Simulation;

/// <summary>What the terminal was doing when the modem's trouble struck.</summary>
public enum ModemMoment
{
    /// <summary>Nothing; a sale follows once the link is back.</summary>
    Idle,

    /// <summary>A payment's session was being opened.</summary>
    Connecting,

    /// <summary>A payment was on its way into the modem.</summary>
    Sending,

    /// <summary>The acquirer had the payment; its answer was under way.</summary>
    Waiting,

    /// <summary>The answer was on its way out of the modem.</summary>
    Receiving,

    /// <summary>The trouble had begun; a sale was made in the middle of it.</summary>
    Meanwhile,
}
