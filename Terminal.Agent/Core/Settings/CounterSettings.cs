namespace Terminal.Agent.Settings;

/// <summary>What the merchant chooses for eyes and ears at the counter.</summary>
public sealed class CounterSettings
{
    /// <summary>How loud the buzzer is: 0 silent to 3.</summary>
    public int Volume = Limits.VolumeDefault;

    /// <summary>True: amount and result stand in the largest figures.</summary>
    public bool IsLarge;

    /// <summary>How bright the display is: 0 to 3.</summary>
    public int Contrast = Limits.ContrastDefault;

    /// <summary>Puts all back to their defaults.</summary>
    public void Restore()
    {
        Volume = Limits.VolumeDefault;
        IsLarge = false;
        Contrast = Limits.ContrastDefault;
    }
}
