using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Firmware;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware.Chips;
using Terminal.Rig.Modem;
using Terminal.Rig.Screens;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Firmware;

/// <summary>
/// The terminal as it is built: Program.Main and everything below it, unchanged, on the stand-ins. What survives a
/// power cut is here (FRAM, internal drive); the rest is new with every power-on.
/// </summary>
public sealed class FirmwareTerminal : IVirtualTerminal
{
    private const int AdvanceMs = 5;
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Func<string, int, (string Host, int Port)?> _resolve;
    private readonly FramChip _fram;
    private readonly Lock _modemLock = new();
    private readonly Lock _power = new();
    private readonly SerialPipe _console = new();
    private readonly TimeProvider _time;
    private volatile Life? _life;

    /// <summary>Makes a terminal without power.</summary>
    /// <param name="rootPem">The acquirer's root certificate.</param>
    /// <param name="resolve">Where a host and port are really reached.</param>
    /// <param name="time">The time of day around it; the host's when null.</param>
    /// <param name="modem">Model of the modem.</param>
    public FirmwareTerminal(
        byte[] rootPem,
        Func<string, int, (string Host, int Port)?> resolve,
        TimeProvider? time = null,
        string modem = ModemModels.First)
    {
        _resolve = resolve;
        _time = time ?? TimeProvider.System;
        var network = new TlsModemNetwork((host, port) =>
            resolve(host, port) ?? throw new SocketException((int)SocketError.HostNotFound));
        Modem = new ModemEmulator(
            ModemModels.Become(new ModemOptions(), modem).Hurry(),
            network,
            () => Environment.TickCount64,
            () => _time.GetUtcNow().UtcDateTime);
        Files.Write(BoardFiles.RootCertificate, rootPem);
        _fram = new FramChip(Nvram);
        Nvram.Writing += (_, _) => ThrowIfCut();
    }

    /// <summary>The board of the present power-on; null when it is off.</summary>
    public FirmwareBoard? Board => _life?.Board;

    /// <inheritdoc/>
    public Func<int, IPEndPoint> TillListen { get; set; } = _ => new IPEndPoint(IPAddress.Loopback, 0);

    /// <inheritdoc/>
    public IPEndPoint? TillEndPoint => IsOn ? Board?.Listening : null;

    /// <summary>Where the host takes a port of the terminal's own access point.</summary>
    public Func<int, IPEndPoint> PhoneListen { get; set; } = _ => new IPEndPoint(IPAddress.Loopback, 0);

    /// <summary>How long the external watchdog waits for an edge, in ms (MAX6369).</summary>
    public int WatchdogMs { get; set; } = 60_000;

    /// <summary>The internal drive.</summary>
    public FlashFiles Files { get; } = new();

    /// <inheritdoc/>
    public MemoryNvram Nvram { get; } = new();

    /// <inheritdoc/>
    public bool IsMemoryWorking
    {
        get => _fram.IsFitted;
        set => _fram.IsFitted = value;
    }

    /// <inheritdoc/>
    public byte[] LastSealed { get; private set; } = [];

    /// <inheritdoc/>
    public VirtualDisplay Display { get; } = new();

    /// <inheritdoc/>
    public VirtualBuzzer Buzzer { get; } = new();

    /// <inheritdoc/>
    public VirtualWifi Wifi { get; } = new(VirtualClock.RealTime());

    /// <inheritdoc/>
    public bool IsOn => _life is { HasEnded: false };

    /// <inheritdoc/>
    public Exception? Crash { get; private set; }

    /// <inheritdoc/>
    public long Steps => _life?.Steps ?? 0;

    /// <inheritdoc/>
    public ModemEmulator Modem { get; }

    /// <inheritdoc/>
    public ISerialPort Console => _console.Device;

    /// <inheritdoc/>
    public int Reboots { get; private set; }

    /// <summary>True while a captive portal answers on WiFi.</summary>
    public bool IsPortal
    {
        get => Wifi.IsPortal;
        set => Wifi.IsPortal = value;
    }

    /// <inheritdoc/>
    public void Provision(Action<TerminalSettings> change) =>
        TestBoard.Provision(Files.Settings, change);

    /// <inheritdoc/>
    public void ProvisionForRig() =>
        Provision(settings => TestBoard.FillForRig(settings, Wifi));

    /// <inheritdoc/>
    public void PowerOn()
    {
        lock (_power)
        {
            if (!IsOn)
            {
                _life = new Life(this);
                _life.Start();
            }
        }
    }

