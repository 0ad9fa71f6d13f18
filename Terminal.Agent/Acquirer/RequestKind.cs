namespace Terminal.Agent.Acquirer;

/// <summary>The requests that the agent makes.</summary>
public enum RequestKind
{
    /// <summary>POST /v1/checkout: create a payment.</summary>
    Create = 0,

    /// <summary>GET /v1/checkout?unique_id=: does the acquirer have it?</summary>
    LookUp = 1,

    /// <summary>GET /v1/checkout/{id}: read one payment, with its refunds.</summary>
    Read = 2,

    /// <summary>POST /v1/refunds: pay back.</summary>
    Refund = 3,

    /// <summary>
    /// GET /v1/refunds?created=: a page of all refunds since then; a page of all payments, where a
    /// day is compared.
    /// </summary>
    ListRefunds = 4,
}
