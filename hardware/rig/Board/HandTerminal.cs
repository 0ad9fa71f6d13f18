using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Menus;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Modem;
using Terminal.Rig.Screens;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Board;

/// <summary>
/// The agent with its menus on a board in one thread, whose clock is moved by hand: the same every time, and as
/// fast as the host. What is stored outlives <see cref="Start"/>.
/// </summary>
public sealed class HandTerminal
{
    private const int StepMsMax = 20;

    private readonly VirtualKeypad _keypad = new(() => { });

    /// <summary>A terminal that has not been started.</summary>
    public HandTerminal()
    {
        Wifi = new VirtualWifi(Clock);
        WifiTransport = new ScriptedTransport(Clock);
        var network = new LoopbackModemNetwork((_, _) => new Peer(this), () => Clock.UptimeMs);
        Modem = new ModemEmulator(
            ModemOptions.Quick(),
            network,
            () => Clock.UptimeMs,
            () => DateTimeOffset.FromUnixTimeSeconds(Clock.UtcSeconds).UtcDateTime);
    }

    /// <summary>The clock.</summary>
    public HandClock Clock { get; } = new();

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram { get; } = new();

    /// <summary>The settings' memory.</summary>
    public MemorySettingsStore Store { get; } = new();

    /// <summary>The display.</summary>
    public VirtualDisplay Display { get; } = new();

    /// <summary>The WiFi station and what it meets.</summary>
    public VirtualWifi Wifi { get; }

    /// <summary>TLS over WiFi.</summary>
    public ScriptedTransport WifiTransport { get; }

    /// <summary>The modem.</summary>
    public ModemEmulator Modem { get; }

    /// <summary>How often the agent asked for a restart.</summary>
    public int Reboots { get; private set; }

    /// <summary>The agent; null before <see cref="Start"/>.</summary>
    public AgentCore Agent { get; private set; } = null!;

    /// <summary>The menus.</summary>
    public Menu Menu { get; private set; } = null!;

    /// <summary>The words on the screen.</summary>
    public string Words => ScreenText.Words(Agent.Painter);

    /// <summary>Changes the stored settings; before <see cref="Start"/>.</summary>
    public void Provision(Action<TerminalSettings> change)
    {
        var settings = new TerminalSettings();
        var keeper = new SettingsKeeper(Store);
        keeper.Load(settings);
        change(settings);
        keeper.Save();
        keeper.Step(settings);
    }

    /// <summary>Switches the terminal on, again if it ran before.</summary>
    public void Start()
    {
        Modem.SetSupply(false);
        var board = new Terminal.Agent.Ports.Board
        {
            Clock = Clock,
            Nvram = Nvram,
            Settings = Store,
            Console = new SerialPipe().Firmware,
            Modem = new EmulatedModemPort(Modem, () => Clock.UptimeMs),
            ModemPower = Modem,
            Reader = new SerialPipe().Firmware,
            Wifi = Wifi,
            WifiTransport = WifiTransport,
            Display = Display,
            Keypad = _keypad,
            Watchdog = new NoWatchdog(),
            Random = new VirtualRandom(7),
            KeyedHash = new HostKeyedHash(),
            Reboot = new Restart(this),
            RootCertificate = Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n"),
        };
        Agent = new AgentCore(board, new CellularLinkFactory());
        Menu = new Menu(Agent, board);
        Agent.Start();
    }

    /// <summary>Runs the loop for a time.</summary>
    public void Run(int ms)
    {
        long endMs = Clock.UptimeMs + ms;
        while (Clock.UptimeMs < endMs)
        {
            int waitMs = Agent.Step();
            Clock.Move(Math.Clamp(waitMs, 1, StepMsMax));
        }

        Agent.Step();
    }

    /// <summary>Presses keys one after the other, a step of the loop between them.</summary>
    public void Press(params Key[] keys)
    {
        foreach (Key key in keys)
        {
            _keypad.Press(key);
            Agent.Step();
        }
    }

    /// <summary>Presses a key and lets the loop see it whenever it runs next.</summary>
    public void PressOnly(Key key) => _keypad.Press(key);

    /// <summary>Sets the technician's PIN, as at delivery.</summary>
    public void SetPin(string pin)
    {
        Agent.Pin.Set(Encoding.ASCII.GetBytes(pin), 0, pin.Length);
        while (Agent.Pin.Step(Clock.UptimeMs) == PinVerdict.Busy)
        {
        }

        Agent.ChangeSettings();
    }

    /// <summary>Puts a sale into the journal as if it had come to its end.</summary>
    public void AddSale(int cents, string last4, TransactionState state, int flags = 0)
    {
        var record = new TransactionRecord
        {
            Kind = TransactionKind.Sale,
            AmountCents = cents,
            Flags = flags,
            SealedLength = 16,
            CreatedUtcSeconds = Clock.UtcSeconds,
        };
        Encoding.ASCII.GetBytes("eur", record.Currency);
        Encoding.ASCII.GetBytes(last4, record.Last4);
        Agent.Journal.Append(record);
        if (state == TransactionState.Pending)
        {
            return;
        }

        var change = new StateChange();
        change.Reset(TransactionState.InFlight, Clock.UtcSeconds);
        Agent.Journal.Change(record.Slot, change);
        change.Reset(state, Clock.UtcSeconds);
        string code = state == TransactionState.Declined ? "51" : "00";
        Encoding.ASCII.GetBytes(code, change.ResponseCode);
        change.PaymentIdLength = Encoding.ASCII.GetBytes(
            $"paym_{record.Sequence:D24}", change.PaymentId);
        Agent.Journal.Change(record.Slot, change);
    }

    private sealed class NoWatchdog : IWatchdog
    {
        public void Feed()
        {
        }
    }

    private sealed class Restart(HandTerminal owner) : IReboot
    {
        public void Reboot() => owner.Reboots++;
    }

    private sealed class Peer(HandTerminal owner) : IModemPeer
    {
        public bool Take(ReadOnlySpan<byte> bytes, Stream reply)
        {
            string request = Encoding.Latin1.GetString(bytes);
            reply.Write(Encoding.Latin1.GetBytes(owner.WifiTransport.Answer(request)));
            return true;
        }
    }
}
