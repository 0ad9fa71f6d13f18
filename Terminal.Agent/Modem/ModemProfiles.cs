using Terminal.Agent.Settings;

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
        Row(
            ModemMake.Quectel,
            Limits.ModemQuectelOnPulseMs,
            "AT+QCCID",
            "AT+QCCID"),
    };

    /// <summary>Whose commands a model takes.</summary>
    public static ModemMake MakeOf(ModemModel model) =>
        model == ModemModel.Eg800K ? ModemMake.Quectel : ModemMake.Simcom;

    private static ModemProfile Row(int onPulseMs, string iccid, string iccidAgain) =>
        Row(ModemMake.Simcom, onPulseMs, iccid, iccidAgain);

    private static ModemProfile Row(
        ModemMake make, int onPulseMs, string iccid, string iccidAgain) =>
        new ModemProfile(
            make,
            onPulseMs,
            Limits.ModemResetPulseMs,
            Limits.ModemBootMsMax,
            Limits.ModemBootPulseMs,
            iccid,
            iccidAgain);
}
