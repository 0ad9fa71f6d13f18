using System.Buffers.Binary;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Reader;

/// <summary>Frames of the card reader (SPEC.md, Reader frames), whole, torn, late and foreign.</summary>
public sealed class ReaderFrameTests
{
    private const uint Boot = 3;
    private const uint Request = (Boot << 16) + 1;
    private const int Cents = 1_250;
    private static readonly byte[] Currency = [.. "eur"u8];
    private static readonly Dictionary<string, byte[]> Vectors = ReadVectors();

    private readonly Line _line = new();
    private readonly SerialCardReader _reader;
    private readonly CardRead _card = new();
    private long _nowMs;

    public ReaderFrameTests()
    {
        _reader = new SerialCardReader(_line);
        _reader.Start(Boot);
        _reader.Begin(Cents, Currency);
        Step();
    }

    [Fact]
    public void The_terminal_writes_the_vectors()
    {
        Assert.Equal(Vectors["begin"], _line.Taken());
        _reader.Cancel();
        Step();
        Assert.Equal(Vectors["cancel"], _line.Taken());
        Assert.Equal(6, Vectors.Count);
    }

    [Fact]
    public void The_terminal_reads_the_vectors()
    {
        Send("waiting");
        Assert.True(_reader.IsAnswered);
        Assert.Equal(CardReaderState.WaitingForCard, _reader.State);
        Send("trouble");
        Assert.Equal(CardReaderState.InsertCard, _reader.State);
        Send("reading");
        Assert.Equal(CardReaderState.Reading, _reader.State);
        Send("card");
        Assert.Equal(CardReaderState.CardRead, _reader.State);
        Assert.True(_reader.Take(_card));
        Assert.Equal(CardEntryMode.Contactless, _card.EntryMode);
        Assert.Equal("4242"u8.ToArray(), _card.Last4);
        Assert.Equal("FFFF9876543210E00001", Convert.ToHexString(_card.Ksn, 0, _card.KsnLength));
        Assert.Equal("0123456789ABCDEF", Convert.ToHexString(_card.Sealed, 0, _card.SealedLength));
    }

    [Fact]
    public void A_card_without_W_before_it_is_refused()
    {
        Send("card");
        ExpectRefused();
        ExpectAskedAgain(Request + 1);
        Send(Frame('W', Request + 1, Cents));
        Send(Frame('K', Request + 1, Cents, CardFields()));
        Assert.Equal(CardReaderState.CardRead, _reader.State);
    }

    [Fact]
    public void A_card_for_another_amount_is_refused()
    {
        Send("waiting");
        Send(Frame('K', Request, Cents + 1, CardFields()));
        ExpectRefused();
        ExpectAskedAgain(Request + 1);
    }

    [Fact]
    public void A_card_of_an_earlier_request_is_refused()
    {
        _reader.Begin(Cents, Currency);
        Step();
        Send(Frame('W', Request + 1, Cents));
        Send("card");
        ExpectRefused();
        Assert.Equal(CardReaderState.WaitingForCard, _reader.State);
        Send(Frame('K', Request + 1, Cents, CardFields()));
        Assert.Equal(CardReaderState.CardRead, _reader.State);
    }

    [Fact]
    public void A_card_after_the_cancel_is_wiped()
    {
        Send("waiting");
        _reader.Cancel();
        Send("card");
        Assert.Equal(CardReaderState.Idle, _reader.State);
        Assert.False(HoldsPayload());
    }

    // Every prefix: the rest never comes.
    [Fact]
    public void A_frame_that_stops_in_the_middle_costs_300_ms()
    {
        byte[] card = Vectors["card"];
        for (int length = 1; length < card.Length; length++)
        {
            var test = new ReaderFrameTests();
            test.Send("waiting");
            test._line.Taken();
            test.Send(card[..length]);
            test.Run(Terminal.Agent.Limits.ReaderGapMs - 40);
            Assert.Empty(test._line.Taken());
            test.Run(60);
            Assert.Equal(CardReaderState.TornRead, test._reader.State);
            test.ExpectAskedAgain(Request + 1);
            test.Send(Frame('W', Request + 1, Cents));
            test.Send(Frame('K', Request + 1, Cents, CardFields()));
            Assert.Equal(CardReaderState.CardRead, test._reader.State);
        }
    }

