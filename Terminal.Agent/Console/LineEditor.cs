using System;

namespace Terminal.Agent.Console;

/// <summary>
/// Makes lines of bytes as any terminal program sends them: CR, LF or both end a line; the arrow
/// keys, Home, End, Delete, backspace and Ctrl-U edit it; up and down bring the last lines back;
/// Tab completes a command or a setting. Other control characters, other escape sequences and bytes
/// that are no UTF-8 are ignored. What is typed is echoed, secrets as stars.
/// </summary>
internal sealed class LineEditor
{
    private const byte ControlA = 1;
    private const byte ControlC = 3;
    private const byte ControlE = 5;
    private const byte Bell = 7;
    private const byte Backspace = 8;
    private const byte ControlU = 0x15;
    private const byte Escape = 0x1B;
    private const byte Delete = 0x7F;
    private const int DeleteKey = 3;
    private const int CharacterBytesMax = 4;

    private static readonly byte[] RubOut = { Backspace, (byte)' ', Backspace };

    private readonly ConsoleOutput _out;
    private readonly ConsolePrompt _prompt;
    private readonly byte[] _line;
    private readonly bool[] _isSecret = new bool[Limits.ConsoleLineBytesMax];
    private readonly byte[] _character = new byte[CharacterBytesMax];
    private readonly SecretMask _mask = new SecretMask();
    private readonly LineHistory _history = new LineHistory();
    private int _cursor;
    private bool _isTooLong;
    private bool _wasReturn;

    // 0: none; 1: after ESC; 2: within a sequence that a letter ends.
    private int _escape;
    private int _parameter;

    // Bytes of a UTF-8 character that are still to come, and how many have.
    private int _toCome;
    private int _came;

    // Which of the last lines is shown, 0 for none.
    private int _age;

    public LineEditor(ConsoleOutput output, CommandLine line, ConsolePrompt prompt)
    {
        _out = output;
        _line = line.Bytes;
        _prompt = prompt;
    }

    /// <summary>Bytes of the line.</summary>
    public int Length { get; private set; }

    /// <summary>
    /// True while lines are taken as they are: nothing in them is a command, or a secret.
    /// </summary>
    public bool IsPasting { get; set; }

    /// <summary>Begins an empty line.</summary>
    public void Clear()
    {
        Length = 0;
        _cursor = 0;
        _age = 0;
        _isTooLong = false;
        _toCome = 0;
        _mask.Reset();
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
            _toCome = 0;
            _character[0] = value;
            Insert(1);
        }
        else
        {
            TakeUtf8(value);
        }

