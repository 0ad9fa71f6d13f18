using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.Simulation.Days;

/// <summary>What can be said on the command line.</summary>
public sealed class SimulateSettings : CommandSettings
{
    private const int HoursMax = 24 * 7;

    /// <summary>How many seeds.</summary>
    [CommandOption("--seeds <N>")]
    [Description("Seeds to play, 1 to 10000000.")]
    [DefaultValue(100)]
    public int Seeds { get; init; } = 100;

    /// <summary>First seed.</summary>
    [CommandOption("--first-seed <S>")]
    [Description("The first seed; the others follow.")]
    [DefaultValue(1)]
    public int FirstSeed { get; init; } = 1;

    /// <summary>Virtual hours of each seed.</summary>
    [CommandOption("--hours <H>")]
    [Description("Virtual hours of each seed, 1 to 168.")]
    [DefaultValue(24)]
    public int Hours { get; init; } = 24;

    /// <summary>Where the report goes.</summary>
    [CommandOption("--report <DIR>")]
    [Description("Folder for report.html and its plots; none is written without it.")]
    public string? Report { get; init; }

    /// <summary>Only these faults.</summary>
    [CommandOption("--faults <LIST>")]
    [Description("Only these of the seed's faults, by number: 3,7,12; none for no faults. One seed only.")]
    public string? Faults { get; init; }

    /// <summary>Shrinks the fault list of the first failing seed.</summary>
    [CommandOption("--minimise")]
    [Description("Shrink the fault list of the first failing seed.")]
    public bool Minimise { get; init; }

    /// <summary>Prints what happens.</summary>
    [CommandOption("--trace")]
    [Description("Print what happens, line by line. One seed only.")]
    public bool Trace { get; init; }

    /// <summary>Goes on after a failing seed.</summary>
    [CommandOption("--all")]
    [Description("Go on after a failing seed, and count the failing ones by what was found.")]
    public bool All { get; init; }

    /// <summary>How many threads.</summary>
    [CommandOption("--workers <N>")]
    [Description("Threads, each with a seed of its own; 0 for one a core.")]
    [DefaultValue(0)]
    public int Workers { get; init; }

    /// <summary>The numbers of <see cref="Faults"/>; null for all.</summary>
    public int[]? FaultNumbers => Faults is null ? null : Faults == "none" ? []
        : [.. Faults.Split(',').Select(word => int.TryParse(word, out int number) ? number : -1)];

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        Seeds is < 1 or > 10_000_000 ? ValidationResult.Error("--seeds takes 1 to 10000000")
        : FirstSeed < 0 || FirstSeed > int.MaxValue - Seeds ? ValidationResult.Error(
            "--first-seed takes 0 to 2147483647, all seeds included")
        : Hours is < 1 or > HoursMax ? ValidationResult.Error("--hours takes 1 to 168")
        : (Faults is not null || Trace) && Seeds != 1 ? ValidationResult.Error(
            "--faults and --trace take one seed: --seeds 1")
        : FaultNumbers?.Contains(-1) == true ? ValidationResult.Error(
            "--faults takes numbers with commas between them, or none")
        : Workers is < 0 or > 1_024 ? ValidationResult.Error("--workers takes 0 to 1024")
        : ValidationResult.Success();
}
