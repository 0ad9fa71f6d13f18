namespace Terminal.Agent.Modem;

/// <summary>The scripts in which SIMCom's modems differ: the rows of the make.</summary>
public static class SimcomScripts
{
    /// <summary>The scripts of states.</summary>
    public static void Fill(ChatScript[] all, ChatStep dates)
    {
        all[(int)ModemState.ContextWrite] =
            ModemScripts.One("AT+CGDCONT=1,", ChatArgument.Context, Limits.ModemQuickMs);
        all[(int)ModemState.AuthWrite] =
            ModemScripts.One("AT+CGAUTH=1,", ChatArgument.Auth, Limits.ModemQuickMs);
        all[(int)ModemState.OptionList] =
            ModemScripts.Optional("AT+CSSLCFG=?", AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.OptionRead] =
            ModemScripts.Optional("AT+CSSLCFG=0", AtToken.TlsOption, Limits.ModemQuickMs);
        all[(int)ModemState.ProofAddress] = ModemScripts.Optional(
            "AT+CDNSGIP=", ChatArgument.AcquirerHost, AtToken.LookUp, Limits.ModemLookUpMs);
        all[(int)ModemState.ProofOpen] = Proof();
        all[(int)ModemState.ProofOpenLoose] = Proof();
        all[(int)ModemState.ProofClose] = SessionClose("0");
        all[(int)ModemState.ProofLoosen] = ModemScripts.Optional(
            "AT+CSSLCFG=\"ignorecertCN\",0,1", AtToken.None, Limits.ModemQuickMs);
        all[(int)ModemState.Attach] = Attach();
        all[(int)ModemState.ClockAsk] = ClockAsk();
        all[(int)ModemState.CertificateList] =
            ModemScripts.One("AT+CCERTLIST", ChatArgument.None, Limits.ModemFileMs);
        all[(int)ModemState.CertificateDelete] =
            ModemScripts.File("AT+CCERTDELE=", ChatArgument.OldCertificateName, true, false);
        all[(int)ModemState.CertificateUpload] =
            ModemScripts.File("AT+CCERTDOWN=", ChatArgument.CertificateUpload, false, true);
        all[(int)ModemState.TlsSettings] = TlsSettings(dates);
        all[(int)ModemState.ServiceStart] = ServiceStart(Limits.ModemServiceFirstMs);
        all[(int)ModemState.ServiceStop] = ModemScripts.Optional(
            "AT+CCHSTOP", AtToken.ServiceStop, Limits.ModemServiceStopMs);
    }

