namespace Terminal.Rig.Modem;

/// <summary>The radio: functionality, registration, signal, operator.</summary>
internal sealed class ModemRegistration : ModemPart
{
    private const int ResetFunction = 6;
    private const int Full = 1;
    private const int WrongParameter = 50;

    private const string Eps = "+CEREG";

    private static readonly string[] Registrations = ["+CREG", "+CGREG", Eps];

    private readonly ModemSim _sim;
    private readonly ModemPower _power;
    private int _function = Full;
    private bool _isDetachedByUser;
    private bool _wasDenied;
    private int _wanted = -1;

    /// <summary>A modem that is not registered.</summary>
    public ModemRegistration(ModemCore core, ModemSim sim, ModemPower power)
        : base(core)
    {
        _sim = sim;
        _power = power;
        foreach (string name in Registrations)
        {
            string plain = name;
            Core.Commands.Set(plain, command => Report(plain, command));
        }

        AddReport("+CSQ", TellSignal, "(0-31,99),(0-7,99)");
        AddReport("+CESQ", () => Tell(ExtendedSignal()));
        if (Options.Make == EmulatedMake.Simcom)
        {
            AddReport("+CPSI", () => Tell(SystemInformation()));
        }

        AddReport("+CSPN", () => Tell($"+CSPN: \"{Options.Operator}\",0"));
        Core.Commands.Set("+COPS", OperatorName);
        Add("+CFUN", Function, () => Tell(Text($"+CFUN: {_function}")), "(0,1,4-7),(0,1)");
    }

    /// <summary>The registration has changed; the reports of it come after.</summary>
    public event Action? Changed;

    /// <summary>As the modem would tell it: 0, 1, 2, 3, 5, 6 or 7.</summary>
    public int Status { get; private set; }

    /// <summary>Registered, at home or abroad.</summary>
    public bool IsOnNetwork => Status is 1 or 5;

    /// <summary>The radio is on.</summary>
    public bool IsFull => _function == Full;

    /// <inheritdoc/>
    public override void Reset()
    {
        _function = Full;
        _isDetachedByUser = false;
        _wasDenied = false;
        Status = 0;
        _wanted = -1;
    }

    /// <summary>The terminal attaches or detaches: a denial is forgotten.</summary>
    public void SetDetached(bool isDetached)
    {
        _isDetachedByUser = isDetached;
        _wasDenied = false;
    }

    /// <summary>It registers at once, as far as the network lets it.</summary>
    public void Force()
    {
        _wanted = Wanted();
        SetStatus(_wanted);
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        int wanted = Wanted();
        if (wanted == _wanted)
        {
            return;
        }

        _wanted = wanted;
        After(wanted is 1 or 5 ? Options.RegisterMs : 300, () =>
        {
            if (_wanted == wanted)
            {
                SetStatus(wanted);
            }
        });
    }

    private int Wanted()
    {
        if (_function != Full || _isDetachedByUser || !_sim.IsUsable)
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

        return Faults.SmsOnly ? 6 : Faults.EmergencyOnly ? 7 : Faults.Roaming ? 5 : 1;
    }

    // LTE may refuse while an older network serves.
    private int StatusOf(string name) =>
        name == Eps && Faults.OlderNetwork && IsOnNetwork ? 0 : Status;

    private string Unasked(string name, int mode)
    {
        int status = StatusOf(name);
        return Faults.AreaWithoutQuotes ? Text($"{name}: {status},0003,01A2B3C4,{Access}")
            : mode == 2 && IsOnNetwork
                ? Text($"{name}: {status},\"1A2B\",\"01A2B3C4\",{Access}")
                : Text($"{name}: {status}");
    }

    private int Access => Faults.OlderNetwork ? 2 : 7;

    private void SetStatus(int status)
    {
        if (status == Status)
        {
            return;
        }

        Status = status;
        Changed?.Invoke();
        foreach (string name in Registrations)
        {
            int mode = Core.Commands.Modes.GetValueOrDefault(name);
            if (mode > 0)
            {
                Urc(Unasked(name, mode));
            }
        }
    }

    private ModemAnswer Report(string name, ModemCommandLine command)
    {
        if (command.IsTest)
        {
            return Tell(name + ": (0-2)");
        }

        if (!command.IsQuery)
        {
            return Set(() => Core.Commands.Modes[name] = command.Number(0));
        }

        int mode = Core.Commands.Modes.GetValueOrDefault(name);
        return Tell() with
        {
            Fresh = () => mode == 2 && IsOnNetwork
                ? Text($"{name}: {mode},{StatusOf(name)},\"1A2B\",\"01A2B3C4\",{Access}")
                : Text($"{name}: {mode},{StatusOf(name)}"),
        };
    }

    private ModemAnswer TellSignal() =>
        Tell(Text($"+CSQ: {(IsOnNetwork ? Faults.SignalLevel : 99)},99"));

    private string SystemInformation()
    {
        if (!IsOnNetwork)
        {
            return IsFull ? "+CPSI: NO SERVICE,Online" : "+CPSI: NO SERVICE,Low Power Mode";
        }

        int power = Math.Clamp((2 * Faults.SignalLevel) - 113 - 20, -140, -44);
        return "+CPSI: LTE,Online,001-01,0x1A2B,27443140,203,EUTRAN-BAND20,6300,3,3,"
            + Text($"-95,{power}0,{power + 20}0,12");
    }

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

    private ModemAnswer Function(ModemCommandLine command)
    {
        int function = command.Number(0);
        if (command.Number(1) == 1 || function == ResetFunction)
        {
            return Tell() with { Then = _power.RestartSoon };
        }

        if (function is not (0 or 1 or 4 or 5 or 7))
        {
            return Fail(WrongParameter);
        }

        if (function == 0 && _function != 0)
        {
            _sim.End();
        }
        else if (function != 0 && _function == 0)
        {
            _sim.Begin(Options.SimReadyMs);
        }

        _function = function;
        _isDetachedByUser = false;
        return new ModemAnswer(Ok, Options.AttachMs) { Then = Core.Watch };
    }

    private ModemAnswer OperatorName(ModemCommandLine command)
    {
        var modes = Core.Commands.Modes;
        if (command.IsTest)
        {
            string one = Text($"(2,\"{Options.Operator}\",\"TEST\",\"00101\",7)");
            return new ModemAnswer(Ok, 3_000, "+COPS: " + one + ",,(0,1,2,3,4),(0,1,2)");
        }

        if (!command.IsQuery)
        {
            return Set(() => modes["+COPS"] = command.Number(1) < 0 ? 0 : command.Number(1));
        }

        int format = modes.GetValueOrDefault("+COPS");
        string name = format == 2 ? "00101" : Options.Operator;
        return Tell(IsOnNetwork ? Text($"+COPS: 0,{format},\"{name}\",{Access}") : "+COPS: 0");
    }
}
