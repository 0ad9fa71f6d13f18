using System.Net;
using System.Net.Sockets;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Board;

/// <summary>
/// The virtual board with the agent on it, in real time: what survives a power cut (NVRAM, settings), what does
/// not, and a thread that plays the firmware's loop. Everything public may be called from any thread.
/// </summary>
public sealed class VirtualTerminal : IVirtualTerminal
{
    /// <summary>The longest that the loop sleeps, in ms, so that peripherals are looked at.</summary>
    private const int SleepMsMax = 20;

    private readonly TestBoard _board;
    private readonly TillServer _tills;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _gate = new();

    private Thread? _loop;
    private SocketTransport? _transport;
    private SocketTransport? _fleetTransport;
    private SwitchedNvram? _memory;
    private volatile bool _isStopping;
    private volatile bool _isCut;
    private volatile bool _isRebooting;

    /// <summary>Makes a terminal without power.</summary>
    /// <param name="rootPem">The acquirer's root certificate.</param>
    /// <param name="resolve">Where a host and port are really reached.</param>
    /// <param name="time">The time of day around it; the host's when null.</param>
    /// <param name="modem">Model of the modem.</param>
    public VirtualTerminal(
        byte[] rootPem,
        Func<string, int, (string Host, int Port)?> resolve,
        TimeProvider? time = null,
        string modem = ModemModels.First)
    {
        TimeProvider world = time ?? TimeProvider.System;
        var network = new TlsModemNetwork(
            (host, port) => resolve(host, port) ?? throw new SocketException((int)SocketError.HostNotFound));
        _board = new TestBoard(VirtualClock.RealTime(world), Wake)
        {
            RootPem = rootPem,
            Buzzer = new VirtualBuzzer(),
            Modem = new ModemEmulator(
                ModemModels.Become(new ModemOptions(), modem).Hurry(),
                network,
                () => Environment.TickCount64,
                () => world.GetUtcNow().UtcDateTime),
            ModemMs = () => Environment.TickCount64,
            MakeClock = () => VirtualClock.RealTime(world),
            MakeWifiTransport = () => _transport = MakeTransport(rootPem, resolve),
            MakeWifiTransport2 = () => _fleetTransport = MakeTransport(rootPem, resolve),
            HasFleet = true,
            RandomSeed = () => Environment.TickCount,
            HasTill = true,
            SeeNvram = nvram => _memory ??= new SwitchedNvram(nvram),
        };
        _tills = new TillServer(_board.Till, port => TillListen(port));
        _board.Reboot.Asked = () => _isRebooting = true;
        Nvram.Writing += (_, _) => ThrowIfCut();
    }

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram => _board.Nvram;

    /// <inheritdoc/>
    public bool IsMemoryWorking
    {
        get => _memory is not { IsWorking: false };
        set
        {
            if (_memory is SwitchedNvram memory)
            {
                memory.IsWorking = value;
            }
        }
    }

    /// <inheritdoc/>
    public byte[] LastSealed { get; private set; } = [];

    /// <summary>The display.</summary>
    public VirtualDisplay Display => _board.Display;

    /// <summary>The buzzer.</summary>
    public VirtualBuzzer Buzzer => _board.Buzzer!;

    /// <summary>The WiFi station and its access point.</summary>
    public VirtualWifi Wifi => _board.Wifi;

    /// <summary>The modem, with its SIM and its mobile network.</summary>
    public ModemEmulator Modem => _board.Modem!;

    /// <summary>Uptime and time of day of the present power-on.</summary>
    public VirtualClock Clock => _board.Clock;

    /// <summary>The technician's end of the console's line; it outlives restarts.</summary>
    public ISerialPort Console => _board.Console.Device;

    /// <inheritdoc/>
    public Func<int, IPEndPoint> TillListen { get; set; } = _ => new IPEndPoint(IPAddress.Loopback, 0);

    /// <inheritdoc/>
    public IPEndPoint? TillEndPoint => _tills.EndPoint;

    /// <summary>Restarts since this object was made, asked for by the firmware.</summary>
    public int Reboots { get; private set; }

    /// <summary>True while the firmware runs.</summary>
    public bool IsOn => _loop is { IsAlive: true };

    /// <summary>An exception that got out of the agent: always a defect.</summary>
    public Exception? Crash { get; private set; }

