namespace Terminal.Agent.Till;

/// <summary>
/// Somebody who asks, over whatever line: a request, and the sale that it waits for. The line's
/// own class gives an answer its form.
/// </summary>
public abstract class TillCaller
{
    /// <summary>What is asked.</summary>
    public readonly TillRequest Request = new TillRequest();

    /// <summary>What it waits for.</summary>
    public TillCallState State { get; internal set; }

    /// <summary>Uptime at which the request was whole.</summary>
    public long AskedMs { get; internal set; }

    /// <summary>Who asks: an IPv4 address, 0 on a serial line.</summary>
    public uint Address { get; protected set; }

    /// <summary>Boot counter of the sale that it waits for, or was told of; 0: none.</summary>
    public uint Boot { get; internal set; }

    /// <summary>Sequence of that sale.</summary>
    public uint Sequence { get; internal set; }

    /// <summary>Takes the answer to <see cref="Request"/>.</summary>
    public abstract void Answer(TillAnswer answer, long nowMs);
}