    /// <inheritdoc/>
    public void CutPower()
    {
        lock (_power)
        {
            _life?.Cut();
            _life = null;
        }
    }

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds) => _life?.SetUtc(utcSeconds);

    /// <inheritdoc/>
    public T? Look<T>(Func<AgentCore, T> look) => _life is Life life ? life.Look(look) : default;

    /// <inheritdoc/>
    public string ScreenWords() => Look(agent => ScreenText.Words(agent.Painter)) ?? "";

    /// <inheritdoc/>
    public IReadOnlyList<JournalRow> JournalRows() => Look(JournalRow.All) ?? [];

    /// <inheritdoc/>
    public bool Tap(string card)
    {
        if (_life?.Reader is not VirtualCardReader reader || !reader.Tap(card))
        {
            return false;
        }

        LastSealed = reader.LastSealed;
        return true;
    }

    /// <inheritdoc/>
    public void Press(Key key) => _life?.Press(key);

    /// <inheritdoc/>
    public void Dispose() => CutPower();

    private void ThrowIfCut()
    {
        if (_life is { IsCut: true })
        {
            throw new PowerCutException();
        }
    }

    // One power-on: the board, what hangs on it, and the thread that Main runs on.
    private sealed class Life
    {
        private readonly FirmwareTerminal _terminal;
        private readonly ConcurrentQueue<Action<AgentCore>> _looks = new();
        private readonly ManualResetEventSlim _ended = new();
        private readonly ConcurrentQueue<Key> _presses = new();
        private readonly Thread _thread;
        private volatile AgentCore? _agent;
        private volatile TerminalFirmware? _firmware;
        private volatile bool _isBitten;
        private long _fedMs = Environment.TickCount64;

        internal Life(FirmwareTerminal terminal)
        {
            _terminal = terminal;
            var reader = new SerialPipe();
            Reader = new VirtualCardReader(reader.Device);
            var modemLine = new LockedLine(
                new EmulatedModemPort(
                    terminal.Modem, () => Environment.TickCount64, BoardLimits.ModemBaud),
                terminal._modemLock);
            Keypad = new KeypadChip(isHigh => Board?.Drive(Wiring.KeypadInterrupt, isHigh));
            Board = new FirmwareBoard(
                terminal.Files,
                [terminal._fram, new DisplayChip(terminal.Display), Keypad],
                terminal.Wifi,
                new Dictionary<string, BoardLine>
                {
                    ["COM1"] = new(terminal._console.Firmware),
                    ["COM2"] = new(modemLine),
                    ["COM3"] = new(reader.Firmware),
                },
                terminal._resolve,
                terminal._time)
            {
                Buzzer = terminal.Buzzer,
                ListenAt = port => terminal.TillListen(port),
                PhoneListenAt = port => terminal.PhoneListen(port),
            };
            Board.PinWritten += OnPin;
            Board.Listened += OnListener;
            _thread = new Thread(Run) { IsBackground = true, Name = "firmware" };
        }

        internal FirmwareBoard Board { get; }

        internal KeypadChip Keypad { get; }

        internal VirtualCardReader Reader { get; }

        internal long Steps { get; private set; }

        internal bool HasEnded => _ended.IsSet;

        internal bool IsCut { get; private set; }

        internal void Start()
        {
            _thread.Start();
            new Thread(Advance) { IsBackground = true, Name = "board" }.Start();
        }

        internal void Cut()
        {
            IsCut = true;
            Board.Cut();
            if (Thread.CurrentThread != _thread)
            {
                _ended.Wait(EndPatience);
            }
        }

        internal void Press(Key key)
        {
            _presses.Enqueue(key);
            PressNext();
        }

        internal void SetUtc(long utcSeconds) => Look(_ =>
        {
            _firmware?.Clock.SetUtc(utcSeconds);
            return true;
        });

        internal T? Look<T>(Func<AgentCore, T> look)
        {
            if (Thread.CurrentThread == _thread)
            {
                return _agent is AgentCore mine ? look(mine) : default;
            }

            var seen = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _looks.Enqueue(agent => seen.TrySetResult(look(agent)));
            Board.Wake();
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            while (!seen.Task.Wait(20))
            {
                bool isLate = System.Diagnostics.Stopwatch.GetElapsedTime(start) > LookPatience;
                if (HasEnded || isLate)
                {
                    return default;
                }
            }

            return seen.Task.Result;
        }

        // The agent feeds the watchdog as the last thing of each step: between two steps is now.
        private void OnPin(int pin, bool isHigh)
        {
            switch (pin)
            {
                case Wiring.WatchdogInput:
                    Steps++;
                    Volatile.Write(ref _fedMs, Environment.TickCount64);
                    while (_agent is AgentCore agent && _looks.TryDequeue(out Action<AgentCore>? look))
                    {
                        look(agent);
                    }

                    break;
                case Wiring.ModemSupply:
                    WithModem(modem => modem.SetSupply(isHigh));
                    break;
                case Wiring.ModemPowerKey:
                    WithModem(modem => modem.SetPowerKey(isHigh));
                    break;
                default:
                    break;
            }
        }

        private void WithModem(Action<ModemEmulator> act)
        {
            lock (_terminal._modemLock)
            {
                act(_terminal.Modem);
            }
        }

        // Who listens to the serial lines is the firmware: through it the rig sees the agent.
        private void OnListener(object listener)
        {
            _firmware ??= listener as TerminalFirmware;
            _agent ??= _firmware?.Agent;
        }

        private void Run()
        {
            bool isRestarting = false;
            try
            {
                BoardSource.Give(Board);
                global::Terminal.Firmware.Program.Main();
            }
            catch (PowerCutException)
            {
                IsCut |= !_isBitten;
            }
            catch (RestartException)
            {
                isRestarting = true;
            }
            catch (Exception e)
            {
                _terminal.Crash = e;
            }

            Board.Cut();
            WithModem(modem => modem.SetSupply(false));
            _agent = null;
            _ended.Set();
            _terminal.Display.Clear();
            _terminal.Buzzer.Hush();
            if ((isRestarting || _isBitten) && !IsCut)
            {
                _terminal.Reboots++;
                _terminal.PowerOn();
            }
        }

        private void Advance()
        {
            while (!HasEnded)
            {
                Reader.Step();
                PressNext();
                WithModem(modem => modem.Advance());
                Board.Advance();
                Bite();
                Thread.Sleep(AdvanceMs);
            }
        }

        // The watchdog pulls the module's reset, whatever stands still inside.
        private void Bite()
        {
            if (Environment.TickCount64 - Volatile.Read(ref _fedMs) > _terminal.WatchdogMs && !IsCut)
            {
                _isBitten = true;
                Board.Cut();
            }
        }

        // The finger waits for a keypad whose FIFO is full, as whoever looks at the screen does.
        private void PressNext()
        {
            lock (_presses)
            {
                while (_presses.TryPeek(out Key key) && Keypad.Press(key))
                {
                    _presses.TryDequeue(out _);
                }
            }
        }
    }
}
