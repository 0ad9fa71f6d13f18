using System.Device.Gpio;
using System.Threading;
using Terminal.Agent.Ports;
using Terminal.Firmware.Network;

namespace Terminal.Firmware.Chips;

/// <summary>
/// The keypad: TCA8418 with a 4 x 4 matrix (rows 0 to 3, columns 0 to 3). Its FIFO keeps ten events,
/// a press and a release each; its interrupt line wakes the loop, which empties it at once.
/// Registers: Texas Instruments TCA8418, table 3.
/// </summary>
public sealed class Tca8418 : IKeypad, IKeyTimes
{
    private const byte Configuration = 0x01;
    private const byte InterruptStatus = 0x02;
    private const byte EventCount = 0x03;
    private const byte NextEvent = 0x04;
    private const byte RowsToMatrix = 0x1D;
    private const byte ColumnsToMatrix = 0x1E;
    private const byte InterruptOnKey = 0x01;
    private const byte AllInterrupts = 0x1F;
    private const int PressBit = 0x80;
    private const int KeysOfRow = 10;
    private const int Kept = 32;

    // Row by row, as they are printed on the keys.
    private static readonly Key[] Keys =
    {
        (Key)1, (Key)2, (Key)3, Key.Up,
        (Key)4, (Key)5, (Key)6, Key.Down,
        (Key)7, (Key)8, (Key)9, Key.Menu,
        Key.Cancel, Key.Digit0, Key.Clear, Key.Ok,
    };

    private readonly II2cBus _bus;
    private readonly IClock _clock;
    private readonly AutoResetEvent _wake;
    private readonly GpioPin _interrupt;
    private readonly byte[] _command = new byte[2];
    private readonly byte[] _answer = new byte[1];
    private readonly Key[] _keys = new Key[Kept];
    private int _head;
    private int _count;
    private bool _isSetUp;
    private bool _hasEvents = true;
    private long _nextPollMs;

    // 32 bits: a worker reads it in one piece. Milliseconds wrap after 24 days; only the distance
    // counts.
    private int _lastKeyMs = -BoardLimits.KeyQuietMs;

    /// <summary>Makes the keypad.</summary>
    /// <param name="bus">Its bus.</param>
    /// <param name="gpio">Opens its interrupt pin.</param>
    /// <param name="clock">Uptime.</param>
    /// <param name="wake">Wakes the loop.</param>
    public Tca8418(II2cBus bus, GpioController gpio, IClock clock, AutoResetEvent wake)
    {
        _bus = bus;
        _clock = clock;
        _wake = wake;
        _interrupt = gpio.OpenPin(Wiring.KeypadInterrupt, PinMode.InputPullUp);
        _interrupt.ValueChanged += OnInterrupt;
    }

    /// <inheritdoc/>
    public int SinceKeyMs(long nowMs)
    {
        int sinceMs = (int)nowMs - _lastKeyMs;
        return sinceMs < 0 ? int.MaxValue : sinceMs;
    }

    /// <inheritdoc/>
    public Key Take()
    {
        if (_count == 0)
        {
            Fetch();
        }

        if (_count == 0)
        {
            return Key.None;
        }

        Key key = _keys[_head];
        _head = (_head + 1) % Kept;
        _count--;
        return key;
    }

    private void OnInterrupt(object sender, PinValueChangedEventArgs e)
    {
        _hasEvents = true;
        _wake.Set();
    }

    private void Fetch()
    {
        long nowMs = _clock.UptimeMs;
        if (!_hasEvents && nowMs < _nextPollMs)
        {
            return;
        }

        _nextPollMs = nowMs + BoardLimits.KeypadPollMs;
        _hasEvents = false;
        _isSetUp = _isSetUp || SetUp();
        if (!_isSetUp || !Get(EventCount))
        {
            _isSetUp = false;
            return;
        }

        int waiting = _answer[0] & 0x0F;
        for (int i = 0; i < waiting && Get(NextEvent); i++)
        {
            Add(_answer[0]);
        }

        if (waiting > 0)
        {
            // The line rises only now; what came meanwhile pulls it down again.
            Set(InterruptStatus, AllInterrupts);
            _hasEvents = true;
        }
    }

    private void Add(int entry)
    {
        int number = (entry & ~PressBit) - 1;
        int row = number / KeysOfRow;
        int column = number % KeysOfRow;
        bool isKey = (entry & PressBit) != 0 && number >= 0 && row < 4 && column < 4;
        if (isKey && _count < Kept)
        {
            _keys[(_head + _count) % Kept] = Keys[(row * 4) + column];
            _count++;
            _lastKeyMs = (int)_clock.UptimeMs;
        }
    }

    private bool SetUp() =>
        Set(RowsToMatrix, 0x0F) && Set(ColumnsToMatrix, 0x0F)
        && Set(Configuration, InterruptOnKey);

    private bool Set(byte register, byte value)
    {
        _command[0] = register;
        _command[1] = value;
        return _bus.Write(Wiring.KeypadAddress, _command, 2);
    }

    private bool Get(byte register)
    {
        _command[0] = register;
        return _bus.WriteRead(Wiring.KeypadAddress, _command, 1, _answer, 0, 1);
    }
}
