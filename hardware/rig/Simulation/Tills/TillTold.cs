namespace Terminal.Rig.Simulation.Tills;

/// <summary>What a till was told of a sale.</summary>
public enum TillTold
{
    /// <summary>Nothing: the answer was lost, or there was none.</summary>
    Nothing,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Accepted offline, at the merchant's risk: the bank may still decline it.</summary>
    Offline,

    /// <summary>Not paid: it may be asked for again.</summary>
    NotPaid,

    /// <summary>Not known yet.</summary>
    Unknown,
}
