using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.World.Small;

/// <summary>Options of <c>worlds</c>.</summary>
public sealed class WorldsSettings : CommandSettings
{
    private const int DepthMax = 20;
    private const int PartsMax = 1_000;

    /// <summary>How many events strike one world at most.</summary>
    [CommandOption("--depth <N>")]
    [Description("Most events in one world, 0 to 20. Without --draw every world up to it is played.")]
    [DefaultValue(2)]
    public int Depth { get; init; } = 2;

    /// <summary>What is played, or one world.</summary>
    [CommandOption("--only <WORLD>")]
    [Description("Only sale, declined, cancel, refund, partial, void or backlog; or one world as a failure prints it: "
        + "sale,1c:connection,2a:power.")]
    public string? Only { get; init; }

    /// <summary>How many worlds of each kind are drawn.</summary>
    [CommandOption("--draw <COUNT>")]
    [Description("Draw so many worlds of each kind from seeds in the place of playing all.")]
    [DefaultValue(0)]
    public int Draw { get; init; }

    /// <summary>The first seed of what is drawn.</summary>
    [CommandOption("--first-seed <S>")]
    [Description("The first seed of --draw; the others follow.")]
    [DefaultValue(1)]
    public int FirstSeed { get; init; } = 1;

    /// <summary>How long to play, in s.</summary>
    [CommandOption("--seconds <S>")]
    [Description("Stop after so many seconds; 0 never.")]
    [DefaultValue(0)]
    public int Seconds { get; init; }

    /// <summary>Which part is played.</summary>
    [CommandOption("--part <K/N>")]
    [Description("Only part K of N of the worlds with one event, and what follows on them.")]
    [DefaultValue("1/1")]
    public string Part { get; init; } = "1/1";

    /// <summary>How many threads.</summary>
    [CommandOption("--workers <N>")]
    [Description("Threads, each with a world of its own; 0 for one a core.")]
    [DefaultValue(0)]
    public int Workers { get; init; }

    /// <summary>What <see cref="Part"/> says; null where it is no part.</summary>
    public (int Number, int Count)? PartNumber => Part.Split('/') is [string k, string n]
        && int.TryParse(k, out int number) && int.TryParse(n, out int count)
        && count is >= 1 and <= PartsMax && number >= 1 && number <= count
        ? (number, count) : null;

    /// <summary>What <see cref="Only"/> says is played; null for everything.</summary>
    public SmallKind? Kind => Only is null ? null
        : Enum.TryParse(Only.Split(',')[0], true, out SmallKind kind)
            && Enum.IsDefined(kind) && !char.IsAsciiDigit(Only[0]) ? kind : null;

    /// <summary>What <see cref="Only"/> says strikes; null where something is no event.</summary>
    public IReadOnlyList<Moment>? Events
    {
        get
        {
            List<Moment> events = [];
            foreach (string word in Only?.Split(',').Skip(1) ?? [])
            {
                if (Moment.Parse(word) is not Moment moment)
                {
                    return null;
                }

                events.Add(moment);
            }

            return events;
        }
    }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        Depth is < 0 or > DepthMax ? ValidationResult.Error("--depth takes 0 to 20")
        : Only is not null && (Kind is null || Events is null) ? ValidationResult.Error(
            "--only takes sale, declined, cancel, refund, partial, void or backlog, or a world as a failure prints it")
        : Draw < 0 ? ValidationResult.Error("--draw takes a count")
        : FirstSeed < 0 || FirstSeed > int.MaxValue - Draw ? ValidationResult.Error(
            "--first-seed takes 0 to 2147483647, all seeds included")
        : Seconds < 0 ? ValidationResult.Error("--seconds takes a count")
        : PartNumber is null ? ValidationResult.Error("--part takes a part of up to 1000: 3/12")
        : Workers is < 0 or > 1_024 ? ValidationResult.Error("--workers takes 0 to 1024")
        : ValidationResult.Success();
}
