using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Terminal.Rig.Firmware;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Till;
using Xunit;
using AgentLimits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Till;

/// <summary>Tills on real TCP, in front of the firmware as it is built.</summary>
public sealed class TillTcpTests(ITestOutputHelper output)
{
    private const int AnswerMs = 180_000;
    private const int LatencyMs = 100;

    // A machine that does more than this test needs more tries for one without a wait.
    private const int TriesMax = 40;

    // Longer than an answer without a ticket.
    private const int CutBytes = 125;
    private const int Terminals = 5;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_amount_is_on_the_screen_at_once_and_paid_in_one_write()
    {
        await using ScenarioRig rig = await StartAsync();
        long best = long.MaxValue;
        for (int i = 0; i < 5 || (best > LatencyMs && i < TriesMax); i++)
        {
            using Socket till = await ConnectAsync(rig);
            string amount = $"{20 + i},00";
            long start = Stopwatch.GetTimestamp();
            await till.SendAsync(Bytes(TillMessage.Request('0', 1, 2_000 + (100 * i), $"quick-{i}")), Stop);
            await UntilAsync(() => rig.Terminal.ScreenWords().Contains(amount, StringComparison.Ordinal));
            best = Math.Min(best, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await UntilAsync(() => rig.Terminal.Tap("approved"));
            byte[] buffer = new byte[1_024];
            int count = await till.ReceiveAsync(buffer, Stop);
            Assert.Equal("10", TillMessage.Parse(Encoding.ASCII.GetString(buffer, 0, count))["AE"]);
            Assert.Equal(0, await till.ReceiveAsync(buffer, Stop));
        }

        output.WriteLine($"request_to_amount_ms={best}");
        Assert.InRange(best, 0, LatencyMs);
    }

    // The S3 and S4 clients of the public: no end of line, no half-close, one read of 1,024 bytes.
    [Theory]
    [InlineData("CZ0040300CJ012012345678901CA00201CE003978BA0010CD0010CB0041590", 1)]
    [InlineData("CZ0040320CJ012012345678901CA00201CB0041590CD0010CE003978CF019order-123-payment-1", 1)]
    [InlineData("CZ0040300CJ012345351663588CA00201CB0041590CC003001CD0010CE003978", 7)]
    public async Task A_public_till_is_served_however_its_bytes_come(string request, int piece)
    {
        await using ScenarioRig rig = await StartAsync();
        using Socket till = await ConnectAsync(rig);
        byte[] bytes = Encoding.ASCII.GetBytes(request);
        for (int at = 0; at < bytes.Length; at += piece)
        {
            await till.SendAsync(bytes.AsMemory(at, Math.Min(piece, bytes.Length - at)), Stop);
            await Task.Delay(2, Stop);
        }

        await UntilAsync(() => rig.Terminal.Tap("approved"));
        TillMessage answer = TillMessage.Parse(await ReceiveAsync(till));
        Assert.Equal(("10", "1590"), (answer["AE"], answer["CB"]));
    }

    [Fact]
    public async Task An_answer_that_the_network_takes_in_pieces_arrives_whole()
    {
        await using ScenarioRig rig = await StartAsync();
        ((FirmwareTerminal)rig.Terminal).Board!.SendBytesMax = 7;
        using Socket till = await ConnectAsync(rig);
        await till.SendAsync(TillMessage.Request('0', 1, 1_590, "pieces").Bytes(), Stop);
        await UntilAsync(() => rig.Terminal.Tap("approved"));
        TillMessage answer = TillMessage.Parse(await ReceiveAsync(till));
        Assert.Equal(("10", "1590"), (answer["AE"], answer["CB"]));
    }

    [Fact]
    public async Task A_half_close_is_no_leaving()
    {
        await using ScenarioRig rig = await StartAsync();
        using Socket till = await ConnectAsync(rig);
        await till.SendAsync(TillMessage.Request('0', 1, 1_590, "half").Bytes(), Stop);
        till.Shutdown(SocketShutdown.Send);
        await Task.Delay(1_000, Stop);
        await UntilAsync(() => rig.Terminal.Tap("approved"));
        Assert.Equal("10", TillMessage.Parse(await ReceiveAsync(till))["AE"]);
    }

    [Fact]
    public async Task Garbage_half_frames_drips_and_crowds_are_answered_or_closed()
    {
        await using ScenarioRig rig = await StartAsync();
        string[] all = ["GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0002\u0000", "CZ0040320\r\n"];
        foreach (string garbage in all)
        {
            using Socket one = await ConnectAsync(rig);
            await one.SendAsync(Encoding.Latin1.GetBytes(garbage), Stop);
            Assert.Equal("09", TillMessage.Parse(await ReceiveAsync(one))["AF"]);
        }

        // Half a request, then silence.
        await OneOfTries.HoldsAsync(async () =>
        {
            using Socket half = await ConnectAsync(rig);
            await half.SendAsync("CZ0040320CJ012"u8.ToArray(), Stop);
            Stopwatch time = Stopwatch.StartNew();
            Assert.Equal("09", TillMessage.Parse(await ReceiveAsync(half))["AF"]);
            Assert.InRange(time.ElapsedMilliseconds, 0, AgentLimits.TillRequestMs + 3_000);
        });

        // A megabyte without an end.
        using Socket endless = await ConnectAsync(rig);
        try
        {
            await endless.SendAsync(Encoding.ASCII.GetBytes("CZ0040320ZZ999" + new string('x', 1_000_000)), Stop);
        }
        catch (SocketException)
        {
            // Closed in the middle of it, as it should be.
        }

        // A hundred at once, while a sale is made at the counter.
        List<Socket> crowd = [];
        for (int i = 0; i < 100; i++)
        {
            crowd.Add(await ConnectAsync(rig));
        }

        using var drip = new Timer(_ => Drip(crowd[0]), null, 100, 300);
        await rig.PressAsync(
            [.. "1250".Select(c => (Terminal.Agent.Ports.Key)(c - '0')), Terminal.Agent.Ports.Key.Ok], Stop);
        await UntilAsync(() => rig.Terminal.Tap("approved"));
        await UntilAsync(() => rig.Terminal.ScreenWords().Contains("ACCEPTÉ", StringComparison.Ordinal));
        await UntilAsync(() => crowd.TrueForAll(IsOver));
        crowd.ForEach(socket => socket.Dispose());
        using Socket next = await ConnectAsync(rig);
        await next.SendAsync("CZ0040320CJ012012345678901CA00201CD001I\n"u8.ToArray(), Stop);
        Assert.Equal("10", TillMessage.Parse(await ReceiveAsync(next))["AE"]);
        Assert.Null(rig.Defect);
    }

    // The answer of a paid sale has about 120 bytes: each of 1,000 sales is cut behind another of them, and asked
    // again until the till has all of it. A sale takes a terminal's own time, so several terminals share them.
    [Fact]
    public async Task A_thousand_sales_cut_at_every_byte_of_the_answer_are_charged_once()
    {
        int sales = Environment.GetEnvironmentVariable("TILL_SALES") is string given
            ? int.Parse(given, CultureInfo.InvariantCulture) : CutBytes;
        int[] cuts = await Task.WhenAll(Enumerable.Range(0, Terminals)
            .Select(first => SellAndCutAsync([.. Enumerable.Range(0, sales).Where(i => i % Terminals == first)])));
        output.WriteLine($"sales={sales} cuts={cuts.Sum()}");
        Assert.InRange(cuts.Sum(), sales * 3 / 4, sales);
    }

    // How many of the answers were cut.
    private static async Task<int> SellAndCutAsync(int[] sales)
    {
        await using ScenarioRig rig = await StartAsync(BoardKind.Ports);
        using var stop = new CancellationTokenSource();
        Task customer = Task.Run(() => TapAsync(rig, stop.Token), Stop);
        int cuts = 0;
        foreach (int i in sales)
        {
            TillMessage request = TillMessage.Request('0', 1 + (i % 3), 100 + i, $"sale-{i}");
            string answer = "";
            for (int attempt = 0; !IsWhole(answer) && attempt < 5; attempt++)
            {
                using Socket till = await ConnectAsync(rig);
                till.LingerState = new LingerOption(true, 0);
                await till.SendAsync(Bytes(request), Stop);
                answer = attempt == 0 ? await ReceiveAsync(till, i % CutBytes) : await ReceiveAsync(till);
                cuts += IsWhole(answer) ? 0 : 1;
            }

            TillMessage told = TillMessage.Parse(answer);
            Assert.Equal(
                ("10", (100 + i).ToString("00", CultureInfo.InvariantCulture)), (told["AE"], told["CB"]));
        }

        await stop.CancelAsync();
        await customer;
        Assert.Equal(
            sales.Select(i => 100L + i), rig.Acquirer.Api.Ledger.Snapshot().Payments.Select(p => p.Amount).Order());
        return cuts;
    }

    private static bool IsWhole(string answer)
    {
        try
        {
            return TillMessage.Parse(answer)["CI"].Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task TapAsync(ScenarioRig rig, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            rig.Terminal.Tap("approved");
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static void Drip(Socket socket)
    {
        try
        {
            socket.Send("CZ004"u8);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static bool IsOver(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static byte[] Bytes(TillMessage request) => [.. request.Bytes(), (byte)'\r', (byte)'\n'];

    private static async Task<ScenarioRig> StartAsync(BoardKind board = BoardKind.Firmware)
    {
        ScenarioRig rig = await ScenarioRig.StartAsync(board);
        rig.Terminal.Provision(settings => settings.Till.IsOn = true);
        rig.Terminal.PowerOn();
        await UntilAsync(() => rig.Terminal.TillEndPoint is not null
            && rig.Terminal.Look(agent => !agent.Links.IsHopeless && agent.Links.Active is not null));
        return rig;
    }

    private static async Task<Socket> ConnectAsync(ScenarioRig rig)
    {
        IPEndPoint where = rig.Terminal.TillEndPoint ?? throw new InvalidOperationException("not listening");
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(where, Stop);
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket socket, int bytesMax = 2_048)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        late.CancelAfter(AnswerMs);
        var text = new StringBuilder();
        byte[] buffer = new byte[2_048];
        while (text.Length < bytesMax)
        {
            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer.AsMemory(0, bytesMax - text.Length), late.Token);
            }
            catch (SocketException)
            {
                count = 0;
            }

            if (count == 0)
            {
                break;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(start).TotalSeconds > 120)
            {
                throw new TimeoutException();
            }

            await Task.Delay(5, Stop);
        }
    }
}
