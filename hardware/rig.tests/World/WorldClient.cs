using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Simulation;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.World;

namespace Terminal.Rig.Tests.World;

/// <summary>A client of an unkind acquirer in virtual time.</summary>
internal sealed class WorldClient
{
    public const string Captured =
        """{"number":"4000000000000077","exp_month":1,"exp_year":2031}""";

    public const string Declined =
        """{"number":"4000000000009995","exp_month":1,"exp_year":2031}""";

    public WorldClient(Manners manners, int seed = 7)
    {
        var ledger = new Ledger(new VirtualTimeProvider(Time), seed);
        World = new UnkindAcquirer(new AcquirerApi(ledger), manners, seed);
    }

    public SimTime Time { get; } = new();

    public UnkindAcquirer World { get; }

    public Ledger Ledger => World.Ledger;

    public IReadOnlyList<LedgerPayment> Payments => Ledger.Snapshot().Payments;

    public ApiResponse? Send(
        string method, string target, string body = "", AnswerFate fate = AnswerFate.Carried) =>
        World.Handle(ApiClient.Request(method, target, body), fate).Response;

    public ApiResponse? Create(string uniqueId, int cents = 1250, string card = ApiClient.Visa) =>
        Send("POST", "/v1/checkout", ApiClient.Checkout(uniqueId, cents, card));

    public ApiResponse? Refund(string paymentId, int cents) => Send(
        "POST", "/v1/refunds", $$"""{"payment":"{{paymentId}}","amount":{{cents}}}""");

    public JsonNode Read(string target)
    {
        ApiResponse response = Send("GET", target)!;
        Xunit.Assert.Equal(200, response.Status);
        return ApiClient.Parse(response);
    }

    public JsonArray LookUp(string uniqueId) =>
        Read("/v1/checkout?unique_id=" + uniqueId)["payments"]!.AsArray();

    public void Pass(double seconds) => Time.MoveTo(Time.NowMs + (long)(seconds * 1000));
}
