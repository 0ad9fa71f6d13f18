using Terminal.Agent.Ports;

namespace Terminal.Agent.Links;

/// <summary>
/// Proves the link that carries nothing: a TLS connection to the acquirer, verified like any other
/// and closed at once. No portal can fake it. On the SIM its cost is rationed; without credit, time
/// alone has to do.
/// </summary>
public sealed class LinkProbe
{
    private readonly LinkHealth _health;
    private readonly bool _isRationed;
    private byte[] _host;
    private int _hostLength;
    private int _port;
    private bool _isRunning;
    private bool _hasOpened;
    private long _deadlineMs;
    private int _credits = Limits.SimProbesPerDayCount;
    private long _creditMs;

    // Without credit, a link that failed a probe is trusted again by time alone.
    private long _trustAgainMs;

    /// <summary>Makes the probe of a link.</summary>
    /// <param name="health">The link's health, which learns what the probe shows.</param>
    /// <param name="isRationed">True on a link whose bytes cost money.</param>
    public LinkProbe(LinkHealth health, bool isRationed)
    {
        _health = health;
        _isRationed = isRationed;
    }

    /// <summary>True while a connection of its own is made.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Probes made since start.</summary>
    public int Count { get; private set; }

    /// <summary>Says where the acquirer is.</summary>
    public void SetHost(byte[] host, int hostLength, int port)
    {
        _host = host;
        _hostLength = hostLength;
        _port = port;
    }

    /// <summary>The link is wanted for payments: the probe gets out of the way.</summary>
    public void Abort()
    {
        if (_isRunning)
        {
            _isRunning = false;
            _health.Link.Transport.Close();
        }
    }

    /// <summary>Moves the probe on while the link carries nothing else.</summary>
    public void Step(long nowMs)
    {
        if (_isRunning)
        {
            StepRunning(nowMs);
        }
        else if (_health.WantsProbe(nowMs) && _host != null)
        {
            Begin(nowMs);
        }
    }

    private void Begin(long nowMs)
    {
        if (_isRationed && !TakeCredit(nowMs))
        {
            if (nowMs >= _trustAgainMs)
            {
                // What it showed last is too old to count, and nothing newer is known.
                _health.Link.Report(FaultCode.Starting, nowMs);
                _health.Succeed(nowMs);
            }

            return;
        }

        _isRunning = true;
        _hasOpened = false;
        _deadlineMs = nowMs + Limits.ProbeMs;
        Count++;
    }

    private bool TakeCredit(long nowMs)
    {
        if (nowMs - _creditMs >= Limits.ProbeCreditMs)
        {
            _creditMs = nowMs;
            _credits += _credits < Limits.SimProbesPerDayCount ? 1 : 0;
        }

        if (_credits == 0)
        {
            return false;
        }

        _credits--;
        return true;
    }

    private void StepRunning(long nowMs)
    {
        ITransport transport = _health.Link.Transport;
        TransportState state = transport.State;
        if (state == TransportState.Open)
        {
            Abort();
            _health.Link.Report(FaultCode.None, nowMs);
            _health.Succeed(nowMs);
        }
        else if (state == TransportState.Failed && _hasOpened)
        {
            End(transport.Fault, nowMs);
        }
        else if (nowMs >= _deadlineMs)
        {
            End(FaultCode.ConnectTimeout, nowMs);
        }
        else if (!_hasOpened)
        {
            _hasOpened = transport.Open(_host, _hostLength, _port);
        }
    }

    private void End(FaultCode fault, long nowMs)
    {
        Abort();
        _trustAgainMs = nowMs + Limits.HoldDownCapMs;
        _health.Link.Report(fault, nowMs);
        _health.Fail(fault, nowMs);
    }
}
