using Microsoft.Playwright;
using Terminal.Rig.Bench;
using Terminal.Rig.Fleet;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The terminal's telemetry beside it, as the operator's broker has it.</summary>
[Collection(Browser.Collection)]
public sealed class BenchTelemetryTests(Browser browser)
{
    private const int PatienceMs = 300_000;

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task What_the_terminal_tells_stands_beside_it(int width, int height)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(hasBroker: true);
        using var terminal = new BenchTerminal(rig);
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        await browser.SeeAsync(bench, width, height, async page =>
        {
            await page.Locator("#tab-telemetry").ClickAsync();
            var patient = new LocatorAssertionsToHaveTextOptions { Timeout = PatienceMs };
            await Assertions.Expect(page.Locator("#telemetry-state .tag")).ToHaveTextAsync("connectée", patient);
            ILocator topic = page.Locator("#topics li");
            await Assertions.Expect(topic.Filter(new() { HasText = "/state" }).Locator("text=sim").First)
                .ToBeVisibleAsync(new() { Timeout = PatienceMs });
            await Assertions.Expect(topic.Filter(new() { HasText = "tpe/1/T4200017/up" }))
                .ToContainTextAsync("conservé");
            await Browser.SaveAsync(page, $"bench-telemetry-{width}");
            Assert.True(await page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
            await page.Locator("#language").ClickAsync();
            await Assertions.Expect(page.Locator("#tab-telemetry")).ToHaveTextAsync("Telemetry");
            await Assertions.Expect(page.Locator("#telemetry-state .tag")).ToHaveTextAsync("online");

            rig.Broker!.Set(BrokerMode.Down);
            await Assertions.Expect(page.Locator("#telemetry-state .tag")).ToHaveTextAsync("waiting", patient);
            await Assertions.Expect(page.Locator("#telemetry-state")).ToContainTextAsync("connection lost");
        });
    }

    [Fact]
    public async Task A_terminal_without_a_broker_has_no_such_tab()
    {
        var terminal = new FakeBenchTerminal();
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        await browser.SeeAsync(bench, 1280, 900, async page =>
            await Assertions.Expect(page.Locator("#tab-telemetry")).ToBeHiddenAsync());
    }
}
