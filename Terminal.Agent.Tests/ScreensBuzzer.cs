using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>A buzzer that remembers what it sounded.</summary>
public sealed class ScreensBuzzer : IBuzzer
{
    /// <summary>Frequencies in the order of their coming; 0 ends a tone.</summary>
    public readonly int[] Frequencies = new int[32];

    /// <summary>How many of them there are.</summary>
    public int Count;

    /// <summary>Volume of the last tone.</summary>
    public int Volume;

    /// <inheritdoc/>
    public void Sound(int frequencyHz, int volume)
    {
        Frequencies[Count++] = frequencyHz;
        Volume = volume;
    }
}
