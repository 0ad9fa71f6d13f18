using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Courses of several exchanges: cancel, refund, conflict, waits, offline.</summary>
public sealed class AgentFlowTests
{
    private const string Busy = """{"error":{"type":"api_error","message":"Later"}}""";

    [Fact]
    public void A_cancelled_sale_that_never_arrived_is_cancelled_once_it_cannot_arrive_any_more()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Silence);
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.InFlight, 2_000));
        world.Press("c");
        Assert.Equal(TransactionState.CancelRequested, world.Newest.State);
        Assert.Equal(ScreenId.CancelKept, world.Agent.View.Id);
        Assert.Equal(0, world.Agent.Journal.WaitingCount);
        Assert.Equal(1, world.Agent.Journal.UndeliveredCount);
        Assert.True(world.Reaches(TransactionState.Cancelled, 1_300_000));
        Assert.True(world.RequestTimesMs[^1] - world.RequestTimesMs[0] >= AgentWorld.SettleS * 1_000);
        Assert.InRange(world.Requests.Count(r => r.Kind == "LookUp"), 3, 12);
        Assert.DoesNotContain("Refund", world.Kinds(), StringComparison.Ordinal);
        Assert.Single(world.Requests, r => r.Kind == "Create");
    }

    [Fact]
    public void A_cancelled_sale_that_turns_up_late_is_refunded()
    {
        var world = new AgentWorld();
        AgentWorldRequest? held = null;
        world.On("Create", request =>
        {
            held = request;
            return AgentWorldReply.Silence;
        });
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.InFlight, 2_000));
        world.Press("c");
        Assert.True(world.RunUntil(() => world.Kinds().Contains("LookUp"), 60_000));
        world.Bank.Handle(held!);
        Assert.True(world.Reaches(TransactionState.Refunded, 200_000));
        Assert.Equal(0, world.Bank.Held);
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("create")]
    [InlineData("refund")]
    [InlineData("both")]
    public void A_cancelled_sale_that_was_charged_is_refunded_once(string lost)
    {
        var world = new AgentWorld();
        if (lost is "create" or "both")
        {
            world.LoseAnswer("Create");
        }
        else
        {
            world.On("Create", r => world.Bank.Handle(r) with { DelayMs = 3_000 });
        }

        if (lost is "refund" or "both")
        {
            world.LoseAnswer("Refund");
        }

        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        Assert.True(world.Reaches(TransactionState.Refunded, 400_000), world.Kinds());
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
        Assert.Single(world.Requests, r => r.Kind == "Create");
    }

    [Fact]
    public void A_refund_that_took_effect_late_is_not_called_refused()
    {
        var world = new AgentWorld();
        AgentWorldRequest? held = null;
        world.On("Create", r => world.Bank.Handle(r) with { DelayMs = 3_000 });
        world.On("Refund", request =>
        {
            held = request;
            return AgentWorldReply.Hangup;
        });
        world.On("Refund", request =>
        {
            world.Bank.Handle(held!);
            return world.Bank.Handle(request);
        });
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        Assert.True(
            world.RunUntil(() => world.Agent.Journal.UndeliveredCount == 0, 3_000_000), world.Kinds());
        Assert.Equal(TransactionState.Refunded, world.Newest.State);
        Assert.Equal([1_250L], world.Bank.Payments[0].Refunds);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    public void A_refused_refund_leaves_the_charge_and_says_so(int status)
    {
        var world = new AgentWorld();
        world.On("Create", r => world.Bank.Handle(r) with { DelayMs = 3_000 });
        for (int i = 0; i < 20; i++)
        {
            world.On("Refund", AgentWorldReply.Http(status, Busy));
        }

        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count > 0, 5_000));
        world.Press("c");
        Assert.True(world.Reaches(TransactionState.Approved, 400_000), world.Kinds());
        Assert.Single(world.Requests, r => r.Kind == "Refund");
        Assert.Equal(TransactionFlags.CancelFailed,
            world.Newest.Flags & TransactionFlags.CancelFailed);
        Assert.Equal(1_250, world.Bank.Held);
    }

    [Theory]
    [InlineData(9_999, "eur")]
    [InlineData(1_250, "usd")]
    public void A_conflict_with_another_payment_is_no_delivery(int amount, string currency)
    {
        var world = new AgentWorld();
        world.On("Create", request =>
        {
            string id = request.Json.GetProperty("unique_id").GetString()!;
            world.Bank.Payments.Add(new(
                "paym_aaaaaaaaaaaaaaaaaaaaaaaa", id, amount, currency));
            return world.Bank.Handle(request);
        });
        world.Tap(1_250);
        world.Run(400_000);
        Assert.Equal(TransactionState.Unknown, world.Newest.State);
        Assert.Contains("Read", world.Kinds(), StringComparison.Ordinal);
        Assert.Contains(ScreenId.ResultUnknown, world.Screens);
        Assert.DoesNotContain(ScreenId.Approved, world.Screens);
    }

    [Fact]
    public void A_stale_connection_costs_no_wait()
    {
        var world = new AgentWorld();
        world.Tap(500);
        Assert.True(world.Reaches(TransactionState.Approved, 5_000));
        world.On("Create", AgentWorldReply.Hangup);
        world.Tap(700);
        Assert.True(world.Reaches(TransactionState.Approved, 1_500), world.Kinds());
        Assert.Equal("Create Create LookUp Create", world.Kinds());
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_is_not_taken_for_the_next_ones()
    {
        var world = new AgentWorld();
        world.On("Create", request =>
        {
            world.Bank.Handle(request);
            AgentWorldReply once = AgentWorldReply.Http(
                200,
                """
                {"amount":1250,"currency":"eur","id":"paym_aaaaaaaaaaaaaaaaaaaaaaaa",
                 "status":"to_capture"}
                """);
            return once;
        });
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.Approved, 5_000));
        world.Reply(AgentWorldReply.Http(
            200,
            """
            {"amount":1250,"currency":"eur","id":"paym_aaaaaaaaaaaaaaaaaaaaaaaa",
             "status":"to_capture"}
            """));
        world.Run(2_000);
        world.Bank.NextStatus = "refused";
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.Declined, 5_000), world.Newest.State.ToString());
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", false)]
    [InlineData("", true)]
    public void Interim_and_chunked_answers_are_read(string before, bool isChunked)
    {
        foreach (int bytes in new[] { 1, 7, 100_000 })
        {
            var world = new AgentWorld();
            world.Transport.ReadBytesMax = bytes;
            world.On("Create", r =>
            {
                AgentWorldReply plain = world.Bank.Handle(r);
                string text = Encoding.UTF8.GetString(plain.Bytes);
                if (isChunked)
                {
                    int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                    string body = text[(head + 4)..];
                    text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + $"5;x=y\r\n{body[..5]}\r\n{body.Length - 5:x}\r\n{body[5..]}\r\n"
                        + "0\r\nTrailer: x\r\n\r\n";
                }

                return AgentWorldReply.Raw(before + text);
            });
            world.Tap(1_250);
            Assert.True(world.Reaches(TransactionState.Approved, 9_000), world.Kinds());
            Assert.Equal("Create", world.Kinds());
            world.Tap(600);
            Assert.True(world.Reaches(TransactionState.Approved, 9_000), world.Kinds());
            Assert.Equal(1, world.Transport.Opened);
        }
    }

    [Theory]
    [InlineData("Retry-After: 30\r\n", 30)]
    [InlineData("Retry-After: Wed, 01 Jul 2026 08:02:00 GMT\r\n", 117)]
    [InlineData("Retry-After: 86400\r\n", 900)]
    [InlineData("Retry-After: Fri, 01 Jan 2027 00:00:00 GMT\r\n", 900)]
    [InlineData("Retry-After: soon\r\n", 0)]
    public void Retry_after_is_kept_up_to_its_cap(string header, int seconds)
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Http(503, Busy, header));
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count == 1, 5_000));
        Assert.True(world.RunUntil(
            () => world.Agent.View.Id == ScreenId.OfflineConsent, 5_000));
        world.Press("o");
        Assert.True(world.RunUntil(() => world.Requests.Count == 2, 1_200_000));
        long waitedMs = world.RequestTimesMs[1] - world.RequestTimesMs[0];
        Assert.InRange(waitedMs, seconds * 1_000L, (seconds * 1_000L) + 8_000);
    }

    [Fact]
    public void A_link_that_comes_back_does_not_shorten_what_the_service_asked_for()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Http(503, Busy, "Retry-After: 120\r\n"));
        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count == 1, 5_000));
        world.Run(500);
        world.Press("o");
        world.Wifi.IsAccessPointUp = false;
        world.Run(3_000);
        world.Wifi.IsAccessPointUp = true;
        Assert.True(world.RunUntil(() => world.Requests.Count == 2, 400_000));
        Assert.True(world.RequestTimesMs[1] - world.RequestTimesMs[0] >= 120_000);
    }

    [Fact]
    public void A_live_sale_does_not_wait_for_the_backlog()
    {
        var world = new AgentWorld();
        for (int i = 0; i < 6; i++)
        {
            world.On(i == 0 ? "Create" : "LookUp", AgentWorldReply.Hangup);
        }

        world.Tap(1_250);
        Assert.True(world.RunUntil(() => world.Requests.Count == 6, 120_000));
        world.Run(500);
        world.Press("oo");
        world.Run(100);
        int before = world.Requests.Count;
        world.On("LookUp", AgentWorldReply.Silence);
        world.Tap(900);
        Assert.True(
            world.RunUntil(() => world.Screens[^1] == ScreenId.Approved, 8_000),
            $"{world.Kinds()} {string.Join(' ', world.Screens)}");
        Assert.True(world.Requests.Count > before);
        Assert.Equal(900, world.Newest.AmountCents);
    }

    [Fact]
    public void A_request_of_the_backlog_that_hangs_gives_way_to_a_live_sale()
    {
        var world = new AgentWorld();
        world.Wifi.IsAccessPointUp = false;
        world.Run(10_000);
        world.Tap(1_250);
        world.Press("oo");
        world.On("Create", AgentWorldReply.Silence);
        world.Wifi.IsAccessPointUp = true;
        Assert.True(world.RunUntil(() => world.Requests.Count == 1, 60_000));
        world.Tap(900);
        Assert.True(world.RunUntil(
            () => world.Screens[^1] == ScreenId.Approved, Limits.LivePreemptMs + 1_000));
        Assert.Equal(900, world.Newest.AmountCents);
        Assert.True(world.RunUntil(() => world.Agent.Journal.WaitingCount == 0, 60_000));
        Assert.Equal(2, world.Bank.Payments.Count);
    }

    [Fact]
    public void Deadlines_have_their_own_faults()
    {
        (TransportState Stage, FaultCode Fault)[] stages =
        [
            (TransportState.Resolving, FaultCode.NameNotFound),
            (TransportState.Connecting, FaultCode.ConnectTimeout),
            (TransportState.Handshaking, FaultCode.HandshakeFailed),
        ];
        foreach ((TransportState stage, FaultCode fault) in stages)
        {
            var world = new AgentWorld();
            world.Transport.HangsIn = stage;
            world.Tap(1_250);
            Assert.True(world.RunUntil(
                () => world.Agent.StoreAndForward.LastFault != FaultCode.None,
                Limits.HandshakeMs + Limits.ConnectPatienceMs + 1_000));
            Assert.Equal(fault, world.Agent.StoreAndForward.LastFault);
            Assert.Empty(world.Requests);
        }
    }

    [Fact]
    public void A_silent_acquirer_is_R30_and_one_that_stops_is_R31()
    {
        var world = new AgentWorld();
        world.On("Create", AgentWorldReply.Silence);
        world.On("LookUp", AgentWorldReply.Raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"));
        world.Tap(1_250);
        Assert.True(world.RunUntil(
            () => world.Agent.StoreAndForward.LastFault == FaultCode.AcquirerSilent,
            Limits.FirstByteMs + 1_000));
        Assert.True(world.RunUntil(
            () => world.Agent.StoreAndForward.LastFault == FaultCode.AnswerIncomplete,
            Limits.WholeAnswerMs + 8_000));
    }

    [Fact]
    public void An_acquirer_that_connects_and_never_answers_is_shown_as_unavailable()
    {
        var world = new AgentWorld();
        for (int i = 0; i < 40; i++)
        {
            world.On(i == 0 ? "Create" : "LookUp", AgentWorldReply.Silence);
        }

        world.Tap(1_250);
        world.Run(60_000);
        world.Press("o");
        world.Run(30_000);
        Assert.Equal(ScreenId.ServiceUnavailable, world.Agent.View.Id);
    }

    [Fact]
    public void The_question_whether_to_accept_offline_stands_still_while_the_service_is_down()
    {
        var world = new AgentWorld();
        for (int i = 0; i < 14; i++)
        {
            world.On(i == 0 ? "Create" : "LookUp", AgentWorldReply.Http(503, Busy));
        }

        world.Tap(1_250);
        Assert.True(world.RunUntil(
            () => world.Agent.View.Id == ScreenId.OfflineConsent, 5_000));
        int shown = world.Screens.Count;
        world.Run(10_000);
        Assert.Equal(shown, world.Screens.Count);
        world.Press("o");
        Assert.Equal(ScreenId.AcceptedOffline, world.Agent.View.Id);
        Assert.True(world.Reaches(TransactionState.Approved, 2_000_000));
    }

    [Fact]
    public void Offline_needs_consent_keeps_its_limits_and_shows_a_late_decline_until_seen()
    {
        var world = new AgentWorld(settings => settings.OfflineCount = 1);
        world.Wifi.IsAccessPointUp = false;
        world.Run(10_000);
        Assert.Equal(ScreenId.ConnectivityFault, world.Agent.View.Id);
        world.Tap(5_001);
        world.Run(200);
        Assert.Equal(ScreenId.OfflineRefused, world.Agent.View.Id);
        Assert.Equal(0, world.Agent.Journal.WaitingCount);
        world.Press("o");

        world.Tap(1_250);
        world.Run(200);
        Assert.Equal(ScreenId.OfflineConsent, world.Agent.View.Id);
        Assert.Equal(0, world.Agent.Journal.WaitingCount);
        world.Run(Limits.QuestionReadMs);
        world.Press("o");
        Assert.Equal(ScreenId.AcceptedOffline, world.Agent.View.Id);
        world.Press("o");

        world.Tap(1_000);
        world.Run(200);
        Assert.Equal(ScreenId.OfflineRefused, world.Agent.View.Id);
        world.Press("o");

        world.Restart();
        world.Bank.NextStatus = "refused";
        world.Wifi.IsAccessPointUp = true;
        Assert.True(world.Reaches(TransactionState.Declined, 120_000));
        world.Run(2_000);
        Assert.Equal(ScreenId.LateDecline, world.Agent.View.Id);
        Assert.Equal(1_250, world.Agent.View.AmountCents);
        world.Run(600_000);
        Assert.Equal(ScreenId.LateDecline, world.Agent.View.Id);
        world.Press("o");
        world.Run(500);
        Assert.Equal(ScreenId.Idle, world.Agent.View.Id);
        Assert.Equal(0, world.Bank.Held);
    }

    [Fact]
    public void A_restart_in_the_middle_of_a_request_looks_it_up_and_charges_once()
    {
        foreach (bool isTaken in new[] { true, false })
        {
            var world = new AgentWorld();
            world.On("Create", request =>
            {
                if (isTaken)
                {
                    world.Bank.Handle(request);
                }

                return AgentWorldReply.Silence;
            });
            world.Tap(1_250);
            Assert.True(world.RunUntil(() => world.Requests.Count == 1, 5_000));
            world.Restart();
            Assert.True(world.Reaches(TransactionState.Approved, 60_000), world.Kinds());
            Assert.Equal("LookUp", world.Requests[1].Kind);
            Assert.Equal(1_250, world.Bank.Held);
            Assert.Single(world.Bank.Payments);
        }
    }

    [Fact]
    public void Backoff_draws_even_its_first_wait()
    {
        var waits = new HashSet<int>();
        for (int seed = 1; seed <= 20; seed++)
        {
            var backoff = new Backoff(new Rig.Board.VirtualRandom(seed), 2_000, 300_000);
            int first = backoff.Next();
            Assert.InRange(first, 2_000, 6_000);
            waits.Add(first);
            int last = first;
            for (int i = 0; i < 40; i++)
            {
                int next = backoff.Next();
                Assert.InRange(next, 2_000, Math.Min(300_000, last * 3L));
                last = next;
            }
        }

        Assert.True(waits.Count > 10);
    }
}
