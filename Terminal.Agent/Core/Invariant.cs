using System;

namespace Terminal.Agent;

/// <summary>
/// A condition that only a mistake in this code can break. It stays in release builds; no input
/// from outside may reach a broken one. Passing a condition costs one call and allocates nothing.
/// </summary>
public static class Invariant
{
    /// <summary>Throws when <paramref name="holds"/> is false.</summary>
    /// <exception cref="InvalidOperationException">A programming error in the agent.</exception>
    public static void Check(bool holds)
    {
        if (!holds)
        {
            Fail();
        }
    }

    private static void Fail() => throw new InvalidOperationException();
}
