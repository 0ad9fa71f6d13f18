using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// TLS in moved time: each stage takes its time, hangs or fails, and what the agent sends is answered by a function or
/// by whoever owns the transport. Unless <see cref="Answer"/> is set, a call allocates nothing.
/// </summary>
public sealed class ScriptedTransport(IClock clock) : ITransport
{
    /// <summary>An answer without payments.</summary>
    public const string NoPayments = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
        + "{\"payments\":[]}";

    private const int SentBytesMax = 65_536;
    private readonly byte[] _sent = new byte[SentBytesMax];
    private byte[] _answer = new byte[4_096];
    private int _sentLength;
    private int _answerAt;
    private int _answerLength;
    private long _dueMs;
    private bool _isClosing;
    private FaultCode _break;
    private TransportState _state;

    /// <summary>False: the bearer cannot open now.</summary>
    public bool CanOpen { get; set; } = true;

    /// <summary>The stage that fails; null: none.</summary>
    public TransportState? FailsAt { get; set; }

    /// <summary>Why it fails.</summary>
    public FaultCode FailsWith { get; set; }

    /// <summary>The stage in which an opening hangs for ever; null: none.</summary>
    public TransportState? HangsIn { get; set; }

    /// <summary>How long each stage takes, in ms.</summary>
    public int StageMs { get; set; } = 100;

    /// <summary>Most bytes taken by one write.</summary>
    public int WriteBytesMax { get; set; } = int.MaxValue;

    /// <summary>Most bytes given by one read.</summary>
    public int ReadBytesMax { get; set; } = int.MaxValue;

    /// <summary>What answers a whole request at once; null: who owns the transport takes and replies.</summary>
    public Func<string, string>? Answer { get; set; }

    /// <summary>Requests that <see cref="Answer"/> was asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Told of all that is written; null: nobody listens.</summary>
    public Action<ReadOnlyMemory<byte>>? Written { get; set; }

    /// <summary>True: what is written goes nowhere.</summary>
    public bool IsSink { get; set; }

    /// <summary>Connections begun.</summary>
    public int Opened { get; private set; }

    /// <summary>
    /// Called inside every call of the agent's, before (false) and after (true) the call does its work: what a worker
    /// thread could do at that moment.
    /// </summary>
    public Action<TransportCall, bool>? Inside { get; set; }

