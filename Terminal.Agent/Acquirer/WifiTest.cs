using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Tries WiFi step by step, from the access point to an answer of the acquirer to a harmless
/// question, and says at which step it ends and why. While it runs, payments and probes leave WiFi
/// to it. Whoever shows it runs it: a second one to begin takes it over.
/// </summary>
public sealed class WifiTest
{
    /// <summary>How many steps there are.</summary>
    public const int StepCount = 6;

    private readonly IWifi _wifi;
    private readonly IClock _clock;
    private readonly LinkManager _links;
    private readonly WifiLink _link;
    private readonly StoreAndForward _forward;
    private readonly TerminalSettings _settings;
    private readonly AcquirerResponse _answer = new AcquirerResponse();
    private readonly AcquirerConnection _exchange;
    private readonly RequestWriter _writer;
    private readonly TransactionRecord _nothing = new TransactionRecord();
    private readonly WifiTestMark[] _marks = new WifiTestMark[StepCount];
    private bool _isFirstOnly;
    private bool _isJoined;
    private long _deadlineMs;

    /// <summary>Makes the test; everything it needs is allocated here.</summary>
    public WifiTest(
        Board board,
        TerminalSettings settings,
        LinkManager links,
        WifiLink link,
        StoreAndForward forward)
    {
        _wifi = board.Wifi;
        _clock = board.Clock;
        _links = links;
        _link = link;
        _forward = forward;
        _settings = settings;
        _exchange = new AcquirerConnection(_answer);
        _writer = new RequestWriter(_settings, Limits.LookUpBytesMax);
    }

    /// <summary>True from <see cref="Begin"/> to the last mark.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why it failed; None while it runs and when it passed.</summary>
    public FaultCode Fault { get; private set; }

    /// <summary>How far a step has come.</summary>
    public WifiTestMark Mark(WifiTestStep step) => _marks[(int)step];

    /// <summary>Begins anew.</summary>
    /// <param name="isFirstOnly">
    /// True when the first network of the settings is meant, not any of them.
    /// </param>
    /// <param name="nowMs">Uptime.</param>
    public void Begin(bool isFirstOnly, long nowMs)
    {
        for (int i = 0; i < StepCount; i++)
        {
            _marks[i] = WifiTestMark.ToCome;
        }

        _isFirstOnly = isFirstOnly;
        _isJoined = false;
        Fault = FaultCode.None;
        IsRunning = true;
        _links.IsWifiLent = true;
        _deadlineMs = nowMs + Limits.WifiTestJoinMs;
        _exchange.Close();
        _exchange.SetHost(_settings.Host, _settings.HostLength, _settings.Port);
        Set(WifiTestStep.Join, WifiTestMark.UnderWay);
        if (_settings.WifiProfileCount == 0)
        {
            Fail(WifiTestStep.Join, FaultCode.WifiNotConfigured, nowMs);
        }
        else if (isFirstOnly || _wifi.State != WifiState.Joined)
        {
            _link.Restart();
        }
    }

    /// <summary>Gives WiFi back; harmless when nothing runs.</summary>
    public void Stop()
    {
        if (IsRunning)
        {
            IsRunning = false;
            _exchange.Close();
            _writer.Wipe();
            _links.IsWifiLent = false;
        }
    }

    /// <summary>Moves the test on.</summary>
    /// <returns>Milliseconds until it must run again.</returns>
    public int Step(long nowMs)
    {
        if (!IsRunning)
        {
            return Limits.IdleStepMs;
        }

        if (!_isJoined)
        {
            StepJoin(nowMs);
        }
        else
        {
            StepExchange(nowMs);
        }

        return Limits.BusyStepMs;
    }

    private void StepJoin(long nowMs)
    {
        WifiState state = _wifi.State;
        if (state == WifiState.GettingAddress || state == WifiState.Joined)
        {
            Set(WifiTestStep.Join, WifiTestMark.Good);
            Set(WifiTestStep.Address, WifiTestMark.UnderWay);
        }

        if (state == WifiState.Joined && _clock.UtcSeconds != 0)
        {
            Set(WifiTestStep.Address, WifiTestMark.Good);
            Set(WifiTestStep.Portal, WifiTestMark.UnderWay);
            _isJoined = true;
            return;
        }

        // With several networks the next one may do.
        bool hasFailed = _link.State == LinkState.Failed
            && (_isFirstOnly || _settings.WifiProfileCount == 1);
        if (!hasFailed && nowMs < _deadlineMs)
        {
            return;
        }

        bool isAssociated = _marks[(int)WifiTestStep.Address] == WifiTestMark.UnderWay;
        FaultCode fault = _link.Fault;
        if (fault == FaultCode.None || fault == FaultCode.Starting)
        {
            fault = isAssociated ? FaultCode.NoAddress : FaultCode.AccessPointNotFound;
        }

        if (fault == FaultCode.NoAddress || fault == FaultCode.ClockUnknown)
        {
            Set(WifiTestStep.Join, WifiTestMark.Good);
            Fail(WifiTestStep.Address, fault, nowMs);
        }
        else
        {
            Fail(WifiTestStep.Join, fault, nowMs);
        }
    }

