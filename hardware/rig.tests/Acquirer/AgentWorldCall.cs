namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The calls of a transport, into which something may happen.</summary>
public enum AgentWorldCall
{
    /// <summary>ITransport.Open.</summary>
    Open,

    /// <summary>ITransport.State.</summary>
    State,

    /// <summary>ITransport.Read.</summary>
    Read,

    /// <summary>ITransport.Write.</summary>
    Write,

    /// <summary>ITransport.Close.</summary>
    Close,
}
