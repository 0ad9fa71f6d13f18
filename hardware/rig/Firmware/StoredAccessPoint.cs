namespace Terminal.Rig.Firmware;

/// <summary>What the platform keeps of the access point in its flash.</summary>
public sealed record StoredAccessPoint
{
    private const int Enabled = 2;
    private const int StartsByItself = 4;
    private const int Wpa2 = 8;
    private const int PassphraseLeast = 8;

    /// <summary>Options as the package stores them.</summary>
    public int Options { get; init; }

    /// <summary>The package's AuthenticationType.</summary>
    public int Authentication { get; init; }

    /// <summary>Its name.</summary>
    public string Ssid { get; init; } = "";

    /// <summary>Its passphrase.</summary>
    public string Passphrase { get; init; } = "";

    /// <summary>Its address; null: it has none.</summary>
    public string? Address { get; init; }

    /// <summary>Phones that it takes.</summary>
    public int ConnectionsMax { get; init; }

    /// <summary>True when a board that starts with this is an access point.</summary>
    public bool Starts => (Options & (Enabled | StartsByItself)) == (Enabled | StartsByItself)
        && Ssid.Length > 0 && Authentication == Wpa2 && Passphrase.Length >= PassphraseLeast
        && ConnectionsMax > 0;
}
