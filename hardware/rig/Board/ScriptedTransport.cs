using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// TLS in a few words: each stage takes its time or fails with a fault, and every request is answered by one
/// function. For pictures and for tests in hand-moved time.
/// </summary>
public sealed class ScriptedTransport(IClock clock) : ITransport
{
    private readonly Queue<byte> _toAgent = new();
    private readonly StringBuilder _request = new();
    private TransportState _state;
    private long _sinceMs;

    /// <summary>How long each stage takes, in ms.</summary>
    public int StageMs { get; set; } = 100;

    /// <summary>The stage that fails; none by default.</summary>
    public TransportState? FailsAt { get; set; }

    /// <summary>Why it fails.</summary>
    public FaultCode FailsWith { get; set; }

    /// <summary>What answers a whole request.</summary>
    public Func<string, string> Answer { get; set; } = _ => "HTTP/1.1 200 OK\r\nContent-Type: "
        + "application/json\r\nContent-Length: 15\r\n\r\n{\"payments\":[]}";

    /// <summary>Requests that came.</summary>
    public List<string> Requests { get; } = [];

    /// <inheritdoc/>
    public TransportState State
    {
        get
        {
            while (IsOnTheWay() && clock.UptimeMs - _sinceMs >= StageMs)
            {
                _sinceMs += StageMs;
                _state = _state == FailsAt ? TransportState.Failed : _state + 1;
            }

            return _state;
        }
    }

    /// <inheritdoc/>
    public FaultCode Fault => State == TransportState.Failed ? FailsWith : FaultCode.None;

    /// <inheritdoc/>
    public bool Open(byte[] host, int hostLength, int port)
    {
        Close();
        _state = TransportState.Resolving;
        _sinceMs = clock.UptimeMs;
        return true;
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = 0;
        while (count < capacity && _toAgent.TryDequeue(out byte next))
        {
            buffer[offset + count++] = next;
        }

        return count;
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        _request.Append(Encoding.Latin1.GetString(buffer, offset, count));
        string request = _request.ToString();
        if (request.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            _request.Clear();
            Requests.Add(request);
            foreach (byte value in Encoding.Latin1.GetBytes(Answer(request)))
            {
                _toAgent.Enqueue(value);
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public void Close()
    {
        _state = TransportState.Closed;
        _toAgent.Clear();
        _request.Clear();
    }

    private bool IsOnTheWay() => _state is TransportState.Resolving or TransportState.Connecting
        or TransportState.Handshaking;
}
