namespace Terminal.Agent.Modem;

/// <summary>Rungs of the recovery ladder, mildest first.</summary>
public enum ModemRung
{
    /// <summary>The command again.</summary>
    Retry = 0,

    /// <summary>Resynchronise the line.</summary>
    Resync = 1,

    /// <summary>Drop the TLS session; the next exchange opens another.</summary>
    Reopen = 2,

    /// <summary>CCHSTOP, CCHSTART.</summary>
    RestartService = 3,

    /// <summary>Detach from the network and attach again.</summary>
    Reattach = 4,

    /// <summary>CFUN=1,1.</summary>
    Restart = 5,

    /// <summary>The reset pulse on PWRKEY.</summary>
    ResetPulse = 6,

    /// <summary>Cut the supply.</summary>
    PowerCut = 7,
}
