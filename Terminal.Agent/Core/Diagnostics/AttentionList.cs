using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Diagnostics;

/// <summary>
/// What ended worse than the screen last said, until somebody has acknowledged it: entries in a
/// place of their own in NVRAM, each in two copies. The list never refuses a sale: a new entry
/// takes the place of the oldest acknowledged one, and when every entry is open the list counts
/// what it cannot hold. An entry that NVRAM does not take is written again, and shown once it is
/// there: until then power could take it from under the eyes of whoever reads it. Without a mounted
/// list, entries stand in RAM.
/// </summary>
public sealed class AttentionList
{
    /// <summary>Bytes of an entry with its CRC.</summary>
    public const int EntryBytes = 28;

    private const int CrcAt = 24;
    private const int BootAt = 4;
    private const int AmountAt = 12;
    private const int TimeAt = 16;
    private const int KindAt = 20;
    private const int ExitAt = 21;
    private const int RevisionAt = 22;
    private const int None = -1;

    // Beside the copies in _unwritten: no copy of the entry has ever been written.
    private const int New = 4;
    private readonly INvram _nvram;

    // Every entry as it should stand in NVRAM; number 0 in a place that was never used.
    private readonly byte[] _entries = new byte[NvramMap.AttentionCount * EntryBytes];
    private readonly byte[] _copy = new byte[EntryBytes];

    // Per place: copies that are not as they should be, bit 0 the first, bit 1 the second.
    private readonly byte[] _unwritten = new byte[NvramMap.AttentionCount];
    private readonly DurableCell _moreCell;
    private readonly byte[] _more = new byte[4];
    private uint _newestNumber;
    private int _unwrittenCount;
    private int _openCount;
    private int _moreCount;
    private bool _isMoreUnwritten;
    private bool _isMounted;
    private long _retryMs;

    /// <summary>The list in <paramref name="nvram"/>; empty until <see cref="Mount"/>.</summary>
    public AttentionList(INvram nvram)
    {
        _nvram = nvram;
        _moreCell = new DurableCell(nvram, DurableCell.AttentionMore);
    }

    /// <summary>Entries that nobody has acknowledged, without <see cref="MoreCount"/>.</summary>
    public int OpenCount => _openCount;

    /// <summary>Entries that found every place taken by an open one.</summary>
    public int MoreCount => _moreCount;

    /// <summary>Both together: above 0 somebody should look at the list.</summary>
    public int Count => _openCount + _moreCount;

    /// <summary>True when somebody should look at the list.</summary>
    public bool IsWanted => Count > 0;

    /// <summary>False while nothing can be written: entries stand in RAM alone.</summary>
    public bool IsMounted => _isMounted;

    /// <summary>True when all of it is durable.</summary>
    public bool IsDurable => _unwrittenCount == 0 && !_isMoreUnwritten;

    /// <summary>Number of the newest entry, counted from 1; 0 when there is none.</summary>
    public uint NewestNumber => _newestNumber;

    /// <summary>
    /// Reads the list and puts right what a power cut or a flipped bit has left of a copy. Call it
    /// when the journal is mounted for writing: without that, nothing may be written.
    /// </summary>
    /// <returns>False when NVRAM does not answer.</returns>
    public bool Mount()
    {
        _isMounted = false;
        _newestNumber = 0;
        _openCount = 0;
        _unwrittenCount = 0;
        Array.Clear(_entries, 0, _entries.Length);
        Array.Clear(_unwritten, 0, _unwritten.Length);
        for (int place = 0; place < NvramMap.AttentionCount; place++)
        {
            if (!LoadPlace(place))
            {
                return false;
            }
        }

        int length = _moreCell.Load(_more);
        _moreCount = length == _more.Length ? (int)ByteCodec.GetU32(_more, 0) : 0;
        _isMoreUnwritten = false;
        _isMounted = true;
        return WriteAll();
    }

    /// <summary>
    /// Adds an entry. One of the same kind about the same transaction that is still open is not
    /// added a second time.
    /// </summary>
    /// <returns>True when the entry, or the count of more, is durable.</returns>
    public bool Raise(
        AttentionKind kind, uint boot, uint sequence, int amountCents, long utcSeconds)
    {
        Invariant.Check(kind != AttentionKind.None);
        if (FindOpen(kind, boot, sequence) != None)
        {
            return IsDurable;
        }

        int place = FindRoom();
        if (place == None)
        {
            // Whoever could not have it durable asks again for the same.
            _moreCount += _isMoreUnwritten ? 0 : 1;
            return StoreMore();
        }

        int at = place * EntryBytes;
        _newestNumber++;
        ByteCodec.PutU32(_entries, at, _newestNumber);
        ByteCodec.PutU32(_entries, at + BootAt, boot);
        ByteCodec.PutU32(_entries, at + BootAt + 4, sequence);
        ByteCodec.PutU32(_entries, at + AmountAt, (uint)amountCents);
        ByteCodec.PutU32(_entries, at + TimeAt, (uint)utcSeconds);
        _entries[at + KindAt] = (byte)kind;
        _entries[at + ExitAt] = (byte)AttentionExit.None;
        _entries[at + RevisionAt] = 0;
        if (_isMounted)
        {
            Mark(place, New);
        }
        else
        {
            _openCount++;
        }

        return Store(place);
    }

