using Terminal.Agent.Ports;
using Terminal.Firmware.Chips;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware.Chips;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>The chips' drivers on the emulated chips, byte for byte on the bus.</summary>
public sealed class ChipTests
{
    private const int Half = 65_536;
    private const int Size = 131_072;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(16_384, 512)]
    [InlineData(Half - 300, 512)]
    [InlineData(Half - 1, 2)]
    [InlineData(Half, 128)]
    [InlineData(Size - 512, 512)]
    public void The_memory_takes_a_run_anywhere(int address, int count)
    {
        var memory = new MemoryNvram();
        var bus = new TestBus(new FramChip(memory));
        var fram = new Mb85rc1mt(bus);
        byte[] data = [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) + 1))];
        Assert.Equal(count, fram.Write(address, data, 0, count));
        Assert.Equal(data, memory.Image.Slice(address, count).ToArray());
        byte[] back = new byte[count + 4];
        Assert.Equal(count, fram.Read(address, back, 2, count));
        Assert.Equal(data, back[2..^2]);
        Assert.Equal(data.Sum(b => (long)b), memory.Image.ToArray().Sum(b => (long)b));
        Assert.All(bus.Addresses, a => Assert.InRange(a, 0x50, 0x51));
    }

    [Fact]
    public void The_halves_of_the_memory_are_told_apart()
    {
        var memory = new MemoryNvram();
        var fram = new Mb85rc1mt(new TestBus(new FramChip(memory)));
        fram.Write(100, [1], 0, 1);
        fram.Write(Half + 100, [2], 0, 1);
        Assert.Equal(1, memory.Image[100]);
        Assert.Equal(2, memory.Image[Half + 100]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(Size, 1)]
    public void The_memory_has_nothing_outside(int address, int count) =>
        Assert.Equal(0, new Mb85rc1mt(new TestBus(new FramChip(new MemoryNvram())))
            .Write(address, new byte[count], 0, count));

    [Fact]
    public void A_memory_that_is_not_there_says_so()
    {
        var chip = new FramChip(new MemoryNvram()) { IsFitted = false };
        Assert.Equal(0, new Mb85rc1mt(new TestBus(chip)).Read(0, new byte[8], 0, 8));
    }

    [Fact]
    public void A_power_cut_leaves_a_prefix()
    {
        var memory = new MemoryNvram();
        var fram = new Mb85rc1mt(new TestBus(new FramChip(memory)));
        byte[] data = [.. Enumerable.Repeat((byte)9, 512)];
        memory.CutAfter(200);
        Assert.Throws<PowerCutException>(() => fram.Write(0, data, 0, 512));
        Assert.Equal(data[..200], memory.Image[..200].ToArray());
        Assert.Equal(0, memory.Image[200]);
    }

    [Fact]
    public void The_display_shows_what_it_is_given_where_it_is_given()
    {
        var screen = new VirtualDisplay();
        var chip = new DisplayChip(screen);
        var bus = new TestBus(chip);
        var display = new Ssd1306(bus);
        byte[] frame = [.. Enumerable.Range(0, 1024).Select(i => (byte)(i * 5))];
        byte[] expected = new byte[1024];
        foreach ((int page, int column, int count, int pages) in
            new[] { (0, 0, 128, 1), (7, 120, 8, 1), (3, 5, 1, 2), (4, 0, 127, 4), (2, 60, 20, 6) })
        {
            int at = (page * 128) + column;
            bus.Addresses.Clear();
            Assert.True(display.Show(page, column, frame, at, count, pages));
            Assert.Equal(page == 0 ? 2 : 1, bus.Addresses.Count);
            for (int i = 0; i < pages; i++)
            {
                Array.Copy(frame, at + (i * 128), expected, at + (i * 128), count);
            }
        }

        Assert.True(chip.IsShining);
        Assert.Empty(chip.Unknown);
        Assert.Equal(expected, screen.Snapshot());
    }

    [Fact]
    public void The_contrast_is_set_with_the_next_picture_and_again_after_a_fault()
    {
        var screen = new VirtualDisplay();
        var chip = new DisplayChip(screen);
        var bus = new TestBus(chip);
        var display = new Ssd1306(bus);
        Assert.True(display.Show(0, 0, [1], 0, 1, 1));
        Assert.Equal(0x9F, chip.Contrast);
        int darker = 0x9F;
        for (int level = 3; level >= 0; level--)
        {
            display.SetContrast(level);
            Assert.True(display.Show(0, 0, [1], 0, 1, 1));
            Assert.True(level == 3 ? chip.Contrast > darker : chip.Contrast < darker, $"{level}: {chip.Contrast}");
            darker = chip.Contrast;
        }

        bus.Addresses.Clear();
        display.SetContrast(0);
        Assert.True(display.Show(0, 0, [1], 0, 1, 1));
        Assert.Single(bus.Addresses);
        bus.Chip = new FramChip(new MemoryNvram());
        Assert.False(display.Show(0, 0, [2], 0, 1, 1));
        var fresh = new DisplayChip(screen);
        bus.Chip = fresh;
        Assert.True(display.Show(0, 0, [3], 0, 1, 1));
        Assert.Equal(darker, fresh.Contrast);
        Assert.Empty(fresh.Unknown);
    }

    [Fact]
    public void A_display_that_comes_back_is_set_up_again()
    {
        var screen = new VirtualDisplay();
        var bus = new TestBus(new DisplayChip(screen));
        var display = new Ssd1306(bus);
        Assert.True(display.Show(0, 0, [1], 0, 1, 1));
        bus.Chip = new FramChip(new MemoryNvram());
        Assert.False(display.Show(0, 0, [2], 0, 1, 1));
        var fresh = new DisplayChip(screen);
        bus.Chip = fresh;
        Assert.True(display.Show(0, 0, [3], 0, 1, 1));
        Assert.True(fresh.IsShining);
        Assert.Equal(3, screen.Snapshot()[0]);
    }

    [Fact]
    public void An_eleventh_keypad_event_is_lost_and_a_matrix_that_is_not_set_up_gives_none()
    {
        var levels = new List<bool>();
        var chip = new KeypadChip(levels.Add);
        Assert.False(chip.Press(Key.Ok));
        chip.Write(0x34, [0x1D, 0x0F]);
        chip.Write(0x34, [0x1E, 0x0F]);
        chip.Write(0x34, [0x01, 0x01]);
        for (int i = 0; i < 5; i++)
        {
            Assert.True(chip.Press(Key.Ok));
        }

        Assert.False(chip.Press(Key.Ok));
        Assert.True(chip.HasEvents);
        Assert.All(levels, Assert.False);
    }

    [Fact]
    public void A_transfer_that_succeeds_late_has_not_hung_and_one_that_fails_late_has()
    {
        var clock = new VirtualClock();
        var slow = new SlowBus(clock) { Takes = 3_000, IsGood = true };
        var bus = new GuardedBus(slow, clock);
        Assert.True(bus.Write(1, [0], 1));
        Assert.True(bus.WriteRead(1, [0], 1, [0], 0, 1));
        slow.IsGood = false;
        slow.Takes = 10;
        Assert.False(bus.Write(1, [0], 1));
        Assert.Equal(3, slow.Transfers);
        slow.Takes = 1_000;
        Assert.False(bus.Write(1, [0], 1));
        Assert.False(bus.Write(1, [0], 1));
        Assert.Equal(4, slow.Transfers);
        clock.Move(10_000);
        slow.IsGood = true;
        Assert.True(bus.Write(1, [0], 1));
    }

    private sealed class SlowBus(VirtualClock clock) : II2cBus
    {
        public int Takes { get; set; }

        public bool IsGood { get; set; }

        public int Transfers { get; private set; }

        public bool Write(int address, byte[] buffer, int count)
        {
            Transfers++;
            clock.Move(Takes);
            return IsGood;
        }

        public bool WriteRead(
            int address, byte[] command, int commandCount, byte[] into, int offset, int count) =>
            Write(address, command, commandCount);
    }

    private sealed class TestBus(II2cChip chip) : II2cBus
    {
        public II2cChip Chip { get; set; } = chip;

        public List<int> Addresses { get; } = [];

        public bool Write(int address, byte[] buffer, int count)
        {
            Addresses.Add(address);
            if (!Chip.Answers(address))
            {
                return false;
            }

            Chip.Write(address, buffer.AsSpan(0, count));
            return true;
        }

        public bool WriteRead(
            int address, byte[] command, int commandCount, byte[] into, int offset, int count)
        {
            if (!Write(address, command, commandCount))
            {
                return false;
            }

            Chip.Read(address, into.AsSpan(offset, count));
            return true;
        }
    }
}
