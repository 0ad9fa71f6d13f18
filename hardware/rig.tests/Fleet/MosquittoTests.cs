using System.Diagnostics;
using System.Net;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Fleet;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Watch;
using Xunit;

namespace Terminal.Rig.Tests.Fleet;

/// <summary>
/// The whole firmware against a real mosquitto with the project's configuration, and its own clients.
/// </summary>
public sealed class MosquittoTests
{
    private const string Missing = "mosquitto and mosquitto-clients are not installed";
    private const string Secret = "terminals-secret";
    private const string Other = "T4200018";
    private const string Hello = "hello";
    private const string OtherSecret = "others-secret";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly (string, string) Support = (MosquittoBroker.Operator, MosquittoBroker.OperatorSecret);

    [Fact]
    public async Task A_terminal_has_its_own_topics_and_no_others()
    {
        using var authority = new CertificateAuthority();
        using MosquittoBroker broker = await StartAsync(authority);
        using var all = new Client(broker, Support, "-t", "tpe/1/#", "-v");
        using var spied = new Client(broker, (Other, OtherSecret), "-t", "tpe/1/#", "-t", "tpe/1/T4200017/ask", "-v");
        for (int tries = 0;
            !all.Said.Contains(Hello, StringComparison.Ordinal)
                || !spied.Said.Contains(Hello, StringComparison.Ordinal);
            tries++)
        {
            Assert.True(tries < 500, all.Said + spied.Said + broker.Said);
            await PublishAsync(broker, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
                $"tpe/1/{Other}/ask", Hello);
        }

        await PublishAsync(broker, Other, OtherSecret, $"tpe/1/{Other}/state", "mine");
        await PublishAsync(broker, Other, OtherSecret, $"tpe/1/{TestBoard.Serial}/state", "forged");
        await PublishAsync(broker, Other, OtherSecret, $"tpe/1/{TestBoard.Serial}/ask", "forged-question");
        await PublishAsync(broker, Other, OtherSecret, $"tpe/1/{Other}/ask", "own-question");
        await PublishAsync(broker, Other, "wrong", $"tpe/1/{Other}/state", "no-secret");
        await PublishAsync(broker, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
            $"tpe/1/{TestBoard.Serial}/ask", "question");
        await PublishAsync(broker, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
            $"tpe/1/{Other}/ask", "last");
        await UntilAsync(() => all.Said.Contains("ask last", StringComparison.Ordinal), () => all.Said);
        Assert.Equal(
            [$"tpe/1/{Other}/state mine", $"tpe/1/{TestBoard.Serial}/ask question", $"tpe/1/{Other}/ask last"],
            Rows(all));
        await UntilAsync(() => spied.Said.Contains("ask last", StringComparison.Ordinal), () => spied.Said);
        Assert.Equal([$"tpe/1/{Other}/ask last"], Rows(spied));
    }

    // What came after both had subscribed.
    private static IEnumerable<string> Rows(Client client) => client.Said
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(row => !row.EndsWith(Hello, StringComparison.Ordinal));

    // What a broker queues for one client bounds what it tells a new one of its retained messages.
    [Fact]
    public async Task Whoever_comes_is_told_the_state_of_every_terminal()
    {
        const int Terminals = 150;
        using var authority = new CertificateAuthority();
        Assert.SkipWhen(MosquittoBroker.Program is null || MosquittoBroker.Subscriber is null, Missing);
        using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            authority, Enumerable.Range(0, Terminals).Select(i => ($"M{i:D7}", OtherSecret)));
        for (int i = 0; i < Terminals; i++)
        {
            using IMqttClient terminal = new MqttClientFactory().CreateMqttClient();
            await terminal.ConnectAsync(Options(broker, authority, $"M{i:D7}"), TestContext.Current.CancellationToken);
            await terminal.PublishStringAsync(
                $"tpe/1/M{i:D7}/state", "firmware=0.1.0", MqttQualityOfServiceLevel.AtLeastOnce, true,
                TestContext.Current.CancellationToken);
            await terminal.DisconnectAsync(new MqttClientDisconnectOptions(), TestContext.Current.CancellationToken);
        }

