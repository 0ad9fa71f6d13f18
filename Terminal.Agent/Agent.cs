using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Agent.Support;
using Terminal.Agent.Trust;

namespace Terminal.Agent;

/// <summary>
/// The terminal's agent: builds every part once and, in <see cref="Step"/>, runs them all in one
/// order. The board calls <see cref="Start"/> once and <see cref="Step"/> for ever. Read this file
/// first.
/// </summary>
public sealed class Agent
{
    private readonly Board _board;
    private readonly IClock _clock;
    private readonly IKeypad _keypad;
    private readonly IWatchdog _watchdog;
    private readonly SettingsKeeper _keeper;
    private readonly RequestWriter _writer;
    private readonly SerialCardReader _reader;
    private readonly IdleScreen _counter;
    private readonly TimeSync _time;
    private readonly IRandom _random;
    private readonly ProgressWatch _progress;

    // Null where the board has no buzzer.
    private readonly ScreenSounds _sounds;

    // Null where nothing is attached.
    private IAgentPart _part;
    private IMenu _menu;
    private int _keyCount;
    private bool _isDisplaySilent;

    // False while a part is stuck: then the watchdog goes hungry.
    private bool _isWell = true;
    private long _lookMs;
    private long _timeMs;
    private long _remountMs;
    private long _rootLookMs;
    private int _rootsToErase;
    private readonly AttentionEntry _entry = new AttentionEntry();

    /// <summary>Builds the agent on a board: everything that it will ever allocate.</summary>
    public Agent(Board board, ISimLinkFactory simLink)
    {
        _board = board;
        _clock = board.Clock;
        _keypad = board.Keypad;
        _watchdog = board.Watchdog;
        _random = board.Random;
        Anchors = TrustAnchors.Of(board);
        Anchors.Attach(board.Nvram);
        Settings = new TerminalSettings();
        _keeper = new SettingsKeeper(board.Settings);
        _keeper.Load(Settings);
        Journal = new TransactionJournal(board.Nvram, Settings);
        Log = new EventLog(board.Nvram, board.Clock);
        Attention = new AttentionList(board.Nvram);
        Owner = new QueueOwner(
            Journal, Settings, board.KeyedHash, Attention, Log, board.Clock);
        Wifi = new WifiLink(board.Wifi, board.WifiTransport, board.Clock, Settings);
        ILink sim = simLink.Make(board, Settings, Log);
        var live = new LiveSale();
        Live = live;
        Links = new LinkManager(sim, Wifi, live);
        Use = new DataUse(
            board.Nvram, board.Clock, Settings, sim.Transport, Wifi.Transport);
        _time = new TimeSync(
            board.Clock, sim as ITimeSource, board.NetworkTime, Links, Log);
        _writer = new RequestWriter(Settings);
        Pin = MakeGuard(PinRole.Technician);
        MerchantPin = MakeGuard(PinRole.Merchant);
        StoreAndForward = new StoreAndForward(
            Journal, Links, live, board.Clock, _time, board.Random, Log, Attention,
            _writer);
        var parts = new LinkTestExchange(Settings);
        SimTest = new SimTest(Settings, Links, StoreAndForward, parts);
        WifiTest = new WifiTest(board, Settings, Links, Wifi, StoreAndForward, parts);
        _reader = new SerialCardReader(board.Reader);
        View = new ScreenModel();
        Texts = new Texts();
        Painter = new ScreenPainter(board.Display, View, Texts);
        _sounds = board.Buzzer == null ? null : new ScreenSounds(board.Buzzer, Settings.Counter);
        var policy = new OfflinePolicy(Journal, Settings, board.Clock);
        Sale = new SaleFlow(
            _reader, Journal, StoreAndForward, live, Links, policy, Settings, board.Clock, Log,
            View, new ToldSale(board.Nvram));
        _counter = new IdleScreen(
            Sale, Journal, StoreAndForward, Links, Attention, Settings, board.Clock, View,
            Owner);
        Case = new SupportCase(this, board.Clock);
        _progress = new ProgressWatch(Log);
        _progress.Add(Links, Limits.LinkProgressMs);
        _progress.Add(StoreAndForward, Limits.DeliveryProgressMs);
        _progress.Add(Painter, Limits.PainterProgressMs);
    }

