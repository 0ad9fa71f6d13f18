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
        ModemFixture fixture = AtReceive();
        fixture.Modem.Faults.Hung = true;
        int answered = fixture.Client!.Answered;
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= answered + 2, 90_000), fixture.Log());
        Assert.Single(fixture.Events, IsReset);
    }

    /// <summary>
    /// A modem that is asked for bytes of a session that it has just lost freezes: the news comes first.
    /// </summary>
    [Fact]
    public void A_session_lost_in_a_receive_freezes_nothing()
    {
        for (int delayMs = 0; delayMs <= 120; delayMs += 3)
        {
            ModemFixture fixture = AtReceive();
            fixture.Run(delayMs);
            fixture.Modem.DropSession();
            int answered = fixture.Client!.Answered;
            Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= answered + 2, 30_000), fixture.Log());
            Assert.DoesNotContain(fixture.Events, IsReset);
        }
    }

    private static bool IsReset((long AtMs, EventKind Kind, int A, int B) e) =>
        e.Kind == EventKind.ModemRung && e.A == (int)ModemRung.ResetPulse;

    private static ModemFixture AtReceive()
    {
        var fixture = new ModemFixture();
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 1, 60_000));
        bool isReceiving = false;
        fixture.Modem.CommandTaken += text =>
            isReceiving |= text.StartsWith("AT+CCHRECV=", StringComparison.Ordinal);
        Assert.True(fixture.RunUntil(() => isReceiving, 20_000));
        return fixture;
    }
}
