using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// <c>simulate</c>: plays merchants' days from seeds in virtual time and holds every step to its law.
/// Exit codes: 0 all passed, 127 crash, 128 liveness, 129 correctness.
/// </summary>
public sealed class SimulateCommand : Command<SimulateSettings>
{
    private const string Invocation = "dotnet run -c Release --project hardware/rig -- simulate";

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, SimulateSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Faults is not null || settings.Trace)
        {
            return PlayOne(settings);
        }

        DayTally tally = WithProgress(settings, cancellationToken);
        Console.WriteLine(tally);
        Console.WriteLine(tally.Coverage());
        Console.WriteLine(tally.Unkindnesses());
        Console.WriteLine(tally.Trials);
        foreach ((string what, (int count, int firstSeed)) in settings.All ? tally.Failures : [])
        {
            Console.WriteLine(FormattableString.Invariant(
                $"failed seeds={count} first={firstSeed} {what}"));
        }

        if (settings.Report is string folder)
        {
            new DayReport(tally, settings).Write(folder);
        }

        IReadOnlyList<string> missed = tally.First is null && DayReport.IsLarge(tally)
            ? DayReport.MissedRows(tally) : [];
        foreach (string row in missed)
        {
            Console.WriteLine($"never hit: {row}");
        }

        if (tally.First is DayResult failed)
        {
            TellFailure(settings, failed);
            return (int)failed.Verdict;
        }

        Console.WriteLine(missed.Count == 0 ? "verdict=pass" : "verdict=fail first=\"rows never hit\"");
        return missed.Count == 0 ? 0 : 1;
    }

    private static int PlayOne(SimulateSettings settings)
    {
        var plan = new DayPlan(settings.FirstSeed, settings.Hours);
        if (settings.FaultNumbers is int[] kept)
        {
            plan.Faults.RemoveAll(fault => !kept.Contains(fault.Number));
        }

        DayResult result = DayCampaign.Play(plan, settings.Trace ? Console.Out : null);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed={result.Seed} trace={result.Hash:x16} steps={result.Steps} transactions={result.Transactions} "
                + $"faults={plan.Faults.Count} calm_s={result.CalmMs / 1000}"));
        if (result.Verdict != DayVerdict.Pass)
        {
            TellFailure(settings, result);
            return (int)result.Verdict;
        }

        Console.WriteLine("verdict=pass");
        return 0;
    }

    private static DayTally WithProgress(SimulateSettings settings, CancellationToken cancel)
    {
        var campaign = new DayCampaign(
            settings.FirstSeed, settings.Seeds, settings.Hours, settings.Workers)
        {
            PlaysAll = settings.All,
        };
        AnsiConsole.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn()).Start(progress =>
        {
            ProgressTask task = progress.AddTask("seeds", maxValue: settings.Seeds);
            campaign.Progress = tally =>
            {
                task.Value = tally.Seeds;
                task.Description = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tally.Seeds / tally.ElapsedS:0.0} seeds/s, {tally.VirtualHours / tally.ElapsedS:0} virtual h/s");
            };
            campaign.Run(cancel);
        });
        return campaign.Tally;
    }

    private static void TellFailure(SimulateSettings settings, DayResult failed)
    {
        TimeSpan at = TimeSpan.FromMilliseconds(failed.AtMs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {failed.Seed} at {(int)at.TotalHours:00}:{at:mm\\:ss\\.fff}: {failed.Finding}"));
        string faults = settings.Faults is null ? "" : $" --faults {settings.Faults}";
        if (settings.Minimise)
        {
            faults = Minimise(settings, failed);
        }

        string hours = settings.Hours == 24 ? "" : FormattableString.Invariant($" --hours {settings.Hours}");
        Console.WriteLine(FormattableString.Invariant(
            $"replay: {Invocation} --seeds 1 --first-seed {failed.Seed}{hours}{faults} --trace"));
        Console.WriteLine($"verdict=fail kind={failed.Verdict}");
    }

    private static string Minimise(SimulateSettings settings, DayResult failed)
    {
        IReadOnlyList<DayFault> kept = DayMinimiser.Minimise(
            failed.Seed, settings.Hours, failed.Verdict, settings.FaultNumbers);
        foreach (DayFault fault in kept)
        {
            Console.WriteLine($"needs {fault}");
        }

        return kept.Count == 0 ? " --faults none"
            : " --faults " + string.Join(',', kept.Select(fault => fault.Number));
    }
}
