using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Trust;
using Terminal.Firmware.Lines;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Network;

/// <summary>
/// TLS over WiFi. The worker looks up, connects, shakes hands and then moves bytes between the
/// connection and two queues; the agent sees the queues only. The root certificate is always given
/// and the server's always required. What can stand still: the look-up and the handshake run in
/// native code and stop every managed thread, this one's loop included, so that only the watchdog
/// ends them; connect and the moving of bytes stop this worker only. So the address is looked up
/// once and kept while it works, and neither begins while somebody types.
/// A connection belongs to the worker that made it: the worker alone disposes it, in every path,
/// because only that gives the TLS context back, and because a number that is closed twice may be
/// another connection's by then.
/// </summary>
public sealed class TlsTransport : Worker, ITransport
{
    private readonly IClock _clock;
    private readonly IWifi _wifi;
    private TrustAnchors _anchors;
    private readonly AutoResetEvent _wake;
    private readonly ByteQueue _received;
    private readonly ByteQueue _toSend;
    private readonly byte[] _piece;
    private readonly byte[] _host = new byte[BoardLimits.HostBytesMax];
    private readonly object _lock = new object();
    private readonly IKeyTimes _keys;
    private X509Certificate _root;

    // Which of the anchors that is.
    private int _rootIndex;

    // The socket that connects; null before and after. The loop may close it, because a connect
    // ends by nothing else for minutes; nothing of TLS hangs on it yet.
    private Socket _connecting;

    // Where the host was reached last; null when it must be looked up.
    private IPAddress _address;
    private TransportState _state;
    private FaultCode _fault;
    private int _hostLength;
    private int _port;

    // Counts connections asked for and dropped: a worker of an earlier one has no say.
    private int _wish;

    /// <summary>Makes the transport.</summary>
    public TlsTransport(
        IClock clock, WorkerWatch watch, IWifi wifi, TrustAnchors anchors, IKeyTimes keys,
        AutoResetEvent wake, int queueBytes)
        : base(clock, watch)
    {
        _received = new ByteQueue(queueBytes);
        _toSend = new ByteQueue(queueBytes);
        _piece = new byte[queueBytes / 2];
        _keys = keys;
        _clock = clock;
        _wifi = wifi;
        _anchors = anchors;
        _wake = wake;
    }

    /// <summary>Verifies against these from now on; before the first connection.</summary>
    public void Trust(TrustAnchors anchors) => _anchors = anchors;

    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            // A scan leaves the network joined.
            bool isAlive = _state != TransportState.Closed && _state != TransportState.Failed;
            WifiState wifi = isAlive ? _wifi.State : WifiState.Joined;
            if (wifi != WifiState.Joined && wifi != WifiState.Scanning)
            {
                Drop(TransportState.Failed, FaultCode.ConnectionLost);
            }

            return _state;
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault => _state == TransportState.Failed ? _fault : FaultCode.None;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        Close();
        if (IsBusy || _wifi.State != WifiState.Joined || hostLength > _host.Length)
        {
            return false;
        }

        if (_hostLength != hostLength || !ByteCodec.Same(host, 0, _host, 0, hostLength))
        {
            _address = null;
        }

        Array.Copy(host, _host, hostLength);
        _hostLength = hostLength;
        _port = port;
        _received.Clear();
        _toSend.Clear();
        _state = TransportState.Resolving;
        return Begin(BoardLimits.TlsOpenMs);
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int taken = _received.Take(buffer, offset, capacity);
        if (taken > 0)
        {
            Nudge();
        }

        return taken;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (State != TransportState.Open)
        {
            return 0;
        }

