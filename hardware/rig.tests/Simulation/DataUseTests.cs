using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation;
using Terminal.Rig.Tests.Consoles;
using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>Bytes over each link, by the merchant's days, kept over restarts.</summary>
public sealed class DataUseTests
{
    private const int WifiOut = DataUse.FiguresOfLink + DataUse.BytesOut;
    private const int DayMs = 86_400_000;

    [Fact]
    public void What_goes_over_a_link_is_counted_to_the_byte()
    {
        var world = new SimWorld(31);
        world.Terminal.PowerOn();
        Terminal.Agent.Agent agent = world.Terminal.Agent!;
        Assert.True(world.RunUntil(() => agent.Links.Sim.State == LinkState.Online, 120_000));
        long sentBefore = world.Terminal.Sim.BytesSent;
        Assert.True(world.Sell(1_250));
        Assert.True(world.RunUntil(() => agent.Journal.WaitingCount == 0, 15_000));
        world.Run(2L * Terminal.Agent.Limits.DataUseMs);
        int today = agent.Use.Newest;
        Assert.True(agent.Use.IsKept(today));
        MeteredTransport sim = agent.Links.Sim.Transport;
        Assert.Equal(sim.BytesOut, agent.Use.Figure(today, DataUse.BytesOut));
        Assert.Equal(sim.BytesIn, agent.Use.Figure(today, DataUse.BytesIn));
        Assert.Equal(sim.Connections, agent.Use.Figure(today, DataUse.Connections));
        Assert.InRange(sim.BytesOut, 300, world.Terminal.Sim.BytesSent - sentBefore);
        Assert.InRange(sim.BytesIn, 100, 2_000);
    }

    [Fact]
    public void The_figures_outlive_a_power_cut()
    {
        var fixture = new Fixture();
        fixture.Carry(1_000);
        fixture.Run(Terminal.Agent.Limits.DataUseMs);
        fixture.Restart();
        Assert.Equal(1_000, fixture.Use.Figure(fixture.Use.Newest, WifiOut));
        fixture.Carry(234);
        fixture.Run(Terminal.Agent.Limits.DataUseMs);
        fixture.Restart();
        Assert.Equal(1_234, fixture.Use.Figure(fixture.Use.Newest, WifiOut));
        Assert.Equal(2, fixture.Use.Figure(fixture.Use.Newest, DataUse.FiguresOfLink + DataUse.Connections));
    }

    [Fact]
    public void Each_day_has_its_own_figures_and_a_week_is_kept()
    {
        var fixture = new Fixture();
        for (int day = 1; day <= 9; day++)
        {
            fixture.Carry(day);
            fixture.Run(DayMs);
        }

        fixture.Restart();
        int newest = fixture.Use.Newest;
        int[] kept = [.. Enumerable.Range(0, 12).Where(age => fixture.Use.IsKept(newest - age))];
        Assert.Equal(Enumerable.Range(0, 7), kept);

        // A day's run ends at the same hour of the next, where nothing has been carried yet.
        Assert.Equal([0, 9, 8, 7, 6, 5, 4], kept.Select(age => fixture.Use.Figure(newest - age, WifiOut)));
    }

    [Fact]
    public void Nothing_is_written_while_nothing_passes()
    {
        var fixture = new Fixture();
        fixture.Carry(10);
        fixture.Run(Terminal.Agent.Limits.DataUseMs);
        int writes = 0;
        fixture.Nvram.Writing += (_, _) => writes++;
        fixture.Run(3_600_000);
        Assert.Equal(0, writes);
        fixture.Carry(10);
        fixture.Run(3_600_000);
        Assert.Equal(1, writes);
    }

    [Fact]
    public void The_day_is_the_merchants()
    {
        // 23:30 UTC on 24 November is half past midnight in Paris.
        var fixture = new Fixture();
        fixture.Clock.SetUtc(new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        fixture.Run(Terminal.Agent.Limits.DataUseMs);
        Assert.Equal(new DateOnly(2026, 11, 25).DayNumber - new DateOnly(1970, 1, 1).DayNumber, fixture.Use.Newest);
    }

    [Fact]
    public void The_console_lists_the_days()
    {
        var fixture = new ConsoleFixture();
        fixture.Run(2 * Terminal.Agent.Limits.DataUseMs);
        Assert.Equal(
            [
                "day=2026-11-18 sim_out=0 sim_in=0 sim_connections=0 wifi_out=0 wifi_in=0 wifi_connections=0",
                "OK",
            ],
            fixture.Ask("data"));
    }

    private sealed class Fixture
    {
        private readonly TerminalSettings _settings = new();
        private MeteredTransport _wifi = null!;

        public Fixture() => Restart();

        public VirtualClock Clock { get; } =
            new(new DateTimeOffset(2026, 11, 24, 13, 7, 0, TimeSpan.Zero).ToUnixTimeSeconds());

        public MemoryNvram Nvram { get; } = new();

        public DataUse Use { get; private set; } = null!;

        public void Restart()
        {
            _wifi = new MeteredTransport(new ScriptedTransport(Clock) { StageMs = 0, IsSink = true });
            Use = new DataUse(Nvram, Clock, _settings, null!, _wifi);
            Use.Mount();
            Use.Step(Clock.UptimeMs);
        }

        public void Carry(int bytes)
        {
            Assert.True(_wifi.Open([], 0, 443));
            Assert.Equal(bytes, _wifi.Write(new byte[bytes], 0, bytes));
        }

        public void Run(long ms)
        {
            for (long left = ms; left > 0; left -= 10_000)
            {
                Clock.Move(10_000);
                Use.Step(Clock.UptimeMs);
            }
        }
    }
}
