using System.Text;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>A till's end of a connection to <see cref="VirtualTillPort"/>.</summary>
public sealed class TillConnection
{
    private readonly Lock _gate;
    private readonly Action? _woken;
    private readonly Queue<byte> _toTerminal = new();
    private bool _isFinished;
    private bool _isBroken;

    internal TillConnection(uint address, Lock gate, Action? woken)
    {
        Address = address;
        _gate = gate;
        _woken = woken;
    }

    /// <summary>Each answer as it is written, on the agent's thread.</summary>
    public event Action<byte[]>? Written;

    /// <summary>Told once when the terminal has closed, on the agent's thread.</summary>
    public event Action? Closed;

    /// <summary>The till's IPv4 address.</summary>
    public uint Address { get; }

    /// <summary>Everything that the terminal has written, one entry for each write.</summary>
    public List<byte[]> Answers { get; } = [];

    /// <summary>True once the terminal has closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>All that the terminal has written, as text.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return Encoding.Latin1.GetString([.. Answers.SelectMany(a => a)]);
            }
        }
    }

    internal TillChannelState State => _isBroken ? TillChannelState.Broken
        : _isFinished && _toTerminal.Count == 0 ? TillChannelState.HalfClosed : TillChannelState.Open;

    /// <summary>The till sends.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (byte value in bytes)
            {
                _toTerminal.Enqueue(value);
            }
        }

        _woken?.Invoke();
    }

    /// <summary>The till ends its direction: FIN.</summary>
    public void Finish()
    {
        _isFinished = true;
        _woken?.Invoke();
    }

    /// <summary>The till, or the network, breaks the connection off: RST.</summary>
    public void Break()
    {
        _isBroken = true;
        _woken?.Invoke();
    }

    internal int Take(byte[] buffer, int offset, int capacity)
    {
        int count = Math.Min(capacity, _toTerminal.Count);
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = _toTerminal.Dequeue();
        }

        return count;
    }

    internal bool Put(byte[] bytes)
    {
        if (_isBroken)
        {
            return false;
        }

        Answers.Add(bytes);
        Written?.Invoke(bytes);
        return !_isBroken;
    }

    internal void End()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Closed?.Invoke();
        }
    }
}
