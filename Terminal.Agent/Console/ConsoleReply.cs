namespace Terminal.Agent.Console;

/// <summary>What a technician has said to a question of the console's.</summary>
internal enum ConsoleReply
{
    /// <summary>Neither: another line, Ctrl-C, or nothing within the time.</summary>
    None = 0,

    /// <summary>yes.</summary>
    Yes = 1,

    /// <summary>no.</summary>
    No = 2,
}
