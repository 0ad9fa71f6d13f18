using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The acquirer's books in their simplest form: what was charged, and paid back.</summary>
public sealed class AgentWorldBank
{
    /// <summary>One payment.</summary>
    public sealed record Payment(string Id, string UniqueId, long Amount, string Currency)
    {
        /// <summary>Its status.</summary>
        public string Status { get; set; } = "to_capture";

        /// <summary>Refunds, each with its amount.</summary>
        public List<long> Refunds { get; } = [];
    }

    /// <summary>Every payment, oldest first.</summary>
    public List<Payment> Payments { get; } = [];

    /// <summary>How payments tell their refunds.</summary>
    public RefundTelling Refunding { get; set; }

    /// <summary>True: there is no list of refunds to be had.</summary>
    public bool IsListMute { get; set; }

    /// <summary>Refunds of other payments in the list, before this terminal's.</summary>
    public int OtherRefunds { get; set; }

    /// <summary>True: no answer has a unique_id.</summary>
    public bool IsNameless { get; set; }

    /// <summary>True: answers have a Date.</summary>
    public bool TellsDate { get; set; }

    /// <summary>When payments were created; null: in 2018.</summary>
    public Func<long>? CreatedUtcSeconds { get; set; }

    /// <summary>Status of the next payments.</summary>
    public string NextStatus { get; set; } = "to_capture";

    /// <summary>What has been charged and not paid back, in hundredths.</summary>
    public long Held => Payments.Where(p => p.Status == "to_capture")
        .Sum(p => p.Amount - p.Refunds.Sum());

    /// <summary>Does what the real acquirer would.</summary>
    public AgentWorldReply Handle(AgentWorldRequest request)
    {
        AgentWorldReply reply = Answer(request);
        if (!TellsDate)
        {
            return reply;
        }

        string text = Encoding.UTF8.GetString(reply.Bytes);
        string date = DateTimeOffset.FromUnixTimeSeconds(Now())
            .ToString("R", CultureInfo.InvariantCulture);
        int line = text.IndexOf("\r\n", StringComparison.Ordinal);
        return reply with { Bytes = Encoding.UTF8.GetBytes(text.Insert(line, $"\r\nDate: {date}")) };
    }

    /// <summary>UTC now, for the Date.</summary>
    public Func<long> Now { get; set; } = () => AgentWorld.EpochUtcSeconds;

    private AgentWorldReply Answer(AgentWorldRequest request)
    {
        switch (request.Kind)
        {
            case "Create":
                return Create(request.Json);
            case "Refund":
                return Refund(request.Json);
            case "ListRefunds":
                return ListRefunds(request.Target);
            case "LookUp":
                string wanted = Uri.UnescapeDataString(request.Target.Split('=')[1]);
                IEnumerable<string> found =
                    Payments.Where(p => p.UniqueId == wanted).Select(Describe);
                return AgentWorldReply.Http(200, $$"""{"payments":[{{string.Join(',', found)}}]}""");
            default:
                return Payments.Find(p => p.Id == request.Target.Split('/')[^1]) is Payment one
                    ? AgentWorldReply.Http(200, Describe(one))
                    : AgentWorldReply.Http(
                        404, """{"error":{"type":"invalid_request_error","message":"No such payment"}}""");
        }
    }

    /// <summary>A payment as the API writes it.</summary>
    public string Describe(Payment payment)
    {
        IEnumerable<string> refunds = payment.Refunds.Select(amount => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"amount":{{amount}},"id":"refd_x","status":"to_refund"}"""));
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"amount":{{payment.Amount}},"card":{"id":"card_1","last4":"4242"},
            "created":{{CreatedUtcSeconds?.Invoke() ?? 1_538_564_253}},
             "currency":"{{payment.Currency}}","id":"{{payment.Id}}","order_id":null,
             {{Refunds(payment, [.. refunds])}}"response":"00",
             "status":"{{payment.Status}}"{{(IsNameless ? "" : $",\"unique_id\":\"{payment.UniqueId}\"")}}}
            """);
    }

    private string Refunds(Payment payment, string[] refunds) => Refunding switch
    {
        RefundTelling.Objects => $"\"refunds\":[{string.Join(',', refunds)}],",
        RefundTelling.Ids => $"\"refunds\":[{string.Join(',', payment.Refunds.Select((_, i) => $"\"refd_{i}\""))}],",
        RefundTelling.Null => "\"refunds\":null,",
        _ => "",
    };

    private AgentWorldReply ListRefunds(string target)
    {
        if (IsListMute)
        {
            return AgentWorldReply.Http(
                405, """{"error":{"type":"invalid_request_error","message":"Method not allowed"}}""");
        }

        int start = int.Parse(target.Split("start=")[1], CultureInfo.InvariantCulture);
        int limit = int.Parse(target.Split("limit=")[1].Split('&')[0], CultureInfo.InvariantCulture);
        string[] all =
        [
            .. Enumerable.Range(0, OtherRefunds).Select(i => Listed("paym_other", 100 + i)),
            .. Payments.SelectMany(p => p.Refunds.Select(cents => Listed(p.Id, cents))),
        ];
        string page = string.Join(',', all.Skip(start).Take(limit));
        string more = start + limit < all.Length ? "true" : "false";
        string range = $"\"range\":{{\"start\":{start},\"limit\":{limit},\"has_more\":{more}}}";
        return AgentWorldReply.Http(200, $"{{\"live_mode\":false,\"refunds\":[{page}],{range}}}");
    }

    private static string Listed(string payment, long cents) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"amount":{{cents}},"created":1782892800,"currency":"eur","id":"refd_x",
        "payment":"{{payment}}","status":"to_refund"}
        """);

    private AgentWorldReply Create(JsonElement json)
    {
        string uniqueId = json.GetProperty("unique_id").GetString()!;
        Payment? known = Payments.Find(p => p.UniqueId == uniqueId);
        if (known is not null)
        {
            return AgentWorldReply.Http(
                409,
                $$$"""
                {"error":{"type":"invalid_request_error",
                 "message":"Payment already exists, duplicate unique_id ({{{known.Id}}})"}}
                """);
        }

        var payment = new Payment(
            "paym_" + Payments.Count.ToString("D24", CultureInfo.InvariantCulture), uniqueId,
            json.GetProperty("amount").GetInt64(), json.GetProperty("currency").GetString()!)
        {
            Status = NextStatus,
        };
        Payments.Add(payment);
        return AgentWorldReply.Http(200, Describe(payment));
    }

    private AgentWorldReply Refund(JsonElement json)
    {
        string id = json.GetProperty("payment").GetString()!;
        long amount = json.GetProperty("amount").GetInt64();
        Payment payment = Payments.Single(p => p.Id == id);
        if (payment.Refunds.Sum() + amount > payment.Amount)
        {
            return AgentWorldReply.Http(
                400, """{"error":{"type":"invalid_request_error","message":"Refund above what was paid"}}""");
        }

        payment.Refunds.Add(amount);
        return AgentWorldReply.Http(
            200,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"amount":{{amount}},"id":"refd_aaaaaaaaaaaaaaaaaaaaaaaa",
                "payment":"{{id}}","status":"to_refund"}
                """));
    }
}
