using Terminal.Agent.Links;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Console;

/// <summary>
/// Follows WiFi from association to a verified connection with the acquirer, for people who set it
/// up: six steps, each passed, failed with its code, or not reached. While WiFi carries payments
/// their own connection is the proof; else a connection of its own is made.
/// </summary>
internal sealed class SelfTestWifi
{
    /// <summary>Steps: association, address, portal, name, TLS, acquirer.</summary>
    public const int Steps = 6;

    private const int Association = 0;
    private const int Address = 1;
    private const int Portal = 2;
    private const int Name = 3;
    private const int Tls = 4;
    private const int AcquirerStep = 5;

    private readonly Agent _agent;
    private readonly Board _board;
    private readonly SelfTestResult[] _results = new SelfTestResult[Steps];
    private readonly FaultCode[] _codes = new FaultCode[Steps];
    private long _deadlineMs;
    private bool _hasOpened;

    // The transport's furthest stage so far.
    private TransportState _reached;

    /// <summary>Makes the test.</summary>
    public SelfTestWifi(Agent agent, Board board)
    {
        _agent = agent;
        _board = board;
    }

    /// <summary>True from <see cref="Begin"/> until every step has its result.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What a step has come to.</summary>
    public SelfTestResult Result(int step) => _results[step];

    /// <summary>The code of a failed step; None otherwise.</summary>
    public FaultCode Code(int step) => _codes[step];

    /// <summary>Begins; WiFi joins anew unless it carries payments.</summary>
    public void Begin(long nowMs)
    {
        for (int i = 0; i < Steps; i++)
        {
            _results[i] = SelfTestResult.Running;
            _codes[i] = FaultCode.None;
        }

        IsRunning = true;
        _hasOpened = false;
        _reached = TransportState.Closed;
        _deadlineMs = nowMs + Limits.WifiTestMs;
        if (_agent.Settings.WifiProfileCount == 0)
        {
            Fail(Association, FaultCode.WifiNotConfigured);
        }
        else if (!IsActive)
        {
            _agent.Wifi.Restart();
        }
    }

    /// <summary>Moves the test on.</summary>
    public void Step(long nowMs)
    {
        if (!IsRunning)
        {
            return;
        }

        WifiState state = _board.Wifi.State;
        if (state == WifiState.GettingAddress || state == WifiState.Joined)
        {
            Pass(Association);
        }

        if (state == WifiState.Joined)
        {
            Pass(Address);
            Connect();
        }
        else if (_results[Address] == SelfTestResult.Passed)
        {
            Fail(Portal, FaultCode.ConnectionLost);
        }
        else if (_agent.Wifi.State == LinkState.Failed)
        {
            FaultCode fault = _agent.Wifi.Fault;
            Fail(fault == FaultCode.NoAddress ? Address : Association, fault);
        }

        if (IsRunning && nowMs >= _deadlineMs)
        {
            TimeOut();
        }
    }

    private bool IsActive => _agent.Links.Active == _agent.Links.Wifi;

    private void Connect()
    {
        if (_board.Clock.UtcSeconds == 0)
        {
            return;
        }

        ITransport transport = _agent.Wifi.Transport;
        TransportState state = transport.State;
        if (state == TransportState.Open || _agent.Wifi.State == LinkState.Online)
        {
            // The certificate is the acquirer's, so no portal and no wrong name stood between.
            if (!IsActive && state == TransportState.Open && _hasOpened)
            {
                transport.Close();
            }

            Pass(Portal);
            Pass(Name);
            Pass(Tls);
            Pass(AcquirerStep);
            IsRunning = false;
        }
        else if (state == TransportState.Failed && (IsActive || _hasOpened))
        {
            FailConnection(transport.Fault);
        }
        else if (IsActive)
        {
            _agent.Delivery.Warm();
        }
        else if (!_hasOpened && state == TransportState.Closed)
        {
            _hasOpened = transport.Open(
                _agent.Settings.Host, _agent.Settings.HostLength, _agent.Settings.Port);
        }

        if (state > _reached && state < TransportState.Open)
        {
            _reached = state;
        }
    }

    private void FailConnection(FaultCode fault)
    {
        int step = fault == FaultCode.NameNotFound ? Name
            : fault == FaultCode.CaptivePortal ? Portal
            : fault == FaultCode.CertificateRefused || fault == FaultCode.HandshakeFailed ? Tls
            : AcquirerStep;
        if (step != Portal && step != Tls)
        {
            Pass(Portal);
        }

        if (step > Name)
        {
            Pass(Name);
        }

        Fail(step, fault);
    }

    private void TimeOut()
    {
        if (_results[Address] != SelfTestResult.Passed)
        {
            bool isAssociated = _results[Association] == SelfTestResult.Passed;
            Fail(
                isAssociated ? Address : Association,
                isAssociated ? FaultCode.NoAddress : FaultCode.AccessPointNotFound);
        }
        else if (_board.Clock.UtcSeconds == 0)
        {
            Fail(Tls, FaultCode.ClockUnknown);
        }
        else
        {
            FailConnection(_reached == TransportState.Resolving ? FaultCode.NameNotFound
                : _reached == TransportState.Handshaking
                    ? FaultCode.HandshakeFailed : FaultCode.ConnectTimeout);
        }
    }

    private void Pass(int step) => _results[step] = SelfTestResult.Passed;

    // Whatever lies behind a failed step has not been reached.
    private void Fail(int step, FaultCode code)
    {
        _results[step] = SelfTestResult.Failed;
        _codes[step] = code;
        for (int i = 0; i < Steps; i++)
        {
            if (_results[i] == SelfTestResult.Running)
            {
                _results[i] = SelfTestResult.Skipped;
            }
        }

        IsRunning = false;
    }
}
