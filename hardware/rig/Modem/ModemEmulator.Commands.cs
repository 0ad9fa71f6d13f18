using System.Globalization;

namespace Terminal.Rig.Modem;

/// <content>
/// The commands: identity, SIM, network, clock, and what generic clients send first.
/// </content>
public sealed partial class ModemEmulator
{
    private const string Ok = "OK";
    private const string Error = "ERROR";

    private readonly Dictionary<string, Func<ModemCommandLine, Answer>> _commands =
        new(StringComparer.OrdinalIgnoreCase);

    // Settings that a restart forgets, and those that it keeps.
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _modes = new(StringComparer.Ordinal);
    private bool _echo = true;
    private int _cmee = 2;
    private int _function = 1;
    private bool _isSimInitialised;
    private bool _simSeen;
    private bool _simSettled;
    private bool _isAttached;
    private bool _isActive;
    private bool _isDetachedByUser;
    private bool _wasDenied;
    private int _registration;
    private int _registrationWanted = -1;
    private string _apn = "";
    private DateTime _clockBase = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private long _clockBaseMs;
    private bool _isZoneUpdated = true;
    private string _timeServer = "";
    private bool _isNetOpen;

    private sealed record Answer(string Final, int DelayMs, params string[] Lines)
    {
        /// <summary>Done after the final answer.</summary>
        public Action? Then { get; init; }

        /// <summary>True when a prompt takes the final answer's place.</summary>
        public bool IsPrompt { get; init; }
    }

    /// <summary>Registration as the modem would tell it: 0, 1, 2, 3 or 5.</summary>
    public int Registration => _registration;

    private bool IsSimUsable => _isSimInitialised && _simSeen && !Faults.NoSim && !Faults.SimPin
        && !Faults.SimPuk;

    private bool IsOnNetwork => _registration is 1 or 5;

    private void ResetSettings()
    {
        _echo = true;
        _cmee = 2;
        _function = 1;
        _modes.Clear();
        _isSimInitialised = false;
        _simSettled = false;
        _isAttached = false;
        _isActive = false;
        _isNetOpen = false;
        _isDetachedByUser = false;
        _wasDenied = false;
        _registration = 0;
        _registrationWanted = -1;
        _clockBase = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        _clockBaseMs = _nowMs();
        ResetTls();
    }

    private void BuildCommands()
    {
        foreach (string plain in new[]
        {
            "", "V", "Q", "Z", "&F", "&W", "&D", "&C", "&K", "X", "H", "S0", "+IFC", "+IPR",
            "+CSCS", "+CNMI", "+CMGF", "+CSMS", "+CRC", "+CLIP", "+CTZR", "+CGEREP", "+CSDH",
            "+CVHU", "+CUSD", "+CSSN", "+CCWA", "+COLP", "+CREG", "+CGREG", "+CEREG",
            "+CPMS", "+CPBS", "+CMMS", "+CSCLK", "+ICF", "+CLVL", "+GSMBUSY", "+CIPRXGET", "+CIPMODE",
            "+CDNSCFG", "+CTCPKA",
        })
        {
            string name = plain;
            _commands[name] = command => Plain(name, command);
        }

        _commands["E"] = command => Set(() => _echo = command.Number(0) != 0);
        _commands["I"] = _ => new Answer(
            Ok,
            Options.AnswerMs,
            "Manufacturer: SIMCOM INCORPORATED",
            "Model: " + Options.Model,
            "Revision: " + Options.Firmware,
            "IMEI: " + Options.Imei,
            "+GCAP: +CGSM,+FCLASS,+DS");
        Read("SIMCOM INCORPORATED", "+CGMI", "+GMI");
        Read(Options.Model, "+CGMM", "+GMM");
        Read("+CGMR: " + Options.Firmware, "+CGMR", "+GMR");
        Read(Options.Imei, "+CGSN", "+GSN");
        Read("+GCAP: +CGSM,+FCLASS,+DS", "+GCAP");
        _commands["+CBC"] = _ => Tell("+CBC: " + Options.Battery);
        Read("+CSCA: \"+33689004000\",145", "+CSCA");
        _commands["+CIMI"] = _ => OfSim(Options.Imsi);
        _commands["+CICCID"] = _ => OfSim("+ICCID: " + Options.Iccid);
        _commands["+CCID"] = _ => OfSim("+CCID: " + Options.Iccid);
        _commands["+CNUM"] = _ => Fail(100);
        _commands["+CMEE"] = command => command.IsQuery ? Tell($"+CMEE: {_cmee}")
            : Set(() => _cmee = command.Number(0));
        _commands["+CFUN"] = Function;
        _commands["+CPIN"] = Pin;
        _commands["+CSQ"] = _ => Tell(Text($"+CSQ: {(IsOnNetwork ? Faults.SignalLevel : 99)},99"));
        _commands["+CESQ"] = _ => Tell(ExtendedSignal());
        _commands["+COPS"] = OperatorName;
        _commands["+CGATT"] = AttachCommand;
        _commands["+CGACT"] = Activate;
        _commands["+CGDCONT"] = Context;
        _commands["+CGPADDR"] = _ =>
            Tell("+CGPADDR: 1," + (_isActive ? Options.Address : "0.0.0.0"));
        _commands["+CTZU"] = command => command.IsQuery ? Tell("+CTZU: " + (_isZoneUpdated ? 1 : 0))
            : Set(() => _isZoneUpdated = command.Number(0) == 1);
        _commands["+CCLK"] = Clock;
        _commands["+CNTP"] = TimeServer;
        _commands["+NETOPEN"] = OpenNet;
        _commands["+NETCLOSE"] = _ => CloseNet();
        _commands["+CPOF"] = _ => new Answer(Ok, Options.AnswerMs) { Then = PowerDown };
        BuildTlsCommands();
    }

