using System;

namespace Terminal.Agent.Fleet;

/// <summary>
/// Puts incoming bytes together to one MQTT packet at a time. A packet longer than the buffer is
/// passed over to its end, with its head kept: a broker of 3.1.1 cannot be told how much is too
/// much. What is no packet is said to be malformed, and nothing after it is looked at.
/// </summary>
public sealed class MqttReader
{
    private const int LengthBytesMax = 4;

    private readonly byte[] _body = new byte[Limits.FleetPacketBytesMax];
    private readonly byte[] _waiting = new byte[Limits.FleetReadBytesMax];

    // Bytes that have been taken in and not been looked at yet.
    private int _at;
    private int _end;
    private int _lengthBytes;
    private int _length;
    private int _got;
    private bool _hasType;
    private bool _hasLength;
    private bool _isTaken;
    private int _first;

    /// <summary>Type of the packet.</summary>
    public MqttPacket Type => (MqttPacket)(_first >> 4);

    /// <summary>The four bits beside it.</summary>
    public int Flags => _first & 15;

    /// <summary>The packet behind its fixed header.</summary>
    public byte[] Body => _body;

    /// <summary>Bytes of it that are here.</summary>
    public int Count => _got < _body.Length ? _got : _body.Length;

    /// <summary>Bytes that it has, or is announced to have.</summary>
    public int Length => _length;

    /// <summary>True when it was longer than what is here.</summary>
    public bool IsCut => _length > _body.Length;

    /// <summary>Where new bytes go; only when <see cref="IsEmpty"/>.</summary>
    public byte[] Waiting => _waiting;

    /// <summary>True when all bytes have been looked at.</summary>
    public bool IsEmpty => _at == _end;

    /// <summary>A connection begins.</summary>
    public void Clear()
    {
        _at = 0;
        _end = 0;
        BeginPacket();
    }

    /// <summary>So many bytes stand in <see cref="Waiting"/>.</summary>
    public void Take(int count)
    {
        _at = 0;
        _end = count;
    }

    /// <summary>Goes on to the end of the next packet.</summary>
    public MqttReadResult Next()
    {
        if (_isTaken)
        {
            BeginPacket();
        }

        while (!_hasLength)
        {
            if (_at == _end)
            {
                return MqttReadResult.NeedMore;
            }

            if (!TakeHead(_waiting[_at++]))
            {
                return MqttReadResult.Malformed;
            }
        }

        int count = _length - _got;
        int there = _end - _at;
        count = count < there ? count : there;
        int kept = _body.Length - _got;
        kept = kept < 0 ? 0 : kept < count ? kept : count;
        Array.Copy(_waiting, _at, _body, Count, kept);
        _got += count;
        _at += count;
        if (_got < _length)
        {
            return MqttReadResult.NeedMore;
        }

        _isTaken = true;
        return MqttReadResult.Packet;
    }

    private bool TakeHead(int value)
    {
        if (!_hasType)
        {
            _hasType = true;
            _first = value;
            return IsAllowed();
        }

        _length |= (value & 0x7F) << (7 * _lengthBytes);
        _lengthBytes++;
        _hasLength = value < 0x80;

        // A length that takes more bytes than it must is malformed, as one of five bytes is.
        return _hasLength ? value != 0 || _lengthBytes == 1 : _lengthBytes < LengthBytesMax;
    }

    private bool IsAllowed()
    {
        switch (Type)
        {
            case MqttPacket.Publish:
                // QoS 2 has not been asked for.
                return (Flags & 0x04) == 0;
            case MqttPacket.ConnAck:
            case MqttPacket.PubAck:
            case MqttPacket.SubAck:
            case MqttPacket.PingResp:
            case MqttPacket.Disconnect:
                return Flags == 0;
            default:
                return false;
        }
    }

    private void BeginPacket()
    {
        _hasType = false;
        _hasLength = false;
        _isTaken = false;
        _lengthBytes = 0;
        _length = 0;
        _got = 0;
    }
}
