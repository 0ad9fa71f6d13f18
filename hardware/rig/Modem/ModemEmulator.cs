using Terminal.Agent.Ports;

namespace Terminal.Rig.Modem;

/// <summary>
/// A SIMCom A76xx, or a Quectel EG800K, as its serial line and its PWRKEY show it: bytes in, bytes out, an injected
/// clock, no thread. The same object runs in virtual and in real time. TLS is the network's
/// business. Calls may come from several threads. It is put together from parts, each with its own
/// commands and state; what they share is in <see cref="ModemCore"/>.
/// </summary>
public sealed class ModemEmulator : IModemPower
{
    private readonly Lock _gate = new();
    private readonly ModemCore _core;
    private readonly ModemPart[] _parts;
    private readonly ModemPower _power;
    private readonly ModemRegistration _registration;
    private readonly ModemBearer _bearer;
    private readonly ModemTraffic _traffic;
    private readonly ModemFileStore _files = new();

    /// <summary>A modem without power pulses so far; its supply is on.</summary>
    public ModemEmulator(
        ModemOptions options,
        IModemNetwork network,
        Func<long> nowMs,
        Func<DateTime> utcNow,
        int noiseSeed = 1)
    {
        _core = new ModemCore(options, nowMs, utcNow, noiseSeed)
        {
            Watch = Watch,
            SpeedChanged = baud => SpeedChanged?.Invoke(baud),
            Taken = line => CommandTaken?.Invoke(line),
            Notice = text => Noticed?.Invoke(text),
        };
        var sim = new ModemSim(_core);
        _power = new ModemPower(_core, sim, Reset, CutSupply);
        _registration = new ModemRegistration(_core, sim, _power);
        _bearer = new ModemBearer(_core, sim, _registration);
        var clock = new ModemRealTimeClock(_core, _registration, _bearer);
        _traffic = new ModemTraffic(_core, network, _registration);
        _parts =
        [
            new ModemIdentity(_core), sim, _power, _registration, _bearer, clock,
            .. options.Make == EmulatedMake.Quectel
                ? QuectelParts(network, sim, clock) : SimcomParts(network, clock),
        ];
    }

    /// <summary>Each command line that was taken, for tests and for the bench.</summary>
    public event Action<string>? CommandTaken;

    /// <summary>What a client did that a real modem may not forgive, in words.</summary>
    public event Action<string>? Noticed;

    /// <summary>Identity and times.</summary>
    public ModemOptions Options => _core.Options;

    /// <summary>What is wrong with it; may be changed at any time.</summary>
    public ModemFaults Faults => _core.Faults;

    /// <summary>Its end of the line has another speed, in bits a second.</summary>
    public event Action<int>? SpeedChanged;

    /// <summary>Speed of its end of the line, in bits a second.</summary>
    public int Baud => _core.Baud;

    /// <summary>True from its boot on.</summary>
    public bool IsOn => _core.IsOn;

    /// <summary>Registration as the modem would tell it: 0, 1, 2, 3, 5, 6 or 7.</summary>
    public int Registration => _registration.Status;

    /// <summary>Type and name of the data context, as an operator may have left it.</summary>
    public (string Type, string Apn) DataContext
    {
        get => _bearer.ContextSet;
        set => _bearer.ContextSet = value;
    }

    /// <summary>User and password of the access point.</summary>
    public (string User, string Password) ApnUser => (_bearer.User, _bearer.Password);

    /// <summary>Names of the certificates that the modem holds.</summary>
    public IReadOnlyCollection<string> Files => _files.Names;

    /// <summary>Payload bytes that went to peers since construction.</summary>
    public long PayloadOut => _traffic.PayloadOut;

    /// <summary>Payload bytes that came from peers since construction.</summary>
    public long PayloadIn => _traffic.PayloadIn;

    /// <summary>Boots since construction.</summary>
    public int Boots => _power.Boots;

    /// <summary>Power cuts since construction.</summary>
    public int PowerCuts => _power.PowerCuts;

    /// <summary>True when a command would be answered: on, and neither hung nor frozen.</summary>
    public bool IsAnswering
    {
        get
        {
            lock (_gate)
            {
                return !_core.IsMute;
            }
        }
    }

