using Terminal.Agent.Ports;

namespace Terminal.Rig.World;

/// <summary>How NVRAM fails without losing power.</summary>
public enum NvramFailure
{
    /// <summary>It works.</summary>
    None,

    /// <summary>A write is not taken: nothing is stored, and the chip says so.</summary>
    WriteNotTaken,

    /// <summary>A write is taken in part: a prefix is stored, and the chip says how much.</summary>
    WriteTakenInPart,

    /// <summary>
    /// A write is taken whole, and its acknowledge is lost: the chip says that nothing was.
    /// </summary>
    WriteTakenUnsaid,

    /// <summary>A read brings nothing.</summary>
    ReadFails,

    /// <summary>A read brings its first bytes only, and the chip says how many.</summary>
    ReadShort,

    /// <summary>The chip answers nothing, to reads or writes.</summary>
    Dead,
}

/// <summary>
/// NVRAM that fails in the place of being cut: every failure is told in the count that comes back,
/// as the port promises. Allocates nothing once it is made.
/// </summary>
/// <param name="inner">The memory.</param>
/// <param name="random">Where the length of what is taken in part is drawn.</param>
/// <param name="nowMs">The world's clock, for failures that end at a time.</param>
public sealed class FailingNvram(INvram inner, Random random, Func<long> nowMs) : INvram
{
    private NvramFailure _failure;
    private FailureSpan _span;

    /// <inheritdoc/>
    public int SizeBytes => inner.SizeBytes;

    /// <summary>Writes that failed, or that it called failed.</summary>
    public int FailedWrites { get; private set; }

    /// <summary>Reads that failed.</summary>
    public int FailedReads { get; private set; }

    /// <summary>Writes that were stored and called failed.</summary>
    public int UnsaidWrites { get; private set; }

    /// <summary>True while the memory takes a part of a write for the whole.</summary>
    public bool IsTakingPart { get; private set; }

    /// <summary>True while a failure waits for its call or goes on.</summary>
    public bool IsFailing => _failure != NvramFailure.None && _span.IsOpen(nowMs());

    /// <summary>Begins to fail; a failure that was set before ends.</summary>
    public void Fail(NvramFailure failure, FailureSpan span)
    {
        _failure = failure;
        _span = span;
    }

    /// <summary>Works again.</summary>
    public void Heal() => _failure = NvramFailure.None;

    /// <inheritdoc/>
    public int Read(int address, byte[] buffer, int offset, int count)
    {
        bool isMine = _failure is NvramFailure.ReadFails or NvramFailure.ReadShort
            or NvramFailure.Dead;
        if (!isMine || !Strikes())
        {
            return inner.Read(address, buffer, offset, count);
        }

        FailedReads++;
        return _failure == NvramFailure.ReadShort && count > 1
            ? inner.Read(address, buffer, offset, random.Next(1, count)) : 0;
    }

    /// <inheritdoc/>
    public int Write(int address, byte[] buffer, int offset, int count)
    {
        bool isMine = _failure is NvramFailure.WriteNotTaken or NvramFailure.WriteTakenInPart
            or NvramFailure.WriteTakenUnsaid or NvramFailure.Dead;
        if (!isMine || !Strikes())
        {
            return inner.Write(address, buffer, offset, count);
        }

        FailedWrites++;
        switch (_failure)
        {
            case NvramFailure.WriteTakenInPart when count > 1:
                IsTakingPart = true;
                int taken = inner.Write(address, buffer, offset, random.Next(1, count));
                IsTakingPart = false;
                return taken;
            case NvramFailure.WriteTakenUnsaid:
                UnsaidWrites++;
                inner.Write(address, buffer, offset, count);
                return 0;
            default:
                return 0;
        }
    }

    private bool Strikes() => FailureSpan.Strikes(ref _span, nowMs());
}
