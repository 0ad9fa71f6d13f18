using System;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Chips;

/// <summary>
/// The display: SSD1306, 128 x 64, horizontal addressing. It is set up by the first transfer and
/// again after one that it did not acknowledge. A window is one transfer. Commands: Solomon Systech SSD1306, table 9-1.
/// </summary>
public sealed class Ssd1306 : IDisplay
{
    private const int Columns = 128;
    private const int Pages = 8;
    private const byte CommandStream = 0x00;
    private const byte DataStream = 0x40;
    private const byte OneCommand = 0x80;
    private const byte SetUpContrast = 0x9F;

    private static readonly byte[] SetUp =
    {
        CommandStream,
        0xAE, // off
        0xD5, 0x80, // clock
        0xA8, 0x3F, // 64 rows
        0xD3, 0x00, 0x40, // no offset
        0x8D, 0x14, // charge pump
        0x20, 0x00, // horizontal addressing
        0xA1, 0xC8, // the connector is above
        0xDA, 0x12, // alternative COM pins
        0x81, SetUpContrast, // contrast
        0xD9, 0xF1, 0xDB, 0x40, // pre-charge, deselect level
        0xA4, 0xA6, // from memory, not inverted
        0xAF, // on
    };

    // One transfer: each command byte behind a control byte that says that another follows, then
    // the control byte of the data, then the data (SSD1306, 8.1.5.2).
    private const int WindowBytes = 13;

    // What the levels of contrast are on the chip.
    private static readonly byte[] Contrasts = { 0x10, 0x50, SetUpContrast, 0xFF };

    private readonly II2cBus _bus;
    private readonly byte[] _contrast = { CommandStream, 0x81, SetUpContrast };
    private bool _isContrastSet = true;
    private readonly byte[] _transfer = new byte[WindowBytes + (Columns * Pages)];
    private bool _isSetUp;

    /// <summary>Makes the display.</summary>
    public Ssd1306(II2cBus bus)
    {
        _bus = bus;
        for (int i = 0; i < WindowBytes; i += 2)
        {
            _transfer[i] = OneCommand;
        }

        _transfer[1] = 0x21;
        _transfer[7] = 0x22;
        _transfer[WindowBytes - 1] = DataStream;
    }

    /// <inheritdoc/>
    public void SetContrast(int level)
    {
        _isContrastSet = _isContrastSet && _contrast[2] == Contrasts[level];
        _contrast[2] = Contrasts[level];
    }

    /// <inheritdoc/>
    public bool Show(int page, int column, byte[] frame, int offset, int count, int pages)
    {
        if (!Prepare())
        {
            return false;
        }

        _transfer[3] = (byte)column;
        _transfer[5] = (byte)(column + count - 1);
        _transfer[9] = (byte)page;
        _transfer[11] = (byte)(page + pages - 1);
        int at = WindowBytes;
        for (int i = 0; i < pages; i++)
        {
            Array.Copy(frame, offset, _transfer, at, count);
            offset += Columns;
            at += count;
        }

        _isSetUp = _bus.Write(Wiring.DisplayAddress, _transfer, at);
        return _isSetUp;
    }

    // False when it does not answer. What has been set up anew has the contrast of the set-up.
    private bool Prepare()
    {
        if (!_isSetUp)
        {
            _isSetUp = _bus.Write(Wiring.DisplayAddress, SetUp, SetUp.Length);
            _isContrastSet = _contrast[2] == SetUpContrast;
        }

        if (_isSetUp && !_isContrastSet)
        {
            _isSetUp = _bus.Write(Wiring.DisplayAddress, _contrast, _contrast.Length);
            _isContrastSet = _isSetUp;
        }

        return _isSetUp;
    }
}
