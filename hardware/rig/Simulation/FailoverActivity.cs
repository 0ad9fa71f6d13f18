namespace Terminal.Rig.Simulation;

/// <summary>What the terminal was doing when the failure struck.</summary>
public enum FailoverActivity
{
    /// <summary>Nothing; a sale follows a while later.</summary>
    Idle,

    /// <summary>Sending what had waited.</summary>
    Backlog,

    /// <summary>A sale with a customer waiting.</summary>
    LiveSale,
}
