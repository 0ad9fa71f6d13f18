namespace Terminal.Agent.Modem;

/// <summary>
/// Every script but those of a profile: those with which states begin, in their order, and those
/// for the work while the modem is ready. SPEC.md shows them as a table.
/// </summary>
public sealed class ModemScripts
{
    private const int States = (int)ModemState.Unchecked + 1;

    private readonly ChatScript[] _ofState = new ChatScript[States];

    /// <summary>The step that makes the modem check certificates' dates.</summary>
    public readonly ChatStep Dates =
        Quick("AT+CSSLCFG=\"ignorelocaltime\",0,0", AtToken.None, true);

    /// <summary>Starts the TLS service with all the time that the manual allows.</summary>
    public readonly ChatScript ServiceStartSlow = Start(Limits.ModemServiceMs);

    /// <summary>The short look at the network while nothing else is to do.</summary>
    public readonly ChatScript Poll =
        One("AT+CSQ", ChatArgument.None, AtToken.Signal, Limits.ModemQuickMs);

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

    /// <summary>Opens a session.</summary>
    public readonly ChatScript SessionOpen =
        Once("AT+CCHOPEN=0,", ChatArgument.Host, AtToken.None, Limits.ModemFileMs, false);

    /// <summary>Sets the modem's clock while it is ready.</summary>
    public readonly ChatScript ClockSet =
        Optional("AT+CCLK=", ChatArgument.Utc, AtToken.None, Limits.ModemQuickMs);

    /// <summary>Closes it.</summary>
    public readonly ChatScript SessionClose =
        Optional("AT+CCHCLOSE=0", AtToken.None, Limits.ModemFileMs);

    /// <summary>Sends.</summary>
    public readonly ChatScript SessionSend = Once(
        "AT+CCHSEND=0,",
        ChatArgument.SendCount,
        AtToken.None,
        Limits.ModemSendMs,
        true);

    /// <summary>Asks how much has come.</summary>
    public readonly ChatScript SessionLength = Once(
        "AT+CCHRECV?",
        ChatArgument.None,
        AtToken.SessionReceive,
        Limits.ModemReceiveMs,
        false);

    /// <summary>
    /// Takes it; complete when the announced bytes are (the socket feeds Raw for that).
    /// </summary>
    public readonly ChatScript SessionReceive = Once(
        "AT+CCHRECV=0,",
        ChatArgument.ReceiveCount,
        AtToken.Raw,
        Limits.ModemReceiveMs,
        false);

    /// <summary>All scripts.</summary>
    public ModemScripts()
    {
        ChatScript[] all = _ofState;

        // A refusal tells the SIM's state too.
        all[(int)ModemState.Sim] = Optional("AT+CPIN?", AtToken.Sim, Limits.ModemSimMs);
        all[(int)ModemState.ContextWrite] =
            One("AT+CGDCONT=1,", ChatArgument.Context, AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.AuthWrite] =
            One("AT+CGAUTH=1,", ChatArgument.Auth, AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.SpeedWrite] =
            Once("AT+IPR=", ChatArgument.Baud, AtToken.None, Limits.ModemQuickMs, false);
        all[(int)ModemState.OptionList] =
            Optional("AT+CSSLCFG=?", AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.OptionRead] =
            Optional("AT+CSSLCFG=0", AtToken.TlsOption, Limits.ModemQuickMs);
        all[(int)ModemState.ProofAddress] = Optional(
            "AT+CDNSGIP=", ChatArgument.AcquirerHost, AtToken.LookUp, Limits.ModemLookUpMs);
        all[(int)ModemState.ProofOpen] = Proof();
        all[(int)ModemState.ProofOpenLoose] = Proof();
        all[(int)ModemState.ProofClose] =
            Optional("AT+CCHCLOSE=0", AtToken.None, Limits.ModemFileMs);
        all[(int)ModemState.ProofLoosen] =
            Optional("AT+CSSLCFG=\"ignorecertCN\",0,1", AtToken.None, Limits.ModemQuickMs);
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
        all[(int)ModemState.Attach] = Attach();
        all[(int)ModemState.Clock] =
            One("AT+CCLK?", ChatArgument.None, AtToken.Clock, Limits.ModemQuickMs);
        all[(int)ModemState.ClockWrite] =
            Optional("AT+CCLK=", ChatArgument.Utc, AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.ClockAsk] = ClockAsk();
        all[(int)ModemState.CertificateList] =
            One("AT+CCERTLIST", ChatArgument.None, AtToken.None, Limits.ModemFileMs);
        all[(int)ModemState.CertificateDelete] =
            File("AT+CCERTDELE=", ChatArgument.OldCertificateName, true, false);
        all[(int)ModemState.CertificateUpload] =
            File("AT+CCERTDOWN=", ChatArgument.CertificateUpload, false, true);
        all[(int)ModemState.TlsSettings] = TlsSettings(Dates);
        all[(int)ModemState.ServiceStart] = Start(Limits.ModemServiceFirstMs);
        all[(int)ModemState.ServiceStop] =
            Optional("AT+CCHSTOP", AtToken.ServiceStop, Limits.ModemServiceStopMs);
        all[(int)ModemState.Restart] =
            Optional("AT+CFUN=1,1", AtToken.None, Limits.ModemRestartMs);
    }