    /// <summary>Model, identity and behaviour of the line, once after each boot.</summary>
    public static ChatScript Setup() => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Quick("ATE0", AtToken.None, false),
            ModemScripts.Quick("AT+CMEE=1", AtToken.None, true),
            ModemScripts.Quick("AT+IFC=2,2", AtToken.None, true),
            ModemScripts.Quick("AT+CGMR", AtToken.Firmware, true),
            ModemScripts.Quick("AT+CGSN", AtToken.Unknown, true),
            ModemScripts.Quick("AT+CTZU=1", AtToken.None, true),
            ModemScripts.Quick("AT+CEREG=1", AtToken.None, false),
            ModemScripts.Quick("AT+CGREG=1", AtToken.None, true),
            ModemScripts.Quick("AT+CREG=1", AtToken.None, true),
        },
        Limits.ModemScriptTries);

    /// <summary>The command that reads the access point.</summary>
    public static ChatStep ContextRead() =>
        ModemScripts.Quick("AT+CGDCONT?", AtToken.Context, true);

    /// <summary>The step that makes the modem check certificates' dates.</summary>
    public static ChatStep Dates() =>
        ModemScripts.Quick("AT+CSSLCFG=\"ignorelocaltime\",0,0", AtToken.None, true);

    /// <summary>Starts the TLS service.</summary>
    public static ChatScript ServiceStart(int limitMs) => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Slow("AT+CCHSTART", AtToken.ServiceStart, limitMs, false),
            ModemScripts.Quick("AT+CCHSSLCFG=0,0", AtToken.None, false),
        },
        1);

    /// <summary>
    /// Commands of a session of that number. What is received is complete when the announced bytes
    /// are.
    /// </summary>
    public static SessionScripts Session(string number) => new SessionScripts(
        ModemScripts.Once(
            "AT+CCHOPEN=" + number + ",",
            ChatArgument.Host,
            AtToken.None,
            Limits.ModemFileMs,
            false),
        SessionClose(number),
        ModemScripts.Once(
            "AT+CCHSEND=" + number + ",",
            ChatArgument.SendCount,
            AtToken.None,
            Limits.ModemSendMs,
            true),
        ModemScripts.Once(
            "AT+CCHRECV?",
            ChatArgument.None,
            AtToken.SessionReceive,
            Limits.ModemReceiveMs,
            false),
        ModemScripts.Once(
            "AT+CCHRECV=" + number + ",",
            ChatArgument.ReceiveCount,
            AtToken.Raw,
            Limits.ModemReceiveMs,
            false));

    /// <summary>
    /// The TLS settings of the second session, as strict as those of the first, in a context of
    /// its own.
    /// </summary>
    public static ChatScript SecondSetup(bool hasOwnRoot)
    {
        var steps = new ChatStep[hasOwnRoot ? 8 : 7];
        int at = 0;
        if (hasOwnRoot)
        {
            steps[at++] = new ChatStep(
                "AT+CCERTDOWN=",
                ChatArgument.SecondRootUpload,
                AtToken.None,
                Limits.ModemFileMs,
                false,
                true);
        }

        steps[at++] = ModemScripts.Quick("AT+CSSLCFG=\"sslversion\",1,3", AtToken.None, true);
        steps[at++] = ModemScripts.Quick("AT+CSSLCFG=\"authmode\",1,1", AtToken.None, false);
        steps[at++] = new ChatStep(
            "AT+CSSLCFG=\"cacert\",1,",
            hasOwnRoot ? ChatArgument.SecondRootName : ChatArgument.CertificateName,
            AtToken.None,
            Limits.ModemQuickMs,
            false);
        steps[at++] =
            ModemScripts.Quick("AT+CSSLCFG=\"ignorelocaltime\",1,0", AtToken.None, true);
        steps[at++] = ModemScripts.Quick("AT+CSSLCFG=\"enableSNI\",1,1", AtToken.None, false);
        steps[at++] =
            ModemScripts.Quick("AT+CSSLCFG=\"ignorecertCN\",1,0", AtToken.None, true);
        steps[at] = ModemScripts.Quick("AT+CCHSSLCFG=1,1", AtToken.None, false);
        return new ChatScript(steps, 1);
    }

    private static ChatScript SessionClose(string number) =>
        ModemScripts.Optional("AT+CCHCLOSE=" + number, AtToken.None, Limits.ModemFileMs);

    // The data bearer, its address, the operator.
    private static ChatScript Attach() => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Slow("AT+CGATT=1", AtToken.None, Limits.ModemAttachMs, false),
            new ChatStep(
                "AT+CGACT=1,1", AtToken.None, Limits.ModemAttachMs, FaultCode.SimWithoutData),
            ModemScripts.Quick("AT+CGPADDR=1", AtToken.Address, true),
            ModemScripts.Quick("AT+COPS=3,2", AtToken.None, true),
            ModemScripts.Slow("AT+COPS?", AtToken.Operator, Limits.ModemOperatorMs, true),
            ModemScripts.Quick("AT+COPS=3,0", AtToken.None, true),
            ModemScripts.Slow("AT+COPS?", AtToken.Operator, Limits.ModemOperatorMs, true),
        },
        Limits.ModemScriptTries);

    // Asks a time server; the clock is read again afterwards, so a failure does no harm.
    private static ChatScript ClockAsk() => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Quick("AT+CNTP=\"pool.ntp.org\",0", AtToken.None, true),
            ModemScripts.Slow("AT+CNTP", AtToken.TimeServer, Limits.ModemTimeServerMs, true),
        },
        1);

    // TLS 1.2 (firmware with TLS 1.3 numbers the versions otherwise, refuses 3, and takes the
    // newest by itself), server verified, dates checked, SNI, name checked; data by command.
    private static ChatScript TlsSettings(ChatStep dates) => new ChatScript(
        new ChatStep[]
        {
            ModemScripts.Quick("AT+CSSLCFG=\"sslversion\",0,3", AtToken.None, true),
            ModemScripts.Quick("AT+CSSLCFG=\"authmode\",0,1", AtToken.None, false),
            new ChatStep(
                "AT+CSSLCFG=\"cacert\",0,",
                ChatArgument.CertificateName,
                AtToken.None,
                Limits.ModemQuickMs,
                false),
            dates,
            ModemScripts.Quick("AT+CSSLCFG=\"enableSNI\",0,1", AtToken.None, false),
            ModemScripts.Quick("AT+CSSLCFG=\"ignorecertCN\",0,0", AtToken.None, true),
            ModemScripts.Quick("AT+CCHSET=1,1", AtToken.None, false),
        },
        Limits.ModemScriptTries);

    // An opening whose result is awaited by the command itself; no byte is sent on it.
    private static ChatScript Proof() => ModemScripts.Optional(
        "AT+CCHOPEN=0,",
        ChatArgument.AcquirerAddress,
        AtToken.SessionOpen,
        Limits.ModemOpenMs);
}
