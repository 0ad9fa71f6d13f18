using System;

namespace Terminal.Agent.Setup;

/// <summary>
/// Gives addresses to phones on the terminal's own network (RFC 2131): 192.168.4.2 to 5, the
/// terminal as router and name server, and where the page is (option 114, RFC 8910). A phone keeps
/// its address; a fifth one gets none until a lease has run out.
/// </summary>
public sealed class DhcpServer
{
    /// <summary>Shortest message that some clients take (BOOTP, RFC 951).</summary>
    public const int AnswerBytesLeast = 300;

    private const int HeaderBytes = 236;
    private const int OptionsAt = HeaderBytes + 4;
    private const int HardwareBytes = 6;
    private const int TransactionAt = 4;
    private const int FlagsAt = 10;
    private const int ClientAt = 12;
    private const int YoursAt = 16;
    private const int RelayAt = 24;
    private const int HardwareAt = 28;
    private const int Request = 1;
    private const int Reply = 2;
    private const int Ethernet = 1;

    private const int Discover = 1;
    private const int Offer = 2;
    private const int Ask = 3;
    private const int Decline = 4;
    private const int Ack = 5;
    private const int Nak = 6;
    private const int Release = 7;
    private const int Inform = 8;

    private const int PadOption = 0;
    private const int MaskOption = 1;
    private const int RouterOption = 3;
    private const int NamesOption = 6;
    private const int WantedOption = 50;
    private const int LeaseOption = 51;
    private const int TypeOption = 53;
    private const int ServerOption = 54;
    private const int PortalOption = 114;
    private const int EndOption = 255;

    private const int None = -1;
    private const int OfferS = 60;

    private static readonly byte[] Cookie = { 99, 130, 83, 99 };
    private static readonly byte[] Portal = ByteCodec.Ascii("http://192.168.4.1/portal");

    // A phone's hardware address in each row, and until when its address is its own.
    private readonly byte[] _hardware = new byte[Limits.PhoneLeases * HardwareBytes];
    private readonly long[] _untilMs = new long[Limits.PhoneLeases];

    // Of the message that is being read: offsets, 0 where the option is missing.
    private int _type;
    private int _wantedAt;
    private int _serverAt;

    /// <summary>
    /// True when the answer goes to all, because whoever asked has no address yet.
    /// </summary>
    public bool IsToAll { get; private set; }

    /// <summary>Phones that have an address.</summary>
    public int LeaseCount(long nowMs)
    {
        int count = 0;
        for (int i = 0; i < _untilMs.Length; i++)
        {
            count += _untilMs[i] > nowMs ? 1 : 0;
        }

        return count;
    }

    /// <summary>Answers a message.</summary>
    /// <returns>Length of the answer; 0 when there is none.</returns>
    public int Answer(byte[] message, int count, byte[] answer, long nowMs)
    {
        if (!IsRequest(message, count) || !ReadOptions(message, count))
        {
            return 0;
        }

        bool isOurs = _serverAt == 0
            || ByteCodec.Same(message, _serverAt, SetupAddress.Own, 0, SetupAddress.Bytes);
        int lease = Find(message);
        bool hasAddress = !IsZero(message, ClientAt);
        IsToAll = !hasAddress;
        switch (_type)
        {
            case Discover:
                lease = lease == None ? Free(nowMs) : lease;
                if (lease == None)
                {
                    return 0;
                }

                Give(lease, message, OfferS, nowMs);
                return Write(message, answer, Offer, lease);
            case Ask:
                return isOurs ? AnswerAsk(message, answer, lease, nowMs) : Forget(lease);
            case Inform:
                return Write(message, answer, Ack, None);
            case Release:
                return isOurs ? Forget(lease) : 0;
            case Decline:
                // Somebody else has the address: it rests, under nobody's name.
                if (lease != None)
                {
                    Array.Clear(_hardware, lease * HardwareBytes, HardwareBytes);
                    _untilMs[lease] = nowMs + (Limits.PhoneLeaseS * 1_000L);
                }

                return 0;
            default:
                return 0;
        }
    }

    private static bool IsRequest(byte[] message, int count) =>
        count > OptionsAt && message[0] == Request && message[1] == Ethernet
        && message[2] == HardwareBytes && IsZero(message, RelayAt)
        && ByteCodec.Same(message, HeaderBytes, Cookie, 0, Cookie.Length);

    private static bool IsZero(byte[] message, int at) => ByteCodec.GetU32(message, at) == 0;

