using System.Net;
using System.Net.Sockets;
using System.Text;
using Terminal.Rig.Till;

namespace Terminal.Rig.Bench;

/// <summary>
/// The till's side of the bench: stands on the wire between tills and the terminal, passes every byte on as it comes,
/// and keeps what both said. The bench's own till connects like any other.
/// </summary>
public sealed class BenchTill : IDisposable
{
    private const int ExchangesKept = 30;
    private const int TextBytesKept = 1_024;
    private const int OpenMs = 10_000;
    private const int PollMs = 20;

    private readonly Func<IPEndPoint?> _terminal;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly List<Socket> _own = [];
    private long _number;
    private string _last = "";

    /// <summary>Begins to listen to tills.</summary>
    /// <param name="listen">Where; port 0 takes a free one.</param>
    /// <param name="terminal">Where the terminal listens; null while it does not.</param>
    /// <exception cref="SocketException">The address is taken.</exception>
    public BenchTill(IPEndPoint listen, Func<IPEndPoint?> terminal)
    {
        _terminal = terminal;
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(listen);
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>Raised when a till or the terminal has said something, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Where tills connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>What was said, oldest first.</summary>
    public IReadOnlyList<BenchTillExchange> Exchanges()
    {
        lock (_lock)
        {
            return [.. _exchanges.Select(one => new BenchTillExchange(
                one.Number, one.At, Tags(one.Asked.ToString()), Tags(one.Told.ToString()), one.IsOpen))];
        }
    }

    /// <summary>The bench's till connects and asks; the answer comes to <see cref="Exchanges"/>.</summary>
    public void Ask(TillMessage request)
    {
        _last = request.ToString();
        _ = AskAsync(_last);
    }

    /// <summary>It asks the same again, byte for byte.</summary>
    /// <returns>False when it has asked nothing yet.</returns>
    public bool Repeat()
    {
        if (_last.Length == 0)
        {
            return false;
        }

        _ = AskAsync(_last);
        return true;
    }

    /// <summary>It breaks off every connection whose answer it waits for.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _own.ForEach(Reset);
            _own.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        Leave();
        _stop.Dispose();
    }

    // What is no message is shown as it came.
    private static IReadOnlyList<BenchTillTag> Tags(string text)
    {
        try
        {
            TillMessage message = TillMessage.Parse(text.TrimEnd('\r', '\n'));
            return [.. message.Values.Select(value => new BenchTillTag(value.Tag, value.Value))];
        }
        catch (FormatException)
        {
            return [new BenchTillTag("", text)];
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Over already.
        }

        socket.Dispose();
    }

    private async Task AskAsync(string request)
    {
        var till = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        lock (_lock)
        {
            _own.Add(till);
        }

        try
        {
            IPAddress address = EndPoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : EndPoint.Address;
            await till.ConnectAsync(new IPEndPoint(address, EndPoint.Port), _stop.Token);
            await till.SendAsync(Encoding.Latin1.GetBytes(request + "\r\n"), _stop.Token);
            byte[] buffer = new byte[2_048];
            await till.ReceiveAsync(buffer, _stop.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The till has left, or nobody listens: the exchange says so.
        }
        finally
        {
            lock (_lock)
            {
                _own.Remove(till);
            }

            till.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                Socket till = await _listener.AcceptAsync(_stop.Token);
                till.NoDelay = true;
                _ = PassAsync(till);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The bench ends.
        }
    }

    private async Task PassAsync(Socket till)
    {
        Exchange exchange;
        lock (_lock)
        {
            exchange = new Exchange(++_number, DateTimeOffset.Now);
        }

        using Socket? terminal = await OpenAsync();
        if (terminal is null)
        {
            Keep(exchange);
        }
        else
        {
            await Task.WhenAll(
                PumpAsync(till, terminal, exchange, exchange.Asked),
                PumpAsync(terminal, till, exchange, exchange.Told));
        }

        lock (_lock)
        {
            exchange.IsOpen = false;
        }

        till.Dispose();
        Changed?.Invoke();
    }

    // A terminal whose tills were just switched on, or that is starting, listens in a moment.
    private async Task<Socket?> OpenAsync()
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        late.CancelAfter(OpenMs);
        try
        {
            while (true)
            {
                if (_terminal() is IPEndPoint where)
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                    {
                        NoDelay = true,
                    };
                    try
                    {
                        await socket.ConnectAsync(where, late.Token);
                        return socket;
                    }
                    catch (SocketException)
                    {
                        socket.Dispose();
                    }
                }

                await Task.Delay(PollMs, late.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // A FIN is passed on as a FIN, a reset as a reset.
    private async Task PumpAsync(Socket from, Socket to, Exchange exchange, StringBuilder said)
    {
        byte[] buffer = new byte[2_048];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                Keep(exchange, said, Encoding.Latin1.GetString(buffer, 0, count));
                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Reset(from);
            Reset(to);
        }
    }

    private void Keep(Exchange exchange, StringBuilder said, string text)
    {
        lock (_lock)
        {
            said.Append(text, 0, Math.Min(text.Length, Math.Max(0, TextBytesKept - said.Length)));
        }

        Keep(exchange);
    }

    // Who connects and says nothing is not shown.
    private void Keep(Exchange exchange)
    {
        lock (_lock)
        {
            if (!_exchanges.Contains(exchange))
            {
                _exchanges.Add(exchange);
                _exchanges.RemoveRange(0, Math.Max(0, _exchanges.Count - ExchangesKept));
            }
        }

        Changed?.Invoke();
    }

    /// <summary>One connection: what the till asked, what it was told.</summary>
    private sealed class Exchange(long number, DateTimeOffset at)
    {
        public long Number => number;

        public DateTimeOffset At => at;

        public StringBuilder Asked { get; } = new();

        public StringBuilder Told { get; } = new();

        public bool IsOpen { get; set; } = true;
    }
}
