namespace Terminal.Rig.Modem;

/// <summary>A peer in memory: takes a client's bytes, gives its own, all in one thread.</summary>
public interface IModemPeer
{
    /// <summary>Bytes from the client.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="reply">Takes what goes back.</param>
    /// <returns>False when the peer closes the connection after that.</returns>
    bool Take(ReadOnlySpan<byte> bytes, Stream reply);
}

/// <summary>
/// A network in memory for virtual time: no sockets, no TLS, delays on the given clock.
/// </summary>
public sealed class LoopbackModemNetwork : IModemNetwork
{
    // Of the net that is kept for examples.
    private const string PeerAddress = "192.0.2.1";

    private readonly Func<string, int, IModemPeer?> _connect;
    private readonly Func<long> _nowMs;

    /// <summary>
    /// A network whose hosts are what <paramref name="connect"/> returns; null refuses.
    /// </summary>
    public LoopbackModemNetwork(Func<string, int, IModemPeer?> connect, Func<long> nowMs)
    {
        _connect = connect;
        _nowMs = nowMs;
    }

    /// <summary>How long connecting takes, in ms.</summary>
    public int ConnectMs { get; set; } = 700;

    /// <summary>How long a byte travels and is answered, in ms.</summary>
    public int RoundTripMs { get; set; } = 120;

    /// <summary>The certificate that clients must verify against; null takes any.</summary>
    public byte[]? RootPem { get; set; }

    /// <summary>
    /// Its server refuses whoever asks for it by its address, as one does that needs SNI.
    /// </summary>
    public bool NeedsName { get; set; }

    /// <summary>The last request for a session.</summary>
    public ModemSessionRequest? LastRequest { get; private set; }

    /// <inheritdoc/>
    public IModemSession Open(ModemSessionRequest request)
    {
        LastRequest = request;
        bool isTrusted = RootPem is null || request.IsPlain
            || (request.RootPem is not null && request.RootPem.AsSpan().SequenceEqual(RootPem));
        bool isByAddress = request.Host == PeerAddress && !request.IsPlain;
        isTrusted &= !isByAddress || !(request.ChecksName || NeedsName);
        var peer = isTrusted ? _connect(request.Host, request.Port) : null;
        return new Session(this, peer, isTrusted ? 14 : 15);
    }

    /// <inheritdoc/>
    public Task<string?> ResolveAsync(string host) => Task.FromResult<string?>(PeerAddress);

    private sealed class Session(LoopbackModemNetwork network, IModemPeer? peer, int error)
        : IModemSession
    {
        private readonly Queue<(long AtMs, byte[] Bytes)> _toClient = new();
        private readonly long _openMs = network._nowMs() + network.ConnectMs;
        private int _taken;
        private bool _isClosing;
        private bool _isDisposed;

        public ModemSessionState State
        {
            get
            {
                if (network._nowMs() < _openMs)
                {
                    return ModemSessionState.Connecting;
                }

                return peer is null || _isDisposed ? ModemSessionState.Failed
                    : _isClosing && _toClient.Count == 0 ? ModemSessionState.PeerClosed
                    : ModemSessionState.Open;
            }
        }

        public int Error => error;

        public string Address => PeerAddress;

        public long NextDueMs => network._nowMs() < _openMs ? _openMs
            : _toClient.TryPeek(out var next) ? next.AtMs : long.MaxValue;

        public int Read(Span<byte> buffer)
        {
            if (!_toClient.TryPeek(out var next) || next.AtMs > network._nowMs())
            {
                return 0;
            }

            int count = Math.Min(buffer.Length, next.Bytes.Length - _taken);
            next.Bytes.AsSpan(_taken, count).CopyTo(buffer);
            _taken += count;
            if (_taken == next.Bytes.Length)
            {
                _toClient.Dequeue();
                _taken = 0;
            }

            return count;
        }

        public void Send(ReadOnlySpan<byte> bytes)
        {
            if (_isClosing || peer is null)
            {
                return;
            }

            using var reply = new MemoryStream();
            _isClosing = !peer.Take(bytes, reply);
            if (reply.Length > 0)
            {
                _toClient.Enqueue((network._nowMs() + network.RoundTripMs, reply.ToArray()));
            }
        }

        public void Dispose() => _isDisposed = true;
    }
}
