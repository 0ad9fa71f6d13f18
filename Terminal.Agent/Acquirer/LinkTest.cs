using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Tries a link step by step, up to an answer of the acquirer to a harmless question, and says at
/// which step it ends and why. While it runs, payments and probes leave the link to it. Whoever
/// shows it runs it: a second one to begin takes it over.
/// </summary>
public abstract class LinkTest
{
    private readonly LinkManager _links;
    private readonly ILink _link;
    private readonly StoreAndForward _forward;
    private readonly TerminalSettings _settings;
    private readonly LinkTestExchange _parts;
    private readonly AcquirerResponse _answer;
    private readonly AcquirerConnection _exchange;
    private readonly RequestWriter _writer;
    private readonly LinkTestMark[] _marks;
    private readonly int _name;
    private readonly int _certificate;
    private readonly int _acquirer;
    private bool _isBearerUp;
    private long _deadlineMs;

    /// <summary>Makes the test; everything it needs is allocated here.</summary>
    /// <param name="settings">Where the acquirer is, and the key.</param>
    /// <param name="links">The links, of which it borrows one.</param>
    /// <param name="link">The link that it tries.</param>
    /// <param name="forward">What else uses it.</param>
    /// <param name="parts">What it asks the acquirer with.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="name">
    /// The step that finds the acquirer's name; the certificate's and the acquirer's follow.
    /// </param>
    protected LinkTest(
        TerminalSettings settings,
        LinkManager links,
        ILink link,
        StoreAndForward forward,
        LinkTestExchange parts,
        int steps,
        int name)
    {
        _settings = settings;
        _links = links;
        _link = link;
        _forward = forward;
        _marks = new LinkTestMark[steps];
        _name = name;
        _certificate = name + 1;
        _acquirer = name + 2;
        _parts = parts;
        _answer = parts.Answer;
        _exchange = parts.Connection;
        _writer = parts.Writer;
    }

    /// <summary>True from its beginning to the last mark.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why it failed; None while it runs and when it passed.</summary>
    public FaultCode Fault { get; private set; }

    /// <summary>How many steps there are.</summary>
    public int Steps => _marks.Length;

    /// <summary>How far a step has come, from 0.</summary>
    public LinkTestMark MarkOf(int step) => _marks[step];

    /// <summary>True when its last step has passed.</summary>
    public bool HasPassed => _marks[_acquirer] == LinkTestMark.Good;

    /// <summary>The link.</summary>
    protected ILink Link => _link;

    /// <summary>The bearer is up as far as the test needs it.</summary>
    protected bool IsBearerUp => _isBearerUp;

