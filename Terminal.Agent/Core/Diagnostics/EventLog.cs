using Terminal.Agent.Ports;

namespace Terminal.Agent.Diagnostics;

/// <summary>
/// What happened to the terminal, in a ring of NVRAM that survives restarts: numbers only, never a
/// secret. A cut costs the entry being written and the oldest, which it replaces; damaged entries
/// are left out.
/// </summary>
public sealed class EventLog : IEventSink
{
    /// <summary>Bytes of an entry with its CRC.</summary>
    public const int EntryBytes = 32;

    private const int CrcAt = 28;
    private readonly INvram _nvram;
    private readonly IClock _clock;
    private readonly byte[] _bytes = new byte[EntryBytes];

    // One flag per place in the ring: the entry that belongs there now can be read.
    private readonly bool[] _sound = new bool[NvramMap.EventCount];
    private uint _boot;
    private bool _isMounted;
    private uint _newestNumber;
    private int _failedCount;
    private int _damagedCount;

    /// <summary>
    /// The log in <paramref name="nvram"/>; entries are kept from <see cref="Mount"/> on.
    /// </summary>
    public EventLog(INvram nvram, IClock clock)
    {
        _nvram = nvram;
        _clock = clock;
    }

    /// <summary>Number of the newest entry, counted from 1; 0 when there is none.</summary>
    public uint NewestNumber => _newestNumber;

    /// <summary>
    /// Entries that should be there and cannot be read, as of the last <see cref="Mount"/>.
    /// </summary>
    public int DamagedCount => _damagedCount;

    /// <summary>Entries that did not reach NVRAM.</summary>
    public int FailedCount => _failedCount;

    /// <summary>
    /// Reads the ring. Call it when the journal is mounted for writing: without that, nothing may
    /// be written.
    /// </summary>
    /// <param name="boot">The boot counter of this start.</param>
    /// <returns>False when NVRAM does not answer.</returns>
    public bool Mount(uint boot)
    {
        _boot = boot;
        _isMounted = false;
        _newestNumber = 0;
        _damagedCount = 0;
        for (int place = 0; place < _sound.Length; place++)
        {
            if (!ReadPlace(place))
            {
                return false;
            }

            _sound[place] = IsEntry(place);
            uint number = ByteCodec.GetU32(_bytes, 0);
            if (_sound[place] && number > _newestNumber)
            {
                _newestNumber = number;
            }
        }

        return CountSound();
    }

    /// <summary>
    /// Adds an entry; a failure is counted, not reported: nothing must depend on the log.
    /// </summary>
    public void Add(EventKind kind, int a, int b)
    {
        if (!_isMounted)
        {
            _failedCount++;
            return;
        }

        uint number = _newestNumber + 1;
        int place = PlaceOf(number);
        ByteCodec.PutU32(_bytes, 0, number);
        ByteCodec.PutU32(_bytes, 4, _boot);
        ByteCodec.PutU32(_bytes, 8, (uint)(_clock.UptimeMs / 1000));
        ByteCodec.PutU32(_bytes, 12, (uint)_clock.UtcSeconds);
        ByteCodec.PutU32(_bytes, 16, (uint)kind);
        ByteCodec.PutU32(_bytes, 20, (uint)a);
        ByteCodec.PutU32(_bytes, 24, (uint)b);
        Crc32.Seal(_bytes, 0, CrcAt);
        _sound[place] = _nvram.Write(AddressOf(place), _bytes, 0, EntryBytes) == EntryBytes;
        if (_sound[place])
        {
            _newestNumber = number;
        }
        else
        {
            _failedCount++;
        }
    }

    /// <summary>Reads entry <paramref name="number"/>.</summary>
    /// <returns>False when it has been overwritten, is damaged, or was never there.</returns>
    public bool Read(uint number, EventEntry into)
    {
        int place = PlaceOf(number);
        if (number == 0 || number > _newestNumber || _newestNumber - number >= (uint)_sound.Length
            || !_sound[place] || !ReadPlace(place) || !IsEntry(place)
            || ByteCodec.GetU32(_bytes, 0) != number)
        {
            return false;
        }

        into.Number = number;
        into.Boot = ByteCodec.GetU32(_bytes, 4);
        into.UptimeS = ByteCodec.GetU32(_bytes, 8);
        into.UtcSeconds = ByteCodec.GetU32(_bytes, 12);
        into.Kind = (EventKind)_bytes[16];
        into.A = (int)ByteCodec.GetU32(_bytes, 20);
        into.B = (int)ByteCodec.GetU32(_bytes, 24);
        return true;
    }

    /// <summary>
    /// The number of the sound entry before <paramref name="number"/>, 0 when there is none. Start
    /// with
    /// <see cref="NewestNumber"/>, which is always sound.
    /// </summary>
    public uint Older(uint number)
    {
        while (number > 1 && _newestNumber - (number - 1) < (uint)_sound.Length)
        {
            number--;
            if (_sound[PlaceOf(number)])
            {
                return number;
            }
        }

        return 0;
    }

    // The place of the next entry may hold a torn one, so the oldest is not missed.
    private bool CountSound()
    {
        for (int place = 0; place < _sound.Length; place++)
        {
            uint expected = ExpectedAt(place);
            if (expected == 0)
            {
                _sound[place] = false;
                continue;
            }

            if (_sound[place])
            {
                if (!ReadPlace(place))
                {
                    return false;
                }

                _sound[place] = ByteCodec.GetU32(_bytes, 0) == expected;
            }

            if (!_sound[place] && place != PlaceOf(_newestNumber + 1))
            {
                _damagedCount++;
            }
        }

        _isMounted = true;
        return true;
    }

    // The newest number that belongs to a place, 0 when none was written there yet.
    private uint ExpectedAt(int place)
    {
        if (_newestNumber == 0)
        {
            return 0;
        }

        int back = PlaceOf(_newestNumber) - place;
        back = back < 0 ? back + _sound.Length : back;
        return _newestNumber > (uint)back ? _newestNumber - (uint)back : 0;
    }

    private bool IsEntry(int place)
    {
        uint number = ByteCodec.GetU32(_bytes, 0);
        return number != 0 && PlaceOf(number) == place && Crc32.IsSealed(_bytes, 0, CrcAt);
    }

    private bool ReadPlace(int place) =>
        _nvram.Read(AddressOf(place), _bytes, 0, EntryBytes) == EntryBytes;

    private int PlaceOf(uint number) => (int)((number - 1) % (uint)_sound.Length);

    private static int AddressOf(int place) => NvramMap.EventsAddress + (place * EntryBytes);
}
