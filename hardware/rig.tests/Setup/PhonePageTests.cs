using Microsoft.Playwright;
using Terminal.Agent.Ports;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Setup;
using Terminal.Rig.Tests.Bench;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// The page in a real browser that is a phone on the terminal's access point, with the whole firmware behind it.
/// </summary>
[Collection(Browser.Collection)]
public sealed class PhonePageTests(Browser browser, ITestOutputHelper output)
{
    private const int TapsMax = 12;

    // Menu, Technicien, Wi-Fi, "Avec un téléphone": the technician's code is typing.
    private const int Presses = 4;

    private int _taps;

    // The phone has left the terminal's network.
    private volatile bool _isAway;

    [Theory]
    [InlineData(320, "fr-FR", true)]
    [InlineData(390, "en-GB", true)]
    [InlineData(320, "fr-FR", false)]
    public Task From_nothing_to_the_first_payment_over_wifi(int width, string locale, bool hasScript) =>
        SeeAsync(width, locale, hasScript, async (page, terminal) =>
        {
            bool isFrench = locale[0] == 'f';

            // What the phone opens by itself when it finds that it is held up.
            await page.GotoAsync("http://connectivitycheck.gstatic.com/generate_204");
            await Assertions.Expect(page).ToHaveURLAsync("http://192.168.4.1/");
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", isFrench ? "fr" : "en");
            Assert.True(await page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth <= window.innerWidth"));
            await Browser.SaveAsync(page, $"phone-{width}-{locale}-choose");

            // The strongest network is chosen already.
            await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Boutique" })).ToBeCheckedAsync();
            await TapAsync(page.GetByLabel(isFrench ? "Mot de passe Wi-Fi" : "Wi-Fi password"));
            await page.Keyboard.TypeAsync(VirtualWifi.PassphraseDefault);
            await TapAsync(page.GetByRole(
                AriaRole.Button, new() { Name = isFrench ? "Enregistrer et tester" : "Save and test" }));
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(
                isFrench ? "Le Wi-Fi fonctionne" : "The Wi-Fi works");
            await Assertions.Expect(page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(6);
            await Browser.SaveAsync(page, $"phone-{width}-{locale}-passed");
            await terminal.UntilAsync(() => terminal.Reboots == 2, "the restart into service");
            await terminal.SeesAsync("Tapez le montant");
            output.WriteLine($"taps {_taps} on the phone, {Presses} on the terminal");
            Assert.InRange(_taps + Presses, 1, TapsMax);
            terminal.Press((Key)1, (Key)2, (Key)5, (Key)0, Key.Ok);
            await terminal.UntilAsync(() => terminal.Tap("approved"), "the reader wants a card");
            await terminal.SeesAsync("ACCEPTÉ");
        });

    [Fact]
    public Task A_wrong_passphrase_is_told_and_corrected() => SeeAsync(320, "fr-FR", true, async (page, terminal) =>
    {
        await page.GotoAsync("http://192.168.4.1/");
        await page.Locator("#p").FillAsync("croissant-froid");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et tester" }).TapAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("R12");
        await Assertions.Expect(page.Locator("#p")).ToHaveValueAsync("");
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Boutique" })).ToBeCheckedAsync();
        await Browser.SaveAsync(page, "phone-wrong");

        // Shown on demand.
        ILocator shows = page.GetByRole(AriaRole.Checkbox, new() { Name = "Afficher le mot de passe" });
        await Assertions.Expect(page.Locator("#p")).ToHaveAttributeAsync("type", "password");
        await shows.TapAsync();
        await Assertions.Expect(page.Locator("#p")).ToHaveAttributeAsync("type", "text");
        await page.Locator("#p").FillAsync(VirtualWifi.PassphraseDefault);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et tester" }).TapAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Le Wi-Fi fonctionne");
        Assert.Equal(1, terminal.Look(agent => agent.Settings.WifiProfileCount));
    });

    [Fact]
    public Task The_keyboard_alone_is_enough_and_everything_has_a_name() =>
        SeeAsync(390, "fr-FR", true, async (page, terminal) =>
        {
            await page.GotoAsync("http://192.168.4.1/");
            string[] nameless = await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('input:not([type=hidden]),button')]"
                + ".filter(e => !(e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)");
            Assert.Empty(nameless);

            // A finger needs 44 pixels.
            int small = await page.EvaluateAsync<int>(
                "() => [...document.querySelectorAll('.n,button,#p')].filter(e => !e.hidden)"
                + ".filter(e => e.getBoundingClientRect().height < 44).length");
            Assert.Equal(0, small);

            // A hidden name is asked for where one is chosen; arrows choose.
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("ArrowUp");
            await Assertions.Expect(page.Locator("#h")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("ArrowDown");
            await Assertions.Expect(page.Locator("#h")).ToBeHiddenAsync();

            // Networks, passphrase, its switch, the button: Tab goes through them in that order.
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(page.Locator("#p")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(VirtualWifi.PassphraseDefault);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Le Wi-Fi fonctionne");
            await terminal.UntilAsync(() => terminal.Reboots == 2, "the restart into service");
        });

    [Fact]
    public Task Networks_are_looked_for_again_and_the_set_up_ended_from_the_phone() =>
        SeeAsync(320, "en", true, async (page, terminal) =>
        {
            await page.GotoAsync("http://192.168.4.1/");
            terminal.Wifi.Neighbours = [new("Newcomer", -40, false)];
            await page.GetByRole(AriaRole.Button, new() { Name = "Search again" }).TapAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Newcomer" })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).TapAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Finished");
            await terminal.UntilAsync(() => terminal.Board?.AccessPoint is null && terminal.IsOn, "the restart");
            Assert.Equal(0, terminal.Look(agent => agent.Settings.WifiProfileCount));
        });

