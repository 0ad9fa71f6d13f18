namespace Terminal.Agent.Modem;

/// <summary>The bytes of a session.</summary>
public sealed class SessionBuffers
{
    /// <summary>Its host.</summary>
    public readonly byte[] Host;

    /// <summary>What waits to be sent over it.</summary>
    public readonly byte[] Send;

    /// <summary>What has been received over it.</summary>
    public readonly byte[] Receive;

    /// <summary>Makes them.</summary>
    public SessionBuffers(int hostBytes, int sendBytes, int receiveBytes)
    {
        Host = new byte[hostBytes];
        Send = new byte[sendBytes];
        Receive = new byte[receiveBytes];
    }
}
