// What the tests of the emulated acquirer share: requests to the API core, a server with a
// client that trusts its authority and no other, and a raw TLS connection for what no HTTP
// client would let through.

using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>A server on a free port, and clients of it.</summary>
internal sealed class ApiClient : IAsyncDisposable
{
    public const string Visa = """{"number":"4242424242424242","exp_month":2,"exp_year":2030,"cvc":"123"}""";

    private static readonly CertificateAuthority Authority = new();

    private ApiClient(AcquirerServer server)
    {
        Server = server;
        Http = NewHttp();
    }

    public AcquirerServer Server { get; }

    public HttpClient Http { get; }

    public Ledger Ledger => Server.Api.Ledger;

    public static string Basic(string key) =>
        "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"));

    public static async Task<ApiClient> StartAsync(params IReadOnlyList<FaultRule> rules)
    {
        var server = await AcquirerServer.StartAsync(new AcquirerApi(new Ledger()), Authority);
        server.Faults.Set(rules);
        return new ApiClient(server);
    }

    /// <summary>A request straight to the API core.</summary>
    public static ApiRequest Request(
        string method, string target, string body = "", string key = AcquirerOptions.DefaultKey)
    {
        var parts = target.Split('?', 2);
        return new ApiRequest(
            method, parts[0], parts.Length > 1 ? parts[1] : "", Basic(key), Encoding.UTF8.GetBytes(body));
    }

    public static JsonNode Parse(ApiResponse response) => JsonNode.Parse(response.Body)!;

    /// <summary>A body for checkout; members is JSON text of further members.</summary>
    public static string Checkout(string uniqueId, int amount = 1250, string card = Visa) =>
        $$"""{"amount":{{amount}},"currency":"eur","unique_id":"{{uniqueId}}","card":{{card}}}""";

    public Task<HttpResponseMessage> PostAsync(string uniqueId, int amount = 1250) => Http.PostAsync(
        "/v1/checkout",
        new StringContent(Checkout(uniqueId, amount), Encoding.UTF8, "application/json"));

    /// <summary>
    /// A client that trusts the authority's PEM and checks the name api.stancer.com.
    /// </summary>
    public HttpClient NewHttp()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, stop) =>
            {
                var stream = await OpenAsync(stop);
                return stream;
            },
        };

        // The callback hands over a stream that speaks TLS already, so the scheme here is plain.
        var http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://" + CertificateAuthority.Host),
            Timeout = TimeSpan.FromSeconds(60),
        };
        http.DefaultRequestHeaders.Authorization =
            AuthenticationHeaderValue.Parse(Basic(AcquirerOptions.DefaultKey));
        return http;
    }

    /// <summary>A TLS connection, verified.</summary>
    public async Task<SslStream> OpenAsync(
        CancellationToken stop = default, SslProtocols protocols = SslProtocols.None,
        string? application = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Server.EndPoint, stop);
        var tls = new SslStream(new NetworkStream(socket, true));
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(
            X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Server.RootPem)));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = CertificateAuthority.Host,
                CertificateChainPolicy = policy,
                EnabledSslProtocols = protocols,
                ApplicationProtocols = application is null ? null : [new SslApplicationProtocol(application)],
            },
            stop);
        return tls;
    }

    /// <summary>A whole request as bytes.</summary>
    public static byte[] RawRequest(string method, string target, string body = "") =>
        Encoding.UTF8.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: api.stancer.com\r\n"
            + $"Authorization: {Basic(AcquirerOptions.DefaultKey)}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}"
            + $"\r\n\r\n{body}");

    /// <summary>Sends bytes on a new connection and reads until its end.</summary>
    /// <returns>What came, and whether the connection was reset rather than closed.</returns>
    public async Task<(string Text, bool Reset)> ExchangeAsync(byte[] request)
    {
        await using var tls = await OpenAsync();
        await tls.WriteAsync(request);
        return await ReadToEndAsync(tls);
    }

    public static async Task<(string Text, bool Reset)> ReadToEndAsync(Stream stream)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        var buffer = new byte[65_536];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, stop.Token)) > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
            return (text.ToString(), false);
        }
        catch (IOException)
        {
            return (text.ToString(), true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
