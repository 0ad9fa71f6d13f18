using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Firmware.Lines;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Network;

/// <summary>
/// TLS over WiFi. The worker looks up, connects, shakes hands and then moves bytes between the
/// connection and two queues; the agent sees the queues only. The root certificate is always given
/// and the server's always required. What can stand still: the look-up and the handshake run in
/// native code and stop every managed thread, this one's loop included, so that only the watchdog
/// ends them; connect and the moving of bytes stop this worker only.
/// </summary>
public sealed class TlsTransport : Worker, ITransport
{
    private readonly IClock _clock;
    private readonly IWifi _wifi;
    private readonly byte[] _rootPem;
    private readonly AutoResetEvent _wake;
    private readonly ByteQueue _received = new ByteQueue(BoardLimits.TlsReceiveBytes);
    private readonly ByteQueue _toSend = new ByteQueue(BoardLimits.TlsSendBytes);
    private readonly byte[] _piece = new byte[BoardLimits.TlsPieceBytes];
    private readonly byte[] _host = new byte[BoardLimits.HostBytesMax];
    private readonly object _lock = new object();
    private X509Certificate _root;
    private Socket _socket;
    private TransportState _state;
    private FaultCode _fault;
    private int _hostLength;
    private int _port;

    // Counts connections asked for and dropped: a worker of an earlier one has no say.
    private int _wish;

    /// <summary>Makes the transport.</summary>
    public TlsTransport(
        IClock clock, WorkerWatch watch, IWifi wifi, byte[] rootPem, AutoResetEvent wake)
        : base(clock, watch)
    {
        _clock = clock;
        _wifi = wifi;
        _rootPem = rootPem;
        _wake = wake;
    }

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
        FaultCode fault = FaultCode.NameNotFound;
        Socket socket = null;
        try
        {
            IPHostEntry entry = Dns.GetHostEntry(Encoding.UTF8.GetString(_host, 0, _hostLength));
            fault = FaultCode.ConnectionRefused;
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (Enter(TransportState.Connecting, wish, socket))
            {
                socket.Connect(new IPEndPoint(entry.AddressList[0], _port));
                fault = FaultCode.HandshakeFailed;
                if (Enter(TransportState.Handshaking, wish, socket))
                {
                    fault = Talk(wish, socket);
                }
            }
        }
        catch (Exception)
        {
            // Several kinds come out of the network; the stage that was reached says what failed.
        }
        finally
        {
            Leave(fault, wish, socket);
        }
    }

    private FaultCode Talk(int wish, Socket socket)
    {
        var tls = new SslStream(socket);
        tls.SslVerification = SslVerification.CertificateRequired;
        tls.ReadTimeout = BoardLimits.TlsTransferMs;
        tls.WriteTimeout = BoardLimits.TlsTransferMs;
        FaultCode fault = ShakeHands(tls, socket);
        if (fault != FaultCode.None)
        {
            return fault;
        }

        fault = FaultCode.ConnectionLost;
        try
        {
            if (Enter(TransportState.Open, wish, socket) && Move(wish, tls, socket))
            {
                fault = FaultCode.None;
            }
        }
        catch (Exception)
        {
            // Reset, timed out, or closed from here: the connection is lost.
        }

        return fault;
    }

    // The platform does not say why a handshake failed. A peer that has not closed its end was
    // refused by us, and all that we refuse is certificates.
    private FaultCode ShakeHands(SslStream tls, Socket socket)
    {
        if (_rootPem.Length == 0)
        {
            return FaultCode.CertificateRefused;
        }

        try
        {
            if (_root == null)
            {
                _root = new X509Certificate(Encoding.UTF8.GetString(_rootPem, 0, _rootPem.Length));
            }

            tls.AuthenticateAsClient(
                Encoding.UTF8.GetString(_host, 0, _hostLength), null, _root, SslProtocols.Tls12);
            return FaultCode.None;
        }
        catch (Exception)
        {
            return HasPeerClosed(socket)
                ? FaultCode.HandshakeFailed : FaultCode.CertificateRefused;
        }
    }

    private static bool HasPeerClosed(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception)
        {
            return true;
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

    private bool Enter(TransportState state, int wish, Socket socket)
    {
        lock (_lock)
        {
            if (wish != _wish)
            {
                return false;
            }

            _socket = socket;
            _state = state;
        }

        _wake.Set();
        return true;
    }

    private void Leave(FaultCode fault, int wish, Socket socket)
    {
        lock (_lock)
        {
            _socket = null;
            if (wish == _wish)
            {
                _fault = fault;
                _state = fault == FaultCode.None
                    ? TransportState.PeerClosed : TransportState.Failed;
            }
        }

        if (socket != null)
        {
            socket.Close();
        }

        _wake.Set();
    }

    private void Drop(TransportState state, FaultCode fault)
    {
        Socket socket;
        lock (_lock)
        {
            _wish++;
            _state = state;
            _fault = fault;
            socket = _socket;
            _socket = null;
            _received.Clear();
        }

        if (socket != null)
        {
            socket.Close();
        }

        Nudge();
    }
}
