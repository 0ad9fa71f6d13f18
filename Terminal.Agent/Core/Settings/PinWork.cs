namespace Terminal.Agent.Settings;

/// <summary>The code that is being judged, or none: what the loop works on.</summary>
public sealed class PinWork
{
    /// <summary>The guard that has something to judge; null when none has.</summary>
    public PinGuard Active;

    /// <summary>Works on it.</summary>
    /// <returns>True while there is more to do.</returns>
    public bool Step(long nowMs) => Active != null && Active.Step(nowMs) == PinVerdict.Busy;
}
