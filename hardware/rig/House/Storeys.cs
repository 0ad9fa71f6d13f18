namespace Terminal.Rig.House;

/// <summary>
/// The assemblies of the agent, from the ground up. A storey may reference those before it and no
/// other. README shows the same list as a picture.
/// </summary>
public static class Storeys
{
    /// <summary>From the ground to the sale: what the agent is made of.</summary>
    public static IReadOnlyList<string> Agent { get; } =
    [
        "Terminal.Core", "Terminal.Journal", "Terminal.Links", "Terminal.Acquirer", "Terminal.Screens",
        "Terminal.Agent",
    ];

    /// <summary>All, with the storeys that a board attaches above the sale.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Agent, "Terminal.Modem", "Terminal.Menus", "Terminal.Console", "Terminal.Till", "Terminal.Fleet",
        "Terminal.Setup",
    ];
}
