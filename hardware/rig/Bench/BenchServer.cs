// The web bench: one page, one stream of events, and a handful of POSTs, on loopback. Other web
// pages on the same machine get nothing: only loopback names are served, and every POST needs a
// header that a page of another origin may not set. No request carries a body that matters, so
// none is read.

using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Bench;

/// <summary>Serves the bench for one terminal until it is disposed of.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    /// <summary>The port that the bench takes unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Header that every POST must carry, with any value.</summary>
    public const string Header = "X-Bench";

    private const int StreamsMax = 32;
    private const string PageResource = "bench.html";

    private static readonly byte[] Page = LoadPage();

    private readonly IBenchTerminal _terminal;
    private readonly BenchState _state;
    private readonly BenchSignal _signal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _app;
    private int _streams;

    private BenchServer(IBenchTerminal terminal, int port)
    {
        _terminal = terminal;
        _state = new BenchState(terminal);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_024;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Address of the page.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts the bench.</summary>
    /// <param name="terminal">The terminal to show; stays the caller's.</param>
    /// <param name="port">Port on 127.0.0.1; 0 takes any free one.</param>
    /// <exception cref="IOException">The port is taken; the message says so.</exception>
    public static async Task<BenchServer> StartAsync(IBenchTerminal terminal, int port = DefaultPort)
    {
        var server = new BenchServer(terminal, port);
        try
        {
            await server._app.StartAsync();
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
        server.Url = new Uri(server._app.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        terminal.DisplayChanged += server._signal.Raise;
        terminal.Changed += server.OnChanged;
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _terminal.DisplayChanged -= _signal.Raise;
        _terminal.Changed -= OnChanged;
        await _stop.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private void OnChanged()
    {
        _state.MarkStale();
        _signal.Raise();
    }

    private Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            return SayAsync(context, 403, "Only 127.0.0.1 and localhost are served.");
        }
        switch (request.Method, request.Path.Value)
        {
            case ("GET" or "HEAD", "/"):
                return PageAsync(context);
            case ("GET", "/events"):
                return StreamAsync(context);
            case ("POST", { } path):
                return request.Headers.ContainsKey(Header)
                    ? ActAsync(context, path.Split('/', StringSplitOptions.RemoveEmptyEntries))
                    : SayAsync(context, 403, $"A POST needs the header {Header}.");
            default:
                return SayAsync(context, 404, "There is /, /events, and POST of actions.");
        }
    }

    private static Task PageAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";
        return context.Request.Method == "HEAD"
            ? Task.CompletedTask
            : response.Body.WriteAsync(Page, context.RequestAborted).AsTask();
    }

    private async Task StreamAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _streams) > StreamsMax)
        {
            Interlocked.Decrement(ref _streams);
            await SayAsync(context, 503, $"{StreamsMax} pages are open already.");
            return;
        }
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, _stop.Token);
            await new BenchStream(_terminal, _state, _signal, context.Response)
                .RunAsync(LastEventOf(context.Request), stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The page left, or the server ends.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    /// <summary>
    /// Where a page that was here before goes on; 0 where its numbers are another run's.
    /// </summary>
    private long LastEventOf(HttpRequest request)
    {
        _ = long.TryParse(
            request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture,
            out var last);
        return _terminal.EventsAfter(last - 1).Count > 0 ? last : 0;
    }

    private Task ActAsync(HttpContext context, string[] parts)
    {
        switch (parts)
        {
            case ["key", var name] when BenchKeys.Parse(name) is { } key:
                _terminal.PressKey(key);
                return DoneAsync(context);
            case ["card", var name] when _terminal.Cards.Any(card => card.Name == name):
                return TapAsync(context, name);
            case ["power", "on"]:
                _terminal.PowerOn();
                return DoneAsync(context);
            case ["power", "off"]:
                _terminal.PowerOff();
                return DoneAsync(context);
            case ["power", "cut"]:
                _terminal.CutPower();
                return DoneAsync(context);
            case ["link", _, "up" or "down"] when _terminal.SetLink(parts[1], parts[2] == "up"):
            case ["fault", _, "on" or "off"] when _terminal.SetFault(parts[1], parts[2] == "on"):
                return DoneAsync(context);
            default:
                return SayAsync(
                    context, 404,
                    "There are key/NAME, card/NAME, power/on|off|cut, link/NAME/up|down, fault/NAME/on|off.");
        }
    }

    /// <summary>
    /// A card that the reader does not want is no error: it is what a customer does, too.
    /// </summary>
    private Task TapAsync(HttpContext context, string name)
    {
        var json = _terminal.TapCard(name) ? """{"taken":true}"""u8 : """{"taken":false}"""u8;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(json.ToArray(), context.RequestAborted).AsTask();
    }

    private static Task DoneAsync(HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext context, int status, string words)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { error = words });
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return context.Request.Method == "HEAD"
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    private static byte[] LoadPage()
    {
        using var stream = typeof(BenchServer).Assembly.GetManifestResourceStream(PageResource)
            ?? throw new InvalidOperationException($"{PageResource} is not in the assembly.");
        var page = new byte[stream.Length];
        stream.ReadExactly(page);
        return page;
    }
}
