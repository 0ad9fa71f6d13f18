using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.World.Small;

/// <summary>
/// <c>worlds</c>: plays every sequence of a few unkind events at every boundary of a message, and
/// lets the bookkeeper judge each. Exit codes: 0 all passed, 1 a world failed.
/// </summary>
public sealed class WorldsCommand : Command<WorldsSettings>
{
    private const string Invocation = "dotnet run -c Release --project hardware/rig -- worlds";
    private const int ShownOfARule = 3;

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, WorldsSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Kind is SmallKind kind && settings.Events is { Count: > 0 } events)
        {
            return PlayOne(kind, events);
        }

        WorldExplorer explorer = WithProgress(settings, cancellationToken);
        Console.WriteLine(Figures(explorer));
        if (!explorer.IsComplete)
        {
            Console.WriteLine("stopped before the end: split it with --part, and play the parts one by one");
        }

        TellFailures(explorer);
        bool isGood = explorer.Failed == 0;
        Console.WriteLine(isGood ? "verdict=pass" : $"verdict=fail worlds={explorer.Failed}");
        return isGood ? 0 : 1;
    }

    private static int PlayOne(SmallKind kind, IReadOnlyList<Moment> events)
    {
        (FailedWorld? failed, string story, IReadOnlyList<string> words) =
            WorldExplorer.PlayOne(kind, events);
        foreach (string line in words)
        {
            Console.WriteLine(line);
        }

        Console.Write(story);
        foreach (string finding in failed?.Findings ?? [])
        {
            Console.WriteLine(finding);
        }

        Console.WriteLine(failed is null ? "verdict=pass" : "verdict=fail");
        return failed is null ? 0 : 1;
    }

    private static WorldExplorer WithProgress(WorldsSettings settings, CancellationToken cancel)
    {
        var explorer = new WorldExplorer(settings.Workers)
        {
            TimeLimit = settings.Seconds > 0 ? TimeSpan.FromSeconds(settings.Seconds) : null,
            Part = settings.PartNumber!.Value,
        };
        AnsiConsole.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new SpinnerColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("worlds");
            task.IsIndeterminate = true;
            explorer.Progress = () => task.Description = string.Create(
                CultureInfo.InvariantCulture,
                $"{explorer.Worlds} worlds, {explorer.States} states, "
                + $"{explorer.Worlds / explorer.ElapsedS:0} worlds/s");
            foreach (SmallKind kind in Enum.GetValues<SmallKind>())
            {
                if (settings.Kind is SmallKind only && only != kind)
                {
                    continue;
                }

                if (settings.Draw > 0)
                {
                    explorer.Draw(
                        kind, settings.Depth, settings.FirstSeed, settings.Draw, cancel);
                }
                else
                {
                    explorer.Explore(kind, settings.Depth, cancel);
                }
            }
        });
        return explorer;
    }

    private static string Figures(WorldExplorer explorer) => string.Create(
        CultureInfo.InvariantCulture,
        $"worlds={explorer.Worlds} known={explorer.WorldsMet} states={explorer.States} "
        + $"by_depth={string.Join(',', explorer.ByDepth)} complete={(explorer.IsComplete ? "yes" : "no")} "
        + $"virtual_hours={explorer.VirtualHours:0} wall_s={explorer.ElapsedS:0.0} "
        + $"worlds_s={explorer.Worlds / explorer.ElapsedS:0} failed={explorer.Failed}")
        + "\nstruck=" + string.Join(',', Enum.GetValues<UnkindEvent>().Select(
            what => FormattableString.Invariant($"{what}:{explorer.Struck[(int)what]}")));

    private static void TellFailures(WorldExplorer explorer)
    {
        foreach (IGrouping<string, FailedWorld> rule in explorer.Failures.GroupBy(f => f.Rule))
        {
            Console.WriteLine(FormattableString.Invariant($"{rule.Key}: {rule.Count()} worlds"));
            foreach (FailedWorld failed in rule.Take(ShownOfARule))
            {
                foreach (string words in failed.Words)
                {
                    Console.WriteLine($"  {words}");
                }

                Console.WriteLine($"    {failed.Findings[0]}");
                Console.WriteLine($"    replay: {Invocation} --only {failed.Only}");
            }
        }
    }
}
