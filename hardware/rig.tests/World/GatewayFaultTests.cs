using System.Text;
using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Simulation;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>The unkind world as switches of the emulated acquirer.</summary>
public sealed class GatewayFaultTests
{
    private readonly SimTime _time = new();
    private readonly AcquirerApi _api;
    private readonly AcquirerFaults _faults = new();

    public GatewayFaultTests() =>
        _api = new AcquirerApi(new Ledger(new VirtualTimeProvider(_time), seed: 7));

    [Theory]
    [InlineData(FaultKind.Gateway404, 404, "no Route matched with those values")]
    [InlineData(FaultKind.Gateway401, 401, "Unauthorized")]
    [InlineData(FaultKind.Gateway403, 403, "<html>")]
    public void AGatewayAnswersAndTheRequestHasNoEffect(FaultKind kind, int status, string words)
    {
        _faults.Add(new FaultRule { Kind = kind, RetryAfter = "7" });
        ApiResponse answer = Create("T1");
        Assert.Equal(status, answer.Status);
        Assert.Contains(words, Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("\"type\"", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
        Assert.Contains(new("Retry-After", "7"), answer.Headers);
        Assert.Empty(_api.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData(413, false, 0)]
    [InlineData(502, false, 0)]
    [InlineData(502, true, 1)]
    public void AGatewaysPageHasAnyStatus(int status, bool isProcessed, int booked)
    {
        _faults.Add(new FaultRule
        {
            Kind = FaultKind.GatewayPage,
            Status = status,
            Processed = isProcessed,
        });
        ApiResponse answer = Create("T1");
        Assert.Equal((status, "text/html"), (answer.Status, answer.ContentType));
        Assert.Equal(booked, _api.Ledger.Snapshot().Payments.Count);
    }

    [Fact]
    public void ABookingThatIsLateComesAfterTheConnectionHasEnded()
    {
        _faults.Add(new FaultRule { Kind = FaultKind.BooksLate, DelayMs = 60_000, Count = 1 });
        Assert.Empty(LookUp("T1"));
        FaultPlan plan = _faults.PlanFor("POST", "/v1/checkout");
        plan.Answer(_api, Request("T1"));
        Assert.Equal(0, plan.Cut!.Bytes);
        _time.MoveTo(59_999);
        Assert.Empty(LookUp("T1"));
        _time.MoveTo(60_000);
        Assert.Single(LookUp("T1"));
        Assert.Equal(409, Create("T1").Status);
    }

    [Fact]
    public void ALookUpLagsAsLongAsTheRuleSays()
    {
        string id = (string)ApiClient.Parse(Create("T1", WorldClient.Captured))["id"]!;
        _faults.Add(new FaultRule { Kind = FaultKind.LookUpLag, DelayMs = 120_000 });
        Assert.Empty(LookUp("T1"));
        Assert.Equal(409, Create("T1").Status);
        Assert.Equal(id, (string?)Send("GET", "/v1/checkout/" + id)["id"]);
        _time.MoveTo(120_000);
        Assert.Single(LookUp("T1"));
        Send("POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":100}""");
        Assert.Empty(LookUp("T1")[0]!["refunds"]!.AsArray());
        Assert.Empty(Send("GET", "/v1/refunds?limit=5")["refunds"]!.AsArray());
    }

    [Fact]
    public void TheBooksAreShownAsTheRulesSay()
    {
        string id = (string)ApiClient.Parse(Create("T1", WorldClient.Captured))["id"]!;
        _faults.Add(new FaultRule { Kind = FaultKind.RefundedElsewhere, Amount = 300, Count = 1 });
        JsonNode read = Send("GET", "/v1/checkout/" + id);
        Assert.Equal(300, (int)Assert.Single(read["refunds"]!.AsArray())!["amount"]!);
        Assert.True(_api.Ledger.Find(id)!.Refunds[0].IsForeign);
        _faults.Set(new FaultRule { Kind = FaultKind.RefundsAsIds });
        Assert.StartsWith(
            "refd_", (string?)Send("GET", "/v1/checkout/" + id)["refunds"]![0], StringComparison.Ordinal);
        _faults.Set(new FaultRule { Kind = FaultKind.RefundsNull });
        Assert.Null(Send("GET", "/v1/checkout/" + id)["refunds"]);
        _faults.Set(
            new FaultRule { Kind = FaultKind.RefundsAbsent },
            new FaultRule { Kind = FaultKind.ReadsWithoutUniqueId },
            new FaultRule { Kind = FaultKind.ListsWithoutUniqueId });
        JsonObject bare = Send("GET", "/v1/checkout/" + id).AsObject();
        Assert.False(bare.ContainsKey("refunds"));
        Assert.False(bare.ContainsKey("unique_id"));
        Assert.False(LookUp("T1")[0]!.AsObject().ContainsKey("unique_id"));
    }

    [Theory]
    [InlineData(FaultKind.GatewayPage, 200, 0, false)]
    [InlineData(FaultKind.GatewayPage, 403, 0, true)]
    [InlineData(FaultKind.RefundedElsewhere, 500, 49, false)]
    public void ARuleThatCannotBeIsTold(FaultKind kind, int status, long amount, bool isProcessed) =>
        Assert.NotNull(new FaultRule
        {
            Kind = kind,
            Status = status,
            Amount = amount,
            Processed = isProcessed,
        }.Check());

    [Theory]
    [InlineData("{ fault: gateway-404, count: 2 }", FaultKind.Gateway404)]
    [InlineData("{ fault: gateway-401 }", FaultKind.Gateway401)]
    [InlineData("{ fault: gateway-403 }", FaultKind.Gateway403)]
    [InlineData("{ fault: gateway-page, status: 413 }", FaultKind.GatewayPage)]
    [InlineData("{ fault: books-late, delay: 90s }", FaultKind.BooksLate)]
    [InlineData("{ fault: look-up-lag, delay: 5m }", FaultKind.LookUpLag)]
    [InlineData("{ fault: lists-without-unique-id }", FaultKind.ListsWithoutUniqueId)]
    [InlineData("{ fault: reads-without-unique-id }", FaultKind.ReadsWithoutUniqueId)]
    [InlineData("{ fault: refunds-absent }", FaultKind.RefundsAbsent)]
    [InlineData("{ fault: refunds-null }", FaultKind.RefundsNull)]
    [InlineData("{ fault: refunds-as-ids }", FaultKind.RefundsAsIds)]
    [InlineData("{ fault: refunded-elsewhere, amount: 3.00 }", FaultKind.RefundedElsewhere)]
    public void AScenarioNamesEachOfThem(string rule, FaultKind kind)
    {
        string text = $"name: test\nsteps:\n  - acquirer: {rule}\n";
        Scenario scenario = new ScenarioReader("test.yaml").Read(new StringReader(text));
        FaultRule read = Assert.Single(Assert.IsType<AcquirerStep>(scenario.Steps[0]).Rules);
        Assert.Equal(kind, read.Kind);
        Assert.Equal(kind == FaultKind.RefundedElsewhere ? 300 : 0, read.Amount);
    }

    [Fact]
    public void ARuleCountsOnlyRequestsThatItConcerns()
    {
        _faults.Set(
            new FaultRule { Kind = FaultKind.BooksLate, Count = 1 },
            new FaultRule { Kind = FaultKind.LookUpLag, DelayMs = 1, Count = 1 });
        _faults.PlanFor("GET", "/v1/checkout");
        Assert.Equal(FaultKind.BooksLate, Assert.Single(_faults.Rules).Kind);
        _faults.PlanFor("POST", "/v1/checkout");
        Assert.Empty(_faults.Rules);
    }

    [Fact]
    public async Task OverTlsABookingIsLateInRealTime()
    {
        await using ApiClient client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.BooksLate, DelayMs = 2_000, Count = 1 });
        DateTimeOffset sentAt = client.Ledger.UtcNow;
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("T1"));
        for (int i = 0; i < 1_200 && client.Ledger.Snapshot().Payments.Count == 0; i++)
        {
            await Task.Delay(50);
        }

        LedgerPayment booked = Assert.Single(client.Ledger.Snapshot().Payments);
        Assert.True(booked.Created - sentAt >= TimeSpan.FromMilliseconds(2_000), $"{booked.Created - sentAt}");
    }

    [Fact]
    public async Task OverTlsAnUnkindAcquirerStandsInFront()
    {
        await using ApiClient client = await ApiClient.StartAsync();
        client.Server.Front = new UnkindAcquirer(
            client.Server.Api, new Manners { GatewayPercent = 100 }, 3);
        using HttpResponseMessage answer = await client.PostAsync("T1");
        Assert.InRange((int)answer.StatusCode, 401, 520);
        Assert.Empty(client.Ledger.Snapshot().Payments);
        client.Server.Front = null;
        using HttpResponseMessage kind = await client.PostAsync("T1");
        Assert.Equal(200, (int)kind.StatusCode);
    }

    private static ApiRequest Request(string uniqueId, string card = ApiClient.Visa) =>
        ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout(uniqueId, card: card));

    private ApiResponse Create(string uniqueId, string card = ApiClient.Visa) =>
        _faults.PlanFor("POST", "/v1/checkout").Answer(_api, Request(uniqueId, card));

    private JsonArray LookUp(string uniqueId) =>
        Send("GET", "/v1/checkout?unique_id=" + uniqueId)["payments"]!.AsArray();

    private JsonNode Send(string method, string target, string body = "")
    {
        ApiRequest request = ApiClient.Request(method, target, body);
        ApiResponse answer = _faults.PlanFor(method, request.Path).Answer(_api, request);
        Assert.Equal(200, answer.Status);
        return ApiClient.Parse(answer);
    }
}
