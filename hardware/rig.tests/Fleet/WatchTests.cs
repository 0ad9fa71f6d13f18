using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Terminal.Rig.Watch;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>The operator's book and page, without a broker.</summary>
public sealed class WatchTests
{
    private const long Now = 1_790_000_000;
    private const string Good = "firmware=0.1.0 boot=7 start=plain up_s=60 utc=1789990000 link=sim sim=none wifi=R10 "
        + "dbm=-85 operator=\"Orange F\" acquirer=\"api.stancer.com\" service=none hold=none waiting=0 oldest_s=0 "
        + "offline=0 late=0 damaged=0 attention=0 event=12\r\n";

    private static WatchBook Book(params (string Serial, string State)[] terminals)
    {
        var book = new WatchBook();
        foreach ((string serial, string state) in terminals)
        {
            book.Take($"tpe/1/{serial}/up", "1", Now);
            book.Take($"tpe/1/{serial}/state", state, Now);
        }

        return book;
    }

    [Fact]
    public void It_says_whose_fault_it_is_how_many_and_since_when()
    {
        string noCoverage = Good.Replace("link=sim sim=none", "link=wifi sim=R03", StringComparison.Ordinal);
        string later = noCoverage.Replace("utc=1789990000", "utc=1789995000", StringComparison.Ordinal);
        WatchBook book = Book(
            ("T1", Good), ("T2", noCoverage), ("T3", later),
            ("T4", Good.Replace("service=none", "service=S503", StringComparison.Ordinal)),
            ("T5", Good.Replace("hold=none", "hold=K401", StringComparison.Ordinal)),
            ("T6", Good.Replace("start=plain", "start=stuck", StringComparison.Ordinal)));
        Assert.Equal(
            [
                (new WatchTrouble(WatchWhose.MobileOperator, "Orange F", "R03"), 2, 1_789_990_000),
                (new WatchTrouble(WatchWhose.Acquirer, "api.stancer.com", "S503"), 1, 1_789_990_000),
                (new WatchTrouble(WatchWhose.Account, "api.stancer.com", "K401"), 1, 1_789_990_000),
                (new WatchTrouble(WatchWhose.Terminal, "0.1.0", "stuck"), 1, 1_789_990_000),
            ],
            book.Troubles());
        book.Take("tpe/1/T2/state", later, Now);
        Assert.Equal(1_789_990_000, book.Troubles()[0].SinceUtc);
        book.Take("tpe/1/T2/state", Good, Now);
        Assert.Equal(1_789_995_000, book.Troubles().Single(t => t.Trouble.Code == "R03").SinceUtc);
    }

    [Fact]
    public void A_terminal_that_the_broker_lost_is_nobodys_fault_yet()
    {
        WatchBook book = Book(("T1", Good));
        book.Take("tpe/1/T1/up", "0", Now + 50);
        Assert.Equal(
            [(new WatchTrouble(WatchWhose.Unknown, "Orange F", "gone"), 1, Now + 50)], book.Troubles());
        book.Take("tpe/1/T1/up", "1", Now + 60);
        Assert.Empty(book.Troubles());
    }

    [Theory]
    [InlineData("tpe/1/T1")]
    [InlineData("tpe/1/T1/up/more")]
    [InlineData("tpe/2/T1/up")]
    [InlineData("tpe/1/<b>/up")]
    [InlineData("tpe/1/T123456789012345/up")]
    [InlineData("")]
    public void What_is_no_terminals_is_refused(string topic)
    {
        var book = new WatchBook();
        book.Take(topic, "1", Now);
        Assert.Equal((0, 1), (book.Count, book.Refused));
    }

