using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// The emulated acquirer over TLS: it works, and each fault switch does what it says.
/// </summary>
public sealed class AcquirerServerTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task BothVersionsOfTlsAreSpoken(SslProtocols version)
    {
        await using var client = await ApiClient.StartAsync();
        await using var tls = await client.OpenAsync(protocols: version);
        Assert.Equal(version, tls.SslProtocol);
        await Assert.ThrowsAnyAsync<Exception>(
#pragma warning disable SYSLIB0039, CA5397 // That the old version is refused is the point.
            () => client.OpenAsync(protocols: SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
    }

    [Theory]
    [InlineData("http/1.0")]
    [InlineData("http/1.1")]
    public async Task AClientMayNameItsVersionOfHttp(string version)
    {
        await using var client = await ApiClient.StartAsync();
        await using var tls = await client.OpenAsync(application: version);
        Assert.Equal(version, tls.NegotiatedApplicationProtocol.ToString());
        await tls.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /v1/checkout?unique_id=b {version.ToUpperInvariant()}\r\nHost: x\r\nConnection: close\r\n"
            + $"Authorization: {ApiClient.Basic(AcquirerOptions.DefaultKey)}\r\n\r\n"));
        var (answer, _) = await ApiClient.ReadToEndAsync(tls);
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APaymentGoesThroughAndIsLoggedWithoutSecrets()
    {
        await using var client = await ApiClient.StartAsync();
        var logged = new TaskCompletionSource<Exchange>();
        client.Server.Exchanged += exchange => logged.TrySetResult(exchange);
        using var answer = await client.PostAsync("T1-1-1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var payment = Assert.Single(client.Ledger.Snapshot().Payments);
        Assert.Equal("T1-1-1", payment.UniqueId);
        var exchange = await logged.Task.WaitAsync(TimeSpan.FromSeconds(180));
        Assert.Equal("T1-1-1", exchange.UniqueId);
        var text = exchange.ToString();
        Assert.DoesNotContain("4242", text, StringComparison.Ordinal);
        Assert.DoesNotContain("stest_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConnectionIsKeptAndRequestsMayBePipelined()
    {
        await using var client = await ApiClient.StartAsync();
        await using var tls = await client.OpenAsync();
        var text = Encoding.ASCII.GetString(ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("a")))
            + Encoding.ASCII.GetString(ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("b")))
            + "GET /v1/checkout?unique_id=b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + $"Authorization: {ApiClient.Basic(AcquirerOptions.DefaultKey)}\r\n\r\n";
        await tls.WriteAsync(Encoding.ASCII.GetBytes(text));
        var (answers, reset) = await ApiClient.ReadToEndAsync(tls);
        Assert.False(reset);
        Assert.Equal(3, answers.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Equal(2, client.Ledger.Snapshot().Payments.Count);
    }

    [Fact]
    public async Task ABusyPortIsSaid()
    {
        await using var client = await ApiClient.StartAsync();
        using var authority = new CertificateAuthority();
        var e = await Assert.ThrowsAsync<IOException>(() => AcquirerServer.StartAsync(
            new AcquirerApi(new Ledger()), authority, client.Server.EndPoint));
        Assert.Contains("address already in use", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedConnectionsAreRefusedAndComeBackOnTheSamePort()
    {
        await using var client = await ApiClient.StartAsync();
        var endpoint = client.Server.EndPoint;
        for (var round = 0; round < 3; round++)
        {
            client.Server.Faults.Set(new FaultRule { Kind = FaultKind.RefuseConnections });
            var e = await Assert.ThrowsAsync<SocketException>(() => client.OpenAsync());
            Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
            client.Server.Faults.Clear();
            (await client.OpenAsync()).Dispose();
        }
        Assert.Equal(endpoint, client.Server.EndPoint);
    }

    [Theory]
    [InlineData(FaultKind.CertificateExpired)]
    [InlineData(FaultKind.CertificateNotYetValid)]
    [InlineData(FaultKind.CertificateWrongName)]
    [InlineData(FaultKind.CertificateUnknownAuthority)]
    public async Task WrongCertificatesAreRefusedByTheClient(FaultKind kind)
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = kind, Count = 1 });
        await Assert.ThrowsAsync<AuthenticationException>(() => client.OpenAsync());
        (await client.OpenAsync()).Dispose();
    }

    [Theory]
    [InlineData(FaultKind.BreakHandshake)]
    [InlineData(FaultKind.DropConnection)]
    public async Task AHandshakeCanBeBroken(FaultKind kind)
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = kind, Count = 1 });
        await Assert.ThrowsAnyAsync<Exception>(() => client.OpenAsync());
        (await client.OpenAsync()).Dispose();
    }

    [Theory]
    [InlineData(FaultKind.DelayAccept)]
    [InlineData(FaultKind.DelayHandshake)]
    [InlineData(FaultKind.DelayHeaders)]
    [InlineData(FaultKind.DelayBody)]
    public Task EachStageCanBeDelayed(FaultKind kind) => OneOfTries.HoldsAsync(async () =>
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = kind, DelayMs = 150 });
        var watch = Stopwatch.StartNew();
        await using var tls = await client.OpenAsync();
        var handshakeMs = watch.ElapsedMilliseconds;
        await tls.WriteAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        watch.Restart();
        var buffer = new byte[4_096];
        var count = await tls.ReadAsync(buffer);
        var firstMs = watch.ElapsedMilliseconds;
        var early = kind is FaultKind.DelayAccept or FaultKind.DelayHandshake;
        Assert.Equal(early, handshakeMs >= 140);
        Assert.Equal(kind == FaultKind.DelayHeaders, firstMs >= 140);
        if (kind == FaultKind.DelayBody)
        {
            Assert.EndsWith("\r\n\r\n", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
            Assert.True(await tls.ReadAsync(buffer) > 0);
            Assert.True(watch.ElapsedMilliseconds >= 140);
        }
    });

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(406)]
    [InlineData(407)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(599)]
    [InlineData(204)]
    public async Task AStatusIsAnsweredWithoutEffectAsOftenAsToldAfterTheSkippedOnes(int status)
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.Status, Status = status, RetryAfter = "7", Skip = 1, Count = 2 });
        var seen = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await client.PostAsync("T" + i);
            seen.Add((int)answer.StatusCode);
            var hasRetryAfter = answer.Headers.TryGetValues("Retry-After", out var values);
            Assert.Equal((int)answer.StatusCode == status, hasRetryAfter);
            Assert.True(values is null || values.Single() == "7");
        }
        Assert.Equal([200, status, status, 200], seen);
        Assert.Equal(["T0", "T3"], client.Ledger.Snapshot().Payments.Select(payment => payment.UniqueId));
    }

    [Fact]
    public async Task AStatusMayComeAfterTheEffectAndWithABodyOfItsOwn()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.Status, Status = 500, Processed = true, Body = "<oops>" });
        using var answer = await client.PostAsync("T1");
        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Equal("<oops>", await answer.Content.ReadAsStringAsync());
        Assert.Single(client.Ledger.Snapshot().Payments);
    }

    [Fact]
    public async Task ARuleMayMeetOneMethodOnly()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.Status, Method = "POST", Path = "/v1/checkout" });
        using var get = await client.Http.GetAsync("/v1/checkout");
        using var post = await client.PostAsync("T1");
        Assert.Equal([200, 500], [(int)get.StatusCode, (int)post.StatusCode]);
    }

    [Theory]
    [InlineData(FaultKind.Maintenance, 503)]
    [InlineData(FaultKind.PortalPage, 200)]
    [InlineData(FaultKind.PortalRedirect, 302)]
    public async Task PagesForPeopleAreHtml(FaultKind kind, int status)
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = kind });
        using var answer = await client.PostAsync("T1");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(kind == FaultKind.PortalRedirect, answer.Headers.Location is not null);
        Assert.Empty(client.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(250)]
    [InlineData(300)]
    public async Task ARequestCanBeCutAndHasNoEffect(int bytes)
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.CutRequest, Bytes = bytes, Count = 1 });
        var request = ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("T1"));
        Assert.True(request.Length > 300);
        Assert.Equal("", (await client.ExchangeAsync(request)).Text);
        Assert.Empty(client.Ledger.Snapshot().Payments);
        using var again = await client.PostAsync("T1");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task TheSecondRequestOfAConnectionIsCutByItsOwnBytes()
    {
        await using var client = await ApiClient.StartAsync();
        await using var tls = await client.OpenAsync();
        var answered = new TaskCompletionSource();
        client.Server.Exchanged += _ => answered.TrySetResult();
        await tls.WriteAsync(ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("a")));
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(180));
        client.Server.Faults.Set(new FaultRule { Kind = FaultKind.CutRequest, Bytes = 100 });
        await tls.WriteAsync(new byte[50].Select(_ => (byte)'G').ToArray());
        await Task.Delay(30);
        Assert.Single(client.Server.Faults.Rules);
        await tls.WriteAsync(ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("b")));
        var (text, _) = await ApiClient.ReadToEndAsync(tls);
        Assert.Single(text.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("a", Assert.Single(client.Ledger.Snapshot().Payments).UniqueId);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(17, false)]
    [InlineData(150, false)]
    [InlineData(400, false)]
    [InlineData(400, true)]
    public async Task AnAnswerCanBeCutAnywhere(int bytes, bool reset)
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.CutAnswer, Bytes = bytes, Reset = reset });
        var request = ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("T1"));
        var (text, wasReset) = await client.ExchangeAsync(request);
        Assert.Equal(reset, wasReset);
        Assert.True(reset ? text.Length <= bytes : text.Length == bytes);
        Assert.Single(client.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnAnswerCanBeLostAfterTheEffect(bool reset)
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.LoseAnswer, Reset = reset, Count = 1 });
        var request = ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("T1"));
        Assert.Equal(("", reset), await client.ExchangeAsync(request));
        using var again = await client.PostAsync("T1");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Single(client.Ledger.Snapshot().Payments);
    }

    [Fact]
    public async Task AnAnswerCanComeTwice()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.AnswerTwice }, new FaultRule { Kind = FaultKind.CloseAfterAnswer });
        var (text, _) = await client.ExchangeAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        Assert.Equal(text[..(text.Length / 2)], text[(text.Length / 2)..]);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GarbageIsNotHttp()
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = FaultKind.Garbage });
        var (text, _) = await client.ExchangeAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        Assert.NotEmpty(text);
        Assert.DoesNotContain("HTTP", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADripComesInPieces()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.Drip, Bytes = 16, DelayMs = 2 });
        await using var tls = await client.OpenAsync();
        await tls.WriteAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        var buffer = new byte[4_096];

        // On a busy machine two pieces may be read at once, never the whole answer.
        int read = await tls.ReadAsync(buffer);
        Assert.Equal(0, read % 16);
        Assert.InRange(read, 16, 64);
        using var again = await client.Http.GetAsync("/v1/checkout");
        JsonNode.Parse(await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task InformationalAnswersComeFirst()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.Informational }, new FaultRule { Kind = FaultKind.CloseAfterAnswer });
        var (text, _) = await client.ExchangeAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103", text, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerCanBeChunked()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.Chunked, Bytes = 10 },
            new FaultRule { Kind = FaultKind.CloseAfterAnswer });
        var (text, _) = await client.ExchangeAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        Assert.Contains("Transfer-Encoding: chunked\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\na\r\n{\"live_mod\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n0\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyCanBeNoJsonEmptyOrHuge()
    {
        await using var client = await ApiClient.StartAsync(
            new FaultRule { Kind = FaultKind.NotJson, Count = 1 });
        Assert.Equal("{\"id\":\"paym_", await client.Http.GetStringAsync("/v1/checkout"));
        client.Server.Faults.Set(new FaultRule { Kind = FaultKind.EmptyBody });
        Assert.Equal("", await client.Http.GetStringAsync("/v1/checkout"));
        client.Server.Faults.Set(new FaultRule { Kind = FaultKind.HugeBody });
        using var huge = await client.PostAsync("T1");
        var body = await huge.Content.ReadAsByteArrayAsync();
        Assert.Equal(10 * 1024 * 1024, body.Length);
        Assert.Equal("to_capture", (string?)JsonNode.Parse(body)!["status"]);
    }

    [Theory]
    [InlineData(FaultKind.EndlessBody)]
    [InlineData(FaultKind.EndlessHeaders)]
    public async Task EndlessAnswersGoOnUntilTheClientLeaves(FaultKind kind)
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = kind });
        var left = new TaskCompletionSource<Exchange>();
        client.Server.Exchanged += exchange => left.TrySetResult(exchange);
        await using (var tls = await client.OpenAsync())
        {
            await tls.WriteAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
            var buffer = new byte[65_536];
            for (long bytes = 0; bytes < 500_000;)
            {
                var count = await tls.ReadAsync(buffer);
                Assert.True(count > 0);
                bytes += count;
            }
        }
        var exchange = await left.Task.WaitAsync(TimeSpan.FromSeconds(180));
        Assert.True(exchange.ResponseBytes > 500_000);
    }

    [Theory]
    [InlineData(FaultKind.CloseAfterAnswer, true)]
    [InlineData(FaultKind.StaleAfterAnswer, false)]
    public async Task AConnectionMayEndWithOrWithoutNotice(FaultKind kind, bool said)
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = kind });
        var (text, reset) = await client.ExchangeAsync(ApiClient.RawRequest("GET", "/v1/checkout"));
        Assert.False(reset);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        Assert.Equal(said, text.Contains("Connection: close", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\n\r\n")]
    [InlineData("POST /v1/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("GET /%00%ff/../.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    public async Task MalformedRequestsDoNotHurt(string text)
    {
        await using var client = await ApiClient.StartAsync();
        var (answer, _) = await client.ExchangeAsync(Encoding.ASCII.GetBytes(text));
        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        using var good = await client.PostAsync("T1");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task AnOverlongBodyIs413()
    {
        await using var client = await ApiClient.StartAsync();
        using var content = new StringContent(new string(' ', 100_000), Encoding.UTF8, "application/json");
        using var answer = await client.Http.PostAsync("/v1/checkout", content);
        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task ASlowCardHoldsTheAnswerButThePaymentIsThere()
    {
        await using var client = await ApiClient.StartAsync();
        await using var tls = await client.OpenAsync();
        var booked = new TaskCompletionSource();
        client.Ledger.Changed += () => booked.TrySetResult();
        const string Slow = """{"number":"4000000000005126","exp_month":1,"exp_year":2031}""";
        await tls.WriteAsync(ApiClient.RawRequest("POST", "/v1/checkout", ApiClient.Checkout("T1", card: Slow)));
        await booked.Task.WaitAsync(TimeSpan.FromSeconds(180));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => Assert.Equal(-1, await tls.ReadAsync(new byte[10], soon.Token)));
        var found = JsonNode.Parse(await client.Http.GetStringAsync("/v1/checkout?unique_id=T1"))!;
        Assert.Equal("to_capture", (string?)found["payments"]![0]!["status"]);
    }
}
