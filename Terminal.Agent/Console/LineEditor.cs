namespace Terminal.Agent.Console;

/// <summary>
/// Makes lines of bytes as any terminal program sends them: CR, LF or both end a line, backspace
/// and delete take a character back, Ctrl-U the whole line. Control characters, escape sequences
/// and bytes that are no UTF-8 are ignored. What is typed is echoed, secrets as stars.
/// </summary>
internal sealed class LineEditor
{
    private const byte Escape = 0x1B;
    private const byte Backspace = 8;
    private const byte Delete = 0x7F;
    private const byte ControlC = 3;
    private const byte ControlU = 0x15;

    private static readonly byte[] KeyWord = ByteCodec.Ascii("key");
    private static readonly byte[] PinWord = ByteCodec.Ascii("pin");
    private static readonly byte[] WifiWord = ByteCodec.Ascii("wifi");
    private static readonly byte[] RubOut = { Backspace, (byte)' ', Backspace };

    private readonly ConsoleOutput _out;
    private readonly byte[] _line;
    private bool _isTooLong;
    private bool _wasReturn;

    // 0: none; 1: after ESC; 2: within a sequence that a letter ends.
    private int _escape;

    // Bytes of a UTF-8 character that are still to come, and how many have.
    private int _toCome;
    private int _came;

    public LineEditor(ConsoleOutput output, CommandLine line)
    {
        _out = output;
        _line = line.Bytes;
    }

    /// <summary>Bytes of the line.</summary>
    public int Length { get; private set; }

    /// <summary>Begins an empty line.</summary>
    public void Clear()
    {
        Length = 0;
        _isTooLong = false;
        _toCome = 0;
    }

    /// <summary>Takes a byte.</summary>
    public LineEvent Take(byte value)
    {
        bool isAfterReturn = _wasReturn;
        _wasReturn = value == '\r';
        if (value == '\r' || value == '\n')
        {
            return value == '\n' && isAfterReturn ? LineEvent.None : EndLine();
        }

        if (_escape > 0)
        {
            StepEscape(value);
        }
        else if (value < ' ' || value == Delete)
        {
            return Control(value);
        }
        else if (value < Delete)
        {
            DropPartial();
            Add(value);
            if (!_isTooLong)
            {
                _out.Byte(IsSecret() ? '*' : value);
            }
        }
        else
        {
            TakeUtf8(value);
        }

        return LineEvent.None;
    }

    private LineEvent EndLine()
    {
        DropPartial();
        _escape = 0;
        _out.End();
        return _isTooLong ? LineEvent.TooLong : LineEvent.Line;
    }

    private LineEvent Control(byte value)
    {
        DropPartial();
        switch (value)
        {
            case ControlC:
                Clear();
                return LineEvent.Interrupt;
            case Escape:
                _escape = 1;
                break;
            case ControlU:
                while (Length > 0)
                {
                    TakeBack();
                }

                _isTooLong = false;
                break;
            case Backspace:
            case Delete:
                TakeBack();
                break;
            case (byte)'\t':
                Add((byte)' ');
                _out.Byte(' ');
                break;
            default:
                break;
        }

        return LineEvent.None;
    }

    // ESC [ ... letter, ESC O letter, or ESC and one character.
    private void StepEscape(byte value)
    {
        if (_escape == 1)
        {
            _escape = value == '[' || value == 'O' ? 2 : 0;
        }
        else if (value >= '@')
        {
            _escape = 0;
        }
    }

    private void TakeUtf8(byte value)
    {
        bool isFollower = value < 0xC0;
        if (isFollower && _toCome == 0)
        {
            return;
        }

        if (!isFollower)
        {
            DropPartial();
            _toCome = value >= 0xF5 || value < 0xC2 ? 0 : value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
            if (_toCome > 0)
            {
                _came = 1;
                Add(value);
            }

            return;
        }

        Add(value);
        _came++;
        _toCome--;
        if (_toCome > 0 || _isTooLong)
        {
            return;
        }

        if (IsSecret())
        {
            _out.Byte('*');
        }
        else
        {
            _out.Text(_line, Length - _came, _came);
        }
    }

    // A character that was broken off never becomes part of the line.
    private void DropPartial()
    {
        if (_toCome > 0)
        {
            _toCome = 0;
            Length -= _isTooLong ? 0 : _came;
        }
    }

    private void Add(byte value)
    {
        if (Length == _line.Length)
        {
            _isTooLong = true;
            return;
        }

        _line[Length++] = value;
    }

    private void TakeBack()
    {
        if (Length == 0)
        {
            return;
        }

        Length--;
        while (Length > 0 && (_line[Length] & 0xC0) == 0x80)
        {
            Length--;
        }

        _out.Text(RubOut);
    }

    // True when the character just added belongs to a key, a PIN or a passphrase.
    private bool IsSecret()
    {
        int at = 0;
        while (at < Length && _line[at] == ' ')
        {
            at++;
        }

        if (IsWord(at, PinWord))
        {
            return _line[Length - 1] >= '0' && _line[Length - 1] <= '9';
        }

        return (IsWord(at, KeyWord) && Length > at + KeyWord.Length + 1)
            || (IsWord(at, WifiWord) && _line[Length - 1] != ' ' && WordsFrom(at) > 3);
    }

    private bool IsWord(int at, byte[] word)
    {
        if (Length <= at + word.Length || _line[at + word.Length] != ' ')
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if ((_line[at + i] | 0x20) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    private int WordsFrom(int at)
    {
        int words = 0;
        bool isQuoted = false;
        bool isInside = false;
        for (; at < Length; at++)
        {
            bool isBlank = _line[at] == ' ' && !isQuoted;
            words += !isBlank && !isInside ? 1 : 0;
            isInside = !isBlank;
            isQuoted ^= _line[at] == '"';
            at += _line[at] == '\\' ? 1 : 0;
        }

        return words;
    }
}
