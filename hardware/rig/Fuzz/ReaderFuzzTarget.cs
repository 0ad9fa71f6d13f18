using System.Buffers.Binary;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Frames of the card reader, mutated, into the agent's end of its line. A card comes only out of a frame whose CRC
/// is right and whose fields are in range; whatever came before, the next good frame is read.
/// </summary>
public sealed class ReaderFuzzTarget : IFuzzTarget
{
    // Of the first request of boot 0, whose amount is 12.50.
    private static readonly byte[] Request = [1, 0, 0, 0, 0xE2, 4, 0, 0];

    private static readonly byte[] Waiting = Frame(SerialCardReader.WaitingType, []);

    private static readonly byte[] Card = Frame(
        SerialCardReader.CardType,
        [7, .. "4242"u8, 10, .. Convert.FromHexString("FFFF9876543210E00001"), 64, 0, .. new byte[64]]);

    /// <inheritdoc/>
    public string Name => "reader";

    /// <inheritdoc/>
    public string Description => "frames into the card reader's line";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [.. Waiting, .. Card],
        Card,
        [.. Waiting, .. Frame(SerialCardReader.ReadingType, []), .. Card],
        Frame(SerialCardReader.TroubleType, [1]),
        Frame(SerialCardReader.TroubleType, [3]),
        [.. Waiting, .. Card, .. Card],
        Frame(SerialCardReader.CardType, [5, .. "0000"u8, 1, 9, 1, 0, 255]),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
        [
            Waiting, Request, [2], [2, (byte)'K'], [2, (byte)'K', 0xFF, 0xFF], [0, 0], [0xFF, 0xFF], Card, Card[..40],
            Card[40..],
        ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    private static byte[] Frame(int type, byte[] fields)
    {
        byte[] payload = [.. Request, .. fields];
        int end = SerialCardReader.HeadBytes + payload.Length;
        byte[] frame = new byte[end + SerialCardReader.CrcBytes];
        frame[0] = SerialCardReader.FrameStart;
        frame[1] = (byte)type;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2), (ushort)payload.Length);
        payload.CopyTo(frame, SerialCardReader.HeadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(end), Crc32.Compute(frame, 1, end - 1));
        return frame;
    }

    private sealed class Run : IFuzzRun, ISerialPort
    {
        private const int WarmUpInputs = 50;
        private const int StepsMax = 2_000;

        private readonly SerialCardReader _reader;
        private readonly CardRead _card = new();
        private readonly byte[] _currency = [.. "eur"u8];
        private byte[] _input = [];
        private int _at;
        private int _piece = 1;
        private long _nowMs;
        private int _inputs;

        public Run() => _reader = new SerialCardReader(this);

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            _input = input.ToArray();
            _piece = 1 + (_input.Length == 0 ? 0 : _input[0] % 61);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isCard = Play();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            AllocatedBytes += _inputs++ < WarmUpInputs ? 0 : allocated;
            if (isCard && !HasGoodFrame())
            {
                throw new FuzzFindingException("a card came out of no good frame");
            }
        }

        public void Finish()
        {
            _input = [.. Waiting, .. Card];
            _piece = 7;
            _reader.Cancel();
            if (!Play() || _card.SealedLength != 64)
            {
                throw new FuzzFindingException("a good card is not read any more");
            }
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            int count = Math.Min(Math.Min(capacity, _piece), _input.Length - _at);
            Array.Copy(_input, _at, buffer, offset, count);
            _at += count;
            return count;
        }

        public int Write(byte[] buffer, int offset, int count) => count;

        private bool Play()
        {
            _at = 0;
            _reader.Start(0);
            _reader.Begin(1_250, _currency);
            for (int i = 0; i < StepsMax && (_at < _input.Length || i < 3); i++)
            {
                _reader.Step(_nowMs += 20);
                if (_reader.State == CardReaderState.CardRead)
                {
                    return _reader.Take(_card) && IsInRange();
                }
            }

            return false;
        }

        private bool IsInRange() =>
            _card.KsnLength is > 0 and <= Limits.KsnBytesMax
                && _card.SealedLength is > 0 and <= Limits.SealedBytesMax
                && IsDigit(_card.Last4[0]) && IsDigit(_card.Last4[3])
                ? true : throw new FuzzFindingException("a card out of range");

        private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

        private bool HasGoodFrame()
        {
            for (int at = 0; at + 8 <= _input.Length; at++)
            {
                int payload = _input.Length - at < 4 ? 0 : _input[at + 2] | (_input[at + 3] << 8);
                int end = at + SerialCardReader.HeadBytes + payload;
                if (_input[at] == SerialCardReader.FrameStart && end + 4 <= _input.Length
                    && _input[at + 1] == SerialCardReader.CardType
                    && BinaryPrimitives.ReadUInt32LittleEndian(_input.AsSpan(end))
                        == Bitwise(_input.AsSpan(at + 1, end - at - 1)))
                {
                    return true;
                }
            }

            return false;
        }

        // The CRC by its definition, apart from the agent's tables.
        private static uint Bitwise(ReadOnlySpan<byte> bytes)
        {
            uint crc = 0xFFFFFFFF;
            foreach (byte value in bytes)
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
                }
            }

            return ~crc;
        }
    }
}
