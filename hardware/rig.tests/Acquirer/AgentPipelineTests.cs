using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Several payments of the backlog under way at once, and everything that can go wrong then.</summary>
public sealed class AgentPipelineTests
{
    private static ITestOutputHelper? Output => TestContext.Current.TestOutputHelper;

    [Fact]
    public void The_backlog_goes_out_several_at_once_and_settles_in_order()
    {
        var world = Trusted();
        var held = new List<AgentWorldRequest>();
        world.Anything = request =>
        {
            held.Add(request);
            return held.Count < Limits.PipelineRequests ? AgentWorldReply.Silence : Answers(world, held);
        };
        Backlog(world, Limits.PipelineRequests);
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 5_000), world.Kinds());
        Assert.Equal(Limits.PipelineRequests, held.Count);
        Assert.All(held, r => Assert.Equal("Create", r.Kind));
        Assert.Equal(held.OrderBy(r => r.Json.GetProperty("amount").GetInt64()), held);
        Assert.Equal(1, world.Transport.Opened);
    }

    [Fact]
    public void Nothing_follows_before_an_answer_has_named_its_id()
    {
        var world = new AgentWorld();
        int unanswered = 0;
        world.Anything = _ =>
        {
            unanswered++;
            return AgentWorldReply.Silence;
        };
        Backlog(world, 5);
        world.Run(3_000);
        Assert.Equal(1, unanswered);
    }

    [Fact]
    public void Each_request_is_durable_before_it_leaves()
    {
        var world = Trusted();
        world.Anything = _ => AgentWorldReply.Silence;
        Backlog(world, Limits.PipelineRequests + 2);
        world.Run(3_000);
        Assert.Equal(Limits.PipelineRequests, world.Requests.Count - 1);
        Assert.Equal(
            Limits.PipelineRequests,
            Slots(world).Count(s => world.Agent.Journal.State(s) == TransactionState.InFlight));
        world.Restart();
        Assert.Equal(
            Limits.PipelineRequests, Slots(world).Count(s => world.Agent.Journal.State(s) == TransactionState.Unknown));
        world.Anything = null;
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 600_000), world.Kinds());
        AssertOnce(world, Limits.PipelineRequests + 2);
    }

    [Fact]
    public void A_live_sale_goes_next_and_waits_for_no_more_than_what_is_out()
    {
        var world = Trusted();
        var held = new List<AgentWorldRequest>();
        world.Anything = request =>
        {
            if (request.Json.GetProperty("amount").GetInt64() == 4_250)
            {
                return null;
            }

            held.Add(request);
            return AgentWorldReply.Silence;
        };
        Backlog(world, 40);
        Assert.True(world.RunUntil(() => held.Count == Limits.PipelineRequests, 3_000));
        world.Tap(4_250);
        int before = world.Requests.Count;
        world.Reply(Answers(world, held));
        Assert.True(world.RunUntil(() => world.Requests.Count > before, 1_000));
        Assert.Equal(4_250, world.Requests[before].Json.GetProperty("amount").GetInt64());
        Assert.True(world.Reaches(TransactionState.Approved, 1_000));
        world.Anything = null;
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 60_000), world.Kinds());
        AssertOnce(world, 41);
    }

    [Fact]
    public void A_live_sale_does_not_wait_behind_a_silent_pipeline()
    {
        var world = Trusted();
        world.Anything = request => request.Kind == "Create"
            && request.Json.GetProperty("amount").GetInt64() != 4_250 ? AgentWorldReply.Silence : null;
        Backlog(world, 20);
        world.Run(1_000);
        world.Tap(4_250);
        Assert.True(world.Reaches(TransactionState.Approved, Limits.LivePreemptMs + 2_000), world.Kinds());
        world.Anything = null;
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 900_000), world.Kinds());
        AssertOnce(world, 21);
    }

    [Theory]
    [InlineData("close-before")]
    [InlineData("close-lost")]
    [InlineData("half")]
    [InlineData("close-header")]
    [InlineData("twice")]
    [InlineData("swap")]
    [InlineData("garbage")]
    [InlineData("no-id")]
    [InlineData("429")]
    [InlineData("503")]
    [InlineData("400")]
    [InlineData("401")]
    public void Trouble_in_the_middle_degrades_and_loses_nothing(string trouble)
    {
        for (int at = 0; at < Limits.PipelineRequests; at++)
        {
            var world = Trusted();
            var held = new List<AgentWorldRequest>();
            world.Anything = request =>
            {
                held.Add(request);
                if (held.Count < Limits.PipelineRequests)
                {
                    return AgentWorldReply.Silence;
                }

                world.Anything = null;
                return Spoil(world, held, at, trouble);
            };
            Backlog(world, 12);
            Assert.True(
                world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 3_600_000),
                $"{trouble} at {at}: {world.Kinds()}");
            AssertOnce(world, 12);
        }
    }

    [Fact]
    public void Answers_out_of_step_settle_no_payment_with_anothers_outcome()
    {
        var world = Trusted();
        var held = new List<AgentWorldRequest>();
        world.Anything = request =>
        {
            held.Add(request);
            if (held.Count < 2)
            {
                return AgentWorldReply.Silence;
            }

            // The second is declined, the first is not, and the answers change places.
            world.Anything = null;
            AgentWorldReply first = world.Bank.Handle(held[0]);
            world.Bank.NextStatus = "refused";
            AgentWorldReply second = world.Bank.Handle(held[1]);
            world.Bank.NextStatus = "to_capture";
            return new AgentWorldReply([.. second.Bytes, .. first.Bytes]);
        };
        Backlog(world, 2);
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 600_000), world.Kinds());
        TransactionState[] states = [.. Slots(world).Select(s => world.Agent.Journal.State(s))];
        Assert.Equal([TransactionState.Approved, TransactionState.Declined], states[^2..]);
    }

    [Fact]
    public void A_drain_allocates_nothing()
    {
        var world = Trusted();
        Backlog(world, 40);
        world.Run(30);
        world.AllocatedBytes = 0;
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 60_000));
        Assert.Equal(0, world.AllocatedBytes);
    }

    /// <summary>Whatever a server does to a pipeline, and wherever power goes: each is charged once.</summary>
    [Fact]
    public void Random_servers_and_power_cuts_charge_each_payment_once()
    {
        int seeds = int.TryParse(Environment.GetEnvironmentVariable("PIPELINE_SEEDS"), out int n) ? n : 300;
        int mostInFlight = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            try
            {
                mostInFlight = Math.Max(mostInFlight, Trial(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }

        Output?.WriteLine($"{seeds} seeds, most in flight at once {mostInFlight}");
        Assert.True(mostInFlight >= Limits.PipelineRequests);
    }

    private static int Trial(int seed)
    {
        var random = new Random(seed);
        var world = Trusted();
        int most = 0;
        var held = new List<AgentWorldRequest>();
        bool isWild = true;
        int connection = 0;
        world.Anything = request =>
        {
            if (connection != world.Transport.Opened)
            {
                // What came over an earlier connection is answered to nobody.
                connection = world.Transport.Opened;
                held.Clear();
            }

            most = Math.Max(most, Slots(world).Count(
                s => world.Agent.Journal.State(s) == TransactionState.InFlight));
            held.Add(request);
            if (isWild && held.Count < random.Next(1, Limits.PipelineRequests + 2)
                && request.Kind == "Create" && held.All(r => r.Kind == "Create"))
            {
                return AgentWorldReply.Silence with { DelayMs = 1 };
            }

            // What is refused alone is refused for good.
            string trouble = Troubles[random.Next(Troubles.Length)];
            bool isSpoilt = isWild && random.Next(4) == 0 && (trouble != "400" || held.Count > 1);
            AgentWorldReply reply = isSpoilt
                ? Spoil(world, held, random.Next(held.Count), trouble)
                : Answers(world, held) with { DelayMs = random.Next(1, 200) };
            held.Clear();
            return reply;
        };
        int count = random.Next(5, 40);
        Backlog(world, count);
        int cuts = random.Next(3);
        for (int i = 0; i < 12; i++)
        {
            if (i < cuts)
            {
                world.Nvram.CutAfter(random.Next(1, 3_000));
            }

            try
            {
                world.Run(random.Next(1_000, 20_000));
            }
            catch (PowerCutException)
            {
                held.Clear();
                world.Restart();
            }
        }

        world.Nvram.CutAfter(-1);
        isWild = false;
        held.Clear();
        if (!world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 7_200_000))
        {
            throw new InvalidOperationException($"{world.Agent.Journal.WaitingCount} still wait");
        }

        AssertOnce(world, count);
        return most;
    }

    private static readonly string[] Troubles =
    [
        "close-before", "close-lost", "half", "close-header", "twice", "swap", "garbage", "no-id", "429", "503",
        "400", "silence",
    ];

    // The answers up to one of them as they should be, that one spoilt, and what comes behind it.
    private static AgentWorldReply Spoil(
        AgentWorld world, List<AgentWorldRequest> held, int at, string trouble)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < at; i++)
        {
            bytes.AddRange(world.Bank.Handle(held[i]).Bytes);
        }

        byte[] Charged() => world.Bank.Handle(held[at]).Bytes;
        AgentWorldReply Ending() => new([.. bytes], IsClosing: true);
        switch (trouble)
        {
            case "close-before":
                return Ending();
            case "close-lost":
                Charged();
                return Ending();
            case "half":
                byte[] whole = Charged();
                bytes.AddRange(whole[..(whole.Length / 2)]);
                return Ending();
            case "close-header":
                bytes.AddRange(Encoding.ASCII.GetBytes(
                    Encoding.ASCII.GetString(Charged()).Replace(
                        "\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)));
                return Ending();
            case "garbage":
                bytes.AddRange([0x15, 0x03, 0x00, 0xFF, 0x0A]);
                return Ending();
            case "twice":
                byte[] answer = Charged();
                bytes.AddRange(answer);
                bytes.AddRange(answer);
                break;
            case "swap" when at + 1 < held.Count:
                byte[] first = Charged();
                bytes.AddRange(world.Bank.Handle(held[at + 1]).Bytes);
                bytes.AddRange(first);
                at++;
                break;
            case "no-id":
                bytes.AddRange(AgentWorldReply.Http(200, Encoding.UTF8.GetString(Charged())
                    .Split("\r\n\r\n")[1].Replace("unique_id", "other_id", StringComparison.Ordinal)).Bytes);
                break;
            case "silence":
                Charged();
                return new([.. bytes]);
            case "429" or "503" or "400" or "401":
                bytes.AddRange(AgentWorldReply.Http(
                    int.Parse(trouble, System.Globalization.CultureInfo.InvariantCulture),
                    """{"error":{"message":"Later"}}""").Bytes);
                break;
            default:
                bytes.AddRange(Charged());
                break;
        }

        for (int i = at + 1; i < held.Count; i++)
        {
            bytes.AddRange(world.Bank.Handle(held[i]).Bytes);
        }

        return new([.. bytes]);
    }

    private static AgentWorldReply Answers(AgentWorld world, List<AgentWorldRequest> held) =>
        new([.. held.SelectMany(r => world.Bank.Handle(r).Bytes)]);

    // A world whose acquirer has shown once that it names our ids.
    private static AgentWorld Trusted()
    {
        var world = new AgentWorld();
        Backlog(world, 1);
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 10_000));
        return world;
    }

    private static void Backlog(AgentWorld world, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var record = new TransactionRecord
            {
                Kind = TransactionKind.Sale,
                EntryMode = CardEntryMode.Contactless,
                Flags = TransactionFlags.Offline,
                AmountCents = 1_000 + i,
                CreatedUtcSeconds = world.Clock.UtcSeconds,
                KsnLength = 10,
                SealedLength = 120,
            };
            Encoding.ASCII.GetBytes("eur", record.Currency);
            Encoding.ASCII.GetBytes("4242", record.Last4);
            Assert.Equal(AppendResult.Appended, world.Agent.Journal.Append(record));
        }

        world.Agent.StoreAndForward.Wake();
    }

    private static List<int> Slots(AgentWorld world)
    {
        var slots = new List<int>();
        for (int slot = world.Agent.Journal.Newest(); slot >= 0; slot = world.Agent.Journal.Older(slot))
        {
            slots.Insert(0, slot);
        }

        return slots;
    }

    // The first one is Trusted's.
    private static void AssertOnce(AgentWorld world, int count)
    {
        Assert.Equal(
            world.Bank.Payments.Count, world.Bank.Payments.Select(p => p.UniqueId).Distinct().Count());
        var states = new List<TransactionState>();
        foreach (int slot in Slots(world).Skip(1))
        {
            TransactionRecord record = world.Record(slot);
            string id = FormattableString.Invariant($"T4200017-{record.Boot}-{record.Sequence}");
            AgentWorldBank.Payment? payment = world.Bank.Payments.Find(p => p.UniqueId == id);
            states.Add(record.State);
            Assert.Equal(record.State == TransactionState.Approved, payment is not null);
            Assert.True(payment is null || payment.Amount == record.AmountCents);
        }

        Assert.Equal(count, states.Count);
        Assert.All(states, s => Assert.Equal(TransactionState.Approved, s));
    }
}
