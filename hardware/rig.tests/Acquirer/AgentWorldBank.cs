using System.Globalization;
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

    /// <summary>Status of the next payments.</summary>
    public string NextStatus { get; set; } = "to_capture";

    /// <summary>What has been charged and not paid back, in hundredths.</summary>
    public long Held => Payments.Where(p => p.Status == "to_capture")
        .Sum(p => p.Amount - p.Refunds.Sum());

    /// <summary>Does what the real acquirer would.</summary>
    public AgentWorldReply Handle(AgentWorldRequest request)
    {
        switch (request.Kind)
        {
            case "Create":
                return Create(request.Json);
            case "Refund":
                return Refund(request.Json);
            case "LookUp":
                string wanted = Uri.UnescapeDataString(request.Target.Split('=')[1]);
                IEnumerable<string> found =
                    Payments.Where(p => p.UniqueId == wanted).Select(Describe);
                return AgentWorldReply.Http(200, $$"""{"payments":[{{string.Join(',', found)}}]}""");
            default:
                return Payments.Find(p => p.Id == request.Target.Split('/')[^1]) is Payment one
                    ? AgentWorldReply.Http(200, Describe(one))
                    : AgentWorldReply.Http(404, """{"error":{"message":"No such payment"}}""");
        }
    }

    /// <summary>A payment as the API writes it.</summary>
    public static string Describe(Payment payment)
    {
        IEnumerable<string> refunds = payment.Refunds.Select(amount => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"amount":{{amount}},"id":"refd_x","status":"to_refund"}"""));
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"amount":{{payment.Amount}},"card":{"id":"card_1","last4":"4242"},"created":1538564253,
             "currency":"{{payment.Currency}}","id":"{{payment.Id}}","order_id":null,
             "refunds":[{{string.Join(',', refunds)}}],"response":"00",
             "status":"{{payment.Status}}","unique_id":"{{payment.UniqueId}}"}
            """);
    }

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
                400, """{"error":{"message":"Refund above what was paid"}}""");
        }

        payment.Refunds.Add(amount);
        return AgentWorldReply.Http(
            200,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"amount":{{amount}},"id":"refd_1","payment":"{{id}}","status":"to_refund"}"""));
    }
}
