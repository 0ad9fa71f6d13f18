using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Terminal.Rig.Consoles;

/// <summary>What came back for one request of the import.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body where it is a JSON object, or null.</param>
/// <param name="At">When the acquirer says it answered; null where it does not say.</param>
internal sealed record ImportAnswer(HttpStatusCode Status, JsonObject? Body, DateTimeOffset? At)
{
    /// <summary>It worked, and says so in JSON.</summary>
    public bool IsGood => (int)Status is >= 200 and < 300 && Body is not null;

    /// <summary>
    /// An error in the acquirer's own words; anything else that is no success is a gateway's.
    /// </summary>
    public bool IsOwnError => (int)Status is >= 400 and < 500
        && Body?["error"] is JsonObject error && error["type"] is JsonValue;

    /// <summary>The payment that a 409 names; empty where it names none.</summary>
    public string NamedPayment
    {
        get
        {
            string words = Body?["error"]?["message"]?.ToJsonString() ?? "";
            int at = words.IndexOf("paym_", StringComparison.Ordinal);
            int end = at;
            while (at >= 0 && end < words.Length
                && (char.IsAsciiLetterOrDigit(words[end]) || words[end] == '_'))
            {
                end++;
            }

            return at < 0 ? "" : words[at..end];
        }
    }

    /// <summary>Reads an answer.</summary>
    public static async Task<ImportAnswer> ReadAsync(
        HttpResponseMessage response, CancellationToken stop)
    {
        string text = await response.Content.ReadAsStringAsync(stop);
        JsonObject? body = null;
        try
        {
            body = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // A page for people: whoever wrote it is not the acquirer.
        }

        return new ImportAnswer(response.StatusCode, body, response.Headers.Date);
    }
}
