namespace Terminal.Rig.Simulation.Tills;

/// <summary>How often each trouble strikes a request of a till, in percent; 0 never.</summary>
public sealed record TillWeights
{
    /// <summary>Nothing goes wrong.</summary>
    public static TillWeights Off { get; } = new();

    /// <summary>Everything, often.</summary>
    public static TillWeights Usual { get; } = new()
    {
        LosesAnswer = 20,
        Cancels = 10,
        TapsLate = 5,
        Leaves = 16,
        Cuts = 14,
        CutsInWrite = 14,
        Faults = 25,
    };

    /// <summary>The till does not get the answer that was written.</summary>
    public int LosesAnswer { get; init; }

    /// <summary>The cashier presses Cancel.</summary>
    public int Cancels { get; init; }

    /// <summary>The customer taps after the till's time.</summary>
    public int TapsLate { get; init; }

    /// <summary>The till goes away.</summary>
    public int Leaves { get; init; }

    /// <summary>Power goes.</summary>
    public int Cuts { get; init; }

    /// <summary>Power goes in a write of NVRAM.</summary>
    public int CutsInWrite { get; init; }

    /// <summary>Something is wrong with the acquirer.</summary>
    public int Faults { get; init; }

    /// <summary>Draws them: one seed in four has none.</summary>
    public static TillWeights Draw(Random random)
    {
        if (random.Next(4) == 0)
        {
            return Off;
        }

        int Weight(int usual) => random.Next(3) == 0 ? 0 : random.Next(1, (2 * usual) + 1);
        return new TillWeights
        {
            LosesAnswer = Weight(Usual.LosesAnswer),
            Cancels = Weight(Usual.Cancels),
            TapsLate = Weight(Usual.TapsLate),
            Leaves = Weight(Usual.Leaves),
            Cuts = Weight(Usual.Cuts),
            CutsInWrite = Weight(Usual.CutsInWrite),
            Faults = Weight(Usual.Faults),
        };
    }
}
