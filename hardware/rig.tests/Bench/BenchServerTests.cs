using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Terminal.Agent.Ports;
using Terminal.Rig.Bench;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The bench over HTTP: its actions, its stream, and what it refuses.</summary>
public sealed class BenchServerTests
{
    // How long a loaded machine may take over what happens at once on an idle one.
    private const int PatienceMs = 180_000;

    private readonly FakeBenchTerminal _terminal = new();

    [Fact]
    public async Task ThePageStandsAlone()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        using var answer = await http.GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", Key.Digit0)]
    [InlineData("9", Key.Digit9)]
    [InlineData("ok", Key.Ok)]
    [InlineData("clear", Key.Clear)]
    [InlineData("cancel", Key.Cancel)]
    [InlineData("menu", Key.Menu)]
    [InlineData("up", Key.Up)]
    [InlineData("down", Key.Down)]
    public async Task EveryKeyArrives(string name, Key key)
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        Assert.Equal(204, await PostAsync(http, "/key/" + name));
        Assert.Equal([key], _terminal.Pressed);
    }

    [Fact]
    public async Task ActionsReachTheTerminal()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        Assert.Equal(204, await PostAsync(http, "/power/on"));
        Assert.True(_terminal.IsOn);
        Assert.Equal("""{"taken":false}""", await BodyAsync(http, "/card/slow"));
        await PostAsync(http, "/key/5");
        await PostAsync(http, "/key/ok");
        Assert.Equal("""{"taken":true}""", await BodyAsync(http, "/card/slow"));
        Assert.Single(_terminal.Ledger());
        Assert.Equal(204, await PostAsync(http, "/link/sim/down"));
        Assert.False(_terminal.Links()[0].IsUp);
        Assert.Equal(204, await PostAsync(http, "/link/wifi/hung"));
        Assert.Equal("hung", _terminal.Links()[1].Condition);
        Assert.Equal(204, await PostAsync(http, "/signal/sim/-105"));
        Assert.Equal(-105, _terminal.Links()[0].LevelDbm);
        Assert.Equal(204, await PostAsync(http, "/fault/maintenance/on"));
        Assert.Equal(BenchFaultUse.On, _terminal.Faults()[0].Use);
        Assert.Equal(204, await PostAsync(http, "/fault/maintenance/once"));
        Assert.Equal(BenchFaultUse.Once, _terminal.Faults()[0].Use);
        Assert.Equal(204, await PostAsync(http, "/power/cut"));
        Assert.False(_terminal.IsOn);
    }

    [Theory]
    [InlineData("/key/a")]
    [InlineData("/key/12")]
    [InlineData("/key/")]
    [InlineData("/key/1/2")]
    [InlineData("/card/nothing")]
    [InlineData("/power/explode")]
    [InlineData("/link/nothing/up")]
    [InlineData("/link/sim/sideways")]
    [InlineData("/fault/nothing/on")]
    [InlineData("/fault/lose-answer/maybe")]
    [InlineData("/signal/sim/loud")]
    [InlineData("/signal/sim/-200")]
    [InlineData("/signal/nothing/-80")]
    [InlineData("/access-point/x")]
    [InlineData("/")]
    [InlineData("/key/%E2%98%83")]
    [InlineData("/../../etc/passwd")]
    public async Task WhatIsNoActionIs404(string path)
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        Assert.Equal(404, await PostAsync(http, path));
        Assert.Empty(_terminal.Pressed);
    }

    [Fact]
    public async Task OtherSitesGetNothing()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var plain = new HttpClient { BaseAddress = bench.Url };
        using var unmarked = await plain.PostAsync("/power/on", null);
        Assert.Equal(HttpStatusCode.Forbidden, unmarked.StatusCode);
        Assert.False(_terminal.IsOn);
        foreach (var path in new[] { "/", "/events" })
        {
            using var rebound = new HttpRequestMessage(HttpMethod.Get, path);
            rebound.Headers.Host = "evil.example";
            using var refused = await plain.SendAsync(rebound);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task AnotherOriginGetsNothing()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        http.DefaultRequestHeaders.Add("Origin", "http://evil.example");
        Assert.Equal(403, await PostAsync(http, "/power/on"));
        Assert.False(_terminal.IsOn);
        http.DefaultRequestHeaders.Remove("Origin");
        http.DefaultRequestHeaders.Add("Origin", bench.Url.ToString().TrimEnd('/'));
        Assert.Equal(204, await PostAsync(http, "/power/on"));
    }

    [Fact]
    public async Task BeyondLoopbackATokenIsNeeded()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0, IPAddress.Any);
        Assert.Equal(48, bench.Token!.Length);
        var url = new Uri($"http://127.0.0.1:{bench.Url.Port}");
        using var stranger = new HttpClient { BaseAddress = url };
        stranger.DefaultRequestHeaders.Add(BenchServer.Header, "1");
        string[] paths = ["/", "/events", "/scenario", "/?token=" + new string('0', 48), "/?token="];
        foreach (var path in paths)
        {
            using var refused = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
        Assert.Equal(401, await PostAsync(stranger, "/power/on"));
        stranger.DefaultRequestHeaders.Add(BenchServer.TokenHeader, bench.Token[..^1]);
        Assert.Equal(401, await PostAsync(stranger, "/power/on"));
        Assert.False(_terminal.IsOn);

        using var browser = new HttpClient { BaseAddress = url };
        browser.DefaultRequestHeaders.Add(BenchServer.Header, "1");
        using var page = await browser.GetAsync("/?token=" + bench.Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("/", page.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(204, await PostAsync(browser, "/power/on"));
        Assert.True(_terminal.IsOn);

        using var script = new HttpClient { BaseAddress = url };
        script.DefaultRequestHeaders.Add(BenchServer.Header, "1");
        script.DefaultRequestHeaders.Add(BenchServer.TokenHeader, bench.Token);
        Assert.Equal(204, await PostAsync(script, "/power/off"));
        script.DefaultRequestHeaders.Host = "evil.example";
        Assert.Equal(403, await PostAsync(script, "/power/on"));
    }

    [Theory]
    [InlineData("""{"ssid":"Boutique","passphrase":"croissant-froid"}""", 204)]
    [InlineData("""{"ssid":"","passphrase":"croissant-froid"}""", 400)]
    [InlineData("""{"ssid":null,"passphrase":null}""", 400)]
    [InlineData("""{"ssid":1}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    public async Task TheAccessPointIsChangedOrTheReasonGiven(string body, int status)
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        using var answer = await http.PostAsync("/access-point", new StringContent(body));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(
            status == 204 ? "croissant-froid" : "croissant-chaud", _terminal.AccessPoint().Passphrase);
        using var large = await http.PostAsync("/access-point", new StringContent(new string(' ', 5_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task WhatWasDoneComesAsAFile()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        using var answer = await http.GetAsync("/scenario");
        Assert.Equal("bench-test.yaml", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(_terminal.Scenario(), await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("\0\u0001\u0002\r\n\r\n")]
    [InlineData("POST /key/1 HTTP/1.1\r\n\r\n")]
    [InlineData("POST /key/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bench: 1\r\nContent-Length: 99999999\r\n\r\n")]
    [InlineData("POST /key/1 HTTP/1.1\r\nHost: a b c\r\nX-Bench: 1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")]
    public async Task MalformedRequestsDoNotHurt(string text)
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        for (var i = 0; i < 20; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, bench.Url.Port);
            await socket.SendAsync(Encoding.Latin1.GetBytes(text));
        }
        using var http = Http(bench);
        Assert.Equal(204, await PostAsync(http, "/key/7"));
        Assert.Contains((Key)7, _terminal.Pressed);
    }

    [Fact]
    public async Task TheStreamShowsDisplayStateAndEachEventOnce()
    {
        _terminal.PowerOn();
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        await using var one = new Reader(await http.GetStreamAsync("/events"));
        await using var other = new Reader(await http.GetStreamAsync("/events"));
        foreach (var reader in new[] { one, other })
        {
            var first = await reader.UntilAsync("frame");
            Assert.Equal(_terminal.Frame(), Convert.FromBase64String(first));
            Assert.Equal(_terminal.ScreenWords(), (string?)JsonNode.Parse(await reader.UntilAsync("words")));
            var state = JsonNode.Parse(await reader.UntilAsync("state"))!;
            Assert.Equal("T4200017", (string?)state["serial"]);
            Assert.True((bool)state["isOn"]!);
            Assert.Equal("a", (string?)state["cards"]![0]!["shortcut"]);
            Assert.Equal("@event.on", (string?)JsonNode.Parse(await reader.UntilAsync("event"))!["text"]);
        }
        await PostAsync(http, "/key/1");
        foreach (var reader in new[] { one, other })
        {
            Assert.Equal(_terminal.Frame(), Convert.FromBase64String(await reader.UntilAsync("frame")));
            Assert.Equal(2, (int)JsonNode.Parse(await reader.UntilAsync("event"))!["number"]!);
        }
    }

    [Theory]
    [InlineData("1", 2)]
    [InlineData("99", 1)]
    [InlineData("nonsense", 1)]
    public async Task APageThatComesBackGetsWhatItMissed(string last, int first)
    {
        _terminal.PowerOn();
        _terminal.PowerOff();
        _terminal.PowerOn();
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Last-Event-ID", last);
        await using var reader = new Reader(await http.GetStreamAsync("/events"));
        Assert.Equal(first, (int)JsonNode.Parse(await reader.UntilAsync("event"))!["number"]!);
    }

    [Fact]
    public async Task TooManyPagesAreTurnedAwayAndPlacesComeFree()
    {
        await using var bench = await BenchServer.StartAsync(_terminal, 0);
        using var http = Http(bench);
        var readers = new List<Reader>();
        for (var i = 0; i < 32; i++)
        {
            readers.Add(new Reader(await http.GetStreamAsync("/events")));
        }
        using var refused = await http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        foreach (var reader in readers)
        {
            await reader.DisposeAsync();
        }
        var status = HttpStatusCode.ServiceUnavailable;
        long sinceMs = Environment.TickCount64;
        while (status != HttpStatusCode.OK && Environment.TickCount64 - sinceMs < PatienceMs)
        {
            await Task.Delay(20);
            using var again = await http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
            status = again.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task ABusyPortIsSaidAndTheEndIsQuick()
    {
        var bench = await BenchServer.StartAsync(_terminal, 0);
        var e = await Assert.ThrowsAsync<IOException>(
            () => BenchServer.StartAsync(_terminal, bench.Url.Port));
        Assert.Contains("address already in use", e.Message, StringComparison.Ordinal);
        using var http = Http(bench);
        await using var reader = new Reader(await http.GetStreamAsync("/events"));
        await reader.UntilAsync("state");
        await bench.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMilliseconds(PatienceMs));
    }

    private static HttpClient Http(BenchServer bench)
    {
        var http = new HttpClient { BaseAddress = bench.Url, Timeout = TimeSpan.FromMilliseconds(PatienceMs) };
        http.DefaultRequestHeaders.Add(BenchServer.Header, "1");
        return http;
    }

    private static async Task<int> PostAsync(HttpClient http, string path)
    {
        using var answer = await http.PostAsync(path, null);
        return (int)answer.StatusCode;
    }

    private static async Task<string> BodyAsync(HttpClient http, string path)
    {
        using var answer = await http.PostAsync(path, null);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Reads server-sent events.</summary>
    private sealed class Reader(Stream stream) : IAsyncDisposable
    {
        private readonly StreamReader _lines = new(stream, Encoding.UTF8);

        /// <summary>The data of the next event of a kind; others are passed over.</summary>
        public async Task<string> UntilAsync(string kind)
        {
            using var stop = new CancellationTokenSource(PatienceMs);
            while (await _lines.ReadLineAsync(stop.Token) is { } line)
            {
                if (line == "event: " + kind)
                {
                    return (await _lines.ReadLineAsync(stop.Token))!["data: ".Length..];
                }
            }
            throw new InvalidOperationException("The stream ended.");
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
