using System.Diagnostics;
using System.Text;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
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
