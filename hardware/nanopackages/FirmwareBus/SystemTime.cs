using Terminal.NanoPackages;

namespace Terminal.Firmware.Time;

/// <summary>
/// The virtual board's own clock: takes the place of the class of this name in hardware/firmware,
/// which reads DateTime.UtcNow, because that is the host's on .NET and nobody sets it.
/// </summary>
public static class SystemTime
{
    /// <summary>Milliseconds since 1970.</summary>
    public static long UtcMs => VirtualBoards.Current.SystemUtcMs;
}
