namespace Terminal.Agent.Settings;

/// <summary>What a technician may set for the SIM; nothing needs setting for a usual one.</summary>
public sealed class CellularSettings
{
    /// <summary>
    /// Access point name in ASCII; only the first <see cref="ApnLength"/> bytes count.
    /// </summary>
    public readonly byte[] Apn = new byte[Limits.ModemApnBytesMax];

    /// <summary>Length of the access point name; 0 takes the network's own.</summary>
    public int ApnLength;

    /// <summary>
    /// Data over a foreign network is allowed. On by default: SIMs for terminals often roam always.
    /// </summary>
    public bool RoamingAllowed = true;

    /// <summary>Which modem is fitted.</summary>
    public ModemModel Model;
}
