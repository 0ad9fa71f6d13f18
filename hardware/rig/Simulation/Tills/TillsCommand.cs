using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.Simulation.Tills;

/// <summary>Tills beside the keypad in virtual time, from seeds.</summary>
public sealed class TillsCommand : Command<TillsCommand.Settings>
{
    /// <inheritdoc/>
    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.IsTraced)
        {
            string? finding = new TillTrial(settings.FirstSeed, Console.Out).Play(settings.Sales);
            Console.WriteLine(finding ?? "verdict=pass");
            return finding is null ? 0 : 1;
        }

        var campaign = new TillCampaign(settings.FirstSeed, settings.Seeds, settings.Sales);
        Console.WriteLine(campaign.Run());
        if (campaign.FailedSeed < 0)
        {
            return 0;
        }

        Console.WriteLine(FormattableString.Invariant(
            $"again: tills --first-seed {campaign.FailedSeed} --sales {settings.Sales} --trace"));
        return 1;
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>First seed.</summary>
        [CommandOption("--first-seed <N>")]
        [Description("Seed of the first trial.")]
        [DefaultValue(1)]
        public int FirstSeed { get; init; } = 1;

        /// <summary>Seeds.</summary>
        [CommandOption("--seeds <N>")]
        [Description("How many trials.")]
        [DefaultValue(20)]
        public int Seeds { get; init; } = 20;

        /// <summary>Sales of a trial.</summary>
        [CommandOption("--sales <N>")]
        [Description("Sales of each.")]
        [DefaultValue(12)]
        public int Sales { get; init; } = 12;

        /// <summary>With a trace.</summary>
        [CommandOption("--trace")]
        [Description("Print what happens in the first trial.")]
        public bool IsTraced { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() => Seeds < 1 || Sales is < 1 or > 100
            ? ValidationResult.Error("--seeds is at least 1, --sales 1 to 100.") : ValidationResult.Success();
    }
}
