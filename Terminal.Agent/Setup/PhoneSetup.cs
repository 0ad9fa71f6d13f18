using System;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Menus;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Setup;

/// <summary>
/// WiFi set-up by phone: a part above the agent. The radio becomes an access point, and a station
/// again, with a restart only; what the set-up is for stands in <see cref="SetupRecord"/>, so that
/// a restart or a cut at any moment leads on to its end. A terminal that was started as an access
/// point builds the server, any other does without. Payments go on over the SIM meanwhile, and a
/// restart waits for them.
/// </summary>
public sealed class PhoneSetup : IAgentPart, IPhoneForms
{
    private const byte TokenField = (byte)'t';
    private const byte NetworkField = (byte)'n';
    private const byte NameField = (byte)'h';
    private const byte PassphraseField = (byte)'p';
    private const byte HiddenChoice = (byte)'h';
    private const int SerialDigits = 4;

    // IEEE 802.11.
    private const int PassphraseBytesMin = 8;

    private static readonly byte[] NamePrefix = ByteCodec.Ascii("TPE-");

    private readonly Agent _agent;
    private readonly Menu _menu;
    private readonly IAccessPoint _point;
    private readonly IWifi _wifi;
    private readonly IReboot _reboot;
    private readonly WifiTest _test;
    private readonly SetupRecord _record;
    private readonly PhoneSecrets _secrets;
    private readonly PhonePage _page;
    private readonly WifiTestPage _testPage;
    private readonly byte[] _name = new byte[Limits.PhoneNameBytesMax];
    private int _nameLength;

    // Null in a terminal that was not started as an access point, as are the two that follow.
    private readonly PhoneServer _server;
    private readonly PageView _view;
    private readonly byte[] _field;

    private bool _isStarted;

    // A page to be shown as soon as nobody is at the counter; null: none.
    private MenuPage _toShow;
    private long _sinceMs;
    private long _minuteMs;
    private long _retryMs;

    // A scan that is wanted, and one that has begun.
    private bool _isScanWanted;
    private bool _isScanning;

    // A test that begins as soon as what was sent is durable, and one that goes on.
    private bool _isTestWanted;
    private bool _isTesting;

    // The list that the page's token was drawn for.
    private int _listVersion;

    // The restart is followed by a test on the screen.
    private bool _isToTest;
    private int _shownTest;

    /// <summary>
    /// Builds it on an agent with menus, everything that it will ever allocate, and attaches it to
    /// both.
    /// </summary>
    /// <param name="agent">The agent.</param>
    /// <param name="board">A board with an access point.</param>
    /// <param name="menu">The menus, which get a row for it.</param>
    public PhoneSetup(Agent agent, Board board, Menu menu)
    {
        _agent = agent;
        _menu = menu;
        _point = board.AccessPoint;
        _wifi = board.Wifi;
        _reboot = board.Reboot;
        _test = agent.WifiTest;
        _record = new SetupRecord(board.Nvram);
        _secrets = new PhoneSecrets(board, agent.Settings);
        _page = new PhonePage(menu, this);
        _testPage = new WifiTestPage(menu, null);
        menu.AddToWifi(TextId.PhoneSetup, _page);
        if (_point.IsUp)
        {
            _view = new PageView(agent.Texts, menu.Networks, _test);
            _field = new byte[WifiProfile.KeyDigits + 1];
            _server = new PhoneServer(_point, _view, agent.Settings, this);
        }

        // Before a set-up its page runs it; a loop without one does not pay for it.
        _record.Load();
        _isStarted = _record.Stage == SetupStage.None && !_point.IsUp;
        if (!_isStarted)
        {
            agent.Attach(this);
        }
    }

    /// <summary>Where it stands.</summary>
    public PhonePhase Phase { get; private set; }

    /// <summary>What the page shows; null where there is no page.</summary>
    public PageView View => _view;

    /// <summary>Minutes that are left.</summary>
    public int Minutes => _record.Minutes;

    /// <summary>Name of the access point.</summary>
    public byte[] Name => _name;

    /// <summary>Length of <see cref="Name"/>.</summary>
    public int NameLength => _nameLength;

    /// <summary>Holds the passphrase, from <see cref="SetupRecord.PassphraseAt"/> on.</summary>
    public byte[] Record => _record.Data;

    /// <summary>How far the phone has come: 0 nothing, 1 an address, 2 the page.</summary>
    public int PhoneProgress(long nowMs) => _server == null ? 0
        : _server.IsPageSeen ? 2 : _server.PhoneCount(nowMs) > 0 ? 1 : 0;

    /// <summary>Begins a set-up, as soon as no payment is under way.</summary>
    public void Begin(long nowMs)
    {
        if (Phase == PhonePhase.Idle || Phase == PhonePhase.Failed)
        {
            _sinceMs = nowMs;
            Enter(PhonePhase.WaitingToOpen);
        }
    }

