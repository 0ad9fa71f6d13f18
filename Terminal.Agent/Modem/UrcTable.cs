using System;

namespace Terminal.Agent.Modem;

/// <summary>
/// The one table of lines that mean something whenever they come: text, token, owner. A line's
/// text is what stands up to and with its first colon, or the whole line; commas separate the
/// fields behind it. An integer made of the text's length and two of its characters finds the row,
/// so a line costs one pass over integers. <see cref="ModemDriver"/> itself acts on the lines that
/// change its state.
/// </summary>
public sealed class UrcTable
{
    private const int Rows = 40;
    private const int Owners = 6;

    // Boxed once: what the native search looks for.
    private static readonly object Colon = (byte)':';

    private readonly byte[][] _texts = new byte[Rows][];
    private readonly int[] _keys = new int[Rows];
    private readonly int[] _tokens = new int[Rows];
    private readonly int[] _ownerOf = new int[Rows];
    private readonly ILineOwner[] _owners = new ILineOwner[Owners];
    private int _count;
    private int _found;

    /// <summary>
    /// Builds the table of a make, the most frequent lines first; owners join later.
    /// </summary>
    public UrcTable(ModemMake make)
    {
        Add("OK", AtToken.Ok, LineOwner.Command);
        if (make == ModemMake.Quectel)
        {
            AddQuectelSession();
        }
        else
        {
            AddSimcomSession();
        }

        Add("ERROR", AtToken.Error, LineOwner.Command);
        Add("+CSQ:", AtToken.Signal, LineOwner.Facts);
        Add("+CESQ:", AtToken.ExtendedSignal, LineOwner.Facts);
        Add("+CEREG:", AtToken.Registration, LineOwner.Facts);
        Add("+CGREG:", AtToken.PacketRegistration, LineOwner.Facts);
        Add("+CREG:", AtToken.CircuitRegistration, LineOwner.Facts);
        Add("+CME ERROR:", AtToken.CmeError, LineOwner.Facts);
        Add("+CMS ERROR:", AtToken.CmsError, LineOwner.Command);
        Add("RDY", AtToken.Booted, LineOwner.Command);
        Add("+CPIN:", AtToken.Sim, LineOwner.Facts);
        Add("SIM not inserted", AtToken.SimNotInserted, LineOwner.Facts);
        Add("+COPS:", AtToken.Operator, LineOwner.Facts);
        Add("+CCLK:", AtToken.Clock, LineOwner.Facts);
        Add("+CGMR:", AtToken.Firmware, LineOwner.Facts);
        if (make == ModemMake.Quectel)
        {
            AddQuectel();
        }
        else
        {
            AddSimcom();
        }
    }

    /// <summary>An owner takes its lines from now on.</summary>
    public void Attach(LineOwner name, ILineOwner owner) => _owners[(int)name] = owner;

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

        int textLength = TextLength(buffer, offset, length);
        int key = Key(buffer, offset, textLength);
        int[] keys = _keys;
        int count = _count;
        for (int i = 0; i < count; i++)
        {
            if (keys[i] == key && ByteCodec.Same(_texts[i], 0, buffer, offset, textLength))
            {
                _found = i;
                return (AtToken)_tokens[i];
            }
        }

