using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.Board.Metering;
using Terminal.Rig.Fleet;
using Terminal.Rig.Modem;
using Terminal.Rig.World;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The terminal of a simulated day: the agent's own IL with menus and console on ports that cost
/// little. It is stepped when it asked to be, or when input arrives, as the board would.
/// </summary>
public sealed class DayTerminal
{
    private const int SntpMs = 1_500;
    private const int StageMs = 700;
    private const int ScanMs = 2_000;

    private readonly SimTime _time;
    private readonly DayFaults _faults;
    private readonly DayPlan _plan;
    private readonly TestBoard _board;
    private readonly byte[] _drain = new byte[4_096];
    private DaySimLink? _simLink;
    private SimTransport? _wifiTransport;
    private long _dueMs;
    private long _steppedMs = -1;
    private long _portCalls;
    private int _bytesMoved;
    private bool _isSntpUnderWay;
    private int _readerStruck;
    private long _reading;
    private long _happened;

    /// <summary>Makes the terminal of a plan, provisioned, without power.</summary>
    public DayTerminal(SimTime time, DayAcquirer acquirer, DayFaults faults, DayPlan plan)
    {
        _time = time;
        _faults = faults;
        _plan = plan;
        Operator = plan.HasTelemetry ? new DayBroker(time, plan, Meter) : null;
        _board = new TestBoard(time.NewClock(), Wake, new Random(StreamSeed.Derive(plan.Seed, 4)))
        {
            Nonces = new Random(StreamSeed.Derive(plan.Seed, 5)),
            Modem = plan.HasEmulatedModem ? MakeModem(acquirer) : null,
            ModemMs = () => time.NowMs,
            MakeClock = time.NewClock,
            MakeSimLink = plan.HasEmulatedModem ? null : () => _simLink = new DaySimLink(
                time, faults.Sim, acquirer, faults, Meter, Wake, Operator),
            MakeWifiTransport = () => _wifiTransport = new SimTransport(
                time, faults.Wifi, acquirer, () => Wifi.State == WifiState.Joined, Meter, Wake),
            RandomSeed = () => StreamSeed.Derive(plan.Seed, 100 + _board!.Boots),
            HasFleet = plan.HasTelemetry,
            MakeWifiTransport2 = Operator is null ? null : () => Operator.Line(() => Wifi.State == WifiState.Joined),
            KeyedHash = new HostKeyedHash { Known = KnownPin.TryFind },
            Meter = Meter,
            Compose = Compose,
        };
        FailingNvram = new FailingNvram(
            _board.Nvram, new Random(StreamSeed.Derive(plan.Seed, 13)), () => time.NowMs);
        FailingSettings = new FailingSettingsStore(_board.Settings, () => time.NowMs);
        Wifi.StageMs = StageMs;
        Wifi.ScanMs = ScanMs;
        Wifi.WakeAfter = ms => time.After(ms, Wake);
        Wifi.Passphrase = PassphraseFirst;
        Nvram.Written += OnWritten;
        Provision();
    }

    /// <summary>The access point's passphrase when the day begins.</summary>
    public const string PassphraseFirst = "croissant-0";

    /// <summary>What the board allocates.</summary>
    public AllocationMeter Meter { get; } = new();

    /// <summary>The operators' broker; null: telemetry is off.</summary>
    public DayBroker? Operator { get; }

    /// <summary>Told of each write to NVRAM: address, and how many bytes were taken, before power went.</summary>
    public Action<int, int, bool>? NvramWritten { get; set; }

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram => _board.Nvram;

    /// <summary>The journal's memory as it fails in unkind days.</summary>
    public FailingNvram FailingNvram { get; }

    /// <summary>The settings' memory as it fails in unkind days.</summary>
    public FailingSettingsStore FailingSettings { get; }

    /// <summary>The reader's line of this power-on, as it fails in unkind days; null in kind ones.</summary>
    public FailingSerialLine? FailingReader { get; private set; }

    /// <summary>Frames of the reader that were struck.</summary>
    public int ReaderStruck => _readerStruck + (FailingReader?.Struck ?? 0);

