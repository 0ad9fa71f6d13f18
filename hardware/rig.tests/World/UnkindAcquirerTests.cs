using System.Text;
using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>Each trait of the unkind acquirer, alone and switched off.</summary>
public sealed class UnkindAcquirerTests
{
    private static readonly Manners AlwaysLate =
        new() { BooksLatePercent = 100, BooksLateSeconds = 120 };

    private static readonly Manners AlwaysLagging = new() { LagPercent = 100, LagSeconds = 600 };

    [Fact]
    public void ACreateIsBookedAfterItsConnectionHasEnded()
    {
        var client = new WorldClient(AlwaysLate);
        Assert.Null(client.Create("T1"));
        Assert.Empty(client.Payments);
        Assert.Empty(client.LookUp("T1"));
        client.Pass(120);
        LedgerPayment payment = Assert.Single(client.Payments);
        Assert.InRange(
            payment.Created.ToUnixTimeSeconds(), Simulation().UtcSeconds,
            Simulation().UtcSeconds + 120);
        Assert.Equal("to_capture", payment.Status);
        Assert.Equal(1, client.World.Tally[Unkindness.CreateBookedLate]);

        static Terminal.Rig.Simulation.SimTime Simulation() => new();
    }

    [Fact]
    public void ALateCreateThatTheIssuerRefusesIsBookedAsRefused()
    {
        var client = new WorldClient(AlwaysLate);
        client.Create("T1", card: WorldClient.Declined);
        client.Pass(120);
        Assert.Equal("refused", Assert.Single(client.Payments).Status);
    }

    [Fact]
    public void OnlyAnAnswerThatTheCarrierLosesMayBeBookedLate()
    {
        var client = new WorldClient(
            new Manners { BooksLateWhenLostPercent = 100, BooksLateSeconds = 120 });
        Assert.Equal(200, client.Create("T1")!.Status);
        client.Send(
            "POST", "/v1/checkout", ApiClient.Checkout("T2"), AnswerFate.Lost);
        Assert.Single(client.Payments);
        client.Pass(120);
        Assert.Equal(2, client.Payments.Count);
    }

    [Fact]
    public void ASecondCreateWhileTheFirstIsUnderwayMakesNoSecondPayment()
    {
        var struck = new WorldTally();
        for (int seed = 0; seed < 60; seed++)
        {
            var client = new WorldClient(AlwaysLate, seed);
            client.Create("T1");
            ApiResponse? second = client.Create("T1", 999);
            int booked = client.Payments.Count;
            client.Pass(240);
            LedgerPayment payment = Assert.Single(client.Payments);
            if (second is { Status: 409 })
            {
                Assert.Equal(1, booked);
                Assert.Contains(payment.Id, Encoding.UTF8.GetString(second.Body), StringComparison.Ordinal);
            }

            Assert.Equal(second is { Status: 200 } ? 999 : 1250, payment.Amount);
            struck.Add(client.World.Tally);
        }

        Assert.True(struck[Unkindness.SecondOvertook] > 0);
        Assert.True(struck[Unkindness.SecondWasDuplicate] > 0);
        Assert.True(struck[Unkindness.SecondAbsorbed] > 0);
        Assert.Equal(60, struck[Unkindness.SecondCreate]);
    }

    [Fact]
    public void ARefundIsBookedLateToo()
    {
        var client = new WorldClient(AlwaysLate);
        client.Create("T1", card: WorldClient.Captured);
        client.Pass(120);
        Assert.Null(client.Refund(client.Payments[0].Id, 100));
        Assert.Empty(client.Payments[0].Refunds);
        client.Pass(120);
        Assert.Equal(100, Assert.Single(client.Payments[0].Refunds).Amount);
        Assert.Equal(1, client.World.Tally[Unkindness.RefundBookedLate]);
    }

