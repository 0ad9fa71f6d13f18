using System;

namespace Terminal.Firmware.Lines;

/// <summary>A bounded queue of bytes between the loop and a worker.</summary>
public sealed class ByteQueue
{
    private readonly byte[] _bytes;
    private int _head;
    private int _count;

    /// <summary>Makes a queue for so many bytes.</summary>
    public ByteQueue(int capacity) => _bytes = new byte[capacity];

    /// <summary>Bytes that can be added.</summary>
    public int Room => _bytes.Length - _count;

    /// <summary>Bytes that wait.</summary>
    public int Count => _count;

    /// <summary>Adds as many as fit.</summary>
    /// <returns>How many were added.</returns>
    public int Put(byte[] buffer, int offset, int count)
    {
        lock (_bytes)
        {
            int room = _bytes.Length - _count;
            int taken = count < room ? count : room;
            int tail = _head + _count;
            tail -= tail < _bytes.Length ? 0 : _bytes.Length;
            int toEnd = _bytes.Length - tail;
            int first = taken < toEnd ? taken : toEnd;
            Array.Copy(buffer, offset, _bytes, tail, first);
            Array.Copy(buffer, offset + first, _bytes, 0, taken - first);
            _count += taken;
            return taken;
        }
    }

    /// <summary>Takes the oldest.</summary>
    /// <returns>How many were there.</returns>
    public int Take(byte[] buffer, int offset, int capacity)
    {
        if (_count == 0)
        {
            return 0;
        }

        lock (_bytes)
        {
            int taken = capacity < _count ? capacity : _count;
            int toEnd = _bytes.Length - _head;
            int first = taken < toEnd ? taken : toEnd;
            Array.Copy(_bytes, _head, buffer, offset, first);
            Array.Copy(_bytes, 0, buffer, offset + first, taken - first);
            _head += taken;
            _head -= _head < _bytes.Length ? 0 : _bytes.Length;
            _count -= taken;
            return taken;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_bytes)
        {
            _count = 0;
        }
    }
}
