using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Sale;

/// <summary>
/// What the terminal shows while nobody is in the middle of a sale, and what the status line says
/// all the time: the most important thing first, each going by itself when its cause is gone.
/// </summary>
public sealed class IdleScreen
{
    private const int NoSlot = -1;

    // A bit for each screen that is chosen here.
    private const int CounterScreens = (1 << (int)ScreenId.Idle) | (1 << (int)ScreenId.LateDecline)
        | (1 << (int)ScreenId.ConnectivityFault) | (1 << (int)ScreenId.ServiceUnavailable)
        | (1 << (int)ScreenId.AccountProblem) | (1 << (int)ScreenId.JournalFull)
        | (1 << (int)ScreenId.MemoryFault) | (1 << (int)ScreenId.QueueHeld);

    private readonly SaleFlow _sale;
    private readonly TransactionJournal _journal;
    private readonly StoreAndForward _forward;
    private readonly LinkManager _links;
    private readonly AttentionList _attention;
    private readonly TerminalSettings _settings;
    private readonly IClock _clock;
    private readonly ScreenModel _view;
    private readonly QueueOwner _owner;
    private readonly TransactionRecord _record;

    private long _dueMs;
    private long _probeMs;
    private int _lateSlot = NoSlot;
    private long _minute = -1;
    private FaultCode _keyFault;

    /// <summary>Makes the counter's screen.</summary>
    public IdleScreen(
        SaleFlow sale,
        TransactionJournal journal,
        StoreAndForward forward,
        LinkManager links,
        AttentionList attention,
        TerminalSettings settings,
        IClock clock,
        ScreenModel view,
        QueueOwner owner)
    {
        _sale = sale;
        _record = sale.Scratch;
        _journal = journal;
        _forward = forward;
        _links = links;
        _attention = attention;
        _settings = settings;
        _clock = clock;
        _view = view;
        _owner = owner;
    }

    /// <summary>Takes over settings that have been changed.</summary>
    public void OnSettingsChanged()
    {
        _keyFault = _owner.Fault != FaultCode.None ? _owner.Fault : ApiKey.Fault(
            ApiKey.Check(_settings.Key, _settings.KeyLength, _settings.IsTestMode));
        _dueMs = 0;
    }

    /// <summary>Brings screen and status line up to date, a few times a second.</summary>
    /// <param name="nowMs">Uptime.</param>
    /// <param name="isCovered">True while the menus own the screen.</param>
    /// <returns>Milliseconds until it must run again.</returns>
    public int Step(long nowMs, bool isCovered)
    {
        if (nowMs < _dueMs
            && (((1 << (int)_view.Id) & CounterScreens) != 0 || isCovered || !_sale.IsIdle))
        {
            return (int)(_dueMs - nowMs);
        }

        bool isOtherShown = isCovered || !_sale.IsIdle;
        _dueMs = nowMs + Limits.StatusMs;
        if (!_attention.IsDurable)
        {
            _attention.Step(nowMs);
        }

        if (!isCovered && isOtherShown && _view.Id != ScreenId.AmountEntry)
        {
            // A sale is under way on screens without a status line.
            if (_journal.IsFailing)
            {
                ProbeMemory(nowMs);
            }

            return Limits.StatusMs;
        }

        UpdateStatus();
        _sale.Obstacle = FindObstacle(nowMs);
        if (!isOtherShown)
        {
            Show(Choose(nowMs));
        }

        return Limits.StatusMs;
    }

    /// <summary>Takes a key that the sale has no use for.</summary>
    /// <returns>False when nothing here has use for it either.</returns>
    public bool Press(Key key)
    {
        if (key != Key.Ok)
        {
            return false;
        }

        if (_view.Id == ScreenId.LateDecline && _lateSlot != NoSlot)
        {
            AcknowledgeLate();
            _dueMs = 0;
            return true;
        }

        if (_view.Id == ScreenId.AccountProblem)
        {
            // The merchant has put the account right and does not want to wait for the next probe.
            _forward.Release();
            _dueMs = 0;
            return true;
        }

        return false;
    }

    // The same news stands on the attention list: once read, it is read there too.
    private void AcknowledgeLate()
    {
        if (_journal.Acknowledge(_lateSlot, _clock.UtcSeconds) == ChangeResult.Changed
            && _journal.Load(_lateSlot, _record))
        {
            bool isRefund = _record.Kind == TransactionKind.Refund;
            _attention.CloseOf(
                isRefund ? AttentionKind.RefundRefused : AttentionKind.LateDecline,
                _record.Boot, _record.Sequence, AttentionExit.Acknowledged);
            Array.Clear(_record.Sealed, 0, _record.Sealed.Length);
        }
    }

    private FaultCode FindObstacle(long nowMs)
    {
        if (!_journal.IsWritable)
        {
            return MountFault(_journal.Mounted);
        }

        if (_journal.IsFailing && !ProbeMemory(nowMs))
        {
            return FaultCode.NvramSilent;
        }

        if (_settings.SerialLength == 0)
        {
            return FaultCode.KeyMissing;
        }

        if (_keyFault != FaultCode.None)
        {
            return _keyFault;
        }

        return _forward.BlockingFault != FaultCode.None ? _forward.BlockingFault
            : _journal.IsFull ? FaultCode.JournalFull : FaultCode.None;
    }

