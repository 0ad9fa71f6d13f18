namespace Terminal.Rig.Modem;

/// <summary>Makers whose command set the emulated modem speaks.</summary>
public enum EmulatedMake
{
    /// <summary>SIMCom: the CCH service.</summary>
    Simcom,

    /// <summary>Quectel: the QSSL sockets.</summary>
    Quectel,
}
