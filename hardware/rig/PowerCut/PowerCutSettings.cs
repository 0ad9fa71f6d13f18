using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.PowerCut;

/// <summary>Options of <c>powercut</c>.</summary>
public sealed class PowerCutSettings : CommandSettings
{
    /// <summary>Least number of cuts.</summary>
    [CommandOption("--cuts <COUNT>")]
    [Description("Cut at least this often in the work itself.")]
    [DefaultValue(150_000L)]
    public long Cuts { get; init; }

    /// <summary>Seed of the first workload.</summary>
    [CommandOption("--seed <SEED>")]
    [Description("Seed of the first workload; the next ones count up.")]
    [DefaultValue(1)]
    public int Seed { get; init; }

    /// <summary>Flip bits and wipe blocks instead of cutting.</summary>
    [CommandOption("--flips")]
    [Description("Flip bits and wipe blocks of a small image instead.")]
    public bool Flips { get; init; }

    /// <summary>One cut, as a failure printed it.</summary>
    [CommandOption("--replay <CUT>")]
    [Description("Play one cut alone, as a failing run printed it.")]
    public string? Replay { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        Cuts < 1 ? ValidationResult.Error("--cuts must be at least 1")
        : Replay is not null && CutPoint.Parse(Replay) is null
            ? ValidationResult.Error("--replay takes slots:seed:step:bytes:second")
        : ValidationResult.Success();
}
