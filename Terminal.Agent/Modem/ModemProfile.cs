using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// What differs between models: pulses, patience and the commands for identity. One engine runs
/// all.
/// </summary>
public sealed class ModemProfile
{
    /// <summary>Pulse on PWRKEY that switches the modem on, in ms.</summary>
    public readonly int OnPulseMs;

    /// <summary>Pulse on PWRKEY that resets it, in ms; at least 2000.</summary>
    public readonly int ResetPulseMs;

    /// <summary>From power to the first answer, at most, in ms.</summary>
    public readonly int BootLimitMs;

    /// <summary>
    /// Silence after which a modem that should boot gets an on-pulse (again), in ms.
    /// </summary>
    public readonly int BootPulseMs;

    /// <summary>Model, identity and behaviour of the line, once after each boot.</summary>
    public readonly ChatScript Setup;

    /// <summary>ICCID and access point name.</summary>
    public readonly ChatScript Context;

    /// <summary>The command that reads the ICCID.</summary>
    public readonly ChatStep Iccid;

    /// <summary>The command that reads it on firmware that does not know the first.</summary>
    public readonly ChatStep IccidAgain;

    /// <summary>The profile of a model.</summary>
    public ModemProfile(ModemModel model)
    {
        bool isA7670 = model == ModemModel.A7670E;
        OnPulseMs = isA7670 ? Limits.ModemA7670OnPulseMs : Limits.ModemSim7600OnPulseMs;
        ResetPulseMs = Limits.ModemResetPulseMs;
        BootLimitMs = Limits.ModemBootMsMax;
        BootPulseMs = Limits.ModemBootPulseMs;
        Setup = new ChatScript(
            new ChatStep[]
            {
                ModemScripts.Quick("ATE0", AtToken.None, false),
                ModemScripts.Quick("AT+CMEE=1", AtToken.None, true),
                ModemScripts.Quick("AT+IFC=2,2", AtToken.None, true),
                ModemScripts.Quick("AT+CGMR", AtToken.Firmware, true),
                ModemScripts.Quick("AT+CGSN", AtToken.Unknown, true),
                ModemScripts.Quick("AT+CTZU=1", AtToken.None, true),
                ModemScripts.Quick("AT+CEREG=1", AtToken.None, false),
            },
            Limits.ModemScriptTries);
        Iccid = ModemScripts.Quick(
            isA7670 ? "AT+CCID" : "AT+CICCID",
            AtToken.Iccid,
            true);
        IccidAgain = ModemScripts.Quick(
            isA7670 ? "AT+CICCID" : "AT+CCID",
            AtToken.Iccid,
            true);
        Context = ModemScripts.Context(this);
    }
}
