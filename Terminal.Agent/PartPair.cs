namespace Terminal.Agent;

/// <summary>Two parts above the agent, run one after the other.</summary>
internal sealed class PartPair : IAgentPart
{
    private readonly IAgentPart _first;
    private readonly IAgentPart _second;

    /// <summary>Makes the pair; either may be a pair itself.</summary>
    public PartPair(IAgentPart first, IAgentPart second)
    {
        _first = first;
        _second = second;
    }

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        int firstMs = _first.Step(nowMs);
        int secondMs = _second.Step(nowMs);
        return firstMs < secondMs ? firstMs : secondMs;
    }
}