    /// <summary>Takes it back before the restart.</summary>
    public void Withdraw()
    {
        if (Phase == PhonePhase.WaitingToOpen || Phase == PhonePhase.Failed)
        {
            Enter(PhonePhase.Idle);
        }
    }

    /// <summary>Ends a set-up; nothing more is changed.</summary>
    public void End(long nowMs)
    {
        if (Phase == PhonePhase.Serving)
        {
            StopTest();
            EndWith(PageState.Over, nowMs);
        }
    }

    /// <inheritdoc/>
    public int Step(long nowMs)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            Resume(nowMs);
        }

        if (_toShow != null && _menu.Show(_toShow, nowMs))
        {
            _toShow = null;
        }

        if (_server != null && Phase >= PhonePhase.Serving && Phase <= PhonePhase.WaitingToClose)
        {
            _agent.Wifi.IsServing = !_isTesting && Phase != PhonePhase.WaitingToClose;
            _server.Step(nowMs);
        }

        switch (Phase)
        {
            case PhonePhase.WaitingToOpen:
                if (IsQuiet(nowMs))
                {
                    Open();
                }

                return Limits.StatusMs;
            case PhonePhase.Opening:
                if (!_point.IsStoring)
                {
                    Finish(PhonePhase.Failed);
                }

                return Limits.StatusMs;
            case PhonePhase.Serving:
                Serve(nowMs);
                return Limits.PhoneStepMs;
            case PhonePhase.Ending:
                StepEnd(nowMs);
                return Limits.PhoneStepMs;
            case PhonePhase.WaitingToClose:
                if (nowMs >= _retryMs && IsQuiet(nowMs))
                {
                    Close(nowMs);
                }

                return Limits.PhoneStepMs;
            case PhonePhase.Closing:
                if (!_point.IsStoring)
                {
                    Finish(PhonePhase.WaitingToClose);
                }

                return Limits.StatusMs;
            default:
                return Limits.IdleStepMs;
        }
    }

    /// <inheritdoc/>
    public bool Take(HttpPath path, byte[] body, int count, long nowMs)
    {
        bool isMeant = Phase == PhonePhase.Serving && _view.State == PageState.Choose;
        if (!isMeant)
        {
            // Sent twice, or from a page that has been overtaken: the page shows what is true.
            return false;
        }

        bool isFresh = IsToken(body, count) && _listVersion == _menu.Networks.Version;
        NewToken();
        if (!isFresh)
        {
            _view.Show(PageState.Choose, FormError.Stale, FaultCode.None);
        }
        else if (path == HttpPath.Scan)
        {
            BeginScan();
        }
        else if (path == HttpPath.End)
        {
            End(nowMs);
        }
        else
        {
            FormError error = TakeNetwork(body, count, nowMs);
            if (error != FormError.None)
            {
                _view.Show(PageState.Choose, error, FaultCode.None);
            }
        }

        return isFresh;
    }

    private void Resume(long nowMs)
    {
        SetName();
        bool isOpen = _record.Stage == SetupStage.Open;
        if (!isOpen && !_point.IsUp)
        {
            _toShow = _record.Stage == SetupStage.ClosingToTest ? _testPage : null;
            _testPage.Choose(true);
            _record.Forget();
            return;
        }

        // Whatever goes wrong, the terminal does not restart for ever.
        _isToTest = _record.Stage == SetupStage.ClosingToTest;
        bool mayGoOn = _record.CountStart();
        if (isOpen && mayGoOn && _record.Minutes > 0)
        {
            if (_point.IsUp)
            {
                BeginServing(nowMs);
            }
            else
            {
                Store(PhonePhase.Opening);
            }
        }
        else if (_point.IsUp && (mayGoOn || isOpen))
        {
            _sinceMs = nowMs;
            Enter(PhonePhase.WaitingToClose);
        }
        else if (!_point.IsUp)
        {
            _record.Forget();
        }
    }

    // The serial number is known by now; its end tells two terminals in one shop apart.
    private void SetName()
    {
        TerminalSettings settings = _agent.Settings;
        int count = settings.SerialLength < SerialDigits ? settings.SerialLength : SerialDigits;
        _nameLength = ByteCodec.Put(_name, 0, NamePrefix);
        Array.Copy(settings.Serial, settings.SerialLength - count, _name, _nameLength, count);
        _nameLength += count;
    }

    // Nobody pays, nothing is being saved, and nobody is in the middle of another menu. A memory
    // that takes nothing does not keep the terminal an access point.
    private bool IsQuiet(long nowMs)
    {
        bool isExchanging = _agent.StoreAndForward.IsUnderWay
            && nowMs - _sinceMs < Limits.PhoneExchangeMs;
        bool isSaving = _agent.IsSaving && (Phase == PhonePhase.WaitingToOpen
            || !_agent.IsSavingFailing || nowMs - _sinceMs < Limits.PhoneExchangeMs);
        bool isElsewhere = _agent.IsMenuOpen && !_menu.IsShown(_page);
        return _agent.Sale.IsIdle && !_agent.Live.IsThere && !isSaving && !isExchanging
            && !isElsewhere;
    }

    private void Open()
    {
        SetName();
        _secrets.FillEasy(
            _record.Data, SetupRecord.PassphraseAt, Limits.PhonePassphraseBytes);
        if (_record.Begin())
        {
            _agent.Log.Add(EventKind.PhoneSetup, (int)SetupStage.Open, 0);
            Store(PhonePhase.Opening);
        }
        else
        {
            Enter(PhonePhase.Failed);
        }
    }

    private void Close(long nowMs)
    {
        _record.Close(_isToTest);
        _agent.Log.Add(EventKind.PhoneSetup, (int)_record.Stage, 0);
        _retryMs = nowMs + Limits.IdleStepMs;
        Store(PhonePhase.Closing);
    }

    private void Store(PhonePhase phase)
    {
        bool isOpening = phase == PhonePhase.Opening;
        Array.Copy(_record.Data, SetupRecord.PassphraseAt, _page.Text, 0, PhonePage.TextRoom);
        bool isBegun = _point.Store(
            _name, _nameLength, _page.Text, isOpening ? Limits.PhonePassphraseBytes : 0);
        Array.Clear(_page.Text, 0, PhonePage.TextRoom);
        Enter(isBegun ? phase
            : isOpening ? PhonePhase.Failed : PhonePhase.WaitingToClose);
    }

    // What was to be stored is, or not.
    private void Finish(PhonePhase failed)
    {
        if (_point.HasFailed)
        {
            if (failed == PhonePhase.Failed)
            {
                _record.Forget();
            }

            Enter(failed);
            return;
        }

        Enter(PhonePhase.Restarting);
        _reboot.Reboot();
    }

    private void BeginServing(long nowMs)
    {
        _minuteMs = nowMs + Limits.PhoneMinuteMs;
        _toShow = _page;
        Enter(PhonePhase.Serving);
        NewToken();
        BeginScan();
    }

    private void Serve(long nowMs)
    {
        if (nowMs >= _minuteMs)
        {
            _minuteMs += Limits.PhoneMinuteMs;
            _record.CountMinute();
            _agent.View.Touch();
        }

        if (_record.Minutes == 0 && !_isTesting)
        {
            StopTest();
            EndWith(PageState.Over, nowMs);
        }
        else if (_isScanWanted)
        {
            StepScan();
        }
        else if (_isTestWanted)
        {
            BeginTest(nowMs);
        }
        else if (_isTesting)
        {
            StepTest(nowMs);
        }
    }

    private void BeginScan()
    {
        _isScanWanted = true;
        _isScanning = false;
        _view.Show(PageState.Searching, FormError.None, FaultCode.None);
    }

    private void StepScan()
    {
        if (!_isScanning)
        {
            _isScanning = _wifi.StartScan();
        }
        else if (_wifi.State != WifiState.Scanning)
        {
            _isScanWanted = false;
            _menu.Networks.Collect(_wifi);
            NewToken();
            _view.Show(PageState.Choose, FormError.None, FaultCode.None);
        }
    }

    // The station that hears networks beside the access point can join one; a platform whose
    // station is silent then tests after the restart.
    private void BeginTest(long nowMs)
    {
        if (_agent.IsSaving || _agent.Live.IsThere)
        {
            if (_agent.IsSavingFailing && nowMs - _sinceMs >= Limits.PhoneSaveMs)
            {
                _isTestWanted = false;
                _view.Show(PageState.Choose, FormError.NotSaved, FaultCode.None);
            }

            return;
        }

        _isTestWanted = false;
        _agent.Log.Add(
            EventKind.PhoneSetup, (int)SetupStage.None, _agent.Settings.WifiProfileCount);
        if (_wifi.ScanCount > 0)
        {
            _isTesting = true;
            _agent.Wifi.IsServing = false;
            _test.Begin(true, nowMs);
        }
        else
        {
            _isToTest = true;
            EndWith(PageState.Saved, nowMs);
        }
    }

    private void StepTest(long nowMs)
    {
        _test.Step(nowMs);
        int signature = _test.IsRunning ? 1 : 2;
        for (int step = 0; step < WifiTest.StepCount; step++)
        {
            signature = (signature * 4) + (int)_test.MarkOf(step);
        }

        if (signature != _shownTest)
        {
            _shownTest = signature;
            _view.Touch();
            _agent.View.Touch();
        }

        if (_test.IsRunning)
        {
            return;
        }

        _isTesting = false;
        if (_test.HasPassed)
        {
            EndWith(PageState.Passed, nowMs);
        }
        else
        {
            _view.Show(PageState.Choose, FormError.None, _test.Fault);
            _agent.View.Touch();
        }
    }

    private void StopTest()
    {
        _isScanWanted = false;
        _isTestWanted = false;
        if (_isTesting)
        {
            _isTesting = false;
            _test.Stop();
        }
    }

    private void EndWith(PageState state, long nowMs)
    {
        _view.Show(state, FormError.None, FaultCode.None);
        _sinceMs = nowMs;
        _toShow = _menu.IsShown(_page) ? null : _page;
        Enter(PhonePhase.Ending);
    }

    // A phone that never saw how its test ended leaves that to the screen.
    private void StepEnd(long nowMs)
    {
        bool isAwaited = _server.IsAwaited;
        int shownMs = isAwaited ? Limits.PhoneLastPageMs : Limits.PhoneEndMs;
        if (nowMs - _sinceMs >= shownMs && !_server.IsArriving(nowMs))
        {
            _isToTest |= isAwaited && _view.State == PageState.Passed;
            _sinceMs = nowMs;
            Enter(PhonePhase.WaitingToClose);
        }
    }

    private void Enter(PhonePhase phase)
    {
        Phase = phase;
        _agent.View.Touch();
    }

    private void NewToken()
    {
        _secrets.FillDigits(_view.Token);
        _listVersion = _menu.Networks.Version;
    }

    private bool IsToken(byte[] body, int count)
    {
        int length = FormReader.Read(body, count, TokenField, _field);
        int difference = length ^ Limits.PhoneTokenDigits;
        for (int i = 0; i < Limits.PhoneTokenDigits; i++)
        {
            difference |= _field[i] ^ _view.Token[i];
        }

        return difference == 0;
    }

    private FormError TakeNetwork(byte[] body, int count, long nowMs)
    {
        if (!TakeName(body, count))
        {
            return FormError.Name;
        }

        int length = FormReader.Read(body, count, PassphraseField, _field);
        length = length == FormReader.Missing ? 0 : length;
        FormError error = CheckPassphrase(length);
        if (error == FormError.None)
        {
            WifiProfiles.PutFirst(
                _agent.Settings, _view.Ssid, _view.SsidLength, _field, length);
            _agent.ChangeSettings();
            _isTestWanted = true;
            _sinceMs = nowMs;
            _view.Show(PageState.Testing, FormError.None, FaultCode.None);
            _agent.View.Touch();
        }

        Array.Clear(_field, 0, _field.Length);
        return error;
    }

    // The number of a network of the list, or the name of a hidden one.
    private bool TakeName(byte[] body, int count)
    {
        int length = FormReader.Read(body, count, NetworkField, _field);
        if (length == 1 && _field[0] == HiddenChoice)
        {
            length = FormReader.Read(body, count, NameField, _field);
            if (length <= 0 || length > WifiNetwork.SsidBytesMax)
            {
                return false;
            }

            SetSsid(_field, length);
            return true;
        }

        int index = 0;
        for (int i = 0; i < length; i++)
        {
            int digit = _field[i] - '0';
            index = digit >= 0 && digit <= 9 && index < Limits.MenuNetworksMax
                ? (index * 10) + digit : Limits.MenuNetworksMax;
        }

        if (length <= 0 || index >= _menu.Networks.Count)
        {
            return false;
        }

        WifiNetwork network = _menu.Networks.At(index);
        SetSsid(network.Ssid, network.SsidLength);
        return true;
    }

    private void SetSsid(byte[] ssid, int length)
    {
        Array.Copy(ssid, 0, _view.Ssid, 0, length);
        _view.SsidLength = length;
    }

    private FormError CheckPassphrase(int length)
    {
        if (length == 0)
        {
            FoundNetworks networks = _menu.Networks;
            for (int i = 0; i < networks.Count; i++)
            {
                WifiNetwork network = networks.At(i);
                bool isChosen = network.SsidLength == _view.SsidLength
                    && ByteCodec.Same(network.Ssid, 0, _view.Ssid, 0, _view.SsidLength);
                if (isChosen && network.IsLocked)
                {
                    return FormError.NoPassphrase;
                }
            }

            return FormError.None;
        }

        bool isGood = length >= PassphraseBytesMin
            && (length <= WifiProfile.PassphraseBytesMax || WifiProfile.IsKey(_field, 0, length));
        for (int i = 0; i < length; i++)
        {
            isGood &= _field[i] >= 0x20 && _field[i] < 0x7F;
        }

        return isGood ? FormError.None : FormError.Passphrase;
    }
}
