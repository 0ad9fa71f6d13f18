using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// Which remedy comes next. Each rung is used a number of times before the next is taken; at the
/// top the pause before another turn doubles up to its limit, and never ends the climbing. Proven
/// health leads back to the bottom. SPEC.md has the table.
/// </summary>
public sealed class RecoveryLadder
{
    /// <summary>Number of rungs.</summary>
    public const int Rungs = 8;

    private readonly IRandom _random;
    private readonly int[] _counts = new int[Rungs];
    private readonly int[] _uses = new int[Rungs];
    private int _usesLeft;
    private int _pauseMs;

    /// <summary>A ladder at its bottom.</summary>
    public RecoveryLadder(IRandom random)
    {
        _random = random;
        _uses[(int)ModemRung.Retry] = Limits.ModemRetryUses;
        _uses[(int)ModemRung.Resync] = Limits.ModemRetryUses;
        _uses[(int)ModemRung.Reopen] = Limits.ModemReopenUses;
        _uses[(int)ModemRung.RestartService] = Limits.ModemRestartServiceUses;
        _uses[(int)ModemRung.Reattach] = Limits.ModemReattachUses;
        _uses[(int)ModemRung.Restart] = Limits.ModemRestartUses;
        _uses[(int)ModemRung.ResetPulse] = Limits.ModemResetPulseUses;
        _uses[(int)ModemRung.PowerCut] = int.MaxValue;
        Proven();
    }

    /// <summary>The highest rung taken since health was last proven.</summary>
    public ModemRung Rung { get; private set; }

    /// <summary>How often a rung was used since power-on.</summary>
    public int Count(ModemRung rung) => _counts[(int)rung];

    /// <summary>Counts a use of a rung that the chat takes by itself.</summary>
    public void Note(ModemRung rung) => _counts[(int)rung]++;

    /// <summary>Takes the next remedy.</summary>
    /// <param name="floor">The mildest that can help.</param>
    /// <param name="cap">The strongest that is worth it.</param>
    public ModemRung Climb(ModemRung floor, ModemRung cap)
    {
        if (_usesLeft <= 0)
        {
            Take(Rung < ModemRung.PowerCut ? Rung + 1 : ModemRung.PowerCut);
        }

        if (Rung < floor)
        {
            Take(floor);
        }

        ModemRung rung = Rung;
        if (rung > cap)
        {
            rung = cap;
        }
        else
        {
            _usesLeft--;
        }

        _counts[(int)rung]++;
        return rung;
    }

    /// <summary>
    /// The pause before the next remedy of a series, in ms: doubles up to its limit, with jitter.
    /// </summary>
    public int NextPauseMs()
    {
        int pauseMs = _pauseMs;
        _pauseMs = pauseMs * 2 > Limits.ModemBackoffMsMax ? Limits.ModemBackoffMsMax : pauseMs * 2;
        return (pauseMs / 2) + (int)((_random.Next() >> 1) % (uint)((pauseMs / 2) + 1));
    }

    /// <summary>Health is proven: the next trouble begins at the bottom again.</summary>
    public void Proven()
    {
        Take(ModemRung.Retry);
        _pauseMs = Limits.ModemBackoffMsMin;
    }

    private void Take(ModemRung rung)
    {
        Rung = rung;
        _usesLeft = _uses[(int)rung];
    }
}