    [Fact]
    public void ALookUpLagsWhile409IsStrong()
    {
        var client = new WorldClient(AlwaysLagging);
        string id = (string)ApiClient.Parse(client.Create("T1")!)["id"]!;
        Assert.Empty(client.LookUp("T1"));
        Assert.Empty(client.Read("/v1/checkout?limit=10")["payments"]!.AsArray());
        Assert.Equal(409, client.Create("T1")!.Status);
        Assert.Equal("to_capture", (string?)client.Read("/v1/checkout/" + id)["status"]);
        client.Pass(600);
        Assert.Single(client.LookUp("T1"));
        Assert.True(client.World.Tally[Unkindness.LookUpLagged] >= 2);
    }

    [Fact]
    public void AReadByIdLagsLessThanALookUp()
    {
        var client = new WorldClient(AlwaysLagging with { ReadLagPercent = 100 });
        string id = (string)ApiClient.Parse(client.Create("T1")!)["id"]!;
        Assert.Equal(404, client.Send("GET", "/v1/checkout/" + id)!.Status);
        int readAfter = -1;
        int foundAfter = -1;
        for (int second = 0; second <= 600; second++)
        {
            readAfter = readAfter < 0 && client.Send("GET", "/v1/checkout/" + id)!.Status == 200
                ? second : readAfter;
            foundAfter = foundAfter < 0 && client.LookUp("T1").Count > 0 ? second : foundAfter;
            client.Pass(1);
        }

        Assert.InRange(readAfter, 1, foundAfter);
    }

    [Fact]
    public void WhatOneCopyShowedAnotherMayNotShow()
    {
        var client = new WorldClient(AlwaysLagging with { FreshPercent = 50 });
        client.Create("T1");
        List<int> seen = [.. Enumerable.Range(0, 30).Select(_ => client.LookUp("T1").Count)];
        Assert.Contains(0, seen[seen.IndexOf(1)..]);
    }

    [Fact]
    public void AnOldCopyShowsTheOldStatusAndNoRefund()
    {
        var client = new WorldClient(AlwaysLagging with { ReadLagPercent = 100 });
        client.Create("T1");
        string id = client.Payments[0].Id;
        client.Pass(600);
        client.Refund(id, 1250);
        JsonNode old = client.Read("/v1/checkout/" + id);
        Assert.Equal("to_capture", (string?)old["status"]);
        Assert.Empty(old["refunds"]!.AsArray());
        Assert.Empty(client.Read("/v1/refunds?limit=5")["refunds"]!.AsArray());
        client.Pass(600);
        Assert.Equal("canceled", (string?)client.Read("/v1/checkout/" + id)["status"]);
        Assert.Single(client.Read("/v1/refunds?limit=5")["refunds"]!.AsArray());
    }

    [Fact]
    public void APaymentShowsItsRefundLateWhileTheListOfRefundsHasIt()
    {
        var client = new WorldClient(
            new Manners { RefundsShownLatePercent = 100, LagSeconds = 600 });
        client.Create("T1", card: WorldClient.Captured);
        string id = client.Payments[0].Id;
        Assert.Equal(200, client.Refund(id, 100)!.Status);
        Assert.Empty(client.Read("/v1/checkout/" + id)["refunds"]!.AsArray());
        Assert.Single(client.Read("/v1/refunds?limit=5")["refunds"]!.AsArray());
        client.Pass(600);
        Assert.Single(client.Read("/v1/checkout/" + id)["refunds"]!.AsArray());
        Assert.True(client.World.Tally[Unkindness.RefundShownLate] > 0);
    }

    [Fact]
    public void FormsOfAnswersAreDrawnAndCounted()
    {
        var client = new WorldClient(new Manners
        {
            ListsWithoutUniqueIdPercent = 50,
            ReadsWithoutUniqueIdPercent = 50,
            RefundsAbsentPercent = 30,
            RefundsNullPercent = 30,
            RefundsAsIdsPercent = 30,
        });
        client.Create("T1");
        for (int i = 0; i < 60; i++)
        {
            Assert.Single(client.LookUp("T1"));
            client.Read("/v1/checkout/" + client.Payments[0].Id);
        }

        Unkindness[] expected =
        [
            Unkindness.ListWithoutUniqueId, Unkindness.ReadWithoutUniqueId,
            Unkindness.RefundsAbsent, Unkindness.RefundsNull, Unkindness.RefundsAsIds,
        ];
        Assert.All(expected, kind => Assert.InRange(client.World.Tally[kind], 1, 119));
    }

