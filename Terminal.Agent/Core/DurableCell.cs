using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent;

/// <summary>
/// A few bytes in NVRAM that are always whole: two copies far apart, written in turn, each with a
/// generation and a CRC-32. A cut during a write leaves the copy before it.
/// </summary>
public sealed class DurableCell
{
    /// <summary>Cell 0: the journal's counters.</summary>
    public const int Counters = 0;

    /// <summary>Cell 8: wrong PINs in a row.</summary>
    public const int PinTries = 8;

    /// <summary>Cell 9: what the self-test writes and reads back.</summary>
    public const int SelfTest = 9;

    /// <summary>Cells 10 to 16: what the links have carried on each day of a week.</summary>
    public const int DataUse = 10;

    /// <summary>Cell 17: how many entries found no place on the attention list.</summary>
    public const int AttentionMore = 17;

    /// <summary>Cell 18: written to see whether NVRAM takes writes again.</summary>
    public const int Probe = 18;

    /// <summary>Cell 19: the last sale whose end was on the screen.</summary>
    public const int ToldSale = 19;

    /// <summary>Cell 20: wrong tries of the merchant's code in a row.</summary>
    public const int MerchantTries = 20;

    /// <summary>Cell 21: which root certificates have proved themselves.</summary>
    public const int Anchors = 21;

    /// <summary>Cell 22: how far the set-up by phone has come.</summary>
    public const int PhoneSetup = 22;

    /// <summary>Cell 24: whether the modem checks the acquirer's name.</summary>
    public const int ServerCheck = 24;

    /// <summary>How many cells there are.</summary>
    public const int Count = 31;

    /// <summary>Longest payload in bytes.</summary>
    public const int PayloadBytesMax = 48;

    /// <summary>Bytes of a buffer that cells may share.</summary>
    public const int BufferBytes = HeaderBytes + PayloadBytesMax + 4;

    private const int HeaderBytes = 6;
    private readonly INvram _nvram;
    private readonly int _number;
    private readonly byte[] _bytes;
    private uint _generation;
    private int _current;

    /// <summary>Cell <paramref name="number"/>, 0 to <see cref="Count"/> - 1.</summary>
    public DurableCell(INvram nvram, int number)
        : this(nvram, number, new byte[BufferBytes])
    {
    }

    /// <summary>
    /// The same over a buffer that other cells use too; none keeps anything there.
    /// </summary>
    public DurableCell(INvram nvram, int number, byte[] buffer)
    {
        Invariant.Check(number >= 0 && number < Count);
        Invariant.Check(buffer.Length == BufferBytes);
        _bytes = buffer;
        _nvram = nvram;
        _number = number;
    }

    /// <summary>
    /// Copies found sound by the last <see cref="Load"/>: 2 in health, 1 after a cut.
    /// </summary>
    public int SoundCopies { get; private set; }

    /// <summary>Reads the newer sound copy into <paramref name="payload"/>.</summary>
    /// <returns>Its length, or -1 when there is no sound copy, it is too long, or NVRAM is
    /// silent.</returns>
    public int Load(byte[] payload)
    {
        SoundCopies = 0;
        int length = -1;
        for (int copy = 0; copy < 2; copy++)
        {
            if (!ReadCopy(copy))
            {
                continue;
            }

            uint generation = ByteCodec.GetU32(_bytes, 0);
            SoundCopies++;
            if (SoundCopies == 1 || (int)(generation - _generation) > 0)
            {
                _generation = generation;
                _current = copy;
                length = _bytes[4];
                if (length > payload.Length)
                {
                    return -1;
                }

                Array.Copy(_bytes, HeaderBytes, payload, 0, length);
            }
        }

        return length;
    }

    /// <summary>
    /// Writes the older copy anew; durable when it returns true. Call <see cref="Load"/> once
    /// before.
    /// </summary>
    /// <returns>False when NVRAM did not take it: the value before stands.</returns>
    public bool Store(byte[] payload, int offset, int count)
    {
        Invariant.Check(count >= 0 && count <= PayloadBytesMax);
        int copy = SoundCopies == 0 ? 0 : 1 - _current;
        ByteCodec.PutU32(_bytes, 0, _generation + 1);
        _bytes[4] = (byte)count;
        _bytes[5] = (byte)_number;
        Array.Copy(payload, offset, _bytes, HeaderBytes, count);
        Crc32.Seal(_bytes, 0, HeaderBytes + count);
        int total = HeaderBytes + count + 4;
        if (_nvram.Write(AddressOf(copy), _bytes, 0, total) != total)
        {
            return false;
        }

        _generation++;
        _current = copy;
        SoundCopies = SoundCopies == 0 ? 1 : 2;
        return true;
    }

    private bool ReadCopy(int copy)
    {
        int total = _bytes.Length;
        if (_nvram.Read(AddressOf(copy), _bytes, 0, total) != total)
        {
            return false;
        }

        int length = _bytes[4];
        return length <= PayloadBytesMax && _bytes[5] == _number
            && Crc32.IsSealed(_bytes, 0, HeaderBytes + length);
    }

    private int AddressOf(int copy) => NvramMap.CellsAddress + (_number * NvramMap.CellBytes)
        + (copy * NvramMap.CopyDistanceBytes);
}
