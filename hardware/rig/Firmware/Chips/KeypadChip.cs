using Terminal.Agent.Ports;

namespace Terminal.Rig.Firmware.Chips;

/// <summary>
/// TCA8418 with the board's 4 x 4 matrix: ten events, a press and a release for each key; the interrupt line is low
/// while events wait. An eleventh event is lost.
/// </summary>
/// <param name="interrupt">Told the new level of the interrupt line.</param>
public sealed class KeypadChip(Action<bool> interrupt) : II2cChip
{
    private const int FifoEvents = 10;

    // As they are printed on the keys.
    private static readonly Key[] Keys =
    [
        (Key)1, (Key)2, (Key)3, Key.Up,
        (Key)4, (Key)5, (Key)6, Key.Down,
        (Key)7, (Key)8, (Key)9, Key.Menu,
        Key.Cancel, Key.Digit0, Key.Clear, Key.Ok,
    ];

    private readonly Lock _lock = new();
    private readonly Queue<byte> _events = new();
    private readonly byte[] _registers = new byte[0x30];
    private int _register;

    /// <summary>True while events wait.</summary>
    public bool HasEvents
    {
        get
        {
            lock (_lock)
            {
                return _events.Count > 0;
            }
        }
    }

    /// <summary>Presses and lets go.</summary>
    /// <returns>False when the matrix is not set up or the FIFO is full.</returns>
    public bool Press(Key key)
    {
        bool isTaken;
        lock (_lock)
        {
            int at = Array.IndexOf(Keys, key);
            int number = (at / 4 * 10) + (at % 4) + 1;
            bool isInMatrix = (_registers[0x1D] >> (at / 4) & _registers[0x1E] >> (at % 4) & 1) == 1;
            isTaken = isInMatrix && _events.Count + 2 <= FifoEvents;
            if (isTaken)
            {
                _events.Enqueue((byte)(0x80 | number));
                _events.Enqueue((byte)number);
            }
        }

        if (isTaken && (_registers[0x01] & 1) == 1)
        {
            interrupt(false);
        }

        return isTaken;
    }

    /// <inheritdoc/>
    public bool Answers(int address) => address == 0x34;

    /// <inheritdoc/>
    public void Write(int address, ReadOnlySpan<byte> bytes)
    {
        bool isCleared;
        lock (_lock)
        {
            _register = bytes[0];
            for (int i = 1; i < bytes.Length; i++)
            {
                _registers[_register % _registers.Length] = bytes[i];
            }

            isCleared = bytes.Length > 1 && _register == 0x02 && _events.Count == 0;
        }

        if (isCleared)
        {
            interrupt(true);
        }
    }

    /// <inheritdoc/>
    public void Read(int address, Span<byte> bytes)
    {
        lock (_lock)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = _register switch
                {
                    0x02 => (byte)(_events.Count > 0 ? 1 : 0),
                    0x03 => (byte)_events.Count,
                    0x04 => _events.TryDequeue(out byte oldest) ? oldest : (byte)0,
                    _ => _registers[_register % _registers.Length],
                };
            }
        }
    }
}
