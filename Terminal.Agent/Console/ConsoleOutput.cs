using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>
/// What waits for the line, bounded: rows of key=value pairs are put together here and drained as
/// the line takes them. A command asks for <see cref="Room"/> before it prints; what does not fit
/// all the same is left out, never waited for.
/// </summary>
internal sealed class ConsoleOutput
{
    private const int ScratchBytes = 48;

    private readonly ISerialPort _port;
    private readonly byte[] _bytes = new byte[Limits.ConsoleOutBytes];
    private readonly byte[] _scratch = new byte[ScratchBytes];
    private int _head;
    private int _tail;

    public ConsoleOutput(ISerialPort port) => _port = port;

    /// <summary>Bytes that can be put now.</summary>
    public int Room => _bytes.Length - _tail + _head;

    /// <summary>Bytes that the line has taken since start.</summary>
    public int Taken { get; private set; }

    /// <summary>True when nothing waits.</summary>
    public bool IsEmpty => _head == _tail;

    /// <summary>Where the row begins that is being put together.</summary>
    public int RowStart { get; private set; }

    /// <summary>Everything that waits; for the check sum of a row.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Where the next byte goes.</summary>
    public int At => _tail;

    /// <summary>Hands over what the line takes.</summary>
    public void Drain()
    {
        if (_head == _tail)
        {
            return;
        }

        int taken = _port.Write(_bytes, _head, _tail - _head);
        _head += taken;
        Taken += taken;
        if (_head == _tail)
        {
            _head = 0;
            _tail = 0;
            RowStart = 0;
        }
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear()
    {
        _head = 0;
        _tail = 0;
        RowStart = 0;
    }

    /// <summary>
    /// Begins a row: what waits is moved to the front, so that a row stands in one piece.
    /// </summary>
    public void Begin()
    {
        if (_head > 0)
        {
            Array.Copy(_bytes, _head, _bytes, 0, _tail - _head);
            _tail -= _head;
            _head = 0;
        }

        RowStart = _tail;
    }

    /// <summary>Begins the pair <paramref name="key"/>=, with a blank before it.</summary>
    public ConsoleOutput Key(byte[] key)
    {
        if (_tail > RowStart)
        {
            Byte(' ');
        }

        Text(key);
        Byte('=');
        return this;
    }

    public ConsoleOutput Text(byte[] text) => Text(text, 0, text.Length);

    public ConsoleOutput Text(byte[] text, int offset, int count)
    {
        int room = _bytes.Length - _tail;
        count = count < room ? count : room;
        Array.Copy(text, offset, _bytes, _tail, count);
        _tail += count;
        return this;
    }

    public void Byte(int value)
    {
        if (_tail < _bytes.Length)
        {
            _bytes[_tail++] = (byte)value;
        }
    }

    public void Number(long value)
    {
        int at = 0;
        if (value < 0)
        {
            _scratch[at++] = (byte)'-';
            value = -value;
        }

        Text(_scratch, 0, ByteCodec.PutDecimal(_scratch, at, value));
    }

    /// <summary>An amount in hundredths, with a point.</summary>
    public void Amount(long cents)
    {
        Number(cents / 100);
        Byte('.');
        Padded((int)(cents % 100), 2);
    }

    /// <summary>A fault code, or "none".</summary>
    public void Fault(FaultCode fault)
    {
        int end = FaultCodes.Write(fault, _scratch, 0);
        if (end == 0)
        {
            Text(ConsoleKeys.None);
        }

        Text(_scratch, 0, end);
    }

    /// <summary>A time in ISO 8601, or "unknown" for 0.</summary>
    public void Time(long utcSeconds)
    {
        if (utcSeconds <= 0)
        {
            Text(ConsoleKeys.Unknown);
            return;
        }

        Date(utcSeconds);
        int second = (int)(utcSeconds % Calendar.SecondsPerDay);
        Byte('T');
        Padded(second / 3600, 2);
        Byte(':');
        Padded(second / 60 % 60, 2);
        Byte(':');
        Padded(second % 60, 2);
        Byte('Z');
    }

    /// <summary>The date of a time in ISO 8601.</summary>
    public void Date(long seconds)
    {
        int year = Calendar.Year(seconds);
        int days = (int)(seconds / Calendar.SecondsPerDay);
        int month = 12;
        while (Calendar.Days(year, month, 1) > days)
        {
            month--;
        }

        Padded(year, 4);
        Byte('-');
        Padded(month, 2);
        Byte('-');
        Padded(days - (int)Calendar.Days(year, month, 1) + 1, 2);
    }

    /// <summary>Eight hexadecimal digits.</summary>
    public void Hex32(uint value)
    {
        for (int shift = 28; shift >= 0; shift -= 4)
        {
            int digit = (int)(value >> shift) & 15;
            Byte(digit < 10 ? '0' + digit : 'A' + digit - 10);
        }
    }

    /// <summary>Bytes in hexadecimal.</summary>
    public void Hex(byte[] bytes, int count)
    {
        if (_bytes.Length - _tail >= 2 * count)
        {
            _tail = Terminal.Agent.Hex.Put(_bytes, _tail, bytes, count);
        }
    }

    /// <summary>Bytes in base64.</summary>
    public void Base64(byte[] bytes, int count)
    {
        if (_bytes.Length - _tail >= Terminal.Agent.Base64.Length(count))
        {
            _tail = Terminal.Agent.Base64.Put(_bytes, _tail, bytes, 0, count);
        }
    }

    /// <summary>
    /// A text from outside, in quotes when it holds more than letters, digits and the like; what
    /// would confuse a terminal program comes out as a question mark.
    /// </summary>
    public void Quoted(byte[] text, int count)
    {
        bool isPlain = count > 0;
        for (int i = 0; i < count && isPlain; i++)
        {
            isPlain = text[i] > ' ' && text[i] != '"' && text[i] != '\\';
        }

        for (int i = 0; i < count && isPlain;)
        {
            int length = CharacterBytes(text, i, count);
            isPlain = length > 0;
            i += length;
        }

        if (isPlain)
        {
            Text(text, 0, count);
            return;
        }

        Byte('"');
        for (int i = 0; i < count;)
        {
            int value = text[i];
            if (value == '"' || value == '\\')
            {
                Byte('\\');
            }

            int length = CharacterBytes(text, i, count);
            if (length == 0)
            {
                Byte('?');
                i++;
                continue;
            }

            Text(text, i, length);
            i += length;
        }

        Byte('"');
    }

    /// <summary>Ends a row.</summary>
    public void End()
    {
        Byte('\r');
        Byte('\n');
        Begin();
    }

    // Length of the UTF-8 character at an offset; 0 for control and for what is not well formed.
    private static int CharacterBytes(byte[] text, int at, int count)
    {
        int lead = text[at];
        if (lead < 0x80)
        {
            return lead < ' ' || lead == 0x7F ? 0 : 1;
        }

        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > count)
        {
            return 0;
        }

        for (int i = 1; i < length; i++)
        {
            if ((text[at + i] & 0xC0) != 0x80)
            {
                return 0;
            }
        }

        // Control behind 7F, forms longer than needed, surrogates, codes behind the last one.
        int second = text[at + 1];
        bool isRefused = (lead == 0xC2 && second < 0xA0) || (lead == 0xE0 && second < 0xA0)
            || (lead == 0xED && second >= 0xA0) || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second >= 0x90);
        return isRefused ? 0 : length;
    }

    private void Padded(int value, int digits)
    {
        for (int i = ByteCodec.DecimalDigits(value); i < digits; i++)
        {
            Byte('0');
        }

        Number(value);
    }
}
