using System.Globalization;
using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.PowerCut;
using Terminal.Rig.World;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// Plays one seed: a merchant's day with its faults, then the proof that all heals. Single thread,
/// virtual time; the same plan gives the same trace, byte for byte.
/// </summary>
public sealed class MerchantDay
{
    /// <summary>How long healing may take, in ms.</summary>
    public const long HealMs = 600_000;

    // A step moves at most a few records and log entries, and takes at most a few buffers.
    private const int BytesMovedMax = 8_192;
    private const int CallsMax = 64;

    private const int LookMs = 1_000;
    private static readonly TimeSpan DayEnd = TimeSpan.FromHours(4);
    private const int SampleMs = 60_000;
    private const int PoweringMs = 400;
    private const int ProofMs = 60_000;
    private const int JudgeMs = 3_600_000;

    // Beyond the time that settles a cancel: a look that came just before is made again.
    private const int SettleMarginMs = 4_500_000;
    private const int SettleLookMs = 60_000;

    // How long the terminal has to write again what NVRAM did not take.
    private const int RewriteMs = 2_500;

    // A cashier whose terminal has no memory, or no settings, for so long switches it off and on.
    private const int MemoryFaultMs = 120_000;

    private readonly SimTime _time = new();
    private readonly DayPlan _plan;
    private readonly DayTrace _trace;
    private readonly DayFaults _faults;
    private readonly DayAcquirer _acquirer;
    private readonly DayTerminal _terminal;
    private readonly JournalChecker _journal;
    private readonly ScreenWitness _witness;
    private readonly ScreenChecker _screens = new();

    // Midnight by the merchant's clock.
    private readonly DaySums _book = new(DaySums.Paris, TimeSpan.Zero, 0);
    private readonly ChipDamage _chip;
    private readonly Cashier _cashier;
    private readonly Technician _technician;
    private readonly DayResult _result;
    private readonly List<(DayFault Fault, long EndedMs)> _healing = [];
    private readonly HashSet<string> _refused = [];
    private ScreenId _screen;
    private uint _screenSequence;
    private long _lookMs;
    private long _sampleMs;
    private long _drainSinceMs = -1;
    private int _drainCount;
    private int _feedings;
    private int _approvedSinceHeal;
    private bool _isHealed;
    private bool _isWanted;
    private int _seenVersion = -1;
    private uint _attentionNumber;
    private int _attentionOpen = -1;
    private int _failuresSeen;
    private long _failingUntilMs;
    private long _memoryFaultMs = -1;
    private long _judgeMs = JudgeMs;
    private int _midnight;
    private DayFault? _mountCut;

    /// <summary>Makes the day of a plan.</summary>
    /// <param name="plan">What the seed drew, perhaps with fewer faults.</param>
    /// <param name="lines">Where lines for people go; null for none.</param>
    public MerchantDay(DayPlan plan, TextWriter? lines = null)
    {
        _plan = plan;
        _trace = new DayTrace(lines);
        _result = new DayResult
        {
            Seed = plan.Seed,
            HasEmulatedModem = plan.HasEmulatedModem,
            BeginMinute = (int)(-plan.DawnMs / SampleMs),
        };
        _faults = new DayFaults(MakePath(8), MakePath(9));
        _acquirer = new DayAcquirer(_time, _faults, plan, _trace);
        _terminal = new DayTerminal(_time, _acquirer, _faults, plan);
        _journal = new JournalChecker(_terminal.Nvram.Bytes);
        _journal.Moved = OnMoved;
        _witness = new ScreenWitness(() => _acquirer.Ledger.UtcNow);
        _acquirer.WasHanded = bytes => _witness.Handed(bytes);
        _acquirer.WasRefused = OnRefused;
        _terminal.NvramWritten = OnWritten;
        _chip = new ChipDamage(_time, _terminal.Nvram, _journal, _trace);
        _cashier = new Cashier(_time, _terminal, plan, _trace, _witness);
        _technician = new Technician(_time, _terminal, _trace);
    }

    /// <summary>Plays it.</summary>
    public DayResult Play()
    {
        try
        {
            PlayDay();
            Heal();
            ProveLife();
            Settle();
            JudgeMoney(TimeSpan.Zero);
            CheckDays();
            CheckBooks();
        }
        catch (InvariantViolation finding)
        {
            Fail(finding.Verdict, finding.Message);
        }
#pragma warning disable CA1031 // Whatever the agent throws is what this looks for.
        catch (Exception e) when (e is not PowerCutException)
        {
            Fail(DayVerdict.Crash, e.ToString());
        }
#pragma warning restore CA1031

        Sum();
        return _result;
    }

