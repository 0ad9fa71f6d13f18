using System.Text;

namespace Terminal.Rig.Modem;

/// <summary>What the modem has said and the terminal has not taken yet, with the line's noise.</summary>
internal sealed class ModemOutput(ModemFaults faults, Func<bool> isFast, int noiseSeed)
{
    private readonly Queue<byte> _bytes = new();
    private readonly Random _noise = new(noiseSeed);

    /// <summary>Bytes that wait.</summary>
    public int Count => _bytes.Count;

    /// <summary>Says a line.</summary>
    public void Line(string text) => Out(Encoding.Latin1.GetBytes("\r\n" + text + "\r\n"));

    /// <summary>Says bytes; noise adds to them and takes from them.</summary>
    public void Out(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (faults.GarbageEvery > 0 && _noise.Next(faults.GarbageEvery) == 0)
            {
                _bytes.Enqueue((byte)_noise.Next(256));
            }

            int dropEvery = faults.FastLineDropEvery > 0 && isFast()
                ? faults.FastLineDropEvery : faults.DropEvery;
            if (dropEvery == 0 || _noise.Next(dropEvery) != 0)
            {
                _bytes.Enqueue(value);
            }
        }
    }

    /// <summary>Gives a byte back as an echo.</summary>
    public void Echo(byte value) => _bytes.Enqueue(value);

    /// <summary>True when a byte on its way to the modem is lost.</summary>
    public bool IsLostInward() =>
        faults.DropInEvery > 0 && _noise.Next(faults.DropInEvery) == 0;

    /// <summary>Hands bytes to the terminal.</summary>
    public int Take(Span<byte> buffer)
    {
        int count = 0;
        while (count < buffer.Length && _bytes.TryDequeue(out byte value))
        {
            buffer[count++] = value;
        }

        return count;
    }

    /// <summary>Drops what waits.</summary>
    public void Clear() => _bytes.Clear();
}
