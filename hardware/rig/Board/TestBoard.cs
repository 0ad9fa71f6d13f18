using System.Text;
using Terminal.Agent;
using Terminal.Agent.Console;
using Terminal.Agent.Fleet;
using Terminal.Agent.Links;
using Terminal.Agent.Menus;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Setup;
using Terminal.Agent.Till;
using Terminal.Agent.Trust;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board.Metering;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Board;

/// <summary>
/// The one place where the rig puts the agent onto a board: a fake for each port, what outlives a power cut and what
/// does not, and hooks for what a trial wants to see or to break. A trial sets the hooks, and switches on.
/// </summary>
public sealed class TestBoard
{
    /// <summary>Serial number of the rig's terminal.</summary>
    public const string Serial = "T4200017";

    /// <summary>A root certificate that no fake looks at.</summary>
    public static readonly byte[] AnyRootPem = "-----BEGIN CERTIFICATE-----\n"u8.ToArray();

    private readonly Action? _woken;
    private VirtualKeypad _keypad;

    /// <summary>A board without power, with blank memories.</summary>
    /// <param name="clock">Time: the board's until <see cref="MakeClock"/> makes another, and WiFi's for life.</param>
    /// <param name="woken">Called when a key or a byte arrives from outside.</param>
    /// <param name="noise">What garbles the reader's line: see <see cref="SerialPipe.GarbleEvery"/>.</param>
    public TestBoard(VirtualClock clock, Action? woken = null, Random? noise = null)
    {
        _woken = woken;
        Noise = noise;
        Clock = clock;
        Wifi = new VirtualWifi(clock);
        _keypad = new VirtualKeypad(woken);
        Console = new SerialPipe(woken);
        Till = new VirtualTillPort(woken);
        ReaderLine = new SerialPipe(woken, noise);
        Reader = new VirtualCardReader(ReaderLine.Device);
    }

    /// <summary>The journal's memory; it outlives power cuts, as the settings do.</summary>
    public MemoryNvram Nvram { get; init; } = new();

    /// <summary>What the agent sees of the journal's memory: a hook for one that fails.</summary>
    public Func<INvram, INvram> SeeNvram { get; init; } = nvram => nvram;

    /// <summary>The settings' memory.</summary>
    public MemorySettingsStore Settings { get; init; } = new();

    /// <summary>The WiFi station and the access point that it meets.</summary>
    public VirtualWifi Wifi { get; }

    /// <summary>The time servers that WiFi reaches.</summary>
    public VirtualTimeServers TimeServers { get; } = new();

    /// <summary>The board as an access point for phones.</summary>
    public VirtualAccessPoint AccessPoint { get; } = new();

    /// <summary>WiFi set-up by phone; null without power or menus.</summary>
    public PhoneSetup? Phone { get; private set; }

    /// <summary>The display.</summary>
    public VirtualDisplay Display { get; } = new();

    /// <summary>The buzzer; null: the board has none.</summary>
    public VirtualBuzzer? Buzzer { get; init; }

    /// <summary>Restarts that the agent asked for.</summary>
    public VirtualReboot Reboot { get; } = new();

    /// <summary>Time. <see cref="MakeClock"/> makes it anew with each power-on; without that hook it goes on.</summary>
    public VirtualClock Clock { get; private set; }

    /// <summary>The keypad of this power-on.</summary>
    public VirtualKeypad Keypad => _keypad;

    /// <summary>The technician's line; the same for life.</summary>
    public SerialPipe Console { get; }

    /// <summary>Where tills connect; the same for life.</summary>
    public VirtualTillPort Till { get; }

    /// <summary>The card reader's line of this power-on.</summary>
    public SerialPipe ReaderLine { get; private set; }

    /// <summary>The card reader of this power-on.</summary>
    public VirtualCardReader Reader { get; private set; }

    /// <summary>The watchdog of this power-on.</summary>
    public VirtualWatchdog Watchdog { get; private set; } = new();

    /// <summary>The modem's line of this power-on; null without an emulated modem.</summary>
    public EmulatedModemPort? ModemPort { get; private set; }

    /// <summary>The agent; null without power.</summary>
    public AgentCore? Agent { get; private set; }

