namespace Terminal.Rig.Bench;

/// <summary>How queue and links stood from one moment on, for the plot.</summary>
/// <param name="Number">Rises by 1; the first is 1.</param>
/// <param name="At">Since when.</param>
/// <param name="IsOn">The terminal has power.</param>
/// <param name="Waiting">Undelivered transactions.</param>
/// <param name="Sim">State of the SIM link, or empty.</param>
/// <param name="Wifi">State of the WiFi link, or empty.</param>
/// <param name="Active">The link in use: sim, wifi or none.</param>
public sealed record BenchSample(
    long Number, DateTimeOffset At, bool IsOn, int Waiting, string Sim, string Wifi, string Active);
