using System;
using Terminal.NanoPackages;

namespace nanoFramework.Networking;

/// <summary>
/// Network time. UpdateNow throws where no server can be reached, because DateTime.UtcNow is always
/// right on the host and could not show it.
/// </summary>
public class Sntp
{
    public static bool IsStarted { get; private set; }

    public static string Server1 { get; set; } = "0.pool.ntp.org";

    public static string Server2 { get; set; } = "1.pool.ntp.org";

    public static void Start() => IsStarted = true;

    public static void Stop() => IsStarted = false;

    public static void UpdateNow()
    {
        if (!VirtualBoards.Current.SyncTime(Server1))
        {
            throw new InvalidOperationException();
        }
    }
}
