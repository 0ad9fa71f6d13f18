namespace Terminal.Agent.Console;

/// <summary>
/// Commands that name their consequence and ask whether it is meant, before they do anything.
/// </summary>
internal interface IAskingGroup : IConsoleGroup
{
    /// <summary>
    /// Goes on with the command that has asked. Whatever it keeps for that, a key for instance, is
    /// wiped with this call.
    /// </summary>
    ConsoleAnswer Reply(ConsoleReply reply, long nowMs);
}
