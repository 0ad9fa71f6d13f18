namespace Terminal.Agent.Modem;

/// <summary>
/// The modem's TLS service, from the certificate to the running service: what of it is done, and
/// which state comes next.
/// </summary>
/// <remarks>
/// | state | its script has ended | next |
/// | CertificateList | an old file of ours is there | CertificateDelete |
/// | CertificateList | ours is there | OptionList |
/// | CertificateList | ours is missing | CertificateUpload |
/// | CertificateDelete | | CertificateList |
/// | CertificateUpload | | OptionList |
/// | OptionList | | TlsSettings |
/// | TlsSettings | | OptionRead |
/// | OptionRead | the service does not run | ServiceStart |
/// | OptionRead | it runs | as after ServiceStart |
/// | any | the options are not as they must be | OptionList, a few times |
/// | ServiceStart | the name check is to be proved | ProofAddress |
/// | ServiceStart | | Ready, or Unchecked |
/// | ProofAddress | the address is known | ProofOpen |
/// | ProofAddress | it is not | TlsSettings |
/// | ProofOpen | let through | ProofClose |
/// | ProofOpen | refused as by a name, and the check can be switched off | ProofLoosen |
/// | ProofOpen, ProofOpenLoose | refused, by name or connection | ProofNamed |
/// | ProofOpen, ProofOpenLoose, ProofNamed | out of sockets | PowerOff |
/// | ProofOpen, ProofNamed | anything else | TlsSettings |
/// | ProofLoosen | | ProofOpenLoose |
/// | ProofOpenLoose | let through: the check is proved | ProofClose |
/// | ProofOpenLoose | anything else: undecided | TlsSettings |
/// | ProofClose | | ProofOpen when it must be let through twice; TlsSettings |
/// | Unchecked | its time is over | OptionList |
/// | ServiceStop | the certificate is there | TlsSettings |
/// | ServiceStop | it is to be replaced | CertificateList |
/// </remarks>
public sealed class TlsSequence : ILineOwner
{
    private static readonly byte[] ContextEnded = ByteCodec.Ascii("\"pdpdeact\"");
    private static readonly byte[] LookedUp = ByteCodec.Ascii("\"dnsgip\"");

    private readonly AtChannel _channel;
    private readonly ModemCertificate _certificate;
    private readonly ModemSocket _socket;
    private readonly ServerCheck _check;
    private readonly ModemStatus _status;

    private bool _isSet;
    private Service _service;

    // A start has failed: the next one gets all the time that the manual allows.
    private bool _isStartSlow;
    private int _optionTries;
    private int _looks;

    // Why the proof could not be made, or what it has shown.
    private FaultCode _cause = FaultCode.ServerUnchecked;

    /// <summary>A service that has still to be set up.</summary>
    public TlsSequence(
        AtChannel channel,
        ModemCertificate certificate,
        ModemSocket socket,
        ServerCheck check,
        ModemStatus status)
    {
        _check = check;
        _status = status;
        _channel = channel;
        _certificate = certificate;
        _socket = socket;
    }

    private enum Service
    {
        Stopped,
        Up,

        // It has stopped by itself.
        Lost,
    }

    /// <summary>The next start may take all the time that the manual allows.</summary>
    public bool IsStartSlow => _isStartSlow;

    /// <summary>The service has stopped by itself while the modem was ready.</summary>
    public bool IsRestartDue => _service == Service.Lost;

    /// <summary>
    /// The state in which the way to sessions begins, once the clock is known. A start that was
    /// refused may have been one of a service that runs already.
    /// </summary>
    public ModemState First => !_isSet ? ModemState.CertificateList
        : _service == Service.Up ? AfterStart()
        : _isStartSlow ? ModemState.ServiceStop : ModemState.ServiceStart;

    /// <summary>The modem has begun anew: nothing is set and nothing runs.</summary>
    public void OnBoot()
    {
        _isSet = false;
        _service = Service.Stopped;
        _certificate.OnBoot();
        _check.OnBoot();
        _socket.ForgetSession();
    }

    /// <summary>One of its states is entered.</summary>
    public void Prepare(ModemState state, long nowMs)
    {
        switch (state)
        {
            case ModemState.CertificateList:
                _certificate.OnListBegins();
                break;
            case ModemState.OptionList:
                _check.OnListBegins();
                break;
            case ModemState.TlsSettings:
                _check.OnSettingsBegin();
                break;
            case ModemState.ProofAddress:
                _check.OnProofBegins();
                _cause = FaultCode.ServerUnchecked;
                break;
            case ModemState.ProofLoosen:
                // Whatever comes between: the settings are made anew before a session is opened.
                _isSet = false;
                break;
            case ModemState.Unchecked:
                _status.SetFault(_check.IsKnown ? FaultCode.ServerUnchecked : _cause);
                _status.Wait(Limits.ModemUncheckedMs, Limits.ModemUncheckedMs, nowMs);
                break;
            default:
                break;
        }
    }

