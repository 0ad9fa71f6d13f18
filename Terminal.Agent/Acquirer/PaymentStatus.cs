namespace Terminal.Agent.Acquirer;

/// <summary>The status of a payment or refund, as the acquirer's API names it.</summary>
public enum PaymentStatus
{
    /// <summary>The answer has no status.</summary>
    Absent = 0,

    /// <summary>null: the payment is not resolved, whatever its response code says.</summary>
    Null = 1,

    /// <summary>A word that this firmware does not know: not resolved.</summary>
    Unknown = 2,

    /// <summary>authorize: authorisation asked for.</summary>
    Authorize = 3,

    /// <summary>authorized: held on the card; a success only where capture is false.</summary>
    Authorized = 4,

    /// <summary>canceled: nothing is charged.</summary>
    Canceled = 5,

    /// <summary>capture: capture asked for.</summary>
    Capture = 6,

    /// <summary>capture_sent: success.</summary>
    CaptureSent = 7,

    /// <summary>captured: success.</summary>
    Captured = 8,

    /// <summary>disputed: was charged, the card holder objects since.</summary>
    Disputed = 9,

    /// <summary>expired: nothing is charged.</summary>
    Expired = 10,

    /// <summary>failed: nothing is charged.</summary>
    Failed = 11,

    /// <summary>refused: nothing is charged, whatever the response code says.</summary>
    Refused = 12,

    /// <summary>to_capture: success.</summary>
    ToCapture = 13,

    /// <summary>to_refund: the refund is accepted.</summary>
    ToRefund = 14,

    /// <summary>refund_sent: the refund is on its way.</summary>
    RefundSent = 15,

    /// <summary>refunded: paid back.</summary>
    Refunded = 16,

    /// <summary>not_honored: the refund failed.</summary>
    NotHonored = 17,

    /// <summary>payment_canceled: refunded by cancelling the payment.</summary>
    PaymentCanceled = 18,
}
