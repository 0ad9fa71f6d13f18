using System.Globalization;
using System.Text;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Modem;

/// <summary>
/// A SIMCom A76xx as its serial line and its PWRKEY show it: bytes in, bytes out, an injected
/// clock, no thread. The same object runs in virtual and in real time. TLS is the network's
/// business. Calls may come from several threads. The other files of this class: Input takes bytes
/// to lines, Commands lines to answers; the rest have the commands, each for a topic.
/// </summary>
public sealed partial class ModemEmulator : IModemPower
{
    private const int ResetPulseMs = 2_000;
    private const int OnPulseMs = 50;

    private readonly Lock _gate = new();
    private readonly IModemNetwork _network;
    private readonly Func<long> _nowMs;
    private readonly Func<DateTime> _utcNow;
    private readonly PriorityQueue<Action, (long AtMs, int Order)> _schedule = new();
    private readonly Random _noise;

    // Output in order; the head is what Transmit hands out next.
    private readonly Queue<byte> _output = new();
    private int _order;
    private int _epoch;
    private bool _hasSupply = true;
    private bool _isOn;
    private bool _isBooting;
    private bool _isFrozen;
    private bool _isBusy;
    private long _keyDownMs = -1;

    /// <summary>A modem without power pulses so far; its supply is on.</summary>
    public ModemEmulator(
        ModemOptions options,
        IModemNetwork network,
        Func<long> nowMs,
        Func<DateTime> utcNow,
        int noiseSeed = 1)
    {
        Options = options;
        Faults = new ModemFaults(options.IsStrict);
        _network = network;
        _nowMs = nowMs;
        _utcNow = utcNow;
        _noise = new Random(noiseSeed);
        BuildCommands();
    }

    /// <summary>Identity and times.</summary>
    public ModemOptions Options { get; }

    /// <summary>What is wrong with it; may be changed at any time.</summary>
    public ModemFaults Faults { get; }

    /// <summary>Each command line that was taken, for tests and for the bench.</summary>
    public event Action<string>? CommandTaken;

    /// <summary>What a client did that a real modem may not forgive, in words.</summary>
    public event Action<string>? Noticed;

    /// <summary>True from its boot on.</summary>
    public bool IsOn => _isOn;

    /// <summary>True when a command would be answered: on, and neither hung nor frozen.</summary>
    public bool IsAnswering
    {
        get
        {
            lock (_gate)
            {
                return !IsMute;
            }
        }
    }

    /// <summary>Boots since construction.</summary>
    public int Boots { get; private set; }

    /// <summary>Power cuts since construction.</summary>
    public int PowerCuts { get; private set; }

