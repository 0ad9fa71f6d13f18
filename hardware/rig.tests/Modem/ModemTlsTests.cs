using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>The emulated modem in real time, against a real TLS server on loopback.</summary>
public sealed class ModemTlsTests : IDisposable
{
    private const string Name = "acquirer.test";
    private const int PatienceMs = 120_000;

    private readonly RSA _rootKey = RSA.Create(2_048);
    private readonly X509Certificate2 _root;
    private X509Certificate2 _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private string? _nameAsked;

    public ModemTlsTests()
    {
        var request = new CertificateRequest("CN=Test Root", _rootKey, HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        _server = Issue(Name);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _root.Dispose();
        _server.Dispose();
        _rootKey.Dispose();
    }

    /// <summary>Every model that the terminal knows.</summary>
    public static TheoryData<string> Models() => [.. ModemModels.Names];

    /// <summary>Those whose firmware checks names.</summary>
    public static TheoryData<string> CheckingModels() => [.. ModemModels.Names.Where(m => m != "SIM7600E")];

    [Theory]
    [MemberData(nameof(CheckingModels))]
    public void ExchangesOverTls(string model)
    {
        using var run = new RealTimeRun(_root.ExportCertificatePem(), Port, Name, model);
        Assert.Equal(FaultCode.None, run.Exchange(PatienceMs));
        Assert.Equal(Name, _nameAsked);
        Assert.Equal(LinkState.Online, run.Link.State);
    }

    [Theory]
    [MemberData(nameof(CheckingModels))]
    public void RefusesAServerOfAnotherRoot(string model)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=Other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var other = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var run = new RealTimeRun(other.ExportCertificatePem(), Port, Name, model);
        Assert.Equal(FaultCode.CertificateRefused, run.Exchange(PatienceMs));
    }

    [Theory]
    [MemberData(nameof(CheckingModels))]
    public void RefusesAServerOfAnotherName(string model)
    {
        using var run = new RealTimeRun(_root.ExportCertificatePem(), Port, "impostor.test", model);
        Assert.Equal(FaultCode.CertificateRefused, run.Exchange(PatienceMs));
    }

    /// <summary>Names stand among the alternative ones alone, as authorities issue them today.</summary>
    [Theory]
    [MemberData(nameof(CheckingModels))]
    public void TakesAServerWhoseNameIsNotItsSubject(string model)
    {
        _server.Dispose();
        _server = Issue(Name, hasSubject: false);
        using (var run = new RealTimeRun(_root.ExportCertificatePem(), Port, Name, model))
        {
            Assert.Equal(FaultCode.None, run.Exchange(PatienceMs));
        }

        using var other = new RealTimeRun(_root.ExportCertificatePem(), Port, "impostor.test", model);
        Assert.Equal(FaultCode.CertificateRefused, other.Exchange(PatienceMs));
    }

    [Fact]
    public async Task ANameThatDoesNotExistIsToldAndNothingThrows()
    {
        var network = new TlsModemNetwork((_, _) => throw new SocketException((int)SocketError.HostNotFound));
        using IModemSession session = network.Open(
            new ModemSessionRequest("nowhere.example", 8883, null, false, null) { IsPlain = true });
        Assert.Equal(ModemSessionState.Failed, session.State);
        Assert.Equal(13, session.Error);
        Assert.Null(await network.ResolveAsync("nowhere.example"));
    }

    /// <summary>
    /// Firmware that checks no names lets an impostor of the same root through when it is asked to prove itself: it
    /// carries nothing. With a root of the acquirer's own it carries, and another root is refused all the same.
    /// </summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void FirmwareWithoutTheCheckCarriesNothing(string model)
    {
        using (var run = new RealTimeRun(
            _root.ExportCertificatePem(), Port, Name, model, configure: m => m.Faults.NamesUnchecked = true))
        {
            run.RunUntilUnchecked(PatienceMs);
            Assert.Equal(0, run.PayloadOut);
        }

        using (var run = new RealTimeRun(
            _root.ExportCertificatePem(), Port, Name, model, configure: m => m.Faults.NamesUnchecked = true))
        {
            run.Settings.Cellular.IsRootPrivate = true;
            Assert.Equal(FaultCode.None, run.Exchange(PatienceMs));
        }

        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=Other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var other = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var wrong = new RealTimeRun(
            other.ExportCertificatePem(), Port, Name, model, configure: m => m.Faults.NamesUnchecked = true);
        wrong.Settings.Cellular.IsRootPrivate = true;
        Assert.Equal(FaultCode.CertificateRefused, wrong.Exchange(PatienceMs));
    }

