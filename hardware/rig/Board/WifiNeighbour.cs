namespace Terminal.Rig.Board;

/// <summary>A network that a scan finds beside the merchant's own.</summary>
/// <param name="Ssid">Its name; empty when it is hidden.</param>
/// <param name="SignalDbm">Level at the terminal, in dBm.</param>
/// <param name="IsOpen">True when it asks for no passphrase.</param>
public sealed record WifiNeighbour(string Ssid, int SignalDbm, bool IsOpen);