    private void Run(string line)
    {
        CommandTaken?.Invoke(line);
        if (line.Length < 2 || !line.StartsWith("AT", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        _isBusy = true;
        RunParts(ModemCommandLine.Split(line[2..]), 0);
    }

    private void RunParts(IReadOnlyList<string> parts, int index)
    {
        var command = ModemCommandLine.Parse(parts[index]);
        Answer answer;
        if (!_commands.TryGetValue(command.Name, out var run))
        {
            answer = Fail(100);
        }
        else if (Faults.AnswersError && command.Name.StartsWith('+'))
        {
            answer = Fail(100);
        }
        else
        {
            answer = run(command);
        }

        bool isLast = index + 1 >= parts.Count || answer.Final != Ok || answer.IsPrompt;
        After(answer.DelayMs, () =>
        {
            if (!IsMute)
            {
                foreach (string text in answer.Lines)
                {
                    Line(text);
                }
            }

            if (!isLast)
            {
                RunParts(parts, index + 1);
                return;
            }

            Finish(answer);
        });
    }

    private void Finish(Answer answer)
    {
        int lateMs = 0;
        if (Faults.LateMs > 0 && Faults.LateCount != 0)
        {
            lateMs = Faults.LateMs;
            Faults.LateCount -= Faults.LateCount > 0 ? 1 : 0;
        }

        After(lateMs, () =>
        {
            if (!answer.IsPrompt && !IsMute)
            {
                Line(answer.Final);
            }

            _isBusy = false;
            answer.Then?.Invoke();
            Consume();
        });
        if (lateMs == 0)
        {
            RunDueNow();
        }
    }

    // What is due at this very moment belongs to the answer just given.
    private void RunDueNow()
    {
        long now = _nowMs();
        while (_schedule.TryPeek(out var action, out var due) && due.AtMs <= now)
        {
            _schedule.Dequeue();
            action();
        }
    }

    private void Read(string text, params string[] names)
    {
        foreach (string name in names)
        {
            _commands[name] = command => command.IsTest ? Set(() => { }) : Tell(text);
        }
    }

    private Answer Tell(params string[] lines) => new(Ok, Options.AnswerMs, lines);

    private Answer Set(Action set)
    {
        set();
        return new Answer(Ok, Options.AnswerMs);
    }

    private Answer Fail(int number) => new(
        _cmee switch
        {
            0 => Error,
            1 => Text($"+CME ERROR: {number}"),
            _ => "+CME ERROR: " + Words(number),
        },
        Options.AnswerMs);

    private static string Words(int number) => number switch
    {
        10 => "SIM not inserted",
        11 => "SIM PIN required",
        12 => "SIM PUK required",
        14 => "SIM busy",
        30 => "no network service",
        50 => "Incorrect parameters",
        _ => "unknown",
    };

    private Answer OfSim(string text)
    {
        if (Faults.NoSim || (_simSettled && !_simSeen))
        {
            return Faults.SimErrorInWords
                ? new Answer(Error, Options.AnswerMs, "SIM not inserted")
                : Fail(10);
        }

        return _isSimInitialised ? Tell(text) : Fail(14);
    }

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
                _ when isRegistration => Tell(mode == 2 && IsOnNetwork
                    ? Text($"{name}: {mode},{_registration},\"1A2B\",\"01A2B3C4\",7")
                    : Text($"{name}: {mode},{_registration}")),
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
                "+IPR" => Tell("+IPR: (0,9600,19200,38400,57600,115200,230400,460800,921600)"),
                _ when isRegistration => Tell(name + ": (0-2)"),
                _ => Set(() => { }),
            };
        }

