namespace Terminal.Agent.Modem;

/// <summary>
/// The scripts in which Quectel's modems of the EG800K and EG915 class differ from others: the
/// rows of the make. Its data context is what the TLS service is to the others: QIACT starts it,
/// QIDEACT ends it and all connections.
/// </summary>
public static class QuectelScripts
{
    /// <summary>The scripts of states.</summary>
    public static void Fill(ChatScript[] all, ChatStep dates)
    {
        // Name, user and authentication are one command, which a restart undoes.
        all[(int)ModemState.ContextWrite] = ContextWrite();
        all[(int)ModemState.AuthWrite] = ContextWrite();
        all[(int)ModemState.OptionList] =
            ModemScripts.Optional("AT+QSSLCFG=?", AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.OptionRead] = Steps(
            Option("seclevel\",1"), Option("checkhost\",1"), Option("ignorecertitem\",1"));
        all[(int)ModemState.ProofAddress] = ModemScripts.Optional(
            "AT+QIDNSGIP=1,", ChatArgument.AcquirerHost, AtToken.LookUp, Limits.ModemLookUpMs);
        all[(int)ModemState.ProofOpen] = Proof();
        all[(int)ModemState.ProofOpenLoose] = Proof();
        all[(int)ModemState.ProofClose] = SessionClose();

        // The name alone is let through: a server that shows another chain decides nothing.
        all[(int)ModemState.ProofLoosen] =
            Steps(Close(), Option("checkhost\",1,0"), Option("ignorecertitem\",1,4"));
        all[(int)ModemState.ProofNamed] = ProofNamed();
        all[(int)ModemState.Attach] = Attach();
        all[(int)ModemState.ClockAsk] = ClockAsk();
        all[(int)ModemState.CertificateList] =
            ModemScripts.One("AT+QFLST=\"*\"", ChatArgument.None, Limits.ModemFileMs);
        all[(int)ModemState.CertificateDelete] =
            ModemScripts.File("AT+QFDEL=", ChatArgument.OldCertificateName, true, false);
        all[(int)ModemState.CertificateUpload] =
            ModemScripts.File("AT+QFUPL=", ChatArgument.CertificateUpload, false, true);
        all[(int)ModemState.TlsSettings] = TlsSettings(dates);
        all[(int)ModemState.ServiceStart] = ServiceStart(Limits.ModemServiceFirstMs);
        all[(int)ModemState.ServiceStop] =
            ModemScripts.Optional("AT+QIDEACT=1", AtToken.None, Limits.ModemAttachMs);
    }