    // Noise that looks like the beginning of a long frame would swallow the card behind it.
    [Theory]
    [InlineData("02")]
    [InlineData("024B0001")]
    [InlineData("024BFF00")]
    [InlineData("0202024B")]
    [InlineData("FF02FFFFFF")]
    public void Noise_before_a_card_costs_300_ms_and_not_the_sale(string noise)
    {
        Send("waiting");
        _line.Taken();
        Send([.. Convert.FromHexString(noise), .. Vectors["card"]]);
        Run(Terminal.Agent.Limits.ReaderGapMs + 20);
        Assert.Equal(CardReaderState.CardRead, _reader.State);
        Run(1_000);
        Assert.Empty(_line.Taken());
    }

    [Fact]
    public void Nothing_of_a_card_stays_behind()
    {
        Send("waiting");
        Send("card");
        Assert.True(_reader.Take(_card));
        _card.Erase();
        Assert.False(HoldsPayload());
    }

    private static byte[] CardFields() => Vectors["card"][12..^4];

    private static byte[] Frame(char type, uint request, int cents, byte[]? fields = null)
    {
        byte[] payload = new byte[8 + (fields?.Length ?? 0)];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, request);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4), cents);
        fields?.CopyTo(payload, 8);
        byte[] frame = [2, (byte)type, (byte)payload.Length, (byte)(payload.Length >> 8), .. payload, 0, 0, 0, 0];
        int end = frame.Length - 4;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(end), Crc32.Compute(frame, 1, end - 1));
        return frame;
    }

    private static Dictionary<string, byte[]> ReadVectors()
    {
        string spec = File.ReadAllText(
            Path.Combine(Repository.Root()!, "Terminal.Agent", "SPEC.md"));
        string section = spec[spec.IndexOf("### Vectors of the reader", StringComparison.Ordinal)..];
        return section.Split("```")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1]));
    }

    private void ExpectRefused()
    {
        Assert.NotEqual(CardReaderState.CardRead, _reader.State);
        Assert.False(_reader.Take(_card));
        Assert.Equal(1, _reader.RefusedCards);
        Assert.False(HoldsPayload());
    }

    private void ExpectAskedAgain(uint request)
    {
        Run(Terminal.Agent.Limits.ReaderGapMs + 40);
        Assert.Equal(CardReaderState.TornRead, _reader.State);
        Assert.Equal(request, _line.LastRequest);
    }

    private void Send(string vector) => Send(Vectors[vector]);

    private void Send(byte[] bytes)
    {
        _line.Give(bytes);
        Step();
    }

    private void Step() => _reader.Step(_nowMs += 20);

    private void Run(int ms)
    {
        for (int i = 0; i < ms; i += 20)
        {
            Step();
        }
    }

    // The payload of the vector in any array that the reader holds.
    private bool HoldsPayload()
    {
        byte[] payload = Convert.FromHexString("0123456789ABCDEF");
        return typeof(SerialCardReader)
            .GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
            .Select(field => field.GetValue(_reader))
            .SelectMany(value => value is CardRead card ? [card.Sealed] : value is byte[] bytes ? new[] { bytes } : [])
            .Any(bytes => bytes.AsSpan().IndexOf(payload) >= 0);
    }

    private sealed class Line : ISerialPort
    {
        private readonly Queue<byte> _in = [];
        private readonly List<byte> _out = [];

        public uint LastRequest { get; private set; }

        public void Give(byte[] bytes) => Array.ForEach(bytes, _in.Enqueue);

        public byte[] Taken()
        {
            byte[] taken = [.. _out];
            _out.Clear();
            return taken;
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            int count = Math.Min(capacity, _in.Count);
            for (int i = 0; i < count; i++)
            {
                buffer[offset + i] = _in.Dequeue();
            }

            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            _out.AddRange(buffer.AsSpan(offset, count));
            LastRequest = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset + 4));
            return count;
        }
    }
}
