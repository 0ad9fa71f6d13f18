namespace Terminal.Rig.Modem;

/// <content>
/// Identity, settings without effect here, and whatever else generic clients send first.
/// </content>
public sealed partial class ModemEmulator
{
    private const string NoCarrier = "NO CARRIER";
    private const int PowerDownMs = 500;

    private readonly Dictionary<string, int> _modes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _settings = new(StringComparer.Ordinal);
    private bool _echo = true;
    private bool _storedEcho = true;
    private int _cmee = 2;

    // Settings that a restart forgets.
    private void ResetSettings()
    {
        _echo = _storedEcho;
        _cmee = 2;
        _modes.Clear();
        _settings.Clear();
        ResetNetwork();
        ResetTls();
        ResetTcp();
    }

    private void BuildGenericCommands()
    {
        BuildBasicCommands();
        foreach (string plain in new[]
        {
            "+IFC", "+IPR", "+CSCS", "+CNMI", "+CMGF", "+CSMS", "+CRC", "+CLIP", "+CTZR",
            "+CGEREP", "+CSDH", "+CVHU", "+CUSD", "+CSSN", "+CCWA", "+COLP", "+CREG", "+CGREG",
            "+CEREG", "+CPMS", "+CPBS", "+CMMS", "+CSCLK", "+ICF", "+CLVL", "+GSMBUSY",
        })
        {
            string name = plain;
            _commands[name] = command => Plain(name, command);
        }

        Read("SIMCOM INCORPORATED", "+CGMI", "+GMI");
        Read(Options.Model, "+CGMM", "+GMM");
        Read("+CGMR: " + Options.Firmware, "+CGMR", "+GMR");
        Read(Options.Imei, "+CGSN", "+GSN");
        Read("+SIMEI: " + Options.Imei, "+SIMEI");
        Read("+GCAP: +CGSM,+FCLASS,+DS", "+GCAP");
        Read("+CSCA: \"+33689004000\",145", "+CSCA");
        AddReport("+CBC", () => Tell("+CBC: " + Options.Battery));
        AddReport("+CPMUTEMP", () => Tell(Text($"+CPMUTEMP: {Options.TemperatureC}")));
        Add(
            "+CMEE",
            command => command.Number(0) is >= 0 and <= 2
                ? Set(() => _cmee = command.Number(0))
                : Fail(50),
            () => Tell(Text($"+CMEE: {_cmee}")),
            "(0-2)");
        Add("+CPOF", _ => Tell() with { Then = PowerDown });
        Add("+CRESET", _ => Tell() with { Then = RestartSoon });
        AddSetting("+CNMP", "(2,13,14,38)", "2");
        AddSetting("+CGAUTH", "(1-15),(0-3),,", "1", "0", "\"\"", "\"\"");
    }

    private void BuildBasicCommands()
    {
        foreach (string name in new[]
        {
            // V0 is among them: programs send it and go on to look for words.
            "", "V", "Q", "&D", "&C", "&K", "&S", "&R", "\\Q", "X", "H", "L", "M", "P", "S", "T",
        })
        {
            _commands[name] = command => command.IsQuery ? Tell("000") : Tell();
        }

        _commands["E"] = command => Set(() => _echo = command.Number(0) != 0);
        _commands["&W"] = _ => Set(() => _storedEcho = _echo);
        _commands["Z"] = _ => Set(() => _echo = _storedEcho);
        _commands["&F"] = _ => Set(() => _echo = true);

        // There is no data call: packets pass through the sockets.
        _commands["D"] = _ => new Answer(NoCarrier, Options.AttachMs);
        _commands["O"] = _ => new Answer(NoCarrier, Options.AnswerMs);
        _commands["I"] = _ => Tell(
            "Manufacturer: SIMCOM INCORPORATED",
            "Model: " + Options.Model,
            "Revision: " + Options.Firmware,
            "IMEI: " + Options.Imei,
            "+GCAP: +CGSM,+FCLASS,+DS");
    }

    private void Read(string text, params string[] names)
    {
        foreach (string name in names)
        {
            AddReport(name, () => Tell(text));
        }
    }

    // Numbers and words that are kept and told; a default that is a number takes only numbers.
    private void AddSetting(string name, string ranges, params string[] defaults) => Add(
        name,
        command => Change(name, command.Arguments, defaults),
        () => Tell(name + ": " + string.Join(',', Setting(name, defaults))),
        ranges);

    private string[] Setting(string name, string[] defaults) =>
        _settings.GetValueOrDefault(name, defaults);

    private Answer Change(string name, string[] arguments, string[] defaults)
    {
        string[] values = [.. Setting(name, defaults)];
        if (arguments.Length > values.Length)
        {
            return Refuse();
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Length == 0)
            {
                continue;
            }

            if (IsNumber(defaults[i]) && !IsNumber(arguments[i]))
            {
                return Refuse();
            }

            values[i] = arguments[i];
        }

        return Set(() => _settings[name] = values);
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private Answer Plain(string name, ModemCommandLine command)
    {
        bool isRegistration = name is "+CREG" or "+CGREG" or "+CEREG";
        if (command.IsQuery)
        {
            int mode = _modes.GetValueOrDefault(name);
            return name switch
            {
                "+CSCS" => Tell("+CSCS: \"IRA\""),
                "+CPMS" => Tell("+CPMS: \"SM\",0,50,\"SM\",0,50,\"SM\",0,50"),
                "+CPBS" => Tell("+CPBS: \"SM\",0,250"),
                "+CNMI" => Tell("+CNMI: 2,1,0,0,0"),
                "+IPR" => Tell("+IPR: 115200"),
                "+IFC" => Tell("+IFC: 2,2"),
                _ when isRegistration => Tell() with
                {
                    Fresh = () => mode == 2 && IsOnNetwork
                        ? Text($"{name}: {mode},{_registration},\"1A2B\",\"01A2B3C4\",7")
                        : Text($"{name}: {mode},{_registration}"),
                },
                _ => Tell(Text($"{name}: {mode}")),
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
                "+IPR" => Tell("+IPR: (0,9600,19200,38400,57600,115200,230400,460800,921600)"),
                _ when isRegistration => Tell(name + ": (0-2)"),
                _ => Tell(),
            };
        }

        if (name == "+CPMS" && command.IsSet)
        {
            return Tell("+CPMS: 0,50,0,50,0,50");
        }

        return Set(() => _modes[name] = command.Number(0));
    }

    // What is said last must still leave before the power does.
    private void PowerDown() => After(PowerDownMs / 2, () =>
    {
        Urc("NORMAL POWER DOWN");
        After(PowerDownMs / 2, ShutDown);
    });

    private void RestartSoon() => After(500, () =>
    {
        ShutDown();
        ClearHang(false);
        Boot(Options.BootMs);
    });
}
