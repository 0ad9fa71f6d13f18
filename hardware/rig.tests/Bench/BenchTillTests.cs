using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Terminal.Rig.Bench;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Till;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>
/// The till's side on the bench: the bench's own till, and foreign ones, in front of the whole firmware.
/// </summary>
[Collection(Browser.Collection)]
public sealed class BenchTillTests(Browser browser)
{
    private const float PatienceMs = 40_000;

    [Fact]
    public Task A_till_is_played_with_at_a_desk() => SeeAsync(1280, 800, async (page, rig, _) =>
    {
        await ScreenAsync(page, "Tapez le montant");
        await page.Locator("#tab-till").ClickAsync();
        await page.Locator("#till-amount").FillAsync("15,90");
        await page.Locator("#till-reference").FillAsync("ticket-7");
        await page.Locator("#till-sale").ClickAsync();
        await ScreenAsync(page, "(?=.*15,90)(?=.*Caisse 01)");
        await ToldAsync(page, 1, "Encaisser 15,90 € ticket-7", "attend la réponse");
        await page.Locator("#card-approved").ClickAsync();
        await ToldAsync(page, 1, "Encaisser 15,90 € ticket-7", "fait");
        await Assertions.Expect(page.Locator("#exchanges li").First.Locator(".tlv").Last).ToContainTextAsync(
            "AE10");
        Assert.True(await page.EvaluateAsync<bool>(
            """
            () => {
              const panel = document.querySelector("#till-panel").getBoundingClientRect();
              const newest = document.querySelector("#exchanges li").getBoundingClientRect();
              return newest.bottom <= panel.bottom && panel.bottom <= innerHeight;
            }
            """));
        await Browser.SaveAsync(page, "till-desk");

        // Asked again nobody pays again.
        await page.Locator("#till-repeat").ClickAsync();
        await ToldAsync(page, 2, "Encaisser 15,90 € ticket-7", "fait");
        await ScreenAsync(page, "DÉJÀ PAYÉ");
        await page.Locator("#till-status").ClickAsync();
        await ToldAsync(page, 3, "État 15,90 € ticket-7|État ticket-7", "fait");
        await page.Locator("#till-duplicate").ClickAsync();
        await ToldAsync(page, 4, "Duplicata ticket-7", "fait");
        await Assertions.Expect(page.Locator(".ticket").First).ToContainTextAsync("DUPLICATA");
        await Assertions.Expect(page.Locator("#books tr")).ToHaveCountAsync(1);

        // Another amount is another sale, which the till takes back.
        await page.Locator("#till-amount").FillAsync("8");
        await page.Locator("#till-amount").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#till-reference")).ToHaveValueAsync("ticket-8");
        await ScreenAsync(page, "(?=.*8,00)(?=.*Caisse 01)");
        await page.Locator("#till-cancel").ClickAsync();
        await ToldAsync(page, 6, "Annuler ticket-8", "fait");
        await Assertions.Expect(page.Locator("#exchanges li").Nth(1).Locator(".tag")).ToHaveTextAsync("abandonné");
        await Assertions.Expect(page.Locator("#events li.till").First).ToContainTextAsync("→ fait");

        await page.Locator("#language").ClickAsync();
        await ToldAsync(page, 6, "Cancel ticket-8", "done");
        await Browser.SaveAsync(page, "till-desk-english");
        Assert.True(await page.EvaluateAsync<bool>(
            "(() => { const m = document.querySelector('main'); return m.scrollHeight <= m.clientHeight; })()"));
        Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments);
        Assert.Null(rig.Terminal.Crash);
    });

    [Fact]
    public Task A_till_is_played_with_on_a_phone() => SeeAsync(390, 844, async (page, rig, _) =>
    {
        await ScreenAsync(page, "Tapez le montant");
        await page.Locator("#tab-till").TapAsync();
        await page.Locator("#till-sale").TapAsync();
        await ScreenAsync(page, "(?=.*15,90)(?=.*Caisse 01)");
        await page.Locator("#key-cancel").TapAsync();
        await ToldAsync(page, 1, "Encaisser 15,90 € ticket-1", "annulé au terminal");
        await page.Locator("#till-sale").TapAsync();
        await ScreenAsync(page, "(?=.*15,90)(?=.*Caisse 01)");
        await page.Locator("#till-leave").TapAsync();
        await ToldAsync(page, 2, "Encaisser 15,90 € ticket-1", "sans réponse");
        await ScreenAsync(page, "ANNULÉ");
        Assert.True(await page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await page.Locator("#till-panel").ScrollIntoViewIfNeededAsync();
        await Browser.SaveAsync(page, "till-phone");
        Assert.Empty(rig.Acquirer.Api.Ledger.Snapshot().Payments);
    });

    [Fact]
    public Task What_a_foreign_till_says_is_seen_too() => SeeAsync(1280, 800, async (page, _, terminal) =>
    {
        await ScreenAsync(page, "Tapez le montant");
        await page.Locator("#tab-till").ClickAsync();
        await page.Locator("#till-identify").ClickAsync();
        await ToldAsync(page, 1, "Identifier", "fait");
        await Assertions.Expect(page.Locator("#till-at")).ToContainTextAsync(terminal.Till().EndPoint);
        using var till = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await till.ConnectAsync(IPEndPoint.Parse(terminal.Till().EndPoint), TestContext.Current.CancellationToken);
        await till.SendAsync(TillMessage.Request('0', 3, 2_500, "foreign").Bytes());
        await ScreenAsync(page, "(?=.*25,00)(?=.*Caisse 03)");
        await page.Locator("#card-declined_51").ClickAsync();
        byte[] buffer = new byte[1_024];
        int count = await till.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal("04", TillMessage.Parse(Encoding.ASCII.GetString(buffer, 0, count))["AF"]);
        await ToldAsync(page, 2, "Encaisser 25,00 € foreign", "refusé");
    });

    [Fact]
    public async Task What_was_asked_is_saved_as_a_scenario_and_what_cannot_be_asked_is_refused()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Ports);
        using var terminal = new BenchTerminal(rig);
        Assert.NotNull(terminal.AskTill(new BenchTillAsk("repeat", 1, null, "")));
        Assert.NotNull(terminal.AskTill(new BenchTillAsk("sale", 1, null, "a")));
        Assert.NotNull(terminal.AskTill(new BenchTillAsk("refund", 1, null, "a")));
        Assert.NotNull(terminal.AskTill(new BenchTillAsk("nothing", 1, null, "a")));
        Assert.NotNull(terminal.AskTill(new BenchTillAsk("status", 100, null, "a")));
        Assert.NotNull(terminal.AskTill(new BenchTillAsk("status", 1, null, "é")));
        Assert.Null(terminal.AskTill(new BenchTillAsk("sale", 2, 1_590, "a")));
        Assert.Null(terminal.AskTill(new BenchTillAsk("repeat", 2, null, "")));
        Assert.Null(terminal.AskTill(new BenchTillAsk("leave", 2, null, "")));
        string saved = terminal.Scenario();
        const string Sale = "- till: { ask: sale, number: 2, amount: 15.90, reference: \"a\" }";
        Assert.Equal(2, Regex.Count(saved, Regex.Escape(Sale)));
        Assert.Contains("- till: { leave: true }", saved, StringComparison.Ordinal);
        Scenario scenario = new ScenarioReader("saved.yaml").Read(new StringReader(saved));
        Assert.Contains(scenario.Steps, step => step is TillStep { Ask: "sale", Amount: 15.90m });
    }

    private async Task SeeAsync(int width, int height, Func<IPage, ScenarioRig, BenchTerminal, Task> look)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var terminal = new BenchTerminal(rig);
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        await browser.SeeAsync(bench, width, height, page => look(page, rig, terminal));
    }

    private static Task ScreenAsync(IPage page, string pattern) =>
        Assertions.Expect(page.Locator("#screen")).ToHaveAttributeAsync(
            "aria-label", new Regex(pattern), new() { Timeout = PatienceMs });

    // The newest exchange, of so many: what was asked and how it ended.
    private static async Task ToldAsync(IPage page, int count, string asked, string outcome)
    {
        await Assertions.Expect(page.Locator("#exchanges li")).ToHaveCountAsync(count, new() { Timeout = PatienceMs });
        ILocator newest = page.Locator("#exchanges li").First;
        await Assertions.Expect(newest.Locator(".tag")).ToHaveTextAsync(outcome, new() { Timeout = PatienceMs });
        await Assertions.Expect(newest.Locator("b").First).ToHaveTextAsync(
            new Regex("^(" + asked.Replace(' ', '.') + ")$"));
    }
}
