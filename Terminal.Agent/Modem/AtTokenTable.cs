using System;

namespace Terminal.Agent.Modem;

/// <summary>
/// Tells a line's token from its name: the text up to and with the first colon, or the whole line.
/// An integer made of the name's length and two of its characters finds the row, so a line costs
/// one pass over integers.
/// </summary>
public sealed class AtTokenTable
{
    private const int Rows = 40;

    // Boxed once: what the native search looks for.
    private static readonly object Colon = (byte)':';

    private readonly byte[][] _names = new byte[Rows][];
    private readonly int[] _keys = new int[Rows];
    private readonly int[] _tokens = new int[Rows];
    private int _count;

    /// <summary>Builds the table.</summary>
    public AtTokenTable()
    {
        Add("OK", AtToken.Ok);
        Add("+CCHRECV:", AtToken.SessionReceive);
        Add("+CCHSEND:", AtToken.SessionSend);
        Add("+CCHEVENT:", AtToken.SessionEvent);
        Add("ERROR", AtToken.Error);
        Add("+CSQ:", AtToken.Signal);
        Add("+CESQ:", AtToken.ExtendedSignal);
        Add("+CEREG:", AtToken.Registration);
        Add("+CME ERROR:", AtToken.CmeError);
        Add("+CMS ERROR:", AtToken.CmsError);
        Add("RDY", AtToken.Booted);
        Add("NORMAL POWER DOWN", AtToken.PowerDown);
        Add("SMS DONE", AtToken.BootStage);
        Add("PB DONE", AtToken.BootStage);
        Add("*ATREADY:", AtToken.BootStage);
        Add("+CPIN:", AtToken.Sim);
        Add("SIM not inserted", AtToken.SimNotInserted);
        Add("+COPS:", AtToken.Operator);
        Add("+CCLK:", AtToken.Clock);
        Add("+CGDCONT:", AtToken.Context);
        Add("+CGPADDR:", AtToken.Address);
        Add("+ICCID:", AtToken.Iccid);
        Add("+CICCID:", AtToken.Iccid);
        Add("+CCID:", AtToken.Iccid);
        Add("+CGMR:", AtToken.Firmware);
        Add("+CCERTLIST:", AtToken.Certificate);
        Add("+CNTP:", AtToken.TimeServer);
        Add("+CCHSTART:", AtToken.ServiceStart);
        Add("+CCHSTOP:", AtToken.ServiceStop);
        Add("+CCHOPEN:", AtToken.SessionOpen);
        Add("+CCHCLOSE:", AtToken.SessionClose);
        Add("+CCH_PEER_CLOSED:", AtToken.PeerClosed);
        Add("+CCH_RECV_CLOSED:", AtToken.ReceiveClosed);
        Add("+CCH:", AtToken.ServiceLost);
    }

    /// <summary>The token of a line of <paramref name="length"/> bytes, 1 or more.</summary>
    public AtToken Find(byte[] buffer, int offset, int length)
    {
        if (length < 2)
        {
            return AtToken.Unknown;
        }

        byte first = buffer[offset];
        byte second = buffer[offset + 1];
        if ((first == 'A' && second == 'T') || (first == 'a' && second == 't'))
        {
            return AtToken.Echo;
        }

        int nameLength = NameLength(buffer, offset, length);
        int key = Key(buffer, offset, nameLength);
        int[] keys = _keys;
        int count = _count;
        for (int i = 0; i < count; i++)
        {
            if (keys[i] == key && ByteCodec.Same(_names[i], 0, buffer, offset, nameLength))
            {
                return (AtToken)_tokens[i];
            }
        }

        return AtToken.Unknown;
    }

    private static int NameLength(byte[] buffer, int offset, int length)
    {
        int colon = Array.IndexOf(buffer, Colon, offset, length < 20 ? length : 20);
        return colon < 0 ? length : colon - offset + 1;
    }

    private static int Key(byte[] name, int offset, int length) =>
        length < 2
            ? 0
            : (length << 16) | (name[offset + length - 2] << 8) | name[offset + (length >> 1)];

    private void Add(string name, AtToken token)
    {
        byte[] bytes = ByteCodec.Ascii(name);
        _names[_count] = bytes;
        _keys[_count] = Key(bytes, 0, bytes.Length);
        _tokens[_count] = (int)token;
        _count++;
    }
}
