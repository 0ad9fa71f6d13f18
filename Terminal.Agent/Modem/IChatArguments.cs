namespace Terminal.Agent.Modem;

/// <summary>Fills the changing parts of commands.</summary>
public interface IChatArguments
{
    /// <summary>Writes an argument.</summary>
    /// <returns>The offset after it.</returns>
    int PutArgument(ChatArgument argument, byte[] buffer, int offset);

    /// <summary>
    /// Hands the payload of the command that has just been prompted for to the channel.
    /// </summary>
    void SendPayload(ChatArgument argument);

    /// <summary>Bytes of the payload that belongs to a command.</summary>
    int PayloadCount(ChatArgument argument);
}
