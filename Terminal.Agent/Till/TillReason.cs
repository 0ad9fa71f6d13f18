namespace Terminal.Agent.Till;

/// <summary>Values of AF: why an action was not done.</summary>
public static class TillReason
{
    /// <summary>There is none.</summary>
    public const int None = -1;

    /// <summary>Accepted without the issuer's word: offline, by the merchant's choice.</summary>
    public const int Forced = 3;

    /// <summary>Refused by issuer or acquirer; nothing was charged.</summary>
    public const int Refused = 4;

    /// <summary>The terminal may not do it; nothing was charged.</summary>
    public const int Forbidden = 5;

    /// <summary>Given up, or never begun; nothing was charged.</summary>
    public const int Abandoned = 6;

    /// <summary>Not known yet: ask again, and do not charge again.</summary>
    public const int NotCompleted = 7;

    /// <summary>No card in time; nothing was charged.</summary>
    public const int InputTimeout = 8;

    /// <summary>The request is not one.</summary>
    public const int BadFormat = 9;

    /// <summary>There is no such sale, or not of this amount.</summary>
    public const int BadSelection = 10;

    /// <summary>The cashier pressed Cancel; nothing was charged.</summary>
    public const int OperatorAbandoned = 11;

    /// <summary>The terminal does not do that.</summary>
    public const int UnknownAction = 12;

    /// <summary>Another currency than the terminal's.</summary>
    public const int CurrencyNotSupported = 13;
}