    // Whatever is on the screen: what a failed append has left must be gone before power is.
    private bool ProbeMemory(long nowMs)
    {
        if (nowMs < _probeMs || !_journal.IsWritable)
        {
            return false;
        }

        _probeMs = nowMs + Limits.NvramRetryMs;
        return _journal.Probe();
    }

    private static FaultCode MountFault(MountResult result) =>
        result == MountResult.WrongSize ? FaultCode.NvramWrongSize
        : result == MountResult.NewerVersion ? FaultCode.JournalNewer : FaultCode.NvramSilent;

    private ScreenId Choose(long nowMs)
    {
        FaultCode obstacle = _sale.Obstacle;
        if (obstacle != FaultCode.None && obstacle != FaultCode.JournalFull)
        {
            SetFault(obstacle);
            return SaleScreen.OfObstacle(obstacle);
        }

        int late = _journal.FirstLateDecline();
        if (late >= 0 && ShowLateDecline(late))
        {
            return ScreenId.LateDecline;
        }

        if (obstacle == FaultCode.JournalFull)
        {
            _view.Detail = _journal.WaitingCount;
            return ScreenId.JournalFull;
        }

        if (_forward.ServiceFault != FaultCode.None || _links.IsFarEndDown)
        {
            SetFault(_forward.ServiceFault != FaultCode.None
                ? _forward.ServiceFault : FaultCode.ServiceUnavailable);
            SayWhetherOffline();
            return ScreenId.ServiceUnavailable;
        }

        if (_links.DownMs(nowMs) < Limits.DownShownMs)
        {
            return ScreenId.Idle;
        }

        SayWhetherOffline();
        return ScreenId.ConnectivityFault;
    }

    private void SayWhetherOffline()
    {
        bool isPossible = _sale.IsOfflinePossible;
        if (_view.IsOfflinePossible != isPossible)
        {
            _view.IsOfflinePossible = isPossible;
            _view.Touch();
        }
    }

    private void SetFault(FaultCode fault)
    {
        if (_view.Fault != fault)
        {
            _view.Fault = fault;
            _view.Touch();
        }
    }

    // False while NVRAM does not say which sale it is: then no other sale may stand there.
    private bool ShowLateDecline(int slot)
    {
        if (slot == _lateSlot && _view.Id == ScreenId.LateDecline)
        {
            return true;
        }

        if (!_journal.Load(slot, _record))
        {
            return false;
        }

        _lateSlot = slot;
        _view.IsRefund = _record.Kind == TransactionKind.Refund;
        _view.AmountCents = _record.AmountCents;
        Array.Copy(_record.Currency, 0, _view.Currency, 0, 3);
        Array.Copy(_record.Last4, 0, _view.Last4, 0, 4);
        _view.ResponseCode[0] = _record.ResponseCode[0];
        _view.ResponseCode[1] = _record.ResponseCode[1];
        _view.HttpStatus = _record.HttpStatus;
        _view.Sequence = _record.Sequence;
        _view.Touch();
        return true;
    }

    private void Show(ScreenId id)
    {
        if (_view.Id != id)
        {
            _view.Id = id;
            _view.Touch();
        }
    }

    private void UpdateStatus()
    {
        ILink sim = _links.Sim;
        ILink wifi = _links.Wifi;
        bool isSame = _view.SimState == sim.State && _view.SimFault == _links.SimFault
            && _view.SimBars == sim.SignalBars && _view.WifiState == wifi.State
            && _view.WifiFault == _links.WifiFault && _view.WifiBars == wifi.SignalBars
            && _view.WaitingCount == _journal.WaitingCount
            && _view.AttentionCount == _attention.Count;
        long utcSeconds = _clock.UtcSeconds;
        long minute = utcSeconds / 60;
        if (isSame && minute == _minute && _view.IsTestMode == _settings.IsTestMode
            && _view.SerialLength == _settings.SerialLength)
        {
            return;
        }

        _view.SimState = sim.State;
        _view.SimFault = _links.SimFault;
        _view.SimBars = sim.SignalBars;
        _view.WifiState = wifi.State;
        _view.WifiFault = _links.WifiFault;
        _view.WifiBars = wifi.SignalBars;
        _view.WaitingCount = _journal.WaitingCount;
        _view.AttentionCount = _attention.Count;
        _view.IsTestMode = _settings.IsTestMode;
        Array.Copy(_settings.Currency, 0, _view.Currency, 0, 3);
        _view.SerialLength = _settings.SerialLength;
        Array.Copy(_settings.Serial, 0, _view.Serial, 0, _settings.SerialLength);
        if (minute != _minute)
        {
            _minute = minute;
            _view.LocalMinutes = utcSeconds == 0 ? -1
                : (int)((utcSeconds + _settings.LocalOffsetS(utcSeconds))
                    % Calendar.SecondsPerDay / 60);
        }

        _view.Touch();
    }
}
