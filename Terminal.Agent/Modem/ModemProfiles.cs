namespace Terminal.Agent.Modem;

/// <summary>The modem models that the driver knows, a row for each.</summary>
public static class ModemProfiles
{
    /// <summary>A profile for each <see cref="Settings.ModemModel"/>, in its order.</summary>
    public static ModemProfile[] All() => new ModemProfile[]
    {
        Row(Limits.ModemA7670OnPulseMs, "AT+CCID", "AT+CICCID"),
        Row(Limits.ModemSim7600OnPulseMs, "AT+CICCID", "AT+CCID"),
        Row(Limits.ModemSim7672OnPulseMs, "AT+CCID", "AT+CICCID"),
    };

    private static ModemProfile Row(int onPulseMs, string iccid, string iccidAgain) =>
        new ModemProfile(
            onPulseMs,
            Limits.ModemResetPulseMs,
            Limits.ModemBootMsMax,
            Limits.ModemBootPulseMs,
            iccid,
            iccidAgain);
}
