using System;
using Terminal.NanoPackages;

namespace nanoFramework.Runtime.Native;

/// <summary>The board's clock. DateTime.UtcNow stays the host's.</summary>
public static class Rtc
{
    public static bool SetSystemTime(DateTime time)
    {
        long ticks = (time - new DateTime(1970, 1, 1)).Ticks;
        VirtualBoards.Current.SetSystemTime(ticks / TimeSpan.TicksPerSecond);
        return true;
    }
}
