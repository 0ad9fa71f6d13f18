using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Terminal.Rig.Bench;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Setup;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>
/// The bench as it is started by hand: the page in a browser, the whole firmware behind it, the
/// emulated acquirer beside it.
/// </summary>
[Collection(Browser.Collection)]
public sealed class BenchOnTerminalTests(Browser browser)
{
    private const float PatienceMs = 120_000;

    [Fact]
    public Task A_sale_by_keyboard_ends_in_journal_and_ledger() => SeeAsync(async (page, rig) =>
    {
        await ScreenAsync(page, "Tapez le montant");
        await page.Keyboard.TypeAsync("1250");
        await ScreenAsync(page, "12,50");
        await page.Keyboard.PressAsync("Enter");
        await ScreenAsync(page, "PRÉSENTEZ");
        await page.Keyboard.PressAsync("a");
        await ScreenAsync(page, "ACCEPTÉ");
        await MatchAsync(page, rig, "to_capture");
        await Browser.SaveAsync(page, "terminal-sale");
    });

    [Fact]
    public Task The_fault_screen_comes_when_both_links_are_cut_and_goes_again() =>
        SeeAsync(async (page, rig) =>
        {
            // A SIM that is lost is noticed at once; one that never was is waited for.
            await Assertions.Expect(page.Locator("#link-sim em")).ToHaveTextAsync(
                "en ligne", new() { Timeout = PatienceMs });
            await ScreenAsync(page, "Tapez le montant");
            await page.Locator("#link-sim").ClickAsync();
            await page.Locator("#link-wifi").ClickAsync();
            await ScreenAsync(page, "01 57 97 99 44");
            await ScreenAsync(page, "T4200017");
            await Browser.SaveAsync(page, "terminal-fault");
            await page.Locator("#link-wifi").ClickAsync();
            await page.Locator("#link-sim").ClickAsync();
            await ScreenAsync(page, "Tapez le montant");
            Assert.Null(rig.Terminal.Crash);
        });

    [Fact]
    public Task A_power_cut_in_mid_payment_is_recovered_from() => SeeAsync(async (page, rig) =>
    {
        await ScreenAsync(page, "Tapez le montant");
        await page.Keyboard.TypeAsync("800");
        await page.Keyboard.PressAsync("Enter");
        await ScreenAsync(page, "PRÉSENTEZ");
        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(page.Locator("#books")).ToContainTextAsync(
            "à encaisser", new() { Timeout = PatienceMs });
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("#screen")).ToHaveAttributeAsync("aria-label", "Écran éteint");
        await page.Keyboard.PressAsync("p");
        await ScreenAsync(page, "Tapez le montant");
        await MatchAsync(page, rig, "to_capture");
        Assert.Equal(0, rig.Acquirer.Api.Ledger.Snapshot().Payments.Single().DuplicatePosts);
        await Browser.SaveAsync(page, "terminal-power-cut");
    });

    [Fact]
    public Task A_phone_has_everything_too() => SeeAsync(
        async (page, _) =>
        {
            await ScreenAsync(page, "Tapez le montant");
            await page.Locator("#key-7").TapAsync();
            await page.Locator("#tab-faults").TapAsync();
            await page.Locator("#once-cut-answer").TapAsync();
            await Assertions.Expect(page.Locator("#fault-count")).ToContainTextAsync("1");
            await ScreenAsync(page, "0,07");
            Assert.True(await page.EvaluateAsync<bool>(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
            await Browser.SaveAsync(page, "terminal-phone");
        },
        390, 844);

    [Fact]
    public Task The_phone_beside_the_terminal_sets_up_wifi() => SeeAsync(async (page, rig) =>
    {
        ILocator button = page.Locator("#phone");
        await ScreenAsync(page, "Tapez le montant");
        await Assertions.Expect(button).ToHaveTextAsync("Téléphone");
        await Assertions.Expect(button).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("#phone-state")).ToBeEmptyAsync();
        await SetupCommand.OpenAsync((FirmwareTerminal)rig.Terminal, TestContext.Current.CancellationToken);
        await Assertions.Expect(page.Locator("#phone-state")).ToHaveTextAsync(
            "TPE-0017 à portée", new() { Timeout = PatienceMs });
        IPage phone = await page.RunAndWaitForPopupAsync(() => button.ClickAsync());
        await Assertions.Expect(page.Locator("#phone-state")).ToHaveTextAsync("relié à TPE-0017");
        await page.Locator("#language").ClickAsync();
        await Assertions.Expect(button).ToHaveTextAsync("Phone");
        await Assertions.Expect(page.Locator("#phone-state")).ToHaveTextAsync("joined to TPE-0017");
        await Assertions.Expect(phone.Locator("#p")).ToBeVisibleAsync(new() { Timeout = PatienceMs });
        Assert.InRange(await phone.EvaluateAsync<int>("window.innerWidth"), 320, 500);
        await Browser.SaveAsync(page, "bench-phone-joined");
        await Browser.SaveAsync(phone, "bench-phone-page");
        await phone.GetByRole(AriaRole.Radio, new() { Name = "Boutique" }).CheckAsync();
        await phone.Locator("#p").FillAsync(VirtualWifi.PassphraseDefault);
        await phone.Locator("button").First.ClickAsync();
        await Assertions.Expect(phone.Locator(".o")).ToBeVisibleAsync(new() { Timeout = PatienceMs });
        await Assertions.Expect(button).ToBeDisabledAsync(new() { Timeout = PatienceMs });
        await phone.CloseAsync();
    });

    private async Task SeeAsync(
        Func<IPage, ScenarioRig, Task> look, int width = 1280, int height = 800)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var terminal = new BenchTerminal(rig);
        await using BenchServer bench = await BenchServer.StartAsync(terminal, 0);
        await browser.SeeAsync(bench, width, height, page => look(page, rig));
    }

    private static Task ScreenAsync(IPage page, string words) =>
        Assertions.Expect(page.Locator("#screen")).ToHaveAttributeAsync(
            "aria-label", new Regex(Regex.Escape(words)), new() { Timeout = PatienceMs });

    // What the page says of both books is what both books say.
    private static async Task MatchAsync(IPage page, ScenarioRig rig, string status)
    {
        await Assertions.Expect(page.Locator("#books")).ToContainTextAsync(
            "acceptée", new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync("Tout concorde");
        await Assertions.Expect(page.Locator("#books tr")).ToHaveCountAsync(1);
        var journal = Assert.Single(rig.Terminal.JournalRows());
        var payment = Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments);
        Assert.Equal(
            (journal.UniqueId, journal.Amount * 100, journal.PaymentId),
            (payment.UniqueId, (decimal)payment.Amount, payment.Id));
        Assert.Equal(status, payment.Status);
    }
}
