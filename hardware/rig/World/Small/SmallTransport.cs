using System.Globalization;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Ports;

namespace Terminal.Rig.World.Small;

/// <summary>
/// TLS over the one link, which tells the world of every boundary that a message passes. What has
/// been taken of a message arrives if it is whole, even where its connection is gone by then.
/// </summary>
internal sealed class SmallTransport(SmallWorld world) : ITransport
{
    private const int OpenMs = 150;
    private const int UpMs = 40;

    private readonly Queue<byte> _arrived = new();
    private SmallMessage? _sending;

    public TransportState State { get; private set; }

    public FaultCode Fault { get; private set; }

    /// <summary>Counts connections: what belongs to an earlier one is not delivered.</summary>
    public int Generation { get; private set; }

    /// <summary>Bytes that wait to be read.</summary>
    public int Available => _arrived.Count;

    public bool Open(byte[] host, int hostLength, int port)
    {
        Close();
        if (!world.IsLinkUp)
        {
            return false;
        }

        State = TransportState.Handshaking;
        int generation = Generation;
        world.Time.After(OpenMs, () =>
        {
            if (generation == Generation && State == TransportState.Handshaking)
            {
                State = TransportState.Open;
                world.Wake();
            }
        });
        return true;
    }

    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = Math.Min(capacity, _arrived.Count);
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] = _arrived.Dequeue();
        }

        return count;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        int taken = 0;
        while (State == TransportState.Open && taken < count)
        {
            if (_sending is null)
            {
                SmallMessage begun = world.Begin(buffer.AsSpan(offset + taken, count - taken));
                _sending = begun;
                world.Pass(begun, Boundary.BeforeSend);
                if (!ReferenceEquals(_sending, begun))
                {
                    return taken;
                }
            }

            taken += Send(_sending, buffer.AsSpan(offset + taken, count - taken));
        }

        return taken;
    }

    public void Close()
    {
        Generation++;
        _sending = null;
        _arrived.Clear();
        State = TransportState.Closed;
        Fault = FaultCode.None;
    }

    /// <summary>The connection ends by itself, or the link under it does.</summary>
    public void Lose(bool isByPeer)
    {
        if (State is TransportState.Open or TransportState.Handshaking)
        {
            Generation++;
            _sending = null;
            State = isByPeer ? TransportState.PeerClosed : TransportState.Failed;
            Fault = isByPeer ? FaultCode.None : FaultCode.ConnectionLost;
            world.Wake();
        }
    }

    /// <summary>Bytes of an answer come, unless their connection is another one's by now.</summary>
    public bool Deliver(int generation, ReadOnlySpan<byte> bytes)
    {
        if (generation != Generation || State != TransportState.Open)
        {
            return false;
        }

        foreach (byte value in bytes)
        {
            _arrived.Enqueue(value);
        }

        world.Wake();
        return true;
    }

    private int Send(SmallMessage message, ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        Measure(message, bytes);
        if (message.Passed < Boundary.InSend)
        {
            int half = Math.Clamp((message.WholeBytes / 2) - message.Bytes.Count, 0, bytes.Length);
            message.Bytes.AddRange(bytes[..half]);
            taken = half;
            world.Pass(message, Boundary.InSend);
            if (!ReferenceEquals(_sending, message))
            {
                return taken;
            }
        }

        int rest = Math.Min(bytes.Length - taken, message.WholeBytes - message.Bytes.Count);
        message.Bytes.AddRange(bytes.Slice(taken, rest));
        taken += rest;
        if (message.IsWhole)
        {
            _sending = null;
            int generation = Generation;
            world.Hand(message);
            world.Time.After(UpMs, () => world.Arrive(message, generation));
            world.Pass(message, Boundary.AfterSend);
        }

        return taken;
    }

    private static void Measure(SmallMessage message, ReadOnlySpan<byte> bytes)
    {
        if (message.WholeBytes > 0)
        {
            return;
        }

        string text = Encoding.ASCII.GetString([.. message.Bytes, .. bytes]);
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            throw new InvalidOperationException("The head of a request came in several writes.");
        }

        const string Name = "Content-Length:";
        int at = text.IndexOf(Name, 0, head, StringComparison.OrdinalIgnoreCase);
        int end = at < 0 ? -1 : text.IndexOf('\r', at);
        int body = at < 0 ? 0
            : int.Parse(text.AsSpan(at + Name.Length, end - at - Name.Length),
                NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        message.WholeBytes = head + 4 + body;
    }
}
