namespace Terminal.Rig.Scenarios;

/// <summary>What runs as the terminal.</summary>
public enum BoardKind
{
    /// <summary>The whole firmware, Program.Main first, on the stand-ins.</summary>
    Firmware,

    /// <summary>The agent alone on port-level fakes.</summary>
    Ports,
}