    /// <summary>The script of one of its states has run to its end.</summary>
    /// <returns>The next state.</returns>
    public ModemState Next(ModemState state, long nowMs)
    {
        switch (state)
        {
            case ModemState.CertificateList:
                return _certificate.AfterList();
            case ModemState.CertificateDelete:
                return ModemState.CertificateList;
            case ModemState.CertificateUpload:
                return _certificate.OnUploaded();
            case ModemState.OptionList:
                return ModemState.TlsSettings;
            case ModemState.TlsSettings:
                return ModemState.OptionRead;
            case ModemState.OptionRead:
                _isSet = true;
                return _service == Service.Up ? AfterStart() : ModemState.ServiceStart;
            case ModemState.ProofAddress:
                return _check.HasAddress
                    ? ModemState.ProofOpen : Abort(FaultCode.NameNotFound);
            case ModemState.ProofOpen:
                return AfterProofOpen();
            case ModemState.ProofLoosen:
                return ModemState.ProofOpenLoose;
            case ModemState.ProofOpenLoose:
                return AfterLooseOpen();
            case ModemState.ProofNamed:
                return AfterNamedOpen();
            case ModemState.ProofClose:
                _socket.ForgetSession();
                return _check.IsProofDue ? ModemState.ProofOpen : ModemState.TlsSettings;
            case ModemState.Unchecked:
                return nowMs < _status.UntilMs ? state : AfterPause();
            case ModemState.ServiceStop:
                _service = Service.Stopped;
                _socket.ForgetSession();

                // The modem may have begun anew unseen, and then verifies nobody.
                return _isSet ? ModemState.TlsSettings : ModemState.CertificateList;
            default:
                _service = Service.Up;
                _isStartSlow = false;
                return AfterStart();
        }
    }

    private ModemState AfterStart() =>
        _check.IsProofDue ? ModemState.ProofAddress : AfterProof();

    private ModemState AfterProof()
    {
        if (_check.MayCarry)
        {
            _optionTries = 0;
            _status.Clear(FaultCode.ServerUnchecked);
            return ModemState.Ready;
        }

        bool isLost = _check.Verdict != CheckVerdict.LetThrough
            && ++_optionTries < Limits.ModemOptionTries;
        return isLost ? ModemState.OptionList : ModemState.Unchecked;
    }

    private ModemState AfterPause()
    {
        // What kept the proof from being made may be over soon.
        _looks++;
        bool isSoon = (_looks & (_looks - 1)) == 0;
        if (isSoon || _looks % Limits.ModemProofLooks == 0)
        {
            _check.OnRetry();
        }

        return ModemState.OptionList;
    }

    private ModemState AfterProofOpen()
    {
        switch (_socket.Result)
        {
            case CchError.None:
                _check.OnLetThrough();
                return ModemState.ProofClose;
            case CchError.Handshake when _check.CanLoosen:
            case CchError.ConnectOrHandshake when _check.CanLoosen:
                return ModemState.ProofLoosen;
            case CchError.Handshake:
                // Refused, for a reason that cannot be told apart.
                _check.OnDecided(CheckVerdict.Undecided);
                return ModemState.TlsSettings;
            case CchError.ConnectOrHandshake:
                return ModemState.ProofNamed;
            case CchError.OutOfSockets:
                return ModemState.PowerOff;
            default:
                return Abort(_socket.ResultFault);
        }
    }

    // Refused under either name: it is not the name. Let through under its own: the server gives
    // nothing to whoever does not name it, or has just come to its senses, so it is tried again.
    private ModemState AfterNamedOpen()
    {
        switch (_socket.Result)
        {
            case CchError.None:
                return Abort(FaultCode.ServerUnchecked);
            case CchError.ConnectOrHandshake:
                return Abort(_socket.IsReached
                    ? FaultCode.CertificateRefused : FaultCode.ConnectionRefused);
            case CchError.OutOfSockets:
                return ModemState.PowerOff;
            default:
                return Abort(_socket.ResultFault);
        }
    }

    private ModemState Abort(FaultCode cause)
    {
        _cause = cause;
        _check.OnAborted();
        return ModemState.TlsSettings;
    }

    private ModemState AfterLooseOpen()
    {
        switch (_socket.Result)
        {
            case CchError.None:
                _check.OnDecided(CheckVerdict.Proved);
                return ModemState.ProofClose;
            case CchError.Handshake:
                _check.OnDecided(CheckVerdict.Undecided);
                return ModemState.TlsSettings;
            case CchError.ConnectOrHandshake:
                return ModemState.ProofNamed;
            case CchError.OutOfSockets:
                return ModemState.PowerOff;
            default:
                return Abort(_socket.ResultFault);
        }
    }

    /// <summary>The script of one of its states was refused, or the modem fell silent.</summary>
    public void OnFailed(ModemState state, ChatOutcome outcome)
    {
        if (state == ModemState.CertificateUpload)
        {
            // What the modem holds of it now is of no use.
            _certificate.Distrust();
        }
        else if (state == ModemState.ServiceStart && outcome == ChatOutcome.Failed)
        {
            _isStartSlow = true;
        }
    }

    /// <summary>
    /// A session has failed as it does with a damaged certificate; see <see
    /// cref="ModemCertificate.IsReplaced"/>.
    /// </summary>
    /// <returns>True when the certificate is to be replaced by a restart of the service.</returns>
    public bool IsReplaced(long nowMs)
    {
        if (!_certificate.IsReplaced(nowMs))
        {
            return false;
        }

        _isSet = false;
        return true;
    }

    /// <summary>A session has been verified.</summary>
    public void Proven() => _certificate.Proven();

    /// <inheritdoc/>
    public AtToken OnLine(AtToken token, long nowMs)
    {
        if (token == AtToken.ContextReport && !_channel.Begins(ContextEnded))
        {
            return _channel.Begins(LookedUp) ? _check.OnLookedUp() : AtToken.None;
        }

        if (token == AtToken.ServiceStart)
        {
            return _channel.Number(0) == 0 ? token : AtToken.None;
        }

        _socket.ForgetSession();
        if (_service == Service.Up)
        {
            _service = Service.Lost;
        }

        return token == AtToken.ServiceStop ? token : AtToken.None;
    }
}
