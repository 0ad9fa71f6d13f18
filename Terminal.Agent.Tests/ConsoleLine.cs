using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>A serial line whose far end is the test.</summary>
public class ConsoleLine : ISerialPort
{
    private readonly byte[] _typed = new byte[512];
    private int _typedAt;
    private int _typedCount;

    /// <summary>What the firmware has said.</summary>
    public readonly byte[] Said = new byte[8192];

    /// <summary>Its length in bytes.</summary>
    public int SaidCount;

    /// <summary>Types a text in ASCII.</summary>
    public void Type(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            _typed[_typedCount++] = (byte)text[i];
        }
    }

    /// <summary>True when the firmware has said a text since the last <see cref="Forget"/>.</summary>
    public bool Has(string text)
    {
        byte[] wanted = ByteCodec.Ascii(text);
        for (int at = 0; at + wanted.Length <= SaidCount; at++)
        {
            if (ByteCodec.Same(Said, at, wanted, 0, wanted.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Forgets what was said.</summary>
    public void Forget() => SaidCount = 0;

    /// <summary>Hands over what was typed.</summary>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int left = _typedCount - _typedAt;
        int count = left < capacity ? left : capacity;
        Array.Copy(_typed, _typedAt, buffer, offset, count);
        _typedAt += count;
        if (_typedAt == _typedCount)
        {
            _typedAt = 0;
            _typedCount = 0;
        }

        return count;
    }

    /// <summary>Takes what is said, a little at a time.</summary>
    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = count < 100 ? count : 100;
        taken = taken < Said.Length - SaidCount ? taken : Said.Length - SaidCount;
        Array.Copy(buffer, offset, Said, SaidCount, taken);
        SaidCount += taken;
        return taken;
    }
}
