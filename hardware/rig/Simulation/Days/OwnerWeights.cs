namespace Terminal.Rig.Simulation.Days;

/// <summary>How often boards, memories and keys change beside the sales; 0 never.</summary>
public sealed record OwnerWeights
{
    /// <summary>Every seed has these sales; two in five of them with a cut at their answer.</summary>
    public const int Sales = 5;

    /// <summary>Nothing but sales.</summary>
    public static OwnerWeights Off { get; } = new();

    /// <summary>Everything, evenly.</summary>
    public static OwnerWeights Even { get; } =
        new() { Copied = 1, Replaced = 1, Moved = 1, KeyChanged = 1, RolledBack = 1 };

    /// <summary>A copy of the memory is kept.</summary>
    public int Copied { get; init; }

    /// <summary>A spare board without settings gets the memory, and then the key.</summary>
    public int Replaced { get; init; }

    /// <summary>A board of another terminal gets the memory.</summary>
    public int Moved { get; init; }

    /// <summary>The board gets another account's key, or the next one of its own.</summary>
    public int KeyChanged { get; init; }

    /// <summary>The copy is put back in the place of the memory.</summary>
    public int RolledBack { get; init; }

    /// <summary>All of them together.</summary>
    public int Total => Sales + Copied + Replaced + Moved + KeyChanged + RolledBack;

    /// <summary>Draws them: one seed in four has none.</summary>
    public static OwnerWeights Draw(Random random) => random.Next(4) == 0 ? Off : new OwnerWeights
    {
        Copied = random.Next(4),
        Replaced = random.Next(4),
        Moved = random.Next(4),
        KeyChanged = random.Next(4),
        RolledBack = random.Next(4),
    };
}
