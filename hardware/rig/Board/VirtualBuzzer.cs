using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>A buzzer that tells what it sounds, and keeps it for a while.</summary>
public sealed class VirtualBuzzer : IBuzzer
{
    private const int Kept = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Tone> _tones = new();
    private long _number;

    /// <summary>Raised after each tone and each end of one, on the firmware's thread.</summary>
    public event Action? Changed;

    /// <summary>What sounds now; frequency 0 for silence.</summary>
    public Tone Now { get; private set; } = new(0, 0, 0);

    /// <summary>What has come after the tone of that number, oldest first.</summary>
    public IReadOnlyList<Tone> After(long number)
    {
        lock (_lock)
        {
            return [.. _tones.Where(tone => tone.Number > number)];
        }
    }

    /// <inheritdoc/>
    public void Sound(int frequencyHz, int volume)
    {
        lock (_lock)
        {
            Now = new Tone(++_number, frequencyHz, volume);
            _tones.Enqueue(Now);
            if (_tones.Count > Kept)
            {
                _tones.Dequeue();
            }
        }

        Changed?.Invoke();
    }

    /// <summary>Power has gone.</summary>
    public void Hush()
    {
        if (Now.FrequencyHz != 0)
        {
            Sound(0, 0);
        }
    }

    /// <summary>A tone begins, or the one before ends.</summary>
    /// <param name="Number">Rises by 1.</param>
    /// <param name="FrequencyHz">0 for silence.</param>
    /// <param name="Volume">1 to 3; 0 with silence.</param>
    public sealed record Tone(long Number, int FrequencyHz, int Volume);
}
