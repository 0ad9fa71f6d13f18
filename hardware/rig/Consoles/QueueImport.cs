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
public sealed class QueueImport(HttpClient http, string key)
{
    private const int Tries = 4;

    private readonly AuthenticationHeaderValue _authorization =
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":")));

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
                _ => await LookUpAsync(transaction, stop) is { } known
                    ? Compare(transaction, known) : await CreateAsync(transaction, stop),
            };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
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
        (HttpStatusCode status, JsonNode? answer) =
            await SendAsync(HttpMethod.Post, "/v1/checkout", body, stop);
        if (status == HttpStatusCode.Conflict)
        {
            return await LookUpAsync(transaction, stop) is { } known
                ? Compare(transaction, known) : Open(transaction, "409, and not found: import again");
        }

        return status == HttpStatusCode.OK && answer is not null
            ? Compare(transaction, answer)
            : Open(transaction, $"HTTP {(int)status}");
    }

    // What was given up by the cashier is paid back if it was charged, and forgotten if it was not.
    private async Task<ImportResult> CancelAsync(ExportedTransaction transaction, CancellationToken stop)
    {
        JsonNode? known = await LookUpAsync(transaction, stop);
        if (known is null)
        {
            return new ImportResult(transaction.UniqueId, true, "cancelled, never charged");
        }

        ImportResult compared = Compare(transaction, known);
        if (!compared.IsSettled || !IsCharged(known))
        {
            return compared;
        }

        if (known["refunds"] is JsonArray { Count: > 0 })
        {
            return new ImportResult(transaction.UniqueId, true, "cancelled, refunded already");
        }

        var body = new JsonObject
        {
            ["payment"] = Text(known, "id"),
            ["amount"] = transaction.AmountCents,
        };
        (HttpStatusCode status, _) = await SendAsync(HttpMethod.Post, "/v1/refunds", body, stop);
        return status == HttpStatusCode.OK
            ? new ImportResult(transaction.UniqueId, true, $"cancelled, refunded {Text(known, "id")}")
            : Open(transaction, $"cancelled, refund refused: HTTP {(int)status}");
    }

    private async Task<JsonNode?> LookUpAsync(ExportedTransaction transaction, CancellationToken stop)
    {
        (HttpStatusCode status, JsonNode? answer) = await SendAsync(
            HttpMethod.Get, "/v1/checkout?unique_id=" + Uri.EscapeDataString(transaction.UniqueId), null, stop);
        if (status == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (status != HttpStatusCode.OK || answer?["payments"] is not JsonArray payments)
        {
            throw new HttpRequestException($"look-up: HTTP {(int)status}");
        }

        return payments.FirstOrDefault(p => Text(p, "unique_id") == transaction.UniqueId)
            ?? (payments.Count == 0 ? null : throw new JsonException("look-up: another payment"));
    }

    private async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(
        HttpMethod method, string target, JsonObject? body, CancellationToken stop)
    {
        for (int tried = 1; ; tried++)
        {
            using var request = new HttpRequestMessage(method, target);
            request.Headers.Authorization = _authorization;
            if (body is not null)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = await http.SendAsync(request, stop);
            bool isBusy = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                || (int)response.StatusCode >= 500;
            if (isBusy && tried < Tries)
            {
                await Task.Delay(500 << tried, stop);
                continue;
            }

            string text = await response.Content.ReadAsStringAsync(stop);
            return (response.StatusCode, response.IsSuccessStatusCode ? JsonNode.Parse(text) : null);
        }
    }

    private static ImportResult Compare(ExportedTransaction transaction, JsonNode payment)
    {
        bool isSame = Text(payment, "unique_id") == transaction.UniqueId
            && Text(payment, "amount") == transaction.AmountCents.ToString(CultureInfo.InvariantCulture)
            && Text(payment, "currency") == transaction.Currency;
        string status = Text(payment, "status");
        string words = $"{(IsCharged(payment) ? "delivered" : "refused")} {Text(payment, "id")} status={status}";
        return !isSame ? Open(transaction, "the acquirer has another payment under this id")
            : status.Length == 0 ? Open(transaction, "no status yet: import again")
            : new ImportResult(transaction.UniqueId, true, words);
    }

    private static bool IsCharged(JsonNode payment) =>
        Text(payment, "status") is "authorized" or "to_capture" or "capture_sent" or "captured";

    private static string Text(JsonNode? node, string member) => node?[member]?.ToString() ?? "";

    private static ImportResult Open(ExportedTransaction transaction, string words) =>
        new(transaction.UniqueId, false, words);
}
