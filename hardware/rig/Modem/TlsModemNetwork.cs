using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Terminal.Rig.Modem;

/// <summary>
/// The real network: TCP and TLS by .NET to the address asked for, or to where the host map sends
/// it. The uploaded certificate is the only root that is trusted.
/// </summary>
public sealed class TlsModemNetwork : IModemNetwork
{
    private readonly Func<string, int, (string Host, int Port)> _map;

    /// <summary>
    /// A network with a host map: from what the terminal asks for to where it is connected.
    /// </summary>
    public TlsModemNetwork(Func<string, int, (string Host, int Port)> map) => _map = map;

    /// <inheritdoc/>
    public IModemSession Open(ModemSessionRequest request)
    {
        var (host, port) = _map(request.Host, request.Port);
        return new Session(request, host, port);
    }

    private sealed class Session : IModemSession
    {
        private const int NoName = 13;
        private const int NoConnection = 14;
        private const int NoHandshake = 15;
        private const int Broken = 6;

        private readonly CancellationTokenSource _stop = new();
        private readonly Channel<byte[]> _toPeer = Channel.CreateUnbounded<byte[]>();
        private readonly Queue<byte> _fromPeer = new();
        private readonly ModemSessionRequest _request;
        private volatile ModemSessionState _state;

        public Session(ModemSessionRequest request, string host, int port)
        {
            _request = request;
            _ = Task.Run(() => RunAsync(host, port));
        }

        public ModemSessionState State => _state;

        public int Error { get; private set; }

        public long NextDueMs => long.MaxValue;

        public int Read(Span<byte> buffer)
        {
            lock (_fromPeer)
            {
                int count = 0;
                while (count < buffer.Length && _fromPeer.TryDequeue(out byte value))
                {
                    buffer[count++] = value;
                }

                return count;
            }
        }

        public void Send(ReadOnlySpan<byte> bytes) => _toPeer.Writer.TryWrite(bytes.ToArray());

        public void Dispose() => _stop.Cancel();

        private async Task RunAsync(string host, int port)
        {
            using var client = new TcpClient { NoDelay = true };
            if (!await ConnectAsync(client, host, port).ConfigureAwait(false))
            {
                return;
            }

            using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsClientAsync(Options(), _stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is AuthenticationException or IOException
                or OperationCanceledException)
            {
                Fail(NoHandshake);
                return;
            }

            _state = ModemSessionState.Open;
            var sending = SendAllAsync(tls);
            await ReceiveAllAsync(tls).ConfigureAwait(false);
            _toPeer.Writer.TryComplete();
            await sending.ConfigureAwait(false);
        }

        private async Task<bool> ConnectAsync(TcpClient client, string host, int port)
        {
            try
            {
                await client.ConnectAsync(host, port, _stop.Token).ConfigureAwait(false);
                return true;
            }
            catch (SocketException e)
            {
                bool isNameless = e.SocketErrorCode is SocketError.HostNotFound
                    or SocketError.TryAgain or SocketError.NoData;
                Fail(isNameless ? NoName : NoConnection);
            }
            catch (OperationCanceledException)
            {
                Fail(Broken);
            }

            return false;
        }

        private SslClientAuthenticationOptions Options() => new()
        {
            TargetHost = _request.SendsName ? _request.Host : "",
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = Verify,
        };

        private bool Verify(
            object sender,
            X509Certificate? certificate,
            X509Chain? sent,
            SslPolicyErrors errors)
        {
            if (_request.RootPem is null)
            {
                return true;
            }

            bool isNamed = !_request.SendsName
                || !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
            return isNamed && certificate is X509Certificate2 server && IsTrusted(server, sent);
        }

        private bool IsTrusted(X509Certificate2 server, X509Chain? sent)
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            if (_request.Utc is { } utc)
            {
                chain.ChainPolicy.VerificationTime = utc.ToLocalTime();
            }
            else
            {
                chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
            }

            try
            {
                string pem = Encoding.ASCII.GetString(_request.RootPem!);
                chain.ChainPolicy.CustomTrustStore.ImportFromPem(pem);
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                return false;
            }

            if (sent is not null)
            {
                foreach (var element in sent.ChainElements)
                {
                    chain.ChainPolicy.ExtraStore.Add(element.Certificate);
                }
            }

            return chain.Build(server);
        }

        private async Task SendAllAsync(SslStream tls)
        {
            try
            {
                await foreach (byte[] bytes in _toPeer.Reader.ReadAllAsync(_stop.Token))
                {
                    await tls.WriteAsync(bytes, _stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException
                or ObjectDisposedException)
            {
                _stop.Cancel();
            }
        }

        private async Task ReceiveAllAsync(SslStream tls)
        {
            byte[] buffer = new byte[4_096];
            try
            {
                int count;
                while ((count = await tls.ReadAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
                {
                    lock (_fromPeer)
                    {
                        foreach (byte value in buffer.AsSpan(0, count))
                        {
                            _fromPeer.Enqueue(value);
                        }
                    }
                }

                _state = ModemSessionState.PeerClosed;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException
                or ObjectDisposedException)
            {
                Fail(Broken);
            }
        }

        private void Fail(int error)
        {
            Error = error;
            _state = ModemSessionState.Failed;
        }
    }
}
