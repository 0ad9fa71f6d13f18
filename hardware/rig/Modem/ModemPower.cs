namespace Terminal.Rig.Modem;

/// <summary>Supply, PWRKEY, booting and going down.</summary>
internal sealed class ModemPower : ModemPart
{
    private const int ResetPulseMs = 2_000;
    private const int OffPulseMs = 650;
    private const int PowerDownMs = 500;
    private const int RestartMs = 500;

    private readonly ModemSim _sim;
    private readonly Action _resetParts;
    private readonly Action _cutParts;
    private bool _hasSupply = true;
    private bool _isBooting;
    private long _keyDownMs = -1;

    /// <summary>A modem without pulses so far; its supply is on.</summary>
    /// <param name="core">What all parts share.</param>
    /// <param name="sim">Looked at after a boot.</param>
    /// <param name="resetParts">Called when the modem goes down.</param>
    /// <param name="cutParts">Called when its supply is cut, after that.</param>
    public ModemPower(ModemCore core, ModemSim sim, Action resetParts, Action cutParts)
        : base(core)
    {
        _sim = sim;
        _resetParts = resetParts;
        _cutParts = cutParts;
        if (IsQuectel)
        {
            Add("+QPOWD", _ => Tell() with { Then = PowerDown }, null, "(0,1)");
            return;
        }

        Add("+CPOF", _ => Tell() with { Then = PowerDown });
        Add("+CRESET", _ => Tell() with { Then = RestartSoon });
    }

    /// <summary>Boots since construction.</summary>
    public int Boots { get; private set; }

    /// <summary>Power cuts since construction.</summary>
    public int PowerCuts { get; private set; }

    /// <summary>It restarts by itself, now.</summary>
    public void RebootNow()
    {
        if (Core.IsOn)
        {
            ShutDown();
            Boot(Options.BootMs);
        }
    }

    /// <summary>A command has asked for a restart.</summary>
    public void RestartSoon() => After(RestartMs, () =>
    {
        ShutDown();
        ClearHang(false);
        Boot(Options.BootMs);
    });

    /// <summary>Switches the supply.</summary>
    public void SetSupply(bool isOn)
    {
        if (_hasSupply && !isOn)
        {
            PowerCuts++;
            ShutDown();
            ClearHang(true);
            _cutParts();
        }

        _hasSupply = isOn;
    }

    /// <summary>Presses or lets go of PWRKEY.</summary>
    public void SetKey(bool isPressed)
    {
        long now = Core.NowMs;
        if (isPressed)
        {
            _keyDownMs = _keyDownMs < 0 ? now : _keyDownMs;
            return;
        }

        long heldMs = _keyDownMs < 0 ? 0 : now - _keyDownMs;
        _keyDownMs = -1;
        if (!_hasSupply)
        {
            return;
        }

        // Quectel's key has no reset: it switches off, and another pulse on.
        if (IsQuectel && (Core.IsOn || _isBooting))
        {
            if (heldMs >= OffPulseMs)
            {
                ShutDown();
                ClearHang(false);
            }

            return;
        }

        if (heldMs < Options.OnPulseMs)
        {
            return;
        }

        if (heldMs >= ResetPulseMs && (Core.IsOn || _isBooting))
        {
            ShutDown();
            ClearHang(false);
            if (!Faults.ResetLeavesOff)
            {
                Boot(Options.BootMs);
            }
        }
        else if (!Core.IsOn && !_isBooting)
        {
            Boot(Options.BootMs);
        }
    }

    /// <summary>Bytes have come while it is off.</summary>
    public void Wake()
    {
        if (Options.WakesOnLine && _hasSupply && !_isBooting)
        {
            Boot(Options.BootMs);
        }
    }

    /// <summary>Boots, so long from now; 0 boots past the messages at once.</summary>
    public void Boot(int delayMs)
    {
        if (Faults.Dead)
        {
            return;
        }

        _isBooting = true;
        After(delayMs, () =>
        {
            _isBooting = false;
            Core.IsOn = true;
            Boots++;
            Urc("RDY");
            _sim.Begin(delayMs == 0 ? 0 : Options.SimReadyMs);
        });
    }

    /// <summary>It goes down, now.</summary>
    public void ShutDown()
    {
        Core.Schedule.Clear();
        Core.IsOn = false;
        _isBooting = false;
        Core.Output.Clear();
        Core.Parser.Clear();
        Core.Commands.Reset();
        _resetParts();
    }

    private bool IsQuectel => Options.Make == EmulatedMake.Quectel;

    private void ClearHang(bool isPowerCut)
    {
        if (Faults.SurvivesReset && !isPowerCut)
        {
            return;
        }

        Faults.Hung = false;
        Faults.EchoOnly = false;
        Faults.ServiceStuck = false;
        Core.IsFrozen = false;
    }

    // What is said last must still leave before the power does.
    private void PowerDown() => After(PowerDownMs / 2, () =>
    {
        Urc(IsQuectel ? "POWERED DOWN" : "NORMAL POWER DOWN");
        After(PowerDownMs / 2, ShutDown);
    });
}
