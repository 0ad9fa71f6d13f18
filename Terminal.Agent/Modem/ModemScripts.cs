namespace Terminal.Agent.Modem;

/// <summary>
/// Every script but those of a profile: those with which states begin, in their order, and those
/// for the work while the modem is ready. What the makes do alike is here; <see
/// cref="SimcomScripts"/> and <see cref="QuectelScripts"/> have the rest. SPEC.md shows them as a
/// table.
/// </summary>
public sealed class ModemScripts
{
    private const int States = (int)ModemState.ProofNamed + 1;

    private readonly ChatScript[] _ofState = new ChatScript[States];

    /// <summary>Whose commands they are.</summary>
    public readonly ModemMake Make;

    /// <summary>The step that makes the modem check certificates' dates.</summary>
    public readonly ChatStep Dates;

    /// <summary>Starts the TLS service with all the time that the manual allows.</summary>
    public readonly ChatScript ServiceStartSlow;

    /// <summary>The short look at the network while nothing else is to do.</summary>
    public readonly ChatScript Poll = new ChatScript(
        new ChatStep[] { Quick("AT+CSQ", AtToken.Signal, false) }, Limits.ModemScriptTries);

    /// <summary>The long look, now and then.</summary>
    public readonly ChatScript LongPoll = new ChatScript(
        new ChatStep[]
        {
            Quick("AT+CSQ", AtToken.Signal, false),
            Quick("AT+CESQ", AtToken.ExtendedSignal, true),
            Quick("AT+CEREG?", AtToken.Registration, false),
            Quick("AT+CGREG?", AtToken.PacketRegistration, true),
            Quick("AT+CREG?", AtToken.CircuitRegistration, true),
            Quick("AT+CCLK?", AtToken.Clock, true),
        },
        Limits.ModemScriptTries);

    /// <summary>Commands of the session of payments.</summary>
    public readonly SessionScripts First;

    /// <summary>Commands of the second session; null where there is none.</summary>
    public readonly SessionScripts Second;

    /// <summary>Sets the second session up, with the roots of the acquirer.</summary>
    public readonly ChatScript SecondSetup;

    /// <summary>The same with a root of its own, which is uploaded.</summary>
    public readonly ChatScript SecondSetupOwn;

    /// <summary>What the command that opens one has behind the port.</summary>
    public readonly byte[] OpenTail;

    /// <summary>Sets the modem's clock while it is ready.</summary>
    public readonly ChatScript ClockSet =
        Optional("AT+CCLK=", ChatArgument.Utc, AtToken.None, Limits.ModemQuickMs);

    /// <summary>
    /// Looks whether the acquirer can be reached without TLS; null where errors tell.
    /// </summary>
    public readonly ChatScript Reach;

    /// <summary>The TLS option that has the server's name checked.</summary>
    public readonly byte[] NameOption;

    /// <summary>All scripts of a make.</summary>
    public ModemScripts(ModemMake make)
    {
        Make = make;
        FillCommon(_ofState);
        if (make == ModemMake.Quectel)
        {
            Dates = QuectelScripts.Dates();
            QuectelScripts.Fill(_ofState, Dates);
            ServiceStartSlow = QuectelScripts.ServiceStart(Limits.ModemServiceMs);
            OpenTail = ByteCodec.Ascii(",0");
            First = new SessionScripts(
                QuectelScripts.SessionOpen(),
                QuectelScripts.SessionClose(),
                QuectelScripts.SessionSend(),
                null,
                QuectelScripts.SessionReceive());
            Reach = QuectelScripts.Reach();
            NameOption = ByteCodec.Ascii("\"checkhost\"");
            return;
        }

        Dates = SimcomScripts.Dates();
        SimcomScripts.Fill(_ofState, Dates);
        ServiceStartSlow = SimcomScripts.ServiceStart(Limits.ModemServiceMs);
        OpenTail = ByteCodec.Ascii(",2");
        First = SimcomScripts.Session("0");
        Second = SimcomScripts.Session("1");
        SecondSetup = SimcomScripts.SecondSetup(false);
        SecondSetupOwn = SimcomScripts.SecondSetup(true);
        NameOption = ByteCodec.Ascii("\"ignorecertCN\"");
    }

