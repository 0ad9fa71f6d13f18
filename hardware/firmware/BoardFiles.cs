namespace Terminal.Firmware;

/// <summary>Files on the internal drive.</summary>
public static class BoardFiles
{
    /// <summary>The acquirer's root certificate, PEM.</summary>
    public const string RootCertificate = "I:\\root.pem";

    /// <summary>A second root certificate, PEM, while one takes over from the other.</summary>
    public const string OtherRoot = "I:\\root1.pem";

    /// <summary>The root certificate of the operator's broker, PEM, where it has its own.</summary>
    public const string FleetRoot = "I:\\fleet.pem";

    /// <summary>Settings, slot 0.</summary>
    public const string Settings0 = "I:\\settings0.bin";

    /// <summary>Settings, slot 1.</summary>
    public const string Settings1 = "I:\\settings1.bin";
}