    /// <summary>WiFi.</summary>
    public VirtualWifi Wifi => _board.Wifi;

    /// <summary>The emulated modem; null where a link at the port stands in.</summary>
    public ModemEmulator? Modem => _board.Modem;

    /// <summary>The agent; null without power.</summary>
    public AgentCore? Agent => _board.Agent;

    /// <summary>Uptime since power-on.</summary>
    public long UptimeMs => _board.Clock.UptimeMs;

    /// <summary>When it must be stepped next; long.MaxValue without power.</summary>
    public long DueMs => Agent is null ? long.MaxValue
        : Math.Max(_steppedMs + 1, Modem is null ? _dueMs : Math.Min(_dueMs, Modem.NextDueMs));

    /// <summary>Steps since the day began.</summary>
    public long Steps { get; private set; }

    /// <summary>What the last step said may pass before the next, in ms.</summary>
    public int WaitMs { get; private set; }

    /// <summary>Feedings of the watchdog since power-on.</summary>
    public int Feedings => _board.Watchdog.Feedings;

    /// <summary>Bytes moved to and from NVRAM since the last step began.</summary>
    public int BytesMoved => (int)(Nvram.BytesRead + Nvram.BytesWritten) - _bytesMoved;

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

    /// <summary>What the reader sealed last.</summary>
    public byte[] LastSealed => _board.Reader.LastSealed;

    /// <summary>False once something beside the agent may have allocated since the last step.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Builds the agent and gives it power.</summary>
    /// <exception cref="PowerCutException">Power goes while the journal mounts.</exception>
    public void PowerOn()
    {
        _board.Console.Clear();
        _isSntpUnderWay = false;
        AgentCore agent = _board.PowerOn();
        SetReader();
        agent.StoreAndForward.SettleS = _plan.SettleS;
        agent.Start();
        Wake();
    }

    /// <summary>Power has gone.</summary>
    public void PowerOff()
    {
        IsQuiet = false;
        _wifiTransport?.Close();
        _simLink?.Transport.Close();
        _simLink = null;
        FailingSettings.CutPower();
        _board.PowerOff();
        Operator?.OnPowerOff();
    }

    /// <summary>Puts the reader's state into force.</summary>
    public void SetReader()
    {
        _board.ReaderLine.GarbleEvery = ReaderGarbleEvery;
        _board.Reader.IsSilent = IsReaderSilent;
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

    /// <summary>Presses a key by its letter: see <see cref="VirtualKeypad.KeyOf"/>.</summary>
    public void Press(char key) => _board.Keypad.Press(VirtualKeypad.KeyOf(key));

    /// <summary>A technician types a line at the console.</summary>
    public void Type(string line)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line + "\r");
        _board.Console.Device.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Taps a card.</summary>
    /// <returns>False when none is awaited.</returns>
    public bool Tap(string card) => Agent is not null && _board.Reader.Tap(card);

    /// <summary>Runs the agent once.</summary>
    /// <exception cref="PowerCutException">Power goes in the middle of it.</exception>
    public void Step()
    {
        if (_board.ReaderLine.HasForDevice)
        {
            IsQuiet = false;
            _board.Reader.Step();
        }

        if (_board.Console.HasForDevice)
        {
            _board.Console.Device.Read(_drain, 0, _drain.Length);
        }

        KeepTime();
        Steps++;
        _steppedMs = _time.NowMs;
        _dueMs = long.MaxValue;
        _bytesMoved = (int)(Nvram.BytesRead + Nvram.BytesWritten);
        _portCalls = PortCalls;
        Meter.Calls = 0;
        Meter.BoardBytes = 0;

        // Reading the counter costs as much as a part of the agent: while nothing else has run since
        // the last step, its last reading still holds.
        bool isSame = Modem is null && IsQuiet && _happened == _time.Happened;
        long begun = isSame ? _reading : AllocationMeter.Begin();
        bool isMounting = Agent!.Journal.Mounted == MountResult.Silent;
        WaitMs = Agent.Step();
        _reading = AllocationMeter.Begin();
        AllocatedBytes = _reading - begun - Meter.BoardBytes;
        _happened = _time.Happened;
        IsQuiet = true;
        _dueMs = Math.Min(_dueMs, _time.NowMs + WaitMs);
        if (isMounting)
        {
            // Memory that failed at the start is mounted by a step, which reads it whole.
            _bytesMoved = (int)(Nvram.BytesRead + Nvram.BytesWritten);
        }

        BytesMovedMax = Math.Max(BytesMovedMax, BytesMoved);
        CallsMax = Math.Max(CallsMax, Meter.Calls + (int)(PortCalls - _portCalls));
    }