    /// <summary>
    /// Model, identity and behaviour of the line, once after each boot. What it tells unasked
    /// comes on this line; its clock shows local time.
    /// </summary>
    public static ChatScript Setup() => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Quick("ATE0", AtToken.None, false),
            ModemScripts.Quick("AT+CMEE=1", AtToken.None, true),
            ModemScripts.Quick("AT+IFC=2,2", AtToken.None, true),
            ModemScripts.Quick("AT+QURCCFG=\"urcport\",\"uart1\"", AtToken.None, true),
            ModemScripts.Quick("AT+CGMR", AtToken.Firmware, true),
            ModemScripts.Quick("AT+CGSN", AtToken.Unknown, true),
            ModemScripts.Quick("AT+CTZU=3", AtToken.None, true),
            ModemScripts.Quick("AT+CEREG=1", AtToken.None, false),
            ModemScripts.Quick("AT+CGREG=1", AtToken.None, true),
            ModemScripts.Quick("AT+CREG=1", AtToken.None, true),
        },
        Limits.ModemScriptTries);

    /// <summary>The command that reads the access point.</summary>
    public static ChatStep ContextRead() =>
        ModemScripts.Quick("AT+QICSGP=1", AtToken.SocketContext, true);

    /// <summary>The step that makes the modem check certificates' dates.</summary>
    public static ChatStep Dates() => Option("ignorelocaltime\",1,0");

    /// <summary>
    /// Sees to the context: one that is up already refuses to be activated, so only its address
    /// tells.
    /// </summary>
    public static ChatScript ServiceStart(int limitMs) => Steps(
        ModemScripts.Slow("AT+QIACT=1", AtToken.None, limitMs, true),
        ModemScripts.Quick("AT+QIACT?", AtToken.SocketAddress, false));

    /// <summary>Opens a session.</summary>
    public static ChatScript SessionOpen() => ModemScripts.Once(
        "AT+QSSLOPEN=1,1,0,", ChatArgument.Host, AtToken.None, Limits.ModemFileMs, false);

    /// <summary>Closes it, which frees its number.</summary>
    public static ChatScript SessionClose() => Steps(Close());

    /// <summary>Sends; SEND OK is its end.</summary>
    public static ChatScript SessionSend() => ModemScripts.Once(
        "AT+QSSLSEND=0,", ChatArgument.SendCount, AtToken.None, Limits.ModemSendMs, true);

    /// <summary>Takes what has come.</summary>
    public static ChatScript SessionReceive() => ModemScripts.Once(
        "AT+QSSLRECV=0,",
        ChatArgument.ReceiveCount,
        AtToken.SessionReceive,
        Limits.ModemReceiveMs,
        false);

    /// <summary>Looks whether the acquirer can be reached without TLS.</summary>
    public static ChatScript Reach() => Steps(
        new ChatStep(
            "AT+QIOPEN=1,1,\"TCP\",",
            ChatArgument.Host,
            AtToken.SocketOpen,
            Limits.ModemReachMs,
            true),
        ModemScripts.Slow("AT+QICLOSE=1", AtToken.None, Limits.ModemFileMs, true));

    private static ChatScript ContextWrite() => ModemScripts.One(
        "AT+QICSGP=1,", ChatArgument.SocketContext, Limits.ModemQuickMs);

    // A context that the network has opened by itself keeps ours from being opened; without one
    // the command that ends it names none, and is refused.
    private static ChatScript Attach() => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Slow("AT+CGATT=1", AtToken.None, Limits.ModemAttachMs, false),
            ModemScripts.Slow("AT+QIDEACT=1", AtToken.None, Limits.ModemAttachMs, true),
            ModemScripts.Quick("AT+CGACT?", AtToken.OtherContext, true),
            new ChatStep(
                "AT+CGACT=0,",
                ChatArgument.OtherContext,
                AtToken.None,
                Limits.ModemAttachMs,
                true),
            new ChatStep(
                "AT+QIACT=1", AtToken.None, Limits.ModemAttachMs, FaultCode.SimWithoutData),
            ModemScripts.Quick("AT+QIACT?", AtToken.SocketAddress, true),
            ModemScripts.Quick("AT+COPS=3,2", AtToken.None, true),
            ModemScripts.Slow("AT+COPS?", AtToken.Operator, Limits.ModemOperatorMs, true),
            ModemScripts.Quick("AT+COPS=3,0", AtToken.None, true),
            ModemScripts.Slow("AT+COPS?", AtToken.Operator, Limits.ModemOperatorMs, true),
        },
        Limits.ModemScriptTries);

    // Asks a time server; the clock is read again afterwards, so a failure does no harm.
    private static ChatScript ClockAsk() => Steps(ModemScripts.Slow(
        "AT+QNTP=1,\"pool.ntp.org\",123,1", AtToken.TimeServer, Limits.ModemTimeServerMs, true));

    // TLS 1.2, server verified, dates checked, SNI, name checked, nothing let pass. A session that
    // a proof has left is closed first.
    private static ChatScript TlsSettings(ChatStep dates) => new ChatScript(
        new ChatStep[]
        {
            Close(),
            Option("sslversion\",1,3"),
            ModemScripts.Quick("AT+QSSLCFG=\"seclevel\",1,1", AtToken.None, false),
            new ChatStep(
                "AT+QSSLCFG=\"cacert\",1,",
                ChatArgument.CertificatePath,
                AtToken.None,
                Limits.ModemQuickMs,
                false),
            dates,
            ModemScripts.Quick("AT+QSSLCFG=\"sni\",1,1", AtToken.None, false),
            Option("checkhost\",1,1"),
            Option("ignorecertitem\",1,0"),
            Option("ignoreinvalidcertsign\",1,0"),
            Option("ignoremulticertchainverify\",1,0"),
        },
        Limits.ModemScriptTries);

    // An opening whose result is awaited by the command itself; no byte is sent on it.
    private static ChatScript Proof() => ModemScripts.Optional(
        "AT+QSSLOPEN=1,1,0,",
        ChatArgument.AcquirerAddress,
        AtToken.SessionOpen,
        Limits.ModemOpenMs);

    private static ChatScript ProofNamed() => Steps(
        Close(),
        new ChatStep(
            "AT+QSSLOPEN=1,1,0,",
            ChatArgument.AcquirerNamed,
            AtToken.SessionOpen,
            Limits.ModemOpenMs,
            true),
        new ChatStep(
            "AT+QIOPEN=1,1,\"TCP\",",
            ChatArgument.AcquirerNamed,
            AtToken.SocketOpen,
            Limits.ModemReachMs,
            true),
        ModemScripts.Slow("AT+QICLOSE=1", AtToken.None, Limits.ModemFileMs, true));

    private static ChatStep Close() =>
        ModemScripts.Slow("AT+QSSLCLOSE=0", AtToken.None, Limits.ModemFileMs, true);

    // Firmware that has no such option refuses.
    private static ChatStep Option(string text) =>
        ModemScripts.Quick("AT+QSSLCFG=\"" + text, AtToken.None, true);

    private static ChatScript Steps(params ChatStep[] steps) => new ChatScript(steps, 1);
}
