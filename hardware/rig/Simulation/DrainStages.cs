using Terminal.Agent.Modem;

namespace Terminal.Rig.Simulation;

/// <summary>
/// Where the time goes while a queue empties over the SIM: each stretch of virtual time between two steps of the
/// terminal counts for what the modem's line was doing when it began.
/// </summary>
public sealed class DrainStages
{
    private readonly SimWorld _world;
    private readonly long[] _ms = new long[Names.Count];
    private long _sinceMs;
    private int _stage = Names.Count - 1;

    /// <summary>Begins to watch a terminal.</summary>
    public DrainStages(SimWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        _world = world;
        _sinceMs = world.Time.NowMs;
        world.Stepped += Look;
    }

    /// <summary>What the line can be doing, in the order of <see cref="PerTransactionMs"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "commands and requests out", "prompt awaited", "answers in", "modem's OK, lengths", "line idle",
    ];

    /// <summary>Ends and gives the milliseconds of each stage.</summary>
    /// <param name="count">Transactions to share them among.</param>
    public IReadOnlyList<double> PerTransactionMs(int count)
    {
        Look();
        _world.Stepped -= Look;
        return [.. _ms.Select(ms => (double)ms / count)];
    }

    private void Look()
    {
        long nowMs = _world.Time.NowMs;
        _ms[_stage] += nowMs - _sinceMs;
        _sinceMs = nowMs;
        ModemDriver modem = ((CellularLink)_world.Terminal.Agent!.Links.Sim).Modem;
        _stage = modem.Channel.IsSending ? 0
            : modem.Channel.IsPromptAwaited ? 1
            : modem.Channel.RawLeft > 0 ? 2
            : modem.Chat.Current is not null ? 3 : 4;
    }
}
