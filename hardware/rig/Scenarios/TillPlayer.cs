using System.Net.Sockets;
using System.Text;
using Terminal.Rig.Board;
using Terminal.Rig.Till;

namespace Terminal.Rig.Scenarios;

/// <summary>The till of a scenario: real TCP to the terminal's port, one connection at a time.</summary>
public sealed class TillPlayer(IVirtualTerminal terminal) : IDisposable
{
    private const int PollMs = 10;
    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, char> Actions = new()
    {
        ["sale"] = '0', ["refund"] = '1', ["cancel"] = '2', ["duplicate"] = '3', ["totals"] = 'B',
        ["identify"] = 'I', ["status"] = 'T',
    };

    private Socket? _socket;

    /// <summary>What a till can ask.</summary>
    public static string[] Words { get; } = [.. Actions.Keys];

    /// <summary>A request as public tills write it.</summary>
    public static TillMessage Request(string ask, int number, long? amountCents, string reference) =>
        TillMessage.Request(Actions[ask], number, amountCents, reference);

    /// <summary>Has the terminal listen to tills, and for a refund take one from them.</summary>
    public static void Allow(IVirtualTerminal terminal, string ask) => terminal.Look(agent =>
    {
        bool isRefund = Actions[ask] == '1';
        if (!agent.Settings.Till.IsOn || (isRefund && !agent.Settings.Till.MayRefund))
        {
            agent.Settings.Till.IsOn = true;
            agent.Settings.Till.MayRefund |= isRefund;
            agent.ChangeSettings();
        }

        return true;
    });

    /// <summary>Does one step.</summary>
    /// <returns>What is wrong, or null.</returns>
    public async Task<string?> PlayAsync(TillStep step, CancellationToken stop)
    {
        if (step.Ask is string ask)
        {
            if (!await OpenAsync(ask, stop))
            {
                return "the terminal does not listen to tills";
            }

            long? cents = step.Amount is decimal amount ? (long)(amount * 100) : null;
            TillMessage request = Request(ask, step.Number, cents, step.Reference);
            await _socket!.SendAsync(new ReadOnlyMemory<byte>([.. request.Bytes(), (byte)'\r', (byte)'\n']), stop);
        }

        string? problem = step.Answer is string wanted ? await CheckAsync(wanted, stop) : null;
        if (step.Leaves)
        {
            Dispose();
        }

        return problem;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    // Tills are switched on by the first one that comes.
    private async Task<bool> OpenAsync(string ask, CancellationToken stop)
    {
        Dispose();
        Allow(terminal, ask);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(OpenPatience);
        while (!late.IsCancellationRequested)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                if (terminal.TillEndPoint is not null)
                {
                    await socket.ConnectAsync(terminal.TillEndPoint, late.Token);
                    _socket = socket;
                    return true;
                }
            }
            catch (SocketException)
            {
                // Not yet, or no more.
            }

            socket.Dispose();
            await Task.Delay(PollMs, stop);
        }

        return false;
    }

    private async Task<string?> CheckAsync(string wanted, CancellationToken stop)
    {
        if (_socket is null)
        {
            return "the till has asked nothing";
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(AnswerPatience);
        byte[] buffer = new byte[1_024];
        int count;
        try
        {
            count = await _socket.ReceiveAsync(buffer, late.Token);
        }
        catch (Exception e) when (e is SocketException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            count = 0;
        }

        Dispose();
        if (count == 0)
        {
            return "the till was not answered";
        }

        TillMessage answer = TillMessage.Parse(Encoding.Latin1.GetString(buffer, 0, count));
        string told = answer["AE"] + (answer["AF"].Length == 0 ? "" : "/" + answer["AF"]);
        return told == wanted ? null : $"the till was told {told}, expected {wanted}: {answer}";
    }
}
