using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>The keypad's FIFO.</summary>
/// <param name="pressed">Called when a key has been pressed.</param>
public sealed class VirtualKeypad(Action? pressed = null) : IKeypad
{
    private readonly ByteRing _keys = new(64);
    private readonly byte[] _taken = new byte[1];

    /// <summary>
    /// A key by its letter: a digit, o for OK, c for Cancel, k for Clear, m for Menu, u for Up, d for Down.
    /// </summary>
    public static Key KeyOf(char letter) => letter switch
    {
        'o' => Key.Ok,
        'c' => Key.Cancel,
        'k' => Key.Clear,
        'm' => Key.Menu,
        'u' => Key.Up,
        'd' => Key.Down,
        _ => (Key)(letter - '0'),
    };

    /// <summary>Presses a key.</summary>
    public void Press(Key key)
    {
        _keys.Put([(byte)key], 0, 1);
        pressed?.Invoke();
    }

    /// <summary>Presses keys by their letters.</summary>
    public void Press(string letters)
    {
        foreach (char letter in letters)
        {
            Press(KeyOf(letter));
        }
    }

    /// <inheritdoc/>
    public Key Take() => _keys.Take(_taken, 0, 1) == 0 ? Key.None : (Key)_taken[0];
}
