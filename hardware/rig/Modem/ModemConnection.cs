namespace Terminal.Rig.Modem;

/// <summary>
/// One connection of the modem's services: the network's session, what has come on it and waits to
/// be handed out, and what the terminal has been told of it.
/// </summary>
internal sealed class ModemConnection(int number)
{
    private const int CacheBytesMax = 16_384;

    private readonly MemoryStream _cache = new();
    private readonly byte[] _piece = new byte[512];
    private int _read;

    /// <summary>Its number in its service.</summary>
    public int Number => number;

    /// <summary>The network's session; null when there is none.</summary>
    public IModemSession? Session { get; private set; }

    /// <summary>What it was opened with; null when there is none.</summary>
    public ModemSessionRequest? Request { get; private set; }

    /// <summary>The terminal knows that it is open.</summary>
    public bool IsOpenReported { get; set; }

    /// <summary>The terminal knows that bytes wait.</summary>
    public bool IsEventRaised { get; set; }

    /// <summary>The terminal knows that the peer has closed.</summary>
    public bool IsPeerCloseTold { get; set; }

    /// <summary>A report of sending is to be told before anything that comes after it.</summary>
    public bool IsReportDue { get; set; }

    /// <summary>Bytes that went to the peer.</summary>
    public long BytesOut { get; set; }

    /// <summary>Bytes that the terminal has taken.</summary>
    public long BytesIn { get; private set; }

    /// <summary>Bytes that wait.</summary>
    public int Cached => (int)_cache.Length - _read;

    /// <summary>No more is taken from the network until some of it is taken.</summary>
    public bool IsFull => Cached >= CacheBytesMax;

    /// <summary>Open, as far as the terminal knows.</summary>
    public bool IsOpen => Session is not null && IsOpenReported;

    /// <summary>The peer has closed, or the connection has broken.</summary>
    public bool IsOver =>
        Session?.State is ModemSessionState.PeerClosed or ModemSessionState.Failed;

    /// <summary>Takes a session over; what was before it is forgotten.</summary>
    public void Begin(IModemSession session, ModemSessionRequest request)
    {
        End();
        Session = session;
        Request = request;
        BytesOut = 0;
        BytesIn = 0;
    }

    /// <summary>Closes it and forgets what has come.</summary>
    public void End()
    {
        Disconnect();
        IsOpenReported = false;
        IsEventRaised = false;
        IsPeerCloseTold = false;
        IsReportDue = false;
        _cache.SetLength(0);
        _read = 0;
    }

    /// <summary>Closes it; what has come may still be taken.</summary>
    public void Disconnect()
    {
        Session?.Dispose();
        Session = null;
        Request = null;
    }

    /// <summary>Moves what has come into the cache, as far as it has room.</summary>
    public void Fill()
    {
        while (Session is not null && !IsFull)
        {
            int count = Session.Read(_piece);
            if (count == 0)
            {
                return;
            }

            _cache.Position = _cache.Length;
            _cache.Write(_piece, 0, count);
        }
    }

    /// <summary>Takes bytes that wait; the result holds until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var bytes = _cache.GetBuffer().AsSpan(_read, count);
        _read += count;
        BytesIn += count;
        if (Cached == 0)
        {
            _cache.SetLength(0);
            _read = 0;
            IsEventRaised = false;
        }

        return bytes;
    }
}
