using System;

namespace Terminal.Agent.Settings;

/// <summary>What may be set for the line to the operator of the terminals.</summary>
public sealed class FleetSettings
{
    /// <summary>True when the operator's broker is told how the terminal is.</summary>
    public bool IsOn;

    /// <summary>The broker's host name, ASCII; its certificate must carry it.</summary>
    public readonly byte[] Host = new byte[Limits.HostBytesMax];

    /// <summary>Length of <see cref="Host"/>; 0 where there is none.</summary>
    public int HostLength;

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port = Limits.FleetPortDefault;

    /// <summary>True when the broker is verified against a root of its own.</summary>
    public bool HasOwnRoot;

    /// <summary>The user's name at the broker; none: the serial number.</summary>
    public readonly byte[] User = new byte[Limits.FleetUserBytesMax];

    /// <summary>Length of <see cref="User"/>.</summary>
    public int UserLength;

    /// <summary>The user's secret at the broker; write-only for everything that prints.</summary>
    public readonly byte[] Secret = new byte[Limits.FleetSecretBytesMax];

    /// <summary>Length of <see cref="Secret"/>.</summary>
    public int SecretLength;

    /// <summary>Puts all back to their defaults.</summary>
    public void Restore()
    {
        IsOn = false;
        Array.Clear(Host, 0, Host.Length);
        HostLength = 0;
        Port = Limits.FleetPortDefault;
        HasOwnRoot = false;
        Array.Clear(User, 0, User.Length);
        UserLength = 0;
        Array.Clear(Secret, 0, Secret.Length);
        SecretLength = 0;
    }
}
