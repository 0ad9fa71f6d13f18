using System.Text;
using Terminal.Agent;
using Terminal.Agent.Console;
using Terminal.Agent.Menus;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The terminal of a simulated day: the agent's own IL with menus and console on ports that cost
/// little. It is stepped when it asked to be, or when input arrives, as the board would.
/// </summary>
public sealed class DayTerminal
{
    /// <summary>Its serial number.</summary>
    public const string Serial = "T4200017";

    private const int ModemBaud = 115_200;
    private const int SntpMs = 1_500;

    private static readonly byte[] RootPem = "-----BEGIN CERTIFICATE-----\n"u8.ToArray();

    private readonly SimTime _time;
    private readonly DayAcquirer _acquirer;
    private readonly DayFaults _faults;
    private readonly DayPlan _plan;
    private readonly DaySettingsStore _settings = new();
    private readonly Random _noise;
    private readonly Random _nonces;
    private readonly byte[] _drain = new byte[4_096];
    private DayKeypad _keypad;
    private DayLine _readerLine;
    private DayLine _consoleLine;
    private VirtualCardReader _reader;
    private DayWatchdog _watchdog;
    private SimClock _clock;
    private DaySimLink? _simLink;
    private DayTransport? _wifiTransport;
    private long _dueMs;
    private long _steppedMs = -1;
    private int _boots;
    private bool _isSntpUnderWay;
    private long _reading;
    private long _happened;

    /// <summary>Makes the terminal of a plan, provisioned, without power.</summary>
    public DayTerminal(SimTime time, DayAcquirer acquirer, DayFaults faults, DayPlan plan)
    {
        _time = time;
        _acquirer = acquirer;
        _faults = faults;
        _plan = plan;
        _noise = new Random(DayPlan.Derive(plan.Seed, 4));
        _nonces = new Random(DayPlan.Derive(plan.Seed, 5));
        Nvram = new DayNvram(Meter);
        Wifi = new DayWifi(time, Wake);
        if (plan.HasEmulatedModem)
        {
            Modem = new ModemEmulator(
                new ModemOptions(),
                new SimModemNetwork(time, faults.Sim, acquirer, Wake),
                () => time.NowMs,
                () => DateTimeOffset.FromUnixTimeSeconds(time.UtcSeconds + faults.ClockStepS).UtcDateTime,
                DayPlan.Derive(plan.Seed, 6));
        }

        (_keypad, _readerLine, _consoleLine, _reader, _clock, _watchdog) = MakeInputs();
        Provision();
    }

    /// <summary>What the board allocates.</summary>
    public AllocationMeter Meter { get; } = new();

    /// <summary>The journal's memory.</summary>
    public DayNvram Nvram { get; }

    /// <summary>WiFi.</summary>
    public DayWifi Wifi { get; }

    /// <summary>The emulated modem; null where a link at the port stands in.</summary>
    public ModemEmulator? Modem { get; }

    /// <summary>The agent; null without power.</summary>
    public AgentCore? Agent { get; private set; }

    /// <summary>Uptime since power-on.</summary>
    public long UptimeMs => _clock.UptimeMs;

    /// <summary>When it must be stepped next; long.MaxValue without power.</summary>
    public long DueMs => Agent is null ? long.MaxValue
        : Math.Max(_steppedMs + 1, Modem is null ? _dueMs : Math.Min(_dueMs, Modem.NextDueMs));

    /// <summary>Steps since the day began.</summary>
    public long Steps { get; private set; }

    /// <summary>What the last step said may pass before the next, in ms.</summary>
    public int WaitMs { get; private set; }

    /// <summary>Feedings of the watchdog since power-on.</summary>
    public int Feedings => _watchdog.Count;

    /// <summary>Most bytes moved to and from NVRAM by one step.</summary>
    public int BytesMovedMax { get; private set; }

    /// <summary>Most calls of ports by one step.</summary>
    public int CallsMax { get; private set; }

    /// <summary>Bytes that the agent allocated in the last step.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The reader's line garbles one byte of so many; 0 none.</summary>
    public int ReaderGarbleEvery { get; set; }

    /// <summary>The reader does not answer.</summary>
    public bool IsReaderSilent { get; set; }

