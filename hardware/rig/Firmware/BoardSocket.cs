using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Rig.Board;

namespace Terminal.Rig.Firmware;

/// <summary>
/// A socket of the board on a real one of the host. Calls block; answers below 0 are negated SocketErrors. After the
/// handshake a reader of its own decrypts ahead, so that it can be asked what waits.
/// </summary>
public sealed class BoardSocket : IDisposable
{
    private const int Failed = -(int)SocketError.ConnectionReset;
    private const int TimedOut = -(int)SocketError.TimedOut;

    private readonly Socket _socket;
    private readonly ByteRing _decrypted = new(16_384);
    private readonly SemaphoreSlim _arrived = new(0);
    private SslStream? _tls;
    private volatile bool _hasEnded;
    private volatile bool _isBroken;

    /// <summary>Makes one that is not connected.</summary>
    public BoardSocket()
        : this(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
    {
    }

    private BoardSocket(Socket socket)
    {
        _socket = socket;
        if (socket.SocketType == SocketType.Stream)
        {
            _socket.NoDelay = true;
        }
    }

    /// <summary>True when it may send to all.</summary>
    public bool IsBroadcastAllowed { get; set; }

    /// <summary>Who sent the last datagram.</summary>
    public IPEndPoint? Sender { get; private set; }

    /// <summary>Makes one for datagrams.</summary>
    public static BoardSocket ForDatagrams() =>
        new(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));

    /// <summary>Sends a datagram.</summary>
    public int SendTo(byte[] buffer, int offset, int count, IPEndPoint to) => Guard(
        () => _socket.SendTo(buffer, offset, count, SocketFlags.None, to));

    /// <summary>Waits for a datagram.</summary>
    public int ReceiveFrom(byte[] buffer, int offset, int count) => Guard(() =>
    {
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        int taken = _socket.ReceiveFrom(buffer, offset, count, SocketFlags.None, ref sender);
        Sender = (IPEndPoint)sender;
        return taken;
    });

    /// <summary>Where the other end is.</summary>
    public IPEndPoint? Peer => _socket.RemoteEndPoint as IPEndPoint;

    /// <summary>Where this end listens.</summary>
    public IPEndPoint? Local => _socket.LocalEndPoint as IPEndPoint;

    /// <summary>Takes an address of the host.</summary>
    public int Bind(IPEndPoint where) => Guard(() =>
    {
        _socket.Bind(where);
        return 0;
    });

    /// <summary>Takes connections.</summary>
    public int Listen(int backlog) => Guard(() =>
    {
        _socket.Listen(backlog);
        return 0;
    });

    /// <summary>Waits for a connection; null when there is none.</summary>
    public BoardSocket? Accept()
    {
        Socket? socket = null;
        Guard(() =>
        {
            socket = _socket.Accept();
            return 0;
        });
        return socket is null ? null : new BoardSocket(socket);
    }

    /// <summary>Connects.</summary>
    public int Connect(string host, int port)
    {
        try
        {
            _socket.Connect(host, port);
            return 0;
        }
        catch (SocketException e)
        {
            return -e.ErrorCode is < 0 and > -12000 and int code && code <= -10000
                ? code : -(int)SocketError.ConnectionRefused;
        }
        catch (ObjectDisposedException)
        {
            return Failed;
        }
    }

    /// <summary>Shakes hands as client; the certificate is verified against the root given and nothing else.</summary>
    public int Handshake(string host, byte[]? rootPem, bool isRequired, int protocols)
    {
        try
        {
            var tls = new SslStream(new NetworkStream(_socket, false));
            tls.AuthenticateAsClient(Options(host, rootPem, isRequired, protocols));
            _tls = tls;
            _ = Task.Run(DecryptAsync);
            return 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException
            or InvalidOperationException)
        {
            return -1 * 10000;
        }
    }

    /// <summary>Sends plain bytes.</summary>
    public int Send(byte[] buffer, int offset, int count, int timeoutMs) => Guard(() =>
    {
        _socket.SendTimeout = Math.Max(timeoutMs, 0);
        return _socket.Send(buffer, offset, count, SocketFlags.None);
    });

    /// <summary>Receives plain bytes.</summary>
    public int Receive(byte[] buffer, int offset, int count, int timeoutMs) => Guard(() =>
    {
        _socket.ReceiveTimeout = Math.Max(timeoutMs, 0);
        return _socket.Receive(buffer, offset, count, SocketFlags.None);
    });

    /// <summary>Plain bytes that wait.</summary>
    public int Available() => Guard(() => _tls is null ? _socket.Available : _decrypted.Count);

    /// <summary>Polls.</summary>
    public bool Poll(int microseconds, int mode) => _tls is null
        ? Guard(() => _socket.Poll(microseconds, (SelectMode)mode) ? 1 : 0) != 0
        : mode == 0 && (_decrypted.Count > 0 || _hasEnded);

    /// <summary>Encrypts and sends.</summary>
    public int SecureSend(byte[] buffer, int offset, int count) => Guard(() =>
    {
        _tls!.Write(buffer, offset, count);
        return count;
    });

    /// <summary>Receives decrypted bytes, 0 at the end.</summary>
    public int SecureReceive(byte[] buffer, int offset, int count, int timeoutMs)
    {
        while (true)
        {
            int taken = _decrypted.Take(buffer, offset, count);
            if (taken > 0)
            {
                return taken;
            }

            if (_hasEnded)
            {
                return _isBroken ? Failed : 0;
            }

            if (!_arrived.Wait(timeoutMs < 0 ? 1_000_000 : timeoutMs))
            {
                return TimedOut;
            }
        }
    }

    /// <summary>Decrypted bytes that wait.</summary>
    public int SecureAvailable() => _tls is null ? Failed : _decrypted.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        _hasEnded = true;
        _isBroken = true;
        _socket.Dispose();
        _arrived.Release();
    }

    private static SslClientAuthenticationOptions Options(
        string host, byte[]? rootPem, bool isRequired, int protocols)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = (SslProtocols)protocols,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (!isRequired)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (rootPem is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(
                Encoding.ASCII.GetString(rootPem));
        }

        return options;
    }

    private async Task DecryptAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await _tls!.ReadAsync(buffer)) > 0)
            {
                int at = 0;
                while (at < count && !_hasEnded)
                {
                    int taken = _decrypted.Put(buffer, at, count - at);
                    at += taken;
                    _arrived.Release();
                    await Task.Delay(taken == 0 ? 5 : 0);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            _isBroken = true;
        }

        _hasEnded = true;
        _arrived.Release();
    }

    private static int Guard(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException
            or InvalidOperationException)
        {
            return Failed;
        }
    }
}
