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
        var bench = new ModemBench(before: m => m.Faults.OlderNetwork = true);
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        Assert.Equal("3G UMTS", Encoding.ASCII.GetString(bench.Link.Modem.Facts.Technology));
    }

    /// <summary>No line of those that come between answers becomes a value.</summary>
    [Fact]
    public void ChatterBecomesNoValue()
    {
        var bench = new ModemBench(before: m => m.Faults.Chatter = true);
        bench.Client = new BenchClient(bench) { PauseMs = 500 };
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= 20, 120_000), bench.Log());
        var facts = bench.Link.Modem.Facts;
        Assert.Equal(bench.Modem.Options.Imei, Text(facts.Imei));
        Assert.Equal(bench.Modem.Options.Firmware, Text(facts.Firmware));
        Assert.Equal(bench.Modem.Options.Iccid, Text(facts.Iccid));
        Assert.Equal(0, bench.Client.Failures);
    }

    /// <summary>An access point that wants a user is served once the settings have one.</summary>
    [Fact]
    public void AnAccessPointWithAUser()
    {
        var bench = new ModemBench(before: m =>
        {
            m.Faults.AuthWanted = (int)ApnAuth.Chap;
            m.DataContext = ("IPV4V6", "internet");
        });
        Assert.True(bench.RunUntil(() => bench.Link.Fault == FaultCode.SimWithoutData, 120_000), bench.Log());
        bench.Settings.ApnLength = Encoding.ASCII.GetBytes("iot.example", bench.Settings.Apn);
        bench.Settings.ApnUserLength = Encoding.ASCII.GetBytes("boutique", bench.Settings.ApnUser);
        bench.Settings.ApnPasswordLength = Encoding.ASCII.GetBytes("secret-1", bench.Settings.ApnPassword);
        bench.Settings.ApnAuth = ApnAuth.Chap;
        bench.Link.OnSettingsChanged();
        Assert.True(bench.RunUntilReady(120_000), bench.Log());
        Assert.Equal(("IPV4V6", "iot.example"), bench.Modem.DataContext);
        Assert.Equal(("boutique", "secret-1"), bench.Modem.ApnUser);
    }

    /// <summary>A network's time that is wrong is put right in the modem once the acquirer has told the time.</summary>
    [Fact]
    public void TheModemsClockFollowsTheVerifiedTime()
    {
        var bench = new ModemBench(before: m => m.Faults.NetworkMinutesOff = 7);
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        int set = 0;
        bench.Modem.CommandTaken += line => set += line.StartsWith("AT+CCLK=", StringComparison.Ordinal) ? 1 : 0;
        bench.Link.OnVerifiedTime(1_790_000_000 + (bench.NowMs / 1_000), bench.NowMs);
        bench.Run(120_000);
        Assert.Equal(1, set);
        var time = bench.Link.Modem.Facts.Time;
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
        var bench = new ModemBench(before: m => m.Faults.SimBusy = true);
        var seen = new HashSet<FaultCode>();
        bench.Stepped = () => seen.Add(bench.Link.Fault);
        bench.Run(75_000);
        Assert.Equal([FaultCode.Starting], seen);
        bench.Modem.Faults.SimBusy = false;
        Assert.True(bench.RunUntilReady(30_000), bench.Log());
    }

    /// <summary>The line is raised, proved, and carries payments at the fast speed.</summary>
    [Fact]
    public void TheLineIsRaised()
    {
        var bench = new ModemBench();
        bench.Client = new BenchClient(bench) { PauseMs = 100 };
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= 20, 120_000), bench.Log());
        Assert.Equal(921_600, bench.Modem.Baud);
        Assert.Equal(921_600, bench.Link.Modem.Baud);
        Assert.Equal(0, bench.Client.Failures);
    }

    [Fact]
    public void TheLineStaysWhereTheSettingKeepsIt()
    {
        var bench = new ModemBench();
        bench.Settings.IsLineFast = false;
        bench.Start();
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        Assert.Equal(115_200, bench.Modem.Baud);

        bench.Settings.IsLineFast = true;
        bench.Link.OnSettingsChanged();
        Assert.True(bench.RunUntil(() => bench.Modem.Baud == 921_600 && bench.Link.Modem.IsReady, 60_000));
    }

    /// <summary>A speed that is refused, or at which bytes are lost, ends at the slow one, for good.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    [InlineData(false, 40)]
    [InlineData(false, 400)]
    public void AFastSpeedThatFailsIsLeft(bool isRefused, int dropEvery)
    {
        var bench = new ModemBench(before: m =>
        {
            m.Faults.SpeedRefused = isRefused;
            m.Faults.FastLineDropEvery = dropEvery;
        });
        bench.Client = new BenchClient(bench) { PauseMs = 500 };
        Assert.True(bench.RunUntil(() => bench.Modem.Baud == 115_200 && bench.Client.Answered > 0, 300_000), bench.Log());
        int answered = bench.Client.Answered;
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= answered + 50, 600_000), bench.Log());
        Assert.Equal(115_200, bench.Modem.Baud);
    }

    /// <summary>The terminal restarts and speaks slowly to a modem that goes on at the fast speed.</summary>
    [Fact]
    public void AModemAtAnotherSpeedIsFoundBeforeAnyRemedy()
    {
        var bench = new ModemBench();
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        Assert.Equal(921_600, bench.Modem.Baud);
        bench.Start();
        int boots = bench.Modem.Boots;
        Assert.True(bench.RunUntilReady(20_000), bench.Log());
        Assert.Equal(boots, bench.Modem.Boots);
        Assert.DoesNotContain(bench.Events, e => e.Kind == Terminal.Agent.Diagnostics.EventKind.ModemRung);
    }

    /// <summary>A modem that goes back to its first speed unseen is found without a remedy.</summary>
    [Fact]
    public void AModemThatFallsBackIsFound()
    {
        var bench = new ModemBench();
        bench.Client = new BenchClient(bench) { PauseMs = 1_000 };
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= 2, 60_000), bench.Log());
        bench.Modem.FallBack();
        int answered = bench.Client.Answered;
        Assert.True(bench.RunUntil(() => bench.Client.Answered >= answered + 3, 60_000), bench.Log());
        Assert.Equal(1, bench.Modem.Boots);
        Assert.Equal(0, bench.Link.Modem.Ladder.Count(ModemRung.ResetPulse));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ASpeedThatARestartKeepsOrForgetsIsFound(bool keeps)
    {
        var bench = new ModemBench(before: m => m.Options.KeepsSpeed = keeps);
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        bench.Modem.Faults.Hung = true;
        Assert.True(bench.RunUntil(() => !bench.Link.Modem.IsReady, 20_000));
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        Assert.Equal(921_600, bench.Link.Modem.Baud);
        Assert.Equal(921_600, bench.Modem.Baud);
    }

    /// <summary>Proved once, kept over restarts of either side, tried again with another host.</summary>
    [Fact]
    public void TheNameCheckIsProvedOnce()
    {
        var bench = new ModemBench();
        int openings = 0;
        bench.Modem.CommandTaken += line => openings += line.StartsWith("AT+CCHOPEN", StringComparison.Ordinal) ? 1 : 0;
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        Assert.Equal(CheckVerdict.Proved, bench.Link.Modem.Check.Verdict);
        Assert.True(bench.Link.Modem.Check.IsOn);
        Assert.Equal(2, openings);
        Assert.Equal(0, bench.Modem.PayloadOut);

        bench.Modem.RebootNow();
        Assert.True(bench.RunUntil(() => !bench.Link.Modem.IsReady, 20_000));
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        bench.Start();
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        Assert.Equal(CheckVerdict.Proved, bench.Link.Modem.Check.Verdict);
        Assert.Equal(2, openings);

        bench.AllSettings.HostLength = Encoding.ASCII.GetBytes("other.test", bench.AllSettings.Host);
        bench.Start();
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
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
        var bench = new ModemBench(before: m =>
        {
            m.Options.HasNameOption = hasOption;
            m.Options.ChecksNames = false;
        });
        bench.Client = new BenchClient(bench);
        Assert.True(bench.RunUntil(() => bench.Link.Fault == FaultCode.ServerUnchecked, 60_000), bench.Log());
        Assert.Equal(CheckVerdict.LetThrough, bench.Link.Modem.Check.Verdict);
        bench.Run(3 * 3_600_000L);
        bench.Start();
        bench.Run(600_000);
        Assert.Equal(FaultCode.ServerUnchecked, bench.Link.Fault);
        Assert.Equal(LinkState.Failed, bench.Link.State);
        Assert.Equal(0, bench.Client.Attempts);
        Assert.Equal(0, bench.Modem.PayloadOut);

        bench.Settings.IsRootPrivate = true;
        bench.Link.OnSettingsChanged();
        Assert.True(bench.RunUntil(() => bench.Client.Answered > 1, 60_000), bench.Log());

        bench.Settings.IsRootPrivate = false;
        bench.Link.OnSettingsChanged();
        Assert.True(bench.RunUntil(() => bench.Link.Fault == FaultCode.ServerUnchecked, 60_000), bench.Log());
        bench.Modem.Options.Firmware = "A7670M7_V2.00.1";
        bench.Modem.Options.HasNameOption = bench.Modem.Options.ChecksNames = true;
        bench.Modem.RebootNow();
        int answered = bench.Client.Answered;
        Assert.True(bench.RunUntil(() => bench.Client.Answered > answered, 90_000), bench.Log());
        Assert.Equal(CheckVerdict.Proved, bench.Link.Modem.Check.Verdict);
    }

    /// <summary>
    /// A server that refuses its address with and without the check proves nothing: the option alone decides.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARefusalEitherWayLeavesItUndecided(bool hasOption)
    {
        var bench = new ModemBench(before: m =>
        {
            m.Options.HasNameOption = hasOption;
            m.Options.ChecksNames = hasOption;
        });
        bench.Network.NeedsName = true;
        Assert.True(
            bench.RunUntil(() => bench.Link.Modem.IsReady || bench.Link.Fault == FaultCode.ServerUnchecked, 60_000),
            bench.Log());
        Assert.Equal(CheckVerdict.Undecided, bench.Link.Modem.Check.Verdict);
        Assert.Equal(hasOption, bench.Link.Modem.IsReady);
    }

    /// <summary>Whatever breaks off a proof, the check is on before a session is opened.</summary>
    [Fact]
    public void AProofThatBreaksOffLeavesTheCheckOn()
    {
        for (int cut = 0; cut < 60; cut++)
        {
            var bench = new ModemBench();
            int count = 0;
            bench.Modem.CommandTaken += line =>
            {
                if (line.StartsWith("AT+CDNSGIP", StringComparison.Ordinal) || count > 0)
                {
                    count++;
                }

                bench.Modem.Faults.NoSim = count == 1 + (cut / 4);
            };
            bench.Client = new BenchClient(bench);
            if (cut % 4 == 1)
            {
                bench.Modem.Options.AnswerMs = 40;
            }

            Assert.True(bench.RunUntil(() => bench.Client.Answered > 0, 200_000), $"cut {cut}\n{bench.Log()}");
            Assert.True(bench.Network.LastRequest!.ChecksName, $"cut {cut}");
        }
    }

    /// <summary>A modem that dies while it runs says nothing more, and the ladder is climbed.</summary>
    [Fact]
    public void ADeadModemIsDeadAtOnce()
    {
        var bench = new ModemBench();
        Assert.True(bench.RunUntilReady(60_000), bench.Log());
        bench.Modem.Faults.Dead = true;
        Assert.True(bench.RunUntil(() => bench.Link.Fault == FaultCode.ModemSilent, 10_000), bench.Log());
        Assert.True(bench.RunUntil(() => bench.Modem.PowerCuts > 0, 300_000), bench.Log());
    }

    private static string Text(ModemText text) =>
        Encoding.ASCII.GetString(text.Bytes, 0, text.Length);
}
