using Terminal.Agent.Ports;

namespace Terminal.Agent.Till;

/// <summary>
/// One TCP connection of a till: reads a request, waits with it, writes the answer in one piece
/// and gives the till time to take it. A FIN right behind the request is a half-close; a later one,
/// or a reset, is a till that leaves.
/// </summary>
public sealed class TillChannel : TillCaller
{
    private readonly ITillPort _port;
    private readonly int _channel;
    private readonly TillDesk _desk;
    private readonly TillFrames _frames;
    private readonly TillWriter _writer;
    private readonly byte[] _in;
    private readonly TillParser _parser;
    private TillChannelPhase _phase;
    private long _openedMs;
    private long _byteMs;
    private long _answeredMs;
    private bool _isHalfClosed;
    private bool _isFailed;

    /// <summary>Makes it; writer and input buffer are shared by all.</summary>
    public TillChannel(
        ITillPort port, int channel, TillDesk desk, TillFrames frames, TillWriter writer,
        byte[] input)
    {
        _port = port;
        _channel = channel;
        _desk = desk;
        _frames = frames;
        _writer = writer;
        _in = input;
        _parser = new TillParser(Request, Limits.TillRequestBytesMax);
    }

    /// <summary>True while nobody is connected.</summary>
    public bool IsFree => _phase == TillChannelPhase.Free;

    /// <summary>Moves it on.</summary>
    /// <param name="allowed">Addresses that may connect.</param>
    /// <param name="allowedCount">How many; 0: every one.</param>
    /// <param name="nowMs">Uptime.</param>
    public void Step(uint[] allowed, int allowedCount, long nowMs)
    {
        TillChannelState state = _port.State(_channel);
        if (_phase == TillChannelPhase.Free)
        {
            if (state == TillChannelState.Free)
            {
                return;
            }

            if (!Open(allowed, allowedCount, nowMs))
            {
                return;
            }
        }

        if (_phase == TillChannelPhase.Reading)
        {
            StepReading(state, nowMs);
        }
        else if (_phase == TillChannelPhase.Waiting)
        {
            StepWaiting(state, nowMs);
        }
        else
        {
            StepAnswered(state, nowMs);
        }
    }

    /// <summary>Drops the connection: tills are not listened to any more.</summary>
    public void Drop(long nowMs)
    {
        if (_phase != TillChannelPhase.Free)
        {
            _desk.Leave(this, nowMs);
            Close();
        }
    }

    /// <inheritdoc/>
    public override void Answer(TillAnswer answer, long nowMs)
    {
        _frames.Write(_writer, Request, answer, Limits.TillAnswerBytesMax);
        _isFailed = !_port.Write(_channel, _writer.Bytes, 0, _writer.Length);
        _answeredMs = nowMs;
        _phase = TillChannelPhase.Answered;
    }

    private bool Open(uint[] allowed, int allowedCount, long nowMs)
    {
        Address = _port.Address(_channel);
        bool isAllowed = allowedCount == 0;
        for (int i = 0; i < allowedCount; i++)
        {
            isAllowed |= allowed[i] == Address;
        }

        if (!isAllowed)
        {
            _port.Close(_channel);
            return false;
        }

        _isHalfClosed = false;
        BeginReading(nowMs);
        return true;
    }

    private void BeginReading(long nowMs)
    {
        _parser.Begin();
        _openedMs = nowMs;
        _byteMs = nowMs;
        _phase = TillChannelPhase.Reading;
    }

    private void StepReading(TillChannelState state, long nowMs)
    {
        int count = _port.Read(_channel, _in, 0, _in.Length);
        if (count > 0)
        {
            Take(count, nowMs);
            return;
        }

        bool isOver = state == TillChannelState.HalfClosed;
        bool isSilent = _parser.IsAtRest && Request.IsWhole
            && nowMs - _byteMs >= Limits.TillSilenceMs;
        bool isLate = nowMs - _openedMs >= Limits.TillRequestMs;
        if (state == TillChannelState.Broken || state == TillChannelState.Free
            || ((isOver || isLate) && _parser.Bytes == 0))
        {
            Close();
        }
        else if (isSilent || isOver || isLate)
        {
            _isHalfClosed = isOver;
            Ask(!_parser.IsAtRest, nowMs);
        }
    }

    private void Take(int count, long nowMs)
    {
        _byteMs = nowMs;
        TillParse parsed = _parser.Take(_in, 0, count);
        if (parsed != TillParse.More)
        {
            Ask(parsed == TillParse.Malformed, nowMs);
        }
        else if (nowMs - _openedMs >= Limits.TillRequestMs)
        {
            // Drop by drop.
            Ask(true, nowMs);
        }
    }

    private void Ask(bool isMalformed, long nowMs)
    {
        _phase = TillChannelPhase.Waiting;
        _desk.Ask(this, isMalformed, nowMs);
    }

    private void StepWaiting(TillChannelState state, long nowMs)
    {
        // What comes behind the request (a late LF) means nothing.
        _port.Read(_channel, _in, 0, _in.Length);
        if (state == TillChannelState.HalfClosed && !_isHalfClosed
            && nowMs - AskedMs <= Limits.TillHalfCloseMs)
        {
            _isHalfClosed = true;
        }

        if (state == TillChannelState.Broken || state == TillChannelState.Free
            || (state == TillChannelState.HalfClosed && !_isHalfClosed))
        {
            _desk.Leave(this, nowMs);
            Close();
        }
    }

    private void StepAnswered(TillChannelState state, long nowMs)
    {
        if (_isFailed || state == TillChannelState.Broken || state == TillChannelState.Free)
        {
            // Nobody has taken the answer.
            Close();
            return;
        }

        int count = _port.Read(_channel, _in, 0, _in.Length);
        bool isNext = count > 0 && !IsEndOfLine(count);
        bool isGone = state == TillChannelState.HalfClosed && !_isHalfClosed;
        if (isNext || isGone || nowMs - _answeredMs >= Limits.TillLingerMs)
        {
            _desk.NoteTaken(this);
            if (isNext)
            {
                BeginReading(nowMs);
                Take(count, nowMs);
            }
            else
            {
                Close();
            }
        }
    }

    private bool IsEndOfLine(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_in[i] != '\r' && _in[i] != '\n')
            {
                return false;
            }
        }

        return true;
    }

    private void Close()
    {
        _port.Close(_channel);
        _phase = TillChannelPhase.Free;
    }
}
