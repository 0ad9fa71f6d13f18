using Terminal.Agent.Ports;

namespace Terminal.Agent.Journal;

/// <summary>
/// Mounting: decides whose NVRAM this is, lays a blank one out, and brings every slot into a state
/// that a running journal leaves, by the recovery table. Every write here may itself be cut: the
/// next mount finds a row of the same table.
/// </summary>
public sealed class JournalMount
{
    private readonly INvram _nvram;
    private readonly JournalFormat _format;
    private readonly Superblock _superblock;
    private readonly TransactionNumbers _numbers;
    private readonly SlotStore _store;
    private readonly JournalIndex _index;
    private readonly DayCounters _days;

    /// <summary>
    /// Mounts into <paramref name="store"/>, <paramref name="index"/>, the day counters and the
    /// numbers.
    /// </summary>
    public JournalMount(
        INvram nvram, JournalFormat format, TransactionNumbers numbers, SlotStore store,
        JournalIndex index, DayCounters days)
    {
        _days = days;
        _nvram = nvram;
        _format = format;
        _superblock = new Superblock(nvram, store.SlotCount);
        _numbers = numbers;
        _store = store;
        _index = index;
        Owner = new JournalOwner(nvram);
    }

    /// <summary>Parts of slots in which the last run put right one or two flipped bits.</summary>
    public int RepairedCount { get; private set; }

    /// <summary>Whose journal it is.</summary>
    public JournalOwner Owner { get; }

    /// <summary>Mounts from scratch.</summary>
    public MountResult Run(uint bootFloor, uint random)
    {
        RepairedCount = 0;
        _index.Clear();
        _days.Clear();
        _store.Reset();
        _numbers.Clear();
        if (_nvram.SizeBytes != NvramMap.SizeBytes(_store.SlotCount))
        {
            return MountResult.WrongSize;
        }

        if (!_superblock.Load())
        {
            return MountResult.Silent;
        }

        bool isNew = _superblock.Version == 0 && IsBlank();
        MountResult layout = _store.Failed ? MountResult.Silent
            : _superblock.Version == 0 ? LayOut(isNew) : CheckLayout();
        if (layout != MountResult.Mounted)
        {
            return layout;
        }

        if (!ScanAll() || !_days.Load() || !Owner.Load())
        {
            return MountResult.Silent;
        }

        // The note comes before the counters: once they have caught up nothing else tells.
        _numbers.Compare(bootFloor, isNew);
        bool isHeld = _numbers.AreBehind && Owner.SerialLength > 0 && _index.Waiting.Count > 0;
        if (isHeld && !Owner.IsRolledBack && !Owner.NoteRollBack())
        {
            return MountResult.Silent;
        }

        MountResult started = _numbers.Start(bootFloor, isNew, random);
        return started != MountResult.Mounted ? started
            : isNew ? MountResult.Formatted
            : _index.DamagedCount > 0 ? MountResult.MountedWithDamage : MountResult.Mounted;
    }

