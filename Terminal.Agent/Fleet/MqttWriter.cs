using System;

namespace Terminal.Agent.Fleet;

/// <summary>
/// One outgoing MQTT packet in a fixed buffer. Its body is written first; its fixed header is put
/// before it once the length is known, so that the length takes no byte more than it must
/// (SPEC.md, Fleet).
/// </summary>
public sealed class MqttWriter
{
    /// <summary>The protocol level of MQTT 3.1.1.</summary>
    public const int Level4 = 4;

    /// <summary>The protocol level of MQTT 5.0.</summary>
    public const int Level5 = 5;

    // First byte, and at most two of length: no packet of ours is longer than 16,383 bytes.
    private const int HeaderBytesMax = 3;
    private const int LengthBits = 7;
    private const int LengthMore = 0x80;
    private const int DuplicateFlag = 0x08;

    private static readonly byte[] Protocol = ByteCodec.Ascii("MQTT");

    private readonly byte[] _bytes;
    private int _at;
    private int _propertiesAt;

    /// <summary>Makes it, for packets with a body of at most so many bytes.</summary>
    public MqttWriter(int bodyBytesMax) => _bytes = new byte[HeaderBytesMax + bodyBytesMax];

    /// <summary>The buffer that the packet stands in.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Where the packet begins.</summary>
    public int Start { get; private set; }

    /// <summary>The offset after the packet; while it is written, after its last byte.</summary>
    public int End => _at;

    /// <summary>Bytes of the packet; 0 while there is none.</summary>
    public int Count => _at - Start;

    /// <summary>Bytes that still fit.</summary>
    public int Room => _bytes.Length - _at;

    /// <summary>Forgets the packet.</summary>
    public void Clear()
    {
        Start = HeaderBytesMax;
        _at = HeaderBytesMax;
    }

    /// <summary>Begins a packet's body.</summary>
    public void Begin()
    {
        Start = HeaderBytesMax;
        _at = HeaderBytesMax;
    }

    /// <summary>Puts the fixed header before the body.</summary>
    public void Finish(MqttPacket type, int flags)
    {
        int length = _at - HeaderBytesMax;
        Start = HeaderBytesMax - 2;
        if (length >= LengthMore)
        {
            Start--;
            _bytes[Start + 1] = (byte)((length & (LengthMore - 1)) | LengthMore);
            _bytes[Start + 2] = (byte)(length >> LengthBits);
        }
        else
        {
            _bytes[Start + 1] = (byte)length;
        }

        _bytes[Start] = (byte)(((int)type << 4) | flags);
    }

    /// <summary>Puts a byte.</summary>
    public void Byte(int value) => _bytes[_at++] = (byte)value;

    /// <summary>Puts 16 bits, high byte first.</summary>
    public void U16(int value)
    {
        _bytes[_at++] = (byte)(value >> 8);
        _bytes[_at++] = (byte)value;
    }

    /// <summary>Puts 32 bits, high byte first.</summary>
    public void U32(int value)
    {
        U16(value >> 16);
        U16(value);
    }

    /// <summary>Puts a text, or bytes, behind their length.</summary>
    public void Text(byte[] text, int offset, int count)
    {
        U16(count);
        Raw(text, offset, count);
    }

    /// <summary>Puts bytes as they are.</summary>
    public void Raw(byte[] bytes, int offset, int count)
    {
        Array.Copy(bytes, offset, _bytes, _at, count);
        _at += count;
    }

    /// <summary>Says how many bytes have been put from outside at <see cref="End"/>.</summary>
    public void Advance(int count) => _at += count;

    /// <summary>Begins a list of properties; all of ours are shorter than 128 bytes.</summary>
    public void BeginProperties() => _propertiesAt = _at++;

    /// <summary>Ends it.</summary>
    public void EndProperties() => _bytes[_propertiesAt] = (byte)(_at - _propertiesAt - 1);

    /// <summary>Begins CONNECT up to its properties.</summary>
    public void BeginConnect(int level, int flags, int keepAliveS)
    {
        Begin();
        Text(Protocol, 0, Protocol.Length);
        Byte(level);
        Byte(flags);
        U16(keepAliveS);
    }

    /// <summary>PUBACK.</summary>
    public void PubAck(int packetId)
    {
        Begin();
        U16(packetId);
        Finish(MqttPacket.PubAck, 0);
    }

    /// <summary>PINGREQ.</summary>
    public void PingReq()
    {
        Begin();
        Finish(MqttPacket.PingReq, 0);
    }

    /// <summary>DISCONNECT that has the broker publish the will all the same.</summary>
    public void DisconnectWithWill()
    {
        Begin();
        Byte(MqttReason.DisconnectWithWill);
        Finish(MqttPacket.Disconnect, 0);
    }

    /// <summary>Says whether the message that stands here goes out a second time.</summary>
    public void MarkDuplicate(bool isDuplicate) => _bytes[Start] = (byte)(isDuplicate
        ? _bytes[Start] | DuplicateFlag : _bytes[Start] & ~DuplicateFlag);
}
