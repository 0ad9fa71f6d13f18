using Terminal.Agent.Diagnostics;
using Terminal.Agent.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>Trouble in the middle of a receive.</summary>
public sealed class ModemReceiveTests
{
    /// <summary>What went wrong before a remedy is no reason for another one after it.</summary>
    [Fact]
    public void Silence_in_a_receive_takes_one_reset()
    {
        ModemBench bench = AtReceive();
        bench.Modem.Faults.Hung = true;
        int answered = bench.Client!.Answered;
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= answered + 2, 90_000), bench.Log());
        Assert.Single(bench.Events, IsReset);
    }

    /// <summary>
    /// A modem that is asked for bytes of a session that it has just lost freezes: the news comes first.
    /// </summary>
    [Fact]
    public void A_session_lost_in_a_receive_freezes_nothing()
    {
        for (int delayMs = 0; delayMs <= 120; delayMs += 3)
        {
            ModemBench bench = AtReceive();
            bench.Run(delayMs);
            bench.Modem.DropSession();
            int answered = bench.Client!.Answered;
            Assert.True(bench.RunUntil(() => bench.Client.Answered >= answered + 2, 30_000), bench.Log());
            Assert.DoesNotContain(bench.Events, IsReset);
        }
    }

    private static bool IsReset((long AtMs, EventKind Kind, int A, int B) e) =>
        e.Kind == EventKind.ModemRung && e.A == (int)ModemRung.ResetPulse;

    private static ModemBench AtReceive()
    {
        var bench = new ModemBench();
        bench.Client = new BenchClient(bench);
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= 1, 60_000));
        bool isReceiving = false;
        bench.Modem.CommandTaken += text =>
            isReceiving |= text.StartsWith("AT+CCHRECV=", StringComparison.Ordinal);
        Assert.True(bench.RunUntil(() => isReceiving, 20_000));
        return bench;
    }
}
