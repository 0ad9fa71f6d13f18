using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// The whole agent against the emulated modem in virtual time: every trouble at every moment of a payment, on
/// the SIM alone, ends with each payment delivered once and a next sale approved.
/// </summary>
public sealed class ModemTrialTests
{
    private const int Seeds = 2;

    private static ITestOutputHelper? Output => TestContext.Current.TestOutputHelper;

    public static TheoryData<string> Names() => [.. ModemTrouble.All.Select(trouble => trouble.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_payment_is_delivered_once(string name)
    {
        ModemTrouble trouble = ModemTrouble.All.Single(t => t.Name == name);
        foreach (ModemMoment moment in Enum.GetValues<ModemMoment>())
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                ModemTrialResult result = new ModemTrial(trouble, moment, seed).Play();
                Assert.True(
                    result.Problem is null,
                    $"{result.Problem}\nagain: modem-faults --only \"{name}\" --moment {moment} "
                        + $"--first-seed {seed} --trials 1 --trace");
                Output?.WriteLine(FormattableString.Invariant(
                    $"{moment,-10} seed {seed}: back after {result.BackMs / 1000.0:0.0} s, {result.Rung}"));
            }
        }
    }

    /// <summary>An opening that fails at once is not tried again and again without a pause.</summary>
    [Fact]
    public void Openings_that_fail_are_not_hammered()
    {
        var world = new SimWorld(2);
        world.Terminal.AccessPoint.IsAccessPointUp = false;
        world.Terminal.PowerOn();
        Assert.True(world.RunUntil(() => world.Terminal.Agent!.Links.Sim.State == LinkState.Attached, 120_000));
        world.Terminal.Modem.Faults.NameFails = true;
        int openings = 0;
        world.Terminal.Modem.CommandTaken += line =>
            openings += line.StartsWith("AT+CCHOPEN", StringComparison.Ordinal) ? 1 : 0;
        Assert.True(world.Sell(1_250));
        Assert.True(world.RunUntil(
            () => world.Terminal.Agent!.View.Id == ScreenId.OfflineConsent, 30_000));
        world.Terminal.Press("o");
        world.Run(600_000);
        Output?.WriteLine($"{openings} openings in 10 min");
        Assert.InRange(openings, 3, 40);
    }

    /// <summary>The judge can fail: a payment that the acquirer has booked without the terminal is told.</summary>
    [Fact]
    public void A_payment_of_nobody_is_told()
    {
        ModemTrouble trouble = ModemTrouble.All.Single(t => t.Name == "socket closed by peer");
        var trial = new ModemTrial(trouble, ModemMoment.Idle, 1);
        trial.World.Server.Arrived += BookAnother;
        Assert.Contains("in the ledger", trial.Play().Problem);

        void BookAnother(SimRequest request)
        {
            trial.World.Server.Arrived -= BookAnother;
            SimServer server = trial.World.Server;
            server.Answer(request.Request with { Body = Renamed(request.Request.Body) }, request.Path, 1);
        }
    }

    private static byte[] Renamed(ReadOnlyMemory<byte> body) => System.Text.Encoding.UTF8.GetBytes(
        System.Text.Encoding.UTF8.GetString(body.Span).Replace("\"T4200017-", "\"T4200018-", StringComparison.Ordinal));
}