    // False for options that do not end, or are cut off.
    private bool ReadOptions(byte[] message, int count)
    {
        _type = 0;
        _wantedAt = 0;
        _serverAt = 0;
        int at = OptionsAt;
        while (at < count && message[at] != EndOption)
        {
            int option = message[at++];
            if (option == PadOption)
            {
                continue;
            }

            int length = at < count ? message[at++] : count;
            if (at + length > count)
            {
                return false;
            }

            if (option == TypeOption && length == 1)
            {
                _type = message[at];
            }
            else if (option == WantedOption && length == SetupAddress.Bytes)
            {
                _wantedAt = at;
            }
            else if (option == ServerOption && length == SetupAddress.Bytes)
            {
                _serverAt = at;
            }

            at += length;
        }

        return at < count && _type != 0;
    }

    // The address that is asked for must be the phone's own; a phone that comes back may have one
    // that nobody has.
    private int AnswerAsk(byte[] message, byte[] answer, int lease, long nowMs)
    {
        int at = _wantedAt != 0 ? _wantedAt : ClientAt;
        int wanted = message[at + SetupAddress.Bytes - 1] - SetupAddress.FirstPhone;
        bool isGiven = SetupAddress.IsOnNetwork(message, at)
            && wanted >= 0 && wanted < _untilMs.Length
            && (wanted == lease || (lease == None && _untilMs[wanted] <= nowMs));
        if (!isGiven)
        {
            IsToAll = true;
            return Write(message, answer, Nak, None);
        }

        Give(wanted, message, Limits.PhoneLeaseS, nowMs);
        return Write(message, answer, Ack, wanted);
    }

    private int Find(byte[] message)
    {
        for (int i = 0; i < _untilMs.Length; i++)
        {
            if (_untilMs[i] != 0 && ByteCodec.Same(
                _hardware, i * HardwareBytes, message, HardwareAt, HardwareBytes))
            {
                return i;
            }
        }

        return None;
    }

    // One that nobody has had, or whose time has been over for the longest.
    private int Free(long nowMs)
    {
        int free = None;
        for (int i = 0; i < _untilMs.Length; i++)
        {
            if (_untilMs[i] <= nowMs && (free == None || _untilMs[i] < _untilMs[free]))
            {
                free = i;
            }
        }

        return free;
    }

    private void Give(int lease, byte[] message, int seconds, long nowMs)
    {
        Array.Copy(message, HardwareAt, _hardware, lease * HardwareBytes, HardwareBytes);
        long untilMs = nowMs + (seconds * 1_000L);
        _untilMs[lease] = untilMs > _untilMs[lease] ? untilMs : _untilMs[lease];
    }

    private int Forget(int lease)
    {
        if (lease != None)
        {
            _untilMs[lease] = 0;
        }

        return 0;
    }

    private int Write(byte[] message, byte[] answer, int type, int lease)
    {
        Array.Clear(answer, 0, AnswerBytesLeast);
        answer[0] = Reply;
        answer[1] = Ethernet;
        answer[2] = HardwareBytes;
        Array.Copy(message, TransactionAt, answer, TransactionAt, 4);
        Array.Copy(message, FlagsAt, answer, FlagsAt, 2);
        Array.Copy(message, HardwareAt, answer, HardwareAt, 16);
        if (type == Ack)
        {
            Array.Copy(message, ClientAt, answer, ClientAt, SetupAddress.Bytes);
        }

        if (lease != None)
        {
            Array.Copy(SetupAddress.Own, 0, answer, YoursAt, SetupAddress.Bytes - 1);
            answer[YoursAt + SetupAddress.Bytes - 1] = (byte)(SetupAddress.FirstPhone + lease);
        }

        int at = ByteCodec.Put(answer, HeaderBytes, Cookie);
        answer[at++] = TypeOption;
        answer[at++] = 1;
        answer[at++] = (byte)type;
        at = Option(answer, at, ServerOption, SetupAddress.Own);
        if (lease != None)
        {
            answer[at++] = LeaseOption;
            answer[at++] = 4;
            answer[at++] = 0;
            answer[at++] = 0;
            answer[at++] = Limits.PhoneLeaseS >> 8;
            answer[at++] = Limits.PhoneLeaseS & 255;
        }

        if (type != Nak)
        {
            at = Option(answer, at, MaskOption, SetupAddress.Mask);
            at = Option(answer, at, RouterOption, SetupAddress.Own);
            at = Option(answer, at, NamesOption, SetupAddress.Own);
            at = Option(answer, at, PortalOption, Portal);
        }

        answer[at++] = EndOption;
        return at > AnswerBytesLeast ? at : AnswerBytesLeast;
    }

    private static int Option(byte[] answer, int at, int option, byte[] value)
    {
        answer[at++] = (byte)option;
        answer[at++] = (byte)value.Length;
        return ByteCodec.Put(answer, at, value);
    }
}
