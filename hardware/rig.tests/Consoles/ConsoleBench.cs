using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Console;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>
/// An agent with its console in virtual time: steps are played by the test's own thread, and everything that
/// the console has ever said is kept.
/// </summary>
internal sealed class ConsoleBench : IReboot
{
    private readonly StringBuilder _said = new();
    private readonly byte[] _buffer = new byte[4096];
    private SerialPipe _line = new();

    public ConsoleBench(Action<TerminalSettings>? provision = null)
    {
        if (provision is not null)
        {
            var settings = new TerminalSettings();
            provision(settings);
            byte[] record = new byte[Terminal.Agent.Limits.SettingsBytesMax];
            Settings.Write(0, record, 0, new SettingsCodec().Write(settings, 1, record));
        }

        Agent = Build();
        Step();
    }

    public MemoryNvram Nvram { get; } = new();

    public MemorySettingsStore Settings { get; } = new();

    public StepClock Clock { get; } = new();

    public VirtualDisplay Display { get; } = new();

    public AgentCore Agent { get; private set; }

    public TechnicianConsole Console { get; private set; } = null!;

    public WifiTest WifiTest { get; private set; } = null!;

    public VirtualWifi Wifi { get; private set; } = null!;

    public Terminal.Agent.Ports.Board Board { get; private set; } = null!;

    public int Reboots { get; private set; }

    /// <summary>Everything said since the bench was made, echo included.</summary>
    public string Said => _said.ToString();

    public void Reboot() => Reboots++;

    /// <summary>A power cut and a new start; NVRAM and settings stay.</summary>
    public void Restart()
    {
        _line = new SerialPipe();
        Clock.UptimeMs = 0;
        Agent = Build();
        Step();
    }

    /// <summary>Types a line and plays steps until it is answered.</summary>
    /// <returns>The rows of the answer, OK or ERR last; the echo left out.</returns>
    public string[] Ask(string line, int withinMs = 120_000)
    {
        int from = _said.Length;
        Type(line + "\r");
        for (long until = Clock.UptimeMs + withinMs; Clock.UptimeMs < until;)
        {
            Step();
            string[] rows = _said.ToString(from, _said.Length - from).Split("\r\n")[..^1];
            int end = Array.FindIndex(rows, IsEnd);
            if (end > 0)
            {
                return rows[1..(end + 1)];
            }
        }

        throw new TimeoutException($"'{line}' had no answer: {_said.ToString(from, _said.Length - from)}");
    }

    /// <summary>The last row of an answer.</summary>
    public string Last(string line) => Ask(line)[^1];

    public void Type(string text) => Type(Encoding.UTF8.GetBytes(text));

    public void Type(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            at += _line.Device.Write(bytes, at, bytes.Length - at);
            if (at < bytes.Length)
            {
                Step();
            }
        }
    }

    /// <summary>Plays one step and lets its wait pass, 10 ms at most.</summary>
    public int Step()
    {
        int waitMs = Agent.Step();
        Clock.UptimeMs += Math.Clamp(waitMs, 1, 10);
        Clock.Utc += Clock.Utc > 0 && Clock.UptimeMs % 1000 < 10 ? 1 : 0;
        int count = _line.Device.Read(_buffer, 0, _buffer.Length);
        _said.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        return waitMs;
    }

    public void Run(int ms)
    {
        for (long until = Clock.UptimeMs + ms; Clock.UptimeMs < until;)
        {
            Step();
        }
    }

    private static bool IsEnd(string row) =>
        row == "OK" || row.StartsWith("ERR ", StringComparison.Ordinal);

    private AgentCore Build()
    {
        Wifi = new VirtualWifi(Clock);
        Board = new Terminal.Agent.Ports.Board
        {
            Clock = Clock,
            Nvram = Nvram,
            Settings = Settings,
            Console = _line.Firmware,
            Modem = new SerialPipe().Firmware,
            ModemPower = new NoPower(),
            Reader = new SerialPipe().Firmware,
            Wifi = Wifi,
            WifiTransport = new ShutTransport(),
            Display = Display,
            Keypad = new VirtualKeypad(() => { }),
            Watchdog = new NoWatchdog(),
            Random = new VirtualRandom(7),
            KeyedHash = new HostKeyedHash(),
            Reboot = this,
            RootCertificate = Encoding.ASCII.GetBytes(
                "-----BEGIN CERTIFICATE-----\n" + new string('A', 64) + "\n-----END CERTIFICATE-----\n"),
        };
        var agent = new AgentCore(Board, new CellularLinkFactory());
        WifiTest = agent.WifiTest;
        Console = new TechnicianConsole(Board.Console, agent, Board, WifiTest);
        agent.Attach(Console);
        agent.Start();
        return agent;
    }

    /// <summary>Time that passes when the test says so.</summary>
    internal sealed class StepClock : IClock
    {
        public long UptimeMs { get; set; }

        public long Utc { get; set; } = 1_795_000_000;

        public long UtcSeconds => Utc;

        public void SetUtc(long utcSeconds) => Utc = utcSeconds;
    }

    private sealed class NoPower : IModemPower
    {
        public void SetSupply(bool isOn)
        {
        }

        public void SetPowerKey(bool isPressed)
        {
        }
    }

    private sealed class NoWatchdog : IWatchdog
    {
        public void Feed()
        {
        }
    }

    /// <summary>Refuses every connection.</summary>
    private sealed class ShutTransport : ITransport
    {
        public TransportState State { get; private set; }

        public FaultCode Fault => State == TransportState.Failed ? FaultCode.ConnectionRefused : FaultCode.None;

        public bool Open(byte[] host, int hostLength, int port)
        {
            State = TransportState.Failed;
            return true;
        }

        public int Read(byte[] buffer, int offset, int capacity) => 0;

        public int Write(byte[] buffer, int offset, int count) => 0;

        public void Close() => State = TransportState.Closed;
    }
}