    [Theory]
    [MemberData(nameof(CheckingModels))]
    public void RefusesAnExpiredServer(string model)
    {
        using var run = new RealTimeRun(_root.ExportCertificatePem(), Port, Name, model, 60);
        Assert.Equal(FaultCode.CertificateRefused, run.Exchange(PatienceMs));
    }

    [Theory]
    [MemberData(nameof(CheckingModels))]
    public void TellsARefusedConnection(string model)
    {
        int port = Port;
        _listener.Stop();
        using var run = new RealTimeRun(_root.ExportCertificatePem(), port, Name, model);
        Assert.Equal(FaultCode.ConnectionRefused, run.Exchange(PatienceMs));
    }

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private X509Certificate2 Issue(string name, bool hasSubject = true)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest(
            hasSubject ? "CN=" + name : "O=Issued", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            _root,
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(20),
            [1, 2, 3, 4]);
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificateSelectionCallback = (_, name) =>
                {
                    _nameAsked = name;
                    return _server;
                },
            });
            byte[] buffer = new byte[4_096];
            int count;
            while ((count = await tls.ReadAsync(buffer)) > 0)
            {
                await tls.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private sealed class RealTimeRun : IEventSink, IDisposable
    {
        private readonly VirtualClock _clock = new(0, () => Environment.TickCount64);
        private readonly ModemEmulator _modem;
        private readonly byte[] _host;

        public RealTimeRun(
            string rootPem,
            int port,
            string name,
            string model,
            int daysAhead = 0,
            Action<ModemEmulator>? configure = null)
        {
            Settings.Cellular.Model = ModemModels.SettingOf(model);
            _host = Encoding.ASCII.GetBytes(name);
            var network = new TlsModemNetwork((_, _) => ("127.0.0.1", port));
            _modem = new ModemEmulator(
                ModemModels.Become(new ModemOptions(), model).Hurry(),
                network,
                () => _clock.UptimeMs,
                () => DateTime.UtcNow.AddDays(daysAhead));
            _modem.PowerOnNow();
            configure?.Invoke(_modem);
            Settings.HostLength = _host.Length;
            _host.CopyTo(Settings.Host, 0);
            Settings.Port = port;
            var line = new EmulatedModemPort(_modem, () => _clock.UptimeMs, 921_600);
            Link = new CellularLink(
                new Terminal.Agent.Ports.Board
                {
                    Modem = line,
                    ModemSpeed = line,
                    ModemPower = _modem,
                    Clock = _clock,
                    Random = new VirtualRandom(7),
                    Nvram = new MemoryNvram(),
                    RootCertificate = Encoding.ASCII.GetBytes(rootPem),
                },
                Settings,
                this);
        }

        public TerminalSettings Settings { get; } = new();

        public CellularLink Link { get; }

        public void Add(EventKind kind, int a, int b)
        {
        }

        public void Dispose() => _modem.SetSupply(false);

        public long PayloadOut => _modem.PayloadOut;

        private long UptimeMs => _clock.UptimeMs;

        public void RunUntilUnchecked(int limitMs)
        {
            long endMs = UptimeMs + limitMs;
            while (Link.Fault != FaultCode.ServerUnchecked)
            {
                Assert.True(UptimeMs < endMs && !Link.Modem.IsReady, $"{Link.Fault} {Link.Modem.State}");
                Link.Step(UptimeMs);
                Thread.Sleep(1);
            }
        }

        public FaultCode Exchange(int limitMs)
        {
            byte[] request = new byte[1_200];
            Random.Shared.NextBytes(request);
            byte[] answer = new byte[request.Length];
            int sent = 0;
            int got = 0;
            var transport = Link.Transport;
            long endMs = UptimeMs + limitMs;
            while (UptimeMs < endMs)
            {
                Link.Step(UptimeMs);
                if (transport.State == TransportState.Closed && Link.Modem.IsReady)
                {
                    transport.Open(_host, _host.Length, 443);
                }

                if (transport.State == TransportState.Failed)
                {
                    return transport.Fault;
                }

                // What keeps the proof of the name check from being made keeps every session from being opened.
                if (Link.State == LinkState.Failed)
                {
                    return Link.Fault;
                }

                sent += transport.Write(request, sent, request.Length - sent);
                got += transport.Read(answer, got, answer.Length - got);
                if (got == request.Length)
                {
                    Assert.Equal(request, answer);
                    Link.Report(FaultCode.None, UptimeMs);
                    return FaultCode.None;
                }

                Thread.Sleep(1);
            }

            return FaultCode.AcquirerSilent;
        }
    }
}