        int accepted = _toSend.Put(buffer, offset, count);
        Nudge();
        return accepted;
    }

    /// <inheritdoc/>
    public void Close() => Drop(TransportState.Closed, FaultCode.None);

    /// <inheritdoc/>
    protected override void DoWork()
    {
        int wish = _wish;
        FaultCode fault = FaultCode.ConnectionLost;
        try
        {
            WaitForKeys(wish);
            fault = Connect(wish);
        }
        catch (Exception)
        {
            // Nothing may end the worker: what was not foreseen is a lost connection.
        }
        finally
        {
            Leave(fault, wish);
        }
    }

    private FaultCode Connect(int wish)
    {
        bool isKept = _address != null;
        Socket socket = isKept ? ConnectTo(_address, wish) : null;
        if (socket == null && wish == _wish)
        {
            // Kept while it works, no longer: the acquirer may have moved.
            _address = LookUp();
            if (_address == null)
            {
                return FaultCode.NameNotFound;
            }

            socket = ConnectTo(_address, wish);
        }

        if (socket == null)
        {
            _address = null;
            return FaultCode.ConnectionRefused;
        }

        FaultCode fault = Talk(wish, socket);
        if (fault == FaultCode.CertificateRefused || fault == FaultCode.HandshakeFailed)
        {
            _address = null;
        }

        return fault;
    }

    // Null when the name is unknown, or nobody answers.
    private IPAddress LookUp()
    {
        try
        {
            IPHostEntry entry = Dns.GetHostEntry(Encoding.UTF8.GetString(_host, 0, _hostLength));
            IPAddress[] all = entry.AddressList;
            return all == null || all.Length == 0 ? null : all[0];
        }
        catch (Exception)
        {
            return null;
        }
    }

    // Null when it could not be made, or is no longer wanted.
    private Socket ConnectTo(IPAddress address, int wish)
    {
        Socket socket = null;
        bool isMade = false;
        Extend(BoardLimits.TlsOpenMs);
        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (Enter(TransportState.Connecting, wish, socket))
            {
                socket.Connect(new IPEndPoint(address, _port));
                isMade = Enter(TransportState.Handshaking, wish, null);
            }
        }
        catch (Exception)
        {
            // Refused, unreachable, no descriptor left, or closed from the loop.
        }

        if (!isMade)
        {
            Forget();
            SocketEnd.Close(socket);
        }

        return isMade ? socket : null;
    }

    private FaultCode Talk(int wish, Socket socket)
    {
        X509Certificate root = Root();
        if (root == null)
        {
            SocketEnd.Close(socket);
            _anchors.OnRefused(_rootIndex);
            return FaultCode.CertificateRefused;
        }

        WaitForKeys(wish);
        Extend(BoardLimits.TlsOpenMs);
        var tls = new SslStream(socket);
        try
        {
            if (wish != _wish)
            {
                return FaultCode.ConnectionLost;
            }

            tls.SslVerification = SslVerification.CertificateRequired;
            tls.ReadTimeout = BoardLimits.TlsTransferMs;
            tls.WriteTimeout = BoardLimits.TlsTransferMs;
            if (!ShakesHands(tls, root))
            {
                // Its context is free before another is taken.
                Close(tls);
                return wish == _wish ? JudgeHandshake(wish, root) : FaultCode.HandshakeFailed;
            }

            _anchors.OnProved(_rootIndex);

            return Enter(TransportState.Open, wish, null) && Move(wish, tls, socket)
                ? FaultCode.None : FaultCode.ConnectionLost;
        }
        catch (Exception)
        {
            // Reset or timed out.
            return FaultCode.ConnectionLost;
        }
        finally
        {
            Close(tls);
        }
    }

    // Null where there is none, or what is there is no certificate: then the package throws.
    private X509Certificate Root()
    {
        int index = _anchors.Selected;
        if (_root != null && index == _rootIndex)
        {
            return _root;
        }

        _root = null;
        _rootIndex = index;
        byte[] pem = _anchors.Pem(index);
        try
        {
            _root = pem.Length == 0 ? null
                : new X509Certificate(Encoding.UTF8.GetString(pem, 0, pem.Length));
        }
        catch (Exception)
        {
            // Asked again with the next connection, and told as a certificate that is refused.
        }

        return _root;
    }

    private bool ShakesHands(SslStream tls, X509Certificate root)
    {
        try
        {
            tls.AuthenticateAsClient(
                Encoding.UTF8.GetString(_host, 0, _hostLength), null, root, SslProtocols.Tls12);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // The platform does not say why a handshake failed, and has closed the socket. The same peer is
    // asked again without a look at its certificate: when that succeeds, the certificate was what
    // we refused. No byte of ours goes over that connection.
    private FaultCode JudgeHandshake(int wish, X509Certificate root)
    {
        Socket socket = ConnectTo(_address, wish);
        if (socket == null)
        {
            return FaultCode.HandshakeFailed;
        }

        var tls = new SslStream(socket);
        try
        {
            tls.SslVerification = SslVerification.NoVerification;
            if (!ShakesHands(tls, root))
            {
                return FaultCode.HandshakeFailed;
            }

            _anchors.OnRefused(_rootIndex);
            return FaultCode.CertificateRefused;
        }
        catch (Exception)
        {
            return FaultCode.HandshakeFailed;
        }
        finally
        {
            Close(tls);
        }
    }

    // A handshake stops the loop: it begins 400 ms after the last key, but is not put off for ever.
    private void WaitForKeys(int wish)
    {
        long endMs = _clock.UptimeMs + BoardLimits.KeyQuietWaitMs;
        long nowMs = _clock.UptimeMs;
        while (wish == _wish && nowMs < endMs
            && _keys.SinceKeyMs(nowMs) < BoardLimits.KeyQuietMs)
        {
            Rest(BoardLimits.TlsQuietMs);
            nowMs = _clock.UptimeMs;
        }
    }

    // Disposing owns the descriptor: the socket must not be closed besides.
    private static void Close(SslStream tls)
    {
        try
        {
            tls.Dispose();
        }
        catch (Exception)
        {
            // The descriptor may be gone already; the context is free all the same.
        }
    }

    // Returns true when the peer has closed, false when the agent has.
    private bool Move(int wish, SslStream tls, Socket socket)
    {
        long lastMs = _clock.UptimeMs;
        bool isSuspect = false;
        while (wish == _wish)
        {
            Extend(BoardLimits.TlsTransferMs * 2);
            int sent = _toSend.Take(_piece, 0, _piece.Length);
            if (sent > 0)
            {
                tls.Write(_piece, 0, sent);
            }

            bool hasRoom = _received.Room >= _piece.Length;
            bool hasData = hasRoom && tls.DataAvailable;
            bool isReadable = hasRoom && !hasData && socket.Poll(0, SelectMode.SelectRead);
            if (hasData || (isReadable && isSuspect))
            {
                int count = tls.Read(_piece, 0, _piece.Length);
                if (count <= 0)
                {
                    return true;
                }

                Deliver(count, wish);
            }

            // Readable without data is a close, or a record without payload: look twice.
            isSuspect = isReadable;
            long nowMs = _clock.UptimeMs;
            if (sent > 0 || hasData)
            {
                lastMs = nowMs;
            }
            else
            {
                bool isQuiet = nowMs - lastMs > BoardLimits.TlsQuietAfterMs;
                Rest(isQuiet ? BoardLimits.TlsQuietMs : BoardLimits.TlsBusyMs);
            }
        }

        return false;
    }

    private void Deliver(int count, int wish)
    {
        lock (_lock)
        {
            if (wish == _wish)
            {
                _received.Put(_piece, 0, count);
            }
        }

        _wake.Set();
    }

    private bool Enter(TransportState state, int wish, Socket connecting)
    {
        lock (_lock)
        {
            if (wish != _wish)
            {
                return false;
            }

            _connecting = connecting;
            _state = state;
        }

        _wake.Set();
        return true;
    }

    private void Forget()
    {
        lock (_lock)
        {
            _connecting = null;
        }
    }

    private void Leave(FaultCode fault, int wish)
    {
        lock (_lock)
        {
            if (wish == _wish)
            {
                _fault = fault;
                _state = fault == FaultCode.None
                    ? TransportState.PeerClosed : TransportState.Failed;
            }
        }

        _wake.Set();
    }

    private void Drop(TransportState state, FaultCode fault)
    {
        Socket connecting;
        lock (_lock)
        {
            _wish++;
            _state = state;
            _fault = fault;
            connecting = _connecting;
            _connecting = null;
            _received.Clear();
        }

        SocketEnd.Close(connecting);
        Nudge();
    }
}
