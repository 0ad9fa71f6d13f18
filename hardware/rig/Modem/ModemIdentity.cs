namespace Terminal.Rig.Modem;

/// <summary>
/// Identity, settings without effect here, and whatever else generic clients send first.
/// </summary>
internal sealed class ModemIdentity : ModemPart
{
    private const string NoCarrier = "NO CARRIER";
    private const int WrongParameter = 50;
    private const int SpeedMs = 20;

    private static readonly int[] Speeds =
        [9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];


    private bool _storedEcho = true;

    /// <summary>A modem with its factory settings.</summary>
    public ModemIdentity(ModemCore core)
        : base(core)
    {
        AddBasicCommands();
        foreach (string plain in new[]
        {
            "+IFC", "+CSCS", "+CNMI", "+CMGF", "+CSMS", "+CRC", "+CLIP", "+CTZR",
            "+CGEREP", "+CSDH", "+CVHU", "+CUSD", "+CSSN", "+CCWA", "+COLP", "+CPMS", "+CPBS",
            "+CMMS", "+CSCLK", "+ICF", "+CLVL", "+GSMBUSY",
        })
        {
            string name = plain;
            Core.Commands.Set(name, command => Plain(name, command));
        }

        Read(Maker, "+CGMI", "+GMI");
        Read(Options.Model, "+CGMM", "+GMM");
        AddReport("+CGMR", () => Tell(FirmwareText));
        AddReport("+GMR", () => Tell(FirmwareText));
        Read(Options.Imei, "+CGSN", "+GSN");
        Read("+GCAP: +CGSM,+FCLASS,+DS", "+GCAP");
        Read("+CSCA: \"+33689004000\",145", "+CSCA");
        AddReport("+CBC", () => Tell("+CBC: " + Options.Battery));
        Add(
            "+CMEE",
            command => command.Number(0) is >= 0 and <= 2
                ? Set(() => Core.Commands.ErrorMode = command.Number(0))
                : Fail(WrongParameter),
            () => Tell(Text($"+CMEE: {Core.Commands.ErrorMode}")),
            "(0-2)");
        Add(
            "+IPR",
            SetSpeed,
            () => Tell(Text($"+IPR: {Core.Baud}")),
            "(0," + string.Join(',', Speeds) + ")");
        if (!IsQuectel)
        {
            Read("+SIMEI: " + Options.Imei, "+SIMEI");
            AddReport("+CPMUTEMP", () => Tell(Text($"+CPMUTEMP: {Options.TemperatureC}")));
            AddSetting("+CNMP", "(2,13,14,38)", "2");
        }
    }

    private bool IsQuectel => Options.Make == EmulatedMake.Quectel;

    private string Maker => IsQuectel ? "Quectel" : "SIMCOM INCORPORATED";

    // Quectel tells it without a prefix.
    private string FirmwareText => IsQuectel ? Options.Firmware : "+CGMR: " + Options.Firmware;

    /// <inheritdoc/>
    public override void Reset()
    {
        Core.Parser.Echo = _storedEcho;
        if (!Options.KeepsSpeed)
        {
            Core.SetBaud(ModemCore.StartBaud);
        }
    }

    // OK goes out at the speed at which the command came.
    private ModemAnswer SetSpeed(ModemCommandLine command)
    {
        int baud = command.Number(0) == 0 ? ModemCore.StartBaud : command.Number(0);
        return Faults.SpeedRefused || Array.IndexOf(Speeds, baud) < 0
            ? Fail(WrongParameter)
            : Tell() with { Then = () => After(SpeedMs, () => Core.SetBaud(baud)) };
    }

    private void AddBasicCommands()
    {
        foreach (string name in new[]
        {
            // V0 is among them: programs send it and go on to look for words.
            "", "V", "Q", "&D", "&C", "&K", "&S", "&R", "\\Q", "X", "H", "L", "M", "P", "S", "T",
        })
        {
            Core.Commands.Set(name, command => command.IsQuery ? Tell("000") : Tell());
        }

        var parser = Core.Parser;
        Core.Commands.Set("E", command => Set(() => parser.Echo = command.Number(0) != 0));
        Core.Commands.Set("&W", _ => Set(() => _storedEcho = parser.Echo));
        Core.Commands.Set("Z", _ => Set(() => parser.Echo = _storedEcho));
        Core.Commands.Set("&F", _ => Set(() => parser.Echo = true));

        // There is no data call: packets pass through the sockets.
        Core.Commands.Set("D", _ => new ModemAnswer(NoCarrier, Options.AttachMs));
        Core.Commands.Set("O", _ => new ModemAnswer(NoCarrier, Options.AnswerMs));
        Core.Commands.Set("I", _ => IsQuectel
            ? Tell(Maker, Options.Model, "Revision: " + Options.Firmware)
            : Tell(
            "Manufacturer: SIMCOM INCORPORATED",
            "Model: " + Options.Model,
            "Revision: " + Options.Firmware,
            "IMEI: " + Options.Imei,
            "+GCAP: +CGSM,+FCLASS,+DS"));
    }

    private void Read(string text, params string[] names)
    {
        foreach (string name in names)
        {
            AddReport(name, () => Tell(text));
        }
    }

    private ModemAnswer Plain(string name, ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            return name switch
            {
                "+CSCS" => Tell("+CSCS: \"IRA\""),
                "+CPMS" => Tell("+CPMS: \"SM\",0,50,\"SM\",0,50,\"SM\",0,50"),
                "+CPBS" => Tell("+CPBS: \"SM\",0,250"),
                "+CNMI" => Tell("+CNMI: 2,1,0,0,0"),
                "+IFC" => Tell("+IFC: 2,2"),
                _ => Tell(Text($"{name}: {Core.Commands.Modes.GetValueOrDefault(name)}")),
            };
        }

        if (command.IsTest)
        {
            return name switch
            {
                "+CSCS" => Tell("+CSCS: (\"IRA\",\"GSM\",\"UCS2\")"),
                "+CPMS" => Tell("+CPMS: (\"ME\",\"SM\"),(\"ME\",\"SM\"),(\"ME\",\"SM\")"),
                "+CPBS" => Tell("+CPBS: (\"SM\",\"DC\",\"ON\",\"ME\")"),
                "+CNMI" => Tell("+CNMI: (0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)"),
                "+CMGF" => Tell("+CMGF: (0-1)"),
                "+CSCLK" => Tell("+CSCLK: (0-2)"),
                _ => Tell(),
            };
        }

        if (name == "+CPMS" && command.IsSet)
        {
            return Tell("+CPMS: 0,50,0,50,0,50");
        }

        return Set(() => Core.Commands.Modes[name] = command.Number(0));
    }
}
