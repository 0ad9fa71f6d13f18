using System;

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

    /// <summary>User of the access point; the first <see cref="ApnUserLength"/> bytes.</summary>
    public readonly byte[] ApnUser = new byte[Limits.ModemApnUserBytesMax];

    /// <summary>Length of the user's name; 0 when there is none.</summary>
    public int ApnUserLength;

    /// <summary>The user's password; write-only for everything that prints.</summary>
    public readonly byte[] ApnPassword = new byte[Limits.ModemApnUserBytesMax];

    /// <summary>Length of the password; 0 when there is none.</summary>
    public int ApnPasswordLength;

    /// <summary>How user and password are shown to the network.</summary>
    public ApnAuth ApnAuth;

    /// <summary>What the bearer carries.</summary>
    public ApnType ApnType;

    /// <summary>
    /// Data over a foreign network is allowed. On by default: SIMs for terminals often roam always.
    /// </summary>
    public bool RoamingAllowed = true;

    /// <summary>Which modem is fitted.</summary>
    public ModemModel Model;

    /// <summary>The modem's line is raised to its fast speed.</summary>
    public bool IsLineFast = true;

    /// <summary>
    /// The root certificate signs the acquirer's own servers and nobody else's, so that its chain
    /// alone says who is there.
    /// </summary>
    public bool IsRootPrivate;

    /// <summary>Puts everything back to its default.</summary>
    public void Restore()
    {
        ApnLength = 0;
        ApnUserLength = 0;
        ApnPasswordLength = 0;
        Array.Clear(Apn, 0, Apn.Length);
        Array.Clear(ApnUser, 0, ApnUser.Length);
        Array.Clear(ApnPassword, 0, ApnPassword.Length);
        ApnAuth = ApnAuth.None;
        ApnType = ApnType.Unchanged;
        RoamingAllowed = true;
        Model = ModemModel.A7670E;
        IsLineFast = true;
        IsRootPrivate = false;
    }
}
