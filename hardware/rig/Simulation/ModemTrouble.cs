using Terminal.Agent;
using Terminal.Agent.Settings;
using Terminal.Rig.Modem;

namespace Terminal.Rig.Simulation;

/// <summary>Something that befalls the modem, and within which time the link must be back by itself.</summary>
/// <param name="Name">In words.</param>
/// <param name="Begin">Lets it strike.</param>
/// <param name="BackWithinS">
/// From the end of what the world does (from the strike, when the modem alone is at fault) to a link that works, in s.
/// </param>
public sealed record ModemTrouble(string Name, Action<ModemEmulator> Begin, int BackWithinS)
{
    /// <summary>
    /// Where exchanges fail over a modem that is ready: the queue's own pause, 5 min at most while nobody makes a
    /// sale, and a little.
    /// </summary>
    private const int PatientS = 330;

    /// <summary>Ends it; null when nothing but the terminal's own remedies can.</summary>
    public Action<ModemEmulator>? End { get; init; }

    /// <summary>The code that the link must name meanwhile; None asks for none.</summary>
    public FaultCode Named { get; init; }

    /// <summary>Changes the settings before delivery.</summary>
    public Action<TerminalSettings>? Change { get; init; }

    /// <summary>Every trouble that is played, in the order of the table.</summary>
    public static IReadOnlyList<ModemTrouble> All { get; } =
    [
        Held("no SIM", (f, on) => f.NoSim = on, 60) with { Named = FaultCode.NoSim },
        Held("no SIM, holder without switch", (f, on) => f.NoSim = f.NoSimSwitch = on, 200)
            with { Named = FaultCode.NoSim },
        Held("no SIM, told in words", (f, on) => f.NoSim = f.SimErrorInWords = on, 60)
            with { Named = FaultCode.NoSim },
        Held("SIM asks for its PIN", (f, on) => f.SimPin = on, 60, Reboot) with { Named = FaultCode.SimLocked },
        Held("SIM asks for its PUK", (f, on) => f.SimPuk = on, 60, Reboot) with { Named = FaultCode.SimLocked },
        Held("coverage lost and back", (f, on) => f.NoCoverage = on, 30) with { Named = FaultCode.NoCoverage },
        Held("weak signal", (f, on) => f.SignalLevel = on ? 1 : 21, 30),
        Held("signal unknown", (f, on) => f.SignalLevel = on ? 99 : 21, 30),
        Held("denied", (f, on) => f.Denied = on, 60) with { Named = FaultCode.RegistrationDenied },
        Held("denied, and it sticks", (f, on) => f.Denied = f.DenialSticks = on, 700)
            with { Named = FaultCode.RegistrationDenied },
        Held("roaming allowed", (f, on) => f.Roaming = on, 30),
        Held("roaming refused", (f, on) => f.Roaming = on, 60) with
        {
            Named = FaultCode.NoDataBearer,
            Change = settings => settings.Cellular.RoamingAllowed = false,
        },
        Held("no data bearer", (f, on) => f.NoBearer = on, PatientS, m => m.DropSession()),
        Once("hung", m => m.Faults.Hung = true, 90) with { Named = FaultCode.ModemSilent },
        Once("hung until the power is cut", m => m.Faults.Hung = m.Faults.SurvivesReset = true, 260)
            with { Named = FaultCode.ModemSilent },
        Once("hung, and the reset leaves it off", m => m.Faults.Hung = m.Faults.ResetLeavesOff = true, 100)
            with { Named = FaultCode.ModemSilent },
        Once("half-hung: echo only", m => m.Faults.EchoOnly = true, 90) with { Named = FaultCode.ModemSilent },
        Once("reboot by itself", Reboot, 60),
        Held("garbage bytes", (f, on) => f.GarbageEvery = on ? 300 : 0, PatientS),
        Held("dropped bytes", (f, on) => f.DropEvery = on ? 1_000 : 0, PatientS),
        Held("dropped bytes to the modem", (f, on) => f.DropInEvery = on ? 1_000 : 0, PatientS),
        Held("duplicated URCs", (f, on) => f.DuplicateUrcs = on, 30),
        Held("late OK", (f, on) => f.LateMs = on ? 1_500 : 0, PatientS),
        Held("very late OK", (f, on) => f.LateMs = on ? 15_000 : 0, PatientS),
        Once("socket closed by peer", m => m.DropSession(), 30),
        Once("TLS service stopped", m => m.StopService(), 60),
        Once("TLS service stuck", StickService, 60),
        Held("+CCHSTART before OK", (f, on) => f.ReportFirst = on, 60, m => m.StopService()),
        Held("+CCHSTART never reported", (f, on) => f.StartNeverReports = on, PatientS, m => m.StopService()),
        Held("handshake failure", (f, on) => f.HandshakeFails = on, PatientS, m => m.DropSession()),
        Held("name not found", (f, on) => f.NameFails = on, PatientS, m => m.DropSession()),
        Held("connection refused", (f, on) => f.Refused = on, PatientS, m => m.DropSession()),
        Held("opening never reported", (f, on) => f.OpenNeverReports = on, PatientS, m => m.DropSession()),
        Held("send time-out", (f, on) => f.SendTimesOut = on, PatientS),
        Held("send never reported", (f, on) => f.SendNeverReports = on, PatientS),
        Held("prompt missing", (f, on) => f.PromptMissing = on, PatientS),
        Held("receive event missing", (f, on) => f.EventMissing = on, 30),
        Held("+CCHRECV: 0,0 absent", (f, on) => f.NoReceiveTail = on, 30),
        Held("frozen after an over-read", (f, on) => f.LengthTooLong = on, 120),
        Held("answers never arrive", (f, on) => f.PeerSilent = on, PatientS),
        Held("errors to everything", (f, on) => f.AnswersError = on, PatientS),
        Once("no time from the network", LoseTime, 90),
        Held("no time at all", (f, on) => f.NoNetworkTime = f.NoTimeServer = on, 120, Reboot),
    ];

    private static ModemTrouble Once(string name, Action<ModemEmulator> strike, int backWithinS) =>
        new(name, strike, backWithinS);

    private static ModemTrouble Held(
        string name, Action<ModemFaults, bool> set, int backWithinS, Action<ModemEmulator>? push = null) =>
        new(
            name,
            modem =>
            {
                set(modem.Faults, true);
                push?.Invoke(modem);
            },
            backWithinS)
        {
            End = modem => set(modem.Faults, false),
        };

    private static void Reboot(ModemEmulator modem) => modem.RebootNow();

    private static void StickService(ModemEmulator modem)
    {
        modem.Faults.ServiceStuck = true;
        modem.StopService();
    }

    private static void LoseTime(ModemEmulator modem)
    {
        modem.Faults.NoNetworkTime = true;
        modem.RebootNow();
    }
}