    private SimPath MakePath(int stream) =>
        new(_time, new Random(StreamSeed.Derive(_plan.Seed, stream))) { LingerMs = _plan.LingerMs };

    private void PlayDay()
    {
        FillHistory();
        foreach (DayFault fault in _plan.Faults)
        {
            _time.After(fault.AtMs, () => Begin(fault));
        }

        if (_plan.IsOffAtNight)
        {
            foreach ((long openMs, long closeMs) in _plan.Days)
            {
                _time.After(closeMs, SwitchOff);
                if (openMs > 120_000)
                {
                    _time.After(openMs - 120_000, () => SwitchOn(true));
                }
            }
        }

        _terminal.Nvram.CutIn(_plan.LayOutCut, _plan.LayOutCutDraw);
        SwitchOn(true);
        RunTo(_plan.EndMs, () => false);
    }

    // Half of the terminals are not new: every slot has been used, by sales that were taken back.
    private void FillHistory()
    {
        var random = new Random(StreamSeed.Derive(_plan.Seed, 10));
        if (random.Next(2) == 0)
        {
            return;
        }

        _journal.IsMounting = true;
        var journal = new TransactionJournal(_terminal.Nvram);
        journal.Mount(0);
        _journal.IsMounting = false;
        _journal.CheckMounted(journal);
        var record = new TransactionRecord();
        var change = new StateChange();
        int count = journal.SlotCount - random.Next(3) * 20;
        for (int i = 0; i < count; i++)
        {
            record.Kind = TransactionKind.Sale;
            record.AmountCents = random.Next(100, 9_999);
            record.SealedLength = random.Next(8, 120);
            Encoding.ASCII.GetBytes("eur", record.Currency);
            Encoding.ASCII.GetBytes("4242", record.Last4);
            journal.Append(record);
            change.Reset(TransactionState.Cancelled, 0);
            journal.Change(record.Slot, change);
            record.Flags = 0;
        }
    }

    private void RunTo(long endMs, Func<bool> holds)
    {
        _terminal.IsQuiet = false;
        while (!holds())
        {
            long nextMs = Math.Min(_time.NextMs, _terminal.DueMs);
            if (nextMs > endMs)
            {
                _time.MoveTo(endMs);
                return;
            }

            // Where nothing else has happened, it is the terminal that is due.
            long happened = _time.Happened;
            _time.MoveTo(nextMs);
            if (happened == _time.Happened || _terminal.DueMs <= _time.NowMs)
            {
                Step();
            }
        }
    }

    private void Step()
    {
        // Memory that did not answer at the start is mounted by a step.
        bool isMounting = !_terminal.Agent!.Journal.IsWritable;
        _journal.IsMounting = isMounting;
        try
        {
            _terminal.Step();
            _journal.IsMounting = false;
            if (isMounting && _terminal.Agent.Journal.IsWritable)
            {
                _terminal.IsQuiet = false;
                _journal.CheckMounted(_terminal.Agent.Journal);
                Tell($"mounted, boot {_terminal.Agent.Journal.Boot}");
            }
        }
        catch (PowerCutException)
        {
            _journal.IsMounting = false;
            OnCut();
            return;
        }

        long nowMs = _time.NowMs;
        AgentCore agent = _terminal.Agent!;
        _trace.Add(nowMs, _terminal.WaitMs);
        if (_terminal.AllocatedBytes != 0 || _terminal.BytesMoved > BytesMovedMax
            || _terminal.Meter.Calls > CallsMax || _terminal.Feedings != ++_feedings)
        {
            FailStep();
        }

        FollowFailures(nowMs);
        if (_journal.HasTouched)
        {
            _terminal.IsQuiet = false;
            CheckTouched(agent);
        }

        if (agent.View.Version != _seenVersion)
        {
            _seenVersion = agent.View.Version;
            _terminal.IsQuiet = false;
            _witness.Look(agent.View, agent.Painter);
        }

        if (agent.Attention.NewestNumber != _attentionNumber
            || agent.Attention.OpenCount != _attentionOpen)
        {
            _attentionNumber = agent.Attention.NewestNumber;
            _attentionOpen = agent.Attention.OpenCount;
            _terminal.IsQuiet = false;
            _witness.Look(agent.Attention);
        }

        // One late decline may follow another on the same screen.
        if (agent.View.Id != _screen
            || (_screen == ScreenId.LateDecline && agent.View.Sequence != _screenSequence))
        {
            OnScreen(agent.View);
        }

        if (nowMs >= _lookMs)
        {
            _lookMs = nowMs + LookMs;
            _terminal.IsQuiet = false;
            Look(agent, nowMs);
        }
    }

