using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// A transport in virtual time whose server is the world's. Its calls allocate nothing, so that
/// what is measured around a step is the agent's alone.
/// </summary>
public sealed class AgentWorldTransport(AgentWorldClock clock) : ITransport
{
    private readonly byte[] _sent = new byte[65_536];
    private readonly byte[] _answer = new byte[1 << 20];
    private int _sentLength;
    private int _answerAt;
    private int _answerLength;
    private long _dueMs;
    private bool _isClosing;
    private FaultCode _break;
    private TransportState _state;

    /// <summary>False: the bearer cannot open now.</summary>
    public bool CanOpen { get; set; } = true;

    /// <summary>What an opening ends in; None: it succeeds.</summary>
    public FaultCode OpenFault { get; set; }

    /// <summary>The stage in which an opening hangs for ever; Closed: none.</summary>
    public TransportState HangsIn { get; set; }

    /// <summary>How long each stage takes, in ms.</summary>
    public int StageMs { get; set; } = 30;

    /// <summary>Most bytes taken by one write.</summary>
    public int WriteBytesMax { get; set; } = int.MaxValue;

    /// <summary>Most bytes given by one read.</summary>
    public int ReadBytesMax { get; set; } = int.MaxValue;

    /// <summary>
    /// Called inside every call of the agent's, before (false) and after (true) the call does its work: what a worker
    /// thread could do at that moment.
    /// </summary>
    public Action<AgentWorldCall, bool>? Inside { get; set; }

    /// <summary>Connections begun.</summary>
    public int Opened { get; private set; }

    /// <summary>Everything written to the wire, for tests that search it.</summary>
    public List<byte> ByteCodec { get; } = [];

    /// <summary>True to keep <see cref="ByteCodec"/>.</summary>
    public bool IsTapped { get; set; }

    /// <inheritdoc/>
    public FaultCode Fault { get; private set; }

    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            Inside?.Invoke(AgentWorldCall.State, false);
            Advance();
            TransportState state = _state;
            Inside?.Invoke(AgentWorldCall.State, true);
            return state;
        }
    }

    /// <summary>What the peer has received and not yet taken.</summary>
    public ReadOnlySpan<byte> Received => _sent.AsSpan(0, _sentLength);

    /// <summary>The peer takes what it has received.</summary>
    public void Take(int count)
    {
        Array.Copy(_sent, count, _sent, 0, _sentLength - count);
        _sentLength -= count;
    }

    /// <summary>The peer answers.</summary>
    public void Answer(AgentWorldReply reply)
    {
        reply.Bytes.CopyTo(_answer, _answerLength);
        _answerLength += reply.Bytes.Length;
        _isClosing |= reply.IsClosing;
        _break = reply.Break;
        _dueMs = clock.UptimeMs + reply.DelayMs;
    }

    /// <summary>The connection that is being made stands at once.</summary>
    /// <returns>False when none is being made.</returns>
    public bool OpenNow()
    {
        bool isOpening = _state is TransportState.Resolving or TransportState.Connecting or TransportState.Handshaking;
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
        Inside?.Invoke(AgentWorldCall.Open, false);
        if (!CanOpen)
        {
            return false;
        }

        Reset();
        Opened++;
        Enter(TransportState.Resolving);
        Inside?.Invoke(AgentWorldCall.Open, true);
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        Inside?.Invoke(AgentWorldCall.Read, false);
        int count = clock.UptimeMs < _dueMs ? 0 : Take(buffer, offset, capacity);
        Inside?.Invoke(AgentWorldCall.Read, true);
        return count;
    }

    private int Take(byte[] buffer, int offset, int capacity)
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

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        Inside?.Invoke(AgentWorldCall.Write, false);
        Advance();
        if (_state != TransportState.Open)
        {
            return 0;
        }

        count = Math.Min(count, WriteBytesMax);
        Array.Copy(buffer, offset, _sent, _sentLength, count);
        _sentLength += count;
        if (IsTapped)
        {
            ByteCodec.AddRange(buffer.AsSpan(offset, count));
        }

        Inside?.Invoke(AgentWorldCall.Write, true);
        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        Inside?.Invoke(AgentWorldCall.Close, false);
        Reset();
        Inside?.Invoke(AgentWorldCall.Close, true);
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

    private void Advance()
    {
        if (clock.UptimeMs < _dueMs || _state == HangsIn)
        {
            return;
        }

        if (_state is TransportState.Resolving or TransportState.Connecting)
        {
            Enter(_state + 1);
        }
        else if (_state == TransportState.Handshaking)
        {
            Enter(OpenFault == FaultCode.None ? TransportState.Open : TransportState.Failed);
            Fault = OpenFault;
            _dueMs = 0;
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
