namespace Terminal.Agent.Ports;

/// <summary>
/// Random numbers for jitter and salts; nothing that must be unique depends on them.
/// </summary>
public interface IRandom
{
    /// <summary>The next 32 random bits.</summary>
    uint Next();
}
