using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>
/// A line whose far end is the test: it takes what was written and gives what is put.
/// </summary>
public sealed class ModemPort : ISerialPort
{
    /// <summary>What the agent wrote.</summary>
    public readonly byte[] Written = new byte[4096];

    private readonly byte[] _toRead = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Bytes that were written.</summary>
    public int WrittenCount;

    /// <summary>The most that a write takes at a time.</summary>
    public int RoomBytes = 4096;

    /// <summary>The most that a read gives at a time.</summary>
    public int PieceBytes = 4096;

    /// <summary>Puts text for the agent to read.</summary>
    public void Put(string text) => Put(ByteCodec.Ascii(text));

    /// <summary>Puts bytes for the agent to read.</summary>
    public void Put(byte[] bytes)
    {
        Array.Copy(bytes, 0, _toRead, _end, bytes.Length);
        _end += bytes.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _start = _end = WrittenCount = 0;
        RoomBytes = PieceBytes = 4096;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = _end - _start;
        count = count < capacity ? count : capacity;
        count = count < PieceBytes ? count : PieceBytes;
        Array.Copy(_toRead, _start, buffer, offset, count);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        count = count < RoomBytes ? count : RoomBytes;
        Array.Copy(buffer, offset, Written, WrittenCount, count);
        WrittenCount += count;
        return count;
    }
}
