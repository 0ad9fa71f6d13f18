using System.Text;
using Terminal.Agent;
using Terminal.Agent.Console;
using Terminal.Agent.Menus;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;
using Terminal.Rig.Simulation.Days;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>
/// One terminal in virtual time: the agent's own IL on ports of the simulation, with the emulated modem, access
/// point, card reader and NVRAM. It is stepped when it asked to be, or when input arrives.
/// </summary>
public sealed class SimTerminal
{
    private readonly SimTime _time;
    private readonly SimServer _server;
    private readonly int _seed;
    private readonly MemorySettingsStore _settings = new();
    private readonly SilentDisplay _display = new();
    private readonly AllocationMeter _meter = new();
    private VirtualKeypad _keypad;
    private SerialPipe _readerLine;
    private VirtualCardReader _reader;
    private EmulatedModemPort _modemPort;
    private long _dueMs;

    // Time moves between two steps, or a line that needs time would hold the world still.
    private long _steppedMs = -1;

    /// <summary>Makes a terminal of a serial number, provisioned, without power.</summary>
    public SimTerminal(SimTime time, SimServer server, int seed, string serial = "T4200017")
    {
        _time = time;
        _server = server;
        _seed = seed;
        Sim = new SimPath(time, new Random(seed));
        Wifi = new SimPath(time, new Random(seed + 1)) { OneWayMs = 15 };
        AccessPoint = new VirtualWifi(new SimClock(time));
        Modem = new ModemEmulator(
            new ModemOptions(),
            new SimModemNetwork(time, Sim, server, Wake),
            () => time.NowMs,
            () => DateTimeOffset.FromUnixTimeSeconds(time.UtcSeconds).UtcDateTime,
            seed);
        _keypad = new VirtualKeypad(Wake);
        _readerLine = new SerialPipe(Wake);
        _reader = new VirtualCardReader(_readerLine.Device);
        _modemPort = new EmulatedModemPort(Modem, () => time.NowMs);
        Provision(serial);
    }

    /// <summary>The way from the SIM to the acquirer.</summary>
    public SimPath Sim { get; }

    /// <summary>The way from WiFi to the acquirer.</summary>
    public SimPath Wifi { get; }

    /// <summary>The modem.</summary>
    public ModemEmulator Modem { get; }

    /// <summary>The access point.</summary>
    public VirtualWifi AccessPoint { get; private set; }

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram { get; } = new();

    /// <summary>The agent; null without power.</summary>
    public AgentCore? Agent { get; private set; }

    /// <summary>When it must be stepped next; long.MaxValue without power.</summary>
    public long DueMs => Agent is null ? long.MaxValue
        : Math.Max(_steppedMs + 1, Math.Min(_dueMs, Modem.NextDueMs));

    /// <summary>Speed of the modem's line; takes effect with the next power-on.</summary>
    public int ModemBaud { get; set; } = 115_200;

    /// <summary>The line stays at <see cref="ModemBaud"/>.</summary>
    public bool IsModemSpeedFixed { get; set; }

    /// <summary>The modem's line.</summary>
    public EmulatedModemPort ModemPort => _modemPort;

    /// <summary>Bytes that the agent itself has allocated in its steps; the board's are not counted.</summary>
    public long AllocatedBytes { get; set; }

    /// <summary>Steps since the world began.</summary>
    public long Steps { get; private set; }

    /// <summary>Power cuts that hit in the middle of a step.</summary>
    public int CutsInStep { get; private set; }

    /// <summary>Changes the settings, as a technician would before delivery.</summary>
    public void Change(Action<TerminalSettings> change) =>
        VirtualTerminal.Provision(_settings, change);

