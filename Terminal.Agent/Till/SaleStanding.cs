namespace Terminal.Agent.Till;

/// <summary>What a sale of the journal means to the till that asked for it.</summary>
public enum SaleStanding
{
    /// <summary>Charged, or accepted offline.</summary>
    Paid = 0,

    /// <summary>Not known yet.</summary>
    Open = 1,

    /// <summary>Ended, refused; nothing was charged.</summary>
    Refused = 2,

    /// <summary>Ended, taken back; nothing stays charged.</summary>
    TakenBack = 3,
}
