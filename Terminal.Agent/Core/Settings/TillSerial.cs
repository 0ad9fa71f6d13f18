namespace Terminal.Agent.Settings;

/// <summary>Whether a till shares the console's line, and its characters there.</summary>
public enum TillSerial
{
    /// <summary>No till: the line is the console's alone.</summary>
    Off = 0,

    /// <summary>8 data bits, no parity.</summary>
    Eight = 1,

    /// <summary>7 data bits, even parity, as French tills have it by default.</summary>
    SevenEven = 2,
}
