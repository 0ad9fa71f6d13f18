using System.Net.Sockets;
using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Console;
using Terminal.Agent.Menus;
using Terminal.Agent.Modem;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Modem;
using Terminal.Rig.Screens;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Board;

/// <summary>
/// The virtual board with the agent on it, in real time: what survives a power cut (NVRAM, settings), what does
/// not, and a thread that plays the firmware's loop. Everything public may be called from any thread.
/// </summary>
public sealed class VirtualTerminal : IVirtualTerminal, IReboot
{
    /// <summary>Serial number of the rig's terminal.</summary>
    public const string Serial = "T4200017";

    /// <summary>The longest that the loop sleeps, in ms, so that peripherals are looked at.</summary>
    private const int SleepMsMax = 20;

    private const int ModemBaud = 115_200;

    private readonly byte[] _rootPem;
    private readonly Func<string, int, (string Host, int Port)?> _resolve;
    private readonly MemorySettingsStore _settings = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Lock _gate = new();

    private readonly SerialPipe _console;

    private Thread? _loop;
    private AgentCore? _agent;
    private SocketTransport? _transport;
    private VirtualCardReader? _reader;
    private volatile bool _isStopping;
    private volatile bool _isCut;
    private volatile bool _isRebooting;

    /// <summary>Makes a terminal without power.</summary>
    /// <param name="rootPem">The acquirer's root certificate.</param>
    /// <param name="resolve">Where a host and port are really reached.</param>
    public VirtualTerminal(
        byte[] rootPem, Func<string, int, (string Host, int Port)?> resolve)
    {
        _rootPem = rootPem;
        _resolve = resolve;
        _console = new SerialPipe(Wake);
        Keypad = new VirtualKeypad(Wake);
        Wifi = new VirtualWifi(Clock);
        var network = new TlsModemNetwork(
            (host, port) => resolve(host, port) ?? throw new SocketException((int)SocketError.HostNotFound));
        Modem = new ModemEmulator(
            ModemOptions.Quick(), network, () => Environment.TickCount64, () => DateTime.UtcNow);
        Nvram.Writing += (_, _) => ThrowIfCut();
    }

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram { get; } = new();

    /// <summary>The display.</summary>
    public VirtualDisplay Display { get; } = new();

    /// <summary>The keypad.</summary>
    public VirtualKeypad Keypad { get; private set; }

    /// <summary>The WiFi station and its access point.</summary>
    public VirtualWifi Wifi { get; private set; }

    /// <summary>The modem, with its SIM and its mobile network.</summary>
    public ModemEmulator Modem { get; }

    /// <summary>Uptime and time of day of the present power-on.</summary>
    public VirtualClock Clock { get; private set; } = new();

    /// <summary>The technician's end of the console's line; it outlives restarts.</summary>
    public ISerialPort Console => _console.Device;

    /// <summary>Restarts since this object was made, asked for by the firmware.</summary>
    public int Reboots { get; private set; }

    /// <summary>True while the firmware runs.</summary>
    public bool IsOn => _loop is { IsAlive: true };

    /// <summary>An exception that got out of the agent: always a defect.</summary>
    public Exception? Crash { get; private set; }

    /// <summary>Steps that the loop has made since power-on.</summary>
    public long Steps { get; private set; }

    /// <summary>Writes settings as a technician would have done before delivery.</summary>
    public void Provision(Action<TerminalSettings> change) => Provision(_settings, change);

    /// <summary>Settings of a terminal at a French merchant's: WiFi, test mode, the rig's key.</summary>
    public void ProvisionForRig() => Provision(settings => FillForRig(settings, Wifi));

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
            _agent = Build();
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

    /// <summary>Restarts the firmware once the step in progress is over.</summary>
    public void Reboot() => _isRebooting = true;

    /// <summary>Looks at the agent between two of its steps.</summary>
    /// <returns>What <paramref name="look"/> gives, or the default without power.</returns>
    public T? Look<T>(Func<AgentCore, T> look)
    {
        lock (_gate)
        {
            return _agent is null ? default : look(_agent);
        }
    }

    /// <summary>The words on the screen, its rows joined by blanks; empty without power.</summary>
    public string ScreenWords() => Look(agent => ScreenText.Words(agent.Painter)) ?? "";

    /// <summary>Every record of the journal, oldest first.</summary>
    public IReadOnlyList<JournalRow> JournalRows() => Look(Rows) ?? [];

    /// <summary>Taps a card; see <see cref="VirtualCardReader.Tap"/>.</summary>
    public bool Tap(string card)
    {
        bool isTaken = _reader?.Tap(card) ?? false;
        Wake();
        return isTaken;
    }

