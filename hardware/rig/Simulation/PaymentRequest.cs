using System.Globalization;
using System.Text;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation;

/// <summary>What a request asks, as the checkers need it.</summary>
/// <param name="Kind">Create, LookUp, Read or Refund.</param>
/// <param name="UniqueId">Of a create or a look-up.</param>
/// <param name="PaymentId">Of a read or a refund.</param>
/// <param name="Cents">Amount of a refund.</param>
public sealed record PaymentRequest(string Kind, string? UniqueId, string? PaymentId, int Cents = 0)
{
    private const string Checkout = "/v1/checkout";

    /// <summary>The requests that begin in some bytes; several may follow one another.</summary>
    public static List<PaymentRequest> AllOf(byte[] bytes)
    {
        List<PaymentRequest> requests = [];
        string text = Encoding.ASCII.GetString(bytes);
        while (text.StartsWith("POST ", StringComparison.Ordinal)
            || text.StartsWith("GET ", StringComparison.Ordinal))
        {
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0)
            {
                break;
            }

            string[] words = text.Split(' ', 3);
            string[] target = words[1].Split('?', 2);
            int end = Math.Min(text.Length, head + 4 + LengthIn(text[..head]));
            requests.Add(Of(
                words[0], target[0], target.Length > 1 ? target[1] : "", text[(head + 4)..end]));
            text = text[end..];
        }

        return requests;
    }

    /// <summary>Reads a request that has arrived.</summary>
    public static PaymentRequest Of(ApiRequest request) => Of(
        request.Method, request.Path, request.Query, Encoding.ASCII.GetString(request.Body.Span));

    private static PaymentRequest Of(string method, string path, string query, string body)
    {
        if (method == "POST")
        {
            return path == Checkout
                ? new PaymentRequest("Create", Member(body, "unique_id"), null)
                : new PaymentRequest("Refund", null, Member(body, "payment"), CentsIn(body));
        }

        int at = query.IndexOf("unique_id=", StringComparison.Ordinal);
        return at >= 0
            ? new PaymentRequest("LookUp", query[(at + 10)..].Split('&')[0], null)
            : new PaymentRequest("Read", null, path[(path.LastIndexOf('/') + 1)..]);
    }

    private static int LengthIn(string head)
    {
        const string Name = "Content-Length:";
        int at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 0;
        }

        string rest = head[(at + Name.Length)..];
        int end = rest.IndexOf('\r', StringComparison.Ordinal);
        return int.TryParse((end < 0 ? rest : rest[..end]).Trim(), out int length) ? length : 0;
    }

    private static int CentsIn(string body)
    {
        const string Name = "\"amount\":";
        int at = body.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        int end = at;
        while (at >= Name.Length && end < body.Length && char.IsAsciiDigit(body[end]))
        {
            end++;
        }

        return end > at
            ? int.Parse(body.AsSpan(at, end - at), CultureInfo.InvariantCulture) : 0;
    }

    private static string? Member(string body, string name)
    {
        string key = $"\"{name}\":\"";
        int at = body.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        int end = body.IndexOf('"', at + key.Length);
        return end < 0 ? null : body[(at + key.Length)..end];
    }
}
