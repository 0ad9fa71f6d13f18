namespace Terminal.Firmware.Network;

/// <summary>What the WiFi station's worker does.</summary>
public enum StationJob
{
    /// <summary>Looks for networks.</summary>
    Scan,

    /// <summary>Joins a network.</summary>
    Join,

    /// <summary>Leaves it.</summary>
    Leave,

    /// <summary>Looks whether it is still joined, and whether the time is known.</summary>
    Check,

    /// <summary>Looks whether a captive portal has come between since it joined.</summary>
    Portal,
}
