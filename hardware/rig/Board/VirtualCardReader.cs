using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Board;

/// <summary>
/// The secure card reader on its serial line: waits when asked to, and seals the card that is tapped. It can
/// tear a read, send a frame that is too long, or ask for the chip.
/// </summary>
/// <param name="line">Its end of the line.</param>
/// <param name="nonces">Where nonces are drawn, so that a run repeats; null for the host's own.</param>
public sealed class VirtualCardReader(ISerialPort line, Random? nonces = null)
{
    private readonly Lock _lock = new();
    private readonly List<byte> _received = [];
    private readonly byte[] _ksn = [0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 0];
    private byte[] _request = new byte[SerialCardReader.RequestBytes];
    private int _taps;

    /// <summary>True while the firmware waits for a card.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>True while the reader does not answer at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The sealed payload of the latest card; empty before the first.</summary>
    public byte[] LastSealed { get; private set; } = [];

    /// <summary>Takes what the firmware has sent; to be called often.</summary>
    public void Step()
    {
        lock (_lock)
        {
            byte[] buffer = new byte[64];
            int count = line.Read(buffer, 0, buffer.Length);
            _received.AddRange(buffer.AsSpan(0, count));
            while (TakeFrame())
            {
            }
        }
    }

    /// <summary>Taps a card, if one is awaited.</summary>
    /// <param name="name">A test card's name, or torn, too_long, unsupported, insert, earlier_request.</param>
    /// <returns>False when nobody asked for a card.</returns>
    /// <exception cref="ArgumentException">There is no such card.</exception>
    public bool Tap(string name)
    {
        lock (_lock)
        {
            if (!IsWaiting || IsSilent)
            {
                return false;
            }

            switch (name)
            {
                // The reader waits no longer after a card of this request, whatever became of its frame; it is asked
                // again.
                case "torn":
                    SendTorn();
                    IsWaiting = false;
                    break;
                case "too_long":
                    Send(SerialCardReader.CardType, new byte[600]);
                    IsWaiting = false;
                    break;
                case "earlier_request":
                    SendOfEarlierRequest();
                    break;
                case "unsupported":
                    Send(SerialCardReader.TroubleType, [2]);
                    break;
                case "insert":
                    Send(SerialCardReader.TroubleType, [3]);
                    break;
                default:
                    TestCard card = TestCard.ByName(name)
                        ?? throw new ArgumentException($"there is no test card '{name}'");
                    Send(SerialCardReader.ReadingType, []);
                    Send(SerialCardReader.CardType, Seal(card));
                    IsWaiting = false;
                    break;
            }

            return true;
        }
    }

    private byte[] Seal(TestCard card)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_ksn.AsSpan(8), (ushort)++_taps);
        byte[] nonce = RandomNumberGenerator.GetBytes(12);
        nonces?.NextBytes(nonce);
        byte[] payload = SealedCard.Seal(card, _ksn, nonce);
        LastSealed = payload;
        var frame = new List<byte> { (byte)CardEntryMode.Contactless };
        frame.AddRange(Encoding.ASCII.GetBytes(card.Last4));
        frame.Add((byte)_ksn.Length);
        frame.AddRange(_ksn);
        frame.Add((byte)payload.Length);
        frame.Add((byte)(payload.Length >> 8));
        frame.AddRange(payload);
        return [.. frame];
    }

    private bool TakeFrame()
    {
        int start = _received.IndexOf(SerialCardReader.FrameStart);
        _received.RemoveRange(0, start < 0 ? _received.Count : start);
        if (_received.Count < SerialCardReader.HeadBytes)
        {
            return false;
        }

        int payload = _received[2] | (_received[3] << 8);
        int whole = SerialCardReader.HeadBytes + payload + SerialCardReader.CrcBytes;
        if (_received.Count < whole)
        {
            return false;
        }

        int type = _received[1];
        if (type == SerialCardReader.BeginType && payload > _request.Length)
        {
            _request = [.. _received.Skip(SerialCardReader.HeadBytes).Take(_request.Length)];
        }

        _received.RemoveRange(0, whole);
        IsWaiting = type == SerialCardReader.BeginType;
        if (IsWaiting && !IsSilent)
        {
            Send(SerialCardReader.WaitingType, []);
        }

        return true;
    }

    private void SendTorn()
    {
        byte[] frame = Frame(SerialCardReader.CardType, [.. _request, .. new byte[80]]);
        frame[40] ^= 0x10;
        line.Write(frame, 0, frame.Length);
    }

    // The card that was read for the request before, as a reader that is slow may send it.
    private void SendOfEarlierRequest()
    {
        byte[] earlier = [.. _request];
        BinaryPrimitives.WriteUInt32LittleEndian(
            earlier, BinaryPrimitives.ReadUInt32LittleEndian(earlier) - 1);
        byte[] frame = Frame(
            SerialCardReader.CardType, [.. earlier, .. Seal(TestCard.ByName("approved")!)]);
        line.Write(frame, 0, frame.Length);
    }

    private void Send(int type, byte[] payload)
    {
        byte[] frame = Frame(type, [.. _request, .. payload]);
        line.Write(frame, 0, frame.Length);
    }

    private static byte[] Frame(int type, byte[] payload)
    {
        byte[] frame = new byte[SerialCardReader.HeadBytes + payload.Length + SerialCardReader.CrcBytes];
        frame[0] = SerialCardReader.FrameStart;
        frame[1] = (byte)type;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame, SerialCardReader.HeadBytes);
        int end = SerialCardReader.HeadBytes + payload.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(end), Crc32.Compute(frame, 1, end - 1));
        return frame;
    }
}
