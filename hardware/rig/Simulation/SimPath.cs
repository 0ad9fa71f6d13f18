namespace Terminal.Rig.Simulation;

/// <summary>
/// The way from one link to the acquirer: delay, loss and everything that can break on it. Loss costs what TCP's
/// retransmission costs; nothing overtakes.
/// </summary>
public sealed class SimPath(SimTime time, Random random)
{
    private const int RetransmitMsMin = 200;
    private const int RetransmitMsMax = 60_000;

    private double _freeUpMs;
    private double _freeDownMs;

    /// <summary>One-way delay in ms.</summary>
    public int OneWayMs { get; set; } = 40;

    /// <summary>Segments lost, in percent.</summary>
    public int LossPercent { get; set; }

    /// <summary>One segment in five takes up to so many ms longer; 0 none does.</summary>
    public int SpikeMs { get; set; }

    /// <summary>Nothing gets through, and nobody says so.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Nothing comes back, though everything arrives.</summary>
    public bool IsOneWay { get; set; }

    /// <summary>Names are not resolved.</summary>
    public bool IsNameDead { get; set; }

    /// <summary>Handshakes fail.</summary>
    public bool IsTlsBroken { get; set; }

    /// <summary>
    /// How long what was handed over may still arrive after its connection was given up, in ms.
    /// </summary>
    public int LingerMs { get; set; }

    /// <summary>Nothing arrives before this time; then everything does.</summary>
    public long CloggedUntilMs { get; set; }

    /// <summary>Connections that exist are forgotten by a box on the way; new ones work.</summary>
    public int Generation { get; set; }

    /// <summary>A log-in page stands in the way: nobody's certificate but its own is shown.</summary>
    public bool IsPortal { get; set; }

    /// <summary>Every connection that is open ends: true by a reset, false because the far end tidies up.</summary>
    public event Action<bool>? Ended;

    /// <summary>True when nothing is wrong but delay and loss.</summary>
    public bool IsHealthy => !IsSilent && !IsOneWay && !IsNameDead && !IsTlsBroken && !IsPortal;

    /// <summary>Bits a second in each direction; 0 for a path without delay of its own.</summary>
    public int BitsPerSecond { get; set; }

    /// <summary>Bytes that were sent towards the terminal.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Bytes that were sent towards the acquirer.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Ends the connections that are open.</summary>
    /// <param name="isReset">False: only those on which nothing is under way, in good order.</param>
    public void End(bool isReset) => Ended?.Invoke(isReset);

    /// <summary>Ends every fault.</summary>
    public void Heal()
    {
        OneWayMs = 40;
        LossPercent = 0;
        SpikeMs = 0;
        IsSilent = false;
        IsOneWay = false;
        IsNameDead = false;
        IsTlsBroken = false;
        IsPortal = false;
    }

    /// <summary>Delivers one segment when it gets through; retransmits as TCP does.</summary>
    /// <param name="isUp">True towards the acquirer.</param>
    /// <param name="bytes">For the count.</param>
    /// <param name="isAlive">False once nobody wants it any more.</param>
    /// <param name="arrive">What happens when it arrives.</param>
    public void Deliver(bool isUp, int bytes, Func<bool> isAlive, Action arrive)
    {
        BytesSent += isUp ? bytes : 0;
        BytesReceived += isUp ? 0 : bytes;
        Try(isUp, QueueMs(isUp, bytes), Math.Max(RetransmitMsMin, OneWayMs * 3), isAlive, arrive);
    }

    // What a path of limited speed is still busy with comes first.
    private long QueueMs(bool isUp, int bytes)
    {
        if (BitsPerSecond == 0)
        {
            return 0;
        }

        ref double freeMs = ref isUp ? ref _freeUpMs : ref _freeDownMs;
        freeMs = Math.Max(freeMs, time.NowMs) + (bytes * 8_000.0 / BitsPerSecond);
        return (long)Math.Ceiling(freeMs - time.NowMs);
    }

    private void Try(bool isUp, long queueMs, int retransmitMs, Func<bool> isAlive, Action arrive)
    {
        bool isLost = IsSilent || (IsOneWay && !isUp) || random.Next(100) < LossPercent;
        if (!isLost)
        {
            int spikeMs = SpikeMs > 0 && random.Next(5) == 0 ? random.Next(SpikeMs) : 0;
            time.After(Math.Max(queueMs + OneWayMs + spikeMs, CloggedUntilMs - time.NowMs), () =>
            {
                if (isAlive())
                {
                    arrive();
                }
            });
            return;
        }

        time.After(retransmitMs, () =>
        {
            if (isAlive())
            {
                Try(isUp, 0, Math.Min(retransmitMs * 2, RetransmitMsMax), isAlive, arrive);
            }
        });
    }
}