    [Fact]
    public void Events_that_never_came_are_counted()
    {
        WatchBook book = Book(("T1", Good));
        book.Take(
            "tpe/1/T1/event",
            "event=5 boot=1 kind=fault fault=R03\r\nfrom=5 to=5 routine=0 lost=0 left_out=0\r\n", Now);
        book.Take(
            "tpe/1/T1/event",
            "event=9 boot=1 kind=fault fault=R04\r\nfrom=8 to=9 routine=1 lost=0 left_out=0\r\n", Now);
        Assert.Equal(2, book.Of("T1")!.EventsLost);
        Assert.Equal(2, book.Of("T1")!.Events.Count);
    }

    [Fact]
    public async Task The_page_shows_asks_and_is_counted_by_Prometheus()
    {
        string bad = Good.Replace("sim=none", "sim=R04", StringComparison.Ordinal);
        WatchBook book = Book(("T4200017", bad), ("T2", Good));
        var asked = new List<string>();
        await using WatchServer server = await WatchServer.StartAsync(
            book, (serial, question) => Task.FromResult(AddTo(asked, serial + " " + question)), port: 0);
        using var client = new HttpClient { BaseAddress = server.Url };
        Assert.Contains("Whose fault", await client.GetStringAsync("/"));
        JsonElement overview = await client.GetFromJsonAsync<JsonElement>("/overview?q=t42");
        Assert.Equal("T4200017", overview.GetProperty("terminals")[0].GetProperty("serial").GetString());
        Assert.Equal(1, overview.GetProperty("terminals").GetArrayLength());
        Assert.Equal(2, overview.GetProperty("counts").GetProperty("up").GetInt32());
        Assert.Equal("MobileOperator", overview.GetProperty("troubles")[0].GetProperty("whose").GetString());
        JsonElement picked = await client.GetFromJsonAsync<JsonElement>(
            "/overview?whose=MobileOperator&with=Orange+F&code=R04");
        Assert.Equal(1, picked.GetProperty("terminals").GetArrayLength());
        using var question = new StringContent("log 20", Encoding.ASCII, "text/plain");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/ask/T4200017", question)).StatusCode);
        client.DefaultRequestHeaders.Add("X-Bench", "1");
        using var again = new StringContent("log 20", Encoding.ASCII, "text/plain");
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/ask/T4200017", again)).StatusCode);
        Assert.Equal(["T4200017 log 20"], asked);
        string metrics = await client.GetStringAsync("/metrics");
        Assert.Contains("terminals{", metrics);
        Assert.Matches("terminals_in_trouble\\{[^}]*code=\"R04\"[^}]*\\} 1", metrics);
    }

    [Fact]
    public async Task Beyond_loopback_it_wants_its_token()
    {
        await using WatchServer server = await WatchServer.StartAsync(
            new WatchBook(), (_, _) => Task.FromResult(true), port: 0, address: IPAddress.Any);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Url.Port}") };
        foreach (string path in new[] { "/", "/overview", "/metrics" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task Ten_thousand_terminals_are_found_and_counted()
    {
        var book = new WatchBook();
        TimeSpan begun = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < 10_000; i++)
        {
            book.Take($"tpe/1/T{i:D7}/up", "1", Now);
            book.Take($"tpe/1/T{i:D7}/state", i % 10 == 0
                ? Good.Replace("sim=none", "sim=R03", StringComparison.Ordinal) : Good, Now);
        }

        await using WatchServer server = await WatchServer.StartAsync(book, (_, _) => Task.FromResult(true), port: 0);
        using var client = new HttpClient { BaseAddress = server.Url };
        JsonElement overview = await client.GetFromJsonAsync<JsonElement>("/overview");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"10,000 terminals loaded and shown in {(Environment.CpuUsage.TotalTime - begun).TotalMilliseconds:F0} ms "
            + "of processor time");
        Assert.Equal(10_000, overview.GetProperty("counts").GetProperty("known").GetInt32());
        Assert.Equal(1_000, overview.GetProperty("troubles")[0].GetProperty("count").GetInt32());
        Assert.Equal(200, overview.GetProperty("terminals").GetArrayLength());
    }

    private static bool AddTo(List<string> list, string text)
    {
        list.Add(text);
        return true;
    }
}
