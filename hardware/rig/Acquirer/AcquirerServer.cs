// The emulated acquirer on a socket: Kestrel with TLS 1.2 and 1.3 on loopback, a thin shell over
// AcquirerApi. The faults that concern bytes are done between TLS and HTTP (ConnectionWire),
// those that concern the handshake in the callback that picks the certificate, those that
// concern the socket in the listener.

using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Terminal.Rig.Acquirer;

/// <summary>An acquirer that listens on loopback until it is disposed of.</summary>
public sealed class AcquirerServer : IAsyncDisposable
{
    private const int EndlessBodyBytes = 64 * 1024 * 1024;
    private const int EndlessHeadersBytes = 1024 * 1024;
    private const int EndlessPieceBytes = 4_096;
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(60);

    private readonly CertificateAuthority _authority;
    private readonly WebApplication _app;

    private AcquirerServer(AcquirerApi api, CertificateAuthority authority, IPEndPoint listen)
    {
        Api = api;
        _authority = authority;
        _app = Build(listen);
    }

    /// <summary>Raised after each answer, on the server's thread.</summary>
    public event Action<Exchange>? Exchanged;

    /// <summary>The API behind the socket, with its ledger.</summary>
    public AcquirerApi Api { get; }

    /// <summary>What goes wrong.</summary>
    public AcquirerFaults Faults { get; } = new();