    private void StepExchange(long nowMs)
    {
        if (_wifi.State != WifiState.Joined)
        {
            Fail(FirstOpenStep(), FaultCode.ConnectionLost, nowMs);
            return;
        }

        switch (_exchange.State)
        {
            case ConnectionState.Closed:
                if (!_forward.IsUsing(_link))
                {
                    Set(WifiTestStep.Name, WifiTestMark.UnderWay);
                    _exchange.Connect(_link.Transport, nowMs);
                }

                return;
            case ConnectionState.Connecting:
                ShowStage();
                break;
            case ConnectionState.Ready:
                // The certificate is the acquirer's, so no log-in page stood between.
                Set(WifiTestStep.Portal, WifiTestMark.Good);
                Set(WifiTestStep.Name, WifiTestMark.Good);
                Set(WifiTestStep.Tls, WifiTestMark.Good);
                Set(WifiTestStep.Acquirer, WifiTestMark.UnderWay);
                _answer.Reset();
                _writer.Prepare();
                _writer.LookUp(_nothing);
                _writer.ForgetKey();
                _exchange.Send(_writer.Buffer, _writer.Length, nowMs);
                return;
            case ConnectionState.Answered:
                Judge(nowMs);
                return;
            case ConnectionState.Failed:
                Fail(FailedStep(_exchange.Fault), _exchange.Fault, nowMs);
                return;
            default:
                break;
        }

        _exchange.Step(nowMs);
    }

    private void ShowStage()
    {
        TransportState stage = _link.Transport.State;
        if (stage == TransportState.Connecting || stage == TransportState.Handshaking)
        {
            Set(WifiTestStep.Name, WifiTestMark.Good);
            Set(WifiTestStep.Tls, WifiTestMark.UnderWay);
        }
    }

    private WifiTestStep FirstOpenStep()
    {
        int step = 0;
        while (step < StepCount - 1 && _marks[step] == WifiTestMark.Good)
        {
            step++;
        }

        return (WifiTestStep)step;
    }

    private WifiTestStep FailedStep(FaultCode fault)
    {
        if (_marks[(int)WifiTestStep.Acquirer] == WifiTestMark.UnderWay)
        {
            return WifiTestStep.Acquirer;
        }

        return fault == FaultCode.CaptivePortal ? WifiTestStep.Portal
            : fault == FaultCode.NameNotFound ? WifiTestStep.Name : WifiTestStep.Tls;
    }

    // Any answer of the acquirer's own proves the way; what it says about key and service counts.
    private void Judge(long nowMs)
    {
        int status = _answer.HttpStatus;
        bool isPortal = _answer.IsHtml || (status >= 300 && status < 400);
        FaultCode fault = isPortal ? FaultCode.CaptivePortal
            : status == 401 ? FaultCode.KeyRefused
            : status == 402 || status == 403 ? FaultCode.AccountSuspended
            : status >= 500 ? (FaultCode)status : FaultCode.None;
        if (fault != FaultCode.None)
        {
            Fail(isPortal ? WifiTestStep.Portal : WifiTestStep.Acquirer, fault, nowMs);
            return;
        }

        Set(WifiTestStep.Acquirer, WifiTestMark.Good);
        Stop();
        _links.Report(_link, FaultCode.None, nowMs);
    }

    private void Fail(WifiTestStep step, FaultCode fault, long nowMs)
    {
        for (int i = 0; i < StepCount; i++)
        {
            _marks[i] = _marks[i] == WifiTestMark.UnderWay ? WifiTestMark.ToCome : _marks[i];
        }

        Set(step, WifiTestMark.Bad);
        Fault = fault;
        bool isWayOut = _isJoined && !FaultCodes.IsAnswer(fault);
        Stop();
        if (isWayOut)
        {
            _links.Report(_link, fault, nowMs);
        }
    }

    private void Set(WifiTestStep step, WifiTestMark mark) => _marks[(int)step] = mark;
}
