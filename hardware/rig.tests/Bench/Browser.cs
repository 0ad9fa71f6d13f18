using Microsoft.Playwright;
using Terminal.Rig.Bench;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>One headless Chromium for all tests of the page; none where it is not installed.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Name of the collection that shares it.</summary>
    public const string Collection = "browser";

    // A loaded machine takes its time; what is right comes long before.
    private const float PatienceMs = 120_000;

    private const string Missing = "no Chromium is installed (apt-get install chromium)";

    private static readonly string[] Paths =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Paths.FirstOrDefault(File.Exists) is not { } path)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(PatienceMs);
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = path, Headless = true, Args = Arguments });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens the bench in a window of its own, as <see cref="OpenAsync"/> does.</summary>
    public Task SeeAsync(BenchServer bench, int width, int height, Func<IPage, Task> look) =>
        OpenAsync(bench.Url, width, height, async page =>
        {
            await Assertions.Expect(page.Locator("#online")).ToHaveClassAsync("up");
            await Assertions.Expect(page.Locator("#serial")).ToHaveTextAsync("T4200017");
            await look(page);
        });

    /// <summary>
    /// Opens a page in a window of its own, lets a test look, and wants no complaint of the page:
    /// no error, no warning, no exception.
    /// </summary>
    public async Task OpenAsync(Uri url, int width, int height, Func<IPage, Task> look)
    {
        Assert.SkipWhen(_browser is null, Missing);
        await using IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = width < 500,
            IsMobile = width < 500,
            DeviceScaleFactor = width < 500 ? 2.625f : 1,
        });
        IPage page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(url.ToString());
        await look(page);
        Assert.Empty(complaints);
    }

    /// <summary>
    /// A phone on the terminal's access point opens its page, and lets a test look; the page may complain of nothing
    /// but, where the test takes the network away, of what it then fails to load.
    /// </summary>
    public async Task SeePhoneAsync(
        string proxy, int width, string locale, bool hasScript, Func<IPage, Task> look, bool mayFailToLoad = false)
    {
        Assert.SkipWhen(_browser is null, Missing);
        await using IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 700 },
            HasTouch = true,
            IsMobile = true,
            DeviceScaleFactor = 2,
            Locale = locale,
            JavaScriptEnabled = hasScript,
            Proxy = new() { Server = proxy },
        });
        IPage page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            bool isLoad = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !(mayFailToLoad && isLoad))
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        await look(page);
        Assert.Empty(complaints);
    }

    /// <summary>Keeps a picture of the whole page beside the tests, in the folder artifacts.</summary>
    public static Task SaveAsync(IPage page, string name) => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(AppContext.BaseDirectory, "artifacts", name + ".png"),
        FullPage = true,
    });
}
