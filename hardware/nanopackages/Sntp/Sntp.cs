using Terminal.NanoPackages;

namespace nanoFramework.Networking;

/// <summary>
/// Network time. As on the device: an update comes back at once and without a result, the answer
/// sets the board's clock some time later, and the client runs on and sets it again by itself.
/// </summary>
public class Sntp
{
    public static bool IsStarted => VirtualBoards.Current.IsTimeClientRunning;

    public static string Server1 { get; set; } = "0.pool.ntp.org";

    public static string Server2 { get; set; } = "1.pool.ntp.org";

    public static void Start() => VirtualBoards.Current.RunTimeClient(true);

    public static void Stop() => VirtualBoards.Current.RunTimeClient(false);

    public static void UpdateNow() => VirtualBoards.Current.SyncTime(Server1);
}
