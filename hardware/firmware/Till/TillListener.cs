using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Firmware.Workers;

namespace Terminal.Firmware.Till;

/// <summary>
/// Listens to tills on the network that WiFi has joined. One worker accepts, reads and writes for
/// all connections; it asks before each call whether it would wait. While WiFi has no address
/// nobody can connect, and the listener is opened anew when it has one.
/// </summary>
public sealed class TillListener : Worker, ITillPort
{
    private readonly IClock _clock;
    private readonly IWifi _wifi;
    private readonly AutoResetEvent _wake;
    private readonly TillSocket[] _sockets = new TillSocket[Limits.TillChannels];
    private readonly byte[] _piece = new byte[Limits.TillAnswerBytesMax];
    private Socket _listener;
    private int _port;
    private int _openPort;
    private uint _openAddress;
    private long _retryMs;

    /// <summary>Makes it; it listens to nobody.</summary>
    public TillListener(IClock clock, WorkerWatch watch, IWifi wifi, AutoResetEvent wake)
        : base(clock, watch)
    {
        _clock = clock;
        _wifi = wifi;
        _wake = wake;
        for (int i = 0; i < _sockets.Length; i++)
        {
            _sockets[i] = new TillSocket();
        }
    }

    /// <inheritdoc/>
    public int ChannelCount => _sockets.Length;

    /// <inheritdoc/>
    public void Listen(int port)
    {
        _port = port;
        if (port != 0 && !IsBusy)
        {
            Begin(BoardLimits.TillTurnMs);
        }
    }

    /// <inheritdoc/>
    public TillChannelState State(int channel) => _sockets[channel].State;

    /// <inheritdoc/>
    public uint Address(int channel) => _sockets[channel].Address;

    /// <inheritdoc/>
    public int Read(int channel, byte[] buffer, int offset, int capacity) =>
        _sockets[channel].Read(buffer, offset, capacity);

    /// <inheritdoc/>
    public bool Write(int channel, byte[] buffer, int offset, int count)
    {
        bool isTaken = _sockets[channel].Write(buffer, offset, count);
        Nudge();
        return isTaken;
    }

    /// <inheritdoc/>
    public void Close(int channel) => _sockets[channel].Close();

    /// <inheritdoc/>
    protected override void DoWork()
    {
        bool isOpen = true;
        while (isOpen || _port != 0)
        {
            Extend(BoardLimits.TillTurnMs);
            long nowMs = _clock.UptimeMs;
            bool hasNews = Serve(nowMs);
            isOpen = StepSockets(nowMs) || _listener != null;
            if (hasNews)
            {
                _wake.Set();
            }

            Rest(BoardLimits.TillRestMs);
        }
    }

    // The listener belongs to one address: WiFi that has come back needs another.
    private bool Serve(long nowMs)
    {
        uint address = _wifi.Ipv4Address;
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
            return _listener != null && _listener.Poll(0, SelectMode.SelectRead) && Accept();
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
            _listener.Bind(new IPEndPoint(IPAddress.Any, _port));
            _listener.Listen(Limits.TillChannels);
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
        for (int i = 0; i < _sockets.Length; i++)
        {
            if (_sockets[i].IsFree)
            {
                socket.SendTimeout = BoardLimits.TillSendMs;
                socket.ReceiveTimeout = BoardLimits.TillSendMs;
                _sockets[i].Open(socket, AddressOf(socket));
                return true;
            }
        }

        socket.Close();
        return false;
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
        Socket listener = _listener;
        _listener = null;
        try
        {
            if (listener != null)
            {
                listener.Close();
            }
        }
        catch (Exception)
        {
            // It was gone already.
        }
    }
}
