using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Settings;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// Walks the driver's table of states: campaigns of faults reach every state; from each, as soon as
/// it is reached, the world becomes good and Online must follow within the stated time, without
/// hands.
/// </summary>
public sealed class ModemWalkTests
{
    /// <summary>
    /// SPEC.md states it: the longest pauses that the ladder and the kicks make, and a boot.
    /// </summary>
    private const int BackMs = 12 * 60_000;

    private const int CampaignMs = 40 * 60_000;

    private static readonly Dictionary<string, Campaign> Campaigns = new()
    {
        ["healthy"] = new(_ => { }, _ => { }),
        ["dead"] = new(_ => { }, b => Kill(b.Modem)),
        ["dead from the start"] = new(b => Kill(b.Modem), _ => { }),
        ["hung for good"] = new(_ => { }, b => b.Stepped = () => b.Modem.Faults.Hung = true),
        ["nothing but errors"] = new(_ => { }, b => b.Modem.Faults.AnswersError = true),
        ["no SIM"] = new(b => b.Modem.Faults.NoSim = true, _ => { }),
        ["no coverage"] = new(b => b.Modem.Faults.NoCoverage = true, _ => { }),
        ["no bearer"] = new(b => b.Modem.Faults.NoBearer = true, _ => { }),
        ["no time"] = new(
            b =>
            {
                b.Modem.Faults.NoNetworkTime = true;
                b.Modem.Faults.NoTimeServer = true;
            },
            _ => { }),
        ["own time"] = new(
            b =>
            {
                b.Modem.Faults.NoNetworkTime = true;
                b.Clock.SetUtc(1_790_000_000);
            },
            _ => { }),
        ["APN and old certificates"] = new(
            b =>
            {
                b.Modem.PutFile("acq-0badf00d.pem", [1, 2, 3]);
                b.Modem.PutFile("client.pem", [1, 2, 3]);
                Encoding.ASCII.GetBytes("iot.example").CopyTo(b.Settings.Apn, 0);
                b.Settings.ApnLength = 11;
            },
            _ => { }),
        ["access point with a user"] = new(
            b =>
            {
                b.Modem.Faults.AuthWanted = (int)ApnAuth.Pap;
                b.Settings.ApnAuth = ApnAuth.Pap;
            },
            _ => { })
        {
            Cure = b => b.Modem.Faults.AuthWanted = (int)ApnAuth.Pap,
        },
        ["fast line bad"] = new(b => b.Modem.Faults.FastLineDropEvery = 3, _ => { }),
        ["names unchecked"] = new(b => b.Modem.Options.ChecksNames = false, _ => { })
        {
            // What a technician does.
            Cure = b =>
            {
                b.Settings.IsRootPrivate = true;
                b.Link.OnSettingsChanged();
            },
        },
        ["service stuck"] = new(
            _ => { },
            b =>
            {
                b.Modem.Faults.ServiceStuck = true;
                b.Modem.StopService();
            }),
        ["impostor"] = new(b => b.Modem.Faults.HandshakeFails = true, _ => { }),
        ["impostor, of the other make"] = new(b => b.Modem.Faults.HandshakeFails = true, _ => { })
        {
            Model = ModemModels.Quectel,
        },
        ["peer silent"] = new(b => b.Modem.Faults.PeerSilent = true, _ => { }),
    };

    private static readonly Lazy<Dictionary<string, IReadOnlySet<ModemState>>> Reached =
        new(() => Campaigns.ToDictionary(c => c.Key, c => Run(c.Value, null).Seen));

    public static TheoryData<ModemState> States() => [.. Enum.GetValues<ModemState>()];

    [Fact]
    public void CampaignsReachEveryState()
    {
        var seen = Reached.Value.Values.SelectMany(s => s).ToHashSet();
        Assert.Equal(Enum.GetValues<ModemState>(), seen.Order());
    }

