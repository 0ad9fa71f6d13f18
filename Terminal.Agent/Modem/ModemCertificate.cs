using System;
using Terminal.Agent.Diagnostics;

namespace Terminal.Agent.Modem;

/// <summary>
/// The root certificate as a file in the modem: its name there, whether the modem holds it, which
/// old one is to go, and when a doubtful one may be replaced.
/// </summary>
/// <remarks>
/// The name carries a checksum of the content (FNV-1a, 32 bits), because the modem can only list
/// names: acq-xxxxxxxx.pem.
/// </remarks>
public sealed class ModemCertificate : ILineOwner
{
    private readonly AtChannel _channel;
    private readonly IEventSink _events;
    private readonly byte[] _content;
    private readonly byte[] _name;
    private readonly byte[] _oldName;

    private bool _isHeld;
    private bool _isSuspect;
    private int _oldLength;
    private int _cleanings;
    private int _uploads;
    private int _replacePauseMs = Limits.ModemRefreshMsMin;
    private long _replaceMs;

    /// <summary>A certificate of which the modem has told nothing yet.</summary>
    public ModemCertificate(AtChannel channel, byte[] rootCertificatePem, IEventSink events)
    {
        _channel = channel;
        _events = events;
        _content = rootCertificatePem;
        _name = NameOf(rootCertificatePem);
        _oldName = new byte[_name.Length];
    }

    /// <summary>Bytes of the file.</summary>
    public int ByteCount => _content.Length;

    /// <summary>The modem has begun anew: old files may be deleted again.</summary>
    public void OnBoot() => _cleanings = 0;

    /// <summary>A list of the files that the modem holds begins.</summary>
    public void OnListBegins()
    {
        _oldLength = 0;
        _isHeld = false;
    }

    /// <inheritdoc/>
    public AtToken OnLine(AtToken token, long nowMs)
    {
        // +CCERTLIST tells one name.
        OnListed();
        return token;
    }

    /// <summary>What comes after the list: an old file goes, ours is uploaded or used.</summary>
    public ModemState AfterList()
    {
        if (_oldLength > 0 && _cleanings < Limits.ModemCleaningsMax)
        {
            _cleanings++;
            return ModemState.CertificateDelete;
        }

        _isSuspect = false;
        return _isHeld ? ModemState.OptionList : ModemState.CertificateUpload;
    }

    /// <summary>The modem has taken the file.</summary>
    public void OnUploaded()
    {
        _uploads++;
        _events.Add(EventKind.CertificateUpload, _content.Length, _uploads);
    }

    /// <summary>What the modem holds of it is of no use.</summary>
    public void Distrust() => _isSuspect = true;

    /// <summary>
    /// A session has failed as it does with a damaged file: doubts it, but not so often that an
    /// impostor wears the modem's flash.
    /// </summary>
    /// <returns>True when the file is to be replaced now.</returns>
    public bool IsReplaced(long nowMs)
    {
        if (nowMs < _replaceMs)
        {
            return false;
        }

        _replaceMs = nowMs + _replacePauseMs;
        _replacePauseMs = _replacePauseMs > Limits.ModemRefreshMsMax / 4
            ? Limits.ModemRefreshMsMax
            : _replacePauseMs * 4;
        _isSuspect = true;
        return true;
    }

    /// <summary>A session has been verified against it: the next doubt counts at once.</summary>
    public void Proven()
    {
        _replaceMs = 0;
        _replacePauseMs = Limits.ModemRefreshMsMin;
    }

    /// <summary>Writes the argument of one of the commands for certificates.</summary>
    /// <returns>The offset after it.</returns>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.OldCertificateName:
                return AtFields.PutQuoted(buffer, offset, _oldName, _oldLength);
            case ChatArgument.CertificateUpload:
                offset = AtFields.PutQuoted(buffer, offset, _name, _name.Length);
                buffer[offset++] = (byte)',';
                return ByteCodec.PutDecimal(buffer, offset, _content.Length);
            default:
                return AtFields.PutQuoted(buffer, offset, _name, _name.Length);
        }
    }

    /// <summary>Hands the file to the channel.</summary>
    public void SendPayload() => _channel.SendPayload(_content, 0, _content.Length);

    private void OnListed()
    {
        byte[] buffer = _channel.Buffer;
        int offset = _channel.LineOffset;
        int lineLength = _channel.LineLength;
        int at = AtFields.Find(buffer, offset, lineLength, 0);
        int length = _name.Length;
        if (at < 0 || offset + lineLength - at < length + 2)
        {
            return;
        }

        // Ours begin with the same four letters and have the same length.
        at++;
        if (buffer[at + length] != '"' || !ByteCodec.Same(buffer, at, _name, 0, 4))
        {
            return;
        }

        if (ByteCodec.Same(buffer, at, _name, 0, length) && !_isSuspect)
        {
            _isHeld = true;
        }
        else
        {
            _oldLength = length;
            Array.Copy(buffer, at, _oldName, 0, length);
        }
    }

    private static byte[] NameOf(byte[] content)
    {
        uint hash = 2_166_136_261;
        for (int i = 0; i < content.Length; i++)
        {
            hash = (hash ^ content[i]) * 16_777_619;
        }

        byte[] name = ByteCodec.Ascii("acq-00000000.pem");
        for (int i = 11; i >= 4; i--)
        {
            int digit = (int)(hash & 15);
            name[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            hash >>= 4;
        }

        return name;
    }
}
