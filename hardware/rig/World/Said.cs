namespace Terminal.Rig.World;

/// <summary>What a screen tells a customer or the cashier about one sale or refund.</summary>
public enum Said
{
    /// <summary>Nothing yet.</summary>
    Nothing,

    /// <summary>The sale is being sent.</summary>
    InProgress,

    /// <summary>Accepted by the acquirer.</summary>
    Accepted,

    /// <summary>Accepted offline: the acquirer has not been asked.</summary>
    AcceptedOffline,

    /// <summary>Refused by the issuer.</summary>
    Refused,

    /// <summary>Not processed: the acquirer does not take it.</summary>
    NotProcessed,

    /// <summary>"Aucun débit": nothing was charged.</summary>
    NotCharged,

    /// <summary>The cancel is noted, and will be made.</summary>
    CancelNoted,

    /// <summary>Cancelled.</summary>
    Cancelled,

    /// <summary>The result is unknown; do not charge again.</summary>
    Unknown,

    /// <summary>An offline or unknown sale was accepted after all.</summary>
    LateAccepted,

    /// <summary>An offline or unknown sale was refused after all.</summary>
    LateDecline,

    /// <summary>The sale stands charged although it was not wanted any more.</summary>
    StillCharged,

    /// <summary>The sale was paid back.</summary>
    PaidBack,

    /// <summary>Nobody can tell; a person must look.</summary>
    Undecided,

    /// <summary>The refund is noted, and will be made.</summary>
    RefundNoted,

    /// <summary>The refund's result is unknown.</summary>
    RefundUnknown,

    /// <summary>The refund was made.</summary>
    RefundDone,

    /// <summary>The refund was refused, or was not made.</summary>
    RefundRefused,
}