    /// <summary>
    /// When it will do something by itself, as its clock tells; long.MaxValue when never. Asked
    /// for before each step of a simulated terminal: it allocates nothing.
    /// </summary>
    public long NextDueMs
    {
        get
        {
            lock (_gate)
            {
                long dueMs = _core.Output.Count > 0 ? _core.NowMs : _core.Schedule.NextDueMs;
                foreach (var part in _parts)
                {
                    dueMs = Math.Min(dueMs, part.NextDueMs);
                }

                return dueMs;
            }
        }
    }

    /// <summary>
    /// Switched on and past its boot messages at once, for clients that have no PWRKEY.
    /// </summary>
    public void PowerOnNow()
    {
        lock (_gate)
        {
            _power.Boot(0);
        }
    }

    /// <summary>It restarts by itself, now.</summary>
    public void RebootNow()
    {
        lock (_gate)
        {
            _power.RebootNow();
        }
    }

    /// <summary>It has restarted without a word, and is past its boot.</summary>
    public void PowerCycleUnseen()
    {
        lock (_gate)
        {
            _power.ShutDown();
            _power.Boot(0);
            _core.RunDue();
            _core.Output.Clear();
        }
    }

    /// <summary>Its end of the line goes back to the speed of its start, unseen.</summary>
    public void FallBack()
    {
        lock (_gate)
        {
            _core.SetBaud(ModemCore.StartBaud);
        }
    }

    /// <summary>Puts a file into the modem's store, as left there by an earlier life.</summary>
    public void PutFile(string name, byte[] content) => _files.Put(name, content);

    /// <summary>Empties the file store.</summary>
    public void DropFiles() => _files.Clear();

    /// <summary>The network drops the connections, now.</summary>
    public void DropSession()
    {
        lock (_gate)
        {
            foreach (var part in _parts)
            {
                part.Drop();
            }
        }
    }

    /// <summary>The TLS service stops by itself, now.</summary>
    public void StopService()
    {
        lock (_gate)
        {
            foreach (var part in _parts)
            {
                part.Stop();
            }
        }
    }

    /// <inheritdoc/>
    public void SetSupply(bool isOn)
    {
        lock (_gate)
        {
            _power.SetSupply(isOn);
        }
    }

    /// <inheritdoc/>
    public void SetPowerKey(bool isPressed)
    {
        lock (_gate)
        {
            _power.SetKey(isPressed);
        }
    }

    /// <summary>Takes bytes from the terminal.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _core.RunDue();
            if (!_core.IsOn)
            {
                _power.Wake();
                return;
            }

            foreach (byte value in bytes)
            {
                if (!_core.Output.IsLostInward())
                {
                    _core.Parser.Take(value);
                }
            }

            _core.Parser.Consume();
        }
    }

    /// <summary>Hands out bytes for the terminal that are due.</summary>
    public int Transmit(Span<byte> buffer)
    {
        lock (_gate)
        {
            _core.RunDue();
            return _core.Output.Take(buffer);
        }
    }

    /// <summary>Drops what it has said so far, as a port does that nobody has open.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            _core.RunDue();
            _core.Output.Clear();
        }
    }

    /// <summary>Does what is due.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            _core.RunDue();
        }
    }

    private ModemPart[] SimcomParts(IModemNetwork network, ModemRealTimeClock clock)
    {
        var certificates = new ModemCertificates(_core, clock, _files);
        return
        [
            certificates,
            new ModemTlsSessions(_core, _traffic, _bearer, certificates),
            new ModemTcpSockets(_core, _traffic, _bearer, network),
            new ModemHttpClient(_core, _traffic, _bearer, certificates),
        ];
    }

    private ModemPart[] QuectelParts(
        IModemNetwork network, ModemSim sim, ModemRealTimeClock clock)
    {
        var error = new QuectelError();
        var budget = new QuectelBudget(_core);
        var context = new QuectelContext(_core, _bearer, clock, network, error);
        var files = new QuectelFiles(_core, clock, _files);
        return
        [
            new QuectelModule(_core, sim, _registration),
            budget,
            context,
            files,
            new QuectelSockets(_core, true, _traffic, _bearer, context, files, error, budget),
            new QuectelSockets(_core, false, _traffic, _bearer, context, files, error, budget),
        ];
    }

    private void CutSupply()
    {
        foreach (var part in _parts)
        {
            part.CutSupply();
        }
    }

    private void Reset()
    {
        foreach (var part in _parts)
        {
            part.Reset();
        }
    }

    private void Watch()
    {
        if (!_core.IsOn)
        {
            return;
        }

        foreach (var part in _parts)
        {
            part.Watch();
        }
    }
}