    /// <summary>Switches on.</summary>
    public void PowerOn()
    {
        var clock = new SimClock(_time);
        AccessPoint = new VirtualWifi(clock)
        {
            IsAccessPointUp = AccessPoint.IsAccessPointUp,
            IsDhcpUp = AccessPoint.IsDhcpUp,
            Passphrase = AccessPoint.Passphrase,
            IsPortal = AccessPoint.IsPortal,
            StageMs = 700,
        };
        VirtualWifi wifi = AccessPoint;
        _keypad = new VirtualKeypad(Wake);
        _readerLine = new SerialPipe(Wake);
        _reader = new VirtualCardReader(_readerLine.Device);
        _modemPort = new EmulatedModemPort(Modem, () => _time.NowMs, ModemBaud);
        var modem = new MeteredPort(_modemPort, _meter);
        var board = new Terminal.Agent.Ports.Board
        {
            Clock = clock,
            Nvram = Nvram,
            Settings = _settings,
            Console = new SerialPipe().Firmware,
            Modem = modem,
            ModemSpeed = IsModemSpeedFixed ? null : modem,
            ModemPower = new MeteredPower(Modem, _meter),
            Reader = _readerLine.Firmware,
            Wifi = new MeteredWifi(wifi, _meter),
            WifiTransport = new BoardTransport(
                new SimTransport(_time, Wifi, _server, () => wifi.State == WifiState.Joined, Wake),
                _meter),
            Display = _display,
            Keypad = _keypad,
            Watchdog = new VirtualWatchdog(clock),
            Random = new VirtualRandom(_seed + (int)Steps),
            KeyedHash = new MeteredHash(_meter),
            RootCertificate = Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n"),
        };
        Agent = new AgentCore(board, new CellularLinkFactory());
        var menu = new Menu(Agent, board);
        Agent.Attach(new TechnicianConsole(board.Console, Agent, board, menu.WifiTest));
        Guard(Agent.Start);
        Wake();
    }

    /// <summary>Pulls the plug.</summary>
    public void CutPower()
    {
        Agent = null;
        Modem.SetSupply(false);
    }

    /// <summary>Presses keys: digits, o for OK, c for Cancel, k for Clear, m for Menu, d for Down.</summary>
    public void Press(string keys)
    {
        foreach (char key in keys)
        {
            _keypad.Press(key switch
            {
                'o' => Key.Ok,
                'c' => Key.Cancel,
                'k' => Key.Clear,
                'm' => Key.Menu,
                'd' => Key.Down,
                _ => (Key)(key - '0'),
            });
        }
    }

    /// <summary>A log-in page comes between WiFi and the acquirer, or goes.</summary>
    public void SetPortal(bool isThere)
    {
        Wifi.IsPortal = isThere;
        AccessPoint.IsPortal = isThere;
    }

    /// <summary>Taps a card.</summary>
    /// <returns>False when none is awaited.</returns>
    public bool Tap(string card)
    {
        bool isTaken = Agent is not null && _reader.Tap(card);
        Wake();
        return isTaken;
    }

    /// <summary>Runs the agent once, if it is due.</summary>
    public void StepIfDue()
    {
        if (Agent is not null && DueMs <= _time.NowMs)
        {
            Guard(Step);
        }
    }

    /// <summary>Every record of the journal, oldest first.</summary>
    public IReadOnlyList<JournalRow> JournalRows() =>
        Agent is AgentCore agent ? VirtualTerminal.Rows(agent) : [];

    private void Step()
    {
        _reader.Step();
        _meter.BoardBytes = 0;
        long begun = AllocationMeter.Begin();
        int waitMs = Agent!.Step();
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - begun - _meter.BoardBytes;
        Steps++;
        _steppedMs = _time.NowMs;
        _dueMs = _time.NowMs + Math.Max(1, waitMs);
    }

    private void Guard(Action run)
    {
        try
        {
            run();
        }
        catch (PowerCutException)
        {
            CutsInStep++;
            CutPower();
        }
    }

    private void Wake() => _dueMs = _time.NowMs;

    private void Provision(string serial) => Change(settings =>
    {
        VirtualTerminal.FillForRig(settings, AccessPoint);
        settings.SerialLength = Encoding.ASCII.GetBytes(serial, settings.Serial);
    });

    private sealed class SilentDisplay : IDisplay
    {
        public bool Show(int page, int column, byte[] frame, int offset, int count) => true;
    }
}
