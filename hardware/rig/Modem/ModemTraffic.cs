namespace Terminal.Rig.Modem;

/// <summary>
/// Bytes between the services' connections and the network, and how many they were; and the error
/// numbers that the services share.
/// </summary>
internal sealed class ModemTraffic(
    ModemCore core, IModemNetwork network, ModemRegistration registration)
{
    /// <summary>The network failed.</summary>
    public const int NetworkError = 9;

    /// <summary>The name could not be resolved.</summary>
    public const int NoName = 13;

    /// <summary>The peer refuses, or nobody is there.</summary>
    public const int NoConnection = 14;

    /// <summary>The TLS handshake failed.</summary>
    public const int NoHandshake = 15;

    /// <summary>Not registered.</summary>
    public const int NoNetwork = 17;

    /// <summary>The context has no root certificate.</summary>
    public const int NoCertificate = 19;

    /// <summary>Payload bytes that went to peers since construction.</summary>
    public long PayloadOut { get; private set; }

    /// <summary>Payload bytes that the terminal has taken since construction.</summary>
    public long PayloadIn { get; set; }

    /// <summary>A connection without TLS.</summary>
    public static ModemSessionRequest PlainRequest(string host, int port) =>
        new(host, port, null, false, null) { IsPlain = true };

    /// <summary>Opens a connection.</summary>
    public void Begin(ModemConnection connection, ModemSessionRequest request)
    {
        connection.End();
        connection.Begin(network.Open(request), request);
        core.Schedule.After(0, core.Watch);
    }

    /// <summary>Sends to the peer; what is sent without a network is lost.</summary>
    public void Transfer(ModemConnection connection, byte[] bytes)
    {
        if (registration.IsOnNetwork)
        {
            connection.Session!.Send(bytes);
            connection.BytesOut += bytes.Length;
            PayloadOut += bytes.Length;
        }
    }

    /// <summary>Takes what has come from the peer.</summary>
    public void Fill(ModemConnection connection)
    {
        if (registration.IsOnNetwork && !core.Faults.PeerSilent)
        {
            connection.Fill();
        }
    }

    /// <summary>Hands bytes that have come to the terminal, behind a line of their own.</summary>
    public void Deliver(ModemConnection connection, string head, int count)
    {
        core.Output.Line(head);
        core.Output.Out(connection.Take(count));
        PayloadIn += count;
    }
}
