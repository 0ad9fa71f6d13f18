using Terminal.Agent.Ports;

namespace Terminal.Rig.Modem;

/// <summary>
/// The line between a virtual board and the emulated modem, in the same process. With a baud rate
/// it takes the time that 10 bits a character take, in both directions, and holds the writer back
/// as RTS/CTS would.
/// </summary>
public sealed class EmulatedModemPort : ISerialPort, ILineSpeed
{
    private readonly ModemEmulator _modem;
    private readonly Func<long> _nowMs;
    private readonly bool _takesTime;
    private int _bytesPerSecond;
    private int _baud = ModemCore.StartBaud;
    private readonly byte[] _pending = new byte[4_096];
    private int _pendingStart;
    private int _pendingEnd;
    private double _readCredit;
    private double _writeCredit;
    private long _lastMs;

    /// <summary>A line to a modem.</summary>
    /// <param name="modem">The modem.</param>
    /// <param name="nowMs">The clock that it runs on.</param>
    /// <param name="baud">Bits a second; 0 for a line without delay.</param>
    public EmulatedModemPort(ModemEmulator modem, Func<long> nowMs, int baud = 0)
    {
        _modem = modem;
        _nowMs = nowMs;
        _bytesPerSecond = baud / 10;
        _takesTime = baud > 0;
        _lastMs = nowMs();
    }

    /// <summary>Bytes that went to the modem.</summary>
    public long BytesToModem { get; private set; }

    /// <summary>Bytes that came from the modem.</summary>
    public long BytesFromModem { get; private set; }

    // Bytes at another speed than the reader's: none of them is what it was.
    private bool IsGarbled => _baud != _modem.Baud;

    /// <inheritdoc/>
    public void SetBaud(int baud)
    {
        _baud = baud;
        _bytesPerSecond = _takesTime ? baud / 10 : 0;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int most = Math.Min(capacity, Allowance(ref _readCredit));
        if (_pendingStart == _pendingEnd)
        {
            _pendingStart = 0;
            _pendingEnd = _modem.Transmit(_pending);
        }

        int count = Math.Min(most, _pendingEnd - _pendingStart);
        if (count <= 0)
        {
            return 0;
        }

        Array.Copy(_pending, _pendingStart, buffer, offset, count);
        if (IsGarbled)
        {
            Garble(buffer.AsSpan(offset, count));
        }

        _pendingStart += count;
        Spend(ref _readCredit, count);
        BytesFromModem += count;
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        int sent = Math.Min(count, Allowance(ref _writeCredit));
        if (sent <= 0)
        {
            return 0;
        }

        Spend(ref _writeCredit, sent);
        BytesToModem += sent;
        if (IsGarbled)
        {
            byte[] noise = buffer.AsSpan(offset, sent).ToArray();
            Garble(noise);
            _modem.Receive(noise);
        }
        else
        {
            _modem.Receive(buffer.AsSpan(offset, sent));
        }

        return sent;
    }

    private static void Garble(Span<byte> bytes)
    {
        foreach (ref byte value in bytes)
        {
            value |= 0x80;
        }
    }

    // Time that has passed is bytes that may pass; at most the 128 bytes of a UART's FIFO are saved
    // up.
    private int Allowance(ref double credit)
    {
        if (_bytesPerSecond == 0)
        {
            return int.MaxValue;
        }

        long now = _nowMs();
        if (now > _lastMs)
        {
            double earned = (now - _lastMs) * (double)_bytesPerSecond / 1000;
            double most = Math.Max(128, earned);
            _readCredit = Math.Min(_readCredit + earned, most);
            _writeCredit = Math.Min(_writeCredit + earned, most);
            _lastMs = now;
        }

        return (int)credit;
    }

    private void Spend(ref double credit, int count)
    {
        if (_bytesPerSecond > 0)
        {
            credit -= count;
        }
    }
}
