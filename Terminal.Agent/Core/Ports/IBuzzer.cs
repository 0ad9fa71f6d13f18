namespace Terminal.Agent.Ports;

/// <summary>A sounder that takes one tone at a time.</summary>
public interface IBuzzer
{
    /// <summary>Sounds until told otherwise, or falls silent.</summary>
    /// <param name="frequencyHz">200 to 5000; 0 for silence.</param>
    /// <param name="volume">1 (soft) to 3 (loud).</param>
    void Sound(int frequencyHz, int volume);
}
