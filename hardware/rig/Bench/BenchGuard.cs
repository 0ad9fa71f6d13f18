// Who may use the bench. On loopback: whoever comes under a loopback name and, for actions, with a
// header that a page of another origin cannot set; a name that leads here by a trick of DNS is
// refused, and so is another page's Origin. Elsewhere the token that was printed at the start is
// needed besides, in a header or, for the browser, in a cookie that the first visit sets.

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Terminal.Rig.Bench;

/// <summary>Decides about each request before anything else looks at it.</summary>
/// <param name="address">Where the bench listens.</param>
internal sealed class BenchGuard(IPAddress address)
{
    private const string Cookie = "bench";
    private const int TokenBytes = 24;

    private readonly byte[]? _token = IPAddress.IsLoopback(address)
        ? null : Encoding.ASCII.GetBytes(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)));

    /// <summary>The token, or null where none is needed.</summary>
    public string? Token => _token is null ? null : Encoding.ASCII.GetString(_token);

    /// <summary>Why a request is refused, or null.</summary>
    public (int Status, string Words)? Refuses(HttpRequest request)
    {
        if (!IsOwnName(request.Host.Host))
        {
            return (403, _token is null
                ? "Only 127.0.0.1 and localhost are served."
                : "Use the address that the bench printed, not a name.");
        }

        if (!IsOwnOrigin(request))
        {
            return (403, "A page of another origin may not use the bench.");
        }

        if (_token is not null && !HasToken(request))
        {
            return (401, "Open the address with the token that the bench printed at its start.");
        }

        bool isAction = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        return isAction && !request.Headers.ContainsKey(BenchServer.Header)
            ? (403, $"A POST needs the header {BenchServer.Header}.") : null;
    }

    /// <summary>
    /// The first visit brings the token in the address: it goes into a cookie and out of the address.
    /// </summary>
    /// <returns>True when the request is answered.</returns>
    public bool Welcomes(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (_token is null || request.Path != "/" || !HttpMethods.IsGet(request.Method)
            || !IsOwnName(request.Host.Host) || !IsToken(request.Query["token"]))
        {
            return false;
        }

        context.Response.Cookies.Append(Cookie, Token!, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        });
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = "/";
        context.Response.Headers.CacheControl = "no-store";
        return true;
    }

    // An address of numbers cannot be made to lead elsewhere; a name can.
    private bool IsOwnName(string host) => _token is null
        ? host is "127.0.0.1" or "localhost" or "[::1]"
        : host == "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static bool IsOwnOrigin(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            || string.Equals(origin, $"http://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private bool HasToken(HttpRequest request) =>
        IsToken(request.Headers[BenchServer.TokenHeader]) || IsToken(request.Cookies[Cookie]);

    private bool IsToken(string? given) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token);
}
