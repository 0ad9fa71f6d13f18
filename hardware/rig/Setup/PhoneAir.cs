using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Terminal.Rig.Setup;

/// <summary>
/// The air between a browser on this computer and the terminal's access point. A browser that takes it as its HTTP
/// proxy is a phone on that network: whatever host it asks, the terminal answers, as its DNS says. A browser that opens
/// the address of the air itself sees the page too: Host and Origin become the terminal's, its redirects the air's.
/// </summary>
public sealed partial class PhoneAir : IAsyncDisposable, IDisposable
{
    private const string Own = "192.168.4.1";
    private const int HeadBytesMax = 16_384;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener;
    private readonly Func<IPEndPoint?> _terminal;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private PhoneAir(TcpListener listener, Func<IPEndPoint?> terminal)
    {
        _listener = listener;
        _terminal = terminal;
        _accepting = AcceptAsync();
    }

    /// <summary>Where a browser finds it.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>The page's address for a browser without a proxy.</summary>
    public Uri Url => new($"http://{EndPoint}/");

    /// <summary>Opens it on loopback.</summary>
    /// <param name="terminal">Where the terminal's port 80 is; null while it is no access point.</param>
    /// <param name="port">Port of the host; 0 takes any free one.</param>
    public static PhoneAir Open(Func<IPEndPoint?> terminal, int port = 0)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new PhoneAir(listener, terminal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        _stop.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TcpClient browser = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = CarryAsync(browser);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using TcpClient near = browser;
        using var far = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        try
        {
            if (_terminal() is not IPEndPoint terminal)
            {
                return;
            }

            NetworkStream up = near.GetStream();
            (string head, byte[] more) = await ReadHeadAsync(up, limit.Token);
            if (head.Length == 0 || head.StartsWith("CONNECT ", StringComparison.Ordinal))
            {
                // Nobody answers TLS there.
                return;
            }

            await far.ConnectAsync(terminal, limit.Token);
            NetworkStream down = far.GetStream();
            bool isProxy = head.Split(' ')[1].StartsWith("http://", StringComparison.Ordinal);
            await down.WriteAsync(Encoding.Latin1.GetBytes(isProxy ? ForPhone(head) : ForPage(head)), limit.Token);
            await down.WriteAsync(more, limit.Token);
            Task sending = PumpAsync(up, down, limit.Token);
            await AnswerAsync(down, up, isProxy, limit.Token);
            near.Close();
            await sending;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, bool isProxy, CancellationToken stop)
    {
        (string head, byte[] more) = await ReadHeadAsync(from, stop);
        head = isProxy ? head : head.Replace($"Location: http://{Own}/", $"Location: {Url}", StringComparison.Ordinal);
        await to.WriteAsync(Encoding.Latin1.GetBytes(head), stop);
        await to.WriteAsync(more, stop);
        await PumpAsync(from, to, stop);
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken stop)
    {
        try
        {
            await from.CopyToAsync(to, stop);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static async Task<(string Head, byte[] More)> ReadHeadAsync(NetworkStream from, CancellationToken stop)
    {
        byte[] bytes = new byte[HeadBytesMax];
        int count = 0;
        while (count < bytes.Length)
        {
            int taken = await from.ReadAsync(bytes.AsMemory(count), stop);
            count += taken;
            int end = bytes.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return (Encoding.Latin1.GetString(bytes, 0, end + 4), bytes[(end + 4)..count]);
            }

            if (taken == 0)
            {
                break;
            }
        }

        return (Encoding.Latin1.GetString(bytes, 0, count), []);
    }

    // What a phone sends itself: the path alone.
    private static string ForPhone(string head) => AbsoluteTarget().Replace(head, "$1 $2", 1);

    private string ForPage(string head) => FromHere().Replace(
        head, match => match.Groups[1].Value + match.Groups[2].Value + Own, 2);

    [GeneratedRegex(@"^(\S+) http://[^/ ]*(\S*)")]
    private static partial Regex AbsoluteTarget();

    [GeneratedRegex(@"(?im)^((?:host|origin): *)(http://)?[^\r\n]+")]
    private static partial Regex FromHere();
}