    /// <summary>Gives the link back; harmless when nothing runs.</summary>
    public void Stop()
    {
        if (IsRunning)
        {
            IsRunning = false;
            _exchange.Close();
            _writer.Wipe();
            _links.Lent = null;
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

        if (!_isBearerUp)
        {
            _isBearerUp = StepBearer(nowMs >= _deadlineMs, nowMs);
        }
        else
        {
            StepWay(nowMs);
        }

        return Limits.BusyStepMs;
    }

    /// <summary>Begins anew.</summary>
    protected void Start(int patienceMs, long nowMs)
    {
        if (_parts.Owner != null && _parts.Owner != this)
        {
            _parts.Owner.Stop();
        }

        _parts.Owner = this;
        for (int i = 0; i < _marks.Length; i++)
        {
            _marks[i] = LinkTestMark.ToCome;
        }

        _isBearerUp = false;
        Fault = FaultCode.None;
        IsRunning = true;
        _links.Lent = _link;
        _deadlineMs = nowMs + patienceMs;
        _exchange.Close();
        _exchange.SetHost(_settings.Host, _settings.HostLength, _settings.Port);
        Set(0, LinkTestMark.UnderWay);
    }

    /// <summary>The way to a bearer, until it is there or the test has failed.</summary>
    /// <param name="isLate">The time for it is over.</param>
    /// <param name="nowMs">Uptime.</param>
    /// <returns>True when it is there.</returns>
    protected abstract bool StepBearer(bool isLate, long nowMs);

    /// <summary>Fails the test when the bearer has gone.</summary>
    /// <returns>True when it has.</returns>
    protected abstract bool StepLoss(long nowMs);

    /// <summary>The connection to the acquirer stands: what else has passed with it.</summary>
    protected abstract void OnConnected();

    /// <summary>The step that a fault on the way belongs to.</summary>
    protected virtual int StepOf(FaultCode fault) =>
        _marks[_acquirer] == LinkTestMark.UnderWay ? _acquirer
        : fault == FaultCode.NameNotFound ? _name : _certificate;

    /// <summary>The first step that has not passed.</summary>
    protected int FirstOpenStep()
    {
        int step = 0;
        while (step < _marks.Length - 1 && _marks[step] == LinkTestMark.Good)
        {
            step++;
        }

        return step;
    }

    /// <summary>The test ends at a step.</summary>
    protected void Fail(int step, FaultCode fault, long nowMs)
    {
        for (int i = 0; i < _marks.Length; i++)
        {
            _marks[i] = _marks[i] == LinkTestMark.UnderWay ? LinkTestMark.ToCome : _marks[i];
        }

        Set(step, LinkTestMark.Bad);
        Fault = fault;
        bool isWayOut = _isBearerUp && !FaultCodes.IsAnswer(fault);
        Stop();
        if (isWayOut)
        {
            _links.Report(_link, fault, nowMs);
        }
    }

    /// <summary>Marks a step.</summary>
    protected void Set(int step, LinkTestMark mark) => _marks[step] = mark;

    // A bearer may begin anew because of what the exchange has met: that is the cause.
    private void StepWay(long nowMs)
    {
        if (_exchange.State == ConnectionState.Connecting)
        {
            _exchange.Step(nowMs);
        }

        bool isTold = _exchange.State == ConnectionState.Failed
            && _exchange.Fault != FaultCode.ConnectionLost;
        if (isTold || !StepLoss(nowMs))
        {
            StepExchange(nowMs);
        }
    }

    private void StepExchange(long nowMs)
    {
        switch (_exchange.State)
        {
            case ConnectionState.Closed:
                if (!_forward.IsUsing(_link))
                {
                    Set(_name, LinkTestMark.UnderWay);
                    _exchange.Connect(_link.Transport, nowMs);
                }

                return;
            case ConnectionState.Connecting:
                ShowStage();
                break;
            case ConnectionState.Ready:
                OnConnected();
                Set(_name, LinkTestMark.Good);
                Set(_certificate, LinkTestMark.Good);
                Set(_acquirer, LinkTestMark.UnderWay);
                _answer.Reset();
                _writer.Prepare();
                _writer.LookUp(_parts.Nothing);
                _writer.ForgetKey();
                _exchange.Send(_writer.Buffer, _writer.Length, nowMs);
                return;
            case ConnectionState.Answered:
                Judge(nowMs);
                return;
            case ConnectionState.Failed:
                Fail(StepOf(_exchange.Fault), _exchange.Fault, nowMs);
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
            Set(_name, LinkTestMark.Good);
            Set(_certificate, LinkTestMark.UnderWay);
        }
    }

    // Any answer of the acquirer's own proves the way; what it says about key and service counts.
    // What else comes inside verified TLS was put in by something in front of it.
    private void Judge(long nowMs)
    {
        int status = _answer.HttpStatus;
        bool isOwn = _answer.IsOwnError;
        FaultCode fault = status >= 500 ? (FaultCode)status
            : status == 407 ? FaultCode.ProxyRefused
            : status == 401 && isOwn ? FaultCode.KeyRefused
            : (status == 402 || status == 403) && isOwn ? FaultCode.AccountSuspended
            : _answer.IsHtml || (status >= 300 && !isOwn && status != 404)
                ? FaultCode.GatewayAnswered : FaultCode.None;
        if (fault != FaultCode.None)
        {
            Fail(_acquirer, fault, nowMs);
            return;
        }

        Set(_acquirer, LinkTestMark.Good);
        Stop();
        _links.Report(_link, FaultCode.None, nowMs);
    }
}
