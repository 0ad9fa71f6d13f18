using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation.Tills;

/// <summary>What happens while one request is answered, drawn before it.</summary>
public sealed class TillTrouble
{
    /// <summary>Draws it.</summary>
    /// <param name="random">Where it is drawn.</param>
    /// <param name="weights">How often each strikes.</param>
    public TillTrouble(Random random, TillWeights weights)
    {
        HasEnd = random.Next(2) == 0;
        TapMs = random.Next(500, 8_000);
        Consents = random.Next(3) > 0;
        Card = random.Next(6) == 0 ? "declined_51" : "approved";
        bool Strikes(int percent) => random.Next(100) < percent;
        LosesAnswer = Strikes(weights.LosesAnswer);
        CancelMs = Strikes(weights.Cancels) ? random.Next(300, 3_000) : CancelMs;
        TapMs = Strikes(weights.TapsLate) ? 40_000 : TapMs;
        LeaveMs = Strikes(weights.Leaves) ? random.Next(100, 15_000) : LeaveMs;
        CutMs = Strikes(weights.Cuts) ? random.Next(100, 15_000) : CutMs;
        CutWrites = Strikes(weights.CutsInWrite) ? random.Next(1, 16) : 0;
        Fault = !Strikes(weights.Faults) ? null : random.Next(3) switch
        {
            0 => FaultKind.LoseAnswer,
            1 => FaultKind.Status,
            _ => FaultKind.GatewayPage,
        };
    }

    /// <summary>True: the request ends in CR LF.</summary>
    public bool HasEnd { get; }

    /// <summary>When the customer taps, in ms.</summary>
    public int TapMs { get; }

    /// <summary>The card.</summary>
    public string Card { get; }

    /// <summary>Whether the cashier consents to offline.</summary>
    public bool Consents { get; }

    /// <summary>The till does not get the answer that was written.</summary>
    public bool LosesAnswer { get; }

    /// <summary>When the cashier presses Cancel, in ms.</summary>
    public int CancelMs { get; } = int.MaxValue;

    /// <summary>When the till goes away, in ms.</summary>
    public int LeaveMs { get; } = int.MaxValue;

    /// <summary>When power goes, in ms.</summary>
    public int CutMs { get; } = int.MaxValue;

    /// <summary>In which write of NVRAM power goes; 0: in none.</summary>
    public int CutWrites { get; }

    /// <summary>What is wrong with the acquirer; null: nothing.</summary>
    public FaultKind? Fault { get; }
}
