namespace Terminal.Agent.Fleet;

/// <summary>
/// The properties of a packet of version 5: those that count here are kept, all others are passed
/// over by their form. A list is good only when each has a form that is known and all end where
/// the list ends.
/// </summary>
public sealed class MqttProperties
{
    private const int FormUnknown = 0;
    private const int FormByte = 1;
    private const int FormU16 = 2;
    private const int FormU32 = 3;
    private const int FormVariable = 4;
    private const int FormText = 5;
    private const int FormPair = 6;
    private const int VariableBytesMax = 4;

    /// <summary>Keep-alive that the broker wants, in s; -1 when it wants none.</summary>
    public int KeepAliveS { get; private set; }

    /// <summary>The highest QoS that the broker takes.</summary>
    public int QosMax { get; private set; }

    /// <summary>True when the broker retains messages.</summary>
    public bool HasRetain { get; private set; }

    /// <summary>Longest packet that the broker takes, in bytes.</summary>
    public int PacketBytesMax { get; private set; }

    /// <summary>Where the correlation data begin in the packet.</summary>
    public int CorrelationAt { get; private set; }

    /// <summary>Their length; 0 when there are none.</summary>
    public int CorrelationLength { get; private set; }

    /// <summary>True when the topic is named by a number; nobody has been allowed to.</summary>
    public bool HasTopicAlias { get; private set; }

    /// <summary>Forgets all: what holds where a packet has no properties.</summary>
    public void Clear()
    {
        KeepAliveS = -1;
        QosMax = 2;
        HasRetain = true;
        PacketBytesMax = int.MaxValue;
        CorrelationAt = 0;
        CorrelationLength = 0;
        HasTopicAlias = false;
    }

    /// <summary>Reads a list, its length first.</summary>
    /// <param name="bytes">The packet.</param>
    /// <param name="at">Where the list's length stands.</param>
    /// <param name="end">Where the packet ends.</param>
    /// <returns>The offset after the list; -1 when it is malformed.</returns>
    public int Read(byte[] bytes, int at, int end)
    {
        Clear();
        int length = 0;
        at = Variable(bytes, at, end, ref length);
        if (at < 0 || length > end - at)
        {
            return -1;
        }

        end = at + length;
        while (at >= 0 && at < end)
        {
            at = ReadOne(bytes, at, end);
        }

        return at;
    }

    // The offset after a number of 1 to 4 bytes of 7 bits; -1 when it is none.
    private static int Variable(byte[] bytes, int at, int end, ref int value)
    {
        value = 0;
        for (int i = 0; i < VariableBytesMax && at < end; i++)
        {
            int piece = bytes[at++];
            value |= (piece & 0x7F) << (7 * i);
            if (piece < 0x80)
            {
                return at;
            }
        }

        return -1;
    }

    private int ReadOne(byte[] bytes, int at, int end)
    {
        int id = bytes[at++];
        int value = 0;
        switch (FormOf(id))
        {
            case FormByte when end - at >= 1:
                value = bytes[at++];
                break;
            case FormU16 when end - at >= 2:
                value = (bytes[at] << 8) | bytes[at + 1];
                at += 2;
                break;
            case FormU32 when end - at >= 4:
                value = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8)
                    | bytes[at + 3];
                at += 4;
                break;
            case FormVariable:
                return Variable(bytes, at, end, ref value);
            case FormText:
                return ReadText(bytes, id, at, end);
            case FormPair:
                at = AfterText(bytes, at, end);
                return at < 0 ? -1 : AfterText(bytes, at, end);
            default:
                return -1;
        }

        return Keep(id, value) ? at : -1;
    }

    private int ReadText(byte[] bytes, int id, int at, int end)
    {
        int after = AfterText(bytes, at, end);
        if (after >= 0 && id == 0x09)
        {
            CorrelationAt = at + 2;
            CorrelationLength = after - at - 2;
        }

        return after;
    }

    private static int AfterText(byte[] bytes, int at, int end)
    {
        if (end - at < 2)
        {
            return -1;
        }

        int length = (bytes[at] << 8) | bytes[at + 1];
        return length <= end - at - 2 ? at + 2 + length : -1;
    }

    private bool Keep(int id, int value)
    {
        switch (id)
        {
            case 0x13:
                KeepAliveS = value;
                return true;
            case 0x24:
                QosMax = value;
                return value <= 1;
            case 0x25:
                HasRetain = value == 1;
                return value <= 1;
            case 0x27:
                // 32 bits without a sign: what does not fit into 31 is no limit for us.
                PacketBytesMax = value < 0 ? int.MaxValue : value;
                return value != 0;
            case 0x23:
                HasTopicAlias = true;
                return true;
            default:
                return true;
        }
    }

    private static int FormOf(int id)
    {
        switch (id)
        {
            case 0x01:
            case 0x17:
            case 0x19:
            case 0x24:
            case 0x25:
            case 0x28:
            case 0x29:
            case 0x2A:
                return FormByte;
            case 0x13:
            case 0x21:
            case 0x22:
            case 0x23:
                return FormU16;
            case 0x02:
            case 0x11:
            case 0x18:
            case 0x27:
                return FormU32;
            case 0x0B:
                return FormVariable;
            case 0x03:
            case 0x08:
            case 0x09:
            case 0x12:
            case 0x15:
            case 0x16:
            case 0x1A:
            case 0x1C:
            case 0x1F:
                return FormText;
            case 0x26:
                return FormPair;
            default:
                return FormUnknown;
        }
    }
}
