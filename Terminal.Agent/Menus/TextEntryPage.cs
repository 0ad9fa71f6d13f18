using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Menus;

/// <summary>
/// Typing text on a telephone's keys: the same key again within a second takes its next character,
/// Up changes between small letters, capitals and figures, Down ends a letter at once. Of a
/// passphrase only the character typed last is seen.
/// </summary>
public sealed class TextEntryPage : MenuPage
{
    private const int ModeSmall = 0;
    private const int ModeCapital = 1;
    private const int ModeFigures = 2;
    private const int TextRow = 20;
    private const int KeysRow = 34;
    private const int PassphraseMin = 8;
    private const int ColumnsMax = 116;

    // Characters of an open key that are shown, and how many of them before the marked one.
    private const int Choices = 9;
    private const int ChoicesBefore = 5;
    private const byte Hidden = (byte)'*';

    // The characters of each key, small letters; its figure comes last.
    private readonly byte[][] _keys =
    {
        ByteCodec.Ascii(" +*/=%&#()<>[]{}\\|^~$`0"),
        ByteCodec.Ascii(".-_@!?,:;'\"1"),
        ByteCodec.Ascii("abc2"),
        ByteCodec.Ascii("def3"),
        ByteCodec.Ascii("ghi4"),
        ByteCodec.Ascii("jkl5"),
        ByteCodec.Ascii("mno6"),
        ByteCodec.Ascii("pqrs7"),
        ByteCodec.Ascii("tuv8"),
        ByteCodec.Ascii("wxyz9"),
    };

    private readonly byte[][] _modes =
    {
        ByteCodec.Ascii("abc"), ByteCodec.Ascii("ABC"), ByteCodec.Ascii("123"),
    };

    private readonly WifiSetup _owner;
    private readonly byte[] _text = new byte[WifiProfile.KeyDigits];
    private TextKind _kind;
    private int _count;
    private int _mode;

    // The key whose character is still open, -1 when none is, and which of its characters it is.
    private int _openKey = -1;
    private int _openIndex;
    private long _openUntilMs;
    private bool _isLastSeen;
    private bool _isTooShort;

    /// <summary>Makes the page.</summary>
    public TextEntryPage(Menu menu, WifiSetup owner)
        : base(menu)
    {
        _owner = owner;
    }

    /// <inheritdoc/>
    public override int IdleMs => Limits.MenuEntryIdleMs;

    /// <summary>The text typed; the first <see cref="Count"/> bytes count.</summary>
    public byte[] Text => _text;

    /// <summary>Its length in bytes.</summary>
    public int Count => _count;

