using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>Memories and lines that fail, each as its port says that it may.</summary>
public sealed class FailingPartsTests
{
    private const int At = 1_000;
    private static readonly byte[] Record = [1, 2, 3, 4, 5, 6, 7, 8];

    private readonly MemoryNvram _chip = new();
    private readonly FailingNvram _nvram;
    private readonly MemorySettingsStore _slots = new();
    private readonly FailingSettingsStore _settings;
    private readonly OneEnd _line = new();
    private long _nowMs;

    public FailingPartsTests()
    {
        _nvram = new FailingNvram(_chip, new Random(3), () => _nowMs);
        _settings = new FailingSettingsStore(_slots, () => _nowMs);
    }

    [Theory]
    [InlineData(NvramFailure.WriteNotTaken, 0, 0)]
    [InlineData(NvramFailure.WriteTakenUnsaid, 0, 8)]
    [InlineData(NvramFailure.Dead, 0, 0)]
    public void AWriteThatFailsSaysSoWhateverIsStored(NvramFailure failure, int said, int stored)
    {
        _nvram.Fail(failure, FailureSpan.Once());
        Assert.Equal(said, _nvram.Write(At, Record, 0, 8));
        Assert.Equal(Record[..stored], _chip.Image.Slice(At, stored).ToArray());
        Assert.Equal(8 - stored, _chip.Image.Slice(At + stored, 8 - stored).ToArray().Count(one => one == 0));
        Assert.Equal(8, _nvram.Write(At, Record, 0, 8));
        Assert.Equal((1, failure == NvramFailure.WriteTakenUnsaid ? 1 : 0),
            (_nvram.FailedWrites, _nvram.UnsaidWrites));
    }

    [Fact]
    public void AWriteTakenInPartStoresAPrefixAndSaysHowMuch()
    {
        for (int i = 0; i < 50; i++)
        {
            byte[] blank = new byte[8];
            _chip.Write(At, blank, 0, 8);
            _nvram.Fail(NvramFailure.WriteTakenInPart, FailureSpan.Once());
            int taken = _nvram.Write(At, Record, 0, 8);
            Assert.InRange(taken, 1, 7);
            Assert.Equal(Record[..taken], _chip.Image.Slice(At, taken).ToArray());
            Assert.Equal(blank[taken..], _chip.Image.Slice(At + taken, 8 - taken).ToArray());
        }
    }

    [Theory]
    [InlineData(NvramFailure.ReadFails, 0, 0)]
    [InlineData(NvramFailure.ReadShort, 1, 7)]
    [InlineData(NvramFailure.Dead, 0, 0)]
    public void AReadThatFailsBringsLess(NvramFailure failure, int least, int most)
    {
        _chip.Write(At, Record, 0, 8);
        _nvram.Fail(failure, FailureSpan.Once());
        byte[] buffer = new byte[8];
        int read = _nvram.Read(At, buffer, 0, 8);
        Assert.InRange(read, least, most);
        Assert.Equal(Record[..read], buffer[..read]);
        Assert.Equal(8, _nvram.Read(At, buffer, 0, 8));
        Assert.Equal(1, _nvram.FailedReads);
    }

