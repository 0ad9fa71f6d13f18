using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Terminal.Rig.Modem;

/// <summary>
/// The real network: TCP, and TLS on it, by .NET to the address asked for, or to where the host
/// map sends it. The uploaded certificate is the only root that is trusted.
/// </summary>
public sealed class TlsModemNetwork : IModemNetwork
{
    // A name that is mapped elsewhere is told as an address of the net that is kept for examples,
    // so that whoever looks it up first and connects to the address ends there too.
    private const string MappedNet = "198.51.100.";
    private const int MappedMax = 254;

    // Asks the host map whether there is such a name at all.
    private const int AnyPort = 0;

    private readonly Func<string, int, (string Host, int Port)> _map;
    private readonly List<string> _mapped = [];

    /// <summary>
    /// A network with a host map: from what the terminal asks for to where it is connected. For a
    /// name that does not exist it throws; port 0 asks for the name alone.
    /// </summary>
    public TlsModemNetwork(Func<string, int, (string Host, int Port)> map) => _map = map;

    /// <inheritdoc/>
    public IModemSession Open(ModemSessionRequest request)
    {
        string name = NameOf(request.Host);
        var mapped = Map(name, request.Port);
        bool isElsewhere = mapped is { } to && to.Host != name;
        return new Session(request, mapped, isElsewhere ? AddressOf(name) : null);
    }

    /// <inheritdoc/>
    public async Task<string?> ResolveAsync(string host)
    {
        if (Map(host, AnyPort) is not { } mapped)
        {
            return null;
        }

        if (mapped.Host != host)
        {
            return AddressOf(host);
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork)
                .ConfigureAwait(false);
            return found.Length > 0 ? found[0].ToString() : null;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return null;
        }
    }

    private (string Host, int Port)? Map(string host, int port)
    {
        try
        {
            return _map(host, port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private string AddressOf(string name)
    {
        lock (_mapped)
        {
            int index = _mapped.IndexOf(name);
            if (index < 0)
            {
                if (_mapped.Count == MappedMax)
                {
                    _mapped.Clear();
                }

                index = _mapped.Count;
                _mapped.Add(name);
            }

            return MappedNet + (index + 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    private string NameOf(string host)
    {
        lock (_mapped)
        {
            return host.StartsWith(MappedNet, StringComparison.Ordinal)
                && int.TryParse(
                    host[MappedNet.Length..], CultureInfo.InvariantCulture, out int number)
                && number >= 1 && number <= _mapped.Count
                    ? _mapped[number - 1]
                    : host;
        }
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

        public Session(ModemSessionRequest request, (string Host, int Port)? peer, string? address)
        {
            _request = request;
            Address = address ?? "";
            if (peer is { } at)
            {
                _ = Task.Run(() => RunAsync(at.Host, at.Port));
            }
            else
            {
                Fail(NoName);
            }
        }

        public ModemSessionState State => _state;

        public int Error { get; private set; }

        public string Address { get; private set; }

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

            if (Address.Length == 0)
            {
                Address = (client.Client.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
            }

            if (_request.IsPlain)
            {
                await ExchangeAsync(client.GetStream()).ConfigureAwait(false);
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

            await ExchangeAsync(tls).ConfigureAwait(false);
        }

        private async Task ExchangeAsync(Stream stream)
        {
            _state = ModemSessionState.Open;
            var sending = SendAllAsync(stream);
            await ReceiveAllAsync(stream).ConfigureAwait(false);
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

            return certificate is X509Certificate2 server
                && (!_request.ChecksName || server.MatchesHostname(_request.Host))
                && IsTrusted(server, sent);
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

        private async Task SendAllAsync(Stream stream)
        {
            try
            {
                await foreach (byte[] bytes in _toPeer.Reader.ReadAllAsync(_stop.Token))
                {
                    await stream.WriteAsync(bytes, _stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException
                or ObjectDisposedException)
            {
                _stop.Cancel();
            }
        }

        private async Task ReceiveAllAsync(Stream stream)
        {
            byte[] buffer = new byte[4_096];
            try
            {
                int count;
                while ((count = await stream.ReadAsync(buffer, _stop.Token)
                    .ConfigureAwait(false)) > 0)
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