    // A write that nothing was taken of touches no slot.
    private void FollowFailures(long nowMs)
    {
        FailingNvram nvram = _terminal.FailingNvram;
        int failures = nvram.FailedWrites + nvram.FailedReads;
        if (failures != _failuresSeen || nvram.IsFailing)
        {
            _failuresSeen = failures;
            _failingUntilMs = nowMs + RewriteMs;
        }
    }

    // While NVRAM fails the terminal may think what does not stand there; soon after it no more.
    private void CheckTouched(AgentCore agent)
    {
        if (_time.NowMs < _failingUntilMs || !agent.Journal.IsWritable)
        {
            _journal.OnFailing();
            return;
        }

        _journal.CheckTouched(agent.Journal);
    }

    private void FailStep()
    {
        _result.HasAllocated = _terminal.AllocatedBytes != 0;
        string what = _terminal.AllocatedBytes != 0
            ? $"Step allocated {_terminal.AllocatedBytes} bytes"
            : _terminal.BytesMoved > BytesMovedMax
            ? $"Step moved {_terminal.BytesMoved} bytes of NVRAM"
            : _terminal.Meter.Calls > CallsMax
            ? $"Step called ports {_terminal.Meter.Calls} times" : "Step did not feed the watchdog";
        throw new InvariantViolation(DayVerdict.Correctness, what);
    }

    private void OnScreen(ScreenModel view)
    {
        _screen = view.Id;
        _screenSequence = view.Sequence;
        _terminal.IsQuiet = false;
        if (_trace.HasLines)
        {
            Tell($"screen {view.Id} {view.Sequence} fault {view.Fault}");
        }

        _trace.Add((long)view.Id, view.Sequence);
        bool isResult = view.Id is ScreenId.Approved or ScreenId.Declined or ScreenId.Rejected
            or ScreenId.ResultUnknown or ScreenId.AcceptedOffline;
        if (isResult && _cashier.TappedMs > 0)
        {
            _result.LatenciesMs.Add((int)(_time.NowMs - _cashier.TappedMs));
        }

        _approvedSinceHeal += _isHealed && view.Id == ScreenId.Approved ? 1 : 0;
        _cashier.OnScreen(view.Id);
    }

    private void Look(AgentCore agent, long nowMs)
    {
        bool isWithoutMemory = agent.View.Id == ScreenId.MemoryFault
            || (agent.View.Id == ScreenId.AccountProblem
                && agent.View.Fault == Terminal.Agent.FaultCode.KeyMissing);
        if (isWithoutMemory && _plan.IsUnkind)
        {
            FollowMemoryFault(nowMs);
            return;
        }

        _memoryFaultMs = -1;
        _screens.Check(agent, _terminal.UptimeMs, nowMs);
        Follow(agent, nowMs);
        if (_book.DayOf(_time.UtcSeconds) != _midnight && nowMs >= _failingUntilMs && agent.Journal.IsWritable)
        {
            _midnight = _book.DayOf(_time.UtcSeconds);
            CheckDays();
        }

        if (nowMs >= _judgeMs)
        {
            _judgeMs = nowMs + JudgeMs;
            JudgeMoney(TimeSpan.MaxValue);
        }

        if (nowMs >= _sampleMs)
        {
            _sampleMs = ((nowMs / SampleMs) + 1) * SampleMs;
            Sample(agent);
        }
    }

    private void FollowMemoryFault(long nowMs)
    {
        _memoryFaultMs = _memoryFaultMs < 0 ? nowMs : _memoryFaultMs;
        if (nowMs - _memoryFaultMs < MemoryFaultMs)
        {
            return;
        }

        Tell("memory fault: off and on");
        _memoryFaultMs = -1;
        SumRows();
        _terminal.PowerOff();
        GoDark();
        _time.After(PoweringMs, () => SwitchOn(false));
    }

