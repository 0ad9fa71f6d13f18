using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent;

namespace Terminal.Rig.Simulation;

/// <summary>Empties a queue in virtual time and says how near to the line's speed that was.</summary>
public sealed class DrainCommand : Command<DrainCommand.Settings>
{
    /// <summary>What can be said on the command line.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Waiting payments.</summary>
        [CommandOption("--count <N>")]
        [Description("Waiting payments, 1 to 220.")]
        [DefaultValue(200)]
        public int Count { get; init; } = 200;

        /// <summary>The link.</summary>
        [CommandOption("--link <LINK>")]
        [Description("sim or wifi.")]
        [DefaultValue("sim")]
        public string Link { get; init; } = "sim";

        /// <summary>Bits a second.</summary>
        [CommandOption("--baud <B>")]
        [Description("Bits a second of the modem's line (115200), or of WiFi (2000000).")]
        public int? Baud { get; init; }

        /// <summary>Round trip in ms.</summary>
        [CommandOption("--rtt <MS>")]
        [Description("Round trip to the acquirer, in ms: 100 over the SIM, 20 over WiFi.")]
        public int? RoundTripMs { get; init; }

        /// <summary>Payments at once.</summary>
        [CommandOption("--depth <D>")]
        [Description("Payments under way at once, 1 to 16; without it the terminal's own.")]
        [DefaultValue(Limits.PipelineRequests)]
        public int Depth { get; init; } = Limits.PipelineRequests;

        private static string DepthTakes { get; } = string.Create(
            CultureInfo.InvariantCulture, $"--depth takes 1 to {Limits.PipelineRequestsMax}");

        /// <summary>True over the SIM.</summary>
        public bool IsSim => Link == "sim";

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Count is < 1 or > 220 ? ValidationResult.Error("--count takes 1 to 220")
            : Link is not ("sim" or "wifi") ? ValidationResult.Error("--link takes sim or wifi")
            : Baud is < 1_200 ? ValidationResult.Error("--baud takes 1200 or more")
            : RoundTripMs is < 0 or > 5_000 ? ValidationResult.Error("--rtt takes 0 to 5000")
            : Depth is < 1 or > Limits.PipelineRequestsMax ? ValidationResult.Error(DepthTakes)
            : ValidationResult.Success();
    }

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        DrainResult result = new DrainRun(
            settings.IsSim,
            settings.Baud ?? (settings.IsSim ? 115_200 : 2_000_000),
            settings.RoundTripMs ?? (settings.IsSim ? 100 : 20),
            settings.Depth).Play(settings.Count);
        Console.WriteLine(Line(result));
        return result.Delivered == settings.Count ? 0 : 1;
    }

    /// <summary>The result in one line.</summary>
    public static string Line(DrainResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"per_tx_ms={result.PerTransactionMs:0.0} bound_ms={result.BoundMs:0.0} ratio={result.Ratio:0.00} "
            + $"steady_ms={result.SteadyMs:0.0} steady_ratio={result.SteadyRatio:0.00} "
            + $"allocated_bytes={result.AllocatedBytes} delivered={result.Delivered} "
            + $"out_bytes={result.BytesOut:0} in_bytes={result.BytesIn:0} "
            + $"line_out_ms={result.StagesMs[0]:0.0} prompt_ms={result.StagesMs[1]:0.0} "
            + $"line_in_ms={result.StagesMs[2]:0.0} "
            + $"modem_ms={result.StagesMs[3]:0.0} idle_ms={result.StagesMs[4]:0.0}");
    }
}
