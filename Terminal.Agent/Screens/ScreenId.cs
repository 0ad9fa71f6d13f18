namespace Terminal.Agent.Screens;

/// <summary>The screens of the terminal.</summary>
public enum ScreenId
{
    /// <summary>Self-test and mount after power-on.</summary>
    Starting = 0,

    /// <summary>Ready for a sale: time, links, waiting count.</summary>
    Idle = 1,

    /// <summary>The cashier types an amount.</summary>
    AmountEntry = 2,

    /// <summary>
    /// The amount is below the least or above the most; Detail is the bound in cents.
    /// </summary>
    AmountRefused = 3,

    /// <summary>The customer is asked for the card.</summary>
    PresentCard = 4,

    /// <summary>The card was not read: present it again (Reader says why).</summary>
    CardTrouble = 5,

    /// <summary>The transaction is on its way.</summary>
    InProgress = 6,

    /// <summary>Approved.</summary>
    Approved = 7,

    /// <summary>Declined; ResponseCode says why.</summary>
    Declined = 8,

    /// <summary>The acquirer does not accept the request (HttpStatus).</summary>
    Rejected = 9,

    /// <summary>The cashier is asked whether to accept this sale offline.</summary>
    OfflineConsent = 10,

    /// <summary>Accepted offline.</summary>
    AcceptedOffline = 11,

    /// <summary>Offline is not possible; OfflineLimit says which limit.</summary>
    OfflineRefused = 12,

    /// <summary>Result unknown: do not charge again.</summary>
    ResultUnknown = 13,

    /// <summary>The sale was cancelled before anything was sent.</summary>
    SaleCancelled = 14,

    /// <summary>A sale accepted offline was declined later; to be acknowledged.</summary>
    LateDecline = 15,

    /// <summary>No link works: cause of each, support number.</summary>
    ConnectivityFault = 16,

    /// <summary>The acquirer's service is unavailable; nobody needs to call.</summary>
    ServiceUnavailable = 17,

    /// <summary>
    /// The key is missing, refused or of the other mode; or the account is suspended.
    /// </summary>
    AccountProblem = 18,

    /// <summary>The journal takes no further sale.</summary>
    JournalFull = 19,

    /// <summary>The journal's memory is out of order (Fault says how).</summary>
    MemoryFault = 20,

    /// <summary>A cancel of an unknown result is kept and will be settled.</summary>
    CancelKept = 21,

    /// <summary>The menus, which draw themselves.</summary>
    Menu = 22,

    /// <summary>Power went in the middle of this sale; its result is not known yet.</summary>
    Interrupted = 23,

    /// <summary>The same amount as a payment that is not confirmed yet: is it meant?</summary>
    SameAmount = 24,

    /// <summary>The customer is asked for the card: a till asked for the amount.</summary>
    TillAmount = 25,

    /// <summary>A till asked again for what is paid, and was given the answer again.</summary>
    TillRepeated = 26,

    /// <summary>The queue is held: it is another's, or older than the board (Fault).</summary>
    QueueHeld = 27,
}
