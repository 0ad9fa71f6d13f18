using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Modem;

/// <summary>
/// Whether the modem may carry the key: it must check that the acquirer's certificate holds the
/// acquirer's name. Firmware that can tells of the option; once for each firmware, certificate and
/// host it is proved, and the verdict is kept in NVRAM.
/// </summary>
public sealed class ServerCheck : ILineOwner
{
    private const int CellBytes = 5;
    private const int AuthModeField = 2;
    private const int NameField = 9;

    private static readonly byte[] OptionName = ByteCodec.Ascii("\"ignorecertCN\"");

    private readonly AtChannel _channel;
    private readonly ModemFacts _facts;
    private readonly TerminalSettings _settings;
    private readonly uint _certificatePrint;
    private readonly DurableCell _cell;
    private readonly byte[] _stored = new byte[CellBytes];
    private readonly ModemText _address = new ModemText(40);

    private bool _isLoaded;
    private uint _print;
    private bool _isListed;
    private bool _isOn;
    private bool _isTried;
    private CheckVerdict _verdict;

    /// <summary>A check of which nothing is known yet.</summary>
    public ServerCheck(
        AtChannel channel,
        ModemFacts facts,
        TerminalSettings settings,
        byte[] rootCertificatePem,
        INvram nvram)
    {
        _channel = channel;
        _facts = facts;
        _settings = settings;
        _certificatePrint = Add(2_166_136_261, rootCertificatePem, rootCertificatePem.Length);
        _cell = new DurableCell(nvram, DurableCell.ServerCheck);
    }

    /// <summary>The verdict for the present firmware, certificate and host.</summary>
    public CheckVerdict Verdict => _verdict;

    /// <summary>The firmware has the option.</summary>
    public bool IsListed => _isListed;

    /// <summary>The option reads back as on.</summary>
    public bool IsOn => _isOn;

    /// <summary>An address for the proof is known.</summary>
    public bool HasAddress => _address.Length > 0;

    /// <summary>
    /// The key may go over this modem: proved, or undecided with the option on, or the root is the
    /// acquirer's own.
    /// </summary>
    public bool MayCarry
    {
        get
        {
            if (_settings.Cellular.IsRootPrivate)
            {
                return true;
            }

            switch (_verdict)
            {
                case CheckVerdict.Proved:
                    return _isOn || !_isListed;
                case CheckVerdict.LetThrough:
                case CheckVerdict.LetThroughOnce:
                    return false;
                default:
                    return _isListed && _isOn;
            }
        }
    }

    /// <summary>A proof is to be tried: once in each life of the modem.</summary>
    public bool IsProofDue => !_settings.Cellular.IsRootPrivate && !_isTried
        && (_verdict == CheckVerdict.Unknown || _verdict == CheckVerdict.LetThroughOnce);

    /// <summary>The modem has begun anew.</summary>
    public void OnBoot()
    {
        _isListed = false;
        _isOn = false;
        _isTried = false;
    }

    /// <summary>The settings of TLS are about to be made: what was read before is over.</summary>
    public void OnSettingsBegin()
    {
        _isOn = false;
        uint print = Print();
        if (_isLoaded && print == _print)
        {
            return;
        }

        _isLoaded = true;
        _isTried = false;
        _print = print;
        bool isOurs = _cell.Load(_stored) == CellBytes
            && ByteCodec.GetU32(_stored, 0) == print && _stored[4] <= (int)CheckVerdict.LetThrough;
        _verdict = isOurs ? (CheckVerdict)_stored[4] : CheckVerdict.Unknown;
    }

    /// <summary>The options are about to be listed.</summary>
    public void OnListBegins() => _isListed = false;

    /// <summary>A proof begins.</summary>
    public void OnProofBegins() => _address.Clear();

    /// <summary>The proof cannot be made now: it is tried again after the next boot.</summary>
    public void OnAborted() => _isTried = true;

    /// <summary>The proof may be tried again.</summary>
    public void OnRetry() => _isTried = _verdict == CheckVerdict.LetThrough;

    /// <summary>A name that the certificate lacks was let through.</summary>
    public void OnLetThrough()
    {
        bool isSecond = _verdict == CheckVerdict.LetThroughOnce;
        _isTried |= isSecond;
        Decide(isSecond ? CheckVerdict.LetThrough : CheckVerdict.LetThroughOnce);
    }

    /// <summary>The proof is over.</summary>
    public void OnDecided(CheckVerdict verdict)
    {
        _isTried = true;
        Decide(verdict);
    }

    /// <inheritdoc/>
    public AtToken OnLine(AtToken token, long nowMs)
    {
        if (token == AtToken.LookUp)
        {
            if (_channel.Number(0) == 1)
            {
                _channel.Take(2, _address);
            }

            return token;
        }

        byte[] buffer = _channel.Buffer;
        int end = _channel.LineOffset + _channel.LineLength;
        int at = AtFields.Find(buffer, _channel.LineOffset, _channel.LineLength, 0);
        if (at >= 0 && buffer[at] == '"')
        {
            _isListed |= end - at >= OptionName.Length
                && ByteCodec.Same(buffer, at, OptionName, 0, OptionName.Length);
        }
        else if (_channel.Number(0) == 0)
        {
            _isOn = _channel.Number(AuthModeField) == 1 && _channel.Number(NameField) == 0;
        }

        return token;
    }

    /// <summary>Writes the argument of one of the commands of the proof.</summary>
    /// <returns>The offset after it.</returns>
    public int PutArgument(ChatArgument argument, byte[] buffer, int offset)
    {
        if (argument == ChatArgument.AcquirerHost)
        {
            return AtFields.PutQuoted(buffer, offset, _settings.Host, _settings.HostLength);
        }

        offset = AtFields.PutQuoted(buffer, offset, _address.Bytes, _address.Length);
        buffer[offset++] = (byte)',';
        offset = ByteCodec.PutDecimal(buffer, offset, _settings.Port);
        buffer[offset++] = (byte)',';
        buffer[offset++] = (byte)'2';
        return offset;
    }

    private void Decide(CheckVerdict verdict)
    {
        _verdict = verdict;
        ByteCodec.PutU32(_stored, 0, _print);
        _stored[4] = (byte)verdict;
        _cell.Store(_stored, 0, CellBytes);
    }

    // FNV-1a over firmware, certificate, host and port.
    private uint Print()
    {
        uint hash = Add(_certificatePrint, _facts.Firmware.Bytes, _facts.Firmware.Length);
        hash = Add(hash, _settings.Host, _settings.HostLength);
        return (hash ^ (uint)_settings.Port) * 16_777_619;
    }

    private static uint Add(uint hash, byte[] bytes, int count)
    {
        for (int i = 0; i < count; i++)
        {
            hash = (hash ^ bytes[i]) * 16_777_619;
        }

        return hash;
    }
}