    /// <summary>
    /// The script with which a state begins; null when it has none, or a profile has it.
    /// </summary>
    public ChatScript Of(ModemState state) => _ofState[(int)state];

    /// <summary>Model, identity and behaviour of the line, once after each boot.</summary>
    public static ChatScript Setup() => new ChatScript(
        new ChatStep[]
        {
            Quick("ATE0", AtToken.None, false),
            Quick("AT+CMEE=1", AtToken.None, true),
            Quick("AT+IFC=2,2", AtToken.None, true),
            Quick("AT+CGMR", AtToken.Firmware, true),
            Quick("AT+CGSN", AtToken.Unknown, true),
            Quick("AT+CTZU=1", AtToken.None, true),
            Quick("AT+CEREG=1", AtToken.None, false),
            Quick("AT+CGREG=1", AtToken.None, true),
            Quick("AT+CREG=1", AtToken.None, true),
        },
        Limits.ModemScriptTries);

    /// <summary>ICCID and access point name, of a profile.</summary>
    public static ChatScript Context(ModemProfile profile) => new ChatScript(
        new ChatStep[]
        {
            profile.Iccid,
            profile.IccidAgain,
            Quick("AT+CGDCONT?", AtToken.Context, true),
        },
        Limits.ModemScriptTries);

    // The data bearer, its address, the operator.
    private static ChatScript Attach() => new ChatScript(
        new ChatStep[]
        {
            Slow("AT+CGATT=1", AtToken.None, Limits.ModemAttachMs, false),
            new ChatStep(
                "AT+CGACT=1,1", AtToken.None, Limits.ModemAttachMs, FaultCode.SimWithoutData),
            Quick("AT+CGPADDR=1", AtToken.Address, true),
            Slow("AT+COPS?", AtToken.Operator, Limits.ModemOperatorMs, true),
        },
        Limits.ModemScriptTries);

    // Asks a time server; the clock is read again afterwards, so a failure does no harm.
    private static ChatScript ClockAsk() => new ChatScript(
        new ChatStep[]
        {
            Quick("AT+CNTP=\"pool.ntp.org\",0", AtToken.None, true),
            Slow("AT+CNTP", AtToken.TimeServer, Limits.ModemTimeServerMs, true),
        },
        1);

    // TLS 1.2 (firmware with TLS 1.3 numbers the versions otherwise, refuses 3, and takes the
    // newest by itself), server verified, dates checked, SNI, name checked; data by command.
    private static ChatScript TlsSettings(ChatStep dates) => new ChatScript(
        new ChatStep[]
        {
            Quick("AT+CSSLCFG=\"sslversion\",0,3", AtToken.None, true),
            Quick("AT+CSSLCFG=\"authmode\",0,1", AtToken.None, false),
            new ChatStep(
                "AT+CSSLCFG=\"cacert\",0,",
                ChatArgument.CertificateName,
                AtToken.None,
                Limits.ModemQuickMs,
                false),
            dates,
            Quick("AT+CSSLCFG=\"enableSNI\",0,1", AtToken.None, false),
            Quick("AT+CSSLCFG=\"ignorecertCN\",0,0", AtToken.None, true),
            Quick("AT+CCHSET=1,1", AtToken.None, false),
        },
        Limits.ModemScriptTries);

    // An opening whose result is awaited by the command itself; no byte is sent on it.
    private static ChatScript Proof() => Optional(
        "AT+CCHOPEN=0,",
        ChatArgument.AcquirerAddress,
        AtToken.SessionOpen,
        Limits.ModemOpenMs);

    private static ChatScript Start(int limitMs) => new ChatScript(
        new ChatStep[]
        {
            Slow("AT+CCHSTART", AtToken.ServiceStart, limitMs, false),
            Quick("AT+CCHSSLCFG=0,0", AtToken.None, false),
        },
        1);

    private static ChatScript File(
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

    /// <summary>A plain command that is answered at once.</summary>
    public static ChatStep Quick(string send, AtToken expect, bool mayFail) =>
        Slow(send, expect, Limits.ModemQuickMs, mayFail);

    private static ChatStep Slow(string send, AtToken expect, int limitMs, bool mayFail) =>
        new ChatStep(send, ChatArgument.None, expect, limitMs, mayFail);

    private static ChatScript One(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, expect, limitMs, false) },
            Limits.ModemScriptTries);

    private static ChatScript Optional(string send, AtToken expect, int limitMs) =>
        Optional(send, ChatArgument.None, expect, limitMs);

    private static ChatScript Optional(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, expect, limitMs, true) },
            1);

    // Nothing that moves data is ever repeated blindly: a repetition could send bytes twice.
    private static ChatScript Once(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs,
        bool hasPayload) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, expect, limitMs, false, hasPayload) },
            1);
}
