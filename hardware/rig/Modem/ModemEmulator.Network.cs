using System.Globalization;

namespace Terminal.Rig.Modem;

/// <content>SIM, network, packet service and clock.</content>
public sealed partial class ModemEmulator
{
    private const int ResetFunction = 6;

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

    /// <summary>Registration as the modem would tell it: 0, 1, 2, 3 or 5.</summary>
    public int Registration => _registration;

    private bool IsSimUsable => _isSimInitialised && _simSeen && !Faults.NoSim && !Faults.SimPin
        && !Faults.SimPuk;

    private bool IsOnNetwork => _registration is 1 or 5;

    private void ResetNetwork()
    {
        _function = 1;
        _isSimInitialised = false;
        _simSettled = false;
        _isAttached = false;
        _isActive = false;
        _isDetachedByUser = false;
        _wasDenied = false;
        _registration = 0;
        _registrationWanted = -1;
        _clockBase = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        _clockBaseMs = _nowMs();
    }

    private void BuildNetworkCommands()
    {
        AddReport("+CIMI", () => OfSim(Options.Imsi));
        AddReport("+CICCID", () => OfSim("+ICCID: " + Options.Iccid));
        AddReport("+CCID", () => OfSim("+CCID: " + Options.Iccid));
        AddReport("+CNUM", () => Fail(100));
        _commands["+CPIN"] = Pin;
        AddReport("+CSQ", TellSignal, "(0-31,99),(0-7,99)");
        AddReport("+CESQ", () => Tell(ExtendedSignal()));
        AddReport("+CPSI", () => Tell(SystemInformation()));
        AddReport("+CSPN", () => Tell($"+CSPN: \"{Options.Operator}\",0"));
        _commands["+COPS"] = OperatorName;
        Add("+CFUN", Function, () => Tell(Text($"+CFUN: {_function}")), "(0,1,4-7),(0,1)");
        Add("+CGATT", AttachCommand, () => Tell("+CGATT: " + (_isAttached ? 1 : 0)), "(0,1)");
        Add("+CGACT", Activate, () => Tell("+CGACT: 1," + (_isActive ? 1 : 0)), "(0,1)");
        Add(
            "+CGDCONT",
            Context,
            () => Tell(Text($"+CGDCONT: 1,\"IP\",\"{_apn}\",\"0.0.0.0\",0,0,0,0")),
            "(1-15),\"IP\",,,(0-2),(0-4)");
        AddReport("+CGPADDR", () => Tell("+CGPADDR: 1," + CurrentAddress), "(1)");
        Add(
            "+CTZU",
            command => Set(() => _isZoneUpdated = command.Number(0) == 1),
            () => Tell("+CTZU: " + (_isZoneUpdated ? 1 : 0)),
            "(0,1)");
        Add("+CCLK", SetClock, TellClock);
        Add("+CNTP", TimeServer, () => Tell($"+CNTP: \"{_timeServer}\",0"));
    }

    private string CurrentAddress => _isActive ? Options.Address : "0.0.0.0";

    private Answer TellSignal() =>
        Tell(Text($"+CSQ: {(IsOnNetwork ? Faults.SignalLevel : 99)},99"));

    private string SystemInformation()
    {
        if (!IsOnNetwork)
        {
            return _function == 1 ? "+CPSI: NO SERVICE,Online" : "+CPSI: NO SERVICE,Low Power Mode";
        }

        int power = Math.Clamp((2 * Faults.SignalLevel) - 113 - 20, -140, -44);
        return "+CPSI: LTE,Online,001-01,0x1A2B,27443140,203,EUTRAN-BAND20,6300,3,3,"
            + Text($"-95,{power}0,{power + 20}0,12");
    }

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

    private Answer Function(ModemCommandLine command)
    {
        int function = command.Number(0);
        if (command.Number(1) == 1 || function == ResetFunction)
        {
            return Tell() with { Then = RestartSoon };
        }

        if (function is not (0 or 1 or 4 or 5 or 7))
        {
            return Fail(50);
        }

        _function = function;
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
        bool isOn = command.Number(0) == 1;
        if (isOn && (!_isAttached || Faults.NoBearer))
        {
            return Fail(30) with { DelayMs = Options.AttachMs };
        }

        _isActive = isOn;
        return new Answer(Ok, Options.AttachMs);
    }

    private Answer Context(ModemCommandLine command)
    {
        return Set(() => _apn = command.Argument(2));
    }

    private Answer TellClock()
    {
        var local = ModemUtc.AddMinutes(15 * ZoneQuarters);
        string zone = ZoneQuarters.ToString("+00;-00", CultureInfo.InvariantCulture);
        string told = local.ToString("yy/MM/dd,HH:mm:ss", CultureInfo.InvariantCulture);
        return Tell($"+CCLK: \"{told}{zone}\"");
    }

    private Answer SetClock(ModemCommandLine command)
    {
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

        WatchSessions();
        WatchLinks();
        WatchHttp();
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
            LoseNet();
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
