using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// Plays one whole session of a foreign client against the emulated modem as its command serves it, over TCP and in
/// real time. The grammar stands with the sessions.
/// </summary>
internal sealed partial class SessionClient : IDisposable
{
    private const int PatienceMs = 180_000;
    private const int KeyMs = 3;
    private const int SettleMs = 400;

    private readonly CancellationTokenSource _stop = new();
    private readonly SessionServers _servers;
    private readonly int _limitMs;
    private readonly TcpClient _line = new() { NoDelay = true };
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[4_096];
    private string _lineEnd = "\r";

    /// <summary>The modem is up and the line connected.</summary>
    /// <param name="servers">What stands behind the names.</param>
    /// <param name="limitMs">How long awaited bytes may take.</param>
    public SessionClient(SessionServers servers, int limitMs = PatienceMs)
    {
        _limitMs = limitMs;
        _servers = servers;
        var options = ModemOptions.Quick();
        options.IsStrict = false;
        var modem = new ModemEmulator(
            options,
            new TlsModemNetwork(servers.Map),
            () => Environment.TickCount64,
            () => DateTime.UtcNow);
        modem.PowerOnNow();
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < SettleMs)
        {
            modem.Discard();
            Thread.Sleep(KeyMs);
        }

        var bound = new TaskCompletionSource<IPEndPoint>();
        _ = Task.Run(() => new ModemServer(modem).ListenAsync(
            new IPEndPoint(IPAddress.Loopback, 0), bound.SetResult, _stop.Token));
        _line.Connect(bound.Task.WaitAsync(TimeSpan.FromMilliseconds(PatienceMs)).GetAwaiter().GetResult());
    }

    public void Play(string item)
    {
        bool isTyped = item.StartsWith("typed ", StringComparison.Ordinal);
        string[] words = (isTyped ? item["typed ".Length..] : item).Split(' ', 2);
        string rest = words.Length > 1 ? words[1] : "";
        switch (words[0])
        {
            case ">":
                Send(rest.Replace("{root}", Invariant(_servers.RootPem.Length), StringComparison.Ordinal) + _lineEnd,
                    isTyped);
                break;
            case ">|":
                Send(Plain(rest), isTyped);
                break;
            case "crlf":
                _lineEnd = "\r\n";
                break;
            case "root":
                Send(_servers.RootPem, false);
                break;
            case "<":
                Expect(rest);
                break;
            case "<|":
                ExpectBytes(Plain(rest));
                break;
            case "silent":
                IsSilent(int.Parse(rest, CultureInfo.InvariantCulture));
                break;
            case "server":
                Assert.Equal(rest["saw ".Length..], _servers.LastRequest);
                break;
            default:
                Assert.True(item.Length == 0 || item[0] == '#', "no such item: " + item);
                break;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _line.Dispose();
        _stop.Dispose();
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Plain(string text) => text
        .Replace("\\\\", "\0", StringComparison.Ordinal)
        .Replace("\\r", "\r", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\b", "\b", StringComparison.Ordinal)
        .Replace("\\x1A", "\x1A", StringComparison.Ordinal)
        .Replace("\\x1B", "\x1B", StringComparison.Ordinal)
        .Replace('\0', '\\');

    private void Send(string text, bool isTyped)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        if (!isTyped)
        {
            _line.GetStream().Write(bytes);
            return;
        }

        foreach (byte value in bytes)
        {
            _line.GetStream().WriteByte(value);
            Thread.Sleep(KeyMs);
        }
    }

    // Echoes and URCs may stand before the line; a final answer that is not awaited may not.
    private void Expect(string wanted)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            string line = NextLine(watch, wanted);
            if (line == wanted)
            {
                return;
            }

            bool isFinal = line is "OK" or "ERROR" || line.StartsWith("+CME ERROR", StringComparison.Ordinal);
            Assert.False(isFinal, $"'{line}' in the place of '{wanted}'");
        }
    }

    // A line goes with the CR LF behind it, so that what comes next may be any bytes.
    private string NextLine(Stopwatch watch, string wanted)
    {
        while (true)
        {
            string text = _text.ToString().TrimStart('\r', '\n');
            int end = text.IndexOf("\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                _text.Clear().Append(text[(end + 2)..]);
                return text[..end];
            }

            Read(watch, $"'{wanted}' never came");
        }
    }

    private void ExpectBytes(string wanted)
    {
        var watch = Stopwatch.StartNew();
        SkipReports(wanted);
        while (_text.Length < wanted.Length)
        {
            Read(watch, "bytes are missing of '" + wanted + "'");
            SkipReports(wanted);
        }

        Assert.Equal(wanted, _text.ToString(0, wanted.Length));
        _text.Remove(0, wanted.Length);
    }

    // A modem may report something in a line of its own before any answer; when depends on the machine's load.
    private void SkipReports(string wanted)
    {
        string text = _text.ToString();
        Match report = Report().Match(text);
        while (report.Success && !text.StartsWith(wanted, StringComparison.Ordinal))
        {
            text = text[report.Length..];
            _text.Clear().Append(text);
            report = Report().Match(text);
        }
    }

    private void IsSilent(int ms)
    {
        Thread.Sleep(ms);
        Assert.True(_line.Available == 0 && _text.Length == 0, "not silent: " + _text);
    }

    private void Read(Stopwatch watch, string problem)
    {
        while (_line.Available == 0)
        {
            Assert.True(watch.ElapsedMilliseconds < _limitMs, $"{problem}; there is '{_text}'");
            Thread.Sleep(1);
        }

        int count = _line.GetStream().Read(_buffer);
        _text.Append(Encoding.Latin1.GetString(_buffer, 0, count));
    }

    [GeneratedRegex(@"^\r\n(?:[+*][A-Z]+: [^\r\n]*|PB DONE|SMS DONE)\r\n")]
    private static partial Regex Report();
}
