namespace Terminal.Rig.Modem;

/// <summary>The SIM and its holder.</summary>
internal sealed class ModemSim : ModemPart
{
    private const int NotInserted = 10;
    private const int Busy = 14;
    private const int WrongPassword = 16;
    private const int Unknown = 100;

    private bool _isInitialised;
    private bool _isSeen;
    private bool _isSettled;
    private int _run;

    /// <summary>A SIM that the modem has not looked at yet.</summary>
    public ModemSim(ModemCore core)
        : base(core)
    {
        AddReport("+CIMI", () => Of(Options.Imsi));
        if (!IsQuectel)
        {
            AddReport("+CICCID", () => Of("+ICCID: " + Options.Iccid));
            AddReport("+CCID", () => Of("+CCID: " + Options.Iccid));
        }

        AddReport("+CNUM", () => Fail(Unknown));
        Core.Commands.Set("+CPIN", Pin);
    }

    /// <summary>True when the network can be asked with it.</summary>
    public bool IsUsable => _isInitialised && _isSeen && !Faults.NoSim && !Faults.SimPin
        && !Faults.SimPuk && !Faults.OperatorLock && !Faults.SimBusy;

    /// <inheritdoc/>
    public override void Reset()
    {
        _isInitialised = false;
        _isSettled = false;
    }

    /// <summary>
    /// The modem has begun, or full functionality again: soon it looks at the SIM, and tells what
    /// it reads there.
    /// </summary>
    public void Begin(int delayMs)
    {
        int run = ++_run;
        After(delayMs, () =>
        {
            if (run != _run)
            {
                return;
            }

            Initialise();
            After(Options.PhoneBookMs / 2, () => Urc(Done("SMS DONE")));
            After(Options.PhoneBookMs, () => Urc(Done("PB DONE")));
            After(0, Core.Watch);
        });
    }

    /// <summary>The least functionality: the SIM has no power.</summary>
    public void End()
    {
        _run++;
        _isInitialised = false;
        _isSettled = false;
        Urc("+CPIN: NOT READY");
    }

    private void Initialise()
    {
        _isInitialised = true;
        _isSeen = !Faults.NoSim;
        _isSettled = true;
        if (!Faults.SimBusy)
        {
            Urc(Faults.NoSim ? "+CPIN: NOT READY" : StateText());
        }
    }

    /// <inheritdoc/>
    public override void Watch()
    {
        if (!_isSettled || Faults.NoSim != _isSeen)
        {
            return;
        }

        if (Faults.NoSim)
        {
            _isSeen = false;
            Urc(IsQuectel ? "+CPIN: NOT READY" : "+CPIN: SIM REMOVED");
        }
        else if (!Faults.NoSimSwitch)
        {
            _isSeen = true;
            After(Options.SimReadyMs, () => Urc("+CPIN: READY"));
        }
    }

    /// <summary>Something that is read from the SIM, or why it cannot be.</summary>
    public ModemAnswer Of(string text)
    {
        if (Faults.NoSim || (_isSettled && !_isSeen))
        {
            return Faults.SimErrorInWords
                ? new ModemAnswer(Error, Options.AnswerMs, "SIM not inserted")
                : Fail(NotInserted);
        }

        return _isInitialised && !Faults.SimBusy ? Tell(text) : Fail(Busy);
    }

    private bool IsQuectel => Options.Make == EmulatedMake.Quectel;

    private string Done(string text) => IsQuectel ? "+QIND: " + text : text;

    private ModemAnswer Pin(ModemCommandLine command) => command.IsQuery
        ? Of(StateText())
        : Fail(command.IsTest ? Unknown : WrongPassword);

    private string StateText() =>
        Faults.OperatorLock ? "+CPIN: PH-NET PIN" : Faults.SimPin ? "+CPIN: SIM PIN" : Faults.SimPuk ? "+CPIN: SIM PUK"
            : "+CPIN: READY";
}
