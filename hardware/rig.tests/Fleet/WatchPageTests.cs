using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using Terminal.Rig.Tests.Bench;
using Terminal.Rig.Watch;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>The operator's page in a browser, at a desk and on a phone.</summary>
[Collection(Browser.Collection)]
public sealed class WatchPageTests(Browser browser)
{
    private const string Good = "firmware=0.1.0 boot=12 start=plain up_s=300 utc=1782892800 link=sim "
        + "sim=none wifi=none dbm=-71 operator=\"Orange F\" acquirer=\"api.stancer.com\" service=none hold=none "
        + "waiting=0 oldest_s=0 offline=0 late=0 damaged=0 attention=0 event=9";

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task The_operator_finds_whose_fault_it_is_and_asks_a_terminal(int width, int height)
    {
        var asked = new ConcurrentQueue<string>();
        WatchBook book = Book();
        await using WatchServer server = await WatchServer.StartAsync(
            book, (serial, question) =>
            {
                asked.Enqueue($"{serial} {question}");
                book.Take($"tpe/1/{serial}/answer", "part=1 missed=0\r\nstate=online\r\nOK\r\n", Now);
                return Task.FromResult(true);
            }, port: 0);
        await browser.OpenAsync(server.Url, width, height, async page =>
        {
            ILocator troubles = page.Locator("#troubles tr");
            await Assertions.Expect(page.Locator("#counts")).ToContainTextAsync("40 known");
            await Assertions.Expect(troubles.First).ToContainTextAsync("mobile operator");
            await Assertions.Expect(troubles.First).ToContainTextAsync("R04");
            await Assertions.Expect(page.Locator("#terminals tr")).ToHaveCountAsync(40);
            await Browser.SaveAsync(page, $"watch-{width}");
            Assert.True(await FitsAsync(page), "the list is wider than the window");

            await troubles.First.Locator("button").ClickAsync();
            await Assertions.Expect(page.Locator("#terminals tr")).ToHaveCountAsync(10);
            await page.Locator("#listed button").ClickAsync();
            await Assertions.Expect(page.Locator("#terminals tr")).ToHaveCountAsync(40);

            await page.Locator("#search").FillAsync("w0000017");
            await Assertions.Expect(page.Locator("#terminals tr")).ToHaveCountAsync(1);
            await page.Locator("#terminals button").ClickAsync();
            await Assertions.Expect(page.Locator("#serial")).ToContainTextAsync("W0000017: up for");
            await Assertions.Expect(page.Locator("#state")).ToContainTextAsync("Orange F");
            await Assertions.Expect(page.Locator("#events")).ToContainTextAsync("kind=cellular");
            await page.Locator("#question").FillAsync("fleet");
            await page.Locator("#ask button").ClickAsync();
            await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("state=online");
            await Browser.SaveAsync(page, $"watch-one-{width}");
            Assert.True(await FitsAsync(page), "a terminal is wider than the window");
        });
        Assert.Equal(["W0000017 fleet"], asked);
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");

    private static WatchBook Book()
    {
        var book = new WatchBook();
        for (int i = 0; i < 40; i++)
        {
            string good = Good.Replace(
                "utc=1782892800", string.Create(CultureInfo.InvariantCulture, $"utc={Now - (60 * i)}"),
                StringComparison.Ordinal);
            string state = i % 4 == 0 ? good.Replace("sim=none", "sim=R04", StringComparison.Ordinal)
                : i % 10 == 1 ? good.Replace("service=none", "service=S503", StringComparison.Ordinal) : good;
            book.Take($"tpe/1/W{i:D7}/up", i == 39 ? "0" : "1", Now - (60 * i));
            book.Take($"tpe/1/W{i:D7}/state", state, Now - (60 * i));
        }

        book.Take(
            "tpe/1/W0000017/event",
            "event=8 boot=12 uptime_s=4 utc=2026-11-28T17:28:29Z kind=cellular state=attached before=starting\r\n",
            Now);
        return book;
    }
}