    /// <summary>Says what is typed next; before the page is opened.</summary>
    public void Choose(TextKind kind) => _kind = kind;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        _mode = ModeSmall;
        Erase();
    }

    /// <inheritdoc/>
    public override void Leave() => Erase();

    /// <inheritdoc/>
    public override void Press(Key key, long nowMs)
    {
        _isTooShort = false;
        if (key <= Key.Digit9)
        {
            PressDigit((int)key, nowMs);
            return;
        }

        _openKey = -1;
        switch (key)
        {
            case Key.Clear:
                if (_count > 0)
                {
                    _text[--_count] = 0;
                    _isLastSeen = false;
                }

                break;
            case Key.Up:
                _mode = _mode == ModeFigures ? ModeSmall : _mode + 1;
                break;
            case Key.Ok:
                Accept(nowMs);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override int Step(long nowMs)
    {
        if (_openKey >= 0 && nowMs >= _openUntilMs)
        {
            _openKey = -1;
            Menu.Agent.View.Touch();
        }

        return Limits.StatusMs;
    }

    /// <inheritdoc/>
    public override void Draw(MenuCanvas canvas)
    {
        bool isSecret = _kind == TextKind.Passphrase;
        canvas.Title(isSecret ? TextId.WifiPassphrase : TextId.WifiName, _count, Max);
        DrawText(canvas, isSecret);
        DrawKeys(canvas);
        ScreenCanvas all = canvas.Canvas;
        if (_isTooShort)
        {
            all.Words(_count < PassphraseMin ? TextId.WifiShort : TextId.WifiKeyForm, 45);
        }
        else if (isSecret && _count == 0)
        {
            all.Words(TextId.WifiOpenHint, 45);
        }

        all.KeyAtLeft(IconCode.KeyClear, TextId.Correct);
        all.KeyAtRight(IconCode.KeyOk, TextId.Confirm);
    }

    private int Max => _kind == TextKind.Passphrase
        ? WifiProfile.KeyDigits : WifiNetwork.SsidBytesMax;

    private void PressDigit(int digit, long nowMs)
    {
        byte[] characters = _keys[digit];
        if (digit == _openKey && nowMs < _openUntilMs)
        {
            _openIndex = (_openIndex + 1) % characters.Length;
        }
        else
        {
            if (_count == Max)
            {
                return;
            }

            _count++;
            _openIndex = _mode == ModeFigures ? characters.Length - 1 : 0;
        }

        int code = characters[_openIndex];
        bool isLetter = code >= 'a' && code <= 'z';
        _text[_count - 1] = (byte)(isLetter && _mode == ModeCapital ? code - 0x20 : code);
        _isLastSeen = true;

        // A figure asks for no second press.
        _openKey = _mode == ModeFigures ? -1 : digit;
        _openUntilMs = nowMs + Limits.MenuTapMs;
    }

    private void Accept(long nowMs)
    {
        // No passphrase at all is that of an open network.
        bool isSecret = _kind == TextKind.Passphrase;
        _isTooShort = isSecret && _count > 0 && (_count < PassphraseMin
            || (_count == WifiProfile.KeyDigits && !WifiProfile.IsKey(_text, 0, _count)));
        bool isWhole = isSecret ? !_isTooShort : _count > 0;
        if (isWhole)
        {
            _owner.TakeText(_kind, nowMs);
        }
    }

    private void Erase()
    {
        System.Array.Clear(_text, 0, _text.Length);
        _count = 0;
        _openKey = -1;
        _isLastSeen = false;
        _isTooShort = false;
    }

    // The end of the text is what matters; what does not fit is left out at its beginning.
    private void DrawText(MenuCanvas canvas, bool isSecret)
    {
        ScreenCanvas all = canvas.Canvas;
        int first = 0;
        do
        {
            LineWriter line = all.Line.Start();
            for (int i = first; i < _count; i++)
            {
                bool isHidden = isSecret && !(i == _count - 1 && _isLastSeen);
                line.Byte(isHidden ? Hidden : _text[i] == ' ' && isSecret ? (byte)'_' : _text[i]);
            }

            first++;
        }
        while (first < _count
            && (_count - first >= Limits.ScreenLineBytesMax - 1
                || all.Small.Measure(all.Line.Bytes, 0, all.Line.Count) > ColumnsMax));

        int end = all.Frame.Text(
            all.Small, all.Line.Bytes, 0, all.Line.Count, MenuCanvas.LeftColumn, TextRow);

        // The cursor stands under an open character, behind a closed one.
        int width = _openKey >= 0 && _count > 0 ? all.Small.Width(_text[_count - 1]) : 0;
        all.Frame.Fill(
            width > 0 ? end - width - 1 : end, TextRow + 9, width > 0 ? width : 4, 1);
    }

    // Which letters the keys give now, or the choice that an open key offers.
    private void DrawKeys(MenuCanvas canvas)
    {
        ScreenCanvas all = canvas.Canvas;
        LineWriter line = all.Line.Start().Text(_modes[_mode]);
        int column = all.Frame.Icon(all.Icons, IconCode.Up, MenuCanvas.LeftColumn, KeysRow);
        canvas.LeftAt(column + 2, KeysRow);
        if (_openKey < 0)
        {
            return;
        }

        byte[] characters = _keys[_openKey];
        line.Start();
        int marked = 0;
        int first = _openIndex > ChoicesBefore ? _openIndex - ChoicesBefore : 0;
        for (int i = first; i < characters.Length && line.Count < Choices; i++)
        {
            int code = characters[i];
            bool isLetter = code >= 'a' && code <= 'z';
            marked = i == _openIndex ? line.Count : marked;
            line.Byte((byte)(isLetter && _mode == ModeCapital ? code - 0x20 : code));
        }

        int left = 48;
        canvas.LeftAt(left, KeysRow);
        int from = left + all.Small.Measure(line.Bytes, 0, marked) + (marked > 0 ? 1 : 0);
        all.Frame.Invert(from - 1, KeysRow - 1, all.Small.Width(line.Bytes[marked]) + 2, 9);
    }
}
