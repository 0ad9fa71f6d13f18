using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// The second session of SIMCom's CCH service, to the operator's broker: in a TLS context of its
/// own, which is set up before the first opening after each start of the service.
/// </summary>
public sealed class SecondSocket : SimcomSocket
{
    private readonly FleetSettings _settings;
    private readonly byte[] _root;
    private readonly byte[] _rootName;
    private bool _isSetUp;

    /// <summary>The session.</summary>
    /// <param name="channel">The line.</param>
    /// <param name="scripts">The make's commands.</param>
    /// <param name="buffers">Its bytes.</param>
    /// <param name="settings">Whether the broker has a root of its own.</param>
    /// <param name="root">That root, PEM; null or empty where there is none.</param>
    public SecondSocket(
        AtChannel channel,
        ModemScripts scripts,
        SessionBuffers buffers,
        FleetSettings settings,
        byte[] root)
        : base(channel, scripts, scripts.Second, buffers)
    {
        _settings = settings;
        _root = root == null ? new byte[0] : root;
        _rootName = ModemCertificate.NameOf("flt-00000000.pem", _root);
    }

    /// <summary>Bytes of the root that is uploaded.</summary>
    public int RootBytes => _root.Length;

    /// <inheritdoc/>
    public override void ForgetSession()
    {
        base.ForgetSession();
        _isSetUp = false;
    }

    /// <summary>Hands the root over.</summary>
    public void SendRoot() => _channel.SendPayload(_root, 0, _root.Length);

    /// <inheritdoc/>
    public override int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.SecondRootName:
                return AtFields.PutQuoted(buffer, offset, _rootName, _rootName.Length);
            case ChatArgument.SecondRootUpload:
                offset = AtFields.PutQuoted(buffer, offset, _rootName, _rootName.Length);
                buffer[offset++] = (byte)',';
                return ByteCodec.PutDecimal(buffer, offset, _root.Length);
            default:
                return base.PutArgument(argument, buffer, offset);
        }
    }

    /// <inheritdoc/>
    protected override ChatScript NextToOpen(long nowMs)
    {
        if (_isSetUp || HasSession)
        {
            return base.NextToOpen(nowMs);
        }

        if (_settings.HasOwnRoot && _root.Length == 0)
        {
            // There is nothing that the broker could be verified against.
            Fail(FaultCode.CertificateRefused, FaultCode.None, ModemRung.Reopen);
            return null;
        }

        _running = SocketOperation.Setup;
        return _settings.HasOwnRoot ? _scripts.SecondSetupOwn : _scripts.SecondSetup;
    }

    /// <inheritdoc/>
    protected override void OnSetupEnd(bool isDone)
    {
        _isSetUp = isDone;
        if (!isDone)
        {
            Fail(FaultCode.HandshakeFailed, FaultCode.None, ModemRung.Reopen);
        }
    }

    /// <inheritdoc/>
    protected override int LengthAt(byte[] buffer, int at, int end)
    {
        while (at < end && buffer[at] != ',')
        {
            at++;
        }

        return at < end ? AtFields.NumberAt(buffer, at + 1, end) : -1;
    }
}
