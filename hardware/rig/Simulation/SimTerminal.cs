using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Board.Metering;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>
/// One terminal in virtual time: the agent's own IL on ports of the simulation, with the emulated modem, access
/// point, card reader and NVRAM. It is stepped when it asked to be, or when input arrives.
/// </summary>
public sealed class SimTerminal
{
    private readonly SimTime _time;
    private readonly TestBoard _board;
    private readonly AllocationMeter _meter = new();
    private long _dueMs;

    // Time moves between two steps, or a line that needs time would hold the world still.
    private long _steppedMs = -1;

    /// <summary>Makes a terminal of a serial number, provisioned, without power.</summary>
    public SimTerminal(
        SimTime time,
        ISimServer server,
        int seed,
        string serial = TestBoard.Serial,
        string modem = ModemModels.First,
        bool hasTill = false,
        FleetBroker? broker = null)
    {
        _time = time;
        Sim = new SimPath(time, new Random(seed));
        Wifi = new SimPath(time, new Random(seed + 1)) { OneWayMs = 15 };
        IModemNetwork network = new SimModemNetwork(time, Sim, server, Wake);
        BrokerOverModem = broker is null ? null : new BrokerModemNetwork(network, broker, () => time.NowMs);
        _board = new TestBoard(time.NewClock(), Wake)
        {
            Modem = new ModemEmulator(
                ModemModels.Become(new ModemOptions(), modem),
                BrokerOverModem ?? network,
                () => time.NowMs,
                () => DateTimeOffset.FromUnixTimeSeconds(time.UtcSeconds).UtcDateTime,
                seed),
            ModemMs = () => time.NowMs,
            MakeClock = time.NewClock,
            MakeWifiTransport = () => new SimTransport(
                time, Wifi, server, () => AccessPoint.State == WifiState.Joined && !AccessPoint.ReachesNobody, _meter,
                Wake),
            RandomSeed = () => seed + (int)Steps,
            Meter = _meter,
            HasTill = hasTill,
            HasFleet = broker is not null,
            MakeWifiTransport2 = broker is null ? null
                : () => new BrokerLine(broker, () => time.NowMs, () => AccessPoint.State == WifiState.Joined),
        };
        AccessPoint.StageMs = 700;
        Change(settings =>
        {
            TestBoard.FillForRig(settings, AccessPoint, serial);
            settings.Cellular.Model = ModemModels.SettingOf(modem);
            settings.Fleet.IsOn = broker is not null;
            settings.Fleet.HostLength = System.Text.Encoding.ASCII.GetBytes(BrokerLine.Host, settings.Fleet.Host);
        });
    }

    /// <summary>The root certificate of the operator's broker; takes effect with the next power-on.</summary>
    public byte[] FleetRootPem
    {
        get => _board.FleetRootPem;
        set => _board.FleetRootPem = value;
    }

    /// <summary>The way from the SIM to the operator's broker; null where the agent has no such line.</summary>
    public BrokerModemNetwork? BrokerOverModem { get; }

    /// <summary>The way from the SIM to the acquirer.</summary>
    public SimPath Sim { get; }

    /// <summary>The way from WiFi to the acquirer.</summary>
    public SimPath Wifi { get; }

    /// <summary>The modem.</summary>
    public ModemEmulator Modem => _board.Modem!;

    /// <summary>The access point.</summary>
    public VirtualWifi AccessPoint => _board.Wifi;

    /// <summary>Where tills connect.</summary>
    public VirtualTillPort Till => _board.Till;

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram => _board.Nvram;

    /// <summary>The agent; null without power.</summary>
    public AgentCore? Agent => _board.Agent;

    /// <summary>When it must be stepped next; long.MaxValue without power.</summary>
    public long DueMs => Agent is null ? long.MaxValue
        : Math.Max(_steppedMs + 1, Math.Min(_dueMs, Modem.NextDueMs));

    /// <summary>Speed of the modem's line; takes effect with the next power-on.</summary>
    public int ModemBaud
    {
        get => _board.ModemBaud;
        set => _board.ModemBaud = value;
    }

    /// <summary>The line stays at <see cref="ModemBaud"/>.</summary>
    public bool IsModemSpeedFixed
    {
        get => _board.IsModemSpeedFixed;
        set => _board.IsModemSpeedFixed = value;
    }

    /// <summary>The modem's line; with power.</summary>
    public EmulatedModemPort ModemPort => _board.ModemPort!;

    /// <summary>Bytes that the agent itself has allocated in its steps; the board's are not counted.</summary>
    public long AllocatedBytes { get; set; }

    /// <summary>Steps since the world began.</summary>
    public long Steps { get; private set; }

    /// <summary>Power cuts that hit in the middle of a step.</summary>
    public int CutsInStep { get; private set; }

    /// <summary>Changes the settings, as a technician would before delivery.</summary>
    public void Change(Action<TerminalSettings> change) => _board.Provision(change);

    /// <summary>Switches on.</summary>
    public void PowerOn()
    {
        _board.Console.Clear();
        Guard(_board.PowerOn().Start);
        Wake();
    }

    /// <summary>Pulls the plug.</summary>
    public void CutPower() => _board.PowerOff();

    /// <summary>Presses keys by their letters: see <see cref="VirtualKeypad.KeyOf"/>.</summary>
    public void Press(string keys) => _board.Keypad.Press(keys);

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
        bool isTaken = Agent is not null && _board.Reader.Tap(card);
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
    public IReadOnlyList<JournalRow> JournalRows() => _board.JournalRows();

    private void Step()
    {
        _board.Reader.Step();
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
}