    /// <summary>Settings in force.</summary>
    public readonly TerminalSettings Settings;

    /// <summary>The durable queue.</summary>
    public readonly TransactionJournal Journal;

    /// <summary>Whose the queue is.</summary>
    public readonly QueueOwner Owner;

    /// <summary>What happened, in NVRAM.</summary>
    public readonly EventLog Log;

    /// <summary>What ended worse than the screen last said.</summary>
    public readonly AttentionList Attention;

    /// <summary>What the acquirer is verified against.</summary>
    public readonly TrustAnchors Anchors;

    /// <summary>Reads root certificates; nothing in it is kept.</summary>
    public readonly RootCertificate RootReader = new RootCertificate();

    /// <summary>Both links and the choice between them.</summary>
    public readonly LinkManager Links;

    /// <summary>What the links have carried.</summary>
    public readonly DataUse Use;

    /// <summary>The WiFi link.</summary>
    public readonly WifiLink Wifi;

    /// <summary>The technician's code, for menus and console.</summary>
    public readonly PinGuard Pin;

    /// <summary>The merchant's code, for the menus.</summary>
    public readonly PinGuard MerchantPin;

    /// <summary>The code that is being judged.</summary>
    public readonly PinWork PinWork = new PinWork();

    /// <summary>The card reader; a sale that is under way has it.</summary>
    public SerialCardReader Reader => _reader;

    /// <summary>True when the board has no line for a console.</summary>
    public bool IsConsoleMissing => _board.IsConsoleMissing;

    /// <summary>Keys pressed since start.</summary>
    public int KeyCount => _keyCount;

    /// <summary>True while a change of settings is not durable yet.</summary>
    public bool IsSaving => _keeper.IsSavePending || _board.Settings.IsWriting
        || _rootsToErase > 0 || (_board.Roots != null && _board.Roots.IsWriting);

    /// <summary>True while a change of settings is known not to be kept; it is retried.</summary>
    public bool IsSavingFailing => _keeper.HasFailed;

    /// <summary>From the journal to the acquirer.</summary>
    public readonly StoreAndForward StoreAndForward;

    /// <summary>The step-by-step test of the SIM, for menus and console.</summary>
    public readonly SimTest SimTest;

    /// <summary>The step-by-step test of WiFi, for menus and console.</summary>
    public readonly WifiTest WifiTest;

    /// <summary>The sale that a customer waits for, if there is one.</summary>
    public readonly LiveSale Live;

    /// <summary>How the line to the operator's broker is.</summary>
    public readonly FleetStatus Fleet = new FleetStatus();

    /// <summary>The sale at the counter.</summary>
    public readonly SaleFlow Sale;

    /// <summary>What support asks for, as a code for menus and console.</summary>
    public readonly SupportCase Case;

    /// <summary>What is shown, in numbers.</summary>
    public readonly ScreenModel View;

    /// <summary>What is shown, in words.</summary>
    public readonly Texts Texts;

    /// <summary>What is shown, in pixels.</summary>
    public readonly ScreenPainter Painter;

    /// <summary>
    /// Mounts the journal and takes over the settings: once, before the first step.
    /// </summary>
    public void Start()
    {
        Texts.Select((Language)Settings.Language);
        Mount();
        if (_board.IsConsoleMissing)
        {
            Log.Add(EventKind.ConsoleMissing, 1, 0);
        }

        StartCodes(Journal.IsWritable, _board.Clock.UptimeMs);
        ApplySettings();
        if (_writer.MaySend)
        {
            Sale.Resume(_board.Clock.UptimeMs);
        }
    }

    private PinGuard MakeGuard(PinRole role) => new PinGuard(
        role, _board.Nvram, _board.KeyedHash, _random, Settings, _keeper, PinWork, Log);

    private void StartCodes(bool isWritable, long nowMs)
    {
        Pin.Start(isWritable, nowMs);
        MerchantPin.Start(isWritable, nowMs);
    }