    /// <summary>Presses a key.</summary>
    public void Press(Key key) => Keypad.Press(key);

    /// <inheritdoc/>
    public void Dispose()
    {
        CutPower();
        _wake.Dispose();
    }

    /// <summary>Changes the settings in a store, as a technician would have done before delivery.</summary>
    internal static void Provision(ISettingsStore store, Action<TerminalSettings> change)
    {
        var settings = new TerminalSettings();
        new SettingsKeeper(store).Load(settings);
        change(settings);
        byte[] record = new byte[Terminal.Agent.Limits.SettingsBytesMax];
        int length = new SettingsCodec().Write(settings, 1, record);
        store.Write(0, record, 0, length);
        store.Write(1, record, 0, 0);
    }

    /// <summary>Fills in what a terminal at a French merchant's has.</summary>
    internal static void FillForRig(TerminalSettings settings, VirtualWifi wifi)
    {
        settings.SerialLength = Put(Serial, settings.Serial);
        settings.IsTestMode = true;
        settings.KeyLength = Put(AcquirerOptions.DefaultKey, settings.Key);
        settings.WifiProfileCount = 1;
        settings.WifiProfiles[0].SsidLength = Put(wifi.Ssid, settings.WifiProfiles[0].Ssid);
        settings.WifiProfiles[0].PassphraseLength =
            Put(wifi.Passphrase, settings.WifiProfiles[0].Passphrase);
    }

    /// <summary>Every record of an agent's journal, oldest first.</summary>
    internal static IReadOnlyList<JournalRow> Rows(AgentCore agent)
    {
        var rows = new List<JournalRow>();
        for (int slot = agent.Journal.Newest(); slot >= 0; slot = agent.Journal.Older(slot))
        {
            var record = new TransactionRecord();
            if (agent.Journal.Load(slot, record))
            {
                rows.Add(JournalRow.Of(record, agent.Settings));
            }
        }

        rows.Reverse();
        return rows;
    }

    private static int Put(string text, byte[] into) => Encoding.UTF8.GetBytes(text, into);

    private AgentCore Build()
    {
        Clock = new VirtualClock();
        var wifi = new VirtualWifi(Clock)
        {
            Ssid = Wifi.Ssid,
            Passphrase = Wifi.Passphrase,
            IsAccessPointUp = Wifi.IsAccessPointUp,
            IsDhcpUp = Wifi.IsDhcpUp,
            IsPortal = Wifi.IsPortal,
            StageMs = Wifi.StageMs,
            LevelDbm = Wifi.LevelDbm,
            IsHidden = Wifi.IsHidden,
            Neighbours = Wifi.Neighbours,
        };
        Wifi = wifi;
        Keypad = new VirtualKeypad(Wake);
        var readerLine = new SerialPipe(Wake);
        _reader = new VirtualCardReader(readerLine.Device);
        _transport = new SocketTransport(
            _rootPem, _resolve, () => wifi.IsJoined, Wake);
        var modem = new EmulatedModemPort(Modem, () => Environment.TickCount64, ModemBaud);
        var board = new Terminal.Agent.Ports.Board
        {
            Clock = Clock,
            Nvram = Nvram,
            Settings = _settings,
            Console = _console.Firmware,
            Modem = modem,
            ModemSpeed = modem,
            ModemPower = Modem,
            Reader = readerLine.Firmware,
            Wifi = wifi,
            WifiTransport = _transport,
            Display = Display,
            Keypad = Keypad,
            Watchdog = new VirtualWatchdog(Clock),
            Random = new VirtualRandom(Environment.TickCount),
            KeyedHash = new HostKeyedHash(),
            Reboot = this,
            RootCertificate = _rootPem,
        };
        var agent = new AgentCore(board, new CellularLinkFactory());
        var menu = new Menu(agent, board);
        agent.Attach(new TechnicianConsole(board.Console, agent, board, menu.WifiTest));
        return agent;
    }

    private void Run()
    {
        try
        {
            lock (_gate)
            {
                _agent!.Start();
            }

            while (!_isStopping)
            {
                int waitMs;
                lock (_gate)
                {
                    _reader!.Step();
                    waitMs = _agent!.Step();
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
        _transport?.Dispose();
        Modem.SetSupply(false);
        Display.Clear();
        _agent = Build();
        _agent.Start();
    }

    private void Dark()
    {
        _transport?.Dispose();
        Modem.SetSupply(false);
        lock (_gate)
        {
            _agent = null;
        }

        Display.Clear();
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
