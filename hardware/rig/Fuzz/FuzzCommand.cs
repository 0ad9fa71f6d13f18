using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Rig.CommandLine;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Mutated inputs into a parser or driver; exit code 1 and a command to repeat on a finding.
/// </summary>
public sealed class FuzzCommand : Command<FuzzCommand.Settings>
{
    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        bool isGood = true;
        foreach (var target in FuzzTargets.All.Where(
            t => settings.IsAll || t.Name == settings.Target))
        {
            var report = new Fuzzer(target, settings.Seed).Run(
                settings.From,
                settings.IsAll ? Math.Max(1, settings.Inputs / FuzzTargets.All.Count) : settings.Inputs,
                done => AnsiConsole.MarkupLineInterpolated(
                    $"{target.Name}: {done} of {settings.Inputs}"));
            Console.WriteLine(FormattableString.Invariant(
                $"target={target.Name} seed={settings.Seed} inputs={report.Inputs} ")
                + FormattableString.Invariant($"bytes={report.Bytes} ")
                + FormattableString.Invariant($"seconds={report.Elapsed.TotalSeconds:F1} ")
                + (report.Finding is null ? "findings=0" : "findings=1"));
            if (report.Finding is not null)
            {
                isGood = false;
                Console.WriteLine(report.Finding);
                Console.WriteLine("again: " + report.Repeat);
            }
        }

        return isGood ? 0 : 1;
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Target.</summary>
        [CommandOption("--target <NAME>")]
        [Description("What to feed: http, json, at, console, certificate, reader, till, mqtt, journal or "
            + "setup; "
            + "all: every target, the inputs shared out evenly.")]
        [DefaultValue("all")]
        public string Target { get; init; } = "all";

        /// <summary>True when every target is fed.</summary>
        public bool IsAll => Target == "all";

        /// <summary>Inputs.</summary>
        [CommandOption("--inputs <N>")]
        [Description("How many inputs.")]
        [DefaultValue(100_000L)]
        public long Inputs { get; init; }

        /// <summary>Seed.</summary>
        [CommandOption("--seed <N>")]
        [Description("Seed of the mutations.")]
        [DefaultValue(1)]
        public int Seed { get; init; }

        /// <summary>First input.</summary>
        [CommandOption("--from <N>")]
        [Description("Number of the first input; a finding prints where to begin.")]
        [DefaultValue(0L)]
        public long From { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Inputs < 1 || From < 0
            ? ValidationResult.Error("--inputs is at least 1, --from at least 0.")
            : IsAll || FuzzTargets.All.Any(t => t.Name == Target)
            ? ValidationResult.Success()
            : ValidationResult.Error(
                $"--target takes all, {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}, not '{Target}'"
                + Nearest.Ask(Target, FuzzTargets.All.Select(t => t.Name)));
    }
}