    private void Mount()
    {
        // The floor is the first number that has not been used.
        uint floor = Settings.BootFloor;
        Journal.Mount(floor > 0 ? floor - 1 : 0, _random.Next() | 1);
        if (Journal.IsWritable)
        {
            Log.Mount(Journal.Boot);
            Attention.Mount();
            Use.Mount();
            Anchors.Mount();
            Owner.GiveSerial();
            KeepBootFloor();
        }

        _reader.Start(Journal.Boot);
        Log.Add(EventKind.JournalMounted, (int)Journal.Mounted, Journal.DamagedCount);
        if (Journal.IsBehind)
        {
            Log.Add(EventKind.MemoryRolledBack, Journal.UndeliveredCount, 0);
        }
    }

    // NVRAM that failed while it was mounted may answer by now; only a mount tells what it holds.
    private void Remount(long nowMs)
    {
        _remountMs = nowMs + Limits.RemountMs;
        Mount();
        if (Journal.IsWritable)
        {
            StartCodes(true, nowMs);
            ApplySettings();
            if (_writer.MaySend)
            {
                Sale.Resume(nowMs);
            }
        }
    }

    /// <summary>
    /// Attaches a part that stands above the agent (console, till), which is then run by every
    /// step, in the order of attaching; before the first step.
    /// </summary>
    public void Attach(IAgentPart part)
    {
        _part = _part == null ? part : new PartPair(_part, part);
        if (part is IProgress progress)
        {
            _progress.Add(progress, Limits.ConsoleProgressMs);
        }
    }

    /// <summary>
    /// Attaches the menus, which from then on take what keys the counter leaves; once, before the
    /// first step.
    /// </summary>
    public void Attach(IMenu menu) => _menu = menu;

    /// <summary>Runs every part once, in bounded time.</summary>
    /// <returns>Milliseconds that may pass before the next call if no input arrives; 0: at
    /// once.</returns>
    public int Step()
    {
        long nowMs = _clock.UptimeMs;
        Key key = _keypad.Take();
        if (key != Key.None)
        {
            TakeKeys(key, nowMs);
        }

        if (!Sale.IsIdle)
        {
            _reader.Step(nowMs);
        }

        int waitMs = Links.Step(nowMs);
        if (nowMs >= _timeMs)
        {
            _timeMs = nowMs + Limits.StatusMs;
            _time.Step();
        }

        Use.Step(nowMs);
        int nextMs = StoreAndForward.Step(nowMs);
        if (nextMs < waitMs)
        {
            waitMs = nextMs;
        }

        nextMs = Sale.Step(nowMs);
        if (nextMs < waitMs)
        {
            waitMs = nextMs;
        }

        if (_menu != null)
        {
            nextMs = _menu.Step(nowMs);
            if (nextMs < waitMs)
            {
                waitMs = nextMs;
            }
        }

        nextMs = _counter.Step(nowMs, IsMenuOpen);
        if (nextMs < waitMs)
        {
            waitMs = nextMs;
        }

        nextMs = Painter.Step(nowMs);
        if (nextMs < waitMs)
        {
            waitMs = nextMs;
        }

        // A result sounds once it is shown.
        if (_sounds != null && (_sounds.IsPlaying || _sounds.Shown != View.Id))
        {
            nextMs = _sounds.Step(View.Id, nowMs);
            if (nextMs < waitMs)
            {
                waitMs = nextMs;
            }
        }

        if (_part != null)
        {
            nextMs = _part.Step(nowMs);
            if (nextMs < waitMs)
            {
                waitMs = nextMs;
            }
        }

        if (PinWork.Active != null && PinWork.Step(nowMs))
        {
            waitMs = 0;
        }

        if (_keeper.IsSavePending)
        {
            _keeper.Step(Settings, nowMs);
        }

        if (nowMs >= _lookMs)
        {
            LookAtParts(nowMs);
        }

        if (_isWell)
        {
            _watchdog.Feed();
        }

        return waitMs;
    }

    /// <summary>Takes over settings that have been changed, and saves them.</summary>
    public void ChangeSettings()
    {
        ApplySettings();
        _keeper.SaveEverywhere();
    }

    /// <summary>True while the menus have the screen.</summary>
    public bool IsMenuOpen => _menu != null && _menu.IsOpen;