    // When faults are over: how long until the terminal is calm; how long the queue takes.
    private void Follow(AgentCore agent, long nowMs)
    {
        bool isQueueEmpty = agent.Journal.WaitingCount == 0;
        ILink? active = agent.Links.Active;
        bool isUp = active is not null && active.State is LinkState.Online or LinkState.Attached
            && agent.StoreAndForward.ServiceFault == 0 && agent.StoreAndForward.BlockingFault == 0;
        if (_healing.Count > 0 && isQueueEmpty && isUp)
        {
            foreach ((DayFault fault, long endedMs) in _healing)
            {
                _result.Recovered[(int)fault.Kind]++;
                _result.Recoveries.Add((fault.Kind, nowMs - endedMs));
            }

            _healing.Clear();
        }

        if (isQueueEmpty && _drainSinceMs >= 0)
        {
            _result.Drains.Add((_drainCount, nowMs - _drainSinceMs));
        }

        if (isQueueEmpty || !isUp)
        {
            _drainSinceMs = -1;
        }
        else if (_drainSinceMs < 0 && agent.Journal.WaitingCount > 1)
        {
            _drainSinceMs = nowMs;
            _drainCount = agent.Journal.WaitingCount;
        }
    }

    private void Sample(AgentCore agent)
    {
        long minute = _time.NowMs / SampleMs;
        if (_isHealed || minute >= DayResult.SamplesMax)
        {
            return;
        }

        // Minutes without a step are minutes without power.
        while (_result.Links.Count < minute)
        {
            _result.QueueDepth.Add((short)_journal.WaitingCount);
            _result.Links.Add(0xFF);
        }

        _result.QueueDepth.Add((short)_journal.WaitingCount);
        _result.Links.Add(
            (byte)((int)agent.Links.Sim.State | ((int)agent.Links.Wifi.State << 4)));
    }

    private void Begin(DayFault fault)
    {
        if (_isHealed)
        {
            return;
        }

        Tell(fault.ToString());
        _result.Injected[(int)fault.Kind]++;
        switch (fault.Kind)
        {
            case DayFaultKind.PowerCut:
            case DayFaultKind.SlotSpoilt:
            case DayFaultKind.DeadCellSpoilt:
            case DayFaultKind.BitFlipped:
            case DayFaultKind.PowerCutInMount:
                CutPower(fault);
                return;
            case DayFaultKind.PowerCutInWrite:
                _terminal.Nvram.CutIn(fault.Amount, fault.Draw);
                _result.Recovered[(int)fault.Kind]++;
                return;
            case DayFaultKind.PassphraseChanged:
                _terminal.Wifi.Passphrase =
                    string.Create(CultureInfo.InvariantCulture, $"croissant-{fault.Number + 1}");
                _terminal.Wifi.Drop();
                break;
            default:
                break;
        }

        _faults.Begin(fault);
        Apply(fault, true);
        _time.After(fault.DurationMs, () => End(fault));
    }

    private void End(DayFault fault)
    {
        if (!_faults.Active.Contains(fault))
        {
            return;
        }

        _faults.End(fault);
        Apply(fault, false);
        _healing.Add((fault, _time.NowMs));
        if (fault.Kind == DayFaultKind.PassphraseChanged)
        {
            _technician.Call();
        }
    }

    private void Apply(DayFault fault, bool hasBegun)
    {
        _terminal.ReaderGarbleEvery = _faults.Find(DayFaultKind.ReaderLineNoise)?.Amount ?? 0;
        _terminal.IsReaderSilent = _faults.IsOn(DayFaultKind.ReaderSilent);
        _terminal.SetReader();
        _terminal.Wifi.IsDhcpUp = !_faults.IsOn(DayFaultKind.NoAddress);
        bool isUp = !_faults.IsOn(DayFaultKind.AccessPointDown);
        if (isUp != _terminal.Wifi.IsAccessPointUp)
        {
            _terminal.Wifi.IsAccessPointUp = isUp;
        }

        _terminal.Follow(fault, hasBegun);
        if (hasBegun)
        {
            BeginFailure(fault);
        }
    }

