namespace Terminal.Rig.Modem;

/// <summary>Who the emulated modem is, and how long it takes for what. Times in ms.</summary>
public sealed class ModemOptions
{
    /// <summary>Whose command set it speaks.</summary>
    public EmulatedMake Make { get; set; } = EmulatedMake.Simcom;

    /// <summary>Model, as +CGMM tells it.</summary>
    public string Model { get; set; } = "A7670E-FASE";

    /// <summary>Firmware, as +CGMR tells it.</summary>
    public string Firmware { get; set; } = "A7670M7_V1.11.1";

    /// <summary>IMEI: a test number with a right check digit.</summary>
    public string Imei { get; set; } = "490154203237518";

    /// <summary>IMSI: of the test network 001 01.</summary>
    public string Imsi { get; set; } = "001010123456789";

    /// <summary>ICCID.</summary>
    public string Iccid { get; set; } = "8988211000000123457";

    /// <summary>Operator's name.</summary>
    public string Operator { get; set; } = "Test PLMN 1-1";

    /// <summary>Address of the bearer.</summary>
    public string Address { get; set; } = "10.64.12.34";

    /// <summary>The firmware can be told to check names, as <see cref="ChecksNames"/> has it.</summary>
    public bool HasNameOption { get; set; } = true;

    /// <summary>
    /// The firmware compares the name asked for with the certificate's, unless it is told not to.
    /// </summary>
    public bool ChecksNames { get; set; } = true;

    /// <summary>How often sockets can be opened until the supply is cut; 0 without end.</summary>
    public int OpeningsMost { get; set; }

    /// <summary>Least pulse on PWRKEY that switches it on, in ms.</summary>
    public int OnPulseMs { get; set; } = 50;

    /// <summary>A restart leaves the line at the speed that was set last.</summary>
    public bool KeepsSpeed { get; set; }

    /// <summary>
    /// Bytes on its line switch it on, for clients whose board has a PWRKEY that this line has not.
    /// </summary>
    public bool WakesOnLine { get; set; }

    /// <summary>
    /// Battery, as +CBC tells it: SIMCom's modules tell volts, where 3GPP 27.007 has state and percent.
    /// </summary>
    public string Battery { get; set; } = "3.812V";

    /// <summary>Temperature of the module, as +CPMUTEMP tells it, in degrees Celsius.</summary>
    public int TemperatureC { get; set; } = 29;

    /// <summary>
    /// Freezes at what real modems were seen not to forgive; else such a client is served and
    /// <see cref="ModemEmulator.Noticed"/> tells of it. Strict also leaves the bearer to the
    /// terminal: the TLS service does not activate it.
    /// </summary>
    public bool IsStrict { get; set; } = true;

    /// <summary>Zone that the network tells, in quarter hours.</summary>
    public int ZoneQuarters { get; set; } = 4;

    /// <summary>From power to RDY.</summary>
    public int BootMs { get; set; } = 9_000;

    /// <summary>From RDY to a SIM that can be used.</summary>
    public int SimReadyMs { get; set; } = 2_500;

    /// <summary>From SIM to PB DONE.</summary>
    public int PhoneBookMs { get; set; } = 4_000;

    /// <summary>From SIM, or coverage, to registration.</summary>
    public int RegisterMs { get; set; } = 3_000;

    /// <summary>Of a plain command.</summary>
    public int AnswerMs { get; set; } = 8;

    /// <summary>Of attaching, detaching, activating.</summary>
    public int AttachMs { get; set; } = 600;

    /// <summary>Of starting and stopping the TLS service.</summary>
    public int ServiceMs { get; set; } = 300;

    /// <summary>From the last byte of a payload to the report of its sending.</summary>
    public int SendReportMs { get; set; } = 40;

    /// <summary>Quick times, for real-time demonstrations and tests.</summary>
    public static ModemOptions Quick() => new ModemOptions().Hurry();

    /// <summary>Takes quick times.</summary>
    public ModemOptions Hurry()
    {
        BootMs = 400;
        SimReadyMs = 100;
        PhoneBookMs = 200;
        RegisterMs = 200;
        AttachMs = 50;
        ServiceMs = 30;
        AnswerMs = 1;
        SendReportMs = 5;
        return this;
    }
}
