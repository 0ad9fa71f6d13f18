using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.PowerCut;

/// <summary>
/// <c>powercut</c>: proves on this machine that the journal survives a power cut at every byte, or
/// with <c>--flips</c> damage to its memory.
/// </summary>
public sealed class PowerCutCommand : Command<PowerCutSettings>
{
    private const string Invocation = "dotnet run --project hardware/rig -- powercut";

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, PowerCutSettings settings, CancellationToken cancellationToken) =>
        settings.Flips ? Flip(settings) : Cut(settings);

    private static int Cut(PowerCutSettings settings)
    {
        CutTally tally = settings.Replay is null
            ? WithProgress(settings.Cuts, report => new CutCampaign(t => report(t.Cuts))
                .Run(settings.Cuts, settings.Seed))
            : new CutCampaign().Replay(CutPoint.Parse(settings.Replay)!);
        if (tally.First is { } first)
        {
            Console.WriteLine($"{first.Step}; cut at {first.Point}: {first.Failure.Message}");
            Console.WriteLine($"replay: {Invocation} --replay {first.Point}");
        }

        Console.WriteLine(tally);
        return tally.Passed ? 0 : 1;
    }

    private static int Flip(PowerCutSettings settings)
    {
        FlipTally tally = WithProgress(
            FlipCampaign.SingleCount + (2 * FlipCampaign.SampleCount),
            report => new FlipCampaign(settings.Seed, t => report(t.Total)).Run());
        if (tally.First is not null)
        {
            Console.WriteLine(tally.First);
            Console.WriteLine($"replay: {Invocation} --flips --seed {settings.Seed}");
        }

        Console.WriteLine(tally);
        return tally.Passed ? 0 : 1;
    }

    private static T WithProgress<T>(long total, Func<Action<long>, T> run)
    {
        T result = default!;
        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("power cuts", maxValue: total);
                result = run(done => task.Value = done);
            });
        return result;
    }
}