    // What fails by itself works again when its span is over.
    private void BeginFailure(DayFault fault)
    {
        var random = new Random(fault.Draw);
        FailureSpan span = random.Next(3) switch
        {
            0 => FailureSpan.Once(random.Next(12)),
            1 => FailureSpan.Times(random.Next(1, 20)),
            _ => FailureSpan.Until(_time.NowMs + fault.DurationMs),
        };
        switch (fault.Kind)
        {
            case DayFaultKind.NvramFails:
                _terminal.FailingNvram.Fail(
                    (NvramFailure)random.Next(1, (int)NvramFailure.Dead + 1), span);
                break;
            case DayFaultKind.SettingsFail:
                _terminal.FailingSettings.Fail(
                    (SettingsFailure)random.Next(1, (int)SettingsFailure.Unreadable + 1), span);
                break;
            case DayFaultKind.ReaderUnkind:
                _terminal.FailingReader?.Trouble(
                    (LineTrouble)random.Next(1, (int)LineTrouble.AfterNextRequest + 1), span);
                break;
            default:
                break;
        }
    }

    private void CutPower(DayFault fault)
    {
        if (_terminal.Agent is null)
        {
            return;
        }

        SumRows();
        _terminal.PowerOff();
        GoDark();
        _chip.Do(fault);
        _mountCut = fault.Kind == DayFaultKind.PowerCutInMount ? fault : _mountCut;
        _result.Recovered[(int)fault.Kind]++;
        _time.After(fault.DurationMs, () => SwitchOn(false));
    }

    private void SwitchOff()
    {
        if (_isHealed)
        {
            // Nobody goes home before all is settled.
            return;
        }

        _isWanted = false;
        if (_terminal.Agent is { Sale.IsIdle: true })
        {
            Tell("switched off");
            SumRows();

            // A night without power is no time to recover.
            _healing.Clear();
            _terminal.PowerOff();
            GoDark();
            _screen = ScreenId.Starting;
        }
    }

    private void SwitchOn(bool isMorning)
    {
        _isWanted |= isMorning;
        if (_terminal.Agent is not null || !_isWanted)
        {
            return;
        }

        _result.Boots++;
        _feedings = 0;
        _screen = ScreenId.Starting;
        _screens.Reset();
        _drainSinceMs = -1;
        _journal.CountRecovery();
        _journal.IsMounting = true;
        if (_mountCut is DayFault cut && !_isHealed)
        {
            _terminal.Nvram.CutIn(cut.Amount, cut.Draw);
        }

        _mountCut = null;
        try
        {
            _terminal.PowerOn();
            _journal.IsMounting = false;
            if (_terminal.Agent!.Journal.IsWritable || !_plan.IsUnkind)
            {
                _journal.CheckMounted(_terminal.Agent.Journal);
            }

            Tell($"power on, boot {_terminal.Agent.Journal.Boot}");
        }
        catch (PowerCutException)
        {
            OnCut();
        }
        finally
        {
            _journal.IsMounting = false;
        }
    }

    private void OnCut()
    {
        Tell("power cut in a write");
        _result.CutsInWrite++;
        _journal.OnCut();
        SumRows();
        _terminal.PowerOff();
        GoDark();
        _time.After(PoweringMs, () => SwitchOn(false));
    }

    private void GoDark()
    {
        _witness.Dark();
        _seenVersion = -1;
        _attentionOpen = -1;
    }

    private void OnWritten(int address, int count, bool isWhole)
    {
        _trace.Add(address, count);
        _trace.Add(_terminal.Nvram.Bytes.AsSpan(address, count));
        _journal.OnWritten(address, count, isWhole);
    }

    private void OnMoved(Known known, TransactionState from)
    {
        if (_trace.HasLines && known.State != from)
        {
            Tell($"{known.UniqueId} is {known.State}");
        }
    }

    // What the terminal watches, and what the acquirer still has under way, comes to its end.
    private void Settle()
    {
        long untilMs = _time.NowMs + (_plan.SettleS * 1_000L) + SettleMarginMs;
        while (_time.NowMs < untilMs && !IsSettled())
        {
            RunTo(Math.Min(untilMs, _time.NowMs + SettleLookMs), () => false);
            if (_acquirer.Front.Api.Underway.Count == 0)
            {
                _technician.Decide(_journal, _acquirer.Ledger.Snapshot());
            }
        }

        if (!IsSettled())
        {
            throw new InvariantViolation(
                DayVerdict.Liveness, "not settled long after all was healed: " + Describe());
        }
    }

