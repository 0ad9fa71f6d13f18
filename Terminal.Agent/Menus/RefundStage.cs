namespace Terminal.Agent.Menus;

/// <summary>Stages of paying a sale back.</summary>
public enum RefundStage
{
    /// <summary>The amount is typed; it begins with what is left of the sale.</summary>
    Amount = 0,

    /// <summary>Asked once more.</summary>
    Confirm = 1,

    /// <summary>Durable, and on its way.</summary>
    Waiting = 2,

    /// <summary>The acquirer has it.</summary>
    Done = 3,

    /// <summary>The acquirer refused it.</summary>
    Refused = 4,

    /// <summary>Durable; the answer will come later.</summary>
    Kept = 5,

    /// <summary>The journal did not take it.</summary>
    NotStored = 6,

    /// <summary>Another refund of this sale is still on its way.</summary>
    Busy = 7,

    /// <summary>Nothing is left to pay back.</summary>
    Nothing = 8,

    /// <summary>Earlier refunds of the sale are being added up.</summary>
    Counting = 9,

    /// <summary>A part was paid back, and the payment is not captured: not now.</summary>
    WholeOnly = 10,
}
