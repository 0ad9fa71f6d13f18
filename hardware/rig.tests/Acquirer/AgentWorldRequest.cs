using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// A request as a server that knows nothing of the agent reads it: request line, headers and body,
/// each checked against RFC 9112.
/// </summary>
public sealed record AgentWorldRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The request's kind in the agent's words.</summary>
    public string Kind => Method == "POST"
        ? (Target == "/v1/checkout" ? "Create" : "Refund")
        : Target.StartsWith("/v1/refunds?", StringComparison.Ordinal) ? "ListRefunds"
        : Target.Contains('?', StringComparison.Ordinal) ? "LookUp" : "Read";

    /// <summary>The body's JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>Reads one request.</summary>
    /// <returns>The bytes that it takes; 0 while it is not whole.</returns>
    public static int TryParse(ReadOnlySpan<byte> bytes, out AgentWorldRequest? request)
    {
        request = null;
        int head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        string[] lines = Encoding.ASCII.GetString(bytes[..head]).Split("\r\n");
        string[] first = lines[0].Split(' ');
        if (first.Length != 3 || first[2] != "HTTP/1.1")
        {
            throw new FormatException($"request line: {lines[0]}");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line[..colon].Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            {
                throw new FormatException($"header: {line}");
            }

            headers.Add(line[..colon], line[(colon + 1)..].Trim(' '));
        }

        int length = headers.TryGetValue("Content-Length", out string? text)
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        int whole = head + 4 + length;
        if (bytes.Length < whole)
        {
            return 0;
        }

        request = new(first[0], first[1], headers, bytes[(head + 4)..whole].ToArray());
        return whole;
    }
}
