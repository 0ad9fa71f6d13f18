using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Scenarios;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>A whole terminal against a second broker that is not the project's: MQTTnet's, over TLS.</summary>
public sealed class SecondBrokerTests
{
    private const string Secret = "a-secret-of-32-bytes-in-hex";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData("sim")]
    [InlineData("wifi")]
    public async Task It_is_taken_in_with_its_secret_tells_its_state_and_answers(string link)
    {
        using var authority = new CertificateAuthority();
        int port = FreePort();
        using MqttServer broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointPort(port)
            .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
            .WithEncryptionCertificate(authority.Issue(ServerCertificate.Good))
            .WithEncryptionSslProtocol(SslProtocols.Tls12).WithPersistentSessions().Build());
        var told = new ConcurrentDictionary<string, (string Text, bool IsRetained)>();
        broker.ValidatingConnectionAsync += greeting =>
        {
            bool isRight = greeting.UserName == TestBoard.Serial && greeting.Password == Secret
                && greeting.ClientId == TestBoard.Serial;
            greeting.ReasonCode = isRight
                ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        broker.InterceptingPublishAsync += message =>
        {
            told[message.ApplicationMessage.Topic] = (
                Encoding.UTF8.GetString(message.ApplicationMessage.Payload), message.ApplicationMessage.Retain);
            return Task.CompletedTask;
        };
        await broker.StartAsync();
        await using ScenarioRig rig = await ScenarioRig.StartAsync(BoardKind.Firmware, authority);
        IVirtualTerminal terminal = rig.Terminal;
        rig.AddBroker(new IPEndPoint(IPAddress.Loopback, port), Secret);
        terminal.Modem.Faults.NoSim = link == "wifi";
        terminal.Wifi.IsAccessPointUp = link == "wifi";
        terminal.PowerOn();
        string topics = $"tpe/1/{TestBoard.Serial}/";
        await UntilAsync(() => told.ContainsKey(topics + "state"), terminal);
        Assert.Equal(("1", true), told[topics + "up"]);
        Assert.True(told[topics + "state"].IsRetained);
        Assert.Contains($" link={link} ", told[topics + "state"].Text);

        await UntilAsync(() => terminal.Look(a => a.Fleet.State) == FleetState.Online, terminal);
        await broker.InjectApplicationMessage(
            new InjectedMqttApplicationMessage(new MQTTnet.MqttApplicationMessageBuilder()
                .WithTopic(topics + "ask").WithPayload("version")
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build()),
            TestContext.Current.CancellationToken);
        await UntilAsync(() => told.ContainsKey(topics + "answer"), terminal);
        Assert.Matches("^part=1 missed=0\r\n(?s:.*)firmware=(?s:.*)\r\nOK\r\n$", told[topics + "answer"].Text);
        Assert.Null(terminal.Crash);
        await broker.StopAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<bool> isSo, IVirtualTerminal terminal)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(begun) < Patience,
                terminal.Look(a => $"{a.Fleet.State} {a.Fleet.Error} {a.Fleet.Detail}; crash {terminal.Crash}"));
            await Task.Delay(100);
        }
    }
}
