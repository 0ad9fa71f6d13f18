using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// The changing parts of commands: each comes from whoever knows it.
/// </summary>
public sealed class ModemArguments : IChatArguments
{
    private readonly CellularSettings _settings;
    private readonly IClock _clock;
    private readonly ModemCertificate _certificate;
    private readonly ModemSocket _socket;

    /// <summary>See <see cref="ModemDriver"/> for the parts.</summary>
    public ModemArguments(
        CellularSettings settings,
        IClock clock,
        ModemCertificate certificate,
        ModemSocket socket)
    {
        _settings = settings;
        _clock = clock;
        _certificate = certificate;
        _socket = socket;
    }

    /// <inheritdoc/>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.Apn:
                return AtFields.PutQuoted(buffer, offset, _settings.Apn, _settings.ApnLength);
            case ChatArgument.CertificateName:
            case ChatArgument.CertificateUpload:
            case ChatArgument.OldCertificateName:
                return _certificate.PutArgument(argument, buffer, offset);
            case ChatArgument.Utc:
                return ModemClock.Put(buffer, offset, _clock.UtcSeconds);
            default:
                return _socket.PutArgument(argument, buffer, offset);
        }
    }

    /// <inheritdoc/>
    public void SendPayload(ChatArgument argument)
    {
        if (argument == ChatArgument.CertificateUpload)
        {
            _certificate.SendPayload();
        }
        else
        {
            _socket.SendPayload();
        }
    }

    /// <inheritdoc/>
    public int PayloadCount(ChatArgument argument) =>
        argument == ChatArgument.CertificateUpload
            ? _certificate.ByteCount
            : _socket.PayloadCount;
}
