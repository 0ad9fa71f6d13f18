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

    /// <summary>The session of payments.</summary>
    public readonly SessionBuffers First = new SessionBuffers(
        Limits.ModemHostBytesMax, Limits.ModemSocketSendBytes, Limits.ModemSocketReceiveBytes);

    /// <summary>The session to the operator's broker.</summary>
    public readonly SessionBuffers Second = new SessionBuffers(
        Limits.HostBytesMax, Limits.FleetSessionBytes, Limits.FleetSessionBytes);
}
