using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// TLS over the host's sockets behind the non-blocking port: a worker per connection does what blocks. The
/// server's certificate is verified against the root and the name asked for, and nothing else is trusted.
/// </summary>
/// <param name="rootPem">The only root that is trusted.</param>
/// <param name="resolve">Where a host and port are really reached; null: the name is not found.</param>
/// <param name="isBearerUp">False while no bytes get through.</param>
/// <param name="changed">Called when the firmware has something to look at.</param>
public sealed class SocketTransport(
    byte[] rootPem,
    Func<string, int, (string Host, int Port)?> resolve,
    Func<bool> isBearerUp,
    Action changed) : ITransport, IDisposable
{
    private readonly ByteRing _received = new(16_384);
    private readonly ByteRing _toSend = new(4_096);
    private readonly SemaphoreSlim _hasToSend = new(0);
    private readonly X509Certificate2 _root =
        X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(rootPem));

    private CancellationTokenSource? _connection;
    private volatile TransportState _state;
    private volatile FaultCode _fault;

    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            bool isUp = _state is TransportState.Closed or TransportState.Failed || isBearerUp();
            if (!isUp)
            {
                Close();
                _fault = FaultCode.ConnectionLost;
                _state = TransportState.Failed;
            }

            return _state;
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault => _state == TransportState.Failed ? _fault : FaultCode.None;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        Close();
        if (!isBearerUp())
        {
            return false;
        }

        _received.Clear();
        _toSend.Clear();
        _connection = new CancellationTokenSource();
        _state = TransportState.Resolving;
        string name = Encoding.ASCII.GetString(host, 0, hostLength);
        CancellationToken cancel = _connection.Token;
        _ = Task.Run(() => RunAsync(name, port, cancel), CancellationToken.None);
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity) =>
        _received.Take(buffer, offset, capacity);

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        if (State != TransportState.Open)
        {
            return 0;
        }

        int accepted = _toSend.Put(buffer, offset, count);
        if (accepted > 0)
        {
            _hasToSend.Release();
        }

        return accepted;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _connection?.Cancel();
        _connection = null;
        _received.Clear();
        _state = TransportState.Closed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _root.Dispose();
        _hasToSend.Dispose();
    }

    private async Task RunAsync(string host, int port, CancellationToken cancel)
    {
        FaultCode fault = FaultCode.NameNotFound;
        try
        {
            (string Host, int Port) target = resolve(host, port)
                ?? throw new SocketException((int)SocketError.HostNotFound);
            fault = FaultCode.ConnectionRefused;
            Enter(TransportState.Connecting, cancel);
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(target.Host, target.Port, cancel);
            fault = FaultCode.HandshakeFailed;
            Enter(TransportState.Handshaking, cancel);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(Options(host), cancel);
            fault = FaultCode.ConnectionLost;
            Enter(TransportState.Open, cancel);
            Task sending = SendAsync(tls, cancel);
            await ReceiveAsync(tls, cancel);
            Enter(TransportState.PeerClosed, cancel);
            await sending;
        }
        catch (AuthenticationException e)
        {
            bool isCertificate = e.Message.Contains("certificate", StringComparison.Ordinal);
            Fail(isCertificate ? FaultCode.CertificateRefused : fault, cancel);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            Fail(fault, cancel);
        }
    }

    private SslClientAuthenticationOptions Options(string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { _root },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    private async Task SendAsync(SslStream tls, CancellationToken cancel)
    {
        byte[] buffer = new byte[2048];
        while (!cancel.IsCancellationRequested && _state == TransportState.Open)
        {
            await _hasToSend.WaitAsync(cancel);
            int count = _toSend.Take(buffer, 0, buffer.Length);
            while (count > 0)
            {
                await tls.WriteAsync(buffer.AsMemory(0, count), cancel);
                count = _toSend.Take(buffer, 0, buffer.Length);
            }
        }
    }

    private async Task ReceiveAsync(SslStream tls, CancellationToken cancel)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            int count = await tls.ReadAsync(buffer, cancel);
            if (count == 0)
            {
                return;
            }

            int at = 0;
            while (at < count && !cancel.IsCancellationRequested)
            {
                int taken = _received.Put(buffer, at, count - at);
                at += taken;
                changed();
                if (taken == 0)
                {
                    // The firmware reads slower than the peer sends: TCP's window does the rest.
                    await Task.Delay(5, cancel);
                }
            }
        }
    }

    private void Enter(TransportState state, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _state = state;
        if (state == TransportState.PeerClosed)
        {
            _hasToSend.Release();
        }

        changed();
    }

    private void Fail(FaultCode fault, CancellationToken cancel)
    {
        // A connection that the firmware has closed has no say any more.
        if (!cancel.IsCancellationRequested)
        {
            _fault = fault;
            _state = TransportState.Failed;
            changed();
        }
    }
}
