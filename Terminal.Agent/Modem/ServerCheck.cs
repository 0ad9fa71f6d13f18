using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Trust;

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

    private static readonly byte[] LevelOption = ByteCodec.Ascii("\"seclevel\"");
    private static readonly byte[] ItemOption = ByteCodec.Ascii("\"ignorecertitem\"");

    private readonly AtChannel _channel;
    private readonly ModemScripts _scripts;
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

    // Quectel: what may be let pass can be told one by one, and nothing is.
    private bool _hasItems;
    private bool _isLevelOn;
    private bool _isNameOn;
    private bool _isItemLetPass;
    private bool _isTried;
    private CheckVerdict _verdict;

    /// <summary>A check of which nothing is known yet.</summary>
    public ServerCheck(
        AtChannel channel,
        ModemScripts scripts,
        ModemFacts facts,
        TerminalSettings settings,
        TrustAnchors anchors,
        INvram nvram)
    {
        _channel = channel;
        _scripts = scripts;
        _facts = facts;
        _settings = settings;
        _certificatePrint = Add(2_166_136_261, anchors.Pem(0), anchors.Pem(0).Length);
        _certificatePrint = Add(_certificatePrint, anchors.Pem(1), anchors.Pem(1).Length);
        _cell = new DurableCell(nvram, DurableCell.ServerCheck);
    }

    /// <summary>The verdict for the present firmware, certificate and host.</summary>
    public CheckVerdict Verdict => _verdict;

    /// <summary>A proof has been made, whatever it has shown.</summary>
    public bool IsKnown => _verdict != CheckVerdict.Unknown;

    /// <summary>The firmware has the option.</summary>
    public bool IsListed => _isListed;

    /// <summary>Names can be let pass by themselves, so that a proof can tell.</summary>
    public bool CanLoosen => _isListed || _hasItems;

    /// <summary>The option reads back as on.</summary>
    public bool IsOn => _scripts.Make == ModemMake.Quectel
        ? _isLevelOn && !_isItemLetPass && (_isNameOn || !_isListed)
        : _isOn;

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
                    return IsOn || (!_isListed && _scripts.Make == ModemMake.Simcom);
                case CheckVerdict.LetThrough:
                case CheckVerdict.LetThroughOnce:
                    return false;
                default:
                    return _isListed && IsOn;
            }
        }
    }

    /// <summary>A proof is to be tried: once in each life of the modem.</summary>
    public bool IsProofDue => !_settings.Cellular.IsRootPrivate && !_isTried
        && (_verdict == CheckVerdict.Unknown || _verdict == CheckVerdict.LetThroughOnce);

    /// <summary>The modem has begun anew.</summary>
    public void OnBoot()
    {
        OnListBegins();
        OnReadBegins();
        _isTried = false;
    }

    /// <summary>The settings of TLS are about to be made: what was read before is over.</summary>
    public void OnSettingsBegin()
    {
        OnReadBegins();
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
    public void OnListBegins()
    {
        _isListed = false;
        _hasItems = false;
    }

    private void OnReadBegins()
    {
        _isOn = false;
        _isLevelOn = false;
        _isNameOn = false;
        _isItemLetPass = false;
    }

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

    /// <summary>
    /// Quectel's look-up tells a result, and then each address in a line of its own.
    /// </summary>
    /// <returns>LookUp when no more is to come; else None.</returns>
    public AtToken OnLookedUp()
    {
        int result = _channel.Number(1);
        if (result < 0)
        {
            _channel.Take(1, _address);
        }

        return result == 0 ? AtToken.None : AtToken.LookUp;
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

        bool isName = _channel.Begins(_scripts.NameOption);
        if (_scripts.Make == ModemMake.Quectel)
        {
            OnOption(isName);
        }
        else if (isName)
        {
            _isListed = true;
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

        offset = argument == ChatArgument.AcquirerNamed
            ? AtFields.PutQuoted(buffer, offset, _settings.Host, _settings.HostLength)
            : AtFields.PutQuoted(buffer, offset, _address.Bytes, _address.Length);
        buffer[offset++] = (byte)',';
        offset = ByteCodec.PutDecimal(buffer, offset, _settings.Port);
        return ByteCodec.Put(buffer, offset, _scripts.OpenTail);
    }

    // Quectel lists an option with the range of its contexts, and tells it with ours and a value.
    private void OnOption(bool isName)
    {
        bool isItem = _channel.Begins(ItemOption);
        if (_channel.Number(1) < 0)
        {
            _isListed |= isName;
            _hasItems |= isItem;
            return;
        }

        int value = _channel.Number(2);
        if (isName)
        {
            _isNameOn = value == 1;
        }
        else if (isItem)
        {
            _isItemLetPass = value != 0;
        }
        else if (_channel.Begins(LevelOption))
        {
            _isLevelOn = value == 1;
        }
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