    /// <summary>
    /// When it will do something by itself, as its clock tells; long.MaxValue when never.
    /// </summary>
    public long NextDueMs
    {
        get
        {
            lock (_gate)
            {
                long dueMs = _schedule.TryPeek(out _, out var due) ? due.AtMs : long.MaxValue;
                dueMs = _output.Count > 0 ? _nowMs() : dueMs;
                return Math.Min(dueMs, NextSessionDueMs);
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
            Boot(0);
        }
    }

    /// <summary>It restarts by itself, now.</summary>
    public void RebootNow()
    {
        lock (_gate)
        {
            if (_isOn)
            {
                ShutDown();
                Boot(Options.BootMs);
            }
        }
    }

    /// <inheritdoc/>
    public void SetSupply(bool isOn)
    {
        lock (_gate)
        {
            if (_hasSupply && !isOn)
            {
                PowerCuts++;
                ShutDown();
                ClearHang(true);
            }

            _hasSupply = isOn;
        }
    }

    /// <inheritdoc/>
    public void SetPowerKey(bool isPressed)
    {
        lock (_gate)
        {
            long now = _nowMs();
            if (isPressed)
            {
                _keyDownMs = _keyDownMs < 0 ? now : _keyDownMs;
                return;
            }

            long heldMs = _keyDownMs < 0 ? 0 : now - _keyDownMs;
            _keyDownMs = -1;
            if (!_hasSupply || heldMs < OnPulseMs)
            {
                return;
            }

            if (heldMs >= ResetPulseMs && (_isOn || _isBooting))
            {
                ShutDown();
                ClearHang(false);
                if (!Faults.ResetLeavesOff)
                {
                    Boot(Options.BootMs);
                }
            }
            else if (!_isOn && !_isBooting)
            {
                Boot(Options.BootMs);
            }
        }
    }

    /// <summary>Takes bytes from the terminal.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            RunDue();
            if (!_isOn)
            {
                return;
            }

            foreach (byte value in bytes)
            {
                if (Faults.DropInEvery > 0 && _noise.Next(Faults.DropInEvery) == 0)
                {
                    continue;
                }

                _input.Enqueue(value);
            }

            Consume();
        }
    }

    /// <summary>Hands out bytes for the terminal that are due.</summary>
    public int Transmit(Span<byte> buffer)
    {
        lock (_gate)
        {
            RunDue();
            int count = 0;
            while (count < buffer.Length && _output.TryDequeue(out byte value))
            {
                buffer[count++] = value;
            }

            return count;
        }
    }

    /// <summary>Drops what it has said so far, as a port does that nobody has open.</summary>
    public void Discard()
    {
        lock (_gate)
        {
            RunDue();
            _output.Clear();
        }
    }

    /// <summary>Does what is due.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            RunDue();
        }
    }

    private void RunDue()
    {
        long now = _nowMs();
        Watch();
        while (_schedule.TryPeek(out var action, out var due) && due.AtMs <= now)
        {
            _schedule.Dequeue();
            action();
            Watch();
        }
    }

    private void After(int delayMs, Action action)
    {
        int epoch = _epoch;
        _schedule.Enqueue(
            () =>
            {
                if (epoch == _epoch)
                {
                    action();
                }
            },
            (_nowMs() + Math.Max(0, delayMs), _order++));
    }

    private void ClearHang(bool isPowerCut)
    {
        if (Faults.SurvivesReset && !isPowerCut)
        {
            return;
        }

        Faults.Hung = false;
        Faults.EchoOnly = false;
        Faults.ServiceStuck = false;
        _isFrozen = false;
    }

    private void ShutDown()
    {
        _epoch++;
        _schedule.Clear();
        _isOn = false;
        _isBooting = false;
        _output.Clear();
        ClearInput();
        _isBusy = false;
        ResetSettings();
    }

    private void Boot(int delayMs)
    {
        if (Faults.Dead)
        {
            return;
        }

        _isBooting = true;
        After(delayMs, () =>
        {
            _isBooting = false;
            _isOn = true;
            Boots++;
            Urc("RDY");
            After(delayMs == 0 ? 0 : Options.SimReadyMs, () =>
            {
                _isSimInitialised = true;
                _simSeen = !Faults.NoSim;
                _simSettled = true;
                Urc(Faults.NoSim ? "+CPIN: NOT READY" : SimText());
                After(Options.PhoneBookMs / 2, () => Urc("SMS DONE"));
                After(Options.PhoneBookMs, () => Urc("PB DONE"));
                After(0, Watch);
            });
        });
    }

    private bool IsMute => !_isOn || _isFrozen || Faults.Hung || Faults.EchoOnly;

    private void Urc(string text)
    {
        if (IsMute)
        {
            return;
        }

        Line(text);
        if (Faults.DuplicateUrcs)
        {
            Line(text);
        }
    }

    private void Line(string text) => Out(Encoding.Latin1.GetBytes("\r\n" + text + "\r\n"));

    private void Out(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (Faults.GarbageEvery > 0 && _noise.Next(Faults.GarbageEvery) == 0)
            {
                _output.Enqueue((byte)_noise.Next(256));
            }

            if (Faults.DropEvery == 0 || _noise.Next(Faults.DropEvery) != 0)
            {
                _output.Enqueue(value);
            }
        }
    }

    private static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);
}
