using System.Globalization;
using System.Net;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Fleet.Mqtt;

/// <summary>
/// One terminal of a fleet before a real broker: the whole agent with its line to the operator, over TLS on a socket
/// of its own. Its shop has WiFi alone, its acquirer is there and has nothing to do.
/// </summary>
public sealed class BrokerTerminal : IDisposable
{
    private readonly HurriedClock _time;
    private readonly TestBoard _board;
    private readonly SocketTransport _line;
    private long _dueMs;
    private volatile bool _isWoken = true;

    /// <summary>Makes terminal number <paramref name="number"/> and switches it on.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="number">Its serial number follows from it.</param>
    /// <param name="seed">What it draws follows from it and the number.</param>
    /// <param name="rootPem">What the broker is verified against.</param>
    /// <param name="host">The broker's name.</param>
    /// <param name="reached">Where that is really reached.</param>
    /// <param name="opened">Told of each connection that it begins.</param>
    public BrokerTerminal(
        HurriedClock time, int number, int seed, byte[] rootPem, string host, IPEndPoint reached, Action opened)
    {
        _time = time;
        long utcSeconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var clock = new VirtualClock(utcSeconds, () => time.NowMs);
        _line = new SocketTransport(
            rootPem, (_, _) => (reached.Address.ToString(), reached.Port), () => true, () => _isWoken = true);
        _board = new TestBoard(clock, () => _isWoken = true)
        {
            RandomSeed = () => StreamSeed.Derive(seed, number),
            HasMenus = false,
            HasConsole = false,
            HasFleet = true,
            MakeSimLink = () => new NoSimLink(),
            MakeWifiTransport = () => new ScriptedTransport(clock) { Answer = _ => ScriptedTransport.NoPayments },
            MakeWifiTransport2 = () => new CountedTransport(_line, opened),
        };
        _board.Provision(settings =>
        {
            TestBoard.FillForRig(settings, _board.Wifi, SerialOf(number));
            settings.Fleet.IsOn = true;
            settings.Fleet.HostLength = Encoding.ASCII.GetBytes(host, settings.Fleet.Host);
            settings.Fleet.SecretLength = Encoding.ASCII.GetBytes(SecretOf(number), settings.Fleet.Secret);
        });
        _board.PowerOn().Start();
    }

    /// <summary>True while the broker has it.</summary>
    public bool IsOnline => Agent.Fleet.State == FleetState.Online;

    /// <summary>How its line stands.</summary>
    public FleetStatus Line => Agent.Fleet;

    private AgentCore Agent => _board.Agent!;

    /// <summary>The serial number, its user's name at the broker.</summary>
    public static string SerialOf(int number) => string.Create(CultureInfo.InvariantCulture, $"F{number:D7}");

    /// <summary>Its secret at the broker.</summary>
    public static string SecretOf(int number) => string.Create(CultureInfo.InvariantCulture, $"secret-{number}");

    /// <summary>Runs the agent once, if it asked for that or something has come.</summary>
    public void StepIfDue()
    {
        if (_isWoken || _time.NowMs >= _dueMs)
        {
            _isWoken = false;
            _board.Reader.Step();
            _dueMs = _time.NowMs + Agent.Step();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private sealed class CountedTransport(ITransport line, Action opened) : ITransport
    {
        public TransportState State => line.State;

        public FaultCode Fault => line.Fault;

        public bool Open(byte[] host, int hostLength, int port)
        {
            bool isBegun = line.Open(host, hostLength, port);
            if (isBegun)
            {
                opened();
            }

            return isBegun;
        }

        public int Read(byte[] buffer, int offset, int capacity) => line.Read(buffer, offset, capacity);

        public int Write(byte[] buffer, int offset, int count) => line.Write(buffer, offset, count);

        public void Close() => line.Close();
    }
}
