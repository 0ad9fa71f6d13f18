using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>
/// NVRAM in an array, with power cuts: after <see cref="BytesUntilCut"/> more bytes nothing is
/// written.
/// </summary>
public class JournalNvram : INvram
{
    /// <summary>What the chip holds.</summary>
    public readonly byte[] Bytes;

    /// <summary>Bytes that still get written; negative for no cut.</summary>
    public int BytesUntilCut = -1;

    /// <summary>When true the chip answers nothing.</summary>
    public bool IsSilent;

    /// <summary>Bytes written so far.</summary>
    public int BytesWritten;

    /// <summary>A blank chip.</summary>
    public JournalNvram(int sizeBytes)
    {
        Bytes = new byte[sizeBytes];
    }

    /// <summary>Its size.</summary>
    public int SizeBytes => Bytes.Length;

    /// <summary>Reads.</summary>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        if (IsSilent)
        {
            return 0;
        }

        Array.Copy(Bytes, address, buffer, offset, count);
        return count;
    }

    /// <summary>Writes until the cut.</summary>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        if (IsSilent)
        {
            return 0;
        }

        int taken = BytesUntilCut >= 0 && BytesUntilCut < count ? BytesUntilCut : count;
        Array.Copy(buffer, offset, Bytes, address, taken);
        BytesWritten += taken;
        if (BytesUntilCut >= 0)
        {
            BytesUntilCut -= taken;
        }

        return taken;
    }
}
