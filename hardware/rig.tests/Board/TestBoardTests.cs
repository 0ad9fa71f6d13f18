using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.Board.Metering;
using Terminal.Rig.World;
using Xunit;
using AgentBoard = Terminal.Agent.Ports.Board;

namespace Terminal.Rig.Tests.Board;

/// <summary>
/// The board that every trial stands on: what outlives a power cut, what its hooks reach, what it costs.
/// </summary>
public sealed class TestBoardTests(ITestOutputHelper output)
{
    private const int BoardBytesMax = 900_000;

    [Fact]
    public void Memories_outlive_a_power_cut_and_nothing_else_does()
    {
        TestBoard board = Make();
        board.PowerOn().Start();
        board.Agent!.Journal.Append(Sale());
        Terminal.Agent.Agent first = board.Agent;
        board.Keypad.Press("1");
        board.PowerOff();
        Assert.Null(board.Agent);
        Assert.Empty(board.JournalRows());
        board.PowerOn().Start();
        Assert.NotSame(first, board.Agent);
        Assert.Equal(1_250 / 100m, Assert.Single(board.JournalRows()).Amount);
        Assert.Equal(Key.None, board.Keypad.Take());
        Assert.Equal(2, board.Boots);
    }

    [Fact]
    public void Power_goes_in_the_middle_of_a_write()
    {
        TestBoard board = Make();
        board.PowerOn().Start();
        var writes = new List<(int Count, bool IsWhole)>();
        board.Nvram.Written += (_, count, isWhole) => writes.Add((count, isWhole));
        board.Nvram.CutIn(2, 3);
        Assert.Throws<PowerCutException>(() => board.Agent!.Journal.Append(Sale()));
        Assert.True(writes[0].IsWhole);
        Assert.Equal((3, false), writes[1]);
        Assert.Equal(2, writes.Count);
        board.PowerOn().Start();
        Assert.True(board.Agent!.Journal.IsWritable);
    }

    [Fact]
    public void The_last_word_on_a_port_is_the_trials()
    {
        TestBoard board = Make();
        FailingNvram? chip = null;
        board.Compose = ports =>
            ports.Nvram = chip = new FailingNvram(ports.Nvram, new Random(1), () => board.Clock.UptimeMs);
        board.PowerOn().Start();
        Assert.NotNull(chip);
        Assert.Same(chip, board.Ports!.Nvram);
    }

    [Fact]
    public void Every_port_has_its_fake()
    {
        // A line of fixed speed has none to set, and the anchors hold the one root.
        string[] mayBeMissing =
            [nameof(AgentBoard.ModemSpeed), nameof(AgentBoard.ConsoleSpeed), nameof(AgentBoard.RootCertificate)];
        var clock = new VirtualClock(1_795_000_000);
        var board = new TestBoard(clock)
        {
            MakeWifiTransport = () => new ScriptedTransport(clock),
            MakeWifiTransport2 = () => new ScriptedTransport(clock),
            Buzzer = new VirtualBuzzer(),
        };
        board.PowerOn();
        Assert.All(
            typeof(AgentBoard).GetFields().Where(field => !mayBeMissing.Contains(field.Name)),
            port => Assert.NotNull(port.GetValue(board.Ports)));
        Assert.NotNull(board.Ports!.Anchors);
    }

    [Fact]
    public void A_board_costs_little()
    {
        Make().PowerOn().Start();
        long begun = AllocationMeter.Begin();
        TestBoard board = Make();
        board.PowerOn().Start();
        long bytes = AllocationMeter.Begin() - begun;
        output.WriteLine($"a board with its agent: {bytes} bytes");
        Assert.InRange(bytes, 1, BoardBytesMax);
    }

    private static TestBoard Make()
    {
        var clock = new VirtualClock(1_795_000_000);
        var board = new TestBoard(clock) { MakeWifiTransport = () => new ScriptedTransport(clock) };
        board.Provision(settings => TestBoard.FillForRig(settings, board.Wifi));
        return board;
    }

    private static TransactionRecord Sale()
    {
        var record = new TransactionRecord
        {
            Kind = TransactionKind.Sale,
            AmountCents = 1_250,
            CreatedUtcSeconds = 1_795_000_000,
            KsnLength = 10,
            SealedLength = 60,
        };
        "eur"u8.CopyTo(record.Currency);
        "4242"u8.CopyTo(record.Last4);
        return record;
    }
}
