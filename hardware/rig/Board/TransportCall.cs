namespace Terminal.Rig.Board;

/// <summary>The calls of a transport, into which something may happen.</summary>
public enum TransportCall
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
