using System;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Chips;

/// <summary>
/// The display: SSD1306, 128 x 64, horizontal addressing. It is set up by the first transfer and
/// again after one that it did not acknowledge. Commands: Solomon Systech SSD1306, table 9-1.
/// </summary>
public sealed class Ssd1306 : IDisplay
{
    private const int Columns = 128;
    private const byte CommandStream = 0x00;
    private const byte DataStream = 0x40;

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
        0x81, 0x9F, // contrast
        0xD9, 0xF1, 0xDB, 0x40, // pre-charge, deselect level
        0xA4, 0xA6, // from memory, not inverted
        0xAF, // on
    };

    private readonly II2cBus _bus;
    private readonly byte[] _data = new byte[1 + Columns];

    private readonly byte[] _window =
    {
        CommandStream, 0x21, 0, 0, 0x22, 0, 0,
    };

    private bool _isSetUp;

    /// <summary>Makes the display.</summary>
    public Ssd1306(II2cBus bus)
    {
        _bus = bus;
        _data[0] = DataStream;
    }

    /// <inheritdoc/>
    public bool Show(int page, int column, byte[] frame, int offset, int count)
    {
        _isSetUp = _isSetUp || _bus.Write(Wiring.DisplayAddress, SetUp, SetUp.Length);
        if (!_isSetUp)
        {
            return false;
        }

        _window[2] = (byte)column;
        _window[3] = (byte)(column + count - 1);
        _window[5] = (byte)page;
        _window[6] = (byte)page;
        Array.Copy(frame, offset, _data, 1, count);
        _isSetUp = _bus.Write(Wiring.DisplayAddress, _window, _window.Length)
            && _bus.Write(Wiring.DisplayAddress, _data, 1 + count);
        return _isSetUp;
    }
}
