using System;

namespace Terminal.Agent.Modem;

/// <summary>
/// What has been received over the session: bytes that may be read, and behind them the run that
/// is arriving. A run becomes readable only when its end has been checked, so a byte lost on the
/// line never passes for an answer.
/// </summary>
public sealed class SessionReceiver
{
    private readonly AtChannel _channel;
    private readonly byte[] _bytes;

    // Readable bytes stand in [_start, _visible), bytes of the run in progress up to _end.
    private int _start;
    private int _visible;
    private int _end;
    private int _asked;
    private int _got;
    private bool _isTailAwaited;
    private int _tailsMissing;
    private long _tailDueMs;

    /// <summary>Nothing received; raw bytes come from the channel.</summary>
    public SessionReceiver(AtChannel channel, byte[] bytes)
    {
        _channel = channel;
        _bytes = bytes;
    }

    /// <summary>Bytes of the run that have been asked for.</summary>
    public int Asked => _asked;

    /// <summary>Bytes of the run that have come.</summary>
    public int Got => _got;

    /// <summary>When the run's end counts as come, once all its bytes have, uptime in ms.</summary>
    public long TailDueMs => _tailDueMs;

    /// <summary>Hands readable bytes out.</summary>
    /// <returns>How many.</returns>
    public int Read(byte[] buffer, int offset, int capacity)
    {
        int count = _visible - _start;
        if (count > 0)
        {
            count = count < capacity ? count : capacity;
            Array.Copy(_bytes, _start, buffer, offset, count);
            _start += count;
        }

        return count;
    }

    /// <summary>Drops what is readable; a run in progress goes on.</summary>
    public void Drop() => _start = _visible;

    /// <summary>A session begins: nothing has been received.</summary>
    public void Clear() => _start = _visible = _end = 0;

    /// <summary>Makes room and begins a run.</summary>
    /// <param name="announced">Bytes that the modem holds, 1 or more.</param>
    /// <returns>False when there is no room at all.</returns>
    public bool Begin(int announced)
    {
        int count = _visible - _start;
        if (_start > 0)
        {
            Array.Copy(_bytes, _start, _bytes, 0, count);
        }

        _start = 0;
        _visible = _end = count;
        int room = _bytes.Length - count;
        if (room == 0)
        {
            return false;
        }

        _asked = announced < room ? announced : room;
        _asked = _asked < Limits.ModemPieceBytesMax ? _asked : Limits.ModemPieceBytesMax;
        _got = 0;
        return true;
    }

    /// <summary>The modem hands over so many bytes: fewer, or as many as were asked for.</summary>
    public void Announce(int count) => _asked = count < _asked ? count : _asked;

    /// <summary>Takes raw bytes of the run; more than were asked for are skipped.</summary>
    /// <returns>True when they complete it: its end is awaited.</returns>
    public bool Take(long nowMs)
    {
        int count = _channel.RawReady;
        if (_got + count > _asked)
        {
            _channel.SkipRaw(count);
            return false;
        }

        _channel.TakeRaw(_bytes, _end, count);
        _end += count;
        _got += count;
        if (_got < _asked)
        {
            return false;
        }

        _isTailAwaited = true;
        _tailDueMs = _tailsMissing >= Limits.ModemOddTailsMax ? nowMs : nowMs + Limits.ModemTailMs;
        return true;
    }

    /// <summary>The run's end has been announced.</summary>
    public void OnTail()
    {
        _tailsMissing = 0;
        _isTailAwaited = false;
    }

    /// <summary>
    /// True once when the end of a run has not been announced in its time, as some firmware does.
    /// </summary>
    public bool IsTailOver(long nowMs)
    {
        if (!_isTailAwaited || nowMs < _tailDueMs)
        {
            return false;
        }

        _isTailAwaited = false;
        _tailsMissing++;
        return true;
    }

    /// <summary>No end of a run is awaited any more.</summary>
    public void ForgetTail() => _isTailAwaited = false;

    /// <summary>The run is good: it becomes readable.</summary>
    public void Show() => _visible = _end;

    /// <summary>The run was damaged on the line: nothing of it is shown.</summary>
    public void DropRun() => _end = _visible;
}
