using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// The board's listener for tills in memory: whoever plays a till connects here, and real TCP is bridged to it by
/// <see cref="TillServer"/>. The agent's side and the tills' may be called from any thread.
/// </summary>
public sealed class VirtualTillPort(Action? woken = null) : ITillPort
{
    private readonly Lock _gate = new();
    private readonly TillConnection?[] _channels = new TillConnection?[Terminal.Agent.Limits.TillChannels];

    /// <summary>Told when the agent listens on another TCP port; 0: on none.</summary>
    public event Action<int>? ListeningChanged;

    /// <summary>The TCP port that the agent listens on; 0: none.</summary>
    public int Port { get; private set; }

    /// <inheritdoc/>
    public int ChannelCount => _channels.Length;

    /// <summary>A till connects.</summary>
    /// <param name="address">Its IPv4 address, first octet in the top byte.</param>
    /// <returns>Null when it is refused, or closed at once because all connections are taken.</returns>
    public TillConnection? Connect(uint address)
    {
        lock (_gate)
        {
            int free = Array.IndexOf(_channels, null);
            if (Port == 0 || free < 0)
            {
                return null;
            }

            var connection = new TillConnection(address, _gate, woken);
            _channels[free] = connection;
            woken?.Invoke();
            return connection;
        }
    }

    /// <summary>Power has gone: every connection breaks.</summary>
    public void Break()
    {
        lock (_gate)
        {
            for (int i = 0; i < _channels.Length; i++)
            {
                _channels[i]?.Break();
                _channels[i] = null;
            }
        }

        Listen(0);
    }

    /// <inheritdoc/>
    public void Listen(int port)
    {
        if (port != Port)
        {
            Port = port;
            ListeningChanged?.Invoke(port);
        }
    }

    /// <inheritdoc/>
    public TillChannelState State(int channel)
    {
        lock (_gate)
        {
            return _channels[channel]?.State ?? TillChannelState.Free;
        }
    }

    /// <inheritdoc/>
    public uint Address(int channel)
    {
        lock (_gate)
        {
            return _channels[channel]?.Address ?? 0;
        }
    }

    /// <inheritdoc/>
    public int Read(int channel, byte[] buffer, int offset, int capacity)
    {
        lock (_gate)
        {
            return _channels[channel]?.Take(buffer, offset, capacity) ?? 0;
        }
    }

    /// <inheritdoc/>
    public bool Write(int channel, byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            return _channels[channel] is TillConnection connection
                && connection.Put(buffer.AsSpan(offset, count).ToArray());
        }
    }

    /// <inheritdoc/>
    public void Close(int channel)
    {
        lock (_gate)
        {
            _channels[channel]?.End();
            _channels[channel] = null;
        }
    }
}
