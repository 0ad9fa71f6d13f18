namespace Terminal.Agent.Console;

/// <summary>What a byte from the line has led to.</summary>
internal enum LineEvent
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>A line is complete.</summary>
    Line = 1,

    /// <summary>A line ended that was too long to be kept.</summary>
    TooLong = 2,

    /// <summary>Ctrl-C.</summary>
    Interrupt = 3,
}
