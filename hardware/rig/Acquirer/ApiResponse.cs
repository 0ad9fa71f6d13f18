using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Terminal.Rig.Acquirer;

/// <summary>An answer of the emulated API before HTTP is put on.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body; empty when there is none.</param>
public sealed record ApiResponse(int Status, byte[] Body)
{
    /// <summary>Content type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers in the order in which they are sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long the answer is held back after the request took effect, in ms.</summary>
    public int DelayMs { get; init; }

    /// <summary>
    /// The whole answer in HTTP/1.1 with Content-Length, for whoever has no web server between.
    /// </summary>
    public byte[] ToHttp11()
    {
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} ")
            .Append(ReasonPhrases.GetReasonPhrase(Status)).Append("\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        head.Append("Content-Type: ").Append(ContentType).Append("\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. Body];
    }
}
