namespace Terminal.Agent.Modem;

/// <summary>What a state of the driver is for; <see cref="ModemStages.Of"/> has the list.</summary>
public enum ModemStage
{
    /// <summary>Supply, PWRKEY, and waiting for the first answer.</summary>
    Power = 0,

    /// <summary>Given up for a while.</summary>
    Backoff = 1,

    /// <summary>Line settings and identity.</summary>
    Setup = 2,

    /// <summary>Waiting for the SIM.</summary>
    Sim = 3,

    /// <summary>From the SIM to a data bearer and a known time.</summary>
    Network = 4,

    /// <summary>From the certificate to the running TLS service.</summary>
    Tls = 5,

    /// <summary>Sessions can be opened.</summary>
    Ready = 6,

    /// <summary>The modem has been told to begin anew.</summary>
    Restart = 7,

    /// <summary>The speed of the line.</summary>
    Speed = 8,
}
