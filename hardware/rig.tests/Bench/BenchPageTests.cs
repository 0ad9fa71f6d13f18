using Microsoft.Playwright;
using Terminal.Agent.Ports;
using Terminal.Rig.Bench;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>The page in a real browser, headless; skipped where none is installed.</summary>
[Collection(Browser.Collection)]
public sealed class BenchPageTests(Browser browser)
{
    [Fact]
    public Task ASaleByKeyboardAtADesk() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        await page.Keyboard.PressAsync("p");
        await UntilAsync(() => terminal.IsOn);
        await page.Keyboard.TypeAsync("1250");
        await page.Keyboard.PressAsync("Enter");
        await UntilAsync(() => terminal.ScreenWords().Contains("carte", StringComparison.OrdinalIgnoreCase));
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator("#books tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync("Tout concorde");
        await Assertions.Expect(page.Locator("#screen")).ToHaveAttributeAsync(
            "aria-label", "Écran : " + terminal.ScreenWords());
        Assert.Equal(
            [(Key)1, (Key)2, (Key)5, Key.Digit0, Key.Ok], terminal.Pressed);
        Assert.True(await ScreenIsAsync(page, terminal.Frame()));
        await Browser.SaveAsync(page, "bench-desk");
        terminal.Refund();
        await Assertions.Expect(page.Locator("#books tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync("Tout concorde");
        await Assertions.Expect(page.Locator("#books tr.bad")).ToHaveCountAsync(0);

        terminal.BookStray();
        await Assertions.Expect(page.Locator("#verdict")).ToHaveTextAsync("1 écart");
        await Assertions.Expect(page.Locator("#books tr.bad")).ToContainTextAsync("<b>stray</b>");
        await Browser.SaveAsync(page, "bench-mismatch");
    });

    [Fact]
    public Task TonesAreHeardOnceSomebodyWantsThem() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        await Assertions.Expect(page.Locator("#sound")).ToHaveTextAsync("Son");
        await Assertions.Expect(page.Locator("#sound")).ToHaveAttributeAsync("aria-pressed", "false");
        terminal.Buzzer.Sound(2_000, 3);
        terminal.Buzzer.Sound(0, 0);
        Assert.True(await page.EvaluateAsync<bool>("() => audio === null"));
        await page.Locator("#sound").ClickAsync();
        await Assertions.Expect(page.Locator("#sound")).ToHaveAttributeAsync("aria-pressed", "true");
        terminal.Buzzer.Sound(1_000, 2);
        await page.WaitForFunctionAsync("() => buzzer.frequency.value === 1000 && volume.gain.value > .05");
        terminal.Buzzer.Sound(0, 0);
        await page.WaitForFunctionAsync("() => volume.gain.value === 0");
        await page.Locator("#sound").ClickAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => audio === null"));
    });

    [Fact]
    public Task AllIsSeenAtADeskWithoutScrolling() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        await page.Locator("#power").ClickAsync();
        await UntilAsync(() => terminal.IsOn);
        for (int sales = 0; sales < 12; sales++)
        {
            await page.Keyboard.TypeAsync("5");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("a");
            await UntilAsync(() => terminal.Ledger().Count == sales + 1);
        }
        Assert.Equal("", await page.EvaluateAsync<string>(
            """
            () => ["#screen", "#keys", "#cards", "#links", "#access", "#plot", ".books", "#events"].filter(one => {
              const box = document.querySelector(one).getBoundingClientRect();
              return box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth
                || box.height < 80 && one !== "#access" && one !== "#cards";
            }).join(" ")
            """));
        Assert.True(await page.EvaluateAsync<bool>(
            "(() => { const m = document.querySelector('main'); return m.scrollHeight <= m.clientHeight; })()"));
    });

    [Theory]
    [InlineData("fr", "en ligne", "à encaisser", "Pas de réseau", "marche")]
    [InlineData("en", "online", "to be captured", "No coverage", "switched on")]
    public Task OneLanguageAtATime(string language, string state, string status, string condition, string happened) =>
        SeeAsync(1280, 800, async (page, terminal) =>
        {
            await page.GotoAsync(page.Url + "?lang=" + language);
            await page.Locator("#power").ClickAsync();
            await UntilAsync(() => terminal.IsOn);
            await page.Keyboard.TypeAsync("800");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("a");
            await Assertions.Expect(page.Locator("#books tr")).ToContainTextAsync(status);
            await Assertions.Expect(page.Locator("#link-sim em")).ToHaveTextAsync(state);
            await Assertions.Expect(page.Locator("#condition-sim")).ToContainTextAsync(condition);
            await Assertions.Expect(page.Locator("#events li.power")).ToContainTextAsync(happened);
            await page.Locator("#tab-faults").ClickAsync();
            string words = await page.EvaluateAsync<string>(
                "document.body.innerText + [...document.querySelectorAll('option')].map(one => one.text).join()");
            HashSet<string> here = [.. BenchWords.In(language == "fr").Values];
            IEnumerable<string> foreign = BenchWords.In(language != "fr")
                .Where(pair => pair.Key != "language" && pair.Value.Length > 6 && !pair.Value.Contains('{'))
                .Select(pair => pair.Value).Where(text => !here.Any(own => own.Contains(text)));
            Assert.DoesNotContain(foreign, text => words.Contains(text));
        });

    [Fact]
    public Task ARefusedTapIsNotGreenAndWhatWaitsIsNotRed() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        await page.Locator("#power").ClickAsync();
        await UntilAsync(() => terminal.IsOn);
        await page.EvaluateAsync(
            """
            () => {
              window.lights = [];
              new MutationObserver(() => window.lights.push(document.getElementById("device").className))
                .observe(document.getElementById("device"), { attributes: true });
            }
            """);
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator("#note.shown")).ToHaveTextAsync("Le lecteur n’attend pas de carte.");
        string[] lights = await page.EvaluateAsync<string[]>("window.lights");
        Assert.Contains("untapped", lights);
        Assert.DoesNotContain("tapped", lights);
        terminal.LeaveWaiting();
        await Assertions.Expect(page.Locator("#books .tag.open")).ToHaveTextAsync("en attente d’envoi");
        await Assertions.Expect(page.Locator("#books .tag.no")).ToHaveCountAsync(0);
    });

    [Fact]
    public async Task AllIsThereBeforeTheStreamBegins()
    {
        var terminal = new FakeBenchTerminal();
        terminal.PowerOn();
        await using var bench = await BenchServer.StartAsync(terminal, 0);
        await browser.SeeAsync(bench, 1280, 800, async page =>
        {
            await page.RouteAsync("**/events*", route => route.FulfillAsync(
                new() { ContentType = "text/event-stream", Body = "retry: 100000\n\n" }));
            await page.ReloadAsync();
            Assert.True(await ScreenIsAsync(page, terminal.Frame()));
            await Assertions.Expect(page.Locator("#serial")).ToHaveTextAsync("T4200017");
            await Assertions.Expect(page.Locator("#power")).ToHaveAttributeAsync("aria-checked", "true");
            await Assertions.Expect(page.Locator("#events li")).ToHaveCountAsync(1);
        });
    }

    [Fact]
    public Task ASaleByTouchOnAPhone() => SeeAsync(390, 844, async (page, terminal) =>
    {
        await page.Locator("#power").TapAsync();
        await UntilAsync(() => terminal.IsOn);
        foreach (var key in new[] { "8", "0", "0", "ok" })
        {
            await page.Locator("#key-" + key).TapAsync();
        }
        await page.Locator("#card-declined_51").TapAsync();
        await Assertions.Expect(page.Locator("#books tr")).ToHaveCountAsync(1);
        Assert.Equal([(Key)8, Key.Digit0, Key.Digit0, Key.Ok], terminal.Pressed);
        Assert.True(await page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.True(await ScreenIsAsync(page, terminal.Frame()));
        await Browser.SaveAsync(page, "bench-phone");
    });

    [Fact]
    public Task SwitchesAndTabulatorReachEverything() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        await page.Locator("#power").ClickAsync();
        await UntilAsync(() => terminal.IsOn);
        await page.Locator("#link-sim").ClickAsync();
        await page.Locator("#link-wifi").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#link-wifi")).ToHaveAttributeAsync("aria-checked", "false");
        Assert.Empty(terminal.Pressed);
        await Assertions.Expect(page.Locator("#events li.link")).ToHaveCountAsync(2);
        await Browser.SaveAsync(page, "bench-fault");
        await page.Locator("#filter").FillAsync("wi-fi");
        await Assertions.Expect(page.Locator("#events li")).ToHaveCountAsync(1);
        await page.Keyboard.TypeAsync("1px");
        Assert.Empty(terminal.Pressed);
        await page.Locator("#language").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Test bench");
        await page.Locator("#help-open").ClickAsync();
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("x");
        await UntilAsync(() => !terminal.IsOn);
        await Assertions.Expect(page.Locator("#plug")).ToBeDisabledAsync();
    });

    [Fact]
    public Task PanelsWorkByKeyboard() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        await page.Locator("#condition-sim").FocusAsync();
        await page.Locator("#condition-sim").SelectOptionAsync("hung");
        await Assertions.Expect(page.Locator("#link-sim")).ToHaveAttributeAsync("aria-checked", "false");
        Assert.Equal("hung", terminal.Links()[0].Condition);
        await page.Locator("#signal-sim").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await UntilAsync(() => terminal.Links()[0].LevelDbm == -73);
        await page.Locator("#passphrase").FillAsync("croissant-froid");
        await page.Keyboard.PressAsync("Enter");
        await UntilAsync(() => terminal.AccessPoint().Passphrase == "croissant-froid");
        await page.Locator("#tab-faults").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#once-maintenance").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("#once-maintenance")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(BenchFaultUse.Once, terminal.Faults()[0].Use);
        await Assertions.Expect(page.Locator("#fault-count")).ToContainTextAsync("1");
        Assert.Empty(terminal.Pressed);
        await Assertions.Expect(page.Locator("#plot")).ToHaveAttributeAsync(
            "aria-label", "File d’attente et réseaux, 5 min : 0 en attente, SIM en ligne, Wi-Fi en ligne");
        IDownload saved = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.Locator("#save").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        });
        Assert.Equal("bench-test.yaml", saved.SuggestedFilename);
        await Browser.SaveAsync(page, "bench-panels");
    });

    [Fact]
    public Task TwoPagesShowTheSameTerminalAtAnyZoom() => SeeAsync(1280, 800, async (page, terminal) =>
    {
        IPage other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await Assertions.Expect(other.Locator("#online")).ToHaveClassAsync("up");
        await page.Locator("#power").ClickAsync();
        await page.Keyboard.TypeAsync("42");
        await UntilAsync(() => terminal.Pressed.Count == 2);
        await other.Keyboard.PressAsync("7");
        await UntilAsync(() => terminal.Pressed.Count == 3);
        Assert.True(await ScreenIsAsync(page, terminal.Frame()));
        Assert.True(await ScreenIsAsync(other, terminal.Frame()));
        foreach ((int width, int height) in new[] { (1024, 700), (853, 533), (640, 400), (2560, 1600) })
        {
            await other.SetViewportSizeAsync(width, height);
            Assert.True(await ScreenIsAsync(other, terminal.Frame()));
            Assert.True(await other.EvaluateAsync<bool>(
                """
                () => {
                  const canvas = document.getElementById("screen"), box = canvas.getBoundingClientRect();
                  return canvas.width % 128 === 0 && canvas.width === Math.round(box.width * devicePixelRatio);
                }
                """));
        }
    });

    private async Task SeeAsync(int width, int height, Func<IPage, FakeBenchTerminal, Task> look)
    {
        var terminal = new FakeBenchTerminal();
        await using var bench = await BenchServer.StartAsync(terminal, 0);
        await browser.SeeAsync(bench, width, height, page => look(page, terminal));
    }

    /// <summary>
    /// True when every pixel of the page's screen is as the frame says, at whatever zoom.
    /// </summary>
    private static async Task<bool> ScreenIsAsync(IPage page, byte[] frame)
    {
        const string Read = """
            () => {
              const canvas = document.getElementById("screen"), cell = canvas.width / 128;
              const off = new OffscreenCanvas(canvas.width, canvas.height);
              const copy = off.getContext("2d", { willReadFrequently: true });
              copy.drawImage(canvas, 0, 0);
              const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
              const lit = [];
              for (let y = 0; y < 64; y++) for (let x = 0; x < 128; x++)
                lit.push(data[((y * cell + (cell >> 1)) * canvas.width + x * cell + (cell >> 1)) * 4] > 128);
              return lit;
            }
            """;
        for (var tries = 0; tries < 2_400; tries++)
        {
            var lit = await page.EvaluateAsync<bool[]>(Read);
            if (Enumerable.Range(0, 8_192).All(
                i => lit[i] == ((frame[(i / 1_024 * 128) + (i % 128)] >> (i / 128 % 8) & 1) == 1)))
            {
                return true;
            }
            await Task.Delay(50);
        }
        return false;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; tries < 6_000 && !holds(); tries++)
        {
            await Task.Delay(20);
        }
        Assert.True(holds());
    }
}
