using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Fleet;

/// <summary>
/// The rig's own broker on a port of loopback, TLS and all: a <see cref="FleetBroker"/> behind real sockets, so that
/// nothing need be installed and it can misbehave on demand. Everything may be called from any thread.
/// </summary>
public sealed class BrokerServer : IAsyncDisposable
{
    private const int ReadBytes = 4_096;

    private readonly FleetBroker _broker = new(() => Environment.TickCount64);
    private readonly X509Certificate2 _certificate;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;

    /// <summary>Starts it, up.</summary>
    /// <param name="authority">Who signs its certificate.</param>
    public BrokerServer(CertificateAuthority authority)
    {
        _certificate = authority.Issue(ServerCertificate.Good);
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Raised when a terminal has connected, gone, or said something.</summary>
    public event Action? Changed;

    /// <summary>Where it listens while it is up.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>How it behaves now.</summary>
    public BrokerMode Mode => Read(broker => broker.Mode);

    /// <summary>Looks at what it has taken.</summary>
    public T Read<T>(Func<FleetBroker, T> look)
    {
        lock (_lock)
        {
            return look(_broker);
        }
    }

    /// <summary>It behaves otherwise from now on, towards who is connected as well.</summary>
    public void Set(BrokerMode mode)
    {
        lock (_lock)
        {
            bool wasDown = _broker.Mode == BrokerMode.Down;
            _broker.Mode = mode;
            if (mode == BrokerMode.Flood)
            {
                _broker.Flood();
            }
            else if (mode != BrokerMode.Up)
            {
                _broker.DropAll();
            }

            if (mode == BrokerMode.Down)
            {
                _listener.Stop();
            }
            else if (wasDown)
            {
                _listener = new TcpListener(EndPoint);
                _listener.Start();
                _accepting = AcceptAsync(_listener);
            }
        }

        Changed?.Invoke();
    }

    /// <summary>Asks a terminal something.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Ask(string client, string question)
    {
        lock (_lock)
        {
            return _broker.Ask(client, question);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        lock (_lock)
        {
            _listener.Stop();
            _broker.DropAll();
        }

        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(_stop.Token);
                _ = TalkAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // It is down, or at its end.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var toTerminal = Channel.CreateUnbounded<byte[]>();
            BrokerSession? session = null;
            try
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = _certificate }, end.Token);
                lock (_lock)
                {
                    session = _broker.Connect(
                        (bytes, _) => toTerminal.Writer.TryWrite(bytes), () => toTerminal.Writer.TryComplete());
                }

                await Task.WhenAny(ReceiveAsync(tls, session, end.Token), SendAsync(tls, toTerminal, end.Token));
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException
                or ObjectDisposedException)
            {
                // The terminal has gone.
            }

            await end.CancelAsync();
            lock (_lock)
            {
                session?.End();
            }

            Changed?.Invoke();
        }
    }

    private async Task ReceiveAsync(SslStream tls, BrokerSession session, CancellationToken stop)
    {
        byte[] buffer = new byte[ReadBytes];
        try
        {
            int count;
            while ((count = await tls.ReadAsync(buffer, stop)) > 0)
            {
                lock (_lock)
                {
                    session.Take(buffer.AsSpan(0, count));
                }

                Changed?.Invoke();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException
            or MQTTnet.Exceptions.MqttProtocolViolationException)
        {
            // The terminal has gone, or has said what is no MQTT: then the connection ends.
        }
    }

    private static async Task SendAsync(SslStream tls, Channel<byte[]> toTerminal, CancellationToken stop)
    {
        try
        {
            await foreach (byte[] bytes in toTerminal.Reader.ReadAllAsync(stop))
            {
                await tls.WriteAsync(bytes, stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The terminal has gone.
        }
    }
}
