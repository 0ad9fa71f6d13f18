namespace Terminal.Agent.Settings;

/// <summary>
/// What prints tickets on the console's line; the values are those of the settings.
/// </summary>
public enum TillPrinter
{
    /// <summary>Nothing.</summary>
    Off = 0,

    /// <summary>ESC/POS, 24 characters of ASCII a line.</summary>
    Ascii24 = 1,

    /// <summary>ESC/POS, 32 characters of ASCII a line.</summary>
    Ascii32 = 2,

    /// <summary>ESC/POS, 24 characters of code page 858 a line.</summary>
    Accents24 = 3,

    /// <summary>ESC/POS, 32 characters of code page 858 a line.</summary>
    Accents32 = 4,
}
