namespace Terminal.Agent.Settings;

/// <summary>Modem models that have a profile.</summary>
public enum ModemModel
{
    /// <summary>SIMCom A7670E, LTE Cat-1.</summary>
    A7670E = 0,

    /// <summary>SIMCom SIM7600E, LTE Cat-1 or Cat-4.</summary>
    Sim7600E = 1,

    /// <summary>SIMCom SIM7672E, LTE Cat-1 bis.</summary>
    Sim7672E = 2,

    /// <summary>Quectel EG800K, and EG915N or EG915K, LTE Cat-1 bis.</summary>
    Eg800K = 3,
}