    [Fact]
    public void AListOfRefundsMayTellNothing()
    {
        var client = new WorldClient(new Manners { RefundListsMutePercent = 100 });
        client.Create("T1", card: WorldClient.Captured);
        string id = client.Payments[0].Id;
        Assert.Equal(200, client.Refund(id, 100)!.Status);
        HashSet<int> statuses = [];
        for (int i = 0; i < 20; i++)
        {
            ApiResponse answer = client.Send("GET", "/v1/refunds?limit=5")!;
            statuses.Add(answer.Status);
            Assert.DoesNotContain("refd_", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
        }

        Assert.Equal(new HashSet<int> { 200, 405 }, statuses);
        Assert.Equal(20, client.World.Tally[Unkindness.RefundListMute]);
    }

    [Fact]
    public void AGatewaysAnswerIsNeverTheApisWord()
    {
        var client = new WorldClient(new Manners { GatewayPercent = 100 });
        HashSet<int> statuses = [];
        for (int i = 0; i < 400; i++)
        {
            ApiResponse answer = client.Create("T" + i)!;
            statuses.Add(answer.Status);
            Assert.False(IsApiError(answer.Body), Encoding.UTF8.GetString(answer.Body));
        }

        Assert.Empty(client.Payments);
        Assert.Superset(new HashSet<int> { 401, 403, 404, 413, 421, 425, 431, 500, 503 }, statuses);
        Assert.Equal(400, client.World.Tally[Unkindness.GatewayAnswered]);
    }

    [Fact]
    public void BehindAGateways5xxARequestMayHaveTakenEffectBehindItsOtherAnswersNever()
    {
        var client = new WorldClient(new Manners
        {
            GatewayPercent = 100,
            GatewayTakesEffectPercent = 100,
            BooksLateSeconds = 60,
        });
        List<string> expected = [];
        for (int i = 0; i < 200; i++)
        {
            if (client.Create("T" + i)!.Status >= 500)
            {
                expected.Add("T" + i);
            }
        }

        client.Pass(60);
        Assert.Equal(expected.Order(), client.Payments.Select(one => one.UniqueId!).Order());
        Assert.NotEmpty(expected);
        Assert.True(client.World.Tally[Unkindness.CreateBookedLate] > 0);
    }

    [Fact]
    public void BurstsLastMinutesAndFollowTheClockAlone()
    {
        var manners = new Manners { GatewayBurstsADay = 24, GatewayBurstSeconds = 600 };
        var often = new WorldClient(manners);
        var seldom = new WorldClient(manners);
        int struck = 0;
        for (int second = 0; second < 86_400; second += 20)
        {
            bool isAnswered = often.Send("GET", "/v1/checkout?limit=1")!.Status != 200;
            struck += isAnswered ? 1 : 0;
            often.Pass(20);
        }

        seldom.Pass(86_400);
        seldom.Send("GET", "/v1/checkout?limit=1");
        Assert.InRange(struck, 100, 1_200);
        Assert.Equal(struck, often.World.Tally[Unkindness.GatewayBurst]);
    }

    [Fact]
    public void SomebodyPaysBackInTheCustomerArea()
    {
        var client = new WorldClient(
            new Manners { ForeignRefundPercent = 100, ForeignRefundSeconds = 60 });
        for (int i = 0; i < 20; i++)
        {
            client.Create("T" + i, card: WorldClient.Captured);
        }

        Assert.All(client.Payments, payment => Assert.Empty(payment.Refunds));
        client.Pass(60);
        Assert.All(client.Payments, payment => Assert.True(Assert.Single(payment.Refunds).IsForeign));
        Assert.Equal(20, client.World.Tally[Unkindness.ForeignRefund]);
        Assert.Contains(client.Payments, payment => payment.RefundedAmount == payment.Amount);
        Assert.Contains(client.Payments, payment => payment.RefundedAmount < payment.Amount);
    }

    [Fact]
    public void ASimulationSchedulesARefundElsewhere()
    {
        var client = new WorldClient(Manners.Kind);
        client.Create("T1", card: WorldClient.Captured);
        client.World.RefundElsewhere(client.Payments[0].Id, 300, TimeSpan.FromSeconds(30));
        client.Pass(29);
        Assert.Empty(client.Payments[0].Refunds);
        client.Pass(1);
        Assert.Equal(300, client.Payments[0].RefundedAmount);
    }

    [Fact]
    public void RefundsAreRefusedInTheApisWordsWithoutEffect()
    {
        var client = new WorldClient(new Manners { RefundRefusedPercent = 100 });
        client.Create("T1", card: WorldClient.Captured);
        for (int i = 0; i < 20; i++)
        {
            ApiResponse answer = client.Refund(client.Payments[0].Id, 100)!;
            Assert.InRange(answer.Status, 400, 499);
            Assert.True(IsApiError(answer.Body));
        }

        Assert.Empty(client.Payments[0].Refunds);
    }

    [Fact]
    public void ARefundThatIsNotHonouredSaysSoAndCountsForNothing()
    {
        var client = new WorldClient(new Manners { RefundNotHonoredPercent = 100 });
        client.Create("T1", card: WorldClient.Captured);
        JsonNode refund = ApiClient.Parse(client.Refund(client.Payments[0].Id, 100)!);
        Assert.Equal("not_honored", (string?)refund["status"]);
        Assert.Equal(0, client.Payments[0].RefundedAmount);
        client.Create("T2");
        JsonNode whole = ApiClient.Parse(client.Refund(client.Payments[1].Id, 1250)!);
        Assert.Equal("payment_canceled", (string?)whole["status"]);
    }

    [Fact]
    public void PaymentsAndRefundsMoveOn()
    {
        var client = new WorldClient(
            new Manners { MovesOnPercent = 100, MovesOnSeconds = 60, SaysRefundedPercent = 100 });
        client.Create("T1");
        client.Pass(60);
        Assert.Contains(client.Payments[0].Status, new[] { "capture_sent", "captured" });
        client.Refund(client.Payments[0].Id, 1250);
        client.Pass(60);
        Assert.Equal("refunded", client.Payments[0].Status);
        Assert.Contains(client.Payments[0].Refunds[0].Status, new[] { "refund_sent", "refunded" });
    }

    [Fact]
    public void AfterHealingNothingNewGoesWrongAndAllSettlesInItsTime()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Manners manners = Manners.Draw(seed) with { ForeignRefundPercent = 0 };
            Assert.InRange(manners.SettleSeconds, 2, 720);
            var client = new WorldClient(manners, seed);
            for (int i = 0; i < 20; i++)
            {
                client.Create("T" + i);
                client.Pass(10);
            }

            client.World.Heal();
            client.Pass(manners.SettleSeconds);
            int booked = client.Payments.Count;
            for (int i = 0; i < 20; i++)
            {
                bool isBooked = client.Ledger.FindByUniqueId("T" + i) is not null;
                Assert.Equal(isBooked ? 1 : 0, client.LookUp("T" + i).Count);
                Assert.Equal(isBooked ? 409 : 200, client.Create("T" + i)!.Status);
            }

            client.Pass(1_000);
            Assert.Equal(20, client.Payments.Count);
            Assert.InRange(booked, 0, 20);
        }
    }

    private static bool IsApiError(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject json && json["error"] is JsonObject error
                && error.ContainsKey("type");
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