    /// <summary>The menus; null without power or menus.</summary>
    public Menu? Menu { get; private set; }

    /// <summary>The technician's console; null without power or console.</summary>
    public TechnicianConsole? Technician { get; private set; }

    /// <summary>The ports that the agent has been given.</summary>
    public Terminal.Agent.Ports.Board? Ports { get; private set; }

    /// <summary>Power-ons so far.</summary>
    public int Boots { get; private set; }

    /// <summary>The emulated modem; null: nothing hangs on the modem's line.</summary>
    public ModemEmulator? Modem { get; init; }

    /// <summary>Speed of the modem's line; takes effect with the next power-on.</summary>
    public int ModemBaud { get; set; } = 115_200;

    /// <summary>The modem's line stays at <see cref="ModemBaud"/>; takes effect with the next power-on.</summary>
    public bool IsModemSpeedFixed { get; set; }

    /// <summary>Milliseconds that the modem's line goes by; null: the board's clock.</summary>
    public Func<long>? ModemMs { get; init; }

    /// <summary>TLS over WiFi, made with each power-on.</summary>
    public required Func<ITransport> MakeWifiTransport { get; init; }

    /// <summary>The SIM's link, made with each power-on; null: the modem with its driver.</summary>
    public Func<ISimLinkFactory>? MakeSimLink { get; init; }

    /// <summary>The clock of a power-on; null: the one clock goes on.</summary>
    public Func<VirtualClock>? MakeClock { get; init; }

    /// <summary>Seed of the random numbers of a power-on.</summary>
    public Func<int> RandomSeed { get; init; } = () => 7;

    /// <summary>Where the reader draws its nonces; null: the host's own.</summary>
    public Random? Nonces { get; init; }

    /// <summary>The keyed hash.</summary>
    public IKeyedHash KeyedHash { get; init; } = new HostKeyedHash();

    /// <summary>The acquirer's root certificate.</summary>
    public byte[] RootPem { get; init; } = AnyRootPem;

    /// <summary>A second root certificate; empty where there is none.</summary>
    public byte[] OtherRootPem { get; init; } = [];

    /// <summary>Where root certificates are stored; they count from the next power-on on.</summary>
    public MemorySettingsStore Roots { get; init; } = new();

    /// <summary>False: the agent has no menus.</summary>
    public bool HasMenus { get; init; } = true;

    /// <summary>False: the agent has no console.</summary>
    public bool HasConsole { get; init; } = true;

    /// <summary>True: the agent has a till's link, which a setting switches on.</summary>
    public bool HasTill { get; init; }

    /// <summary>A second TLS connection over WiFi, made with each power-on; null: there is none.</summary>
    public Func<ITransport>? MakeWifiTransport2 { get; init; }

    /// <summary>The root certificate of the operator's broker; empty where it has no own.</summary>
    public byte[] FleetRootPem { get; set; } = [];

    /// <summary>True: the agent has a line to the operator's broker, which a setting switches on.</summary>
    public bool HasFleet { get; init; }

    /// <summary>The line to the operator's broker; null without power or such a line.</summary>
    public FleetLink? Fleet { get; private set; }

    /// <summary>Set apart what the fakes allocate; null: nobody asks.</summary>
    public AllocationMeter? Meter { get; init; }

    /// <summary>
    /// The last word on the ports before the agent gets them: a trial puts its own before any of them.
    /// </summary>
    public Action<Terminal.Agent.Ports.Board>? Compose { get; set; }

    private Random? Noise { get; }

    /// <summary>Changes the stored settings, as a technician would have done before delivery.</summary>
    public void Provision(Action<TerminalSettings> change) => Provision(Settings, change);

    /// <summary>Changes the settings in a store, as a technician would have done before delivery.</summary>
    public static void Provision(ISettingsStore store, Action<TerminalSettings> change)
    {
        var settings = new TerminalSettings();
        new SettingsKeeper(store).Load(settings);
        change(settings);
        byte[] record = new byte[Terminal.Agent.Limits.SettingsBytesMax];
        int length = new SettingsCodec().Write(settings, 1, record);
        store.Write(0, record, 0, length);
        store.Write(1, record, 0, 0);
    }