    /// <summary>
    /// What answers requests on which no fault acts, in front of the API; null is the API itself.
    /// </summary>
    public IAcquirerFront? Front { get; set; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>The root certificate to trust, PEM.</summary>
    public byte[] RootPem => _authority.RootPem;

    /// <summary>Starts a server.</summary>
    /// <param name="api">The API to serve.</param>
    /// <param name="authority">Issues its certificates; stays the caller's.</param>
    /// <param name="listen">Where to listen; port 0 takes any free one; null is 127.0.0.1 and port
    /// 0.</param>
    /// <exception cref="IOException">The port is taken; the message says so.</exception>
    public static async Task<AcquirerServer> StartAsync(
        AcquirerApi api, CertificateAuthority authority, IPEndPoint? listen = null)
    {
        var server = new AcquirerServer(
            api, authority, listen ?? new IPEndPoint(IPAddress.Loopback, 0));
        try
        {
            await server._app.StartAsync();
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
        var addresses = server._app.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>();
        var bound = new Uri(addresses.Addresses.First());
        server.EndPoint = new IPEndPoint(IPAddress.Parse(bound.Host), bound.Port);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Answers that are being held back are of no use to anyone any more.
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private WebApplication Build(IPEndPoint listen)
    {
        // The empty builder has no logging, no configuration files and no routes, and listens nowhere else.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.AddLogging();
        builder.Services.AddSingleton(Faults);
        builder.Services.AddSingleton<IConnectionListenerFactory, PausableListenerFactory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(listen, Configure);
        });
        var app = builder.Build();
        app.Run(HandleAsync);
        return app;
    }

    private void Configure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => BelowTlsAsync(connection, next));
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = context => HandshakeAsync(context.CancellationToken),
        });
        listen.Use(next => connection =>
        {
            var wire = new ConnectionWire(connection.Transport, Faults, () => connection.Abort());
            connection.Transport = wire;
            connection.Features.Set(wire);
            return next(connection);
        });
    }

    private async Task BelowTlsAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        switch (Faults.Take(FaultKind.DropConnection, FaultKind.DelayAccept))
        {
            case { Kind: FaultKind.DropConnection }:
                connection.Abort();
                return;
            case { } delay:
                await WaitAsync(delay.DelayMs, connection.ConnectionClosed);
                break;
        }
        await next(connection);
    }

    private async ValueTask<SslServerAuthenticationOptions> HandshakeAsync(CancellationToken stop)
    {
        switch (Faults.Take(FaultKind.DelayHandshake, FaultKind.BreakHandshake))
        {
            case { Kind: FaultKind.BreakHandshake }:
                throw new AuthenticationException("The handshake is broken off on purpose.");
            case { } delay:
                await WaitAsync(delay.DelayMs, stop);
                break;
        }
        var fault = Faults.Take(
            FaultKind.CertificateExpired, FaultKind.CertificateNotYetValid,
            FaultKind.CertificateWrongName, FaultKind.CertificateUnknownAuthority);
        var kind = fault?.Kind switch
        {
            FaultKind.CertificateExpired => ServerCertificate.Expired,
            FaultKind.CertificateNotYetValid => ServerCertificate.NotYetValid,
            FaultKind.CertificateWrongName => ServerCertificate.WrongName,
            FaultKind.CertificateUnknownAuthority => ServerCertificate.UnknownAuthority,
            _ => ServerCertificate.Good,
        };
        return new SslServerAuthenticationOptions
        {
            ServerCertificate = _authority.Issue(kind),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http11, new SslApplicationProtocol("http/1.0")],
            // A resumed session shows no certificate, and a switched fault would not be seen.
            AllowTlsResume = false,
        };
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        var started = Stopwatch.GetTimestamp();
        var wire = context.Features.GetRequiredFeature<ConnectionWire>();
        var plan = Faults.PlanFor(request.Method, request.Path);
        var response = AnswerOf(request, ref plan);
        wire.Arm(plan);
        try
        {
            await AnswerAsync(context, wire, plan, response);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException
            or ConnectionAbortedException or ConnectionResetException)
        {
            // The client left before the answer was out; the exchange is logged all the same.
        }
        wire.NextRequest();
        Exchanged?.Invoke(new Exchange(
            Api.Ledger.UtcNow, request.Method, Target(request), request.Body.Length, response.Status,
            wire.SentBytes, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            [.. plan.Rules.Select(rule => rule.Kind)], request.UniqueId));
    }

    private ApiResponse AnswerOf(ApiRequest request, ref FaultPlan plan)
    {
        if (Front is null || plan.Rules.Count > 0)
        {
            return plan.Answer(Api, request);
        }
        var answer = Front.Handle(request);
        if (answer.Response is null)
        {
            // The connection ends without an answer: the wire does it as for the fault.
            plan = new FaultPlan([new FaultRule { Kind = FaultKind.LoseAnswer }]);
        }
        var response = answer.Response ?? GatewayAnswer.Of(504, GatewayBody.Empty);
        return response with { DelayMs = response.DelayMs + answer.HoldMs };
    }

    private async Task AnswerAsync(
        HttpContext context, ConnectionWire wire, FaultPlan plan, ApiResponse response)
    {
        var stop = context.RequestAborted;
        await WaitAsync(response.DelayMs + (plan[FaultKind.DelayHeaders]?.DelayMs ?? 0), stop);
        var answer = context.Response;
        answer.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            answer.Headers[name] = value;
        }
        if (plan[FaultKind.CloseAfterAnswer] is not null)
        {
            answer.Headers.Connection = "close";
        }
        if (plan[FaultKind.EndlessHeaders] is not null)
        {
            AddEndlessHeaders(answer);
        }
        if (response.Status is not (204 or 304))
        {
            answer.ContentType = response.ContentType;
            await WriteBodyAsync(answer, plan, response.Body, stop);
        }
        await answer.CompleteAsync();
        await wire.RepeatAsync();
        End(context, plan);
    }

    private static async Task WriteBodyAsync(
        HttpResponse answer, FaultPlan plan, byte[] body, CancellationToken stop)
    {
        var endless = plan[FaultKind.EndlessBody] is not null;
        var chunked = plan[FaultKind.Chunked];
        if (!endless && chunked is null)
        {
            answer.ContentLength = body.Length;
        }
        if (plan[FaultKind.DelayBody] is { } delay)
        {
            await answer.StartAsync(stop);
            await answer.Body.FlushAsync(stop);
            await WaitAsync(delay.DelayMs, stop);
        }
        var piece = chunked is { Bytes: > 0 } ? chunked.Bytes : Math.Max(body.Length, 1);
        for (var at = 0; at < body.Length; at += piece)
        {
            await answer.Body.WriteAsync(body.AsMemory(at, Math.Min(piece, body.Length - at)), stop);
            await answer.Body.FlushAsync(stop);
        }
        var filler = endless ? Enumerable.Repeat((byte)' ', EndlessPieceBytes).ToArray() : [];
        for (var sent = 0; endless && sent < EndlessBodyBytes; sent += EndlessPieceBytes)
        {
            await answer.Body.WriteAsync(filler, stop);
            await answer.Body.FlushAsync(stop);
        }
    }

    private static void AddEndlessHeaders(HttpResponse answer)
    {
        var value = new string('x', 1_000);
        for (var bytes = 0; bytes < EndlessHeadersBytes; bytes += value.Length)
        {
            answer.Headers.Append("X-Filler", value);
        }
    }

    /// <summary>Ends the connection where the plan leaves it unusable or says so.</summary>
    private static void End(HttpContext context, FaultPlan plan)
    {
        var cut = plan.Cut;
        if (cut is { Reset: true })
        {
            context.Abort();
        }
        else if (cut is not null || plan[FaultKind.Garbage] is not null
            || plan[FaultKind.StaleAfterAnswer] is not null || plan[FaultKind.EndlessBody] is not null)
        {
            context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
        }
    }

    private async Task<ApiRequest> ReadAsync(HttpRequest request)
    {
        // One byte more than allowed is enough to know that it is too long.
        var body = new MemoryStream();
        var piece = new byte[8_192];
        int count;
        while (body.Length <= Api.Options.RequestBodyBytesMax
            && (count = await request.Body.ReadAsync(piece)) > 0)
        {
            body.Write(piece, 0, count);
        }
        var query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        return new ApiRequest(
            request.Method, request.Path.Value ?? "", query, request.Headers.Authorization, body.ToArray());
    }

    private static string Target(ApiRequest request) =>
        request.Query.Length == 0 ? request.Path : request.Path + "?" + request.Query;

    private static Task WaitAsync(int delayMs, CancellationToken stop) =>
        delayMs <= 0 ? Task.CompletedTask : Task.Delay(delayMs, stop);
}