    [Theory]
    [MemberData(nameof(States))]
    public void FromEveryStateTheWayLeadsOnline(ModemState state)
    {
        int walks = 0;
        long longestMs = 0;
        foreach (var (name, campaign) in Campaigns)
        {
            if (!Reached.Value[name].Contains(state))
            {
                continue;
            }

            var fixture = Run(campaign, state);
            Assert.Equal(state, fixture.State);

            walks++;
            fixture.Stepped = null;
            fixture.Modem.Faults.Clear();
            campaign.Cure?.Invoke(fixture);
            long beganMs = fixture.NowMs;
            int answered = fixture.Client!.Answered;
            bool isBack = fixture.RunUntil(
                () => fixture.Link.State == LinkState.Online && fixture.Client.Answered > answered,
                BackMs);
            Assert.True(isBack, $"from {state} in '{name}' at {beganMs}:\n{fixture.Log()}");
            longestMs = Math.Max(longestMs, fixture.NowMs - beganMs);
        }

        Assert.True(walks > 0, $"no campaign reaches {state}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{state,-18} {walks,2} walks, longest {longestMs / 1000.0:F1} s");
    }

    [Fact]
    public void ForeignCertificatesStayAndOldOnesOfOursGo()
    {
        var fixture = Run(Campaigns["APN and old certificates"], ModemState.Ready);
        Assert.Contains("client.pem", fixture.Modem.Files);
        Assert.DoesNotContain("acq-0badf00d.pem", fixture.Modem.Files);
        Assert.Equal(2, fixture.Modem.Files.Count);
    }

    [Fact]
    public void AtTheTopThePausesGrowAndNeverEnd()
    {
        var fixture = Run(Campaigns["dead"], null);
        var cuts = fixture.Events
            .Where(e => e.Kind == Terminal.Agent.Diagnostics.EventKind.ModemRung
                && e.A == (int)ModemRung.PowerCut)
            .Select(e => e.AtMs).ToList();
        var gaps = cuts.Zip(cuts.Skip(1), (a, b) => b - a).ToList();
        Assert.True(gaps.Count >= 5, fixture.Log());
        Assert.True(gaps[^1] > gaps[0], string.Join(' ', gaps));
        Assert.All(gaps, g => Assert.InRange(g, 0, Agent.Limits.ModemBackoffMsMax + 60_000));
    }

    [Fact]
    public void ARefusalThatLastsIsNotTriedWithoutAPause()
    {
        // The modem answers, so only the first probe's time keeps the tries apart.
        var fixture = Run(Campaigns["no bearer"], null);
        long sinceMs = fixture.NowMs - (20 * 60_000);
        int rungs = fixture.Events.Count(e => e.Kind == Terminal.Agent.Diagnostics.EventKind.ModemRung
            && e.AtMs >= sinceMs);
        Assert.InRange(rungs, 1, 20 * 60_000 / Agent.Limits.ModemBackoffProbeMs);
    }

    private static void Kill(ModemEmulator modem)
    {
        modem.Faults.Dead = true;
        modem.Faults.Hung = true;
    }

    // Until a state is reached, or through the whole campaign.
    private static ModemFixture Run(Campaign campaign, ModemState? until)
    {
        var fixture = new ModemFixture(model: campaign.Model);
        campaign.AtStart(fixture);
        fixture.Client = new ExchangeClient(fixture);
        if (until is null)
        {
            fixture.RunUntil(() => fixture.Client.Answered > 1, 60_000);
            campaign.WhenOnline(fixture);
            fixture.Run(CampaignMs);
            return fixture;
        }

        bool isTold = false;
        fixture.RunUntil(
            () =>
            {
                if (!isTold && fixture.Client.Answered > 1)
                {
                    isTold = true;
                    campaign.WhenOnline(fixture);
                }

                return fixture.Seen.Contains(until.Value) && fixture.State == until;
            },
            CampaignMs);
        return fixture;
    }

    private sealed record Campaign(Action<ModemFixture> AtStart, Action<ModemFixture> WhenOnline)
    {
        public Action<ModemFixture>? Cure { get; init; }

        public string Model { get; init; } = ModemModels.First;
    }
}
