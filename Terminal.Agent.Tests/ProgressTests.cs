using nanoFramework.TestFramework;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Modem;

namespace Terminal.Agent.Tests;

/// <summary>Parts that run and get nowhere are found, each after its own limit.</summary>
[TestClass]
public class ProgressTests
{
    private static ConsoleBoard _board;
    private static Agent _agent;

    [TestMethod]
    public void A_planted_part_that_is_stuck_starves_the_watchdog_after_its_limit()
    {
        Start();
        var part = new StuckPart();
        _agent.Attach(part);
        _agent.Start();
        RunUntil(Limits.ConsoleProgressMs);
        int feeds = _board.Feeds;
        Assert.IsTrue(feeds > 100);
        RunUntil(Limits.ConsoleProgressMs + (2 * Limits.ProgressLookMs));
        feeds = _board.Feeds;
        RunUntil(Limits.ConsoleProgressMs * 2L);
        Assert.AreEqual(feeds, _board.Feeds);
        Assert.AreEqual((int)EventKind.PartStuck, (int)Newest().Kind);
        Assert.AreEqual(3, Newest().A);

        // It moves: the watchdog is fed again.
        part.Moves = 1;
        RunUntil((Limits.ConsoleProgressMs * 2L) + (3 * Limits.ProgressLookMs));
        Assert.IsTrue(_board.Feeds > feeds);
    }

    [TestMethod]
    public void A_part_that_moves_or_has_nothing_to_do_is_well()
    {
        Start();
        var watch = new ProgressWatch(_agent.Log);
        var moves = new StuckPart();
        var rests = new StuckPart();
        rests.IsUnderWay = false;
        watch.Add(moves, 10_000);
        watch.Add(rests, 10_000);
        for (int nowMs = 0; nowMs < 100_000; nowMs += 5_000)
        {
            moves.Moves++;
            Assert.IsTrue(watch.IsWell(nowMs));
        }

        Assert.AreEqual(-1, watch.Stuck);
        for (int nowMs = 100_000; nowMs < 120_000; nowMs += 5_000)
        {
            watch.IsWell(nowMs);
        }

        Assert.AreEqual(0, watch.Stuck);
    }

    [TestMethod]
    public void An_agent_without_card_and_links_stays_well_for_a_day()
    {
        Start();
        _agent.Start();
        for (long nowMs = 0; nowMs < 86_400_000; nowMs += 30_000)
        {
            int feeds = _board.Feeds;
            _board.Clock.UptimeMs = nowMs;
            _agent.Step();
            Assert.IsTrue(_board.Feeds > feeds);
        }
    }

    private static void Start()
    {
        _board = new ConsoleBoard();
        _agent = new Agent(_board.Board, new CellularLinkFactory());
    }

    private static void RunUntil(long endMs)
    {
        while (_board.Clock.UptimeMs < endMs)
        {
            _board.Clock.UptimeMs += 500;
            _agent.Step();
        }
    }

    private static EventEntry Newest()
    {
        var entry = new EventEntry();
        uint number = _agent.Log.NewestNumber;
        while (number > 0 && _agent.Log.Read(number, entry) && entry.Kind != EventKind.PartStuck)
        {
            number = _agent.Log.Older(number);
        }

        return entry;
    }

    private sealed class StuckPart : IAgentPart, IProgress
    {
        public int Moves;

        public bool IsUnderWay { get; set; } = true;

        public int Mark => Moves;

        public int Step(long nowMs) => Limits.IdleStepMs;
    }
}