    /// <summary>Closes entry <paramref name="number"/>.</summary>
    /// <returns>False when there is no such open entry, or the end is not durable yet.</returns>
    public bool Close(uint number, AttentionExit exit)
    {
        Invariant.Check(exit != AttentionExit.None);
        int place = Find(number);
        if (place == None || !IsOpen(place))
        {
            return false;
        }

        int at = place * EntryBytes;
        int revision = _entries[at + RevisionAt] + 1;
        _entries[at + ExitAt] = (byte)exit;
        _entries[at + RevisionAt] = (byte)revision;
        _openCount -= IsNew(place) ? 0 : 1;
        return Store(place);
    }

    /// <summary>Closes every open entry of a kind about a transaction: it is over.</summary>
    public void CloseOf(AttentionKind kind, uint boot, uint sequence, AttentionExit exit)
    {
        int place = FindOpen(kind, boot, sequence);
        if (place != None)
        {
            Close(ByteCodec.GetU32(_entries, place * EntryBytes), exit);
        }
    }

    /// <summary>Somebody has read how many entries found no place.</summary>
    /// <returns>True when that is durable.</returns>
    public bool AcknowledgeMore()
    {
        _moreCount = 0;
        return StoreMore();
    }

    /// <summary>Reads entry <paramref name="number"/>.</summary>
    /// <returns>False when it has gone, or was never there.</returns>
    public bool Read(uint number, AttentionEntry into)
    {
        int place = Find(number);
        if (place == None)
        {
            return false;
        }

        int at = place * EntryBytes;
        into.Number = number;
        into.Boot = ByteCodec.GetU32(_entries, at + BootAt);
        into.Sequence = ByteCodec.GetU32(_entries, at + BootAt + 4);
        into.AmountCents = (int)ByteCodec.GetU32(_entries, at + AmountAt);
        into.UtcSeconds = ByteCodec.GetU32(_entries, at + TimeAt);
        into.Kind = (AttentionKind)_entries[at + KindAt];
        into.Exit = (AttentionExit)_entries[at + ExitAt];
        return true;
    }

    /// <summary>
    /// The number of the oldest entry above <paramref name="number"/>, 0 when there is none.
    /// </summary>
    public uint Next(uint number, bool isOpenOnly)
    {
        uint best = 0;
        for (int place = 0; place < NvramMap.AttentionCount; place++)
        {
            uint found = ByteCodec.GetU32(_entries, place * EntryBytes);
            if (found > number && (best == 0 || found < best) && !IsNew(place)
                && (!isOpenOnly || IsOpen(place)))
            {
                best = found;
            }
        }

        return best;
    }

    /// <summary>
    /// Forgets every entry that is closed, so that nothing of a transaction is left.
    /// </summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool ForgetClosed()
    {
        for (int place = 0; place < NvramMap.AttentionCount; place++)
        {
            int at = place * EntryBytes;
            if (ByteCodec.GetU32(_entries, at) != 0 && !IsOpen(place))
            {
                Array.Clear(_entries, at, EntryBytes);
                Mark(place, 3);
            }
        }

        return WriteAll();
    }

    /// <summary>Writes again what NVRAM did not take.</summary>
    public void Step(long nowMs)
    {
        if (!_isMounted || IsDurable || nowMs < _retryMs)
        {
            return;
        }

        _retryMs = nowMs + Limits.NvramRetryMs;
        WriteAll();
        if (_isMoreUnwritten)
        {
            StoreMore();
        }
    }

    private bool StoreMore()
    {
        ByteCodec.PutU32(_more, 0, (uint)_moreCount);
        _isMoreUnwritten = !_isMounted || !_moreCell.Store(_more, 0, _more.Length);
        return !_isMoreUnwritten;
    }