    /// <summary>Steps that the loop has made since power-on.</summary>
    public long Steps { get; private set; }

    /// <summary>Writes settings as a technician would have done before delivery.</summary>
    public void Provision(Action<TerminalSettings> change) => _board.Provision(change);

    /// <summary>Settings of a terminal at a French merchant's: WiFi, test mode, the rig's key.</summary>
    public void ProvisionForRig() => Provision(settings => TestBoard.FillForRig(settings, Wifi));

    /// <summary>Switches on; nothing happens when it is on.</summary>
    public void PowerOn()
    {
        if (IsOn)
        {
            return;
        }

        _isStopping = false;
        _isCut = false;
        Steps = 0;
        lock (_gate)
        {
            _board.PowerOn();
        }

        _loop = new Thread(Run) { IsBackground = true, Name = "firmware" };
        _loop.Start();
    }

    /// <summary>Pulls the plug: the firmware stops where it is, between two bytes of NVRAM if need be.</summary>
    public void CutPower()
    {
        _isCut = true;
        Stop();
    }

    /// <inheritdoc/>
    public void SetUtc(long utcSeconds)
    {
        lock (_gate)
        {
            Clock.SetUtc(utcSeconds);
        }
    }

    /// <summary>Looks at the agent between two of its steps.</summary>
    /// <returns>What <paramref name="look"/> gives, or the default without power.</returns>
    public T? Look<T>(Func<AgentCore, T> look)
    {
        lock (_gate)
        {
            return _board.Agent is AgentCore agent ? look(agent) : default;
        }
    }

    /// <summary>The words on the screen, its rows joined by blanks; empty without power.</summary>
    public string ScreenWords() => Look(agent => ScreenText.Words(agent.Painter)) ?? "";

    /// <summary>Every record of the journal, oldest first.</summary>
    public IReadOnlyList<JournalRow> JournalRows() => Look(JournalRow.All) ?? [];

    /// <summary>Taps a card; see <see cref="VirtualCardReader.Tap"/>.</summary>
    public bool Tap(string card)
    {
        bool isTaken = IsOn && _board.Reader.Tap(card);
        LastSealed = isTaken ? _board.Reader.LastSealed : LastSealed;
        Wake();
        return isTaken;
    }

    /// <summary>Presses a key.</summary>
    public void Press(Key key) => _board.Keypad.Press(key);

    /// <inheritdoc/>
    public void Dispose()
    {
        CutPower();
        _tills.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        try
        {
            lock (_gate)
            {
                _board.Agent!.Start();
            }

            while (!_isStopping)
            {
                int waitMs;
                lock (_gate)
                {
                    _board.Reader.Step();
                    waitMs = _board.Agent!.Step();
                    Steps++;
                    if (_isRebooting)
                    {
                        Restart();
                        waitMs = 0;
                    }
                }

                _wake.WaitOne(Math.Min(waitMs, SleepMsMax));
            }
        }
        catch (PowerCutException)
        {
            _isCut = true;
        }
        catch (Exception e)
        {
            Crash = e;
        }
        finally
        {
            Dark();
        }
    }

    // What does not survive a reset of the processor is made anew.
    private void Restart()
    {
        _isRebooting = false;
        Reboots++;
        DropTransports();
        Display.Clear();
        Buzzer.Hush();
        _board.PowerOn().Start();
    }

    private void Dark()
    {
        DropTransports();
        lock (_gate)
        {
            _board.PowerOff();
        }

        Display.Clear();
        Buzzer.Hush();
    }

    private SocketTransport MakeTransport(byte[] rootPem, Func<string, int, (string Host, int Port)?> resolve) => new(
        rootPem, (host, port) => Wifi.ReachesNobody ? null : resolve(host, port), () => Wifi.IsJoined, Wake);

    private void DropTransports()
    {
        _transport?.Dispose();
        _fleetTransport?.Dispose();
    }

    private void Stop()
    {
        _isStopping = true;
        Wake();
        _loop?.Join();
        _loop = null;
    }

    private void Wake()
    {
        if (!_wake.SafeWaitHandle.IsClosed)
        {
            _wake.Set();
        }
    }

    private void ThrowIfCut()
    {
        if (_isCut)
        {
            throw new PowerCutException();
        }
    }
}
