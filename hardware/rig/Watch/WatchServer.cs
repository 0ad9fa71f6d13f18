using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Bench;

namespace Terminal.Rig.Watch;

/// <summary>
/// The operator's page: one page, what it shows as JSON, a POST for a question, and /metrics for Prometheus. Who may
/// use it is decided as at the bench: loopback, or a token.
/// </summary>
public sealed class WatchServer : IAsyncDisposable
{
    /// <summary>The port that the page takes unless told otherwise.</summary>
    public const int DefaultPort = 5090;

    private const int ListedMax = 200;
    private const int QuestionBytesMax = 64;
    private const string PageResource = "watch.html";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly WatchBook _book;
    private readonly Func<string, string, Task<bool>> _ask;
    private readonly Func<string> _trouble;
    private readonly BenchGuard _guard;
    private readonly WatchMetrics _metrics;
    private readonly WebApplication _app;
    private readonly byte[] _page;

    private WatchServer(
        WatchBook book,
        Func<string, string, Task<bool>> ask,
        Func<string> trouble,
        int port,
        IPAddress address,
        Uri? otlp)
    {
        _book = book;
        _ask = ask;
        _trouble = trouble;
        _guard = new BenchGuard(address);
        _metrics = new WatchMetrics(book);
        using Stream page = typeof(WatchServer).Assembly.GetManifestResourceStream(PageResource)
            ?? throw new InvalidOperationException($"{PageResource} is not in the assembly.");
        _page = new byte[page.Length];
        page.ReadExactly(_page);
        WebApplicationBuilder builder = PlainHost.Builder(new IPEndPoint(address, port), QuestionBytesMax);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(WatchMetrics.Name).AddPrometheusExporter();
            if (otlp is not null)
            {
                metrics.AddOtlpExporter(options => options.Endpoint = otlp);
            }
        });
        _app = builder.Build();
        _app.Use(GuardAsync);
        _app.UseOpenTelemetryPrometheusScrapingEndpoint();
        _app.Run(HandleAsync);
    }

    /// <summary>Address of the page, without the token.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Address to open: with the token where one is needed.</summary>
    public Uri Door => _guard.Token is null ? Url : new Uri(Url, $"/?token={_guard.Token}");

    /// <summary>Starts it.</summary>
    /// <param name="book">What it shows.</param>
    /// <param name="ask">Asks a terminal; false when the broker is not there.</param>
    /// <param name="trouble">Why the broker is not there; empty when it is.</param>
    /// <param name="port">Port; 0 takes any free one.</param>
    /// <param name="address">Where to listen; null is 127.0.0.1. Elsewhere a token is needed.</param>
    /// <param name="otlp">Where metrics are sent as OTLP; null: nowhere.</param>
    public static async Task<WatchServer> StartAsync(
        WatchBook book,
        Func<string, string, Task<bool>> ask,
        Func<string>? trouble = null,
        int port = DefaultPort,
        IPAddress? address = null,
        Uri? otlp = null)
    {
        var server = new WatchServer(book, ask, trouble ?? (() => ""), port, address ?? IPAddress.Loopback, otlp);
        server.Url = await PlainHost.StartAsync(server._app);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _metrics.Dispose();
    }

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (_guard.Welcomes(context))
        {
            return Task.CompletedTask;
        }

        return _guard.Refuses(context.Request) is (int status, string words)
            ? SayAsync(context, status, words) : next(context);
    }

    private Task HandleAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string[] parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (request.Method, parts)
        {
            case ("GET" or "HEAD", []):
                return PageAnswer.SendAsync(context, _page);
            case ("GET", ["overview"]):
                return JsonAsync(context, Overview(request.Query));
            case ("GET", ["terminal", var serial]) when _book.Of(serial) is { } terminal:
                return JsonAsync(context, _book.Read(() => Details(terminal)));
            case ("POST", ["ask", var serial]) when _book.Of(serial) is not null:
                return AskAsync(context, serial);
            default:
                return SayAsync(context, 404, "There are /, /overview, /terminal/SERIAL, /ask/SERIAL and /metrics.");
        }
    }

    private object Overview(IQueryCollection query)
    {
        string part = query["q"].ToString();
        IReadOnlyList<WatchTerminal> found =
            Enum.TryParse(query["whose"], out WatchWhose whose) && Enum.IsDefined(whose)
                ? _book.With(new WatchTrouble(whose, query["with"].ToString(), query["code"].ToString()), ListedMax)
                : _book.Find(part, ListedMax);
        return new
        {
            Counts = _book.Counts(),
            Broker = _trouble(),
            Troubles = _book.Troubles().Take(ListedMax)
                .Select(t => new { t.Trouble.Whose, t.Trouble.With, t.Trouble.Code, t.Count, Since = t.SinceUtc }),
            Terminals = _book.Read(() => found.Select(Short).ToList()),
        };
    }

    private static object Short(WatchTerminal terminal) => new
    {
        terminal.Serial,
        terminal.IsUp,
        Since = terminal.UpSinceUtc,
        Link = terminal.Told("link"),
        Operator = terminal.Told("operator"),
        Waiting = terminal.Told("waiting"),
        Troubles = terminal.Troubles.Keys.Select(t => t.Code),
    };

    private static object Details(WatchTerminal terminal) => new
    {
        terminal.Serial,
        terminal.IsUp,
        Since = terminal.UpSinceUtc,
        terminal.State,
        terminal.Beat,
        Events = terminal.Events.Reverse().ToList(),
        terminal.EventsLost,
        Answer = terminal.Answer.ToList(),
        Troubles = terminal.Troubles.Select(
            t => new { t.Key.Whose, t.Key.With, t.Key.Code, Since = t.Value }).ToList(),
    };

    private async Task AskAsync(HttpContext context, string serial)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        string question = (await reader.ReadToEndAsync(context.RequestAborted)).Trim();
        if (question.Length is 0 or > QuestionBytesMax)
        {
            await SayAsync(context, 400, "A question has 1 to 64 characters.");
            return;
        }

        if (!await _ask(serial, question))
        {
            await SayAsync(context, 503, "The broker is not there.");
            return;
        }

        context.Response.StatusCode = 204;
    }

    private static Task JsonAsync(HttpContext context, object shown)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(shown, Json);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    private static Task SayAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        return JsonAsync(context, new { error = words });
    }
}
