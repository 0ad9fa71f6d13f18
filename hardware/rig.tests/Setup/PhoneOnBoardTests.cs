using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Terminal.Agent.Ports;
using Terminal.Rig.Bench;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Setup;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// The whole firmware as an access point: restarts of the board, real sockets and datagrams, and a foreign HTTP client.
/// </summary>
public sealed class PhoneOnBoardTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_firmware_serves_the_page_and_joins_beside_its_access_point()
    {
        await using ScenarioRig rig = await StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        Assert.Equal(1, terminal.Reboots);
        StoredAccessPoint air = terminal.Board!.AccessPoint!;
        Assert.Equal("TPE-0017", air.Ssid);
        Assert.Equal(4, air.ConnectionsMax);
        await LookAsync(terminal);
        await using PhoneAir phone = PhoneAir.Open(() => terminal.Board?.PhoneEndPoint(80));
        using HttpClient client = Client(phone);
        string page = await PageAsync(client, "Boutique");
        var form = new Dictionary<string, string>
        {
            ["t"] = Regex.Match(page, "name=t value=([0-9a-f]{16})").Groups[1].Value,
            ["n"] = "0",
            ["h"] = "",
            ["p"] = VirtualWifi.PassphraseDefault,
        };
        using HttpResponseMessage answer = await client.PostAsync(
            "http://192.168.4.1/join", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        page = await PageAsync(client, "Wi-Fi works");
        output.WriteLine(page[page.IndexOf("<main", StringComparison.Ordinal)..]);
        await terminal.UntilAsync(() => terminal.Reboots == 2, "the restart into service");
        await terminal.SeesAsync("Tapez le montant");
        Assert.Null(terminal.Board!.AccessPoint);
        Assert.Equal("", terminal.Files.AccessPoint.Passphrase);
        Assert.Equal(1, terminal.Look(a => a.Settings.WifiProfileCount));
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public async Task The_bench_leads_to_the_page_as_a_browser_without_a_proxy_sees_it()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        using var bench = new BenchTerminal(rig);
        Assert.Null(bench.Phone);
        await SetupCommand.OpenAsync((FirmwareTerminal)rig.Terminal, CancellationToken.None).WaitAsync(Patience * 2);
        Assert.Equal("TPE-0017", bench.Phone!.Network);
        Uri page = bench.Phone.Page;
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        string text = await PageAsync(client, "name=t value=", page.ToString());
        using var form = new FormUrlEncodedContent(
            [new("t", Regex.Match(text, "name=t value=([0-9a-f]{16})").Groups[1].Value)]);
        form.Headers.Add("Origin", page.GetLeftPart(UriPartial.Authority));
        using HttpResponseMessage answer = await client.PostAsync(new Uri(page, "/end"), form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await rig.Terminal.UntilAsync(() => bench.Phone is null, "the set-up has ended");
    }

    [Fact]
    public async Task A_board_without_set_up_is_no_access_point()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        rig.Terminal.PowerOn();
        var terminal = (FirmwareTerminal)rig.Terminal;
        await terminal.SeesAsync("Tapez le montant");
        Assert.Null(terminal.Board!.AccessPoint);
        Assert.Null(terminal.Board.PhoneEndPoint(80));
    }

    [Fact]
    public async Task A_cut_at_any_moment_leads_back_into_service_with_networks_as_they_were()
    {
        await using ScenarioRig rig = await StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        for (int cut = 0; cut < 3; cut++)
        {
            terminal.CutPower();
            terminal.PowerOn();
            await terminal.UntilAsync(() => terminal.Board?.PhoneEndPoint(80) is not null, "the page is back");
        }

        terminal.Press(Key.Cancel);
        await terminal.UntilAsync(() => terminal.Board?.AccessPoint is null, "no access point");
        terminal.CutPower();
        terminal.PowerOn();
        await terminal.SeesAsync("Tapez le montant");
        Assert.Null(terminal.Board!.AccessPoint);
        Assert.Equal(0, terminal.Look(a => a.Settings.WifiProfileCount));
    }

    [Fact]
    public async Task An_access_point_without_an_address_or_wpa2_is_none()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        var terminal = (FirmwareTerminal)rig.Terminal;
        terminal.Files.AccessPoint = new StoredAccessPoint
        {
            Options = 6,
            Ssid = "open",
            Passphrase = "",
            Authentication = 4,
            Address = "192.168.4.1",
            ConnectionsMax = 1,
        };
        terminal.PowerOn();
        await terminal.SeesAsync("Tapez le montant");
        Assert.Null(terminal.Board!.AccessPoint);

        // What nobody asked for is taken back all the same.
        await terminal.UntilAsync(() => terminal.Files.AccessPoint.Options == 0, "it is taken back");
    }

    private static async Task<ScenarioRig> StartAsync()
    {
        ScenarioRig rig = await ScenarioRig.StartAsync();
        rig.Terminal.Provision(settings =>
        {
            settings.WifiProfileCount = 0;
            settings.WifiProfiles[0].Clear();
        });
        rig.Terminal.PowerOn();
        await SetupCommand.OpenAsync((FirmwareTerminal)rig.Terminal, CancellationToken.None).WaitAsync(Patience * 2);
        return rig;
    }

    private static HttpClient Client(PhoneAir phone)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            Proxy = new WebProxy(phone.EndPoint.ToString()),
            AllowAutoRedirect = false,
        });
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        return client;
    }

    private static async Task<string> PageAsync(
        HttpClient client, string words, string url = "http://192.168.4.1/")
    {
        var time = Stopwatch.StartNew();
        string page = "";
        while (time.Elapsed < Patience)
        {
            page = await client.GetStringAsync(url);
            if (page.Contains(words, StringComparison.Ordinal))
            {
                return page;
            }

            await Task.Delay(100);
        }

        Assert.Fail(page);
        return page;
    }

    // A phone's first seconds: an address, and a name's.
    private static async Task LookAsync(FirmwareTerminal terminal)
    {
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        DhcpMessage offer = DhcpMessage.Read(await AskAsync(phone, terminal, 67, DhcpMessage.Discover(7)));
        Assert.Equal("192.168.4.2", offer.Yours);
        DhcpMessage given = DhcpMessage.Read(await AskAsync(
            phone, terminal, 67, DhcpMessage.Request(7, offer.Yours, offer.Address(54))));
        Assert.Equal(DhcpMessage.AckType, given.Type);
        byte[] name = await AskAsync(
            phone, terminal, 53, [1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 0, 0, 1, 0, 1]);
        Assert.Equal("C0A80401", Convert.ToHexString(name[^4..]));
    }

    private static async Task<byte[]> AskAsync(UdpClient phone, FirmwareTerminal terminal, int port, byte[] message)
    {
        for (int tries = 0; tries < 20; tries++)
        {
            if (terminal.Board?.PhoneEndPoint(port) is IPEndPoint there)
            {
                await phone.SendAsync(message, there);
                try
                {
                    using var limit = new CancellationTokenSource(2_000);
                    return (await phone.ReceiveAsync(limit.Token)).Buffer;
                }
                catch (OperationCanceledException)
                {
                    // Asked again, as phones do.
                }
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"nobody answers at port {port}");
    }
}
