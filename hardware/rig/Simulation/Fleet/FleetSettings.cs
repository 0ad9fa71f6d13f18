using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Terminal.Rig.Simulation.Fleet;

/// <summary>What can be said on the command line.</summary>
public sealed class FleetSettings : CommandSettings
{
    /// <summary>How many terminals were asked for.</summary>
    [CommandOption("--terminals <N>")]
    [Description("Terminals, 1 to 100000; 10000 without it, 1000 with --mqtt, which takes 2000 at most.")]
    public int? TerminalsAsked { get; init; }

    /// <summary>How long an outage was asked for.</summary>
    [CommandOption("--outage <MINUTES>")]
    [Description("Minutes of the outage, 1 to 240; 30 without it, 1 with --mqtt.")]
    public int? OutageAsked { get; init; }

    /// <summary>The operator's broker in place of the acquirer.</summary>
    [CommandOption("--mqtt")]
    [Description("The outage is that of the operators' broker: a real mosquitto on loopback, and an agent with a "
        + "real TLS connection for each terminal.")]
    public bool IsMqtt { get; init; }

    /// <summary>What the acquirer takes.</summary>
    [CommandOption("--capacity <N>")]
    [Description("Requests a second that the acquirer takes; 0: four times the busy hours' mean.")]
    [DefaultValue(0)]
    public int CapacityAsked { get; init; }

    /// <summary>How busy the hours are.</summary>
    [CommandOption("--sales <N>")]
    [Description("Sales of each terminal in an hour, 1 to 60.")]
    [DefaultValue(12.0)]
    public double SalesPerHour { get; init; } = 12;

    /// <summary>How the acquirer is out.</summary>
    [CommandOption("--kind <KIND>")]
    [Description("refused: connections are refused; unavailable: 503.")]
    [DefaultValue("refused")]
    public string Kind { get; init; } = "refused";

    /// <summary>Seed.</summary>
    [CommandOption("--seed <S>")]
    [Description("Everything drawn follows from it.")]
    [DefaultValue(1)]
    public int Seed { get; init; } = 1;

    /// <summary>Where the plot goes.</summary>
    [CommandOption("--report <DIR>")]
    [Description("Folder for fleet.png; none is written without it.")]
    public string? Report { get; init; }

    /// <summary>How many terminals.</summary>
    public int Terminals
    {
        get => TerminalsAsked ?? (IsMqtt ? 1_000 : 10_000);
        init => TerminalsAsked = value;
    }

    /// <summary>How long the outage lasts.</summary>
    public int OutageMinutes
    {
        get => OutageAsked ?? (IsMqtt ? 1 : 30);
        init => OutageAsked = value;
    }

    /// <summary>Connections are refused during the outage.</summary>
    public bool IsRefusing => Kind == "refused";

    /// <summary>Requests a second that the acquirer takes.</summary>
    public int Capacity => CapacityAsked > 0 ? CapacityAsked
        : Math.Max(1, (int)Math.Ceiling(Terminals * SalesPerHour * 4 / 3600));

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        Terminals is < 1 or > 100_000 ? ValidationResult.Error("--terminals takes 1 to 100000")
        : IsMqtt && Terminals > 2_000 ? ValidationResult.Error("--mqtt takes 2000 terminals at most")
        : OutageMinutes is < 1 or > 240 ? ValidationResult.Error("--outage takes 1 to 240 minutes")
        : SalesPerHour is < 1 or > 60 ? ValidationResult.Error("--sales takes 1 to 60")
        : CapacityAsked < 0 ? ValidationResult.Error("--capacity takes 0 or more")
        : Kind is not ("refused" or "unavailable") ? ValidationResult.Error(
            "--kind takes refused or unavailable")
        : ValidationResult.Success();
}
