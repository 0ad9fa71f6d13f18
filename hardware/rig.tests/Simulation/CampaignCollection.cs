using Xunit;

namespace Terminal.Rig.Tests.Simulation;

/// <summary>
/// Campaigns that take every processor: one after the other, so that tests which wait for a terminal's own time are
/// beside one of them at most.
/// </summary>
[CollectionDefinition(Name)]
public sealed class CampaignCollection
{
    /// <summary>Its name.</summary>
    public const string Name = "campaigns";
}
