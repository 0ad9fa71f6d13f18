using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Network;

/// <summary>
/// Listens on a port. One worker accepts, reads and writes for all connections; it asks before each
/// call whether it would wait. While there is no address nobody can connect, and the listener is
/// opened anew when there is one.
/// </summary>
public abstract class SocketListener : Worker
{
    private readonly IClock _clock;
    private readonly AutoResetEvent _wake;
    private readonly ServedSocket[] _sockets;
    private readonly byte[] _piece;
    private readonly int _restMs;
    private Socket _listener;
    private int _port;
    private int _openPort;
    private uint _openAddress;
    private long _retryMs;

    /// <summary>Makes it; it listens to nobody.</summary>
    /// <param name="clock">Time.</param>
    /// <param name="watch">Watches the worker.</param>
    /// <param name="wake">Wakes the loop.</param>
    /// <param name="channels">Connections at a time.</param>
    /// <param name="receiveBytes">Room for what a peer sends.</param>
    /// <param name="sendBytes">Room for what it is sent.</param>
    /// <param name="restMs">Between two looks at the sockets.</param>
    protected SocketListener(
        IClock clock, WorkerWatch watch, AutoResetEvent wake, int channels, int receiveBytes, int sendBytes,
        int restMs)
        : base(clock, watch)
    {
        _clock = clock;
        _wake = wake;
        _restMs = restMs;
        _sockets = new ServedSocket[channels];
        _piece = new byte[channels == 0 ? 0 : sendBytes];
        for (int i = 0; i < channels; i++)
        {
            _sockets[i] = new ServedSocket(receiveBytes, sendBytes);
        }
    }

    /// <summary>How many connections there can be.</summary>
    public int ChannelCount => _sockets.Length;

    /// <summary>The board's address on the network that it listens on; 0: none.</summary>
    protected abstract uint Address { get; }

    /// <summary>Whom it listens to: everybody, or those who come to one address.</summary>
    protected virtual IPAddress At => IPAddress.Any;

    /// <summary>
    /// True when whoever comes while all connections are taken waits for one; else it is closed at once.
    /// </summary>
    protected virtual bool IsPatient => false;

    /// <summary>Takes bytes that have arrived.</summary>
    public int Read(int channel, byte[] buffer, int offset, int capacity) =>
        _sockets[channel].Read(buffer, offset, capacity);

    /// <summary>Closes; what was written before still arrives.</summary>
    public void Close(int channel) => _sockets[channel].Close();

    /// <summary>One connection.</summary>
    private protected ServedSocket Channel(int channel) => _sockets[channel];

    /// <summary>Listens on a port; 0: on none.</summary>
    protected void ListenOn(int port)
    {
        _port = port;
        if (port != 0 && !IsBusy)
        {
            Begin(BoardLimits.TillTurnMs);
        }
    }

    /// <summary>What the worker does besides, each time round.</summary>
    /// <returns>True when the loop has to know.</returns>
    protected virtual bool TakeTurn() => false;

    /// <inheritdoc/>
    protected override void DoWork()
    {
        bool isOpen = true;
        while (isOpen || _port != 0)
        {
            Extend(BoardLimits.TillTurnMs);
            long nowMs = _clock.UptimeMs;
            bool hasNews = TakeTurn() | Serve(nowMs);
            isOpen = StepSockets(nowMs) || _listener != null;
            if (hasNews)
            {
                _wake.Set();
            }

            Rest(_restMs);
        }
    }

    // The listener belongs to one address: a network that has come back needs another.
    private bool Serve(long nowMs)
    {
        uint address = Address;
        if (_listener != null && (_port != _openPort || address != _openAddress))
        {
            CloseListener();
        }

        if (_listener == null && _port != 0 && address != 0 && nowMs >= _retryMs)
        {
            OpenListener(address, nowMs);
        }

        try
        {
            return _listener != null && (!IsPatient || FreeChannel() >= 0)
                && _listener.Poll(0, SelectMode.SelectRead) && Accept();
        }
        catch (Exception)
        {
            CloseListener();
            return false;
        }
    }

    private void OpenListener(uint address, long nowMs)
    {
        _retryMs = nowMs + BoardLimits.TillRetryMs;
        try
        {
            _listener = new Socket(
                AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(new IPEndPoint(At, _port));
            _listener.Listen(_sockets.Length);
            _openPort = _port;
            _openAddress = address;
        }
        catch (Exception)
        {
            // No descriptor is left, or the port is still held by connections of before.
            CloseListener();
        }
    }

    private bool Accept()
    {
        Socket socket = _listener.Accept();
        int free = FreeChannel();
        if (free >= 0)
        {
            socket.SendTimeout = BoardLimits.TillSendMs;
            socket.ReceiveTimeout = BoardLimits.TillSendMs;
            _sockets[free].Open(socket, AddressOf(socket));
            return true;
        }

        socket.Close();
        return false;
    }

    // -1 when all are taken.
    private int FreeChannel()
    {
        int free = _sockets.Length - 1;
        while (free >= 0 && !_sockets[free].IsFree)
        {
            free--;
        }

        return free;
    }

    private static uint AddressOf(Socket socket)
    {
        byte[] octets = ((IPEndPoint)socket.RemoteEndPoint).Address.GetAddressBytes();
        return ((uint)octets[0] << 24) | ((uint)octets[1] << 16) | ((uint)octets[2] << 8)
            | octets[3];
    }

    private bool StepSockets(long nowMs)
    {
        bool isOpen = false;
        for (int i = 0; i < _sockets.Length; i++)
        {
            TillChannelState before = _sockets[i].State;
            bool isThere = _sockets[i].Step(_piece, nowMs);
            isOpen |= isThere;
            if (isThere || _sockets[i].State != before)
            {
                _wake.Set();
            }
        }

        return isOpen;
    }

    private void CloseListener()
    {
        SocketEnd.Close(_listener);
        _listener = null;
    }
}
