namespace Terminal.Agent.Screens;

/// <summary>How much of a QR code may be unreadable; the number is the code's own.</summary>
public enum QrLevel
{
    /// <summary>Level M: about 15 % of the code words.</summary>
    Medium = 0,

    /// <summary>Level L: about 7 % of the code words.</summary>
    Low = 1,
}