    /// <summary>False once something beside the agent may have allocated since the last step.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Builds the agent and gives it power.</summary>
    /// <exception cref="PowerCutException">Power goes while the journal mounts.</exception>
    public void PowerOn()
    {
        (_keypad, _readerLine, _consoleLine, _reader, _clock, _watchdog) = MakeInputs();
        SetReader();
        Wifi.Reset();
        _isSntpUnderWay = false;
        _boots++;
        _simLink = Modem is null
            ? new DaySimLink(_time, _faults.Sim, _acquirer, _faults, Meter, Wake) : null;
        _wifiTransport = new DayTransport(
            _time, _faults.Wifi, _acquirer, () => Wifi.State == WifiState.Joined, Meter, Wake);
        Terminal.Agent.Ports.Board board = MakeBoard();
        Agent = new AgentCore(board, Modem is null ? _simLink! : new CellularLinkFactory());
        var menu = new Menu(Agent, board);
        Agent.Attach(new TechnicianConsole(board.Console, Agent, board, menu.WifiTest));
        Agent.Start();
        Wake();
    }

    /// <summary>Power has gone.</summary>
    public void PowerOff()
    {
        IsQuiet = false;
        Agent = null;
        _wifiTransport?.Close();
        _simLink?.Transport.Close();
        _simLink = null;
        Modem?.SetSupply(false);
    }

    /// <summary>Puts the reader's state into force.</summary>
    public void SetReader()
    {
        _readerLine.GarbleEvery = ReaderGarbleEvery;
        _reader.IsSilent = IsReaderSilent;
    }

    /// <summary>Tells the modem of a fault that begins or ends.</summary>
    public void Follow(DayFault fault, bool hasBegun)
    {
        _simLink?.Follow(fault, hasBegun);
        if (Modem is not null)
        {
            FollowModem(Modem, fault, hasBegun);
        }
    }

    /// <summary>Presses a key: a digit, o for OK, c for Cancel, m for Menu, d for Down.</summary>
    public void Press(char key) => _keypad.Press(key switch
    {
        'o' => Key.Ok,
        'c' => Key.Cancel,
        'm' => Key.Menu,
        'd' => Key.Down,
        _ => (Key)(key - '0'),
    });

