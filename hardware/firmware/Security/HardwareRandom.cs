using System;
using Terminal.Agent.Ports;

namespace Terminal.Firmware.Security;

/// <summary>Random numbers from CoreLibrary's generator, which the chip's own seeds.</summary>
public sealed class HardwareRandom : IRandom
{
    private readonly Random _random = new Random();

    /// <inheritdoc/>
    public uint Next() => ((uint)_random.Next() << 16) ^ (uint)_random.Next();
}
