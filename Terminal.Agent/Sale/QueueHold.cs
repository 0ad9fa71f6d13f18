namespace Terminal.Agent.Sale;

/// <summary>Why nothing of the queue is sent until a technician has decided.</summary>
public enum QueueHold
{
    /// <summary>The queue is this terminal's and this account's.</summary>
    None = 0,

    /// <summary>It belongs to a terminal of another serial number.</summary>
    OtherTerminal = 1,

    /// <summary>It is for another account than the key's.</summary>
    OtherAccount = 2,

    /// <summary>The memory is older than the board: an earlier copy has been put back.</summary>
    RolledBack = 3,
}