    private bool IsSettled() => _acquirer.Front.Api.Underway.Count == 0
        && _terminal.Agent is AgentCore agent && agent.Journal.UndeliveredCount == 0;

    // Before the end only what no later word can mend is a violation.
    private void JudgeMoney(TimeSpan settle)
    {
        LedgerSnapshot ledger = _acquirer.Ledger.Snapshot();
        MoneyViolation? first = _witness.Books.Judge(ledger, _acquirer.Ledger.UtcNow, settle)
            .FirstOrDefault();
        if (first is null)
        {
            return;
        }

        if (_trace.HasLines && first.Customer > 0)
        {
            Tell(_witness.Books.Story(first.Customer, ledger));
        }

        throw new InvariantViolation(DayVerdict.Correctness, $"money: {first}");
    }

    // Every transaction that was ever durable, added up one by one, against what the terminal says of each day. One
    // whose slot was spoilt is gone, unless a cut came when it had been added to its day and its slot was not yet free.
    private void CheckDays()
    {
        _terminal.IsQuiet = false;
        Known[] spoilt = [.. _journal.All.Where(known => known.IsSpoilt)];
        string? first = FindOtherDays([]);
        for (int kept = 1; first is not null && kept < 1 << spoilt.Length; kept++)
        {
            if (FindOtherDays(spoilt.Where((_, i) => (kept & (1 << i)) != 0)) is null)
            {
                return;
            }
        }

        if (first is not null)
        {
            throw new InvariantViolation(DayVerdict.Correctness, "days: " + first);
        }
    }

    private string? FindOtherDays(IEnumerable<Known> kept)
    {
        long utcSeconds = _time.UtcSeconds;
        DaySums days = new(DaySums.Paris, DayEnd, 0);
        days = new DaySums(DaySums.Paris, DayEnd, days.DayOf(utcSeconds));
        foreach (Known known in _journal.All.Where(known => !known.IsSpoilt).Concat(kept))
        {
            days.Add(
                known.State, known.Flags, known.Cents, known.CurrencyIndex, known.CreatedUtcSeconds,
                known.ChangedUtcSeconds);
        }

        _result.DaysChecked += days.Days.Count;
        return days.FindOther(_terminal.Agent!.Journal, utcSeconds);
    }

    // All days together are what the acquirer pays out: where nobody pays back elsewhere, and no chip has failed.
    private void CheckBooks()
    {
        if (_plan.IsUnkind || _journal.SpoiltCount > 0)
        {
            return;
        }

        TransactionJournal journal = _terminal.Agent!.Journal;
        var totals = new DayTotals();
        long cents = 0;
        for (int day = journal.DayAfter(-1); day >= 0; day = journal.DayAfter(day))
        {
            journal.LoadDay(totals, day, 0, _time.UtcSeconds);
            cents += totals.NetCents;
        }

        long charged = _acquirer.Ledger.Snapshot().Payments.Sum(BookedPayment.Net);
        if (cents != charged)
        {
            throw new InvariantViolation(
                DayVerdict.Correctness, $"days: the terminal's come to {cents} cents, the acquirer's to {charged}");
        }
    }

    private void Heal()
    {
        Tell("all is healed");
        _isHealed = true;
        _acquirer.Heal();
        _terminal.Nvram.CutIn(0, 0);
        _terminal.FailingNvram.Heal();
        _terminal.FailingSettings.Heal();
        _terminal.FailingReader?.Heal();
        foreach (DayFault fault in _faults.Active.ToArray())
        {
            End(fault);
        }

        if (_terminal.Modem is not null)
        {
            _terminal.Modem.Faults.Clear();
        }

        // What he had typed may have been lost with the settings' memory.
        _technician.Call();
        SwitchOn(true);
        BeginProof();
    }

    // A last customer, again each minute until one of his sales is approved.
    private void BeginProof()
    {
        if (_approvedSinceHeal > 0)
        {
            return;
        }

        _cashier.ServeLast();
        _time.After(ProofMs, BeginProof);
    }

    private void ProveLife()
    {
        long fromMs = _time.NowMs;
        RunTo(fromMs + HealMs, IsCalm);
        if (!IsCalm())
        {
            throw new InvariantViolation(
                DayVerdict.Liveness, "not calm 10 minutes after all was healed: " + Describe());
        }

        _result.CalmMs = _time.NowMs - fromMs;
    }

