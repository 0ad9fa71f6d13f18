namespace Terminal.Agent.Console;

/// <summary>A few commands that belong together.</summary>
internal interface IConsoleGroup
{
    /// <summary>Begins a command; at least ConsoleAnswerBytesMax fit.</summary>
    ConsoleAnswer Begin(ConsoleCommand command, long nowMs);

    /// <summary>Goes on with it; at least ConsoleRowBytesMax fit.</summary>
    ConsoleAnswer Continue(long nowMs);
}
