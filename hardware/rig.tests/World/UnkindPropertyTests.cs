using CsCheck;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Simulation;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>What holds of every unkind acquirer, whatever is drawn.</summary>
public sealed class UnkindPropertyTests
{
    // 0 to 2 create under one of three ids, 3 looks up, 4 reads, 5 pays back, 6 pays back
    // elsewhere, 7 lists refunds, 8 and above let time pass.
    private static readonly Gen<int[]> Schedules = Gen.Int[0, 11].Array[1, 60];

    [Fact]
    public void NoSecondPaymentIsEverMadeUnderAUniqueId() =>
        Gen.Select(Gen.Int[0, 1_000_000], Schedules).Sample(
            (seed, schedule) =>
            {
                var client = new WorldClient(Manners.Draw(seed), seed);
                Play(client, schedule);
                client.Pass(1_000);
                IReadOnlyList<LedgerPayment> payments = client.Payments;
                Assert.Distinct(payments.Select(payment => payment.UniqueId));
                Assert.All(payments, payment => Assert.InRange(
                    payment.RefundedAmount, 0, payment.Amount));
            },
            iter: 3_000, threads: 1);

    [Fact]
    public void TheSameSeedAndRequestsGiveTheSameBytes() =>
        Gen.Select(Gen.Int[0, 1_000_000], Schedules).Sample(
            (seed, schedule) => Assert.Equal(
                Play(new WorldClient(Manners.Draw(seed), seed), schedule),
                Play(new WorldClient(Manners.Draw(seed), seed), schedule)),
            iter: 300, threads: 1);

    [Fact]
    public void WithEveryWeightAtZeroItIsTheKindApiToTheByte() =>
        Gen.Select(Gen.Int[0, 1_000_000], Schedules).Sample(
            (seed, schedule) =>
            {
                var time = new SimTime();
                var api = new AcquirerApi(new Ledger(new VirtualTimeProvider(time), seed));
                var client = new WorldClient(new Manners(), seed);
                foreach (int step in schedule)
                {
                    if (RequestOf(client, step) is { } request)
                    {
                        FrontAnswer answer = client.World.Handle(request);
                        Assert.Equal(api.Handle(request).ToHttp11(), answer.Response!.ToHttp11());
                        Assert.Equal(0, answer.HoldMs);
                    }

                    client.Pass(step);
                    time.MoveTo(client.Time.NowMs);
                }

                Assert.Equal(0, client.World.Tally.Total);
            },
            iter: 300, threads: 1);

    [Fact]
    public void DrawnWorldsStrikeInEveryWay()
    {
        var struck = new WorldTally();
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var client = new WorldClient(Manners.Draw(seed), seed);
            Play(client, [.. Enumerable.Range(0, 120).Select(_ => random.Next(12))]);
            struck.Add(client.World.Tally);
        }

        Assert.All(struck.Lines, line => Assert.True(line.Count > 0, line.Kind + " never struck"));
    }

    private static List<string> Play(WorldClient client, int[] schedule)
    {
        List<string> said = [];
        foreach (int step in schedule)
        {
            if (RequestOf(client, step) is { } request)
            {
                FrontAnswer answer = client.World.Handle(
                    request, step == 2 ? AnswerFate.Lost : AnswerFate.Carried);
                said.Add(answer.HoldMs + " " + (answer.Response is { } response
                    ? Convert.ToHexString(response.ToHttp11()) : "nothing"));
            }
            else if (step == 6 && client.Payments.Count > 0)
            {
                client.World.RefundElsewhere(client.Payments[^1].Id, 60);
            }
            else
            {
                client.Pass(step * step);
            }
        }

        return said;
    }

    private static ApiRequest? RequestOf(WorldClient client, int step)
    {
        string id = client.Payments.Count > 0 ? client.Payments[^1].Id : "paym_none";
        return step switch
        {
            <= 2 => ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout(
                "T" + step, 1250, step == 1 ? WorldClient.Captured : ApiClient.Visa)),
            3 => ApiClient.Request("GET", "/v1/checkout?unique_id=T1"),
            4 => ApiClient.Request("GET", "/v1/checkout/" + id),
            5 => ApiClient.Request(
                "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":400}"""),
            7 => ApiClient.Request("GET", "/v1/refunds?limit=50"),
            _ => null,
        };
    }
}
