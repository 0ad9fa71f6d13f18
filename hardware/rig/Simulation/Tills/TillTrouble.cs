using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Simulation.Tills;

/// <summary>What happens while one request is answered, drawn before it.</summary>
public sealed class TillTrouble
{
    /// <summary>Draws it.</summary>
    public TillTrouble(Random random, bool hasTrouble)
    {
        HasEnd = random.Next(2) == 0;
        TapMs = random.Next(500, 8_000);
        Consents = random.Next(3) > 0;
        Card = random.Next(6) == 0 ? "declined_51" : "approved";
        if (!hasTrouble)
        {
            return;
        }

        LosesAnswer = random.Next(5) == 0;
        CancelMs = random.Next(10) == 0 ? random.Next(300, 3_000) : CancelMs;
        TapMs = random.Next(20) == 0 ? 40_000 : TapMs;
        LeaveMs = random.Next(6) == 0 ? random.Next(100, 15_000) : LeaveMs;
        CutMs = random.Next(7) == 0 ? random.Next(100, 15_000) : CutMs;
        CutWrites = random.Next(7) == 0 ? random.Next(1, 16) : 0;
        Fault = random.Next(4) > 0 ? null : random.Next(3) switch
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
