// What gateways, firewalls and load balancers say in an API's place. None of these bodies holds
// the API's own error object ("error" with a "type" in it), however much some resemble it: that is
// how a client can tell that the API did not speak.
//
// A request that was answered 401, 403, 404, 413, 421, 425 or 431 never reached the API: the
// gateway decides these before it opens its way to the API. After a 5xx nobody knows.

using System.Text;

namespace Terminal.Rig.Acquirer;

/// <summary>What a gateway puts into its answer.</summary>
public enum GatewayBody
{
    /// <summary>A page for people.</summary>
    Page,

    /// <summary>JSON with a message, as API gateways write it.</summary>
    Json,

    /// <summary>JSON with an error object of another make.</summary>
    ErrorObject,

    /// <summary>A line of text.</summary>
    Text,

    /// <summary>Nothing.</summary>
    Empty,
}

/// <summary>Writes the answers of what stands in front of the API.</summary>
public static class GatewayAnswer
{
    /// <summary>The words of a gateway whose route is being redeployed.</summary>
    public const string NoRouteWords = "no Route matched with those values";

    /// <summary>404 of a gateway that has lost its route to the API.</summary>
    public static ApiResponse NoRoute() => Of(404, GatewayBody.Json);

    /// <summary>True where the API may have had the request all the same.</summary>
    public static bool MayHaveTakenEffect(int status) => status >= 500;

    /// <summary>An answer of a status and a form.</summary>
    public static ApiResponse Of(int status, GatewayBody body) => body switch
    {
        GatewayBody.Page => Page(status),
        GatewayBody.Json => new ApiResponse(
            status, Bytes($$"""{"message":"{{WordsOf(status)}}"}""")),
        GatewayBody.ErrorObject => new ApiResponse(
            status,
            Bytes($$$"""{"error":{"code":{{{status}}},"message":"{{{WordsOf(status)}}}"}}""")),
        GatewayBody.Text => new ApiResponse(status, Bytes(WordsOf(status) + "\n"))
        {
            ContentType = "text/plain",
        },
        _ => new ApiResponse(status, []) { ContentType = "text/plain" },
    };

    private static ApiResponse Page(int status) => new(
        status,
        Bytes($"<html>\r\n<head><title>{status} {TitleOf(status)}</title></head>\r\n"
            + $"<body>\r\n<center><h1>{status} {TitleOf(status)}</h1></center>\r\n"
            + "<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"))
    {
        ContentType = "text/html",
    };

    private static string WordsOf(int status) => status switch
    {
        401 => "Unauthorized",
        403 => "You cannot consume this service",
        404 => NoRouteWords,
        502 => "An invalid response was received from the upstream server",
        503 => "upstream connect error or disconnect/reset before headers",
        504 => "The upstream server is timing out",
        _ => TitleOf(status),
    };

    private static string TitleOf(int status) => status switch
    {
        401 => "Authorization Required",
        403 => "Forbidden",
        404 => "Not Found",
        413 => "Request Entity Too Large",
        421 => "Misdirected Request",
        425 => "Too Early",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        _ => "Error",
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
