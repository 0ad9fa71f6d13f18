using System.Text;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation.Days;

/// <summary>What a request asks, as the checkers need it.</summary>
/// <param name="Kind">Create, LookUp, Read or Refund.</param>
/// <param name="UniqueId">Of a create or a look-up.</param>
/// <param name="PaymentId">Of a read or a refund.</param>
public sealed record DayRequest(string Kind, string? UniqueId, string? PaymentId)
{
    private const string Checkout = "/v1/checkout";

    /// <summary>Reads the bytes that begin a request; null for other bytes.</summary>
    public static DayRequest? Of(byte[] bytes)
    {
        string text = Encoding.ASCII.GetString(bytes);
        string[] words = text.Split(' ', 3);
        if (words.Length < 3 || (words[0] != "POST" && words[0] != "GET"))
        {
            return null;
        }

        string[] target = words[1].Split('?', 2);
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return Of(
            words[0], target[0], target.Length > 1 ? target[1] : "",
            head < 0 ? "" : text[(head + 4)..]);
    }

    /// <summary>Reads a request that has arrived.</summary>
    public static DayRequest Of(ApiRequest request) => Of(
        request.Method, request.Path, request.Query, Encoding.ASCII.GetString(request.Body.Span));

    private static DayRequest Of(string method, string path, string query, string body)
    {
        if (method == "POST")
        {
            return path == Checkout
                ? new DayRequest("Create", Member(body, "unique_id"), null)
                : new DayRequest("Refund", null, Member(body, "payment"));
        }

        int at = query.IndexOf("unique_id=", StringComparison.Ordinal);
        return at >= 0
            ? new DayRequest("LookUp", query[(at + 10)..].Split('&')[0], null)
            : new DayRequest("Read", null, path[(path.LastIndexOf('/') + 1)..]);
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
