using Terminal.Rig.Modem;

namespace Terminal.Rig.Scenarios;

/// <summary>A scenario: what is done to the terminal and what must come of it.</summary>
/// <param name="Name">Name, as `run` takes it.</param>
/// <param name="Description">What it shows, in one sentence.</param>
/// <param name="Group">Group, as `run` takes it, or empty.</param>
/// <param name="Steps">What is done and expected, from power-on.</param>
/// <param name="VirtualOnly">Why it cannot be played on a physical terminal, or null.</param>
public sealed record Scenario(
    string Name, string Description, string Group, IReadOnlyList<Step> Steps,
    string? VirtualOnly = null)
{
    /// <summary>Model of the modem that it is played with.</summary>
    public string Modem { get; init; } = ModemModels.First;

    /// <summary>Words to select it by, besides its group.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>It has to do with the operator's broker: there is one, and the terminal tells it.</summary>
    public bool HasBroker => Steps.Any(step => step is BrokerStep);

    /// <summary>Everything that is wrong in its file, a line each; null where it can be played.</summary>
    public string? Unreadable { get; init; }
}
