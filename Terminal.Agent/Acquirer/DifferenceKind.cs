namespace Terminal.Agent.Acquirer;

/// <summary>What a difference between the terminal and the acquirer is.</summary>
public enum DifferenceKind
{
    /// <summary>Charged by the terminal; the acquirer does not have it.</summary>
    HereOnly = 0,

    /// <summary>Under this terminal's serial number; the terminal does not know it.</summary>
    ThereOnly = 1,

    /// <summary>Another amount or currency.</summary>
    Amount = 2,

    /// <summary>Charged here and not there.</summary>
    NotChargedThere = 3,

    /// <summary>Charged there and not here.</summary>
    ChargedThere = 4,

    /// <summary>Paid back there, not by this terminal.</summary>
    PaidBackThere = 5,

    /// <summary>A refund made by the terminal; the acquirer does not have it.</summary>
    RefundHereOnly = 6,

    /// <summary>A refund made by the terminal; the acquirer has not honoured it.</summary>
    RefundNotHonored = 7,
}
