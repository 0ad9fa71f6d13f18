namespace Terminal.Agent.Diagnostics;

/// <summary>
/// How an entry of the attention list was closed; the values are those in NVRAM. The exits from
/// <see cref="Made"/> on are a technician's.
/// </summary>
public enum AttentionExit : byte
{
    /// <summary>The entry is open.</summary>
    None = 0,

    /// <summary>Somebody has read it.</summary>
    Acknowledged = 1,

    /// <summary>A person found that the payment or refund was made.</summary>
    Made = 2,

    /// <summary>A person found that it was not made.</summary>
    NotMade = 3,

    /// <summary>A person had it sent again.</summary>
    SentAgain = 4,

    /// <summary>A person left it as it stands.</summary>
    Left = 5,

    /// <summary>A person kept the charge.</summary>
    KeptCharged = 6,

    /// <summary>A person had the charge paid back.</summary>
    PaidBack = 7,
}
