namespace Terminal.Agent.Modem;

/// <summary>Makers of modems: a command set for TLS each.</summary>
public enum ModemMake
{
    /// <summary>SIMCom: the CCH service.</summary>
    Simcom = 0,

    /// <summary>Quectel: the QSSL sockets.</summary>
    Quectel = 1,
}