    /// <summary>
    /// The script with which a state begins; null when it has none, or a profile has it.
    /// </summary>
    public ChatScript Of(ModemState state) => _ofState[(int)state];

    /// <summary>ICCID and access point name, of a profile.</summary>
    public static ChatScript Context(ModemProfile profile) => new ChatScript(
        new ChatStep[]
        {
            profile.Iccid,
            profile.IccidAgain,
            profile.Make == ModemMake.Quectel
                ? QuectelScripts.ContextRead() : SimcomScripts.ContextRead(),
        },
        Limits.ModemScriptTries);

    /// <summary>A plain command that is answered at once.</summary>
    public static ChatStep Quick(string send, AtToken expect, bool mayFail) =>
        Slow(send, expect, Limits.ModemQuickMs, mayFail);

    /// <summary>A plain command.</summary>
    public static ChatStep Slow(string send, AtToken expect, int limitMs, bool mayFail) =>
        new ChatStep(send, ChatArgument.None, expect, limitMs, mayFail);

    /// <summary>A script of one command, which OK ends.</summary>
    public static ChatScript One(string send, ChatArgument argument, int limitMs) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, AtToken.None, limitMs, false) },
            Limits.ModemScriptTries);

    /// <summary>A script of one command that may fail.</summary>
    public static ChatScript Optional(string send, AtToken expect, int limitMs) =>
        Optional(send, ChatArgument.None, expect, limitMs);

    /// <summary>A script of one command that may fail.</summary>
    public static ChatScript Optional(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, expect, limitMs, true) },
            1);

    /// <summary>A script of one command about a file.</summary>
    public static ChatScript File(
        string send,
        ChatArgument argument,
        bool mayFail,
        bool hasPayload) =>
        new ChatScript(
            new ChatStep[]
            {
                new ChatStep(
                    send,
                    argument,
                    AtToken.None,
                    Limits.ModemFileMs,
                    mayFail,
                    hasPayload),
            },
            1);

    /// <summary>
    /// A script of one command that moves data: it is never repeated blindly, which could send
    /// bytes twice.
    /// </summary>
    public static ChatScript Once(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs,
        bool hasPayload) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, expect, limitMs, false, hasPayload) },
            1);

    private static void FillCommon(ChatScript[] all)
    {
        // A refusal tells the SIM's state too.
        all[(int)ModemState.Sim] = Optional("AT+CPIN?", AtToken.Sim, Limits.ModemSimMs);
        all[(int)ModemState.SpeedWrite] =
            Once("AT+IPR=", ChatArgument.Baud, AtToken.None, Limits.ModemQuickMs, false);
        all[(int)ModemState.Register] = new ChatScript(
            new ChatStep[]
            {
                Quick("AT+CEREG?", AtToken.Registration, false),
                Quick("AT+CGREG?", AtToken.PacketRegistration, true),
                Quick("AT+CREG?", AtToken.CircuitRegistration, true),
                Quick("AT+CSQ", AtToken.Signal, true),
            },
            Limits.ModemScriptTries);
        all[(int)ModemState.Detach] =
            Optional("AT+CGATT=0", AtToken.None, Limits.ModemAttachMs);
        all[(int)ModemState.Clock] = new ChatScript(
            new ChatStep[] { Quick("AT+CCLK?", AtToken.Clock, false) }, Limits.ModemScriptTries);
        all[(int)ModemState.ClockWrite] =
            Optional("AT+CCLK=", ChatArgument.Utc, AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.Restart] =
            Optional("AT+CFUN=1,1", AtToken.None, Limits.ModemRestartMs);
    }
}
