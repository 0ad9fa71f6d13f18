namespace Terminal.Agent.Screens;

/// <summary>What became of a text that was to be a QR code.</summary>
public enum QrResult
{
    /// <summary>The code stands.</summary>
    Done,

    /// <summary>No version that fits on the display holds so much text.</summary>
    TooLong,

    /// <summary>The text has a byte that the mode cannot say.</summary>
    BadCharacter,
}
