namespace Terminal.Rig.Consoles;

/// <summary>Who pays at the virtual terminal of the <c>till</c> command.</summary>
public enum TillAnswerMode
{
    /// <summary>A card that is approved is tapped as soon as one is asked for.</summary>
    Approve,

    /// <summary>A card that is declined.</summary>
    Decline,

    /// <summary>A person in the bench, who presses keys and taps cards.</summary>
    Ask,
}
