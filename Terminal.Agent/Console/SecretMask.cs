namespace Terminal.Agent.Console;

/// <summary>
/// Tells of each byte of a line, as it is typed, whether it may be shown. It reads the line as
/// <see cref="CommandLine"/> will: quotes, backslashes, capitals and repeated blanks change
/// nothing. A byte is shown only once what stands before it says that it is no secret; so what
/// follows a word that is no command, or no setting, is not.
/// </summary>
internal sealed class SecretMask
{
    private const int WordBytesMax = 24;
    private const int SsidWord = 2;

    private readonly byte[] _word = new byte[WordBytesMax];
    private int _length;
    private int _index;
    private bool _isInside;
    private bool _isQuoted;
    private bool _isEscaped;

    // The first word, once it is complete.
    private ConsoleCommand _command;

    // The second word of set, once it is complete, is a setting that may be shown.
    private bool _isOpenSetting;

    /// <summary>Begins a line.</summary>
    public void Reset()
    {
        _length = 0;
        _index = 0;
        _isInside = false;
        _isQuoted = false;
        _isEscaped = false;
        _command = ConsoleCommand.None;
        _isOpenSetting = false;
        System.Array.Clear(_word, 0, _word.Length);
    }

    /// <summary>Takes the next byte.</summary>
    /// <returns>True when it must not be shown.</returns>
    public bool Take(byte value)
    {
        bool isBlank = value == ' ' && !_isQuoted && !_isEscaped;
        if (isBlank)
        {
            EndWord();
            return false;
        }

        if (!_isInside)
        {
            _isInside = true;
            _length = 0;
        }

        if (_isEscaped)
        {
            _isEscaped = false;
            Add(value);
        }
        else if (value == '\\')
        {
            _isEscaped = true;
        }
        else if (value == '"')
        {
            _isQuoted = !_isQuoted;
        }
        else
        {
            Add(value);
        }

        return IsSecret(value);
    }

    private bool IsSecret(byte value)
    {
        if (_index == 0)
        {
            return !ConsoleText.BeginsCommand(_word, _length)
                && !Begins(ConsoleKeys.Yes) && !Begins(ConsoleKeys.No);
        }

        switch (_command)
        {
            case ConsoleCommand.None:
            case ConsoleCommand.Key:
                return true;
            case ConsoleCommand.Pin:
                int letter = value | 0x20;
                return letter < 'a' || letter > 'z';
            case ConsoleCommand.Wifi:
                return _index > SsidWord;
            case ConsoleCommand.Set:
                return _index == 1 ? !BeginsSetting() : !_isOpenSetting;
            default:
                return false;
        }
    }

    private void EndWord()
    {
        if (!_isInside)
        {
            return;
        }

        if (_index == 0)
        {
            _command = ConsoleText.Find(_word, 0, _length);
        }
        else if (_index == 1 && _command == ConsoleCommand.Set)
        {
            _isOpenSetting = IsOpenSetting();
        }

        _isInside = false;
        _index++;
    }

    private void Add(byte value)
    {
        if (_length < _word.Length)
        {
            _word[_length] = value >= 'A' && value <= 'Z' ? (byte)(value + 'a' - 'A') : value;
        }

        _length++;
    }

    private bool Begins(byte[] text)
    {
        if (_length > text.Length)
        {
            return false;
        }

        for (int i = 0; i < _length; i++)
        {
            if (text[i] != _word[i])
            {
                return false;
            }
        }

        return true;
    }

    private bool BeginsSetting()
    {
        byte[][] names = SettingTable.Names;
        for (int i = 0; i < names.Length; i++)
        {
            if (Begins(names[i]))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOpenSetting()
    {
        byte[][] names = SettingTable.Names;
        for (int i = 0; i < names.Length; i++)
        {
            if (_length == names[i].Length && Begins(names[i]))
            {
                return !SettingTable.IsSecret(i);
            }
        }

        return false;
    }
}