    /// <summary>
    /// True when a till's order may begin: nobody is in the middle of anything. A result that only
    /// waits to be read goes.
    /// </summary>
    public bool IsFreeForOrder(long nowMs) =>
        (!IsMenuOpen || _menu.LeaveResult(nowMs)) && Sale.IsFree;

    /// <summary>
    /// Begins what a till asks for: a sale at the counter, a refund in the menus.
    /// </summary>
    /// <returns>False when it is not taken.</returns>
    public bool Begin(SaleOrder order, long nowMs)
    {
        if (!order.IsRefund)
        {
            return Sale.Begin(order, nowMs);
        }

        return _menu != null && Sale.Obstacle == FaultCode.None && Sale.LeaveResult()
            && _menu.Begin(order, nowMs);
    }

    /// <summary>Takes back what a till asked for and nobody has begun to pay.</summary>
    /// <returns>False when it is too late.</returns>
    public bool Withdraw(SaleOrder order, long nowMs) =>
        order.IsRefund ? _menu.Withdraw(order, nowMs) : Sale.Withdraw(order, nowMs);

    /// <summary>Lets the merchant hear how loud the terminal is.</summary>
    public void TrySound(long nowMs)
    {
        if (_sounds != null)
        {
            _sounds.Try(nowMs);
        }
    }

    /// <summary>Takes a key as if it had been pressed.</summary>
    public void Press(Key key, long nowMs)
    {
        _keyCount++;
        if (IsMenuOpen)
        {
            _menu.Press(key, nowMs);
        }
        else if (!Sale.Press(key, nowMs) && !_counter.Press(key) && _menu != null)
        {
            _menu.Press(key, nowMs);
        }
    }

    /// <summary>
    /// A technician closes an entry of the attention list; what it says about a transaction that
    /// nothing else can tell becomes final.
    /// </summary>
    /// <returns>False when the entry is not open or has no such exit, the transaction is under way,
    /// or NVRAM did not take it.</returns>
    public bool Decide(uint number, AttentionExit exit)
    {
        if (!Attention.Read(number, _entry) || _entry.Exit != AttentionExit.None)
        {
            return false;
        }

        int slot = Journal.Find(_entry.Boot, _entry.Sequence);
        if (!Settle(slot, exit))
        {
            return false;
        }

        Log.Add(EventKind.AttentionClosed, (int)_entry.Kind, (int)exit);
        return !Attention.Read(number, _entry) || _entry.Exit != AttentionExit.None
            || Attention.Close(number, exit);
    }

    /// <summary>
    /// Forgets history, settings, key, networks and PIN; serial number and boot counter stay,
    /// because ids must never repeat. The board is to be restarted afterwards.
    /// </summary>
    /// <returns>False while undelivered or damaged transactions exist, or when NVRAM does not
    /// answer: then nothing is forgotten but history.</returns>
    public bool Reset()
    {
        if (!Journal.ForgetFinished())
        {
            return false;
        }

        Attention.ForgetClosed();
        Settings.Restore();
        Use.Forget();
        Wifi.Restart();
        ChangeSettings();
        return true;
    }

    /// <summary>
    /// The end of the terminal's life: overwrites the journal's memory and both slots of the
    /// settings, serial number and all, and empties the files of the roots. The board is to be
    /// restarted afterwards.
    /// </summary>
    /// <returns>False while transactions wait, or when NVRAM does not take it.</returns>
    public bool Scrap()
    {
        if (!Journal.EraseMemory())
        {
            return false;
        }

        Settings.Restore();
        Settings.ForgetIdentity();
        Wifi.Restart();
        ApplySettings();
        _keeper.Erase();
        _rootsToErase = _board.Roots == null ? 0 : TrustAnchors.Count;
        return true;
    }

    /// <summary>
    /// A technician has the queue that is held delivered from this terminal, under the serial
    /// number that its payments are known by.
    /// </summary>
    /// <returns>False when nothing is held, or NVRAM did not take it.</returns>
    public bool TakeOverQueue()
    {
        if (!Owner.TakeOver())
        {
            return false;
        }

        ChangeSettings();
        return true;
    }

