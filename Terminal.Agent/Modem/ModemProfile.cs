namespace Terminal.Agent.Modem;

/// <summary>
/// What differs between models: make, pulses, patience and the commands for identity. One engine
/// runs all.
/// </summary>
public sealed class ModemProfile
{
    /// <summary>Whose commands it takes.</summary>
    public readonly ModemMake Make;

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

    /// <summary>A profile; <see cref="ModemProfiles"/> has the rows.</summary>
    public ModemProfile(
        ModemMake make,
        int onPulseMs,
        int resetPulseMs,
        int bootLimitMs,
        int bootPulseMs,
        string iccid,
        string iccidAgain)
    {
        Make = make;
        OnPulseMs = onPulseMs;
        ResetPulseMs = resetPulseMs;
        BootLimitMs = bootLimitMs;
        BootPulseMs = bootPulseMs;
        Setup = make == ModemMake.Quectel ? QuectelScripts.Setup() : SimcomScripts.Setup();
        Iccid = ModemScripts.Quick(iccid, AtToken.Iccid, true);
        IccidAgain = ModemScripts.Quick(iccidAgain, AtToken.Iccid, true);
        Context = ModemScripts.Context(this);
    }
}
