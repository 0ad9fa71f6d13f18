using System;

namespace Terminal.Agent.Journal;

/// <summary>
/// The unique_id of a transaction: serial number, boot counter and sequence in decimal, with dashes
/// between. Unique without a random source, the same on every try, and never given twice.
/// </summary>
public static class UniqueId
{
    /// <summary>Writes the id, at most 36 characters for a serial number of at most 14.</summary>
    /// <returns>The offset after it.</returns>
    public static int Write(
        byte[] serial, int serialLength, uint boot, uint sequence, byte[] buffer, int offset)
    {
        Invariant.Check(serialLength <= Limits.SerialBytesMax);
        Array.Copy(serial, 0, buffer, offset, serialLength);
        offset += serialLength;
        buffer[offset++] = (byte)'-';
        offset = ByteCodec.PutDecimal(buffer, offset, boot);
        buffer[offset++] = (byte)'-';
        return ByteCodec.PutDecimal(buffer, offset, sequence);
    }
}
