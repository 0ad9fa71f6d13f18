using System.Net;
using System.Net.Sockets;
using System.Text;
using Terminal.Rig.Bench;

namespace Terminal.Rig.Tests.Bench;

/// <summary>
/// Sends requests to a bench that are right, nearly right, and anything but; a seed makes the same
/// ones again.
/// </summary>
internal sealed class BenchRequests(int port, Random random)
{
    private static readonly string[] Paths =
    [
        "/", "/events", "/scenario", "/key/1", "/key/ok", "/key/menu", "/card/approved", "/card/torn",
        "/power/cut", "/power/on", "/power/off", "/link/sim/hung", "/link/wifi/portal", "/link/sim/up",
        "/signal/sim/-105", "/signal/wifi/-200", "/access-point", "/fault/garbage/once",
        "/fault/refuse/on", "/fault/portal/off", "/?token=1",
    ];

    private static readonly string[] Odd =
    [
        "%00", "%", "//", "/../", "\0", "é", "☃", "?", "#", " ", "\r\n", "99999999999999999999", "-1",
        "NaN", "'", "<script>", "{", "\"", ";", "%2e%2e%2f", "\t", "X-Bench: 1\r\n",
    ];

    private static readonly string[] Bodies =
    [
        "", "{}", "{\"ssid\":\"A\",\"passphrase\":\"croissant-chaud\"}", "[[[[[[[[", "{\"ssid\":1}", "null",
        "{\"ssid\":\"\\u0000\",\"passphrase\":\"\\ud800\"}", "\ufeff{}",
    ];

    /// <summary>Requests that were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Sends one, reads some of the answer, and leaves.</summary>
    public async Task SendAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        byte[] request = Encoding.UTF8.GetBytes(Make());
        try
        {
            await socket.SendAsync(request.AsMemory(0, random.Next(20) == 0
                ? random.Next(request.Length) : request.Length));
            using var patience = new CancellationTokenSource(100);
            byte[] answer = new byte[512];
            Answered += await socket.ReceiveAsync(answer, patience.Token) > 0 ? 1 : 0;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Half a request is waited for, and some are thrown out.
        }
    }

    private string Make()
    {
        string method = Pick("POST", "POST", "POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "P\0ST", "");
        string body = Pick(Bodies);
        string head = $"{method} {Pick(Paths)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            + Pick(BenchServer.Header + ": 1\r\n", BenchServer.Header + ": 1\r\n", "")
            + Pick("", "", "", "Origin: http://evil.example\r\n", "Cookie: bench=\r\n", "Last-Event-ID: -9\r\n")
            + Pick(
                $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n", "Content-Length: -5\r\n",
                "Content-Length: 99999999\r\n", "Transfer-Encoding: chunked\r\n")
            + "Connection: close\r\n\r\n";
        var text = new StringBuilder(head + body);
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text.Insert(at, Pick(Odd));
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(12), text.Length - at));
                    break;
                default:
                    text[at] = (char)random.Next(1, 256);
                    break;
            }
        }

        return text.ToString();
    }

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}
