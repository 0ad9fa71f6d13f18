using System;
using Terminal.NanoPackages;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Sizes of native memory.</summary>
public class NativeMemory
{
    public enum MemoryType
    {
        All,
        Internal,
        SpiRam,
    }

    public static void GetMemoryInfo(
        MemoryType memType, out UInt32 totalSize, out UInt32 totalFreeSize,
        out UInt32 largestFreeBlock) =>
        VirtualBoards.Current.Memory(
            (int)memType, out totalSize, out totalFreeSize, out largestFreeBlock);
}
