namespace Terminal.Rig.Board;

/// <summary>A bounded queue of bytes between two threads, without allocation.</summary>
public sealed class ByteRing(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly Lock _lock = new();
    private int _head;
    private volatile int _count;

    /// <summary>Bytes that wait.</summary>
    public int Count => _count;

    /// <summary>Adds as many bytes as fit.</summary>
    /// <returns>How many were taken over.</returns>
    public int Put(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            int accepted = Math.Min(count, _bytes.Length - _count);
            int tail = (_head + _count) % _bytes.Length;
            int first = Math.Min(accepted, _bytes.Length - tail);
            Array.Copy(buffer, offset, _bytes, tail, first);
            Array.Copy(buffer, offset + first, _bytes, 0, accepted - first);
            _count += accepted;
            return accepted;
        }
    }

    /// <summary>Takes the oldest bytes.</summary>
    /// <returns>How many were there, at most <paramref name="capacity"/>.</returns>
    public int Take(byte[] buffer, int offset, int capacity)
    {
        // Most looks find nothing, and a lock is what they would cost.
        if (_count == 0)
        {
            return 0;
        }

        lock (_lock)
        {
            int taken = Math.Min(capacity, _count);
            int first = Math.Min(taken, _bytes.Length - _head);
            Array.Copy(_bytes, _head, buffer, offset, first);
            Array.Copy(_bytes, 0, buffer, offset + first, taken - first);
            _head = (_head + taken) % _bytes.Length;
            _count -= taken;
            return taken;
        }
    }

    /// <summary>Changes bits of a byte that was put last, or so many before the last: 1 is the last.</summary>
    public void Garble(int fromEnd, byte bits)
    {
        lock (_lock)
        {
            _bytes[(_head + _count - fromEnd) % _bytes.Length] ^= bits;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _count = 0;
        }
    }
}
