using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Tests.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>The API shows its books as a manner says; lists have pages.</summary>
public sealed class ApiMannerTests
{
    private readonly FixedTime _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly AcquirerApi _api;

    public ApiMannerTests() => _api = new AcquirerApi(new Ledger(_time, seed: 7));

    [Fact]
    public void RefundsAreListedPageByPageFromATimeOn()
    {
        string id = Pay("T1", 1000);
        for (int i = 0; i < 5; i++)
        {
            _time.Now = _time.Now.AddSeconds(1);
            Get(200, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":{{100 + i}}}""");
        }

        JsonNode page = Get(200, "GET", "/v1/refunds?created=1700000002&limit=3");
        Assert.Equal([101, 102, 103], page["refunds"]!.AsArray().Select(one => (int)one!["amount"]!));
        Assert.Equal(id, (string?)page["refunds"]![0]!["payment"]);
        Assert.True((bool)page["range"]!["has_more"]!);
        Assert.Equal(["live_mode", "range", "refunds"], page.AsObject().Select(one => one.Key).Order());
        page = Get(200, "GET", "/v1/refunds?created=1700000002&limit=3&start=3");
        Assert.Equal(104, (int)Assert.Single(page["refunds"]!.AsArray())!["amount"]!);
        Assert.False((bool)page["range"]!["has_more"]!);
        Assert.Empty(Get(200, "GET", "/v1/refunds?created=1700000002&start=4")["refunds"]!.AsArray());
    }

    [Theory]
    [InlineData("/v1/refunds?limit=0")]
    [InlineData("/v1/refunds?start=-1")]
    [InlineData("/v1/refunds?created=1700000001")]
    [InlineData("/v1/checkout?created=1700000001")]
    public void AListThatCannotBeMeantIs400(string target) => Get(400, "GET", target);

    [Fact]
    public void AnEndOfAListMayBe404AfterAPageThatSaidMore()
    {
        Pay("T1", 500);
        Pay("T2", 500);
        var manner = new ApiManner { ListsEndInNotFound = true };
        JsonNode page = Get(200, "GET", "/v1/checkout?limit=2", "", manner);
        Assert.True((bool)page["range"]!["has_more"]!);
        Get(404, "GET", "/v1/checkout?limit=2&start=2", "", manner);
        Assert.False((bool)Get(200, "GET", "/v1/checkout?limit=2")["range"]!["has_more"]!);
    }

    [Theory]
    [InlineData(ListOrder.NewestFirst)]
    [InlineData(ListOrder.Shuffled)]
    public void AnyOrderHasEveryPaymentOnceOverItsPages(ListOrder order)
    {
        List<string> made = [.. Enumerable.Range(0, 25).Select(i => Pay("T" + i, 500))];
        var manner = new ApiManner { Order = order, OrderSeed = 3 };
        List<string> seen = [];
        for (int start = 0; start < 25; start += 10)
        {
            seen.AddRange(Get(200, "GET", $"/v1/checkout?limit=10&start={start}", "", manner)
                ["payments"]!.AsArray().Select(one => (string)one!["id"]!));
        }

        Assert.Equal(made.Order(), seen.Order());
        Assert.NotEqual(made, seen);
    }

    [Theory]
    [InlineData(UniqueIdForm.Told, true, true)]
    [InlineData(UniqueIdForm.Null, true, false)]
    [InlineData(UniqueIdForm.Absent, false, false)]
    public void EntriesTellTheirUniqueIdOrDoNot(UniqueIdForm form, bool hasKey, bool isTold)
    {
        string id = Pay("T1", 500);
        var manner = new ApiManner { UniqueIdInLists = form, UniqueIdById = form };
        JsonNode[] shown =
        [
            Get(200, "GET", "/v1/checkout?unique_id=T1", "", manner)["payments"]![0]!,
            Get(200, "GET", "/v1/checkout/" + id, "", manner),
        ];
        Assert.All(shown, one =>
        {
            Assert.Equal(hasKey, one.AsObject().ContainsKey("unique_id"));
            Assert.Equal(isTold ? "T1" : null, (string?)one["unique_id"]);
        });
    }

    [Fact]
    public void RefundsOfAPaymentAreObjectsIdsNullOrAbsent()
    {
        string id = Pay("T1", 500);
        string refund = (string)Get(
            200, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":100}""")["id"]!;
        JsonNode Shown(RefundForm form) =>
            Get(200, "GET", "/v1/checkout/" + id, "", new ApiManner { Refunds = form });
        Assert.Equal(100, (int)Shown(RefundForm.Objects)["refunds"]![0]!["amount"]!);
        Assert.Equal(refund, (string?)Shown(RefundForm.Ids)["refunds"]![0]);
        JsonObject isNull = Shown(RefundForm.Null).AsObject();
        Assert.True(isNull.ContainsKey("refunds"));
        Assert.Null(isNull["refunds"]);
        Assert.False(Shown(RefundForm.Absent).AsObject().ContainsKey("refunds"));
    }

    [Fact]
    public void ARefusedRefundMayHaveAnObjectForItsMessage()
    {
        string id = Pay("T1", 500);
        JsonNode error = Get(
            409, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":501}""",
            new ApiManner { RefusalsAsObjects = true })["error"]!;
        Assert.Equal("invalid_request_error", (string?)error["type"]);
        Assert.Equal(id, (string?)error["message"]!["id"]);
    }

    [Fact]
    public void ARefundMadeElsewhereIsForeignAndObeysTheRules()
    {
        string id = Pay("T1", 500);
        Assert.True(_api.RefundElsewhere(id, 200)!.IsForeign);
        Assert.Null(_api.RefundElsewhere(id, 301));
        Assert.Null(_api.RefundElsewhere("paym_x"));
        Assert.Equal(300, _api.RefundElsewhere(id)!.Amount);
        Assert.All(_api.Ledger.Find(id)!.Refunds, refund => Assert.True(refund.IsForeign));
        string open = (string)Get(
            200, "POST", "/v1/checkout", ApiClient.Checkout("T2"))["id"]!;
        Assert.Null(_api.RefundElsewhere(open, 100));
        Assert.Equal("payment_canceled", _api.RefundElsewhere(open)!.Status);
        Assert.Equal("canceled", _api.Ledger.Find(open)!.Status);
    }

    private string Pay(string uniqueId, int cents) => (string)Get(
        200, "POST", "/v1/checkout",
        ApiClient.Checkout(uniqueId, cents, WorldClient.Captured))["id"]!;

    private JsonNode Get(
        int status, string method, string target, string body = "", ApiManner? manner = null)
    {
        ApiResponse answer = _api.Handle(ApiClient.Request(method, target, body), manner);
        Assert.Equal(status, answer.Status);
        return ApiClient.Parse(answer);
    }
}
