using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// Says whose NVRAM this is: magic, version, sizes. Three copies, the highest generation counts;
/// magic, version, generation and CRC keep their place in every version, so that an older firmware
/// knows a newer layout and keeps its hands off.
/// </summary>
public sealed class Superblock
{
    /// <summary>Bytes of a copy.</summary>
    public const int SizeBytes = 32;

    private const int CrcAt = 28;
    private static readonly byte[] Magic = ByteCodec.Ascii("TERMJRNL");
    private readonly INvram _nvram;
    private readonly int _slotCount;
    private readonly byte[] _bytes = new byte[SizeBytes];
    private uint _generation;

    /// <summary>The superblock of an NVRAM with <paramref name="slotCount"/> slots.</summary>
    public Superblock(INvram nvram, int slotCount)
    {
        _nvram = nvram;
        _slotCount = slotCount;
    }

    /// <summary>Version of the layout found; 0 when no copy is sound.</summary>
    public int Version { get; private set; }

    /// <summary>True when the sizes found are those of this firmware.</summary>
    public bool SizesFit { get; private set; }

    /// <summary>True when every copy is sound and says the same.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads all copies.</summary>
    /// <returns>False when NVRAM is silent.</returns>
    public bool Load()
    {
        Version = 0;
        SizesFit = false;
        IsComplete = true;
        _generation = 0;
        for (int copy = 0; copy < NvramMap.SuperblockCopies; copy++)
        {
            if (_nvram.Read(AddressOf(copy), _bytes, 0, SizeBytes) != SizeBytes)
            {
                return false;
            }

            bool sound = ByteCodec.Same(_bytes, 0, Magic, 0, Magic.Length)
                && Crc32.IsSealed(_bytes, 0, CrcAt);
            uint generation = ByteCodec.GetU32(_bytes, 24);
            IsComplete = IsComplete && sound && (Version == 0 || generation == _generation);
            if (sound && (Version == 0 || (int)(generation - _generation) > 0))
            {
                _generation = generation;
                Version = ByteCodec.GetU16(_bytes, 8);
                SizesFit = ByteCodec.GetU16(_bytes, 10) == Limits.SlotBytes
                    && ByteCodec.GetU32(_bytes, 12) == (uint)NvramMap.SizeBytes(_slotCount)
                    && ByteCodec.GetU32(_bytes, 16) == NvramMap.SlotsAddress
                    && ByteCodec.GetU16(_bytes, 20) == _slotCount;
            }
        }

        return true;
    }

    /// <summary>Writes all copies with the next generation.</summary>
    /// <returns>False when NVRAM did not take them.</returns>
    public bool Store(int version)
    {
        _generation++;
        ByteCodec.Put(_bytes, 0, Magic);
        ByteCodec.PutU16(_bytes, 8, version);
        ByteCodec.PutU16(_bytes, 10, Limits.SlotBytes);
        ByteCodec.PutU32(_bytes, 12, (uint)NvramMap.SizeBytes(_slotCount));
        ByteCodec.PutU32(_bytes, 16, NvramMap.SlotsAddress);
        ByteCodec.PutU16(_bytes, 20, _slotCount);
        ByteCodec.PutU16(_bytes, 22, NvramMap.EventCount);
        ByteCodec.PutU32(_bytes, 24, _generation);
        Crc32.Seal(_bytes, 0, CrcAt);
        for (int copy = 0; copy < NvramMap.SuperblockCopies; copy++)
        {
            if (_nvram.Write(AddressOf(copy), _bytes, 0, SizeBytes) != SizeBytes)
            {
                return false;
            }
        }

        return true;
    }

    private static int AddressOf(int copy) =>
        NvramMap.SuperblockAddress + (copy * NvramMap.SuperblockStepBytes);
}
