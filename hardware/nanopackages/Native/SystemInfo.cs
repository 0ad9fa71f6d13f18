using Terminal.NanoPackages;

namespace nanoFramework.Runtime.Native;

/// <summary>What the image says of itself.</summary>
public static class SystemInfo
{
    public static string TargetName => VirtualBoards.Current.ImageName;
}