    /// <summary>A technician types a line at the console.</summary>
    public void Type(string line)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line + "\r");
        _consoleLine.Device.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Taps a card.</summary>
    /// <returns>False when none is awaited.</returns>
    public bool Tap(string card) => Agent is not null && _reader.Tap(card);

    /// <summary>Runs the agent once.</summary>
    /// <exception cref="PowerCutException">Power goes in the middle of it.</exception>
    public void Step()
    {
        if (_readerLine.HasForDevice)
        {
            IsQuiet = false;
            _reader.Step();
        }

        if (_consoleLine.HasForDevice)
        {
            _consoleLine.Device.Read(_drain, 0, _drain.Length);
        }

        KeepTime();
        Steps++;
        _steppedMs = _time.NowMs;
        _dueMs = long.MaxValue;
        Nvram.BytesMoved = 0;
        Meter.Calls = 0;
        Meter.BoardBytes = 0;

        // Reading the counter costs as much as a part of the agent: while nothing else has run since
        // the last step, its last reading still holds.
        bool isSame = Modem is null && IsQuiet && _happened == _time.Happened;
        long begun = isSame ? _reading : AllocationMeter.Begin();
        WaitMs = Agent!.Step();
        _reading = AllocationMeter.Begin();
        AllocatedBytes = _reading - begun - Meter.BoardBytes;
        _happened = _time.Happened;
        IsQuiet = true;
        _dueMs = Math.Min(_dueMs, _time.NowMs + WaitMs);
        BytesMovedMax = Math.Max(BytesMovedMax, Nvram.BytesMoved);
        CallsMax = Math.Max(CallsMax, Meter.Calls);
    }

    private void Wake() => _dueMs = _time.NowMs;

    // SNTP sets the clock below the agent, once WiFi is there.
    private void KeepTime()
    {
        if (_isSntpUnderWay || _clock.UtcSeconds != 0 || Wifi.State != WifiState.Joined)
        {
            return;
        }

        _isSntpUnderWay = true;
        IsQuiet = false;
        AskTime(_boots);
    }

    // By itself: what a lambda captures is allocated where the variable's block begins.
    private void AskTime(int boot) => _time.After(SntpMs, () =>
    {
        if (boot != _boots)
        {
            return;
        }

        _isSntpUnderWay = false;
        if (_clock.UtcSeconds == 0 && Wifi.State == WifiState.Joined && _faults.Wifi.IsHealthy
            && !_faults.IsOn(DayFaultKind.ClockUntold))
        {
            _clock.SetUtc(_time.UtcSeconds);
        }
    });

    private (DayKeypad, DayLine, DayLine, VirtualCardReader, SimClock, DayWatchdog) MakeInputs()
    {
        var reader = new DayLine(Meter, _noise, Wake);
        return (new DayKeypad(Wake), reader, new DayLine(Meter, _noise, Wake),
            new VirtualCardReader(reader.Device, _nonces), new SimClock(_time), new DayWatchdog());
    }

    private Terminal.Agent.Ports.Board MakeBoard() => MakeBoard(Modem is null
        ? null
        : new MeteredPort(new EmulatedModemPort(Modem, () => _time.NowMs, ModemBaud), Meter));

    private Terminal.Agent.Ports.Board MakeBoard(MeteredPort? modem) => new()
    {
        Clock = _clock,
        Nvram = Nvram,
        Settings = _settings,
        Console = _consoleLine.Firmware,
        Modem = modem is null ? new SerialPipe().Firmware : modem,
        ModemSpeed = modem,
        ModemPower = Modem is null ? null : new MeteredPower(Modem, Meter),
        Reader = _readerLine.Firmware,
        Wifi = new MeteredWifi(Wifi, Meter),
        WifiTransport = _wifiTransport,
        Display = new DayDisplay(Meter),
        Keypad = _keypad,
        Watchdog = _watchdog,
        Random = new VirtualRandom(DayPlan.Derive(_plan.Seed, 100 + _boots)),
        KeyedHash = new MeteredHash(Meter),
        RootCertificate = RootPem,
    };

    private void FollowModem(ModemEmulator modem, DayFault fault, bool hasBegun)
    {
        ModemFaults faults = modem.Faults;
        faults.NoCoverage = _faults.IsOn(DayFaultKind.NoCoverage);
        faults.NoSim = _faults.IsOn(DayFaultKind.NoSim);
        int noise = _faults.Find(DayFaultKind.ModemLineNoise)?.Amount ?? 0;
        faults.GarbageEvery = noise;
        faults.DropEvery = noise * 2;
        faults.DropInEvery = noise * 3;
        faults.NoNetworkTime = _faults.IsOn(DayFaultKind.ClockUntold);
        faults.NoTimeServer = faults.NoNetworkTime;
        if (fault.Kind == DayFaultKind.ModemHang && hasBegun)
        {
            // A reset cures it, sooner or later; half of them need a power cut.
            faults.SurvivesReset = fault.Draw % 2 == 0;
            faults.Hung = true;
        }
        else if (fault.Kind == DayFaultKind.ModemReboot && hasBegun)
        {
            modem.RebootNow();
        }

        modem.Advance();
    }

    private void Provision() => Provision(_settings, settings =>
    {
        settings.SerialLength = Encoding.ASCII.GetBytes(Serial, settings.Serial);
        settings.IsTestMode = true;
        settings.Language = _plan.Language;
        settings.KeyLength = Encoding.ASCII.GetBytes(AcquirerOptions.DefaultKey, settings.Key);
        settings.OfflineCount = _plan.OfflineCount;
        settings.WifiProfileCount = 1;
        WifiProfile profile = settings.WifiProfiles[0];
        profile.SsidLength = Encoding.ASCII.GetBytes(DayWifi.Ssid, profile.Ssid);
        Wifi.Passphrase.CopyTo(profile.Passphrase, 0);
        profile.PassphraseLength = Wifi.Passphrase.Length;
        settings.IsPinSet = true;
        KnownPin.Salt.CopyTo(settings.PinSalt, 0);
        KnownPin.Hash.CopyTo(settings.PinHash, 0);
    });

    private static void Provision(ISettingsStore store, Action<TerminalSettings> change) =>
        VirtualTerminal.Provision(store, change);
}
