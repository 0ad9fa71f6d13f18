using System.Buffers.Binary;
using Terminal.Agent.Sale;

namespace Terminal.Rig.World;

/// <summary>How long a frame of the card reader is (SPEC.md, Reader frames).</summary>
public static class ReaderFrame
{
    /// <summary>
    /// The length of the frame that begins in some bytes: 0 while too few are there to know, below
    /// 0 where none begins.
    /// </summary>
    public static int Length(ReadOnlySpan<byte> bytes) =>
        bytes[0] != SerialCardReader.FrameStart ? -1
        : bytes.Length < SerialCardReader.HeadBytes ? 0
        : SerialCardReader.HeadBytes + BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])
            + SerialCardReader.CrcBytes;
}
