using System;
using System.Net;
using System.Net.Sockets;

namespace Terminal.Firmware.Network;

/// <summary>
/// One service of the access point over UDP, a datagram at a time: the worker receives it, the loop takes it and
/// answers, the worker sends the answer to whoever asked. The states follow one another, and each has one owner.
/// </summary>
internal sealed class PhoneDatagrams
{
    private const int ClientPort = 68;

    // 255.255.255.255, the first octet in the lowest byte.
    private const long Everybody = 0xFFFFFFFF;

    private readonly byte[] _message = new byte[Agent.Limits.PhoneDatagramBytes];
    private readonly int _port;
    private Socket _socket;
    private EndPoint _sender;
    private int _count;
    private bool _isToAll;
    private PhoneDatagramState _state;

    /// <summary>Makes it for a port.</summary>
    public PhoneDatagrams(int port) => _port = port;

    /// <summary>Takes what has arrived; for the loop.</summary>
    public int Take(byte[] buffer)
    {
        if (_state == PhoneDatagramState.Taken)
        {
            // Nobody answered.
            _state = PhoneDatagramState.Free;
        }

        if (_state != PhoneDatagramState.Arrived)
        {
            return 0;
        }

        int count = _count;
        Array.Copy(_message, buffer, count);
        _state = PhoneDatagramState.Taken;
        return count;
    }

    /// <summary>Answers what was taken; for the loop.</summary>
    public void Answer(byte[] buffer, int count, bool isToAll)
    {
        if (_state == PhoneDatagramState.Taken)
        {
            Array.Copy(buffer, _message, count);
            _count = count;
            _isToAll = isToAll;
            _state = PhoneDatagramState.Answered;
        }
    }

    /// <summary>Sends and receives; for the worker.</summary>
    /// <returns>True when something has arrived.</returns>
    public bool Step(IPAddress own)
    {
        try
        {
            if (_socket == null)
            {
                Open(own);
            }

            if (_state == PhoneDatagramState.Answered)
            {
                _socket.SendTo(
                    _message, 0, _count, SocketFlags.None,
                    _isToAll ? new IPEndPoint(new IPAddress(Everybody), ClientPort) : _sender);
                _state = PhoneDatagramState.Free;
            }

            if (_state != PhoneDatagramState.Free || !_socket.Poll(0, SelectMode.SelectRead))
            {
                return false;
            }

            _sender = new IPEndPoint(IPAddress.Any, 0);
            _count = _socket.ReceiveFrom(_message, 0, _message.Length, SocketFlags.None, ref _sender);
            _state = _count > 0 ? PhoneDatagramState.Arrived : PhoneDatagramState.Free;
            return _count > 0;
        }
        catch (Exception)
        {
            // No descriptor, no network yet, or a datagram that was too long: it begins anew.
            Close();
            return false;
        }
    }

    private void Open(IPAddress own)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
        _socket.Bind(new IPEndPoint(own, _port));
    }

    private void Close()
    {
        SocketEnd.Close(_socket);
        _socket = null;
        _state = _state == PhoneDatagramState.Answered ? PhoneDatagramState.Free : _state;
    }
}
