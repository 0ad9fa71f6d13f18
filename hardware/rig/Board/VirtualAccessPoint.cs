using System.Collections.Concurrent;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Board;

/// <summary>
/// The access point of a board without a radio: what is stored outlives power cuts and counts from the next start on,
/// and phones are whoever calls <see cref="Connect"/> and <see cref="Send"/>.
/// </summary>
public sealed class VirtualAccessPoint : IAccessPoint
{
    /// <summary>192.168.4.2: the first phone.</summary>
    public const uint FirstPhone = 0xC0A80402;

    private readonly VirtualPhoneConnection?[] _connections = new VirtualPhoneConnection?[Limits.PhoneChannels];
    private readonly ConcurrentQueue<byte[]>[] _asked = [new(), new()];
    private (string Ssid, string Passphrase)? _stored;

    /// <summary>What phones see, name and passphrase; null while there is no access point.</summary>
    public (string Ssid, string Passphrase)? Air { get; private set; }

    /// <summary>How often something was stored.</summary>
    public int Stores { get; private set; }

    /// <summary>True while its memory takes nothing.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Called before something is stored: a power cut may come here.</summary>
    public Action? Storing { get; set; }

    /// <summary>Answers to datagrams, with whether they went to all.</summary>
    public ConcurrentQueue<(PhoneService Service, byte[] Bytes, bool IsToAll)> Answers { get; } = new();

    /// <inheritdoc/>
    public bool IsUp => Air is not null;

    /// <inheritdoc/>
    public bool IsStoring => false;

    /// <inheritdoc/>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public int ChannelCount => IsUp ? _connections.Length : 0;

    /// <summary>The board starts: what is stored counts from now on.</summary>
    public void Restart()
    {
        Air = _stored;
        Array.Clear(_connections);
        Array.ForEach(_asked, queue => queue.Clear());
        Answers.Clear();
    }

    /// <summary>A phone connects; null when all connections are taken.</summary>
    public VirtualPhoneConnection? Connect(uint address = FirstPhone)
    {
        int free = Array.FindIndex(_connections, one => one is null);
        return IsUp && free >= 0 ? _connections[free] = new VirtualPhoneConnection { Address = address } : null;
    }

    /// <summary>A phone sends a datagram.</summary>
    public void Send(PhoneService service, byte[] datagram) => _asked[(int)service].Enqueue(datagram);

    /// <inheritdoc/>
    public bool Store(byte[] ssid, int ssidLength, byte[] passphrase, int passphraseLength)
    {
        Storing?.Invoke();
        HasFailed = IsBroken;
        Stores++;
        if (!IsBroken)
        {
            _stored = passphraseLength == 0 ? null
                : (Encoding.ASCII.GetString(ssid, 0, ssidLength),
                    Encoding.ASCII.GetString(passphrase, 0, passphraseLength));
        }

        return true;
    }

    /// <inheritdoc/>
    public PhoneChannelState State(int channel) => _connections[channel] switch
    {
        null => PhoneChannelState.Free,
        { IsBroken: true } => PhoneChannelState.Broken,
        _ => PhoneChannelState.Open,
    };

    /// <inheritdoc/>
    public uint PhoneAt(int channel) => _connections[channel]?.Address ?? 0;

    /// <inheritdoc/>
    public int Read(int channel, byte[] buffer, int offset, int capacity) =>
        _connections[channel]?.Take(buffer.AsSpan(offset, capacity)) ?? 0;

    /// <inheritdoc/>
    public int Write(int channel, byte[] buffer, int offset, int count) =>
        _connections[channel]?.Put(buffer.AsSpan(offset, count)) ?? 0;

    /// <inheritdoc/>
    public void Close(int channel)
    {
        _connections[channel]?.End();
        _connections[channel] = null;
    }

    /// <inheritdoc/>
    public int Receive(PhoneService service, byte[] buffer)
    {
        if (!_asked[(int)service].TryDequeue(out byte[]? datagram))
        {
            return 0;
        }

        int count = Math.Min(datagram.Length, buffer.Length);
        Array.Copy(datagram, buffer, count);
        return count;
    }

    /// <inheritdoc/>
    public void Reply(PhoneService service, byte[] buffer, int count, bool isToAll) =>
        Answers.Enqueue((service, buffer[..count], isToAll));
}
