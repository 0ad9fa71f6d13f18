namespace Terminal.Agent.Sale;

/// <summary>Whose copy of a ticket it is.</summary>
public enum TicketCopy
{
    /// <summary>The customer's, on demand.</summary>
    Customer = 0,

    /// <summary>The merchant's, with the acquirer's id.</summary>
    Merchant = 1,
}