    private bool LoadPlace(int place)
    {
        int at = place * EntryBytes;
        int sound = 0;
        int flipped = 0;
        for (int copy = 0; copy < 2; copy++)
        {
            if (_nvram.Read(AddressOf(place, copy), _copy, 0, EntryBytes) != EntryBytes)
            {
                return false;
            }

            bool isSealed = Crc32.IsSealed(_copy, 0, CrcAt);
            bool isNeeded = sound == 0 || flipped != 0;
            if (!(isSealed || (isNeeded && IsRepaired())) || !IsEntry())
            {
                continue;
            }

            // A copy cut in its write can be put right to one that was never written: a sound one
            // beside it counts alone.
            sound = isSealed && flipped != 0 ? 0 : sound;
            flipped |= isSealed ? 0 : 1 << copy;
            bool isSame = sound != 0 && ByteCodec.Same(_copy, 0, _entries, at, EntryBytes);
            if (isSame)
            {
                sound = 3;
            }
            else if (sound == 0 || IsNewer(at))
            {
                Array.Copy(_copy, 0, _entries, at, EntryBytes);
                sound = 1 << copy;
            }
        }

        if (sound == 0)
        {
            return true;
        }

        Mark(place, (3 & ~sound) | flipped);
        uint number = ByteCodec.GetU32(_entries, at);
        _newestNumber = number > _newestNumber ? number : _newestNumber;
        _openCount += IsOpen(place) ? 1 : 0;
        return true;
    }

    private bool IsEntry() =>
        ByteCodec.GetU32(_copy, 0) != 0 && _copy[KindAt] != (byte)AttentionKind.None;

    private bool IsRepaired()
    {
        if (!Crc32.Repair(_copy, 0, CrcAt, ByteCodec.GetU32(_copy, CrcAt), true))
        {
            return false;
        }

        Crc32.Seal(_copy, 0, CrcAt);
        return true;
    }

    private bool IsNewer(int at)
    {
        uint number = ByteCodec.GetU32(_copy, 0);
        uint other = ByteCodec.GetU32(_entries, at);
        return number > other || (number == other
            && (sbyte)(_copy[RevisionAt] - _entries[at + RevisionAt]) > 0);
    }

    private bool Store(int place)
    {
        Crc32.Seal(_entries, place * EntryBytes, CrcAt);
        Mark(place, 3);
        return _isMounted && Write(place);
    }

    private void Mark(int place, int copies)
    {
        _unwrittenCount += _unwritten[place] == 0 && copies != 0 ? 1 : 0;
        int marked = _unwritten[place] | copies;
        _unwritten[place] = (byte)marked;
    }

    private bool WriteAll()
    {
        bool isDone = true;
        for (int place = 0; _unwrittenCount > 0 && place < NvramMap.AttentionCount; place++)
        {
            isDone = (_unwritten[place] == 0 || Write(place)) && isDone;
        }

        return isDone;
    }

    // One copy after the other: a cut leaves the one before, or the new one.
    private bool Write(int place)
    {
        int at = place * EntryBytes;
        for (int copy = 0; copy < 2; copy++)
        {
            int bit = 1 << copy;
            if ((_unwritten[place] & bit) == 0)
            {
                continue;
            }

            int address = AddressOf(place, copy);
            if (_nvram.Write(address, _entries, at, EntryBytes) != EntryBytes)
            {
                return false;
            }

            _openCount += IsNew(place) && IsOpen(place) ? 1 : 0;
            int left = _unwritten[place] & ~(bit | New);
            _unwritten[place] = (byte)left;
        }

        _unwrittenCount--;
        return true;
    }

    private int Find(uint number)
    {
        for (int place = 0; number != 0 && place < NvramMap.AttentionCount; place++)
        {
            if (ByteCodec.GetU32(_entries, place * EntryBytes) == number)
            {
                return place;
            }
        }

        return None;
    }

    private int FindOpen(AttentionKind kind, uint boot, uint sequence)
    {
        bool isAny = _openCount > 0 || _unwrittenCount > 0;
        for (int place = 0; isAny && place < NvramMap.AttentionCount; place++)
        {
            int at = place * EntryBytes;
            if (IsOpen(place) && _entries[at + KindAt] == (byte)kind
                && ByteCodec.GetU32(_entries, at + BootAt) == boot
                && ByteCodec.GetU32(_entries, at + BootAt + 4) == sequence)
            {
                return place;
            }
        }

        return None;
    }

    // A place never used, else the oldest entry that somebody has acknowledged.
    private int FindRoom()
    {
        int best = None;
        uint bestNumber = uint.MaxValue;
        for (int place = 0; place < NvramMap.AttentionCount; place++)
        {
            uint number = ByteCodec.GetU32(_entries, place * EntryBytes);
            if (number < bestNumber && !IsOpen(place))
            {
                best = place;
                bestNumber = number;
            }
        }

        return best;
    }

    private bool IsNew(int place) => (_unwritten[place] & New) != 0;

    private bool IsOpen(int place)
    {
        int at = place * EntryBytes;
        return _entries[at + KindAt] != (byte)AttentionKind.None
            && _entries[at + ExitAt] == (byte)AttentionExit.None;
    }

    private static int AddressOf(int place, int copy) => NvramMap.AttentionAddress
        + (place / NvramMap.AttentionRunCount * NvramMap.AttentionRunBytes)
        + (place % NvramMap.AttentionRunCount * EntryBytes)
        + (copy * NvramMap.AttentionCopyBytes);
}
