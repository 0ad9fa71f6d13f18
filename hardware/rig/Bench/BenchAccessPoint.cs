namespace Terminal.Rig.Bench;

/// <summary>
/// The emulated access point. Its passphrase is no secret: it is what the sticker on a real one says.
/// </summary>
/// <param name="Ssid">Name of the network.</param>
/// <param name="Passphrase">What it asks for; empty for an open network.</param>
public sealed record BenchAccessPoint(string Ssid, string Passphrase);
