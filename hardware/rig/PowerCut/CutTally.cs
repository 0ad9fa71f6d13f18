using System.Globalization;

namespace Terminal.Rig.PowerCut;

/// <summary>What a campaign has counted.</summary>
public sealed class CutTally
{
    /// <summary>Cuts in the work itself.</summary>
    public long Cuts { get; set; }

    /// <summary>Cuts in the recovery from one of those.</summary>
    public long SecondCuts { get; set; }

    /// <summary>The first failure, and where.</summary>
    public (CutPoint Point, CutFailure Failure, string Step)? First { get; set; }

    /// <summary>True when something was cut and nothing failed.</summary>
    public bool Passed => First is null && Cuts > 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"cuts={Cuts} second_cuts={SecondCuts} lost={Count(FailureKind.Lost)} "
        + $"duplicated={Count(FailureKind.Duplicated)} ghosts={Count(FailureKind.Ghost)} "
        + $"verdict={(Passed ? "pass" : "fail")}");

    private int Count(FailureKind kind) => First?.Failure.Kind == kind ? 1 : 0;
}