    /// <inheritdoc/>
    public FaultCode Fault { get; private set; }

    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            Inside?.Invoke(TransportCall.State, false);
            Advance();
            TransportState state = _state;
            Inside?.Invoke(TransportCall.State, true);
            return state;
        }
    }

    /// <summary>What the peer has received and not yet taken.</summary>
    public ReadOnlySpan<byte> Received => _sent.AsSpan(0, _sentLength);

    /// <summary>From now on a handshake ends in a fault; None: it succeeds.</summary>
    public void RefuseWith(FaultCode fault)
    {
        FailsAt = fault == FaultCode.None ? null : TransportState.Handshaking;
        FailsWith = fault;
    }

    /// <summary>The peer takes what it has received.</summary>
    public void Take(int count)
    {
        Array.Copy(_sent, count, _sent, 0, _sentLength - count);
        _sentLength -= count;
    }

    /// <summary>The peer answers.</summary>
    /// <param name="bytes">What it sends.</param>
    /// <param name="delayMs">After how long.</param>
    /// <param name="isClosing">The peer closes after it.</param>
    /// <param name="breaksWith">The connection breaks after it; None: it does not.</param>
    public void Reply(
        ReadOnlySpan<byte> bytes, int delayMs = 0, bool isClosing = false, FaultCode breaksWith = FaultCode.None)
    {
        if (_answerLength + bytes.Length > _answer.Length)
        {
            Array.Resize(ref _answer, 2 * (_answerLength + bytes.Length));
        }

        bytes.CopyTo(_answer.AsSpan(_answerLength));
        _answerLength += bytes.Length;
        _isClosing |= isClosing;
        _break = breaksWith;
        _dueMs = clock.UptimeMs + delayMs;
    }

    /// <summary>The connection that is being made stands at once.</summary>
    /// <returns>False when none is being made.</returns>
    public bool OpenNow()
    {
        bool isOpening = IsOpening;
        _state = isOpening ? TransportState.Open : _state;
        _dueMs = isOpening ? 0 : _dueMs;
        return isOpening;
    }

    /// <summary>The connection ends at once; what the peer had sent can still be read.</summary>
    /// <returns>False when there is none.</returns>
    public bool EndNow(FaultCode fault)
    {
        if (_state is TransportState.Closed or TransportState.PeerClosed or TransportState.Failed)
        {
            return false;
        }

        Fault = fault;
        _state = fault == FaultCode.None ? TransportState.PeerClosed : TransportState.Failed;
        return true;
    }

    /// <summary>What the peer has answered is there at once.</summary>
    public void ArriveNow() => _dueMs = clock.UptimeMs;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        Inside?.Invoke(TransportCall.Open, false);
        if (!CanOpen)
        {
            return false;
        }

        Reset();
        Opened++;
        Enter(TransportState.Resolving);
        Inside?.Invoke(TransportCall.Open, true);
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        Inside?.Invoke(TransportCall.Read, false);
        int count = clock.UptimeMs < _dueMs ? 0 : Give(buffer, offset, capacity);
        Inside?.Invoke(TransportCall.Read, true);
        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        Inside?.Invoke(TransportCall.Write, false);
        Advance();
        count = _state == TransportState.Open ? Accept(buffer, offset, count) : 0;
        Inside?.Invoke(TransportCall.Write, true);
        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        Inside?.Invoke(TransportCall.Close, false);
        Reset();
        Inside?.Invoke(TransportCall.Close, true);
    }

    private bool IsOpening => _state is TransportState.Resolving or TransportState.Connecting
        or TransportState.Handshaking;

    private int Give(byte[] buffer, int offset, int capacity)
    {
        int count = Math.Min(Math.Min(capacity, ReadBytesMax), _answerLength - _answerAt);
        Array.Copy(_answer, _answerAt, buffer, offset, count);
        _answerAt += count;
        if (_answerAt == _answerLength)
        {
            _answerAt = 0;
            _answerLength = 0;
        }

        return count;
    }

    private int Accept(byte[] buffer, int offset, int count)
    {
        count = Math.Min(count, WriteBytesMax);
        Written?.Invoke(buffer.AsMemory(offset, count));
        if (IsSink)
        {
            return count;
        }

        Array.Copy(buffer, offset, _sent, _sentLength, count);
        _sentLength += count;
        if (Answer is not null && Received.IndexOf("\r\n\r\n"u8) >= 0)
        {
            string request = Encoding.Latin1.GetString(Received);
            Take(_sentLength);
            Requests.Add(request);
            Reply(Encoding.Latin1.GetBytes(Answer(request)));
        }

        return count;
    }

    private void Reset()
    {
        _sentLength = 0;
        _answerAt = 0;
        _answerLength = 0;
        _isClosing = false;
        _break = FaultCode.None;
        Fault = FaultCode.None;
        _dueMs = 0;
        _state = TransportState.Closed;
    }

    // A stage may take no time at all.
    private void Advance()
    {
        TransportState before;
        do
        {
            before = _state;
            if (clock.UptimeMs >= _dueMs && _state != HangsIn)
            {
                AdvanceOnce();
            }
        }
        while (_state != before);
    }

    private void AdvanceOnce()
    {
        if (IsOpening)
        {
            bool isFailing = _state == FailsAt;
            Enter(isFailing ? TransportState.Failed : _state + 1);
            Fault = isFailing ? FailsWith : FaultCode.None;
            _dueMs = IsOpening ? _dueMs : 0;
        }
        else if (_state == TransportState.Open && _answerLength == 0)
        {
            Fault = _break;
            _state = _break != FaultCode.None ? TransportState.Failed
                : _isClosing ? TransportState.PeerClosed : _state;
        }
    }

    private void Enter(TransportState state)
    {
        _state = state;
        _dueMs = clock.UptimeMs + StageMs;
    }
}
