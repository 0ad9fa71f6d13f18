namespace Terminal.Agent.Modem;

/// <summary>
/// The bytes of line and session: once for all makes, because one driver at a time has the line.
/// </summary>
public sealed class ModemBuffers
{
    /// <summary>Received and not yet consumed.</summary>
    public readonly byte[] Receive = new byte[Limits.ModemReceiveBytes];

    /// <summary>The command that is being sent.</summary>
    public readonly byte[] Command = new byte[Limits.ModemCommandBytesMax];

    /// <summary>What ends a payload that the modem still waits for.</summary>
    public readonly byte[] Filler = new byte[Limits.ModemFillerBytes];

    /// <summary>Host of the session.</summary>
    public readonly byte[] Host = new byte[Limits.ModemHostBytesMax];

    /// <summary>What waits to be sent over it.</summary>
    public readonly byte[] Send = new byte[Limits.ModemSocketSendBytes];

    /// <summary>What has been received over it.</summary>
    public readonly byte[] Session = new byte[Limits.ModemSocketReceiveBytes];
}
