namespace Terminal.Agent.Modem;

/// <summary>
/// The modem's TLS service, from the certificate to the running service: what of it is done, and
/// which state comes next.
/// </summary>
/// <remarks>
/// | state | its script has ended | next |
/// | CertificateList | an old file of ours is there | CertificateDelete |
/// | CertificateList | ours is there | TlsSettings |
/// | CertificateList | ours is missing | CertificateUpload |
/// | CertificateDelete | | CertificateList |
/// | CertificateUpload | | TlsSettings |
/// | TlsSettings | | ServiceStart |
/// | ServiceStart | | Ready |
/// | ServiceStop | the settings hold | ServiceStart |
/// | ServiceStop | they do not | CertificateList |
/// </remarks>
public sealed class TlsSequence : ILineOwner
{
    private readonly AtChannel _channel;
    private readonly ModemCertificate _certificate;
    private readonly ModemSocket _socket;

    private bool _isSet;
    private Service _service;

    // A start has failed: the next one gets all the time that the manual allows.
    private bool _isStartSlow;

    /// <summary>A service that has still to be set up.</summary>
    public TlsSequence(AtChannel channel, ModemCertificate certificate, ModemSocket socket)
    {
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
        : _service == Service.Up ? ModemState.Ready
        : _isStartSlow ? ModemState.ServiceStop : ModemState.ServiceStart;

    /// <summary>The modem has begun anew: nothing is set and nothing runs.</summary>
    public void OnBoot()
    {
        _isSet = false;
        _service = Service.Stopped;
        _certificate.OnBoot();
        _socket.ForgetSession();
    }

    /// <summary>The modem is about to list its certificates.</summary>
    public void PrepareList() => _certificate.OnListBegins();

    /// <summary>The script of one of its states has run to its end.</summary>
    /// <returns>The next state.</returns>
    public ModemState Next(ModemState state)
    {
        switch (state)
        {
            case ModemState.CertificateList:
                return _certificate.AfterList();
            case ModemState.CertificateDelete:
                return ModemState.CertificateList;
            case ModemState.CertificateUpload:
                _certificate.OnUploaded();
                return ModemState.TlsSettings;
            case ModemState.TlsSettings:
                _isSet = true;
                return ModemState.ServiceStart;
            case ModemState.ServiceStop:
                _service = Service.Stopped;
                _socket.ForgetSession();
                return _isSet ? ModemState.ServiceStart : ModemState.CertificateList;
            default:
                _service = Service.Up;
                _isStartSlow = false;
                return ModemState.Ready;
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
