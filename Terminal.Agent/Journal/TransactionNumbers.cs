using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// Boot counter and sequence: the parts of a unique_id that this device gives, and gives once. The
/// boot counter is raised, durably, at every start and when the sequence is used up; so the
/// sequence need not be written at each append. Where NVRAM lost the counter, it leaps ahead of
/// anything that can have been used.
/// </summary>
public sealed class TransactionNumbers
{
    private const int PayloadBytes = 8;
    private readonly DurableCell _cell;
    private readonly byte[] _payload = new byte[PayloadBytes];
    private uint _highestBoot;
    private uint _highestSequence;

    // Copies of the counters that the last comparison found.
    private int _soundCopies;

    /// <summary>The numbers kept in <paramref name="nvram"/>.</summary>
    public TransactionNumbers(INvram nvram)
    {
        _cell = new DurableCell(nvram, DurableCell.Counters);
    }

    /// <summary>The boot counter of this start.</summary>
    public uint Boot { get; private set; }

    /// <summary>The sequence given last.</summary>
    public uint Sequence { get; private set; }

    /// <summary>
    /// True when a start has found counters in NVRAM that are older than the floor: an older copy
    /// of the memory has been put back.
    /// </summary>
    public bool AreBehind { get; private set; }

    /// <summary>True when a counter is there to be read.</summary>
    public bool AreKept() => _cell.Load(_payload) >= 0;

    /// <summary>Writes the counters of a new NVRAM.</summary>
    /// <returns>False when NVRAM did not take them.</returns>
    public bool Format()
    {
        ByteCodec.PutU32(_payload, 0, 0);
        ByteCodec.PutU32(_payload, 4, 0);
        return _cell.Store(_payload, 0, PayloadBytes) && _cell.Store(_payload, 0, PayloadBytes);
    }

    /// <summary>Before <see cref="Note"/> and <see cref="Start"/>.</summary>
    public void Clear()
    {
        _highestBoot = 0;
        _highestSequence = 0;
        AreBehind = false;
    }

    /// <summary>Numbers seen in the journal: those given from now on are higher.</summary>
    public void Note(uint boot, uint sequence)
    {
        if (boot > _highestBoot || (boot == _highestBoot && sequence > _highestSequence))
        {
            _highestBoot = boot;
            _highestSequence = sequence;
        }
    }

    /// <summary>
    /// Reads the counters and compares them with what is known from elsewhere: once all numbers of
    /// the journal have been noted.
    /// </summary>
    /// <param name="bootFloor">A boot counter known from elsewhere; 0 when none.</param>
    /// <param name="isNew">True when NVRAM was laid out a moment ago.</param>
    public void Compare(uint bootFloor, bool isNew)
    {
        bool known = _cell.Load(_payload) == PayloadBytes;
        _soundCopies = known ? _cell.SoundCopies : 0;
        if (known)
        {
            Note(ByteCodec.GetU32(_payload, 0), ByteCodec.GetU32(_payload, 4));
        }

        AreBehind = known && !isNew && bootFloor > Limits.BootLagCount
            && _highestBoot < bootFloor - Limits.BootLagCount;
    }

    /// <summary>Counts a start, durably, after <see cref="Compare"/>.</summary>
    /// <param name="bootFloor">A boot counter known from elsewhere; 0 when none.</param>
    /// <param name="isNew">True when NVRAM was laid out a moment ago.</param>
    /// <param name="random">
    /// Random bits: a terminal that has never counted begins anywhere from 1 to 2^31, and one that
    /// has got another's memory leaps; 0 to begin at 1 and go on without a leap.
    /// </param>
    public MountResult Start(uint bootFloor, bool isNew, uint random)
    {
        uint leap = LeapOf(_soundCopies);
        if (bootFloor > 0)
        {
            // A new NVRAM in a terminal that has counted before: nothing in it says how far.
            leap = isNew ? LeapOf(0) : leap;
        }
        else if (random != 0)
        {
            // Two boards that go on from two copies of one memory must not give the same numbers.
            leap = isNew ? 1 + (random >> 1) : LeapOf(0) + (random & (Limits.BootLeapCount - 1));
        }

        uint boot = bootFloor > _highestBoot ? bootFloor : _highestBoot;
        if (boot >= uint.MaxValue - leap)
        {
            return MountResult.NumbersUsedUp;
        }

        // After damage both copies take the new number: copies that were two apart would let the
        // next loss give it once more.
        bool isStored = Store(boot + leap, _highestSequence)
            && (leap == 1u || Store(Boot, Sequence));
        return isStored ? MountResult.Mounted : MountResult.Silent;
    }

    /// <summary>
    /// Makes sure that there is a next sequence; the boot counter makes room when not.
    /// </summary>
    /// <returns>False when NVRAM did not take the counters, or they are used up.</returns>
    public bool MakeNext() => Sequence != uint.MaxValue || Store(Boot + 1, 0);

    /// <summary>The sequence after <see cref="Sequence"/> has been given.</summary>
    public void Given() => Sequence++;

    // One copy left may be the older one, so the number after it may have been used.
    private static uint LeapOf(int soundCopies) =>
        soundCopies == 2 ? 1u : soundCopies == 1 ? 2u : (uint)Limits.BootLeapCount;

    private bool Store(uint boot, uint sequence)
    {
        if (boot == 0)
        {
            return false;
        }

        ByteCodec.PutU32(_payload, 0, boot);
        ByteCodec.PutU32(_payload, 4, sequence);
        if (!_cell.Store(_payload, 0, PayloadBytes))
        {
            return false;
        }

        Boot = boot;
        Sequence = sequence;
        return true;
    }
}
