using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Rig.Modem;
using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// Every fault, while idle and with a request in flight: it is named, the link recovers without
/// hands, and each request is answered once and reaches the peer once.
/// </summary>
public sealed class ModemFaultTests
{
    private const int HeldMs = 90_000;

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["hung"] = new(m => m.Faults.Hung = true, FaultCode.ModemSilent, 90),
        ["hung until the power is cut"] = new(
            m =>
            {
                m.Faults.Hung = true;
                m.Faults.SurvivesReset = true;
            },
            FaultCode.ModemSilent,
            260),
        ["hung, and the reset leaves it off"] = new(
            m =>
            {
                m.Faults.Hung = true;
                m.Faults.ResetLeavesOff = true;
            },
            FaultCode.ModemSilent,
            100),
        ["echo only"] = new(m => m.Faults.EchoOnly = true, FaultCode.ModemSilent, 90),
        ["restarts by itself"] = new(m => m.RebootNow(), FaultCode.None, 60),
        ["coverage lost"] = Held((f, on) => f.NoCoverage = on, FaultCode.NoCoverage, 30),
        ["denied"] = Held((f, on) => f.Denied = on, FaultCode.RegistrationDenied, 30),
        ["denied, and sticks"] = Held(
            (f, on) =>
            {
                f.Denied = on;
                f.DenialSticks = true;
            },
            FaultCode.RegistrationDenied,
            700),
        ["SIM out"] = Held((f, on) => f.NoSim = on, FaultCode.NoSim, 60),
        ["SIM out, no switch"] = Held(
            (f, on) =>
            {
                f.NoSim = on;
                f.NoSimSwitch = true;
            },
            FaultCode.NoSim,
            200),
        ["SIM out, told in words"] = Held(
            (f, on) =>
            {
                f.NoSim = on;
                f.SimErrorInWords = true;
            },
            FaultCode.NoSim,
            60),
        ["no bearer"] = Held((f, on) => f.NoBearer = on, FaultCode.None, 200, m => m.DropSession()),
        ["context refused"] = Held(
            (f, on) => f.ContextRefused = on, FaultCode.SimWithoutData, 200, m => m.RebootNow()),
        ["SMS only"] = Held((f, on) => f.SmsOnly = on, FaultCode.SimWithoutData, 60),
        ["emergency calls only"] = Held((f, on) => f.EmergencyOnly = on, FaultCode.EmergencyOnly, 60),
        ["locked to an operator"] = Held(
            (f, on) => f.OperatorLock = on, FaultCode.OperatorLocked, 60, m => m.RebootNow()),
        ["SIM busy"] = Held((f, on) => f.SimBusy = on, FaultCode.None, 60, m => m.RebootNow()),
        ["older network"] = Held((f, on) => f.OlderNetwork = on, FaultCode.None, 30, m => m.RebootNow()),
        ["area without quotes"] = Held((f, on) => f.AreaWithoutQuotes = on, FaultCode.None, 60, m => m.RebootNow()),
        ["errors in words"] = Held(
            (f, on) => f.NoSim = f.ErrorsInWords = on, FaultCode.NoSim, 60, m => m.RebootNow()),
        ["chatter"] = Held((f, on) => f.Chatter = on, FaultCode.None, 60, m => m.RebootNow()),
        ["zone that cannot be"] = Held(
            (f, on) => f.ZoneShown = on ? 128 : 0, FaultCode.ClockUnknown, 60, m => m.RebootNow()),
        ["signal gone from the scale"] = Held((f, on) => f.SignalLevel = on ? 99 : 20, FaultCode.None, 20),
        ["roaming"] = Held((f, on) => f.Roaming = on, FaultCode.None, 30),
        ["garbage"] = Held((f, on) => f.GarbageEvery = on ? 300 : 0, FaultCode.None, 200),
        ["lost bytes"] = Held((f, on) => f.DropEvery = on ? 1_000 : 0, FaultCode.None, 200),
        ["lost bytes to the modem"] = Held((f, on) => f.DropInEvery = on ? 1_000 : 0, FaultCode.None, 200),
        ["URCs twice"] = Held((f, on) => f.DuplicateUrcs = on, FaultCode.None, 20),
        ["late answers"] = Held((f, on) => f.LateMs = on ? 1_500 : 0, FaultCode.None, 200),
        ["very late answers"] = Held((f, on) => f.LateMs = on ? 15_000 : 0, FaultCode.None, 300),
        ["session dropped"] = new(m => m.DropSession(), FaultCode.None, 20),
        ["service stops"] = new(m => m.StopService(), FaultCode.None, 30),
        ["handshake fails"] = Held((f, on) => f.HandshakeFails = on, FaultCode.None, 200, m => m.DropSession()),
        ["name fails"] = Held((f, on) => f.NameFails = on, FaultCode.None, 200, m => m.DropSession()),
        ["connection refused"] = Held((f, on) => f.Refused = on, FaultCode.None, 200, m => m.DropSession()),
        ["opening never ends"] = Held(
            (f, on) => f.OpenNeverReports = on, FaultCode.None, 200, m => m.DropSession()),
        ["send times out"] = Held((f, on) => f.SendTimesOut = on, FaultCode.None, 200),
        ["send never reported"] = Held((f, on) => f.SendNeverReports = on, FaultCode.None, 200),
        ["prompt missing"] = Held((f, on) => f.PromptMissing = on, FaultCode.None, 200),
        ["event missing"] = Held((f, on) => f.EventMissing = on, FaultCode.None, 20),
        ["peer silent"] = Held((f, on) => f.PeerSilent = on, FaultCode.None, 200),
        ["no tail"] = Held((f, on) => f.NoReceiveTail = on, FaultCode.None, 20),
        ["reports before OK"] = Held((f, on) => f.ReportFirst = on, FaultCode.None, 60, m => m.StopService()),
        ["service stuck"] = new(
            m =>
            {
                m.Faults.ServiceStuck = true;
                m.StopService();
            },
            FaultCode.None,
            60),
        ["errors to everything"] = Held((f, on) => f.AnswersError = on, FaultCode.None, 300),
        ["upload damaged"] = Held(
            (f, on) =>
            {
                f.UploadDamaged = on;
            },
            FaultCode.CertificateRefused,
            400,
            m =>
            {
                m.DropFiles();
                m.RebootNow();
            }),
        ["no time from the network"] = new(
            m =>
            {
                m.Faults.NoNetworkTime = true;
                m.RebootNow();
            },
            FaultCode.None,
            90),
        ["no time at all"] = Held(
            (f, on) =>
            {
                f.NoNetworkTime = on;
                f.NoTimeServer = on;
            },
            FaultCode.ClockUnknown,
            120,
            m => m.RebootNow()),
    };

    public static TheoryData<string, string, bool> Names()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (string model in new[] { ModemModels.First, ModemModels.Quectel })
        {
            foreach (string name in Cases.Keys)
            {
                data.Add(model, name, false);
                data.Add(model, name, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RecoversByItself(string model, string name, bool isInFlight)
    {
        var fault = Cases[name];
        var fixture = new ModemFixture(model: model);
        var commands = new List<string>();
        fixture.Modem.CommandTaken += text => commands.Add($"{fixture.NowMs,9} {text}");
        var client = fixture.Client = new ExchangeClient(fixture) { PauseMs = 4_000 };
        Assert.True(fixture.RunUntil(() => client.Answered >= 2, 60_000));
        Assert.True(fixture.RunUntil(() => client.IsInFlight == isInFlight, 20_000));
        var named = new HashSet<FaultCode>();
        fixture.Stepped = () => named.Add(fixture.Link.Fault);

        fault.Begin(fixture.Modem);
        if (fault.End is not null)
        {
            fixture.Run(HeldMs);
            fault.End(fixture.Modem);
        }

        int answered = client.Answered;
        long beganMs = fixture.NowMs;
        bool isBack = fixture.RunUntil(
            () => client.Answered >= answered + 2 && fixture.Link.State == LinkState.Online,
            fault.LimitS * 1_000);
        string told = $"{name} at {beganMs}:\n{fixture.Log()}\n" + string.Join('\n', commands.TakeLast(60));
        Assert.True(isBack, told);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name,-36} {(isInFlight ? "in flight" : "idle"),-9} back after "
                + $"{(fixture.NowMs - beganMs) / 1000.0,6:F1} s, "
            + $"attempts {client.Attempts}, answered {client.Answered}");
        Assert.Equal(Enumerable.Range(1, client.Answered), fixture.Delivered.Take(client.Answered));
        Assert.InRange(fixture.Delivered.Count, client.Answered, client.Answered + 1);
        if (fault.Named != FaultCode.None)
        {
            Assert.Contains(fault.Named, named);
        }
    }

    /// <summary>
    /// The report of the service's start got lost once: nobody waits two minutes for it. A modem that really
    /// takes a minute is not interrupted for ever either.
    /// </summary>
    [Theory]
    [InlineData(300, true, 45)]
    [InlineData(60_000, false, 180)]
    public void AStartWithoutReportIsTriedAgain(int serviceMs, bool isReportLost, int limitS)
    {
        var fixture = new ModemFixture(before: m => m.Options.ServiceMs = serviceMs);
        fixture.Modem.Faults.StartNeverReports = isReportLost;
        fixture.Modem.CommandTaken += text => fixture.Modem.Faults.StartNeverReports &= text != "AT+CCHSTOP";
        Assert.True(fixture.RunUntilReady(limitS * 1_000), fixture.Log());
    }

    /// <summary>
    /// A network that refuses the SIM is asked again slowly: one restart in ten minutes, nothing else.
    /// </summary>
    [Fact]
    public void ADenialIsRetriedSlowly()
    {
        var fixture = new ModemFixture(before: m => m.Faults.Denied = m.Faults.DenialSticks = true);
        var pushes = new List<string>();
        fixture.Modem.CommandTaken += text =>
        {
            if (text.StartsWith("AT+CFUN=", StringComparison.Ordinal)
                || text.StartsWith("AT+CGATT=", StringComparison.Ordinal)
                || text.StartsWith("AT+COPS=", StringComparison.Ordinal))
            {
                pushes.Add($"{fixture.NowMs} {text}");
            }
        };
        fixture.Run(4 * 3_600_000);
        Assert.Equal(FaultCode.RegistrationDenied, fixture.Link.Fault);
        Assert.All(pushes, push => Assert.EndsWith("AT+CFUN=1,1", push));
        Assert.InRange(pushes.Count, 20, 24);
        Assert.Equal(0, fixture.Modem.PowerCuts);
    }

    private static Case Held(
        Action<ModemFaults, bool> set,
        FaultCode named,
        int limitS,
        Action<ModemEmulator>? push = null) => new(
            m =>
            {
                set(m.Faults, true);
                push?.Invoke(m);
            },
            named,
            limitS)
        {
            End = m => set(m.Faults, false),
        };

    private sealed record Case(Action<ModemEmulator> Begin, FaultCode Named, int LimitS)
    {
        public Action<ModemEmulator>? End { get; init; }
    }
}
