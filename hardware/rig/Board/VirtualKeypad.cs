using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>The keypad's FIFO.</summary>
public sealed class VirtualKeypad(Action pressed) : IKeypad
{
    private readonly ByteRing _keys = new(64);
    private readonly byte[] _taken = new byte[1];

    /// <summary>Presses a key.</summary>
    public void Press(Key key)
    {
        _keys.Put([(byte)key], 0, 1);
        pressed();
    }

    /// <inheritdoc/>
    public Key Take() => _keys.Take(_taken, 0, 1) == 0 ? Key.None : (Key)_taken[0];
}
