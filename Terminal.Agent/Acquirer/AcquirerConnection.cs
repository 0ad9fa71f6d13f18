using Terminal.Agent.Ports;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// The connection to the acquirer and, over it, requests and their answers in order. It connects
/// over whatever transport it is given, keeps the connection for the next request and holds every
/// stage to its deadline. Further requests may follow the one at hand before it is answered. How it
/// ended, and whether the acquirer may have received the request, is all that it says; what follows
/// from that stands in the outcome table.
/// </summary>
public sealed class AcquirerConnection
{
    private readonly AcquirerResponse _answer;
    private readonly ResponseReader _reader;
    private readonly byte[] _received = new byte[Limits.ReceiveBytes];

    // Null while there is no connection and none is being made.
    private ITransport _transport;
    private byte[] _host;
    private int _hostLength;
    private int _port;
    private byte[] _request;
    private int _requestLength;
    private int _sentBytes;
    private long _deadlineMs;
    private long _answerDeadlineMs;
    private TransportState _stage;
    private int _requestsOnConnection;
    private int _answersOnConnection;

    // Requests sent behind the one at hand; the request being written is the last of them.
    private int _following;

    // Bytes received and not yet read: the beginning of a following answer.
    private int _receivedAt;
    private int _receivedEnd;
    private ConnectionState _state;
    private FaultCode _fault;
    private bool _mayBeReceived;
    private bool _isStaleConnection;
    private long _begunMs;

    /// <summary>Makes an exchange that fills <paramref name="answer"/>.</summary>
    public AcquirerConnection(AcquirerResponse answer)
    {
        _answer = answer;
        _reader = new ResponseReader(answer);
    }

    /// <summary>Where it stands.</summary>
    public ConnectionState State => _state;

    /// <summary>Why it failed; None otherwise.</summary>
    public FaultCode Fault => _fault;

    /// <summary>
    /// After a failure, true when the request at hand was begun and may have been received.
    /// </summary>
    public bool MayBeReceived => _mayBeReceived;

    /// <summary>True while bytes wait to be sent.</summary>
    public bool IsSending => _sentBytes < _requestLength;

    /// <summary>True when bytes of the latest request have left.</summary>
    public bool IsLatestBegun => _sentBytes > 0;

    /// <summary>
    /// True while another request may follow: all bytes so far have left, and the connection has
    /// carried an answer before.
    /// </summary>
    public bool CanFollow => _state == ConnectionState.Busy && _sentBytes == _requestLength
        && _answersOnConnection > 0;

    /// <summary>
    /// True when a connection of an earlier request closed before any byte of an answer.
    /// </summary>
    public bool IsStaleConnection => _isStaleConnection;

    /// <summary>
    /// True while a slow connection is better than none: making it may take longer.
    /// </summary>
    public bool IsPatient { get; set; }

    /// <summary>The transport that carries the connection; null without one.</summary>
    public ITransport Transport => _transport;

    /// <summary>Uptime at which the request at hand was begun.</summary>
    public long BegunMs => _begunMs;

    /// <summary>How long the connection took to make, in ms.</summary>
    public int ConnectedInMs { get; private set; }

    /// <summary>True when the body of the last answer was longer than is taken.</summary>
    public bool IsTooLong => _reader.IsTooLong;

    /// <summary>Another sink takes the next body; null: the answer does.</summary>
    public void Use(IJsonSink sink) => _reader.Use(sink ?? _answer);

    /// <summary>Names the acquirer's host; takes effect with the next connection.</summary>
    public void SetHost(byte[] host, int hostLength, int port)
    {
        _host = host;
        _hostLength = hostLength;
        _port = port;
    }

    /// <summary>Begins to connect; an earlier connection is dropped.</summary>
    public void Connect(ITransport transport, long nowMs)
    {
        Close();
        _transport = transport;
        _stage = TransportState.Closed;
        _deadlineMs = nowMs + Limits.ConnectMs;
        _sentBytes = 0;
        _requestsOnConnection = 0;
        _answersOnConnection = 0;
        _isStaleConnection = false;
        _fault = FaultCode.None;
        _state = ConnectionState.Connecting;
        _begunMs = nowMs;
    }

    /// <summary>
    /// Sends a request over the ready connection; the answer's owner has reset the answer.
    /// </summary>
    public void Send(byte[] request, int length, long nowMs)
    {
        Invariant.Check(_state == ConnectionState.Ready);
        _receivedAt = _receivedEnd;
        // A connection that was ready long before may be closed at the far end like a used one.
        _requestsOnConnection += nowMs - _begunMs >= Limits.WarmConnectionMs ? 1 : 0;
        Await(nowMs);
        Put(request, length);
        StepBusy(nowMs);
    }

    /// <summary>
    /// Sends one more request behind the one at hand; its answer is the next but
    /// <see cref="Acknowledge"/> for each before it.
    /// </summary>
    public void Follow(byte[] request, int length)
    {
        Invariant.Check(CanFollow);
        _following++;
        Put(request, length);
        Write();
    }

    /// <summary>
    /// Goes on after an answer or a failure has been dealt with: to the request that follows, if
    /// there is one and its connection stands.
    /// </summary>
    public void Acknowledge(long nowMs)
    {
        if (_transport == null)
        {
            _state = ConnectionState.Closed;
            _sentBytes = 0;
        }
        else if (_following > 0)
        {
            _following--;
            Await(nowMs);
        }
        else
        {
            _sentBytes = 0;
            _state = ConnectionState.Ready;
            StepReady();
        }
    }

