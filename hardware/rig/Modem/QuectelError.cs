namespace Terminal.Rig.Modem;

/// <summary>Error numbers of Quectel's sockets, and the last one, as +QIGETERROR tells it.</summary>
internal sealed class QuectelError
{
    /// <summary>No error.</summary>
    public const int None = 0;

    /// <summary>A parameter is wrong; also what a module says that has no socket left.</summary>
    public const int Parameter = 552;

    /// <summary>The data context cannot be opened.</summary>
    public const int ContextOpen = 561;

    /// <summary>The number is in use.</summary>
    public const int InUse = 563;

    /// <summary>The name cannot be resolved.</summary>
    public const int Name = 565;

    /// <summary>Nobody is there, or the handshake failed.</summary>
    public const int Connect = 566;

    /// <summary>The connection is closed.</summary>
    public const int Closed = 567;

    /// <summary>Time is over.</summary>
    public const int Timeout = 569;

    /// <summary>The data context has broken.</summary>
    public const int ContextBroken = 570;

    /// <summary>The network has opened another context.</summary>
    public const int NotAllowed = 572;

    /// <summary>The last one.</summary>
    public int Last { get; set; }

    /// <summary>What stands for an error of the TLS service of the other make.</summary>
    public static int Of(int serviceError) => serviceError switch
    {
        0 => None,
        ModemTraffic.NoName => Name,
        ModemTraffic.NoNetwork => ContextOpen,
        ModemTraffic.NetworkError => ContextBroken,
        _ => Connect,
    };

    /// <summary>The last one in words.</summary>
    public string Words => Last switch
    {
        None => "operate successfully",
        Parameter => "invalid parameters",
        ContextOpen => "open PDP context failed",
        InUse => "socket identity has been used",
        Name => "dns parse failed",
        Connect => "socket connect failed",
        Closed => "socket has been closed",
        Timeout => "operation timeout",
        ContextBroken => "PDP context broken down",
        NotAllowed => "operation not allowed",
        _ => "unknown error",
    };
}
