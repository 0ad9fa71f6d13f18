namespace Terminal.Agent.Modem;

/// <summary>
/// What a line of the modem is, by its name. Below 64 values, so that sets of them are masks.
/// </summary>
public enum AtToken
{
    /// <summary>Nothing complete has arrived.</summary>
    None = 0,

    /// <summary>A line that stands in no table: text of an answer, or noise.</summary>
    Unknown = 1,

    /// <summary>OK.</summary>
    Ok = 2,

    /// <summary>ERROR.</summary>
    Error = 3,

    /// <summary>+CME ERROR.</summary>
    CmeError = 4,

    /// <summary>+CMS ERROR.</summary>
    CmsError = 5,

    /// <summary>The command that was sent, come back.</summary>
    Echo = 6,

    /// <summary>RDY: the modem has booted.</summary>
    Booted = 7,

    /// <summary>NORMAL POWER DOWN.</summary>
    PowerDown = 8,

    /// <summary>SMS DONE, PB DONE, *ATREADY: boot goes on.</summary>
    BootStage = 9,

    /// <summary>+CPIN.</summary>
    Sim = 10,

    /// <summary>SIM not inserted.</summary>
    SimNotInserted = 11,

    /// <summary>+CSQ.</summary>
    Signal = 12,

    /// <summary>+CESQ.</summary>
    ExtendedSignal = 13,

    /// <summary>+CEREG.</summary>
    Registration = 14,

    /// <summary>+COPS.</summary>
    Operator = 15,

    /// <summary>+CCLK.</summary>
    Clock = 16,

    /// <summary>+CGDCONT.</summary>
    Context = 17,

    /// <summary>+CGPADDR.</summary>
    Address = 18,

    /// <summary>+ICCID, +CICCID, +CCID.</summary>
    Iccid = 19,

    /// <summary>+CGMR.</summary>
    Firmware = 20,

    /// <summary>+CCERTLIST.</summary>
    Certificate = 21,

    /// <summary>+CNTP.</summary>
    TimeServer = 22,

    /// <summary>+CCHSTART.</summary>
    ServiceStart = 23,

    /// <summary>+CCHSTOP.</summary>
    ServiceStop = 24,

    /// <summary>+CCHOPEN.</summary>
    SessionOpen = 25,

    /// <summary>+CCHCLOSE.</summary>
    SessionClose = 26,

    /// <summary>+CCHSEND.</summary>
    SessionSend = 27,

    /// <summary>+CCHRECV.</summary>
    SessionReceive = 28,

    /// <summary>+CCHEVENT.</summary>
    SessionEvent = 29,

    /// <summary>+CCH_PEER_CLOSED.</summary>
    PeerClosed = 30,

    /// <summary>+CCH_RECV_CLOSED.</summary>
    ReceiveClosed = 31,

    /// <summary>+CCH: the service has stopped by itself.</summary>
    ServiceLost = 32,

    /// <summary>The prompt after which raw bytes go out.</summary>
    Prompt = 33,

    /// <summary>Raw bytes of an announced run are there.</summary>
    Raw = 34,

    /// <summary>+CGREG.</summary>
    PacketRegistration = 35,

    /// <summary>+CREG.</summary>
    CircuitRegistration = 36,

    /// <summary>+CSSLCFG.</summary>
    TlsOption = 37,

    /// <summary>+CDNSGIP.</summary>
    LookUp = 38,

    /// <summary>+QSSLURC.</summary>
    SessionReport = 39,

    /// <summary>+QIURC: of the data context, of names, of plain sockets.</summary>
    ContextReport = 40,

    /// <summary>+QFUPL.</summary>
    Uploaded = 41,

    /// <summary>+QIOPEN.</summary>
    SocketOpen = 42,

    /// <summary>+QICSGP.</summary>
    SocketContext = 43,

    /// <summary>+QIACT.</summary>
    SocketAddress = 44,

    /// <summary>+CGACT.</summary>
    OtherContext = 45,
}
