using System.Diagnostics;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// Plays scenarios side by side, each with a terminal and an acquirer of its own. They spend most of
/// their time waiting, so several times as many as there are processors go well together.
/// </summary>
/// <param name="board">What is played on.</param>
/// <param name="atATime">How many are played at a time.</param>
/// <param name="patience">As <see cref="ScenarioPlayer"/> has it.</param>
public sealed class ScenarioRunner(BoardKind board, int atATime, int patience = 1) : IDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly SemaphoreSlim _places = new(atATime);

    /// <summary>How many are played at a time unless told otherwise.</summary>
    public static int AtATimeDefault => Math.Clamp(4 * Environment.ProcessorCount, 4, 16);

    /// <summary>Plays a scenario as soon as there is a place.</summary>
    public async Task<ScenarioResult> PlayAsync(Scenario scenario, CancellationToken stop)
    {
        if (scenario.Unreadable is string wrong)
        {
            return new ScenarioResult(scenario, wrong, TimeSpan.Zero, []);
        }

        await _places.WaitAsync(stop);
        try
        {
            // A firmware that blocks its caller must not hold up the others.
            return await Task.Run(() => PlayNowAsync(scenario, stop), stop);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        _places.Dispose();
    }

    private async Task<ScenarioResult> PlayNowAsync(Scenario scenario, CancellationToken stop)
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync(
            board, _authority, scenario.Modem, scenario.HasBroker);
        var timeline = new List<TimelineEntry>();
        var player = new ScenarioPlayer(rig, Take, patience);
        long start = Stopwatch.GetTimestamp();
        string? problem = await player.PlayAsync(scenario, stop);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        lock (timeline)
        {
            return new ScenarioResult(scenario, problem, took, [.. timeline]);
        }

        void Take(TimelineEntry entry)
        {
            lock (timeline)
            {
                timeline.Add(entry);
            }
        }
    }
}
