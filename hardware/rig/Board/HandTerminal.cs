using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Menus;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Setup;
using Terminal.Rig.Modem;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Board;

/// <summary>
/// The agent with its menus on a board in one thread, whose clock is moved by hand: the same every time, and as
/// fast as the host. What is stored outlives <see cref="Start"/>.
/// </summary>
public sealed class HandTerminal
{
    private const int StepMsMax = 20;

    private readonly TestBoard _board;

    /// <summary>The technician's code that <see cref="SetCodes"/> sets.</summary>
    public const string TechnicianCode = "258036";

    /// <summary>The merchant's code that <see cref="SetCodes"/> sets.</summary>
    public const string MerchantCode = "2580";

    /// <summary>A terminal that has not been started.</summary>
    /// <param name="roots">Its two root certificates, PEM; null for one that nobody can read.</param>
    public HandTerminal(IReadOnlyList<byte[]>? roots = null)
    {
        ModemEmulator modem = MakeModem();
        WifiTransport = new ScriptedTransport(Clock) { Answer = _ => ScriptedTransport.NoPayments };
        _board = new TestBoard(Clock)
        {
            Modem = modem,
            ModemBaud = 0,
            IsModemSpeedFixed = true,
            MakeWifiTransport = () => WifiTransport,
            HasConsole = false,
            RootPem = roots?[0] ?? TestBoard.AnyRootPem,
            OtherRootPem = roots?[1] ?? [],
            Buzzer = new VirtualBuzzer(),
        };
    }

    /// <summary>The clock: 2026-11-24, 13:07 UTC at first.</summary>
    public VirtualClock Clock { get; } =
        new(new DateTimeOffset(2026, 11, 24, 13, 7, 0, TimeSpan.Zero).ToUnixTimeSeconds());

    /// <summary>The journal's memory.</summary>
    public MemoryNvram Nvram => _board.Nvram;

    /// <summary>The settings' memory.</summary>
    public MemorySettingsStore Store => _board.Settings;

    /// <summary>The display.</summary>
    public VirtualDisplay Display => _board.Display;

    /// <summary>The buzzer.</summary>
    public VirtualBuzzer Buzzer => _board.Buzzer!;

    /// <summary>The WiFi station and what it meets.</summary>
    public VirtualWifi Wifi => _board.Wifi;

    /// <summary>TLS over WiFi.</summary>
    public ScriptedTransport WifiTransport { get; }

    /// <summary>The modem.</summary>
    public ModemEmulator Modem => _board.Modem!;

    /// <summary>How often the agent asked for a restart.</summary>
    public int Reboots => _board.Reboot.Count;

    /// <summary>The board as an access point.</summary>
    public VirtualAccessPoint AccessPoint => _board.AccessPoint;

    /// <summary>WiFi set-up by phone.</summary>
    public PhoneSetup Phone => _board.Phone!;

    /// <summary>The agent; null before <see cref="Start"/>.</summary>
    public AgentCore Agent => _board.Agent!;

    /// <summary>The menus.</summary>
    public Menu Menu => _board.Menu!;

    /// <summary>The words on the screen.</summary>
    public string Words => ScreenText.Words(Agent.Painter);

    /// <summary>Changes the stored settings; before <see cref="Start"/>.</summary>
    public void Provision(Action<TerminalSettings> change) => _board.Provision(change);

    /// <summary>Switches the terminal on, again if it ran before.</summary>
    public void Start() => _board.PowerOn().Start();

    /// <summary>Runs the loop for a time.</summary>
    public void Run(int ms)
    {
        long endMs = Clock.UptimeMs + ms;
        while (Clock.UptimeMs < endMs)
        {
            int waitMs = Step();
            Clock.Move(Math.Clamp(waitMs, 1, StepMsMax));
        }

        Step();
    }

    /// <summary>One step of the loop; later than the agent asked for where the clock was moved meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The agent wants to run again in the past.</exception>
    public int Step()
    {
        _board.Reader.Step();
        int waitMs = Agent.Step();
        return waitMs >= 0 ? waitMs : throw new InvalidOperationException($"the agent waits {waitMs} ms");
    }

    /// <summary>Presses keys one after the other, a step of the loop between them.</summary>
    public void Press(params Key[] keys)
    {
        foreach (Key key in keys)
        {
            _board.Keypad.Press(key);
            Step();
        }
    }

    /// <summary>Taps a card; see <see cref="VirtualCardReader.Tap"/>.</summary>
    public bool Tap(string card) => _board.Reader.Tap(card);

    /// <summary>Presses a key and lets the loop see it whenever it runs next.</summary>
    public void PressOnly(Key key) => _board.Keypad.Press(key);

    /// <summary>Sets the technician's and the merchant's code, as at delivery.</summary>
    public void SetCodes()
    {
        Set(Agent.Pin, TechnicianCode);
        Set(Agent.MerchantPin, MerchantCode);
        Agent.ChangeSettings();
    }

    private void Set(PinGuard guard, string code)
    {
        guard.Set(Encoding.ASCII.GetBytes(code), 0, code.Length);
        while (guard.Step(Clock.UptimeMs) == PinVerdict.Busy)
        {
        }
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

    private ModemEmulator MakeModem() => new(
        ModemOptions.Quick(),
        new LoopbackModemNetwork((_, _) => new Peer(this), () => Clock.UptimeMs),
        () => Clock.UptimeMs,
        () => DateTimeOffset.FromUnixTimeSeconds(Clock.UtcSeconds).UtcDateTime);

    private sealed class Peer(HandTerminal owner) : IModemPeer
    {
        public bool Take(ReadOnlySpan<byte> bytes, Stream reply)
        {
            string request = Encoding.Latin1.GetString(bytes);
            reply.Write(Encoding.Latin1.GetBytes(owner.WifiTransport.Answer!(request)));
            return true;
        }
    }
}