    [Theory]
    [InlineData(320, "fr-FR", true)]
    [InlineData(390, "en-GB", true)]
    [InlineData(320, "fr-FR", false)]
    public Task A_page_that_loses_the_terminal_says_where_the_result_is(int width, string locale, bool hasScript) =>
        SeeAsync(width, locale, hasScript, async (page, terminal) =>
        {
            bool isFrench = locale[0] == 'f';
            string underWay = isFrench ? "Test en cours" : "Testing";
            terminal.Wifi.StageMs = 4_000;
            await page.GotoAsync("http://192.168.4.1/");
            await page.Locator("#p").FillAsync(VirtualWifi.PassphraseDefault);
            await page.GetByRole(
                AriaRole.Button, new() { Name = isFrench ? "Enregistrer et tester" : "Save and test" }).TapAsync();
            await Assertions.Expect(page.GetByText(underWay)).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText(isFrench ? "lisez le résultat sur l’écran du terminal"
                : "read the result on the terminal's screen")).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth <= window.innerWidth"));
            await Browser.SaveAsync(page, $"phone-{width}-{locale}-testing");
            _isAway = true;
            await Assertions.Expect(page.GetByText(underWay)).ToBeHiddenAsync();
            if (hasScript)
            {
                await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(
                    isFrench ? "n’est plus relié au terminal" : "The phone has lost the terminal");
                await Browser.SaveAsync(page, $"phone-{width}-{locale}-lost");
            }

            // Nobody asks any more: the terminal ends by itself, and tells.
            await terminal.SeesAsync("Le Wi-Fi fonctionne");
            await terminal.UntilAsync(() => terminal.Reboots == 2, "the restart into service");
            await terminal.UntilAsync(() => terminal.Look(agent => agent.WifiTest.HasPassed), "the test on the screen");
            await terminal.SeesAsync("Le Wi-Fi fonctionne");
        }, mayFailToLoad: true);

    [Fact]
    public Task A_phone_that_comes_back_sees_the_result() => SeeAsync(320, "fr-FR", true, async (page, terminal) =>
    {
        terminal.Wifi.StageMs = 3_000;
        await page.GotoAsync("http://192.168.4.1/");
        await page.Locator("#p").FillAsync(VirtualWifi.PassphraseDefault);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer et tester" }).TapAsync();
        await Assertions.Expect(page.GetByText("Test en cours")).ToBeVisibleAsync();
        _isAway = true;
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("n’est plus relié");
        await terminal.SeesAsync("Le Wi-Fi fonctionne");
        _isAway = false;
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Le Wi-Fi fonctionne");
        await terminal.UntilAsync(() => terminal.Reboots == 2, "the restart into service");
        await terminal.SeesAsync("Tapez le montant");
    }, mayFailToLoad: true);

    private Task TapAsync(ILocator where)
    {
        _taps++;
        return where.TapAsync();
    }

    // The terminal goes back into service soon after its test; a phone that is held up may not see the last page.
    private Task SeeAsync(
        int width, string locale, bool hasScript, Func<IPage, FirmwareTerminal, Task> look,
        bool mayFailToLoad = false) =>
        OneOfTries.HoldsAsync(() => SeeOnceAsync(width, locale, hasScript, look, mayFailToLoad));

    private async Task SeeOnceAsync(
        int width, string locale, bool hasScript, Func<IPage, FirmwareTerminal, Task> look, bool mayFailToLoad)
    {
        _taps = 0;
        _isAway = false;
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Provision(settings =>
        {
            settings.WifiProfileCount = 0;
            settings.WifiProfiles[0].Clear();
        });
        terminal.Modem.Faults.NoCoverage = true;
        terminal.Wifi.Neighbours = [new("Livebox-4F2A", -71, false), new("FreeWifi", -80, true)];
        terminal.PowerOn();
        await SetupCommand.OpenAsync(terminal, CancellationToken.None);
        await terminal.UntilAsync(() => terminal.Board?.PhoneEndPoint(80) is not null, "the page");
        await using PhoneAir air = PhoneAir.Open(() => _isAway ? null : terminal.Board?.PhoneEndPoint(80));
        await browser.SeePhoneAsync(
            $"http://{air.EndPoint}", width, locale, hasScript, page => look(page, terminal), mayFailToLoad);
        Assert.Null(terminal.Crash);
    }
}
