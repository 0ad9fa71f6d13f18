using Terminal.Rig.Board;

namespace Terminal.Rig.Firmware.Chips;

/// <summary>
/// SSD1306: takes streams of commands (control byte 0x00) and of data (0x40), keeps the window and the place in it,
/// and shows its memory while it is switched on with its charge pump.
/// </summary>
public sealed class DisplayChip(VirtualDisplay display) : II2cChip
{
    private const int Columns = 128;
    private readonly byte[] _memory = new byte[Columns * 8];
    private int _firstColumn;
    private int _lastColumn = Columns - 1;
    private int _firstPage;
    private int _lastPage = 7;
    private int _column;
    private int _page;
    private bool _isHorizontal;
    private bool _isOn;
    private bool _hasPump;

    /// <summary>Commands that the chip does not know, for tests.</summary>
    public List<byte> Unknown { get; } = [];

    /// <summary>Contrast, 0 to 255.</summary>
    public int Contrast { get; private set; } = 0x7F;

    /// <summary>True while something can be seen.</summary>
    public bool IsShining => _isOn && _hasPump;

    /// <inheritdoc/>
    public bool Answers(int address) => address == 0x3C;

    /// <inheritdoc/>
    public void Write(int address, ReadOnlySpan<byte> bytes)
    {
        // Single commands, each behind a control byte of its own, may stand before a stream.
        var commands = new List<byte>();
        while (bytes.Length > 1 && bytes[0] == 0x80)
        {
            commands.Add(bytes[1]);
            bytes = bytes[2..];
        }

        Commands(commands.ToArray());
        if (bytes.Length == 0)
        {
            return;
        }

        switch (bytes[0])
        {
            case 0x00:
                Commands(bytes[1..]);
                break;
            case 0x40:
                Data(bytes[1..]);
                break;
            default:
                Unknown.Add(bytes[0]);
                break;
        }
    }

    /// <inheritdoc/>
    public void Read(int address, Span<byte> bytes) => bytes.Fill((byte)(_isOn ? 0x00 : 0x40));

    private void Commands(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int taken = Command(bytes);
            bytes = bytes[Math.Min(taken, bytes.Length)..];
        }
    }

    // The length of the command that stands first, which is carried out when it is whole.
    private int Command(ReadOnlySpan<byte> bytes)
    {
        byte code = bytes[0];
        byte first = bytes.Length > 1 ? bytes[1] : (byte)0;
        byte second = bytes.Length > 2 ? bytes[2] : (byte)0;
        switch (code)
        {
            case 0x20:
                _isHorizontal = (first & 3) == 0;
                return 2;
            case 0x21:
                (_firstColumn, _lastColumn) = (first & 0x7F, second & 0x7F);
                _column = _firstColumn;
                return 3;
            case 0x22:
                (_firstPage, _lastPage) = (first & 7, second & 7);
                _page = _firstPage;
                return 3;
            case 0x8D:
                _hasPump = (first & 0x04) != 0;
                Refresh();
                return 2;
            case 0xAE or 0xAF:
                _isOn = code == 0xAF;
                Refresh();
                return 1;
            case 0x81:
                Contrast = first;
                return 2;
            case 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB:
                return 2;
            case >= 0x40 and <= 0x7F or 0xA0 or 0xA1 or 0xA4 or 0xA6 or 0xC0 or 0xC8 or 0xE3:
                return 1;
            default:
                Unknown.Add(code);
                return 1;
        }
    }

    private void Data(ReadOnlySpan<byte> bytes)
    {
        int page = _page;
        int column = _column;
        int shown = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            _memory[(_page * Columns) + _column] = bytes[i];
            shown++;
            Advance();
            if (_page != page || _column != column + shown)
            {
                Show(page, column, shown);
                (page, column, shown) = (_page, _column, 0);
            }
        }

        Show(page, column, shown);
    }

    private void Advance()
    {
        if (_column < _lastColumn)
        {
            _column++;
            return;
        }

        _column = _firstColumn;
        if (_isHorizontal)
        {
            _page = _page < _lastPage ? _page + 1 : _firstPage;
        }
    }

    private void Show(int page, int column, int count)
    {
        if (count > 0 && IsShining)
        {
            display.Show(page, column, _memory, (page * Columns) + column, count, 1);
        }
    }

    private void Refresh()
    {
        if (!IsShining)
        {
            display.Clear();
            return;
        }

        for (int page = 0; page < 8; page++)
        {
            Show(page, 0, Columns);
        }
    }
}
