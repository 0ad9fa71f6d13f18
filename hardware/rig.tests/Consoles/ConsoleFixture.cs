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
internal sealed class ConsoleFixture
{
    private readonly StringBuilder _said = new();
    private readonly byte[] _buffer = new byte[4096];
    private readonly char[] _characters = new char[4096];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly TestBoard _board;

    public ConsoleFixture(
        Action<TerminalSettings>? provision = null, string? rootPem = null, string? otherRootPem = null)
    {
        _board = new TestBoard(Clock)
        {
            MakeWifiTransport = () => new ScriptedTransport(Clock)
            {
                StageMs = 0,
                FailsAt = TransportState.Resolving,
                FailsWith = FaultCode.ConnectionRefused,
            },
            HasMenus = false,
            RootPem = Encoding.ASCII.GetBytes(rootPem
                ?? "-----BEGIN CERTIFICATE-----\n" + new string('A', 64) + "\n-----END CERTIFICATE-----\n"),
            OtherRootPem = Encoding.ASCII.GetBytes(otherRootPem ?? ""),
        };
        if (provision is not null)
        {
            _board.Provision(provision);
        }

        _board.PowerOn().Start();
        Step();
    }

    public VirtualClock Clock { get; } = new(1_795_000_000);

    public MemoryNvram Nvram => _board.Nvram;

    public MemorySettingsStore Settings => _board.Settings;

    /// <summary>What stands in a slot for root certificates.</summary>
    public byte[] RootSlot(int slot)
    {
        byte[] bytes = new byte[Limits.RootPemBytesMax];
        return bytes[.._board.Roots.Read(slot, bytes, 0, bytes.Length)];
    }

    public VirtualDisplay Display => _board.Display;

    public AgentCore Agent => _board.Agent!;

    public TechnicianConsole Console => _board.Technician!;

    public WifiTest WifiTest => Agent.WifiTest;

    public VirtualWifi Wifi => _board.Wifi;

    public Terminal.Agent.Ports.Board Board => _board.Ports!;

    public int Reboots => _board.Reboot.Count;

    /// <summary>Everything said since the fixture was made, echo included.</summary>
    public string Said => _said.ToString();

    /// <summary>A power cut and a new start; NVRAM and settings stay.</summary>
    public void Restart()
    {
        _board.Console.Clear();
        Clock.Restart();
        _board.PowerOn().Start();
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
            at += _board.Console.Device.Write(bytes, at, bytes.Length - at);
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
        Clock.Move(Math.Clamp(waitMs, 1, 10));
        int count = _board.Console.Device.Read(_buffer, 0, _buffer.Length);
        _said.Append(_characters, 0, _decoder.GetChars(_buffer, 0, count, _characters, 0));
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
}