    // Without a superblock, anything of ours that is sound says that there is something to lose.
    private bool IsBlank()
    {
        if (_numbers.AreKept())
        {
            return false;
        }

        for (int slot = 0; slot < _store.SlotCount; slot++)
        {
            if (!_store.Inspect(slot) || HoldsSomething(_store.Image))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsSomething(SlotImage image) =>
        (image.HeaderSound && image.HeaderBoot != 0)
        || (image.Newest >= 0 && image.CellState != TransactionState.Free);

    // The superblock comes last: a cut before it leaves an NVRAM that is blank still, or whole.
    private MountResult LayOut(bool isNew)
    {
        if (isNew)
        {
            for (int slot = 0; slot < _store.SlotCount; slot++)
            {
                if (!_store.WriteBlank(slot))
                {
                    return MountResult.Silent;
                }
            }

            if (!_days.Forget() || !_numbers.Format())
            {
                return MountResult.Silent;
            }
        }

        return _superblock.Store(_format.Version) ? MountResult.Mounted : MountResult.Silent;
    }

    private MountResult CheckLayout()
    {
        int version = _superblock.Version;
        if (version > _format.Version)
        {
            return MountResult.NewerVersion;
        }

        if (!_superblock.SizesFit)
        {
            return MountResult.WrongSize;
        }

        if (version < _format.Version && !_format.Upgrade(_nvram, _store.SlotCount, version))
        {
            return MountResult.Silent;
        }

        bool isCurrent = version == _format.Version && _superblock.IsComplete;
        return isCurrent || _superblock.Store(_format.Version)
            ? MountResult.Mounted : MountResult.Silent;
    }

    private bool ScanAll()
    {
        for (int slot = 0; slot < _store.SlotCount; slot++)
        {
            if (!_store.Inspect(slot))
            {
                return false;
            }

            NoteNumbers(_store.Image);
            Recover(slot, _store.Row);
        }

        _index.PlaceAll();
        return !_store.Failed;
    }

    private void NoteNumbers(SlotImage image)
    {
        if (image.HeaderSound)
        {
            _numbers.Note(image.HeaderBoot, image.HeaderSequence);
        }

        if (image.Newest >= 0)
        {
            _numbers.Note(image.CellBoot, image.CellSequence);
        }
    }

    private void Recover(int slot, RecoveryRow row)
    {
        if (row.Decision == RecoveryDecision.SetAside)
        {
            _index.SetDamage(slot, SlotDamage.Record);
            return;
        }

        RepairedCount += _store.WriteRepairs(slot);
        _store.NoteCell(slot);
        switch (row.Decision)
        {
            case RecoveryDecision.Free:
                Free(slot);
                break;
            case RecoveryDecision.WriteFree:
                _store.WriteFree(slot);
                Free(slot);
                break;
            case RecoveryDecision.MarkAndFree:
                _store.WriteFreed(slot);
                Free(slot);
                break;
            case RecoveryDecision.Commit:
                _store.NoteFirst(slot);
                _store.NoteBody(slot, _store.Image.BodyBytes);
                Keep(slot, TransactionState.Pending, _store.Image.HeaderFlags, true);
                break;
            default:
                KeepWhole(slot);
                break;
        }
    }

    private void Free(int slot)
    {
        _store.EraseIfSealed(slot);
        _index.AddFree(slot);
    }

    private void KeepWhole(int slot)
    {
        SlotImage image = _store.Image;
        TransactionState state = image.CellState;
        int flags = image.CellFlags;
        bool lostSibling = !image.OtherSound;
        if (state == TransactionState.InFlight
            || (state == TransactionState.Pending && lostSibling))
        {
            state = TransactionState.Unknown;
            flags |= TransactionFlags.Sent;
        }
        else if (state == TransactionState.CancelRequested)
        {
            // Its request may have been under way when power went.
            flags |= TransactionFlags.Sent;
        }

        _index.SetDamage(
            slot, image.CheckId(image.CellIdReference) ? SlotDamage.None : SlotDamage.PaymentId);
        if (!TransactionRules.MayBeCreated(state))
        {
            _store.EraseIfSealed(slot);
        }
        else if (_store.ReadBody(slot) && image.CheckBody())
        {
            _store.NoteBody(slot, image.BodyBytes);
        }
        else
        {
            _index.SetDamage(slot, SlotDamage.Payload);
            flags |= TransactionFlags.PayloadLost;
            state = state == TransactionState.Pending ? TransactionState.Unknown : state;
        }

        Keep(slot, state, flags, lostSibling);
    }

    private void Keep(int slot, TransactionState state, int flags, bool rewriteCell)
    {
        _index.Describe(slot, _store.Image);
        if (!_index.Found(slot, state, flags))
        {
            // The same transaction stands in two slots: only a fault of the chip does that.
            _index.SetDamage(slot, SlotDamage.Record);
        }
        else if (rewriteCell)
        {
            _store.WriteAgain(slot, state, flags);
        }
    }
}
