using CsCheck;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Generators that several properties use.</summary>
public static class AgentGen
{
    /// <summary>One of the given values.</summary>
    public static Gen<T> Any<T>(params T[] values) =>
        Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
