using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// The changing parts of commands: each comes from whoever knows it.
/// </summary>
public sealed class ModemArguments : IChatArguments
{
    private readonly CellularSettings _settings;
    private static readonly byte[][] Types =
    {
        ByteCodec.Ascii("IP"),
        ByteCodec.Ascii("IP"),
        ByteCodec.Ascii("IPV6"),
        ByteCodec.Ascii("IPV4V6"),
    };

    private readonly IClock _clock;
    private readonly ModemFacts _facts;
    private readonly LineSpeed _speed;
    private readonly ServerCheck _check;
    private readonly ModemCertificate _certificate;
    private ModemSocket _socket;

    /// <summary>See <see cref="ModemDriver"/> for the parts.</summary>
    public ModemArguments(
        CellularSettings settings,
        IClock clock,
        ModemFacts facts,
        LineSpeed speed,
        ServerCheck check,
        ModemCertificate certificate,
        ModemSocket socket)
    {
        _settings = settings;
        _clock = clock;
        _facts = facts;
        _speed = speed;
        _check = check;
        _certificate = certificate;
        _socket = socket;
    }

    /// <summary>The second session; null where there is none.</summary>
    public SecondSocket Second { get; set; }

    /// <summary>The session whose commands are being carried out.</summary>
    public ModemSocket Socket
    {
        set => _socket = value;
    }

    /// <inheritdoc/>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.Context:
                return PutContext(buffer, offset);
            case ChatArgument.SocketContext:
                return PutSocketContext(buffer, offset);
            case ChatArgument.OtherContext:
                return ByteCodec.PutDecimal(buffer, offset, _facts.OtherContext);
            case ChatArgument.Auth:
                return PutAuth(buffer, offset);
            case ChatArgument.Baud:
                return ByteCodec.PutDecimal(buffer, offset, _speed.Wanted);
            case ChatArgument.AcquirerHost:
            case ChatArgument.AcquirerAddress:
            case ChatArgument.AcquirerNamed:
                return _check.PutArgument(argument, buffer, offset);
            case ChatArgument.CertificateName:
            case ChatArgument.CertificatePath:
            case ChatArgument.CertificateUpload:
            case ChatArgument.OldCertificateName:
                return _certificate.PutArgument(argument, buffer, offset);
            case ChatArgument.Utc:
                long verified = _facts.Time.VerifiedUtc(_clock.UptimeMs);
                return ModemClock.Put(
                    buffer, offset, verified > 0 ? verified : _clock.UtcSeconds);
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
        else if (argument == ChatArgument.SecondRootUpload)
        {
            Second.SendRoot();
        }
        else
        {
            _socket.SendPayload();
        }
    }

    /// <inheritdoc/>
    public int PayloadCount(ChatArgument argument) =>
        argument == ChatArgument.CertificateUpload ? _certificate.ByteCount
            : argument == ChatArgument.SecondRootUpload ? Second.RootBytes
            : _socket.PayloadCount;

    private int PutContext(byte[] buffer, int offset)
    {
        ApnType type = _settings.ApnType;
        byte[] name = Types[(int)(type == ApnType.Unchanged ? _facts.ContextType : type)];
        offset = AtFields.PutQuoted(buffer, offset, name, name.Length);
        buffer[offset++] = (byte)',';
        return AtFields.PutQuoted(buffer, offset, _settings.Apn, _settings.ApnLength);
    }

    // Quectel's order and numbers: 1 IPv4, 2 IPv6, 3 both; 0 none, 1 PAP, 2 CHAP.
    private int PutSocketContext(byte[] buffer, int offset)
    {
        CellularSettings s = _settings;
        ApnType type = s.ApnType == ApnType.Unchanged ? _facts.ContextType : s.ApnType;
        offset = ByteCodec.PutDecimal(
            buffer, offset, (int)(type == ApnType.Unchanged ? ApnType.Ip : type));
        buffer[offset++] = (byte)',';
        offset = AtFields.PutQuoted(buffer, offset, s.Apn, s.ApnLength);
        bool hasUser = s.ApnAuth != ApnAuth.None;
        buffer[offset++] = (byte)',';
        offset = AtFields.PutQuoted(buffer, offset, s.ApnUser, hasUser ? s.ApnUserLength : 0);
        buffer[offset++] = (byte)',';
        offset = AtFields.PutQuoted(
            buffer, offset, s.ApnPassword, hasUser ? s.ApnPasswordLength : 0);
        buffer[offset++] = (byte)',';
        return ByteCodec.PutDecimal(buffer, offset, (int)s.ApnAuth);
    }

    // SIMCom's order: the password before the user.
    private int PutAuth(byte[] buffer, int offset)
    {
        CellularSettings s = _settings;
        offset = ByteCodec.PutDecimal(buffer, offset, (int)s.ApnAuth);
        if (s.ApnAuth == ApnAuth.None)
        {
            return offset;
        }

        buffer[offset++] = (byte)',';
        offset = AtFields.PutQuoted(buffer, offset, s.ApnPassword, s.ApnPasswordLength);
        buffer[offset++] = (byte)',';
        return AtFields.PutQuoted(buffer, offset, s.ApnUser, s.ApnUserLength);
    }
}
