using System.Diagnostics;
using System.Text;
using Terminal.Agent.Diagnostics;
using Terminal.Firmware;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Firmware;
using Terminal.Rig.Fleet;
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
    private const string OtherSecret = "others-secret";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly (string, string) Support = (MosquittoBroker.Operator, MosquittoBroker.OperatorSecret);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Support_reads_and_asks_with_the_brokers_own_clients(bool hasOwnRoot)
    {
        using var authority = new CertificateAuthority();
        using var stranger = new CertificateAuthority();
        using MosquittoBroker broker = await StartAsync(authority);
        using FirmwareTerminal terminal =
            Start(broker, hasOwnRoot ? stranger : authority, hasOwnRoot ? authority : null);
        using var states = new Client(broker, Support, "-t", "tpe/1/+/state", "-v");
        string wanted = $"tpe/1/{TestBoard.Serial}/state firmware=0.1.0";
        await UntilAsync(
            () => states.Said.Contains(wanted, StringComparison.Ordinal),
            () => $"{states.Said} {broker.Said} {terminal.Look(a => $"{a.Fleet.State} {a.Fleet.Error}")}");
        using var answers = new Client(broker, Support, "-t", $"tpe/1/{TestBoard.Serial}/answer");
        await Task.Delay(1_000);
        await PublishAsync(broker, MosquittoBroker.Operator, MosquittoBroker.OperatorSecret,
            $"tpe/1/{TestBoard.Serial}/ask", "version");
        await UntilAsync(() => answers.Said.Contains("journal_slots=", StringComparison.Ordinal), () => answers.Said);
        Assert.Contains("OK", answers.Said);
        Assert.Equal(5, terminal.Look(a => a.Fleet.Level));
        Assert.Null(terminal.Crash);
    }

    [Fact]
    public async Task What_is_retained_outlives_the_broker_and_the_terminal()
    {
        using var authority = new CertificateAuthority();
        using MosquittoBroker broker = await StartAsync(authority);
        using FirmwareTerminal terminal = Start(broker, authority, null);
        await UntilAsync(() => terminal.Look(a => a.Fleet.Published) >= 2, () => broker.Said);
        broker.Stop();
        terminal.CutPower();
        await broker.StartAsync();
        using var states = new Client(broker, Support, "-t", "tpe/1/+/state", "-v");
        await UntilAsync(() => states.Said.Contains(TestBoard.Serial, StringComparison.Ordinal), () => broker.Said);
    }

    [Fact]
    public async Task A_terminal_has_its_own_topics_and_no_others()
    {
        using var authority = new CertificateAuthority();
        using MosquittoBroker broker = await StartAsync(authority);
        using var all = new Client(broker, Support, "-t", "tpe/1/#", "-v");
        using var spied = new Client(broker, (Other, OtherSecret), "-t", "tpe/1/#", "-t", "tpe/1/T4200017/ask", "-v");
        await Task.Delay(2_000);
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
            all.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await UntilAsync(() => spied.Said.Contains("ask last", StringComparison.Ordinal), () => spied.Said);
        Assert.Equal([$"tpe/1/{Other}/ask last"], spied.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Task<MosquittoBroker> StartAsync(CertificateAuthority authority)
    {
        Assert.SkipWhen(MosquittoBroker.Program is null || MosquittoBroker.Subscriber is null, Missing);
        return MosquittoBroker.StartAsync(authority, [(TestBoard.Serial, Secret), (Other, OtherSecret)]);
    }

    private static FirmwareTerminal Start(
        MosquittoBroker broker, CertificateAuthority acquirer, CertificateAuthority? own)
    {
        var terminal = new FirmwareTerminal(
            acquirer.RootPem,
            (host, port) => host == "localhost" && port == broker.Port ? ("127.0.0.1", broker.Port) : null);
        terminal.ProvisionForRig();
        terminal.Provision(settings =>
        {
            settings.Fleet.IsOn = true;
            settings.Fleet.HostLength = Encoding.ASCII.GetBytes("localhost", settings.Fleet.Host);
            settings.Fleet.Port = broker.Port;
            settings.Fleet.HasOwnRoot = own is not null;
            settings.Fleet.SecretLength = Encoding.ASCII.GetBytes(Secret, settings.Fleet.Secret);
        });
        if (own is not null)
        {
            terminal.Files.Write(BoardFiles.FleetRoot, own.RootPem);
        }

        terminal.Modem.Faults.NoSim = true;
        terminal.PowerOn();

        // No time server is in reach, and without the time no certificate is judged.
        Assert.True(SpinWait.SpinUntil(() => terminal.Look(a => a.Journal.IsWritable), Patience));
        terminal.SetUtc(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        return terminal;
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
