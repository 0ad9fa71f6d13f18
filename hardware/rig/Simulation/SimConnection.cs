using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation;

/// <summary>
/// One TLS connection in virtual time, name look-up and handshake included: its stages take their round trips,
/// its bytes their way, in order.
/// </summary>
public sealed class SimConnection
{
    // No server ends a connection sooner for want of a request.
    private const int TidyAfterMs = 10_000;

    private readonly SimTime _time;
    private readonly SimPath _path;
    private readonly ISimServer _server;
    private readonly Action _changed;
    private readonly int _generation;
    private readonly List<byte> _atServer = [];
    private readonly Queue<byte> _atClient = new();
    private readonly Queue<Segment> _up = new();
    private readonly Queue<Segment> _down = new();
    private bool _isClosed;
    private long _closedMs;
    private long _usedMs;
    private bool _isServerBusy;
    private int _requests;

    /// <summary>Begins to connect.</summary>
    public SimConnection(SimTime time, SimPath path, ISimServer server, Action changed)
    {
        _time = time;
        _path = path;
        _server = server;
        _changed = changed;
        _generation = path.Generation;
        State = TransportState.Resolving;
        path.Ended += OnEnded;
        RoundTrip(Resolved);
    }

    /// <summary>Where it stands.</summary>
    public TransportState State { get; private set; }

    /// <summary>Why it failed.</summary>
    public FaultCode Fault { get; private set; }

    /// <summary>Bytes that wait to be read.</summary>
    public int Available => _atClient.Count;

    /// <summary>Takes what has arrived.</summary>
    public int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _atClient.Count);
        for (int i = 0; i < count; i++)
        {
            buffer[i] = _atClient.Dequeue();
        }

        return count;
    }

    /// <summary>Sends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte[] handed = bytes.ToArray();
        _server.Handed(handed, _path);
        var segment = new Segment(handed);
        _up.Enqueue(segment);
        _path.Deliver(true, handed.Length, IsUnderWay, () =>
        {
            segment.HasArrived = true;
            TakeUp();
        });
    }

    /// <summary>Nobody wants it any more.</summary>
    public void Close()
    {
        _closedMs = _isClosed ? _closedMs : _time.NowMs;
        _isClosed = true;
        _path.Ended -= OnEnded;
        State = TransportState.Closed;
    }

    // A box on the way that has forgotten the connection drops its segments.
    private bool IsAlive() => !_isClosed && _generation == _path.Generation;

    // What was handed over goes on for a while after the connection was given up: a stack repeats
    // what is not acknowledged, and a request may arrive late.
    private bool IsUnderWay() => _generation == _path.Generation
        && (!_isClosed || _time.NowMs - _closedMs < _path.LingerMs);

    private void RoundTrip(Action then) =>
        _path.Deliver(true, 60, () => !_isClosed, () =>
            _path.Deliver(false, 60, () => !_isClosed, then));

    private void Resolved()
    {
        if (_path.IsNameDead)
        {
            Fail(FaultCode.NameNotFound);
            return;
        }

        Enter(TransportState.Connecting);
        RoundTrip(Connected);
    }

    private void Connected()
    {
        if (_server.IsRefusing)
        {
            Fail(FaultCode.ConnectionRefused);
            return;
        }

        Enter(TransportState.Handshaking);
        RoundTrip(() => RoundTrip(Secured));
    }

    private void Secured()
    {
        if (_path.IsTlsBroken || _path.IsPortal)
        {
            Fail(_path.IsPortal ? FaultCode.CertificateRefused : FaultCode.HandshakeFailed);
            return;
        }

        _usedMs = _time.NowMs;
        Enter(TransportState.Open);
    }

    // Segments are under way together and are taken in their order.
    private void TakeUp()
    {
        while (_up.TryPeek(out Segment? segment) && segment.HasArrived)
        {
            _atServer.AddRange(_up.Dequeue().Bytes!);
        }

        Serve();
    }

    private void Serve()
    {
        if (_isServerBusy || !SimServer.TryTake(_atServer, out ApiRequest request))
        {
            return;
        }

        _isServerBusy = true;
        _usedMs = _time.NowMs;
        (byte[]? bytes, int afterMs, bool closes) = _server.Answer(request, _path, ++_requests);
        _time.After(afterMs, () =>
        {
            if (bytes is not null)
            {
                SendDown(bytes);
            }

            if (closes)
            {
                SendDown(null);
            }

            _isServerBusy = false;
            Serve();
        });
    }

    private void SendDown(byte[]? bytes)
    {
        var segment = new Segment(bytes);
        _down.Enqueue(segment);
        _path.Deliver(false, bytes?.Length ?? 0, IsAlive, () =>
        {
            segment.HasArrived = true;
            TakeDown();
        });
    }

    private void TakeDown()
    {
        while (_down.TryPeek(out Segment? segment) && segment.HasArrived)
        {
            _down.Dequeue();
            if (segment.Bytes is null)
            {
                Enter(TransportState.PeerClosed);
                continue;
            }

            foreach (byte value in segment.Bytes)
            {
                _atClient.Enqueue(value);
            }

            _changed();
        }
    }

    // Who tidies up leaves alone what is in use.
    private void OnEnded(bool isReset)
    {
        bool isIdle = _up.Count == 0 && _down.Count == 0 && !_isServerBusy
            && _time.NowMs - _usedMs >= TidyAfterMs;
        if (State != TransportState.Open || (!isReset && !isIdle))
        {
            return;
        }

        if (isReset)
        {
            _isClosed = true;
            Fail(FaultCode.ConnectionLost);
        }
        else
        {
            SendDown(null);
        }
    }

    private void Enter(TransportState state)
    {
        State = state;
        _changed();
    }

    private void Fail(FaultCode fault)
    {
        Fault = fault;
        Enter(TransportState.Failed);
    }

    // Null bytes: the end of the connection.
    private sealed class Segment(byte[]? bytes)
    {
        public byte[]? Bytes => bytes;

        public bool HasArrived { get; set; }
    }
}
