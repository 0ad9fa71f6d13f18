using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Modem;
using Terminal.Agent.Settings;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>The second make: rows, one socket class, and what its firmware is known to do.</summary>
public sealed class QuectelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(115_200)]
    [InlineData(921_600)]
    public void ColdBootLeadsToAnExchange(int baud)
    {
        ModemFixture fixture = Make(baud: baud);
        fixture.Modem.CommandTaken += text => TestContext.Current.TestOutputHelper?.WriteLine(
            $"{fixture.NowMs,8} {text}");
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 3, 60_000), fixture.Log());
        Assert.Equal(LinkState.Online, fixture.Link.State);
        Assert.Equal([1, 2, 3], fixture.Delivered);
        Assert.Equal(0, fixture.Client.Failures);
        ModemFacts facts = fixture.Link.Modem.Facts;
        Assert.Equal("EG800KEUGCR07A06M04", Encoding.ASCII.GetString(facts.Firmware.Bytes, 0, facts.Firmware.Length));
        Assert.Equal(fixture.Modem.Options.Iccid, Encoding.ASCII.GetString(facts.Iccid.Bytes, 0, facts.Iccid.Length));
        Assert.Equal("10.64.12.34", Encoding.ASCII.GetString(facts.Address.Bytes, 0, facts.Address.Length));
        var request = fixture.Network.LastRequest!;
        Assert.True(request.SendsName && request.ChecksName);
        Assert.NotNull(request.Utc);
        Assert.Equal(CheckVerdict.Proved, fixture.Link.Modem.Check.Verdict);
    }

    /// <summary>Its clock shows local time, as the others' do, and the time comes out right in any zone.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(-20)]
    public void TheTimeIsRightInAnyZone(int quarters)
    {
        ModemFixture fixture = Make(m => m.Options.ZoneQuarters = quarters);
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        ModemTime time = fixture.Link.Modem.Facts.Time;
        Assert.InRange(time.NetworkUtcSeconds - (1_790_000_000 + (time.NetworkUtcAtMs / 1_000)), -2, 2);
    }

    /// <summary>Answers of every length come whole, those of a full piece and more too.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(1_499)]
    [InlineData(1_500)]
    [InlineData(1_501)]
    [InlineData(3_000)]
    [InlineData(9_000)]
    public void AnswersComeWhole(int bytes)
    {
        ModemFixture fixture = Make();
        fixture.AnswerBytes = bytes;
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 200 };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 12, 90_000), fixture.Log());
        Assert.Equal(0, fixture.Client.Failures);
    }

    /// <summary>A peer that closes behind its answer costs no byte of it, and the number is free again.</summary>
    [Fact]
    public void APeerThatClosesLosesNothing()
    {
        ModemFixture fixture = Make(m => m.Options.OpeningsMost = 0);
        fixture.PeerCloses = true;
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 200, ClosesAfter = true };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 12, 120_000), fixture.Log());
        Assert.Equal(0, fixture.Client.Failures);
    }

    /// <summary>
    /// After some twenty openings it opens nothing more: its supply is cut before that, between two sessions. A
    /// terminal that has begun anew does not know how many there were, and cuts it when it is refused.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OutOfSocketsThePowerIsCut(bool isTerminalRestarted)
    {
        ModemFixture fixture = Make();
        fixture.Client = new ExchangeClient(fixture) { PauseMs = 1_000, ClosesAfter = true };
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 10, 20 * 60_000), fixture.Log());
        if (isTerminalRestarted)
        {
            fixture.Start();
        }

        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 60, 20 * 60_000), fixture.Log());
        Assert.InRange(fixture.Modem.PowerCuts, 2, 6);
        Assert.InRange(fixture.Client.Failures, isTerminalRestarted ? 1 : 0, isTerminalRestarted ? 3 : 0);
        Assert.Equal(fixture.Client.Answered, fixture.Delivered.Distinct().Count());
    }

    /// <summary>One error stands for both: the socket looks which it was.</summary>
    [Theory]
    [InlineData(true, FaultCode.ConnectionRefused)]
    [InlineData(false, FaultCode.CertificateRefused)]
    public void ARefusedConnectionIsToldFromARefusedCertificate(bool isRefused, FaultCode told)
    {
        ModemFixture fixture = Make();
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 1, 60_000), fixture.Log());
        fixture.Modem.Faults.Refused = isRefused;
        fixture.Modem.Faults.HandshakeFails = !isRefused;
        fixture.Modem.DropSession();
        Assert.True(fixture.RunUntil(() => fixture.Client.Faults.Contains(told), 120_000), fixture.Log());
        FaultCode other = isRefused ? FaultCode.CertificateRefused : FaultCode.ConnectionRefused;
        Assert.DoesNotContain(other, fixture.Client.Faults);
    }

    /// <summary>A context that the network has opened by itself is ended, and ours opened.</summary>
    [Fact]
    public void AContextOfTheNetworksIsEnded()
    {
        ModemFixture fixture = Make(m => m.Faults.OtherContext = true);
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(fixture.RunUntil(() => fixture.Client.Answered >= 2, 60_000), fixture.Log());
    }

    /// <summary>An access point that wants a user is served once the settings have one.</summary>
    [Fact]
    public void AnAccessPointWithAUser()
    {
        ModemFixture fixture = Make(m => m.Faults.AuthWanted = (int)ApnAuth.Chap);
        Assert.True(fixture.RunUntil(() => fixture.Link.Fault == FaultCode.SimWithoutData, 120_000), fixture.Log());
        fixture.Settings.ApnLength = Encoding.ASCII.GetBytes("iot.example", fixture.Settings.Apn);
        fixture.Settings.ApnUserLength = Encoding.ASCII.GetBytes("boutique", fixture.Settings.ApnUser);
        fixture.Settings.ApnPasswordLength = Encoding.ASCII.GetBytes("secret-1", fixture.Settings.ApnPassword);
        fixture.Settings.ApnAuth = ApnAuth.Chap;
        fixture.Settings.ApnType = ApnType.Ipv4v6;
        fixture.Link.OnSettingsChanged();
        Assert.True(fixture.RunUntilReady(120_000), fixture.Log());
        Assert.Equal(("IPV4V6", "iot.example"), fixture.Modem.DataContext);
        Assert.Equal(("boutique", "secret-1"), fixture.Modem.ApnUser);

        fixture.Modem.RebootNow();
        Assert.True(fixture.RunUntil(() => !fixture.Link.Modem.IsReady, 60_000));
        Assert.True(fixture.RunUntilReady(120_000), fixture.Log());
        Assert.Equal(("boutique", "secret-1"), fixture.Modem.ApnUser);
    }

    /// <summary>A file that came damaged is told by its checksum, and comes again before it is used.</summary>
    [Fact]
    public void ADamagedFileComesAgain()
    {
        ModemFixture fixture = Make(m => m.Faults.UploadDamaged = true);
        int uploads = 0;
        fixture.Modem.CommandTaken += line =>
        {
            uploads += line.StartsWith("AT+QFUPL=", StringComparison.Ordinal) ? 1 : 0;
            fixture.Modem.Faults.UploadDamaged = uploads < 3;
        };
        Assert.True(fixture.RunUntilReady(60_000), fixture.Log());
        Assert.Equal(3, uploads);
        Assert.Single(fixture.Modem.Files);
    }

    /// <summary>
    /// Firmware that lets a wrong name through carries nothing, listed option or not; nor does one of which nobody
    /// can tell, unless the option is listed.
    /// </summary>
    [Theory]
    [InlineData(false, false, false, CheckVerdict.LetThrough, false)]
    [InlineData(true, false, false, CheckVerdict.LetThrough, false)]
    [InlineData(true, true, false, CheckVerdict.Proved, true)]
    [InlineData(false, true, false, CheckVerdict.Proved, true)]
    [InlineData(true, true, true, CheckVerdict.Unknown, true)]
    [InlineData(false, true, true, CheckVerdict.Unknown, false)]
    public void WhoeverChecksNoNameCarriesNothing(
        bool hasOption, bool isChecked, bool needsName, CheckVerdict verdict, bool carries)
    {
        ModemFixture fixture = Make(m =>
        {
            m.Options.HasNameOption = hasOption;
            m.Options.ChecksNames = isChecked;
        });
        fixture.Network.NeedsName = needsName;
        fixture.Client = new ExchangeClient(fixture);
        Assert.True(
            fixture.RunUntil(
                () => fixture.Client.Answered > 0 || fixture.Link.Fault == FaultCode.ServerUnchecked, 90_000),
            fixture.Log());
        fixture.Run(30 * 60_000);
        Assert.Equal(verdict, fixture.Link.Modem.Check.Verdict);
        Assert.Equal(carries, fixture.Modem.PayloadOut > 0);
        Assert.Equal(carries, fixture.Client.Answered > 0);
    }

    /// <summary>The model is a setting: another make's driver takes the line over, and gives it back.</summary>
    [Fact]
    public void TheSettingChoosesTheDriver()
    {
        ModemFixture fixture = Make();
        fixture.Settings.Model = ModemModel.A7670E;
        fixture.Start();
        fixture.Client = new ExchangeClient(fixture);
        fixture.Run(120_000);
        Assert.Equal(0, fixture.Client.Answered);
        foreach (ModemModel model in new[] { ModemModel.Eg800K, ModemModel.A7670E, ModemModel.Eg800K })
        {
            fixture.Settings.Model = model;
            fixture.Link.OnSettingsChanged();
            int answered = fixture.Client.Answered;
            bool isServed = fixture.RunUntil(() => fixture.Client.Answered > answered + 1, 180_000);
            Assert.True(isServed == (model == ModemModel.Eg800K), fixture.Log());
        }
    }

    private static ModemFixture Make(Action<ModemEmulator>? before = null, int baud = 115_200) =>
        new(baud, before, model: ModemModels.Quectel);
}
