using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Fleet;

/// <summary>
/// A connection to a <see cref="FleetBroker"/> in moved time: as a transport over WiFi, and as a session of the
/// emulated modem.
/// </summary>
public sealed class BrokerLine(FleetBroker broker, Func<long> nowMs, Func<bool> isBearerUp)
    : ITransport, IModemSession
{
    private readonly Queue<(long AtMs, byte[] Bytes)> _toTerminal = new();
    private BrokerSession? _session;
    private int _taken;
    private long _openMs;
    private bool _isBegun;
    private bool _isClosing;

    /// <summary>The broker's host.</summary>
    public const string Host = CertificateAuthority.BrokerHost;

    /// <summary>How long connecting takes, in ms.</summary>
    public int ConnectMs { get; init; } = 700;

    /// <summary>How long a byte travels and is answered, in ms.</summary>
    public int RoundTripMs { get; init; } = 120;

    /// <summary>What is written goes nowhere, and nothing comes.</summary>
    public bool IsDead { get; set; }

    /// <inheritdoc/>
    public TransportState State => !_isBegun ? TransportState.Closed
        : !isBearerUp() || broker.Mode == BrokerMode.Down ? TransportState.Failed
        : nowMs() < _openMs ? TransportState.Connecting
        : _isClosing && Available == 0 ? TransportState.PeerClosed : TransportState.Open;

    /// <inheritdoc/>
    public FaultCode Fault => State != TransportState.Failed ? FaultCode.None
        : isBearerUp() ? FaultCode.ConnectionRefused : FaultCode.ConnectionLost;

    ModemSessionState IModemSession.State => State switch
    {
        TransportState.Connecting => ModemSessionState.Connecting,
        TransportState.Open => ModemSessionState.Open,
        TransportState.PeerClosed => ModemSessionState.PeerClosed,
        _ => ModemSessionState.Failed,
    };

    /// <inheritdoc/>
    public int Error => 14;

    /// <inheritdoc/>
    public string Address => "192.0.2.9";

    /// <inheritdoc/>
    public long NextDueMs => _isBegun && nowMs() < _openMs ? _openMs
        : _toTerminal.Count > 0 ? Math.Max(_toTerminal.Peek().AtMs, nowMs()) : long.MaxValue;

    private int Available => _toTerminal.Count;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        Close();
        if (isBearerUp())
        {
            Begin();
        }

        return _isBegun;
    }

    /// <summary>Begins to connect.</summary>
    public BrokerLine Begin()
    {
        _isBegun = true;
        _openMs = nowMs() + ConnectMs;
        return this;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity) => Read(buffer.AsSpan(offset, capacity));

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        int count = 0;
        while (count < buffer.Length && _toTerminal.Count > 0 && _toTerminal.Peek().AtMs <= nowMs() && !IsDead)
        {
            byte[] first = _toTerminal.Peek().Bytes;
            int piece = Math.Min(first.Length - _taken, buffer.Length - count);
            first.AsSpan(_taken, piece).CopyTo(buffer[count..]);
            count += piece;
            _taken += piece;
            if (_taken == first.Length)
            {
                _toTerminal.Dequeue();
                _taken = 0;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (State != TransportState.Open)
        {
            return 0;
        }

        Send(buffer.AsSpan(offset, count));
        return count;
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (IsDead)
        {
            return;
        }

        _session ??= broker.Connect(
            (sent, delayMs) => _toTerminal.Enqueue((nowMs() + RoundTripMs + delayMs, sent)),
            () => _isClosing = true);
        _session.Take(bytes);
    }

    /// <inheritdoc/>
    public void Close()
    {
        _session?.End();
        _session = null;
        _toTerminal.Clear();
        _taken = 0;
        _isBegun = false;
        _isClosing = false;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
