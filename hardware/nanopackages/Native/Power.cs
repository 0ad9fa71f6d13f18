using Terminal.NanoPackages;

namespace nanoFramework.Runtime.Native;

/// <summary>Restarts the board.</summary>
public class Power
{
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) =>
        VirtualBoards.Current.Reboot((int)rebootOption);
}
