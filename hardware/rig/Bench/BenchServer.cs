// The web bench: one page, one stream of events, and a handful of POSTs. Who may use it is decided
// by BenchGuard before anything else. No request carries a body but the access point's and the
// till's, which are read up to their limit; nothing that comes is trusted.

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Bench;

/// <summary>Serves the bench for one terminal until it is disposed of.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    /// <summary>The port that the bench takes unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Header that every POST must carry, with any value.</summary>
    public const string Header = "X-Bench";

    /// <summary>Header that may carry the token where one is needed.</summary>
    public const string TokenHeader = "X-Bench-Token";

    private const int BodyBytesMax = 1_024;
    private const int StreamsMax = 32;
    private const string PageResource = "bench.html";

    private const string FirstMark = "{{first}}";
    private const string WordsMark = "{{words}}";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string Page = LoadPage();

    private readonly IBenchTerminal _terminal;
    private readonly BenchState _state;
    private readonly BenchSignal _signal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly BenchGuard _guard;
    private readonly WebApplication _app;
    private int _streams;

    private BenchServer(IBenchTerminal terminal, int port, IPAddress address)
    {
        _guard = new BenchGuard(address);
        _terminal = terminal;
        _state = new BenchState(terminal);
        _app = PlainHost.Builder(new IPEndPoint(address, port), BodyBytesMax).Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Address of the page, without the token.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>What a stranger lacks, or null on loopback, where nobody needs one.</summary>
    public string? Token => _guard.Token;

    /// <summary>Address to open: with the token where one is needed.</summary>
    public Uri Door => Token is null ? Url : new Uri(Url, $"/?token={Token}");

    /// <summary>Starts the bench.</summary>
    /// <param name="terminal">The terminal to show; stays the caller's.</param>
    /// <param name="port">Port; 0 takes any free one.</param>
    /// <param name="address">Where to listen; null is 127.0.0.1. Elsewhere a token is needed.</param>
    /// <exception cref="IOException">The port is taken; the message says so.</exception>
    public static async Task<BenchServer> StartAsync(
        IBenchTerminal terminal, int port = DefaultPort, IPAddress? address = null)
    {
        var server = new BenchServer(terminal, port, address ?? IPAddress.Loopback);
        server.Url = await PlainHost.StartAsync(server._app);
        terminal.DisplayChanged += server._signal.Raise;
        terminal.Sounded += server._signal.Raise;
        terminal.Changed += server.OnChanged;
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _terminal.DisplayChanged -= _signal.Raise;
        _terminal.Sounded -= _signal.Raise;
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
        if (_guard.Welcomes(context))
        {
            return Task.CompletedTask;
        }

        var request = context.Request;
        if (_guard.Refuses(request) is (int status, string words))
        {
            return SayAsync(context, status, words);
        }

        switch (request.Method, request.Path.Value)
        {
            case ("GET" or "HEAD", "/"):
                return PageAsync(context);
            case ("GET", "/events"):
                return StreamAsync(context);
            case ("GET", "/scenario"):
                return ScenarioAsync(context);
            case ("POST", "/access-point"):
                return AccessPointAsync(context);
            case ("POST", "/till"):
                return TillAsync(context);
            case ("POST", { } path):
                return ActAsync(context, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
            default:
                return SayAsync(context, 404, "There is /, /events, /scenario, and POST of actions.");
        }
    }

    // The page comes with its words and with how things stand, so that it is whole before its stream begins.
    private Task PageAsync(HttpContext context)
    {
        string first = JsonSerializer.Serialize(
            new
            {
                Frame = Convert.ToBase64String(_terminal.Frame()),
                Words = _terminal.ScreenWords(),
                Events = _terminal.EventsAfter(0),
                Samples = _terminal.SamplesAfter(0),
            },
            Json);
        byte[] page = Encoding.UTF8.GetBytes(Page.Replace(
            FirstMark, $"{first[..^1]},\"state\":{_state.Read()}}}", StringComparison.Ordinal));
        return PageAnswer.SendAsync(context, page, "data:");
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
        string? told = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["after"];
        _ = long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var last);
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
            case ["link", var name, var condition] when _terminal.SetLink(name, condition):
            case ["signal", var link, var level] when LevelOf(level) is { } dbm
                && _terminal.SetSignal(link, dbm):
            case ["fault", var fault, var use] when UseOf(use) is { } position
                && _terminal.SetFault(fault, position):
                return DoneAsync(context);
            default:
                return SayAsync(
                    context, 404,
                    "There are key/NAME, card/NAME, power/on|off|cut, link/NAME/CONDITION, "
                    + "signal/NAME/DBM, access-point, till, fault/NAME/on|once|off.");
        }
    }

    private static int? LevelOf(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int dbm)
            ? dbm : null;

    private static BenchFaultUse? UseOf(string text) => text switch
    {
        "on" => BenchFaultUse.On,
        "once" => BenchFaultUse.Once,
        "off" => BenchFaultUse.Off,
        _ => null,
    };

    private Task ScenarioAsync(HttpContext context)
    {
        string text = _terminal.Scenario();
        string name = text.Split('\n')[0]["name: ".Length..];
        byte[] body = Encoding.UTF8.GetBytes(text);
        var response = context.Response;
        response.ContentType = "application/yaml; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.yaml\"";
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private async Task AccessPointAsync(HttpContext context)
    {
        string? problem;
        try
        {
            var wanted = await JsonSerializer.DeserializeAsync<BenchAccessPoint>(
                context.Request.Body, Json, context.RequestAborted);
            problem = wanted is { Ssid: not null, Passphrase: not null }
                ? _terminal.SetAccessPoint(wanted.Ssid, wanted.Passphrase)
                : "ssid and passphrase are needed";
        }
        catch (JsonException)
        {
            problem = "the body must be {\"ssid\": ..., \"passphrase\": ...}";
        }
        catch (BadHttpRequestException e)
        {
            await SayAsync(context, e.StatusCode, e.Message);
            return;
        }

        await (problem is null ? DoneAsync(context) : SayAsync(context, 400, problem));
    }

    private async Task TillAsync(HttpContext context)
    {
        string? problem;
        try
        {
            var ask = await JsonSerializer.DeserializeAsync<BenchTillAsk>(
                context.Request.Body, Json, context.RequestAborted);
            problem = ask is { Ask: not null } ? _terminal.AskTill(ask) : "ask is needed";
        }
        catch (JsonException)
        {
            problem = "the body must be {\"ask\": ..., \"number\": ..., \"amountCents\": ..., \"reference\": ...}";
        }
        catch (BadHttpRequestException e)
        {
            await SayAsync(context, e.StatusCode, e.Message);
            return;
        }

        await (problem is null ? DoneAsync(context) : SayAsync(context, 400, problem));
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

    private static string LoadPage()
    {
        using var stream = typeof(BenchServer).Assembly.GetManifestResourceStream(PageResource)
            ?? throw new InvalidOperationException($"{PageResource} is not in the assembly.");
        string words = JsonSerializer.Serialize(
            new { Fr = BenchWords.In(true), En = BenchWords.In(false) }, Json);
        return new StreamReader(stream).ReadToEnd().Replace(WordsMark, words, StringComparison.Ordinal);
    }
}
