// The bodies that the emulated API answers with: every key that the real one shows, in
// alphabetical order as it does, nulls included, so that a reader that picks keys at the wrong
// depth is found out.

using System.Buffers;
using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>Writes the answers of the emulated API.</summary>
internal static class ApiJson
{
    /// <summary>An error whose message is text.</summary>
    public static ApiResponse Error(int status, string message) => Body(status, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(status));
        json.WriteString("message", message);
        json.WriteEndObject();
    });

    /// <summary>An error whose message is an object with the id that it is about.</summary>
    public static ApiResponse Error(int status, string message, string id) => Body(status, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(status));
        json.WriteStartObject("message");
        json.WriteString("error", message);
        json.WriteString("id", id);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>One payment.</summary>
    public static ApiResponse Payment(
        LedgerPayment payment, UniqueIdForm uniqueId, RefundForm refunds) =>
        Body(200, json => WriteFields(json, payment, uniqueId, refunds));

    /// <summary>One refund.</summary>
    public static ApiResponse Refund(LedgerRefund refund, bool live) => Body(200, json =>
    {
        WriteFields(json, refund);
        json.WriteBoolean("live_mode", live);
    });

    /// <summary>One card, asked for by itself.</summary>
    public static ApiResponse StoredCard(LedgerCard card, bool live) => Body(200, json =>
    {
        json.WriteNull("customer");
        json.WriteBoolean("deleted", false);
        json.WriteNull("external_id");
        WriteFields(json, card, live);
    });

    /// <summary>One customer.</summary>
    public static ApiResponse Customer(LedgerCustomer customer, bool live) =>
        Body(200, json => WriteFields(json, customer, live));

    /// <summary>A page of payments.</summary>
    public static ApiResponse List(
        IReadOnlyList<LedgerPayment> found, ListFilter filter, bool live, ApiManner manner) =>
        List("payments", found, filter, live, manner, (json, payment) =>
            WriteFields(json, payment, manner.UniqueIdInLists, manner.Refunds));

    /// <summary>A page of refunds.</summary>
    public static ApiResponse List(
        IReadOnlyList<LedgerRefund> found, ListFilter filter, bool live, ApiManner manner) =>
        List("refunds", found, filter, live, manner, WriteFields);

    private static ApiResponse List<T>(
        string name, IReadOnlyList<T> found, ListFilter filter, bool live, ApiManner manner,
        Action<Utf8JsonWriter, T> write) =>
        Body(200, json =>
        {
            var page = found.Skip(filter.Start).Take(filter.Limit).ToList();
            var hasMore = manner.ListsEndInNotFound
                ? page.Count == filter.Limit
                : filter.Start + page.Count < found.Count;
            json.WriteBoolean("live_mode", live);
            json.WriteStartArray(name);
            foreach (var one in page)
            {
                json.WriteStartObject();
                write(json, one);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartObject("range");
            json.WriteNumber("end", filter.Start + Math.Max(page.Count - 1, 0));
            json.WriteBoolean("has_more", hasMore);
            json.WriteNumber("limit", filter.Limit);
            json.WriteNumber("start", filter.Start);
            json.WriteEndObject();
        });

    /// <summary>The whole ledger as the admin endpoint and the bench show it.</summary>
    public static byte[] Ledger(LedgerSnapshot ledger) => Body(200, json =>
    {
        json.WriteStartArray("payments");
        foreach (var payment in ledger.Payments)
        {
            json.WriteStartObject();
            WriteFields(json, payment, UniqueIdForm.Told, RefundForm.Objects);
            json.WriteNumber("duplicate_posts", payment.DuplicatePosts);
            json.WriteNumber("refunded_amount", payment.RefundedAmount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("charged_count", ledger.Payments.Count(payment => payment.IsCharged));
        json.WriteNumber(
            "charged_amount",
            ledger.Payments.Where(payment => payment.IsCharged)
                .Sum(payment => payment.Amount - payment.RefundedAmount));
    }).Body;

    private static string TypeOf(int status) => status >= 500 ? "api_error" : "invalid_request_error";

    private static void WriteFields(
        Utf8JsonWriter json, LedgerPayment payment, UniqueIdForm uniqueId, RefundForm refunds)
    {
        json.WriteNumber("amount", payment.Amount);
        WriteAuth(json, payment.Auth);
        json.WriteBoolean("capture", payment.Capture);
        if (payment.Card is { } card)
        {
            json.WriteStartObject("card");
            WriteFields(json, card, payment.LiveMode);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("card");
        }
        json.WriteNumber("created", payment.Created.ToUnixTimeSeconds());
        json.WriteString("currency", payment.Currency);
        if (payment.Customer is { } customer)
        {
            json.WriteStartObject("customer");
            WriteFields(json, customer, payment.LiveMode);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("customer");
        }
        json.WriteNull("date_bank");
        json.WriteString("description", payment.Description);
        if (payment.DeviceJson is { } device)
        {
            json.WritePropertyName("device");
            json.WriteRawValue(device);
        }
        json.WriteString("id", payment.Id);
        json.WriteBoolean("live_mode", payment.LiveMode);
        json.WriteString("method", payment.Card is null ? null : "card");
        json.WriteString("order_id", payment.OrderId);
        WriteRefunds(json, payment.Refunds, refunds);
        json.WriteString("response", payment.Response);
        json.WriteNull("response_author");
        json.WriteString("return_url", payment.ReturnUrl);
        json.WriteString("status", payment.Status);
        if (uniqueId != UniqueIdForm.Absent)
        {
            json.WriteString("unique_id", uniqueId == UniqueIdForm.Null ? null : payment.UniqueId);
        }
    }

    private static void WriteAuth(Utf8JsonWriter json, PayerAuth? auth)
    {
        if (auth is null)
        {
            json.WriteNull("auth");
            return;
        }
        json.WriteStartObject("auth");
        json.WriteString("redirect_url", auth.RedirectUrl);
        json.WriteString("return_url", auth.ReturnUrl);
        json.WriteString("status", auth.Status);
        json.WriteEndObject();
    }

    private static void WriteRefunds(
        Utf8JsonWriter json, IReadOnlyList<LedgerRefund> refunds, RefundForm form)
    {
        switch (form)
        {
            case RefundForm.Absent:
                return;
            case RefundForm.Null:
                json.WriteNull("refunds");
                return;
            case RefundForm.Ids:
                json.WriteStartArray("refunds");
                foreach (var refund in refunds)
                {
                    json.WriteStringValue(refund.Id);
                }
                json.WriteEndArray();
                return;
        }
        json.WriteStartArray("refunds");
        foreach (var refund in refunds)
        {
            json.WriteStartObject();
            WriteFields(json, refund);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter json, LedgerCard card, bool live)
    {
        json.WriteString("brand", card.Brand);
        json.WriteString("country", "FR");
        json.WriteNumber("created", card.Created.ToUnixTimeSeconds());
        WriteNumberOrNull(json, "exp_month", card.ExpMonth);
        WriteNumberOrNull(json, "exp_year", card.ExpYear);
        json.WriteString("funding", "debit");
        json.WriteString("id", card.Id);
        json.WriteString("last4", card.Last4);
        json.WriteBoolean("live_mode", live);
        json.WriteString("name", card.HolderName);
        json.WriteString("nature", "personnal");
        json.WriteString("network", card.Brand);
        json.WriteString("zip_code", card.ZipCode);
    }

    private static void WriteFields(Utf8JsonWriter json, LedgerCustomer customer, bool live)
    {
        json.WriteNumber("created", customer.Created.ToUnixTimeSeconds());
        json.WriteString("email", customer.Email);
        json.WriteString("external_id", customer.ExternalId);
        json.WriteString("id", customer.Id);
        json.WriteBoolean("live_mode", live);
        json.WriteString("mobile", customer.Mobile);
        json.WriteString("name", customer.Name);
    }

    private static void WriteFields(Utf8JsonWriter json, LedgerRefund refund)
    {
        json.WriteNumber("amount", refund.Amount);
        json.WriteNumber("created", refund.Created.ToUnixTimeSeconds());
        json.WriteString("currency", refund.Currency);
        json.WriteString("id", refund.Id);
        json.WriteString("payment", refund.PaymentId);
        json.WriteString("status", refund.Status);
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static ApiResponse Body(int status, Action<Utf8JsonWriter> fields)
    {
        var bytes = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return new ApiResponse(status, bytes.WrittenSpan.ToArray());
    }
}
