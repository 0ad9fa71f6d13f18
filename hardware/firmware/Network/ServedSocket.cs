using System;
using System.Net.Sockets;
using Terminal.Agent.Ports;
using Terminal.Firmware.Lines;

namespace Terminal.Firmware.Network;

/// <summary>One connection of a peer, between the loop and the listener's worker.</summary>
internal sealed class ServedSocket
{
    private readonly ByteQueue _received;
    private readonly ByteQueue _toSend;
    private Socket _socket;
    private bool _isClosing;
    private bool _isFinished;
    private bool _isBroken;
    private bool _isSent;
    private long _closeMs;

    // True from the accepted connection until the loop has closed it.
    private bool _isShown;

    /// <summary>Makes it, with room for bytes each way.</summary>
    public ServedSocket(int receiveBytes, int sendBytes)
    {
        _received = new ByteQueue(receiveBytes);
        _toSend = new ByteQueue(sendBytes);
    }

    /// <summary>True when another connection can be taken; for the worker.</summary>
    public bool IsFree => _socket == null && !_isShown;

    /// <summary>The peer's IPv4 address, first octet in the top byte.</summary>
    public uint Address { get; private set; }

    /// <summary>Where the connection stands, for the loop.</summary>
    public TillChannelState State => !_isShown ? TillChannelState.Free
        : _isBroken ? TillChannelState.Broken
        : _isFinished && _received.Count == 0 ? TillChannelState.HalfClosed
        : TillChannelState.Open;

    /// <summary>Takes a connection; for the worker.</summary>
    public void Open(Socket socket, uint address)
    {
        _received.Clear();
        _toSend.Clear();
        _isClosing = false;
        _isFinished = false;
        _isBroken = false;
        _isSent = false;
        Address = address;
        _socket = socket;
        _isShown = true;
    }

    /// <summary>Takes what has arrived; for the loop.</summary>
    public int Read(byte[] buffer, int offset, int capacity) =>
        _received.Take(buffer, offset, capacity);

    /// <summary>Leaves an answer to the worker; for the loop.</summary>
    public bool Write(byte[] buffer, int offset, int count)
    {
        if (!_isShown || _isBroken || _toSend.Room < count)
        {
            return false;
        }

        _toSend.Put(buffer, offset, count);
        return true;
    }

    /// <summary>Leaves as much of an answer to the worker as there is room for; for the loop.</summary>
    public int WriteSome(byte[] buffer, int offset, int count) =>
        !_isShown || _isBroken ? 0 : _toSend.Put(buffer, offset, count);

    /// <summary>Ends the connection, once what was written has gone; for the loop.</summary>
    public void Close()
    {
        _isClosing = true;
        _isShown = false;
    }

    /// <summary>Moves bytes; for the worker.</summary>
    /// <param name="piece">Room for bytes on their way, at least a whole answer.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>True while there is a connection.</returns>
    public bool Step(byte[] piece, long nowMs)
    {
        if (_socket == null)
        {
            return false;
        }

        try
        {
            Move(piece);
        }
        catch (Exception)
        {
            _isBroken = true;
        }

        if (_isClosing && HasTime(nowMs))
        {
            return true;
        }

        if (_isClosing || _isBroken)
        {
            Drop();
        }

        return _socket != null;
    }

    /// <summary>Ends the connection at once; for the worker.</summary>
    public void Drop()
    {
        SocketEnd.Close(_socket);
        _socket = null;
        _isBroken = true;
    }

    // A socket that is closed with bytes unread resets what was just sent: what the peer still
    // says is taken and forgotten, and an answer has a moment to arrive.
    private bool HasTime(long nowMs)
    {
        if (_isBroken || _isFinished || !_isSent)
        {
            return false;
        }

        _closeMs = _closeMs == 0 ? nowMs + BoardLimits.TillCloseMs : _closeMs;
        bool hasTime = nowMs < _closeMs;
        _closeMs = hasTime ? _closeMs : 0;
        return hasTime;
    }

    private void Move(byte[] piece)
    {
        int count = _toSend.Take(piece, 0, piece.Length);
        if (count > 0)
        {
            // One write, because some tills read once; the platform may take less of it.
            int sent = 0;
            while (sent < count)
            {
                int taken = _socket.Send(piece, sent, count - sent, SocketFlags.None);
                _isBroken |= taken <= 0;
                sent = taken > 0 ? sent + taken : count;
            }

            _isSent = true;
        }

        int room = _isClosing ? piece.Length : _received.Room;
        if (_isFinished || room == 0 || !_socket.Poll(0, SelectMode.SelectRead))
        {
            return;
        }

        count = _socket.Receive(
            piece, 0, room < piece.Length ? room : piece.Length, SocketFlags.None);
        _isFinished = count == 0;
        if (!_isClosing)
        {
            _received.Put(piece, 0, count);
        }
    }
}
