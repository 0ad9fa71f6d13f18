using System;
using Terminal.NanoPackages;

namespace nanoFramework.Hardware.Esp32;

/// <summary>The microsecond counter.</summary>
public class HighResTimer
{
    public static UInt64 GetCurrent() => VirtualBoards.Current.Microseconds;
}
