// The import lives in the same world as the terminal (SPEC.md, Export): what was sent may be booked
// later, a look-up may lag, whoever answers need not be the acquirer, and a refund has no key. So
// nothing ends here on an absence, but after the time in which the acquirer books.

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Terminal.Rig.Consoles;

/// <summary>
/// Delivers exported transactions through the acquirer, each once: under its own id, looked up first when the
/// acquirer may have it already, and compared whenever the acquirer knows it.
/// </summary>
/// <param name="http">A client of the acquirer, with its address and time limit.</param>
/// <param name="key">The API key; it goes nowhere but into requests.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class QueueImport(HttpClient http, string key, TimeProvider? time = null)
{
    private const int Tries = 4;
    private const int RefundCentsMin = 50;
    private const int PageRows = 20;
    private const int PagesMax = 250;

    private static readonly TimeSpan Settle =
        TimeSpan.FromHours(Terminal.Agent.Limits.SettleHours);

    private static readonly string[] Charged =
        ["authorized", "to_capture", "capture_sent", "captured"];

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly AuthenticationHeaderValue _authorization =
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":")));

    /// <summary>Told of each body that is about to be sent.</summary>
    public Action<string, string>? Sending { get; set; }

    /// <summary>Delivers one transaction.</summary>
    public async Task<ImportResult> DeliverAsync(ExportedTransaction transaction, CancellationToken stop)
    {
        if (transaction.IsRefund)
        {
            return Open(transaction, "a refund: to be made by hand in the acquirer's portal");
        }

        try
        {
            return transaction.State switch
            {
                "cancelrequested" => await CancelAsync(transaction, stop),
                "pending" => await CreateAsync(transaction, stop),
                _ => await FindAsync(transaction, stop) is { Payment: JsonNode known }
                    ? Compare(transaction, known) : await CreateAsync(transaction, stop),
            };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ImportException)
        {
            // The id makes another run safe, whatever the acquirer has received of this one.
            return Open(transaction, "no usable answer, import again: " + e.Message);
        }
    }

    private async Task<ImportResult> CreateAsync(ExportedTransaction transaction, CancellationToken stop)
    {
        if (transaction.SealedBase64.Length == 0)
        {
            return Open(transaction, "its payload is lost, so it can only be looked up; the acquirer does not know it");
        }

        var body = new JsonObject
        {
            ["amount"] = transaction.AmountCents,
            ["currency"] = transaction.Currency,
            ["unique_id"] = transaction.UniqueId,
            ["capture"] = true,
            ["card"] = new JsonObject
            {
                ["ksn"] = transaction.Ksn,
                ["sealed"] = transaction.SealedBase64,
            },
        };
        ImportAnswer answer = await SendAsync(HttpMethod.Post, "/v1/checkout", body, Tries, stop);
        if (answer is { Status: HttpStatusCode.Conflict, IsOwnError: true, NamedPayment.Length: > 0 })
        {
            return await ReadAsync(answer.NamedPayment, stop) is JsonNode known
                ? Compare(transaction, known)
                : Open(transaction, "409, and not found yet: import again");
        }

        return answer.IsGood ? Compare(transaction, answer.Body!)
            : Open(transaction, $"HTTP {(int)answer.Status}{Speaker(answer)}");
    }

    // What was given up by the cashier is paid back if it was charged. An acquirer that does not
    // show it may still book it, until the time is over in which it does.
    private async Task<ImportResult> CancelAsync(ExportedTransaction transaction, CancellationToken stop)
    {
        Found found = await FindAsync(transaction, stop);
        if (found.Payment is not JsonNode known)
        {
            DateTimeOffset? settlesAt = transaction.ChangedAt + Settle;
            bool isOver = found.IsAbsent && settlesAt < _time.GetUtcNow()
                && (found.At is null || settlesAt < found.At);
            return isOver
                ? new ImportResult(transaction.UniqueId, true, "cancelled, never charged")
                : Open(transaction, "cancelled, and not charged so far: import again"
                    + (settlesAt is DateTimeOffset at ? $" after {at:yyyy-MM-dd HH:mm}Z" : ""));
        }

        ImportResult compared = Compare(transaction, known);
        if (!compared.IsSettled || !IsCharged(known))
        {
            return compared;
        }

        RefundsSeen seen = await RefundsAsync(known, stop);
        if (!seen.IsTold)
        {
            return Open(
                transaction,
                $"cancelled, charged as {Text(known, "id")}, and the acquirer does not tell its refunds: "
                    + "to be paid back by hand");
        }

        long leftCents = transaction.AmountCents - seen.SumCents;
        return leftCents <= 0
            ? new ImportResult(transaction.UniqueId, true, "cancelled, refunded already")
            : leftCents < RefundCentsMin
            ? Open(transaction, $"cancelled, {leftCents} cents of {Text(known, "id")} are too few to refund")
            : await RefundAsync(transaction, known, leftCents, stop);
    }

    // Sent once. An answer that is lost proves nothing: only a refund that was not there before
    // does.
    private async Task<ImportResult> RefundAsync(
        ExportedTransaction transaction, JsonNode payment, long cents, CancellationToken stop)
    {
        string id = Text(payment, "id");
        var body = new JsonObject { ["payment"] = id, ["amount"] = cents };
        ImportAnswer? answer = null;
        try
        {
            answer = await SendAsync(HttpMethod.Post, "/v1/refunds", body, 1, stop);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // Whether it was made, nobody knows yet.
        }

        bool isMade = answer is { IsGood: true } && Text(answer.Body, "payment") == id
            && Text(answer.Body, "status") != "not_honored";
        if (isMade)
        {
            return new ImportResult(transaction.UniqueId, true, $"cancelled, refunded {id}");
        }

        return answer is { IsGood: true } or { IsOwnError: true }
            ? Open(transaction, $"cancelled, refund of {id} refused: HTTP {(int)answer.Status}")
            : Open(transaction, $"cancelled, the refund of {id} was sent and its answer is lost:"
                + $" look there, or import again after {_time.GetUtcNow() + Settle:yyyy-MM-dd HH:mm}Z");
    }

    private async Task<RefundsSeen> RefundsAsync(JsonNode payment, CancellationToken stop)
    {
        RefundsSeen own = RefundsSeen.Of(payment);
        if (own.IsTold || !long.TryParse(Text(payment, "created"), out long created))
        {
            return own;
        }

        List<JsonNode?> found = [];
        for (int page = 0; page < PagesMax; page++)
        {
            ImportAnswer answer = await SendAsync(
                HttpMethod.Get,
                $"/v1/refunds?created={created}&limit={PageRows}&start={page * PageRows}", null,
                Tries, stop);
            bool isEnd = answer is { Status: HttpStatusCode.NotFound, IsOwnError: true };
            if (!isEnd && (!answer.IsGood || answer.Body!["refunds"] is not JsonArray))
            {
                return RefundsSeen.Untold;
            }

            JsonArray rows = isEnd ? [] : (JsonArray)answer.Body!["refunds"]!;
            found.AddRange(rows.Where(one => Text(one, "payment") == Text(payment, "id")));
            if (isEnd || Text(answer.Body!["range"], "has_more") != "true")
            {
                return RefundsSeen.Sum(found);
            }
        }

        return RefundsSeen.Untold;
    }

    // An entry of a list without an id is neither proof nor disproof: it is read by its own.
    private async Task<Found> FindAsync(ExportedTransaction transaction, CancellationToken stop)
    {
        if (transaction.PaymentId.Length > 0
            && await ReadAsync(transaction.PaymentId, stop) is JsonNode named)
        {
            return new Found(named, false, null);
        }

        ImportAnswer answer = await SendAsync(
            HttpMethod.Get, "/v1/checkout?unique_id=" + Uri.EscapeDataString(transaction.UniqueId), null, Tries,
            stop);
        if (answer is { Status: HttpStatusCode.NotFound, IsOwnError: true })
        {
            return new Found(null, true, answer.At);
        }

        if (!answer.IsGood || answer.Body!["payments"] is not JsonArray payments)
        {
            throw new ImportException($"look-up: HTTP {(int)answer.Status}{Speaker(answer)}");
        }

        bool isAbsent = true;
        foreach (JsonNode entry in payments.OfType<JsonNode>())
        {
            JsonNode? payment = Text(entry, "unique_id").Length > 0
                ? entry : await ReadAsync(Text(entry, "id"), stop);
            if (Text(payment, "unique_id") == transaction.UniqueId)
            {
                return new Found(payment, false, answer.At);
            }

            isAbsent &= Text(payment, "unique_id").Length > 0;
        }

        return new Found(null, isAbsent, answer.At);
    }

    private async Task<JsonNode?> ReadAsync(string id, CancellationToken stop)
    {
        ImportAnswer answer = await SendAsync(
            HttpMethod.Get, "/v1/checkout/" + Uri.EscapeDataString(id), null, Tries, stop);
        return answer.IsGood ? answer.Body
            : answer is { Status: HttpStatusCode.NotFound, IsOwnError: true } ? null
            : throw new ImportException($"read: HTTP {(int)answer.Status}{Speaker(answer)}");
    }

    private async Task<ImportAnswer> SendAsync(
        HttpMethod method, string target, JsonObject? body, int tries, CancellationToken stop)
    {
        for (int tried = 1; ; tried++)
        {
            using var request = new HttpRequestMessage(method, target);
            request.Headers.Authorization = _authorization;
            if (body is not null)
            {
                string text = body.ToJsonString();
                Sending?.Invoke(target, text);
                request.Content = new StringContent(text, Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = await http.SendAsync(request, stop);
            bool isBusy = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                || (int)response.StatusCode >= 500;
            if (!isBusy || tried >= tries)
            {
                return await ImportAnswer.ReadAsync(response, stop);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500 << tried), _time, stop);
        }
    }

    // Under a 409 or by its id a payment may come without the unique_id; another one is another
    // payment.
    private static ImportResult Compare(ExportedTransaction transaction, JsonNode payment)
    {
        string uniqueId = Text(payment, "unique_id");
        bool isSame = (uniqueId.Length == 0 || uniqueId == transaction.UniqueId)
            && Text(payment, "amount") == transaction.AmountCents.ToString(CultureInfo.InvariantCulture)
            && Text(payment, "currency") == transaction.Currency;
        string status = Text(payment, "status");
        string words = status is "refunded" || (status == "canceled" && RefundsSeen.Of(payment).Count > 0)
            ? "paid back"
            : IsCharged(payment) ? "delivered" : "refused";
        return !isSame ? Open(transaction, "the acquirer has another payment under this id")
            : status.Length == 0 ? Open(transaction, "no status yet: import again")
            : new ImportResult(
                transaction.UniqueId, true, $"{words} {Text(payment, "id")} status={status}");
    }

    private static bool IsCharged(JsonNode payment) => Charged.Contains(Text(payment, "status"));

    private static string Speaker(ImportAnswer answer) =>
        answer.IsOwnError ? "" : ", not in the acquirer's own words";

    private static string Text(JsonNode? node, string member) => node?[member]?.ToString() ?? "";

    private static ImportResult Open(ExportedTransaction transaction, string words) =>
        new(transaction.UniqueId, false, words);

    // Where no payment was found: absent, or something that nobody can tell whose it is.
    private sealed record Found(JsonNode? Payment, bool IsAbsent, DateTimeOffset? At);
}
