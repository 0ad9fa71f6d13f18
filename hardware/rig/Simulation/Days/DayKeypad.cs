using Terminal.Agent.Ports;

namespace Terminal.Rig.Simulation.Days;

/// <summary>The keypad.</summary>
public sealed class DayKeypad(Action pressed) : IKeypad
{
    private readonly Queue<Key> _keys = new(64);

    /// <summary>Presses a key.</summary>
    public void Press(Key key)
    {
        _keys.Enqueue(key);
        pressed();
    }

    /// <inheritdoc/>
    public Key Take() => _keys.Count == 0 ? Key.None : _keys.Dequeue();
}
