using Mono.Cecil;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Rig.Tests.Il;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>What the cellular path costs: objects, bytes on the line, idle steps.</summary>
public sealed class ModemCostTests
{
    private static ITestOutputHelper? Output => TestContext.Current.TestOutputHelper;

    [Fact]
    public void NothingReachableFromTheLoopAllocates()
    {
        var walk = AllocationWalk.From(
            NanoAssemblies.House,
            "Terminal.Agent.Modem.CellularLink::Step",
            "Terminal.Agent.Modem.CellularLink::Report",
            "Terminal.Agent.Modem.CellularLink::OnSettingsChanged",
            "Terminal.Agent.Modem.ModemSocket::Open",
            "Terminal.Agent.Modem.ModemSocket::Read",
            "Terminal.Agent.Modem.ModemSocket::Write",
            "Terminal.Agent.Modem.ModemSocket::Close");
        Assert.Empty(walk.Unexplained(
        [
            new("Terminal.Agent.Invariant::Fail()", "newobj", "a mistake in this code, not an input"),
            new("Terminal.Agent.Invariant::Fail()", "throw", "a mistake in this code, not an input"),
        ]));
        Assert.InRange(walk.MethodCount, 100, 1_000);
    }

    /// <summary>
    /// Bytes on the line for one payment over an open session, and the line's time.
    /// </summary>
    [Fact]
    public void BytesOnTheLine()
    {
        var fixture = new ModemFixture();
        var client = fixture.Client = new ExchangeClient(fixture) { PauseMs = 100 };
        Assert.True(fixture.RunUntil(() => client.Answered == 1, 60_000));
        long before = fixture.Port.BytesToModem + fixture.Port.BytesFromModem;
        long inBefore = fixture.Port.BytesFromModem;
        Assert.True(fixture.RunUntil(() => client.Answered == 101, 200_000));
        double all = (fixture.Port.BytesToModem + fixture.Port.BytesFromModem - before) / 100.0;
        double received = (fixture.Port.BytesFromModem - inBefore) / 100.0;
        double sent = all - received;
        double outMs = sent * 10 / 115.2;
        double inMs = received * 10 / 115.2;
        Output?.WriteLine(FormattableString.Invariant(
            $"700 B request, 900 B answer: {sent:F0} B out, {received:F0} B in; ")
            + FormattableString.Invariant(
                $"{outMs:F0} ms out and {inMs:F0} ms in at 115200 baud"));
        Assert.InRange(all, 1_600, 2_000);
    }

    /// <summary>With nothing due and nothing arriving, a step ends at once.</summary>
    [Fact]
    public void IdleStepsAreRareAndCheap()
    {
        var fixture = new ModemFixture(0);
        Assert.True(fixture.RunUntilReady(60_000));
        fixture.Run(20_000);
        long before = fixture.Port.BytesToModem;
        int steps = 0;
        fixture.Stepped = () => steps++;
        fixture.Run(60_000);
        Output?.WriteLine($"a minute ready and idle: {steps} steps, {fixture.Port.BytesToModem - before} B out");
        Assert.InRange(steps, 60, 200);
    }

    [Theory]
    [InlineData(115_200)]
    [InlineData(921_600)]
    public void BurstsOf4KiBLoseNothing(int baud)
    {
        var fixture = new ModemFixture(baud) { AnswerBytes = 4_096 };
        var client = fixture.Client = new ExchangeClient(fixture) { PauseMs = 20 };
        Assert.True(fixture.RunUntil(() => client.Answered == 50, 400_000), fixture.Log());
        Assert.Equal(0, client.Failures);
        Assert.Equal(LinkState.Online, fixture.Link.State);
    }

    /// <summary>
    /// Hours on the line with sessions closed and opened: no rung of the ladder is taken.
    /// </summary>
    [Fact]
    public void ADayOfPaymentsTakesNoRemedy()
    {
        var fixture = new ModemFixture();
        var client = fixture.Client = new ExchangeClient(fixture) { PauseMs = 300_000, ClosesAfter = true };
        Assert.True(fixture.RunUntil(() => client.Answered == 280, 24 * 3_600_000L), fixture.Log());
        Assert.Equal(0, client.Failures);
        Assert.DoesNotContain(fixture.Events, e => e.Kind == Agent.Diagnostics.EventKind.ModemRung);
        Assert.Single(fixture.Events, e => e.Kind == Agent.Diagnostics.EventKind.CertificateUpload);
    }
}
