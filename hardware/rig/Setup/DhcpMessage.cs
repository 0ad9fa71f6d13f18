using System.Buffers.Binary;
using System.Net;

namespace Terminal.Rig.Setup;

/// <summary>A phone's side of DHCP, from RFC 2131 and 2132: what it sends, and how it reads answers.</summary>
public sealed class DhcpMessage
{
    /// <summary>DHCPOFFER.</summary>
    public const int OfferType = 2;

    /// <summary>DHCPACK.</summary>
    public const int AckType = 5;

    /// <summary>DHCPNAK.</summary>
    public const int NakType = 6;

    private const int Cookie = 0x63825363;
    private const uint FirstTransaction = 0x39030100;

    /// <summary>Transaction id.</summary>
    public uint Transaction { get; private init; }

    /// <summary>The address that is given.</summary>
    public string Yours { get; private init; } = "";

    /// <summary>Options by number.</summary>
    public IReadOnlyDictionary<int, byte[]> Options { get; private init; } = new Dictionary<int, byte[]>();

    /// <summary>Kind of message.</summary>
    public int Type => Options[53][0];

    /// <summary>An option that is an address.</summary>
    public string Address(int option) => new IPAddress(Options[option]).ToString();

    /// <summary>A phone looks for servers, as Android and iOS do: with a list of what it wants to know.</summary>
    public static byte[] Discover(int phone) => Write(
        phone, "0.0.0.0", 1, (55, [1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114]));

    /// <summary>A phone takes an offer.</summary>
    public static byte[] Request(int phone, string wanted, string server) => Write(
        phone, "0.0.0.0", 3, (50, Bytes(wanted)), (54, Bytes(server)), (12, "Galaxy-A54"u8.ToArray()));

    /// <summary>A phone comes back and wants the address of before.</summary>
    public static byte[] Reboot(int phone, string wanted) => Write(phone, "0.0.0.0", 3, (50, Bytes(wanted)));

    /// <summary>A phone renews its lease.</summary>
    public static byte[] Renew(int phone, string own) => Write(phone, own, 3);

    /// <summary>A phone finds that somebody else has the address.</summary>
    public static byte[] Decline(int phone, string address) => Write(
        phone, "0.0.0.0", 4, (50, Bytes(address)), (54, Bytes("192.168.4.1")));

    /// <summary>A phone gives its address back.</summary>
    public static byte[] Release(int phone, string own) => Write(phone, own, 7, (54, Bytes("192.168.4.1")));

    /// <summary>A device with an address asks for the rest.</summary>
    public static byte[] Inform(int phone, string own) => Write(phone, own, 8);

    /// <summary>Reads a server's answer.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DhcpMessage Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 300 || bytes[0] != 2 || bytes[1] != 1 || bytes[2] != 6
            || BinaryPrimitives.ReadInt32BigEndian(bytes[236..]) != Cookie)
        {
            throw new FormatException("no answer of a DHCP server");
        }

        var options = new Dictionary<int, byte[]>();
        int at = 240;
        while (bytes[at] != 255)
        {
            if (bytes[at] == 0)
            {
                at++;
                continue;
            }

            options.Add(bytes[at], bytes.Slice(at + 2, bytes[at + 1]).ToArray());
            at += 2 + bytes[at + 1];
        }

        return new DhcpMessage
        {
            Transaction = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Yours = new IPAddress(bytes.Slice(16, 4)).ToString(),
            Options = options,
        };
    }

    private static byte[] Bytes(string address) => IPAddress.Parse(address).GetAddressBytes();

    private static byte[] Write(int phone, string own, int type, params (int Number, byte[] Value)[] options)
    {
        byte[] message = new byte[300];
        message[0] = 1;
        message[1] = 1;
        message[2] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), FirstTransaction + (uint)phone);
        Bytes(own).CopyTo(message, 12);
        byte[] hardware = [0x02, 0x5E, 0x10, 0, 0, (byte)phone];
        hardware.CopyTo(message, 28);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(236), Cookie);
        int at = 240;
        foreach ((int number, byte[] value) in options.Prepend((53, [(byte)type])))
        {
            message[at] = (byte)number;
            message[at + 1] = (byte)value.Length;
            value.CopyTo(message, at + 2);
            at += 2 + value.Length;
        }

        message[at] = 255;
        return message;
    }
}
