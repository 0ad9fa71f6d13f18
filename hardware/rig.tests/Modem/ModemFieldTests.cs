using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Settings;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>What modems and operators really do, on the cellular link in virtual time.</summary>
public sealed class ModemFieldTests
{
    /// <summary>An older network that serves counts, and what carries is what is shown.</summary>
    [Fact]
    public void AnOlderNetworkCarries()
    {
        var fixture = new ModemFixture(before: m => m.Faults.OlderNetwork = true);
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal("3G UMTS", Encoding.ASCII.GetString(fixture.Link.Modem.Facts.Technology));
    }

    /// <summary>No line of those that come between answers becomes a value.</summary>
    [Fact]
    public void ChatterBecomesNoValue()
    {
        var fixture = new ModemFixture(before: m => m.Faults.Chatter = true);
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 500 };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 20, 120_000), fixture.Log());
        var facts = fixture.Link.Modem.Facts;
        Assert.Equal(fixture.Modem.Options.Imei, Text(facts.Imei));
        Assert.Equal(fixture.Modem.Options.Firmware, Text(facts.Firmware));
        Assert.Equal(fixture.Modem.Options.Iccid, Text(facts.Iccid));
        Assert.Equal(0, fixture.Client.Failures);
    }

    /// <summary>An access point that wants a user is served once the settings have one.</summary>
    [Fact]
    public void AnAccessPointWithAUser()
    {
        var fixture = new ModemFixture(before: m =>
        {
            m.Faults.AuthWanted = (int)ApnAuth.Chap;
            m.DataContext = ("IPV4V6", "internet");
        });
        Assert.True(fixture.RunUntil(() => fixture.Link.Fault == FaultCode.SimWithoutData, 120_000), fixture.Log());
        fixture.Settings.ApnLength = Encoding.ASCII.GetBytes("iot.example", fixture.Settings.Apn);
        fixture.Settings.ApnUserLength = Encoding.ASCII.GetBytes("boutique", fixture.Settings.ApnUser);
        fixture.Settings.ApnPasswordLength = Encoding.ASCII.GetBytes("secret-1", fixture.Settings.ApnPassword);
        fixture.Settings.ApnAuth = ApnAuth.Chap;
        fixture.Link.OnSettingsChanged();
        Assert.True(fixture.RunUntilReady(120_000), fixture.Log());
        Assert.Equal(("IPV4V6", "iot.example"), fixture.Modem.DataContext);
        Assert.Equal(("boutique", "secret-1"), fixture.Modem.ApnUser);
    }

    /// <summary>A network's time that is wrong is put right in the modem once the acquirer has told the time.</summary>
    [Fact]
    public void TheModemsClockFollowsTheVerifiedTime()
    {
        var fixture = new ModemFixture(before: m => m.Faults.NetworkMinutesOff = 7);
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        int set = 0;
        fixture.Modem.CommandTaken += line => set += line.StartsWith("AT+CCLK=", StringComparison.Ordinal) ? 1 : 0;
        fixture.Link.OnVerifiedTime(1_790_000_000 + (fixture.NowMs / 1_000), fixture.NowMs);
        fixture.Run(120_000);
        Assert.Equal(1, set);
        var time = fixture.Link.Modem.Facts.Time;
        Assert.InRange(
            time.ReadUtcSeconds - (1_790_000_000 + (time.ReadAtMs / 1_000)), -2, 2);

        // What the terminal has set is no witness of the network's.
        Assert.InRange(
            time.NetworkUtcSeconds - (1_790_000_000 + (time.NetworkUtcAtMs / 1_000)), 415, 425);
    }

    /// <summary>A SIM that is busy for a minute after the start is no missing one.</summary>
    [Fact]
    public void ABusySimIsStarting()
    {
        var fixture = new ModemFixture(before: m => m.Faults.SimBusy = true);
        var seen = new HashSet<FaultCode>();
        fixture.Stepped = () => seen.Add(fixture.Link.Fault);
        fixture.Run(75_000);
        Assert.Equal([FaultCode.Starting], seen);
        fixture.Modem.Faults.SimBusy = false;
        Assert.True(fixture.RunUntilReady(30_000), fixture.Log());
    }

    /// <summary>The line is raised, proved, and carries payments at the fast speed.</summary>
    [Fact]
    public void TheLineIsRaised()
    {
        var fixture = new ModemFixture();
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 100 };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 20, 120_000), fixture.Log());
        Assert.Equal(921_600, fixture.Modem.Baud);
        Assert.Equal(921_600, fixture.Link.Modem.Baud);
        Assert.Equal(0, fixture.Client.Failures);
    }

    [Fact]
    public void TheLineStaysWhereTheSettingKeepsIt()
    {
        var fixture = new ModemFixture();
        fixture.Settings.IsLineFast = false;
        fixture.Start();
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(115_200, fixture.Modem.Baud);

        fixture.Settings.IsLineFast = true;
        fixture.Link.OnSettingsChanged();
        Assert.True(fixture.RunUntil(() => fixture.Modem.Baud == 921_600 && fixture.Link.Modem.IsReady, 60_000));
    }

    /// <summary>A speed that is refused, or at which bytes are lost, ends at the slow one, for good.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    [InlineData(false, 40)]
    [InlineData(false, 400)]
    public void AFastSpeedThatFailsIsLeft(bool isRefused, int dropEvery)
    {
        var fixture = new ModemFixture(before: m =>
        {
            m.Faults.SpeedRefused = isRefused;
            m.Faults.FastLineDropEvery = dropEvery;
        });
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 500 };
        Assert.True(fixture.RunUntil(() => fixture.Modem.Baud == 115_200 && fixture.Client.Answered > 0, 300_000),
            fixture.Log());
        int answered = fixture.Client.Answered;
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= answered + 50, 600_000), fixture.Log());
        Assert.Equal(115_200, fixture.Modem.Baud);
    }

    /// <summary>The terminal restarts and speaks slowly to a modem that goes on at the fast speed.</summary>
    [Fact]
    public void AModemAtAnotherSpeedIsFoundBeforeAnyRemedy()
    {
        var fixture = new ModemFixture();
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(921_600, fixture.Modem.Baud);
        fixture.Start();
        int boots = fixture.Modem.Boots;
        Assert.True(fixture.RunUntilReady(20_000), fixture.Log());
        Assert.Equal(boots, fixture.Modem.Boots);
        Assert.Equal(0, fixture.Link.Modem.Ladder.Count(ModemRung.Restart));
        Assert.Equal(0, fixture.Link.Modem.Ladder.Count(ModemRung.ResetPulse));
    }

    /// <summary>
    /// A restart that nobody saw has forgotten that the server is to be verified: no session is opened before that
    /// is set again.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AfterARestartUnseenTheServerIsVerified(bool isFast)
    {
        var fixture = new ModemFixture();
        fixture.Settings.IsLineFast = isFast;
        fixture.Start();
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 20_000, ClosesAfter = true };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 2, 120_000), fixture.Log());
        fixture.Stepped = () =>
        {
            var request = fixture.Network.LastRequest!;
            Assert.True(request.ChecksName || request.Host == "192.0.2.1", "a session without the check");
        };

        // It comes back while nobody listens: RDY and what follows are lost.
        fixture.Modem.PowerCycleUnseen();
        int answered = fixture.Client.Answered;
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= answered + 2, 180_000), fixture.Log());
    }

    /// <summary>A modem that goes back to its first speed unseen is found without a remedy.</summary>
    [Fact]
    public void AModemThatFallsBackIsFound()
    {
        var fixture = new ModemFixture();
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 1_000 };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 2, 60_000), fixture.Log());
        fixture.Modem.FallBack();
        int answered = fixture.Client.Answered;
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= answered + 3, 60_000), fixture.Log());
        Assert.Equal(1, fixture.Modem.Boots);
        Assert.Equal(0, fixture.Link.Modem.Ladder.Count(ModemRung.ResetPulse));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASpeedThatARestartKeepsOrForgetsIsFound(bool keeps)
    {
        var fixture = new ModemFixture(before: m => m.Options.KeepsSpeed = keeps);
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        fixture.Modem.Faults.Hung = true;
        Assert.True(fixture.RunUntil(() => !fixture.Link.Modem.IsReady, 20_000));
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(921_600, fixture.Link.Modem.Baud);
        Assert.Equal(921_600, fixture.Modem.Baud);
    }

    /// <summary>Proved once, kept over restarts of either side, tried again with another host.</summary>
    [Fact]
    public void TheNameCheckIsProvedOnce()
    {
        var fixture = new ModemFixture();
        int openings = 0;
        fixture.Modem.CommandTaken += line => openings += line.StartsWith("AT+CCHOPEN", StringComparison.Ordinal) ? 1
            : 0;
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(CheckVerdict.Proved, fixture.Link.Modem.Check.Verdict);
        Assert.True(fixture.Link.Modem.Check.IsOn);
        Assert.Equal(2, openings);
        Assert.Equal(0, fixture.Modem.PayloadOut);

        fixture.Modem.RebootNow();
        Assert.True(fixture.RunUntil(() => !fixture.Link.Modem.IsReady, 20_000));
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        fixture.Start();
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(CheckVerdict.Proved, fixture.Link.Modem.Check.Verdict);
        Assert.Equal(2, openings);

        fixture.AllSettings.HostLength = Encoding.ASCII.GetBytes("other.test", fixture.AllSettings.Host);
        fixture.Start();
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(4, openings);
    }

    /// <summary>
    /// Firmware that lets a wrong name through carries nothing, however often it restarts, until its root is the
    /// acquirer's own or its firmware another.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AModemThatChecksNoNamesCarriesNothing(bool hasOption)
    {
        var fixture = new ModemFixture(before: m =>
        {
            m.Options.HasNameOption = hasOption;
            m.Options.ChecksNames = false;
        });
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(fixture.RunUntil(() => fixture.Link.Fault == FaultCode.ServerUnchecked, 60_000), fixture.Log());
        Assert.Equal(CheckVerdict.LetThrough, fixture.Link.Modem.Check.Verdict);
        fixture.Run(3 * 3_600_000L);
        fixture.Start();
        fixture.Run(600_000);
        Assert.Equal(FaultCode.ServerUnchecked, fixture.Link.Fault);
        Assert.Equal(LinkState.Failed, fixture.Link.State);
        Assert.Equal(0, fixture.Client.Attempts);
        Assert.Equal(0, fixture.Modem.PayloadOut);

        fixture.Settings.IsRootPrivate = true;
        fixture.Link.OnSettingsChanged();
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered > 1, 60_000), fixture.Log());

        fixture.Settings.IsRootPrivate = false;
        fixture.Link.OnSettingsChanged();
        Assert.True(fixture.RunUntil(() => fixture.Link.Fault == FaultCode.ServerUnchecked, 60_000), fixture.Log());
        fixture.Modem.Options.Firmware = "A7670M7_V2.00.1";
        fixture.Modem.Options.HasNameOption = fixture.Modem.Options.ChecksNames = true;
        fixture.Modem.RebootNow();
        int answered = fixture.Client.Answered;
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered > answered, 90_000), fixture.Log());
        Assert.Equal(CheckVerdict.Proved, fixture.Link.Modem.Check.Verdict);
    }

    /// <summary>
    /// A server that refuses its address with and without the check proves nothing: the option alone decides.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARefusalEitherWayLeavesItUndecided(bool hasOption)
    {
        var fixture = new ModemFixture(before: m =>
        {
            m.Options.HasNameOption = hasOption;
            m.Options.ChecksNames = hasOption;
        });
        fixture.Network.NeedsName = true;
        Assert.True(
            fixture.RunUntil(() => fixture.Link.Modem.IsReady || fixture.Link.Fault == FaultCode.ServerUnchecked,
                60_000),
            fixture.Log());
        Assert.Equal(CheckVerdict.Undecided, fixture.Link.Modem.Check.Verdict);
        Assert.Equal(hasOption, fixture.Link.Modem.IsReady);
    }

    /// <summary>Whatever breaks off a proof, the check is on before a session is opened.</summary>
    [Fact]
    public void AProofThatBreaksOffLeavesTheCheckOn()
    {
        for (int cut = 0; cut < 60; cut++)
        {
            var fixture = new ModemFixture();
            int count = 0;
            fixture.Modem.CommandTaken += line =>
            {
                if (line.StartsWith("AT+CDNSGIP", StringComparison.Ordinal) || count > 0)
                {
                    count++;
                }

                fixture.Modem.Faults.NoSim = count == 1 + (cut / 4);
            };
            fixture.Client = new ExchangeClient(fixture);
            if (cut % 4 == 1)
            {
                fixture.Modem.Options.AnswerMs = 40;
            }

            Assert.True(fixture.RunUntil(() => fixture.Client.Answered > 0, 200_000), $"cut {cut}\n{fixture.Log()}");
            Assert.True(fixture.Network.LastRequest!.ChecksName, $"cut {cut}");
        }
    }

    /// <summary>A modem that dies while it runs says nothing more, and the ladder is climbed.</summary>
    [Fact]
    public void ADeadModemIsDeadAtOnce()
    {
        var fixture = new ModemFixture();
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        fixture.Modem.Faults.Dead = true;
        Assert.True(fixture.RunUntil(() => fixture.Link.Fault == FaultCode.ModemSilent, 10_000), fixture.Log());
        Assert.True(fixture.RunUntil(() => fixture.Modem.PowerCuts > 0, 300_000), fixture.Log());
    }

    private static string Text(ModemText text) =>
        Encoding.ASCII.GetString(text.Bytes, 0, text.Length);
}