    // The link in use is proved, the other one's bearer is up: one that had failed may be held back
    // for a quarter of an hour, by design.
    private bool IsCalm() => _terminal.Agent is AgentCore agent
        && _approvedSinceHeal > 0
        && HasDelivered(agent)
        && agent.View.Id == ScreenId.Idle
        && agent.Links.Active?.State == LinkState.Online
        && IsUp(agent.Links.Sim) && IsUp(agent.Links.Wifi);

    private bool HasDelivered(AgentCore agent)
    {
        if (agent.Journal.WaitingCount == 0)
        {
            return true;
        }

        _terminal.IsQuiet = false;
        return agent.Journal.WaitingCount <= _journal.All.Count(IsRefusedAndWatched);
    }

    // Refused after an earlier create of it was lost: it stays open until that one cannot arrive.
    private bool IsRefusedAndWatched(Known known) => known.IsInJournal
        && known.State == TransactionState.Unknown && _refused.Contains(known.UniqueId);

    private void OnRefused(string uniqueId)
    {
        _refused.Add(uniqueId);
        _witness.Refuse(uniqueId);
    }

    private static bool IsUp(ILink link) =>
        link.State is LinkState.Online or LinkState.Attached or LinkState.Degraded;

    private string Describe()
    {
        if (_terminal.Agent is not AgentCore agent)
        {
            return "no power";
        }

        string waiting = string.Join(
            ' ', _journal.All.Where(k => k.IsInJournal && !TransactionRules.IsFinal(k.State))
                .Select(k => $"{k.UniqueId} {k.State}"));
        string active = agent.Links.Active is null ? "none"
            : agent.Links.Active == agent.Links.Sim ? "sim" : "wifi";
        return $"{agent.View.Id} {agent.View.Fault}, "
            + $"sim {agent.Links.Sim.State} {agent.Links.SimFault}, "
            + $"wifi {agent.Links.Wifi.State} {agent.Links.WifiFault}, active {active}, "
            + $"service {agent.StoreAndForward.ServiceFault}, hold {agent.StoreAndForward.BlockingFault}, "
            + $"approved {_approvedSinceHeal}, waiting {agent.Journal.WaitingCount} {waiting}";
    }

    private void Fail(DayVerdict verdict, string what)
    {
        _result.Verdict = verdict;
        _result.Finding = what;
        _result.AtMs = _time.NowMs;
        Tell($"{verdict}: {what}");
    }

    private void Sum()
    {
        SumRows();
        _result.Hash = _trace.Hash;
        _result.VirtualMs = _time.NowMs;
        _result.Steps = _terminal.Steps;
        _result.Requests = _acquirer.Requests;
        _result.Transactions = _journal.All.Count();
        _result.Refunds = _journal.All.Count(known => known.Sale is not null);
        _result.RecoveryRows = _journal.RecoveryRows;
        _result.BytesMovedMax = _terminal.BytesMovedMax;
        _result.CallsMax = _terminal.CallsMax;
        _result.World.Add(_acquirer.Front.Tally);
        _result.IsUnkind = _plan.IsUnkind;
        _result.FailedWrites = _terminal.FailingNvram.FailedWrites;
        _result.FailedReads = _terminal.FailingNvram.FailedReads;
        _result.FailedSettings =
            _terminal.FailingSettings.FailedWrites + _terminal.FailingSettings.SlowWrites;
        _result.HasTelemetry = _plan.HasTelemetry;
        _result.TelemetryConnections = _terminal.Operator?.Broker.Greetings.Count ?? 0;
        _result.TelemetryMessages = _terminal.Operator?.Broker.Messages.Count ?? 0;
        _result.NetCents = _acquirer.Ledger.Snapshot().Payments.Sum(BookedPayment.Net);
        _result.ReaderStruck = _terminal.ReaderStruck;
        _result.Decisions = _technician.Decisions;
        _result.Indistinguishable = _witness.Books.Indistinguishable;
    }

    private void SumRows()
    {
        int[]? hits = _terminal.Agent?.StoreAndForward.Table.Hits;
        for (int i = 0; hits is not null && i < hits.Length; i++)
        {
            _result.OutcomeRows[i] += hits[i];
        }
    }

    private void Tell(string what) => _trace.Line(_time.NowMs, what);
}