    /// <summary>Fills in what a terminal at a French merchant's has: test mode, the rig's key, WiFi.</summary>
    public static void FillForRig(TerminalSettings settings, VirtualWifi wifi, string serial = Serial)
    {
        settings.SerialLength = Put(serial, settings.Serial);
        settings.IsTestMode = true;
        settings.KeyLength = Put(AcquirerOptions.DefaultKey, settings.Key);
        settings.WifiProfileCount = 1;
        settings.WifiProfiles[0].SsidLength = Put(wifi.Ssid, settings.WifiProfiles[0].Ssid);
        settings.WifiProfiles[0].PassphraseLength =
            Put(wifi.Passphrase, settings.WifiProfiles[0].Passphrase);
    }

    /// <summary>Gives the board power: the peripherals and the agent are made anew; the agent starts next.</summary>
    public AgentCore PowerOn()
    {
        Boots++;
        Modem?.SetSupply(false);
        Clock = MakeClock?.Invoke() ?? Clock;
        Wifi.Restart();
        AccessPoint.Restart();
        TimeServers.Forget();
        _keypad = new VirtualKeypad(_woken);
        ReaderLine = new SerialPipe(_woken, Noise);
        Reader = new VirtualCardReader(ReaderLine.Device, Nonces);
        Watchdog = new VirtualWatchdog();
        ModemPort = Modem is null ? null
            : new EmulatedModemPort(Modem, ModemMs ?? (() => Clock.UptimeMs), ModemBaud);
        ISimLinkFactory simLink = MakeSimLink?.Invoke() ?? new CellularLinkFactory();
        Ports = MakePorts();
        if (Meter is not null)
        {
            MeteredBoard.Attach(Ports, Meter);
        }

        Compose?.Invoke(Ports);
        var agent = new AgentCore(Ports, simLink);
        Menu = HasMenus ? new Menu(agent, Ports) : null;
        TillLink? till = HasTill ? new TillLink(agent, Ports) : null;
        if (HasConsole)
        {
            Technician = new TechnicianConsole(
                till?.Console ?? Ports.Console, agent, Ports, Menu?.WifiTest ?? agent.WifiTest);
            agent.Attach(Technician);
        }

        if (till is not null)
        {
            agent.Attach(till);
        }

        Fleet = HasFleet ? new FleetLink(agent, Ports) : null;
        if (Fleet is not null)
        {
            agent.Attach(Fleet);
        }

        Phone = Menu is null ? null : new PhoneSetup(agent, Ports, Menu);
        Agent = agent;
        return agent;
    }

    /// <summary>Power has gone; what the agent held in RAM with it.</summary>
    public void PowerOff()
    {
        Agent = null;
        Menu = null;
        Phone = null;
        Technician = null;
        Fleet = null;
        Till.Break();
        Modem?.SetSupply(false);
    }

    /// <summary>Every record of the journal, oldest first; none without power.</summary>
    public IReadOnlyList<JournalRow> JournalRows() => Agent is AgentCore agent ? JournalRow.All(agent) : [];

    private static int Put(string text, byte[] into) => Encoding.UTF8.GetBytes(text, into);

    private Terminal.Agent.Ports.Board MakePorts() => new()
    {
        Clock = Clock,
        Nvram = SeeNvram(Nvram),
        Settings = Settings,
        Console = Console.Firmware,
        Modem = ModemPort ?? new SerialPipe().Firmware,
        ModemSpeed = IsModemSpeedFixed ? null : ModemPort,
        ModemPower = Modem ?? (IModemPower)new VirtualModemPower(),
        Reader = ReaderLine.Firmware,
        Wifi = Wifi,
        NetworkTime = TimeServers,
        WifiTransport = MakeWifiTransport(),
        WifiTransport2 = MakeWifiTransport2?.Invoke(),
        FleetRoot = FleetRootPem,
        Till = Till,
        AccessPoint = AccessPoint,
        Display = Display,
        Keypad = _keypad,
        Buzzer = Buzzer,
        Watchdog = Watchdog,
        Random = new VirtualRandom(RandomSeed()),
        KeyedHash = KeyedHash,
        Reboot = Reboot,
        Anchors = new TrustAnchors(RootPem, OtherRootPem),
        Roots = Roots,
    };
}
