using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;
using Terminal.Agent.Trust;
using Terminal.Firmware;
using Terminal.Firmware.Network;
using Terminal.Firmware.Time;
using Terminal.Firmware.Workers;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>The firmware's TLS connections on a board with 16 descriptors and 16 TLS contexts.</summary>
public sealed class TlsTransportTests : IDisposable
{
    private const int Connections = 10_000;

    private static readonly CertificateAuthority Authority = new();
    private static readonly X509Certificate2 Certificate = Authority.Issue(default);
    private static readonly byte[] Host = Encoding.ASCII.GetBytes(CertificateAuthority.Host);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly FirmwareBoard _board;
    private readonly Keys _keys = new();
    private readonly VirtualWifi _point = new(new VirtualClock()) { StageMs = 0 };
    private volatile Peer _peer;
    private int _lookUps;
    private int _accepted;

    public TlsTransportTests()
    {
        _listener.Start(512);
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _board = new FirmwareBoard(
            new FlashFiles(), [], _point, new Dictionary<string, BoardLine>(), (_, asked) =>
            {
                Interlocked.Add(ref _lookUps, asked == 443 ? 1 : 0);
                return ("127.0.0.1", port);
            });
        BoardSource.Give(_board);
        _board.WifiConnect(_point.Ssid, _point.Passphrase, false);
        byte[] ssid = Encoding.ASCII.GetBytes(_point.Ssid);
        byte[] passphrase = Encoding.ASCII.GetBytes(_point.Passphrase);
        _point.Join(ssid, ssid.Length, passphrase, passphrase.Length);
        _ = Task.Run(ServeAsync);
    }

    private enum Peer
    {
        Closes,
        Talks,
        TalksThenCloses,
        IsSilent,
    }

    public void Dispose()
    {
        _board.Dispose();
        _listener.Stop();
    }

    [Fact]
    public void Ten_thousand_connections_opened_and_lost_leave_nothing_behind()
    {
        TlsTransport transport = Make(Authority.RootPem);
        for (int i = 0; i < Connections; i++)
        {
            _peer = (i % 40) switch { 0 => Peer.Talks, 1 => Peer.TalksThenCloses, _ => Peer.Closes };
            Open(transport);
            switch (i % 40)
            {
                case 0:
                    Until(() => transport.State == TransportState.Open, $"{i}: open");
                    transport.Close();
                    break;
                case 1:
                    Until(() => transport.State == TransportState.PeerClosed, $"{i}: closed by the peer");
                    break;
                case 2:
                    transport.Close();
                    break;
                default:
                    Until(() => transport.State == TransportState.Failed, $"{i}: failed");
                    Assert.Equal(FaultCode.HandshakeFailed, transport.Fault);
                    break;
            }

            Assert.InRange(_board.TlsContexts, 0, 1);
            Assert.InRange(_board.Sockets, 0, 2);
        }

        transport.Close();
        Until(() => _board.TlsContexts == 0 && _board.Sockets == 0, "all is given back");
    }

    [Fact]
    public void A_certificate_that_does_not_verify_is_told_from_a_peer_that_closes()
    {
        using var stranger = new CertificateAuthority();
        TlsTransport transport = Make(stranger.RootPem);
        _peer = Peer.Talks;
        Open(transport);
        Until(() => transport.State == TransportState.Failed, "refused");
        Assert.Equal(FaultCode.CertificateRefused, transport.Fault);
        Assert.Equal(2, Volatile.Read(ref _accepted));
        _peer = Peer.Closes;
        Open(transport);
        Until(() => transport.State == TransportState.Failed, "closed");
        Assert.Equal(FaultCode.HandshakeFailed, transport.Fault);
        Until(() => _board.TlsContexts == 0 && _board.Sockets == 0, "all is given back");
    }

    [Fact]
    public void A_root_that_is_no_certificate_is_told_and_gives_way_to_the_other()
    {
        byte[] broken = [.. Authority.RootPem];
        broken.AsSpan(60, 40).Fill((byte)'A');
        TlsTransport transport = Make(broken);
        _peer = Peer.Talks;
        for (int i = 0; i < 3; i++)
        {
            Open(transport);
            Until(() => transport.State == TransportState.Failed, "refused");
            Assert.Equal(FaultCode.CertificateRefused, transport.Fault);
        }

        TlsTransport second = Make(broken, Authority.RootPem);
        Open(second);
        Until(() => second.State == TransportState.Failed, "refused");
        Assert.Equal(FaultCode.CertificateRefused, second.Fault);
        Open(second);
        Until(() => second.State == TransportState.Open, "open");
        second.Close();
        Until(() => _board.TlsContexts == 0 && _board.Sockets == 0, "all is given back");
    }