    /// <summary>
    /// A technician has exported the queue that is held, and has it forgotten here.
    /// </summary>
    /// <returns>False when NVRAM did not take it.</returns>
    public bool DropQueue()
    {
        bool isDone = Owner.Drop();
        ApplySettings();
        return isDone;
    }

    private bool Settle(int slot, AttentionExit exit)
    {
        switch (exit)
        {
            case AttentionExit.Acknowledged:
                // A late decline keeps its slot until somebody has read of it.
                return slot < 0 || !TransactionRules.IsLateDecline(
                        Journal.State(slot), Journal.Flags(slot))
                    || Journal.Acknowledge(slot, _clock.UtcSeconds) == ChangeResult.Changed;
            case AttentionExit.Made:
            case AttentionExit.NotMade:
                return slot >= 0 && StoreAndForward.Decide(slot, exit == AttentionExit.Made);
            case AttentionExit.SentAgain:
                return slot >= 0 && StoreAndForward.SendAgain(slot);
            default:
                return true;
        }
    }

    private void LookAtParts(long nowMs)
    {
        _lookMs = nowMs + Limits.ProgressLookMs;
        _isWell = _progress.IsWell(nowMs);
        if (Journal.Mounted == MountResult.Silent && Sale.IsIdle && nowMs >= _remountMs)
        {
            Remount(nowMs);
        }

        Anchors.Keep();
        if (_rootsToErase > 0 && !_board.Roots.IsWriting
            && _board.Roots.Write(_rootsToErase - 1, Anchors.Pem(0), 0, 0))
        {
            _rootsToErase--;
        }

        if (nowMs >= _rootLookMs && _clock.UtcSeconds > 0)
        {
            LookAtRoots(nowMs);
        }

        if (Painter.IsSilent != _isDisplaySilent)
        {
            _isDisplaySilent = !_isDisplaySilent;
            Log.Add(
                _isDisplaySilent ? EventKind.FaultRaised : EventKind.FaultCleared,
                (int)FaultCode.DisplaySilent, 0);
        }
    }

    // When the last of them ends nothing can be sent any more, and nobody can help by telephone.
    private void LookAtRoots(long nowMs)
    {
        _rootLookMs = nowMs + Limits.RootWarningMs;
        long last = 0;
        for (int i = 0; i < TrustAnchors.Count; i++)
        {
            byte[] pem = Anchors.Pem(i);
            RootVerdict verdict = RootReader.Read(pem, pem.Length, 0);
            last = verdict == RootVerdict.Good && RootReader.LastUtcSeconds > last
                ? RootReader.LastUtcSeconds : last;
        }

        long utcSeconds = _clock.UtcSeconds;
        if (last > 0 && last - utcSeconds < Limits.RootWarningS)
        {
            Attention.Raise(AttentionKind.RootEnds, 0, 0, 0, utcSeconds);
        }
        else
        {
            Attention.CloseOf(AttentionKind.RootEnds, 0, 0, AttentionExit.Acknowledged);
        }
    }

    private void ApplySettings()
    {
        Owner.Judge();
        _writer.Prepare(Owner.Hold != QueueHold.None);
        StoreAndForward.SetHost(Settings.Host, Settings.HostLength, Settings.Port);
        Links.SetHost(Settings.Host, Settings.HostLength, Settings.Port);
        StoreAndForward.Release();
        _counter.OnSettingsChanged();
        _board.Display.SetContrast(Settings.Counter.Contrast);
        View.IsLarge = Settings.Counter.IsLarge;
        View.Touch();
        Texts.Select((Language)Settings.Language);
    }

    // The settings live in another memory than the journal: with a floor there, ids stay unique
    // even when NVRAM is lost altogether, or an older copy of it is put back. Saved at every start,
    // because a copy that is a few starts older would give the numbers of those starts again.
    private void KeepBootFloor()
    {
        Settings.BootFloor = Journal.Boot + 1;
        _keeper.Save();
    }

    private void TakeKeys(Key key, long nowMs)
    {
        if (_sounds != null)
        {
            _sounds.Press(nowMs);
        }

        for (int taken = 1; key != Key.None; taken++)
        {
            Press(key, nowMs);
            key = taken < Limits.KeysPerStepCountMax ? _keypad.Take() : Key.None;
        }
    }
}
