using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The switches over HTTP.</summary>
public sealed class AcquirerAdminTests
{
    [Fact]
    public async Task FaultsAreSetReadCountedAndCleared()
    {
        await using var client = await ApiClient.StartAsync();
        await using var admin = await AcquirerAdmin.StartAsync(client.Server);
        using var http = Http(admin);
        Assert.Equal(200, await PutAsync(http, """[{"kind":"status","status":503,"count":2}]"""));
        using var first = await client.PostAsync("T1");
        Assert.Equal(503, (int)first.StatusCode);
        var rules = JsonNode.Parse(await http.GetStringAsync("/faults"))!;
        Assert.Equal("Status", (string?)rules[0]!["kind"]);
        Assert.Equal(1, (int)rules[0]!["count"]!);
        using var deleted = await http.DeleteAsync("/faults");
        Assert.Empty(client.Server.Faults.Rules);
    }

    [Fact]
    public async Task TheLedgerIsShownAndEmptied()
    {
        await using var client = await ApiClient.StartAsync();
        await using var admin = await AcquirerAdmin.StartAsync(client.Server);
        using var http = Http(admin);
        using var paid = await client.PostAsync("T1");
        var ledger = JsonNode.Parse(await http.GetStringAsync("/ledger"))!;
        Assert.Equal("T1", (string?)ledger["payments"]![0]!["unique_id"]);
        Assert.Equal(1250, (int)ledger["charged_amount"]!);
        using var deleted = await http.DeleteAsync("/ledger");
        Assert.Empty(client.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData("""[{"kind":"noSuchThing"}]""")]
    [InlineData("""[{"kind":"status","status":99}]""")]
    [InlineData("""[{"kind":"status","sttus":500}]""")]
    [InlineData("""[{"kind":"drip","bytes":-1}]""")]
    [InlineData("""[{"kind":"status","retryAfter":"1\r\nX: y"}]""")]
    [InlineData("""[{}]""")]
    [InlineData("""[null]""")]
    [InlineData("""{"kind":"status"}""")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("")]
    public async Task AWrongRuleIsSaidAndChangesNothing(string body)
    {
        await using var client = await ApiClient.StartAsync(new FaultRule { Kind = FaultKind.Garbage });
        await using var admin = await AcquirerAdmin.StartAsync(client.Server);
        using var http = Http(admin);
        Assert.Equal(400, await PutAsync(http, body));
        Assert.Equal(FaultKind.Garbage, Assert.Single(client.Server.Faults.Rules).Kind);
    }

    [Fact]
    public async Task PagesOfOtherSitesCannotTurnTheSwitches()
    {
        await using var client = await ApiClient.StartAsync();
        await using var admin = await AcquirerAdmin.StartAsync(client.Server);
        using var http = Http(admin);
        using var form = new StringContent("[]", Encoding.UTF8, "text/plain");
        using var answer = await http.PutAsync("/faults", form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        using var rebound = new HttpRequestMessage(HttpMethod.Delete, "/faults");
        rebound.Headers.Host = "evil.example";
        using var refused = await http.SendAsync(rebound);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("PATCH", "/faults", 405)]
    [InlineData("POST", "/ledger", 405)]
    public async Task OtherRequestsAreRefused(string method, string path, int status)
    {
        await using var client = await ApiClient.StartAsync();
        await using var admin = await AcquirerAdmin.StartAsync(client.Server);
        using var http = Http(admin);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static HttpClient Http(AcquirerAdmin admin) =>
        new() { BaseAddress = new Uri($"http://{admin.EndPoint}"), Timeout = TimeSpan.FromSeconds(60) };

    private static async Task<int> PutAsync(HttpClient http, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync("/faults", content);
        return (int)answer.StatusCode;
    }
}