    [Fact]
    public void A_name_is_looked_up_once_while_its_address_works()
    {
        TlsTransport transport = Make(Authority.RootPem);
        _peer = Peer.Talks;
        for (int i = 0; i < 3; i++)
        {
            Open(transport);
            Until(() => transport.State == TransportState.Open, "open");
            transport.Close();
        }

        // Looking up asks for the port once, connecting once each time.
        Assert.Equal(1 + 3, Volatile.Read(ref _lookUps));
        _peer = Peer.Closes;
        Open(transport);
        Until(() => transport.State == TransportState.Failed, "failed");
        int before = Volatile.Read(ref _lookUps);
        _peer = Peer.Talks;
        Open(transport);
        Until(() => transport.State == TransportState.Open, "open again");
        Assert.Equal(before + 2, Volatile.Read(ref _lookUps));
    }

    [Fact]
    public void A_handshake_waits_until_nobody_has_typed_for_a_while()
    {
        TlsTransport transport = Make(Authority.RootPem);
        _peer = Peer.Talks;
        _keys.SinceMs = 0;
        Open(transport);
        Thread.Sleep(500);
        Assert.Equal(0, Volatile.Read(ref _accepted));
        _keys.SinceMs = BoardLimits.KeyQuietMs;
        Until(() => transport.State == TransportState.Open, "open");
        transport.Close();

        // Somebody who never stops cannot put it off for ever.
        _keys.SinceMs = 0;
        Open(transport);
        Until(() => transport.State == TransportState.Open, "open all the same");
    }

    [Fact]
    public void A_handshake_with_a_silent_peer_stops_every_thread_of_the_board()
    {
        TlsTransport transport = Make(Authority.RootPem);
        _peer = Peer.IsSilent;
        var clock = new BoardClock();
        Open(transport);
        Until(() => transport.State == TransportState.Handshaking, "shaking hands");

        // The state is there a moment before the native code is.
        Task<long>? look = null;
        Until(() => !(look = Task.Run(() => clock.UptimeMs)).Wait(300), "a look at the clock that stands still");
        _board.Cut();
        Assert.Throws<PowerCutException>(() => look!.GetAwaiter().GetResult());
    }

    private static void Until(Func<bool> isSo, string what) =>
        Assert.True(SpinWait.SpinUntil(isSo, 180_000), what);

    private TlsTransport Make(byte[] rootPem, byte[]? otherPem = null) => new(
        new BoardClock(), new WorkerWatch(), _point, new TrustAnchors(rootPem, otherPem), _keys,
        new AutoResetEvent(false), BoardLimits.TlsQueueBytes);

    private static void Open(TlsTransport transport) =>
        Until(() => transport.Open(Host, Host.Length, 443), "the worker is free");

    private async Task ServeAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            _ = Task.Run(() => ServeAsync(socket, _peer));
        }
    }

    private static async Task ServeAsync(Socket socket, Peer peer)
    {
        using (socket)
        {
            // No TIME_WAIT: ten thousand of them would use up the host's ports.
            socket.LingerState = new LingerOption(true, 0);
            if (peer == Peer.Closes)
            {
                return;
            }

            if (peer == Peer.IsSilent)
            {
                await Task.Delay(60_000);
                return;
            }

            try
            {
                using var tls = new SslStream(new NetworkStream(socket));
                await tls.AuthenticateAsServerAsync(Certificate);
                if (peer == Peer.TalksThenCloses)
                {
                    await Task.Delay(30);
                    await tls.ShutdownAsync();
                    socket.LingerState = new LingerOption(false, 0);
                    return;
                }

                await tls.ReadAsync(new byte[16]);
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The terminal has gone, or refused.
            }
        }
    }

    private sealed class Keys : IKeyTimes
    {
        public volatile int SinceMs = int.MaxValue;

        public int SinceKeyMs(long nowMs) => SinceMs;
    }
}