        var book = new WatchBook();
        await using var page = new WatchClient(book, new WatchBroker(
            "localhost", broker.Port, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
            Encoding.ASCII.GetString(authority.RootPem)));
        page.Start();
        await UntilAsync(() => book.Count >= Terminals, () => $"{book.Count} terminals; {page.Trouble}; {broker.Said}");
    }

    private static MqttClientOptions Options(MosquittoBroker broker, CertificateAuthority authority, string user) =>
        new MqttClientOptionsBuilder().WithTcpServer("localhost", broker.Port).WithClientId(user)
            .WithProtocolVersion(MqttProtocolVersion.V500).WithCredentials(user, OtherSecret)
            .WithTlsOptions(tls => tls.UseTls().WithTrustChain([authority.Root])).Build();

    // A broker that is not there at first: then what ends before a minute is over is tried again within seconds, and
    // the test need not wait for the minutes over which a fleet spreads its return.
    [Theory]
    [InlineData(BoardKind.Firmware, "sim")]
    [InlineData(BoardKind.Firmware, "wifi")]
    [InlineData(BoardKind.Ports, "sim")]
    [InlineData(BoardKind.Ports, "wifi")]
    public async Task A_whole_terminal_tells_its_state_answers_and_comes_back_after_an_outage(
        BoardKind board, string link)
    {
        using var authority = new CertificateAuthority();
        using MosquittoBroker broker = await StartAsync(authority);
        broker.Stop();
        await using ScenarioRig rig = await ScenarioRig.StartAsync(board, authority);
        IVirtualTerminal terminal = rig.Terminal;
        rig.AddBroker(new IPEndPoint(IPAddress.Loopback, broker.Port), Secret);
        terminal.Modem.Faults.NoSim = link == "wifi";
        terminal.Wifi.IsAccessPointUp = link == "wifi";
        terminal.PowerOn();
        await UntilAsync(
            () => terminal.Look(a => a.Fleet.Error) == FleetError.NotReached, () => Story(terminal, broker));
        await broker.StartAsync();
        await OnlineAsync(terminal, broker, 1);

        string topics = $"tpe/1/{TestBoard.Serial}/";
        using var first = new Client(broker, Support, "-t", topics + "#", "-F", "%r %t %p");
        await UntilAsync(
            () => first.Said.Contains($"1 {topics}up 1\n", StringComparison.Ordinal)
                && first.Said.Contains($" {topics}state firmware=", StringComparison.Ordinal)
                && first.Said.Contains($" link={link} ", StringComparison.Ordinal),
            () => first.Said + Story(terminal, broker));
        await AskAsync(broker, first, "version", "firmware=");

        broker.Stop();
        await UntilAsync(
            () => terminal.Look(a => a.Fleet.State) != FleetState.Online, () => Story(terminal, broker));
        await terminal.SellAsync();
        Assert.Single(rig.Acquirer.Api.Ledger.Snapshot().Payments);
        Assert.Equal(0, terminal.Look(a => a.Links.Moves));

        await broker.StartAsync();
        await OnlineAsync(terminal, broker, 2);
        using var second = new Client(broker, Support, "-t", topics + "#", "-F", "%r %t %p");
        await UntilAsync(
            () => second.Said.Contains($"1 {topics}state firmware=", StringComparison.Ordinal),
            () => second.Said + Story(terminal, broker));
        await AskAsync(broker, second, "status", "serial=");
        Assert.Null(terminal.Crash);
    }

    private static Task OnlineAsync(IVirtualTerminal terminal, MosquittoBroker broker, int connections) => UntilAsync(
        () => terminal.Look(a => a.Fleet.State == FleetState.Online && a.Fleet.Connections >= connections
            && a.Fleet.Published >= 2 * connections),
        () => Story(terminal, broker));

    private static async Task AskAsync(MosquittoBroker broker, Client reads, string question, string row)
    {
        await PublishAsync(broker, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
            $"tpe/1/{TestBoard.Serial}/ask", question);
        await UntilAsync(
            () => reads.Said.Contains($"tpe/1/{TestBoard.Serial}/answer part=1 missed=0", StringComparison.Ordinal)
                && reads.Said.Contains($"\n{row}", StringComparison.Ordinal)
                && reads.Said.Contains("\nOK", StringComparison.Ordinal),
            () => reads.Said);
    }

    private static string Story(IVirtualTerminal terminal, MosquittoBroker broker) => terminal.Look(a =>
        $"{a.Fleet.State} {a.Fleet.Error} {(FaultCode)a.Fleet.Detail} ({a.Fleet.Detail}), "
        + $"{a.Fleet.Connections} connections, {a.Fleet.Published} published; sim {a.Links.Sim.State}, "
        + $"wifi {a.Links.Wifi.State}, {a.Links.SimFault} {a.Links.WifiFault}; crash {terminal.Crash}; "
        + broker.Said) ?? $"no word; crash {terminal.Crash}";

    private static Task<MosquittoBroker> StartAsync(CertificateAuthority authority)
    {
        Assert.SkipWhen(MosquittoBroker.Program is null || MosquittoBroker.Subscriber is null, Missing);
        return MosquittoBroker.StartAsync(authority, [(TestBoard.Serial, Secret), (Other, OtherSecret)]);
    }

    private static async Task UntilAsync(Func<bool> isSo, Func<string> what)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, what());
            await Task.Delay(100);
        }
    }

    private static async Task PublishAsync(
        MosquittoBroker broker, string user, string secret, string topic, string text)
    {
        using Process publish = Process.Start(new ProcessStartInfo(
            MosquittoBroker.Subscriber!.Replace("_sub", "_pub", StringComparison.Ordinal),
            [.. broker.ClientArguments(user, secret), "-q", "1", "-t", topic, "-m", text])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await publish.WaitForExitAsync();
    }

    private sealed class Client : IDisposable
    {
        private readonly StringBuilder _said = new();
        private readonly Process _process;

        public Client(MosquittoBroker broker, (string Name, string Secret) user, params string[] arguments)
        {
            _process = Process.Start(new ProcessStartInfo(
                MosquittoBroker.Subscriber!,
                [.. broker.ClientArguments(user.Name, user.Secret), "-q", "1", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _process.OutputDataReceived += (_, line) =>
            {
                lock (_said)
                {
                    _said.Append(line.Data).Append(line.Data is null ? "" : "\n");
                }
            };
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Said
        {
            get
            {
                lock (_said)
                {
                    return _said.ToString();
                }
            }
        }

        public void Dispose()
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
