using System.Globalization;
using Terminal.Rig.Simulation.Tills;

namespace Terminal.Rig.Simulation.Days;

/// <summary>What was counted in the trials that seeds play after their day.</summary>
public sealed class TrialTally
{
    private int _ownerTrials;
    private int _replaced;
    private int _moved;
    private int _keysChanged;
    private int _rolledBack;
    private int _held;
    private int _charged;
    private int _tillTrials;
    private int _requests;
    private int _paid;
    private int _lost;
    private int _cuts;

    /// <summary>An owner trial has been played.</summary>
    public void Add(OwnerTrial trial)
    {
        _ownerTrials++;
        _replaced += trial.Replaced;
        _moved += trial.Moved;
        _keysChanged += trial.KeysChanged;
        _rolledBack += trial.RolledBack;
        _held += trial.Held;
        _charged += trial.Charged;
    }

    /// <summary>A till trial has been played.</summary>
    public void Add(TillTrial trial)
    {
        _tillTrials++;
        _requests += trial.Requests;
        _paid += trial.Paid;
        _lost += trial.Lost;
        _cuts += trial.Cuts;
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(TrialTally other)
    {
        _ownerTrials += other._ownerTrials;
        _replaced += other._replaced;
        _moved += other._moved;
        _keysChanged += other._keysChanged;
        _rolledBack += other._rolledBack;
        _held += other._held;
        _charged += other._charged;
        _tillTrials += other._tillTrials;
        _requests += other._requests;
        _paid += other._paid;
        _lost += other._lost;
        _cuts += other._cuts;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"owner_trials={_ownerTrials} boards_replaced={_replaced} memories_moved={_moved} "
            + $"keys_changed={_keysChanged} memories_rolled_back={_rolledBack} queues_held={_held} "
            + $"owner_charged={_charged} till_trials={_tillTrials} till_requests={_requests} "
            + $"till_paid={_paid} till_answers_lost={_lost} till_cuts={_cuts}");
}