        if (name == "+CPMS" && command.IsSet)
        {
            return Tell("+CPMS: 0,50,0,50,0,50");
        }

        return Set(() => _modes[name] = command.Number(0));
    }

    private Answer Function(ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            return Tell(Text($"+CFUN: {_function}"));
        }

        if (command.Number(1) == 1)
        {
            return new Answer(Ok, Options.AnswerMs)
            {
                Then = () => After(500, () =>
                {
                    ShutDown();
                    ClearHang(false);
                    Boot(Options.BootMs);
                }),
            };
        }

        _function = command.Number(0);
        _isDetachedByUser = false;
        return new Answer(Ok, Options.AttachMs) { Then = Watch };
    }

    private Answer Pin(ModemCommandLine command)
    {
        if (!command.IsQuery)
        {
            return Fail(command.IsTest ? 100 : 16);
        }

        return OfSim(SimText());
    }

    private string SimText() =>
        Faults.SimPin ? "+CPIN: SIM PIN" : Faults.SimPuk ? "+CPIN: SIM PUK" : "+CPIN: READY";

    private string ExtendedSignal()
    {
        if (!IsOnNetwork || Faults.SignalLevel > 31)
        {
            return "+CESQ: 99,99,255,255,255,255";
        }

        // RSRP some 20 dB below the total received power is usual at 10 MHz of LTE.
        int power = Math.Clamp((2 * Faults.SignalLevel) - 113 - 20 + 140, 0, 97);
        return Text($"+CESQ: 99,99,255,255,20,{power}");
    }

    private Answer OperatorName(ModemCommandLine command)
    {
        if (command.IsTest)
        {
            string one = Text($"(2,\"{Options.Operator}\",\"TEST\",\"00101\",7)");
            return new Answer(Ok, 3_000, "+COPS: " + one + ",,(0,1,2,3,4),(0,1,2)");
        }

        if (!command.IsQuery)
        {
            return Set(() => _modes["+COPS"] = command.Number(1) < 0 ? 0 : command.Number(1));
        }

        int format = _modes.GetValueOrDefault("+COPS");
        string name = format == 2 ? "00101" : Options.Operator;
        return Tell(IsOnNetwork ? Text($"+COPS: 0,{format},\"{name}\",7") : "+COPS: 0");
    }

    private Answer AttachCommand(ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            return Tell("+CGATT: " + (_isAttached ? 1 : 0));
        }

        if (_function != 1 || !IsSimUsable)
        {
            return Fail(30);
        }

        bool isAttach = command.Number(0) == 1;
        _isDetachedByUser = !isAttach;
        _wasDenied = false;
        if (!isAttach)
        {
            _isAttached = false;
            _isActive = false;
            return new Answer(Ok, Options.AttachMs) { Then = Watch };
        }

        if (Faults.NoBearer || Faults.NoCoverage || Faults.Denied)
        {
            return Fail(30) with { DelayMs = Options.AttachMs };
        }

        return new Answer(Ok, Options.AttachMs)
        {
            Then = () =>
            {
                _isAttached = true;
                ForceRegistration();
            },
        };
    }

    private Answer Activate(ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            return Tell("+CGACT: 1," + (_isActive ? 1 : 0));
        }

        bool isOn = command.Number(0) == 1;
        if (isOn && (!_isAttached || Faults.NoBearer))
        {
            return Fail(30) with { DelayMs = Options.AttachMs };
        }

        _isActive = isOn;
        return new Answer(Ok, Options.AttachMs);
    }

    // The service of plain sockets, which clients start early; sockets themselves it has none.
    private Answer OpenNet(ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            return Tell("+NETOPEN: " + (_isNetOpen ? 1 : 0));
        }

        if (_isNetOpen || !_isAttached)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        return new Answer(Ok, Options.AnswerMs)
        {
            Then = () =>
            {
                _isNetOpen = true;
                _isActive = true;
                After(Options.ServiceMs, () => Urc("+NETOPEN: 0"));
            },
        };
    }

    private Answer CloseNet()
    {
        if (!_isNetOpen)
        {
            return new Answer(Error, Options.AnswerMs);
        }

        _isNetOpen = false;
        return new Answer(Ok, Options.AnswerMs)
        {
            Then = () => After(Options.ServiceMs, () => Urc("+NETCLOSE: 0")),
        };
    }

    private Answer Context(ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            return Tell(Text($"+CGDCONT: 1,\"IP\",\"{_apn}\",\"0.0.0.0\",0,0,0,0"));
        }

        return command.IsTest ? Tell("+CGDCONT: (1-15),\"IP\",,,(0-2),(0-4)")
            : Set(() => _apn = command.Argument(2));
    }

    private Answer Clock(ModemCommandLine command)
    {
        if (command.IsQuery)
        {
            var local = ModemUtc.AddMinutes(15 * ZoneQuarters);
            string zone = ZoneQuarters.ToString("+00;-00", CultureInfo.InvariantCulture);
            string told = local.ToString("yy/MM/dd,HH:mm:ss", CultureInfo.InvariantCulture);
            return Tell($"+CCLK: \"{told}{zone}\"");
        }

        string text = command.Argument(0);
        bool isTime = text.Length >= 17 && DateTime.TryParseExact(
            text[..17],
            "yy/MM/dd,HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            && SetClock(time, text[17..]);
        return isTime ? Set(() => { }) : Fail(50);
    }

    private bool SetClock(DateTime local, string zone)
    {
        int quarters = int.TryParse(zone, CultureInfo.InvariantCulture, out int value) ? value : 0;
        _clockBase = local.AddMinutes(-15 * quarters);
        _clockBaseMs = _nowMs();
        return true;
    }

    private int ZoneQuarters => IsNetworkTimeUsed ? Options.ZoneQuarters : 0;

    private bool IsNetworkTimeUsed => IsOnNetwork && _isZoneUpdated && !Faults.NoNetworkTime;

    private DateTime ModemUtc => IsNetworkTimeUsed
        ? _utcNow()
        : _clockBase.AddMilliseconds(_nowMs() - _clockBaseMs);

    private Answer TimeServer(ModemCommandLine command)
    {
        if (command.IsSet)
        {
            return Set(() => _timeServer = command.Argument(0));
        }

        bool isReached = _isActive && _timeServer.Length > 0 && !Faults.NoTimeServer;
        return new Answer(Ok, Options.AnswerMs)
        {
            Then = () => After(800, () =>
            {
                if (isReached)
                {
                    SetClock(_utcNow(), "+00");
                }

                Urc(isReached ? "+CNTP: 0" : "+CNTP: 4");
            }),
        };
    }

    private void PowerDown()
    {
        Urc("NORMAL POWER DOWN");
        ShutDown();
    }

    // The world as it is now against what the modem has told of it.
    private void Watch()
    {
        if (!_isOn)
        {
            return;
        }

        WatchSim();
        int wanted = WantedRegistration();
        if (wanted != _registrationWanted)
        {
            _registrationWanted = wanted;
            After(wanted is 1 or 5 ? Options.RegisterMs : 300, () =>
            {
                if (_registrationWanted == wanted)
                {
                    SetRegistration(wanted);
                }
            });
        }

        WatchSession();
    }

    private void WatchSim()
    {
        if (!_simSettled || Faults.NoSim != _simSeen)
        {
            return;
        }

        if (Faults.NoSim)
        {
            _simSeen = false;
            Urc("+CPIN: SIM REMOVED");
        }
        else if (!Faults.NoSimSwitch)
        {
            _simSeen = true;
            After(Options.SimReadyMs, () => Urc("+CPIN: READY"));
        }
    }

    private int WantedRegistration()
    {
        if (_function != 1 || _isDetachedByUser || !IsSimUsable)
        {
            return 0;
        }

        if (Faults.NoCoverage)
        {
            return 2;
        }

        if (Faults.Denied || (_wasDenied && Faults.DenialSticks))
        {
            _wasDenied = true;
            return 3;
        }

        return Faults.Roaming ? 5 : 1;
    }

    private void ForceRegistration()
    {
        _registrationWanted = WantedRegistration();
        SetRegistration(_registrationWanted);
    }

    private void SetRegistration(int registration)
    {
        if (registration == _registration)
        {
            return;
        }

        _registration = registration;
        _isAttached = IsOnNetwork;
        if (!IsOnNetwork)
        {
            _isActive = false;
        }

        foreach (string name in new[] { "+CREG", "+CGREG", "+CEREG" })
        {
            int mode = _modes.GetValueOrDefault(name);
            if (mode > 0)
            {
                Urc(mode == 2 && IsOnNetwork
                    ? Text($"{name}: {registration},\"1A2B\",\"01A2B3C4\",7")
                    : Text($"{name}: {registration}"));
            }
        }
    }
}
