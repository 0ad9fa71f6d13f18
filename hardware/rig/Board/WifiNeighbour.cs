namespace Terminal.Rig.Board;

/// <summary>A network that a scan finds beside the merchant's own.</summary>
/// <param name="Ssid">Its name; empty when it is hidden.</param>
/// <param name="SignalDbm">Level at the terminal, in dBm.</param>
/// <param name="IsOpen">True when it asks for no passphrase.</param>
/// <param name="Bytes">The bytes of a name that is no text; null: those of <paramref name="Ssid"/> in UTF-8.</param>
public sealed record WifiNeighbour(string Ssid, int SignalDbm, bool IsOpen, byte[]? Bytes = null);