        return LineEvent.None;
    }

    private LineEvent EndLine()
    {
        _toCome = 0;
        _escape = 0;
        _out.End();
        if (_isTooLong)
        {
            return LineEvent.TooLong;
        }

        if (Length > 0 && !IsPasting && !_prompt.IsAsking && !HoldsSecret())
        {
            _history.Keep(_line, Length);
        }

        return LineEvent.Line;
    }

    private LineEvent Control(byte value)
    {
        _toCome = 0;
        switch (value)
        {
            case ControlC:
                Array.Clear(_line, 0, _line.Length);
                Clear();
                return LineEvent.Interrupt;
            case Escape:
                _escape = 1;
                _parameter = 0;
                break;
            case ControlU:
                Wipe();
                break;
            case Backspace:
            case Delete:
                if (_cursor > 0)
                {
                    Left();
                    Remove();
                }

                break;
            case ControlA:
                Home();
                break;
            case ControlE:
                End();
                break;
            case (byte)'\t':
                Complete();
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
            return;
        }

        if (value < '@')
        {
            _parameter = value >= '0' && value <= '9' && _parameter < 100
                ? (_parameter * 10) + value - '0' : _parameter;
            return;
        }

        _escape = 0;
        switch (value)
        {
            case (byte)'A':
                Recall(_age + 1);
                break;
            case (byte)'B':
                Recall(_age - 1);
                break;
            case (byte)'C':
                Right();
                break;
            case (byte)'D':
                Left();
                break;
            case (byte)'H':
                Home();
                break;
            case (byte)'F':
                End();
                break;
            case (byte)'~':
                if (_parameter == DeleteKey)
                {
                    Remove();
                }

                break;
            default:
                break;
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
            _toCome = value >= 0xF5 || value < 0xC2 ? 0 : value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
            _came = 0;
            if (_toCome == 0)
            {
                return;
            }

            _toCome++;
        }

        _character[_came++] = value;
        _toCome--;
        if (_toCome == 0)
        {
            Insert(_came);
        }
    }

    // Puts the character at the cursor.
    private void Insert(int count)
    {
        if (Length + count > _line.Length)
        {
            _isTooLong = true;
            return;
        }

        bool isAtEnd = _cursor == Length;
        Array.Copy(_line, _cursor, _line, _cursor + count, Length - _cursor);
        Array.Copy(_character, 0, _line, _cursor, count);
        Length += count;
        if (isAtEnd)
        {
            for (int i = _cursor; i < Length; i++)
            {
                _isSecret[i] = !IsPasting && _mask.Take(_line[i]);
            }

            _cursor = Show(_cursor);
            return;
        }

        Remask();
        _cursor = Show(_cursor);
        GoBack(ShowRest(_cursor));
    }

    // Takes the character at the cursor away.
    private void Remove()
    {
        if (_cursor == Length)
        {
            return;
        }

        int next = Next(_cursor);
        Array.Copy(_line, next, _line, _cursor, Length - next);
        Length -= next - _cursor;
        Array.Clear(_line, Length, next - _cursor);
        Remask();
        int columns = ShowRest(_cursor);
        _out.Byte(' ');
        GoBack(columns + 1);
    }

    // Takes the whole line away, also from the screen.
    private void Wipe()
    {
        End();
        for (int at = 0; at < Length; at = Next(at))
        {
            _out.Text(RubOut);
        }

        Array.Clear(_line, 0, _line.Length);
        int age = _age;
        Clear();
        _age = age;
    }

    private void Left()
    {
        if (_cursor > 0)
        {
            _cursor--;
            while (_cursor > 0 && (_line[_cursor] & 0xC0) == 0x80)
            {
                _cursor--;
            }

            _out.Byte(Backspace);
        }
    }

    private void Right()
    {
        if (_cursor < Length)
        {
            _cursor = Show(_cursor);
        }
    }

    private void Home()
    {
        while (_cursor > 0)
        {
            Left();
        }
    }

    private void End()
    {
        while (_cursor < Length)
        {
            Right();
        }
    }

    private void Recall(int age)
    {
        if (age < 0 || age > _history.Count)
        {
            _out.Byte(Bell);
            return;
        }

        Wipe();
        _age = age;
        if (age > 0)
        {
            Length = _history.Get(age, _line);
            Remask();
            ShowRest(0);
            _cursor = Length;
        }
    }

    // A command, or the name of a setting behind set, as far as what stands there leaves one way.
    private void Complete()
    {
        int from = 0;
        byte[][] names = ConsoleText.Help;
        bool isSetting = Length >= 4 && ConsoleText.Find(_line, 0, 3) == ConsoleCommand.Set
            && _line[3] == ' ';
        if (isSetting)
        {
            from = 4;
            names = SettingTable.Names;
        }

        if (_cursor < Length || Length == from || HasBlank(from))
        {
            // As pasted text has it: a Tab between words.
            _character[0] = (byte)' ';
            Insert(1);
            return;
        }

        int typed = Length - from;
        int first = -1;
        int common = 0;
        for (int i = 0; i < names.Length; i++)
        {
            int length = ConsoleText.NameLength(names[i]);
            if (length < typed || SameLetters(names[i], _line, from, typed) < typed)
            {
                continue;
            }

            common = first < 0 || length == typed ? length
                : SameLetters(names[i], names[first], 0, common < length ? common : length);
            first = first < 0 || length == typed ? i : first;
            if (length == typed)
            {
                break;
            }
        }

        if (first < 0)
        {
            _out.Byte(Bell);
        }
        else if (common == typed && common < ConsoleText.NameLength(names[first]))
        {
            List(names, from, typed);
        }
        else
        {
            Extend(names[first], typed, common);
        }
    }

    private void Extend(byte[] name, int typed, int common)
    {
        for (int i = typed; i < common; i++)
        {
            _character[0] = name[i];
            Insert(1);
        }

        if (common == ConsoleText.NameLength(name))
        {
            _character[0] = (byte)' ';
            Insert(1);
        }
    }

    // Everything that it may become, and then the line again.
    private void List(byte[][] names, int from, int typed)
    {
        _out.End();
        for (int i = 0; i < names.Length; i++)
        {
            int length = ConsoleText.NameLength(names[i]);
            if (length >= typed && SameLetters(names[i], _line, from, typed) == typed)
            {
                _out.Text(names[i], 0, length);
                _out.Byte(' ');
            }
        }

        _out.End();
        _prompt.Show();
        ShowRest(0);
    }

    private static int SameLetters(byte[] name, byte[] other, int from, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int letter = other[from + i];
            letter = letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
            if (name[i] != letter)
            {
                return i;
            }
        }

        return count;
    }

    private bool HasBlank(int from)
    {
        for (int i = from; i < Length; i++)
        {
            if (_line[i] == ' ')
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsSecret()
    {
        for (int i = 0; i < Length; i++)
        {
            if (_isSecret[i])
            {
                return true;
            }
        }

        return false;
    }

    private void Remask()
    {
        _mask.Reset();
        for (int i = 0; i < Length; i++)
        {
            _isSecret[i] = !IsPasting && _mask.Take(_line[i]);
        }
    }

    private int Next(int at)
    {
        at++;
        while (at < Length && (_line[at] & 0xC0) == 0x80)
        {
            at++;
        }

        return at;
    }

    // Shows a character, and says where the next begins.
    private int Show(int at)
    {
        int next = Next(at);
        if (_isSecret[at])
        {
            _out.Byte('*');
        }
        else
        {
            _out.Text(_line, at, next - at);
        }

        return next;
    }

    private int ShowRest(int at)
    {
        int columns = 0;
        while (at < Length)
        {
            at = Show(at);
            columns++;
        }

        return columns;
    }

    private void GoBack(int columns)
    {
        for (int i = 0; i < columns; i++)
        {
            _out.Byte(Backspace);
        }
    }
}
