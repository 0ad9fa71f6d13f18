using System.Globalization;

namespace Terminal.Rig.PowerCut;

/// <summary>What a campaign of damage has counted.</summary>
public sealed class FlipTally
{
    /// <summary>Images with one flipped bit: every bit there is.</summary>
    public long Flips { get; set; }

    /// <summary>Images with two flipped bits.</summary>
    public long Pairs { get; set; }

    /// <summary>Images with a wiped block.</summary>
    public long Blocks { get; set; }

    /// <summary>Images after which some slot was reported as damaged.</summary>
    public long Reported { get; set; }

    /// <summary>The first failure.</summary>
    public string? First { get; set; }

    /// <summary>All of them.</summary>
    public long Total => Flips + Pairs + Blocks;

    /// <summary>True when images were tried and none failed.</summary>
    public bool Passed => First is null && Total > 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"flips={Flips} pairs={Pairs} blocks={Blocks} reported={Reported} "
        + $"failed={(First is null ? 0 : 1)} verdict={(Passed ? "pass" : "fail")}");
}
