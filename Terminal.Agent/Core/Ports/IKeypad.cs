namespace Terminal.Agent.Ports;

/// <summary>Key presses in the order they were made; the board buffers at least 20.</summary>
public interface IKeypad
{
    /// <summary>Takes the oldest press.</summary>
    /// <returns>The key, or <see cref="Key.None"/>.</returns>
    Key Take();
}
