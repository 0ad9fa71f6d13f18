namespace Terminal.Agent.Ports;

/// <summary>
/// Random numbers for jitter, salts and the first boot counter of a terminal's life.
/// </summary>
public interface IRandom
{
    /// <summary>The next 32 random bits.</summary>
    uint Next();
}