    private void Compose(Terminal.Agent.Ports.Board ports)
    {
        if (!_plan.IsUnkind)
        {
            return;
        }

        _readerStruck = ReaderStruck;
        FailingReader = new FailingSerialLine(
            ports.Reader, new Random(StreamSeed.Derive(_plan.Seed, 200 + _board.Boots)),
            () => _time.NowMs, ReaderFrame.Length);
        ports.Reader = FailingReader;
        ports.Nvram = FailingNvram;
        ports.Settings = FailingSettings;
    }

    private void Wake() => _dueMs = _time.NowMs;

    // Time servers answer once WiFi is there; the clock is the agent's to set.
    private void KeepTime()
    {
        if (_isSntpUnderWay || _board.Clock.UtcSeconds != 0 || Wifi.State != WifiState.Joined)
        {
            return;
        }

        _isSntpUnderWay = true;
        IsQuiet = false;
        AskTime(_board.Boots);
    }

    // By itself: what a lambda captures is allocated where the variable's block begins.
    private void AskTime(int boot) => _time.After(SntpMs, () =>
    {
        if (boot != _board.Boots)
        {
            return;
        }

        _isSntpUnderWay = false;
        if (_board.Clock.UtcSeconds == 0 && Wifi.State == WifiState.Joined && _faults.Wifi.IsHealthy
            && !_faults.IsOn(DayFaultKind.ClockUntold))
        {
            _board.TimeServers.Tell(_time.UtcSeconds, _board.Clock.UptimeMs);
        }
    });

    private long PortCalls => Nvram.Reads + Nvram.Writes + _board.Display.Windows
        + _board.ReaderLine.FirmwareWrites + _board.Console.FirmwareWrites;

    private void OnWritten(int address, int count, bool isWhole)
    {
        long begun = AllocationMeter.Begin();
        NvramWritten?.Invoke(address, count, isWhole && !FailingNvram.IsTakingPart);
        Meter.End(begun);
    }

    private ModemEmulator MakeModem(DayAcquirer acquirer) => new(
        new ModemOptions(),
        MakeNetwork(acquirer),
        () => _time.NowMs,
        () => DateTimeOffset.FromUnixTimeSeconds(_time.UtcSeconds + _faults.ClockStepS).UtcDateTime,
        StreamSeed.Derive(_plan.Seed, 6));

    private IModemNetwork MakeNetwork(DayAcquirer acquirer)
    {
        var network = new SimModemNetwork(_time, _faults.Sim, acquirer, Wake);
        return Operator is null ? network : new BrokerModemNetwork(network, Operator.Broker, () => _time.NowMs);
    }

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

    private void Provision() => _board.Provision(settings =>
    {
        TestBoard.FillForRig(settings, Wifi);
        settings.Language = _plan.Language;
        settings.OfflineCount = _plan.OfflineCount;
        settings.Fleet.IsOn = _plan.HasTelemetry;
        settings.Fleet.HostLength = Encoding.ASCII.GetBytes(BrokerLine.Host, settings.Fleet.Host);
        settings.Merchant.IsSet = true;
        KnownPin.Salt.CopyTo(settings.Merchant.Salt, 0);
        KnownPin.Hash.CopyTo(settings.Merchant.Hash, 0);
        settings.Technician.IsSet = true;
        KnownPin.Salt.CopyTo(settings.Technician.Salt, 0);
        KnownPin.Hash.CopyTo(settings.Technician.Hash, 0);
    });
}