    [Fact]
    public void AFailureIsForOneCallForSomeForATimeOrForGood()
    {
        List<bool> Calls(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => _nvram.Write(At, Record, 0, 8) == 8)];
        _nvram.Fail(NvramFailure.WriteNotTaken, FailureSpan.Once(skip: 2));
        Assert.True(_nvram.IsFailing);
        Assert.Equal([true, true, false, true], Calls(4));
        Assert.False(_nvram.IsFailing);
        _nvram.Fail(NvramFailure.WriteNotTaken, FailureSpan.Times(2));
        Assert.Equal([false, false, true], Calls(3));
        _nvram.Fail(NvramFailure.WriteNotTaken, FailureSpan.Until(500));
        Assert.Equal([false, false], Calls(2));
        _nowMs = 500;
        Assert.Equal([true], Calls(1));
        _nvram.Fail(NvramFailure.WriteNotTaken, FailureSpan.ForGood);
        _nowMs = long.MaxValue - 1;
        Assert.Equal([false, false], Calls(2));
        _nvram.Heal();
        Assert.Equal([true], Calls(1));
    }

    [Fact]
    public void ReadsGoWellWhileWritesFail()
    {
        _chip.Write(At, Record, 0, 8);
        _nvram.Fail(NvramFailure.WriteNotTaken, FailureSpan.ForGood);
        Assert.Equal(8, _nvram.Read(At, new byte[8], 0, 8));
        Assert.Equal(MemoryNvram.BoardBytes, _nvram.SizeBytes);
    }

    [Fact]
    public void NothingIsAllocatedOnTheWay()
    {
        byte[] buffer = new byte[8];
        _nvram.Fail(NvramFailure.WriteTakenInPart, FailureSpan.ForGood);
        _nvram.Write(At, buffer, 0, 8);
        _nvram.Read(At, buffer, 0, 8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _nvram.Write(At, buffer, 0, 8);
            _nvram.Read(At, buffer, 0, 8);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ASettingsWriteIsRefusedAtOnce()
    {
        _settings.Fail(SettingsFailure.Refused, FailureSpan.Once());
        Assert.False(_settings.Write(0, Record, 0, 8));
        Assert.False(_settings.IsWriting);
        Assert.True(_settings.Write(0, Record, 0, 8));
        Assert.Equal(Record, ReadSlot(0));
    }

    [Theory]
    [InlineData(SettingsFailure.FailsBehind, 8)]
    [InlineData(SettingsFailure.FailsAndLosesSlot, 0)]
    public void ASettingsWriteFailsInTheBackgroundAndTheOtherSlotStays(
        SettingsFailure failure, int bytesLeft)
    {
        _slots.Write(0, Record, 0, 8);
        _slots.Write(1, Record, 0, 8);
        _settings.Fail(failure, FailureSpan.Once());
        Assert.True(_settings.Write(1, [9, 9], 0, 2));
        Assert.True(_settings.IsWriting);
        Assert.False(_settings.Write(0, [9, 9], 0, 2));
        Assert.Equal(Record, ReadSlot(0));
        _nowMs += _settings.BackgroundMs;
        Assert.False(_settings.IsWriting);
        Assert.True(_settings.LastWriteFailed);
        Assert.Equal(Record[..bytesLeft], ReadSlot(1));
        Assert.Equal(Record, ReadSlot(0));
        Assert.True(_settings.Write(1, [9, 9], 0, 2));
        Assert.False(_settings.LastWriteFailed);
        Assert.Equal([9, 9], ReadSlot(1));
    }

    [Fact]
    public void ASlowSettingsWriteSucceedsOrIsLostToAPowerCutAlone()
    {
        _slots.Write(0, Record, 0, 8);
        _slots.Write(1, Record, 0, 8);
        _settings.Fail(SettingsFailure.Slow, FailureSpan.ForGood);
        byte[] given = [9, 9];
        Assert.True(_settings.Write(1, given, 0, 2));
        given[0] = 0;
        Assert.Equal(Record, ReadSlot(1));
        _nowMs += _settings.BackgroundMs;
        Assert.False(_settings.IsWriting);
        Assert.False(_settings.LastWriteFailed);
        Assert.Equal([9, 9], ReadSlot(1));
        Assert.True(_settings.Write(1, Record, 0, 8));
        _settings.CutPower();
        Assert.Empty(ReadSlot(1));
        Assert.Equal(Record, ReadSlot(0));
    }

    [Fact]
    public void SettingsMayBeUnreadable()
    {
        _slots.Write(0, Record, 0, 8);
        _settings.Fail(SettingsFailure.Unreadable, FailureSpan.Once());
        Assert.Empty(ReadSlot(0));
        Assert.Equal(Record, ReadSlot(0));
    }

    [Theory]
    [InlineData(LineTrouble.None, "12341", "")]
    [InlineData(LineTrouble.Late, "", "12341")]
    [InlineData(LineTrouble.LosesFrame, "1", "")]
    [InlineData(LineTrouble.Twice, "123412341", "")]
    public void AFrameComesLateTwiceOrNever(LineTrouble trouble, string now, string later)
    {
        FailingSerialLine line = Line();
        line.Trouble(trouble, FailureSpan.Once());
        _line.Put([0x14, 1, 2, 3, 4, 0x11, 1]);
        Assert.Equal(now, Digits(Read(line)));
        _nowMs += line.DelayMs;
        Assert.Equal(later, Digits(Read(line)));
    }

    [Fact]
    public void AFrameLosesOrChangesAByteOrComesAfterNoise()
    {
        for (int i = 0; i < 100; i++)
        {
            FailingSerialLine line = Line(i);
            byte[] frame = [0x14, 1, 2, 3, 4];
            line.Trouble(LineTrouble.LosesByte, FailureSpan.Once());
            _line.Put(frame);
            Assert.Equal(4, Read(line).Length);
            line.Trouble(LineTrouble.ChangesByte, FailureSpan.Once());
            _line.Put(frame);
            byte[] changed = Read(line);
            Assert.Equal(5, changed.Length);
            Assert.Equal(1, changed.Zip(frame).Count(pair => pair.First != pair.Second));
            line.Trouble(LineTrouble.NoiseBefore, FailureSpan.Once());
            _line.Put(frame);
            byte[] noisy = Read(line);
            Assert.InRange(noisy.Length, 6, 17);
            Assert.Equal(frame, noisy[^5..]);
            Assert.Equal(3, line.Struck);
        }
    }

    [Fact]
    public void AFrameStopsInItsMiddleForAWhileOrForGood()
    {
        for (int i = 0; i < 30; i++)
        {
            FailingSerialLine line = Line(i);
            line.Trouble(LineTrouble.StopsInMiddle, FailureSpan.Once());
            _line.Put([0x14, 1, 2, 3, 4]);
            byte[] head = Read(line);
            Assert.InRange(head.Length, 0, 4);
            _line.Put([0x11, 1]);
            Assert.Empty(Read(line));
            _nowMs += line.DelayMs;
            Assert.Equal([0x14, 1, 2, 3, 4, 0x11, 1], [.. head, .. Read(line)]);
            line.Trouble(LineTrouble.LosesTail, FailureSpan.Once());
            _line.Put([0x14, 1, 2, 3, 4, 0x11, 1]);
            byte[] torn = Read(line);
            Assert.InRange(torn.Length, 2, 6);
            Assert.Equal([0x11, 1], torn[^2..]);
        }
    }

    [Fact]
    public void AFrameOfTheRequestBeforeComesWithTheNext()
    {
        FailingSerialLine line = Line();
        line.AfterWrites = 2;
        line.Trouble(LineTrouble.AfterNextRequest, FailureSpan.Once());
        _line.Put([0x14, 1, 2, 3, 4]);
        Assert.Empty(Read(line));
        line.Write([7], 0, 1);
        Assert.Empty(Read(line));
        line.Write([8], 0, 1);
        _line.Put([0x11, 1]);
        Assert.Equal([0x14, 1, 2, 3, 4, 0x11, 1], Read(line));
        Assert.Equal([7, 8], _line.Sent);
    }

    [Fact]
    public void WithoutARuleAFrameIsWhatComesInOneGo()
    {
        var line = new FailingSerialLine(_line, new Random(1), () => _nowMs);
        line.Trouble(LineTrouble.LosesFrame, FailureSpan.Once());
        _line.Put([1, 2, 3]);
        Assert.Empty(Read(line));
        _line.Put([4, 5]);
        Assert.Equal([4, 5], Read(line));
    }

    // A frame of this test: 0x10 and its length, and so many bytes.
    private static int FrameOf(ReadOnlySpan<byte> bytes) =>
        (bytes[0] & 0xF0) == 0x10 ? 1 + (bytes[0] & 0x0F) : -1;

    private static string Digits(byte[] bytes) =>
        string.Concat(bytes.Where(one => one < 0x10).Select(one => one.ToString()));

    private static byte[] Read(ISerialPort line)
    {
        byte[] buffer = new byte[64];
        return buffer[..line.Read(buffer, 0, buffer.Length)];
    }

    private FailingSerialLine Line(int seed = 1) =>
        new(_line, new Random(seed), () => _nowMs, FrameOf);

    private byte[] ReadSlot(int slot)
    {
        byte[] buffer = new byte[64];
        return buffer[.._settings.Read(slot, buffer, 0, buffer.Length)];
    }

    private sealed class OneEnd : ISerialPort
    {
        private readonly Queue<byte> _waiting = new();

        public List<byte> Sent { get; } = [];

        public void Put(byte[] bytes)
        {
            foreach (byte one in bytes)
            {
                _waiting.Enqueue(one);
            }
        }

        public int Read(byte[] buffer, int offset, int capacity)
        {
            int count = 0;
            while (count < capacity && _waiting.TryDequeue(out byte one))
            {
                buffer[offset + count++] = one;
            }

            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            Sent.AddRange(buffer.AsSpan(offset, count));
            return count;
        }
    }
}
