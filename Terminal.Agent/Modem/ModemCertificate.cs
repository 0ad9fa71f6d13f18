using System;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Trust;

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
    private static readonly byte[] Store = ByteCodec.Ascii("UFS:");

    private readonly AtChannel _channel;
    private readonly IEventSink _events;
    private readonly TrustAnchors _anchors;
    private readonly byte[][] _names = new byte[TrustAnchors.Count][];
    private readonly byte[] _oldName;

    // The root that the modem is told to use, and how often it was another's turn in a row.
    private int _index;
    private int _turns;

    private bool _isHeld;
    private bool _isSuspect;

    // What the modem has told of the file that it took is not what was sent.
    private bool _isDamaged;
    private int _oldLength;
    private int _cleanings;
    private int _uploads;
    private int _replacePauseMs = Limits.ModemRefreshMsMin;
    private long _replaceMs;

    /// <summary>A certificate of which the modem has told nothing yet.</summary>
    public ModemCertificate(AtChannel channel, TrustAnchors anchors, IEventSink events)
    {
        _channel = channel;
        _events = events;
        _anchors = anchors;
        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = NameOf("acq-00000000.pem", anchors.Pem(i));
        }

        _index = anchors.Selected;
        _oldName = new byte[_names[0].Length];
    }

    /// <summary>Bytes of the file.</summary>
    public int ByteCount => Content.Length;

    private byte[] Content => _anchors.Pem(_index);

    private byte[] Name => _names[_index];

    /// <summary>The modem has begun anew: old files may be deleted again.</summary>
    public void OnBoot() => _cleanings = 0;

    /// <summary>A list of the files that the modem holds begins.</summary>
    public void OnListBegins()
    {
        _index = _anchors.Selected;
        _oldLength = 0;
        _isHeld = false;
    }

    /// <inheritdoc/>
    public AtToken OnLine(AtToken token, long nowMs)
    {
        if (token == AtToken.Uploaded)
        {
            _isDamaged = !IsAsSent();
        }
        else
        {
            OnListed();
        }

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

    /// <summary>
    /// The modem has taken the file. One of which it tells another checksum goes, and comes again.
    /// </summary>
    /// <returns>The next state.</returns>
    public ModemState OnUploaded()
    {
        _uploads++;
        _events.Add(EventKind.CertificateUpload, Content.Length, _uploads);
        if (!_isDamaged)
        {
            return ModemState.OptionList;
        }

        _isDamaged = false;
        _isSuspect = true;
        return ModemState.CertificateList;
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

        // Where there is another root it has its turn first; a file is doubted once both have had.
        _turns++;
        _isSuspect = !_anchors.OnRefused(_index) || _turns > TrustAnchors.Count;
        return true;
    }

    /// <summary>A session has been verified against it: the next doubt counts at once.</summary>
    public void Proven()
    {
        _replaceMs = 0;
        _replacePauseMs = Limits.ModemRefreshMsMin;
        _turns = 0;
        _anchors.OnProved(_index);
    }

    /// <summary>Writes the argument of one of the commands for certificates.</summary>
    /// <returns>The offset after it.</returns>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        switch (argument)
        {
            case ChatArgument.CertificatePath:
                buffer[offset++] = (byte)'"';
                offset = ByteCodec.Put(buffer, offset, Store);
                offset = ByteCodec.Put(buffer, offset, Name);
                buffer[offset++] = (byte)'"';
                return offset;
            case ChatArgument.OldCertificateName:
                return AtFields.PutQuoted(buffer, offset, _oldName, _oldLength);
            case ChatArgument.CertificateUpload:
                offset = AtFields.PutQuoted(buffer, offset, Name, Name.Length);
                buffer[offset++] = (byte)',';
                return ByteCodec.PutDecimal(buffer, offset, Content.Length);
            default:
                return AtFields.PutQuoted(buffer, offset, Name, Name.Length);
        }
    }

    /// <summary>The name of a file: the form given, with a checksum of the content.</summary>
    public static byte[] NameOf(string form, byte[] content)
    {
        uint hash = 2_166_136_261;
        for (int i = 0; i < content.Length; i++)
        {
            hash = (hash ^ content[i]) * 16_777_619;
        }

        byte[] name = ByteCodec.Ascii(form);
        for (int i = 11; i >= 4; i--)
        {
            int digit = (int)(hash & 15);
            name[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            hash >>= 4;
        }

        return name;
    }

    /// <summary>Hands the file to the channel.</summary>
    public void SendPayload() => _channel.SendPayload(Content, 0, Content.Length);

    private void OnListed()
    {
        byte[] buffer = _channel.Buffer;
        int offset = _channel.LineOffset;
        int lineLength = _channel.LineLength;
        int at = AtFields.Find(buffer, offset, lineLength, 0);
        int length = Name.Length;
        if (at < 0 || offset + lineLength - at < length + 2)
        {
            return;
        }

        // Ours begin with the same four letters and have the same length. Quectel tells the store
        // before the name, and the size behind it.
        at++;
        bool isInStore = ByteCodec.Same(buffer, at, Store, 0, Store.Length);
        at += isInStore ? Store.Length : 0;
        if (at + length >= offset + lineLength)
        {
            return;
        }

        if (buffer[at + length] != '"' || !ByteCodec.Same(buffer, at, Name, 0, 4))
        {
            return;
        }

        bool isWhole = !isInStore || _channel.Number(1) == Content.Length;
        if (isWhole && ByteCodec.Same(buffer, at, Name, 0, length) && !_isSuspect)
        {
            _isHeld = true;
        }
        else if (!_anchors.HasOther || !ByteCodec.Same(buffer, at, _names[1 - _index], 0, length))
        {
            _oldLength = length;
            Array.Copy(buffer, at, _oldName, 0, length);
        }
    }

    // <bytes>,<checksum in hexadecimal digits>.
    private bool IsAsSent()
    {
        byte[] buffer = _channel.Buffer;
        int end = _channel.LineOffset + _channel.LineLength;
        int at = AtFields.Find(buffer, _channel.LineOffset, _channel.LineLength, 1);
        int sum = 0;
        for (int i = at; at >= 0 && i < end; i++)
        {
            sum = ((sum & 0xFFF) << 4) | DigitOf(buffer[i]);
        }

        return _channel.Number(0) == Content.Length && sum == ChecksumOf(Content);
    }

    private static int DigitOf(byte value) =>
        value <= '9' ? value & 15 : (value & 15) + 9;

    // Of 16-bit words, the first byte high; an odd last byte is a high half.
    private static int ChecksumOf(byte[] content)
    {
        int sum = 0;
        for (int i = 0; i < content.Length; i++)
        {
            sum ^= (i & 1) == 0 ? content[i] << 8 : content[i];
        }

        return sum;
    }
}