        return AtToken.Unknown;
    }

    /// <summary>Gives the line that <see cref="Find"/> found last to its owner.</summary>
    /// <returns>As <see cref="ILineOwner.OnLine"/> has it.</returns>
    public AtToken Hand(AtToken token, long nowMs)
    {
        ILineOwner owner = _owners[_ownerOf[_found]];
        return owner == null ? token : owner.OnLine(token, nowMs);
    }

    private void AddSimcomSession()
    {
        Add("+CCHRECV:", AtToken.SessionReceive, LineOwner.Socket);
        Add("+CCHSEND:", AtToken.SessionSend, LineOwner.Socket);
        Add("+CCHEVENT:", AtToken.SessionEvent, LineOwner.Socket);
    }

    private void AddSimcom()
    {
        Add("NORMAL POWER DOWN", AtToken.PowerDown, LineOwner.Command);
        Add("SMS DONE", AtToken.BootStage, LineOwner.Command);
        Add("PB DONE", AtToken.BootStage, LineOwner.Command);
        Add("*ATREADY:", AtToken.BootStage, LineOwner.Command);
        Add("+CGDCONT:", AtToken.Context, LineOwner.Facts);
        Add("+CGPADDR:", AtToken.Address, LineOwner.Facts);
        Add("+ICCID:", AtToken.Iccid, LineOwner.Facts);
        Add("+CICCID:", AtToken.Iccid, LineOwner.Facts);
        Add("+CCID:", AtToken.Iccid, LineOwner.Facts);
        Add("+CCERTLIST:", AtToken.Certificate, LineOwner.Certificate);
        Add("+CSSLCFG:", AtToken.TlsOption, LineOwner.Check);
        Add("+CDNSGIP:", AtToken.LookUp, LineOwner.Check);
        Add("+CNTP:", AtToken.TimeServer, LineOwner.Command);
        Add("+CCHSTART:", AtToken.ServiceStart, LineOwner.Service);
        Add("+CCHSTOP:", AtToken.ServiceStop, LineOwner.Service);
        Add("+CCHOPEN:", AtToken.SessionOpen, LineOwner.Socket);
        Add("+CCHCLOSE:", AtToken.SessionClose, LineOwner.Socket);
        Add("+CCH_PEER_CLOSED:", AtToken.PeerClosed, LineOwner.Socket);
        Add("+CCH_RECV_CLOSED:", AtToken.ReceiveClosed, LineOwner.Socket);
        Add("+CCH:", AtToken.ServiceLost, LineOwner.Service);
    }

    // What is sent ends with a word of its own in the place of OK or ERROR.
    private void AddQuectelSession()
    {
        Add("+QSSLRECV:", AtToken.SessionReceive, LineOwner.Socket);
        Add("SEND OK", AtToken.Ok, LineOwner.Command);
        Add("+QSSLURC:", AtToken.SessionReport, LineOwner.Socket);
    }

    private void AddQuectel()
    {
        Add("SEND FAIL", AtToken.Error, LineOwner.Command);
        Add("CONNECT", AtToken.Prompt, LineOwner.Command);
        Add("POWERED DOWN", AtToken.PowerDown, LineOwner.Command);
        Add("+QIND:", AtToken.BootStage, LineOwner.Command);
        Add("+QICSGP:", AtToken.SocketContext, LineOwner.Facts);
        Add("+QIACT:", AtToken.SocketAddress, LineOwner.Facts);
        Add("+CGACT:", AtToken.OtherContext, LineOwner.Facts);
        Add("+QCCID:", AtToken.Iccid, LineOwner.Facts);
        Add("+QFLST:", AtToken.Certificate, LineOwner.Certificate);
        Add("+QFUPL:", AtToken.Uploaded, LineOwner.Certificate);
        Add("+QSSLCFG:", AtToken.TlsOption, LineOwner.Check);
        Add("+QNTP:", AtToken.TimeServer, LineOwner.Command);
        Add("+QSSLOPEN:", AtToken.SessionOpen, LineOwner.Socket);
        Add("+QIOPEN:", AtToken.SocketOpen, LineOwner.Socket);
        Add("+QIURC:", AtToken.ContextReport, LineOwner.Service);
    }

    private static int TextLength(byte[] buffer, int offset, int length)
    {
        int colon = Array.IndexOf(buffer, Colon, offset, length < 20 ? length : 20);
        return colon < 0 ? length : colon - offset + 1;
    }

    private static int Key(byte[] text, int offset, int length) =>
        length < 2
            ? 0
            : (length << 16) | (text[offset + length - 2] << 8) | text[offset + (length >> 1)];

    private void Add(string text, AtToken token, LineOwner owner)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        _texts[_count] = bytes;
        _keys[_count] = Key(bytes, 0, bytes.Length);
        _tokens[_count] = (int)token;
        _ownerOf[_count] = (int)owner;
        _count++;
    }
}