    /// <summary>Drops the connection and whatever was being asked.</summary>
    public void Close()
    {
        if (_transport != null)
        {
            _transport.Close();
            _transport = null;
        }

        _following = 0;
        _receivedAt = _receivedEnd;
        _state = ConnectionState.Closed;
    }

    /// <summary>Moves the exchange on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        if (_state == ConnectionState.Busy)
        {
            StepBusy(nowMs);
            return _sentBytes < _requestLength ? Limits.BusyStepMs : Limits.AnswerStepMs;
        }

        if (_state == ConnectionState.Connecting)
        {
            StepConnecting(nowMs);
            return Limits.BusyStepMs;
        }

        StepReady();
        return Limits.IdleStepMs;
    }

    private void Put(byte[] request, int length)
    {
        _request = request;
        _requestLength = length;
        _sentBytes = 0;
        _requestsOnConnection++;
    }

    private void Await(long nowMs)
    {
        _reader.Reset();
        _deadlineMs = nowMs + Limits.FirstByteMs;
        _answerDeadlineMs = nowMs + Limits.WholeAnswerMs;
        _begunMs = nowMs;
        _state = ConnectionState.Busy;
    }

    // The peer tidied up an idle connection: no harm, no fault. Bytes that nobody asked for would
    // pass for the next request's answer, so they end the connection too.
    private void StepReady()
    {
        if (_state == ConnectionState.Ready
            && (_transport.State != TransportState.Open
                || _transport.Read(_received, 0, _received.Length) > 0))
        {
            Close();
        }
    }

    private void StepConnecting(long nowMs)
    {
        TransportState state = _transport.State;
        if (state == TransportState.Open)
        {
            ConnectedInMs = (int)(nowMs - BegunMs);
            _state = ConnectionState.Ready;
            return;
        }

        if (state == TransportState.Failed)
        {
            Fail(_transport.Fault);
            return;
        }

        if (state == TransportState.Closed || state == TransportState.PeerClosed)
        {
            if (_stage != TransportState.Closed)
            {
                Fail(FaultCode.ConnectionRefused);
                return;
            }

            // A false answer means that the bearer is not ready: ask again until the deadline.
            _transport.Open(_host, _hostLength, _port);
            state = _transport.State;
        }

        if (state == TransportState.Handshaking && _stage != state)
        {
            _deadlineMs = nowMs + Limits.HandshakeMs;
        }

        _stage = state;
        if (nowMs >= _deadlineMs + (IsPatient ? Limits.ConnectPatienceMs : 0))
        {
            Fail(StageFault(state));
        }
    }

    private static FaultCode StageFault(TransportState state) =>
        state == TransportState.Handshaking ? FaultCode.HandshakeFailed
        : state == TransportState.Resolving ? FaultCode.NameNotFound : FaultCode.ConnectTimeout;

    private void StepBusy(long nowMs)
    {
        if (_sentBytes < _requestLength)
        {
            Write();
        }

        // Asked before the bytes: the last ones may come along with the end of the connection.
        TransportState state = _transport.State;
        if (Receive() > 0)
        {
            if (_state != ConnectionState.Busy)
            {
                return;
            }
        }
        else if (state != TransportState.Open)
        {
            EndOfConnection(state);
            return;
        }

        if (!_reader.HasBegun && nowMs >= _deadlineMs)
        {
            Fail(FaultCode.AcquirerSilent);
        }
        else if (nowMs >= _answerDeadlineMs)
        {
            Fail(FaultCode.AnswerIncomplete);
        }
    }

    private void Write() =>
        _sentBytes += _transport.Write(_request, _sentBytes, _requestLength - _sentBytes);

    // Takes at most a few buffers at a time, so that a flood cannot hold the loop.
    private int Receive()
    {
        int total = 0;
        for (int round = 0; round < Limits.ReceiveRoundsMax; round++)
        {
            if (_receivedAt == _receivedEnd)
            {
                _receivedEnd = _transport.Read(_received, 0, _received.Length);
                _receivedAt = 0;
                if (_receivedEnd == 0)
                {
                    break;
                }
            }

            int count = _receivedEnd - _receivedAt;
            total += count;
            ParseResult result = _reader.Read(_received, _receivedAt, count);
            _receivedAt += _reader.Consumed;
            if (result == ParseResult.NeedMore)
            {
                continue;
            }

            if (result == ParseResult.Malformed)
            {
                Fail(FaultCode.AnswerMalformed);
            }
            else
            {
                // Bytes beyond the last answer were never asked for: the connection is of no
                // further use.
                EndWithAnswer(_following > 0
                    || (_receivedAt == _receivedEnd && _sentBytes == _requestLength));
            }

            break;
        }

        return total;
    }

    private void EndOfConnection(TransportState state)
    {
        if (_reader.HasBegun && _reader.Close() == ParseResult.Done)
        {
            EndWithAnswer(false);
            return;
        }

        _isStaleConnection = _requestsOnConnection > 1 && !_reader.HasBegun;
        FaultCode fault = state == TransportState.Failed ? _transport.Fault : FaultCode.None;
        Fail(fault == FaultCode.None ? FaultCode.ConnectionLost : fault);
    }

    private void EndWithAnswer(bool isReusable)
    {
        _answersOnConnection++;
        if (!isReusable || !_answer.IsKeepAlive)
        {
            Close();
        }

        _state = ConnectionState.Answered;
    }

    private void Fail(FaultCode fault)
    {
        _mayBeReceived = _following > 0 || _sentBytes > 0;
        Close();
        _fault = fault;
        _state = ConnectionState.Failed;
    }
}
