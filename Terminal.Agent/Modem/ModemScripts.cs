namespace Terminal.Agent.Modem;

/// <summary>
/// Every script but those of a profile, in the order in which they run. SPEC.md shows them as a
/// table.
/// </summary>
public sealed class ModemScripts
{
    private const long Usual = ChatScript.Refusals | ChatScript.Restarts;

    /// <summary>The SIM's state; a refusal tells it too.</summary>
    public readonly ChatScript Sim = Optional("AT+CPIN?", AtToken.Sim, Limits.ModemSimMs);

    /// <summary>Registration, then signal.</summary>
    public readonly ChatScript Register = new ChatScript(
        new ChatStep[]
        {
            Quick("AT+CEREG?", AtToken.Registration, false),
            Quick("AT+CSQ", AtToken.Signal, true),
        },
        Limits.ModemScriptTries,
        Usual);

    /// <summary>Writes the access point name.</summary>
    public readonly ChatScript ContextWrite =
        One("AT+CGDCONT=1,\"IP\",", ChatArgument.Apn, AtToken.None, Limits.ModemQuickMs);

    /// <summary>Leaves the network.</summary>
    public readonly ChatScript Detach = Optional("AT+CGATT=0", AtToken.None, Limits.ModemAttachMs);

    /// <summary>The data bearer, its address, the operator.</summary>
    public readonly ChatScript Attach = new ChatScript(
        new ChatStep[]
        {
            Slow("AT+CGATT=1", AtToken.None, Limits.ModemAttachMs, false),
            Slow("AT+CGACT=1,1", AtToken.None, Limits.ModemAttachMs, false),
            Quick("AT+CGPADDR=1", AtToken.Address, true),
            Slow("AT+COPS?", AtToken.Operator, Limits.ModemOperatorMs, true),
        },
        Limits.ModemScriptTries,
        Usual);

    /// <summary>Reads the clock.</summary>
    public readonly ChatScript Clock =
        One("AT+CCLK?", ChatArgument.None, AtToken.Clock, Limits.ModemQuickMs);

    /// <summary>Sets the clock.</summary>
    public readonly ChatScript ClockWrite =
        One("AT+CCLK=", ChatArgument.Utc, AtToken.None, Limits.ModemQuickMs);

    /// <summary>
    /// Asks a time server; the clock is read again afterwards, so a failure does no harm.
    /// </summary>
    public readonly ChatScript ClockAsk = new ChatScript(
        new ChatStep[]
        {
            Quick("AT+CNTP=\"pool.ntp.org\",0", AtToken.None, true),
            Slow("AT+CNTP", AtToken.TimeServer, Limits.ModemTimeServerMs, true),
        },
        1,
        Usual);

    /// <summary>Lists the certificates.</summary>
    public readonly ChatScript CertificateList =
        One("AT+CCERTLIST", ChatArgument.None, AtToken.None, Limits.ModemFileMs);

    /// <summary>Deletes one.</summary>
    public readonly ChatScript CertificateDelete = new ChatScript(
        new ChatStep[]
        {
            new ChatStep(
                "AT+CCERTDELE=",
                ChatArgument.OldCertificateName,
                AtToken.None,
                Limits.ModemFileMs,
                true),
        },
        1,
        Usual);

    /// <summary>Uploads ours.</summary>
    public readonly ChatScript CertificateUpload = new ChatScript(
        new ChatStep[]
        {
            new ChatStep(
                "AT+CCERTDOWN=",
                ChatArgument.CertificateUpload,
                AtToken.None,
                Limits.ModemFileMs,
                false,
                true),
        },
        1,
        Usual);

    /// <summary>TLS 1.2, server verified, dates checked, SNI; data by command.</summary>
    public readonly ChatScript TlsSettings;

    /// <summary>The step that makes the modem check certificates' dates.</summary>
    public readonly ChatStep Dates =
        Quick("AT+CSSLCFG=\"ignorelocaltime\",0,0", AtToken.None, true);

    private static ChatScript TlsScript(ChatStep dates) => new ChatScript(
        new ChatStep[]
        {
            Quick("AT+CSSLCFG=\"sslversion\",0,3", AtToken.None, false),
            Quick("AT+CSSLCFG=\"authmode\",0,1", AtToken.None, false),
            new ChatStep(
                "AT+CSSLCFG=\"cacert\",0,",
                ChatArgument.CertificateName,
                AtToken.None,
                Limits.ModemQuickMs,
                false),
            dates,
            Quick("AT+CSSLCFG=\"enableSNI\",0,1", AtToken.None, false),
            Quick("AT+CCHSET=1,1", AtToken.None, false),
        },
        Limits.ModemScriptTries,
        Usual);

    /// <summary>Starts the TLS service.</summary>
    public readonly ChatScript ServiceStart = Start(Limits.ModemServiceFirstMs);

    /// <summary>Starts it with all the time that the manual allows.</summary>
    public readonly ChatScript ServiceStartSlow = Start(Limits.ModemServiceMs);

    /// <summary>Stops it.</summary>
    public readonly ChatScript ServiceStop =
        Optional("AT+CCHSTOP", AtToken.ServiceStop, Limits.ModemServiceStopMs);

    /// <summary>Restarts the modem.</summary>
    public readonly ChatScript Restart =
        Optional("AT+CFUN=1,1", AtToken.None, Limits.ModemRestartMs);

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
            Quick("AT+CCLK?", AtToken.Clock, true),
        },
        Limits.ModemScriptTries,
        Usual);

    /// <summary>Opens a session.</summary>
    public readonly ChatScript SessionOpen =
        Once("AT+CCHOPEN=0,", ChatArgument.Host, AtToken.None, Limits.ModemFileMs, false);

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
    public ModemScripts() => TlsSettings = TlsScript(Dates);

    /// <summary>ICCID and access point name, of a profile.</summary>
    public static ChatScript Context(ModemProfile profile) => new ChatScript(
        new ChatStep[]
        {
            profile.Iccid,
            profile.IccidAgain,
            Quick("AT+CGDCONT?", AtToken.Context, true),
        },
        Limits.ModemScriptTries,
        Usual);

    private static ChatScript Start(int limitMs) => new ChatScript(
        new ChatStep[]
        {
            Slow("AT+CCHSTART", AtToken.ServiceStart, limitMs, false),
            Quick("AT+CCHSSLCFG=0,0", AtToken.None, false),
        },
        1,
        Usual);

    private static ChatStep Quick(string send, AtToken expect, bool mayFail) =>
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
            Limits.ModemScriptTries,
            Usual);

    private static ChatScript Optional(string send, AtToken expect, int limitMs) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, ChatArgument.None, expect, limitMs, true) },
            1,
            Usual);

    // Nothing that moves data is ever repeated blindly: a repetition could send bytes twice.
    private static ChatScript Once(
        string send,
        ChatArgument argument,
        AtToken expect,
        int limitMs,
        bool hasPayload) =>
        new ChatScript(
            new ChatStep[] { new ChatStep(send, argument, expect, limitMs, false, hasPayload) },
            1,
            Usual);
}
