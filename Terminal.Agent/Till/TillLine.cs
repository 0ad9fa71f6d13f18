using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Till;

/// <summary>
/// A till on the console's serial line: ENQ, ACK, STX data ETX LRC, ACK, EOT, then the same the
/// other way round with the answer. What is not the till's is the console's, which reads and
/// writes through <see cref="Console"/>. SPEC.md, Till frames, has times and retries.
/// </summary>
public sealed class TillLine : TillCaller
{
    private const byte Stx = 2;
    private const byte Etx = 3;
    private const byte Eot = 4;
    private const byte Enq = 5;
    private const byte Ack = 6;
    private const byte Nak = 0x15;

    private readonly ISerialPort _port;
    private readonly ILineSpeed _speed;
    private readonly TerminalSettings _settings;
    private readonly TillDesk _desk;
    private readonly TillFrames _frames;
    private readonly TillWriter _writer;
    private readonly TillParser _parser;
    private readonly ConcertFrames _concert = new ConcertFrames();
    private readonly byte[] _in = new byte[Limits.ConsoleInBytes];
    private readonly byte[] _frame = new byte[Limits.TillSerialBytesMax];
    private readonly byte[] _out = new byte[Limits.TillSerialBytesMax + 3];
    private readonly byte[] _control = new byte[1];
    private readonly TillConsolePort _console;
    private TillSerial _form;
    private int _baud = Limits.ConsoleBaud;
    private TillLineState _state;
    private int _frameLength;
    private bool _hasStart;
    private bool _hasEnd;
    private bool _isConcert;
    private int _outLength;
    private int _outSent;
    private bool _isControlDue;
    private bool _isFrameDue;
    private long _dueMs;
    private long _deadlineMs;
    private int _tries;

    /// <summary>Makes the line of a board's console.</summary>
    public TillLine(Board board, TerminalSettings settings, TillDesk desk, TillWriter writer)
    {
        _port = board.Console;
        _speed = board.ConsoleSpeed;
        _settings = settings;
        _desk = desk;
        _frames = new TillFrames(settings);
        _writer = writer;
        _parser = new TillParser(Request, Limits.TillSerialBytesMax);
        _console = new TillConsolePort(this, board.Console);
    }

    /// <summary>The line as the console has it.</summary>
    public ISerialPort Console => _console;

    /// <summary>Where the conversation stands.</summary>
    public TillLineState LineState => _state;

    /// <summary>True while the console may write.</summary>
    internal bool IsConsoleFree => _state == TillLineState.Idle || _state == TillLineState.Working;

    /// <summary>True while a till shares the line.</summary>
    internal bool IsShared => _form != TillSerial.Off;

    /// <summary>True when a printer is on the line.</summary>
    internal bool HasPrinter => _settings.Till.Printer != TillPrinter.Off;

    /// <summary>Prints what the line takes.</summary>
    internal int Print(byte[] bytes, int offset, int count) =>
        _console.WriteShared(bytes, offset, count);

    /// <summary>True when a parity bit is made by hand.</summary>
    internal bool HasParity => _form == TillSerial.SevenEven;

    /// <summary>Moves it on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step(long nowMs)
    {
        if (_form != _settings.Till.Serial || (IsShared && _baud != _settings.Till.SerialBaud))
        {
            TakeSettings(nowMs);
        }

        if (!IsShared)
        {
            return Limits.IdleStepMs;
        }

        // One turn a step: what is due goes out before more is read.
        if (_isControlDue || _isFrameDue || _outSent < _outLength)
        {
            SendDue(nowMs);
        }
        else
        {
            Receive(nowMs);
        }

        if (_state != TillLineState.Idle && _state != TillLineState.Working
            && nowMs >= _deadlineMs)
        {
            TimeOut(nowMs);
        }

        return _state == TillLineState.Idle ? Limits.IdleStepMs : Limits.TillTurnMs;
    }

    /// <inheritdoc/>
    public override void Answer(TillAnswer answer, long nowMs)
    {
        _out[0] = Stx;
        int length;
        if (_isConcert)
        {
            length = _concert.Write(answer, _out, 1);
        }
        else
        {
            _frames.Write(_writer, Request, answer, Limits.TillSerialBytesMax);
            length = _writer.Length;
            System.Array.Copy(_writer.Bytes, 0, _out, 1, length);
        }

        _out[length + 1] = Etx;
        _out[length + 2] = Lrc(_out, 1, length);
        _outLength = 0;
        _outSent = 0;
        _frameLength = length + 3;
        _tries = 0;
        _state = TillLineState.Bidding;
        Say(Enq, nowMs);
        _deadlineMs = _dueMs + Limits.TillReplyMs;
    }

    /// <summary>Even parity in bit 7, for a line of seven bits.</summary>
    internal static byte WithParity(int value)
    {
        int ones = value & 0x7F;
        ones ^= ones >> 4;
        ones ^= ones >> 2;
        ones ^= ones >> 1;
        return (byte)((value & 0x7F) | ((ones & 1) << 7));
    }

    private static byte Lrc(byte[] bytes, int offset, int count)
    {
        int lrc = Etx;
        for (int i = 0; i < count; i++)
        {
            lrc ^= bytes[offset + i];
        }

        return (byte)lrc;
    }

    private void TakeSettings(long nowMs)
    {
        _form = _settings.Till.Serial;
        if (_state == TillLineState.Working)
        {
            _desk.Leave(this, nowMs);
        }

        _state = TillLineState.Idle;
        _isControlDue = false;
        _isFrameDue = false;
        _outLength = 0;
        _outSent = 0;
        int baud = IsShared ? _settings.Till.SerialBaud : Limits.ConsoleBaud;
        if (_speed != null && baud != _baud)
        {
            _speed.SetBaud(baud);
        }

        _baud = baud;
    }

    // A half duplex line needs a moment to turn round.
    private void Say(byte control, long nowMs)
    {
        _control[0] = control;
        _isControlDue = true;
        _dueMs = nowMs + Limits.TillTurnMs;
    }

    private void SendDue(long nowMs)
    {
        if (nowMs < _dueMs)
        {
            return;
        }

        if (_isControlDue)
        {
            _isControlDue = false;
            byte control = _control[0];
            _control[0] = HasParity ? WithParity(control) : control;
            _port.Write(_control, 0, 1);
            return;
        }

        if (_isFrameDue)
        {
            _isFrameDue = false;
            _outSent = 0;
            _outLength = _frameLength;
            for (int i = 0; HasParity && i < _outLength; i++)
            {
                _out[i] = WithParity(_out[i]);
            }
        }

        _outSent += _port.Write(_out, _outSent, _outLength - _outSent);
        _deadlineMs = nowMs + Limits.TillReplyMs;
    }

    private void Receive(long nowMs)
    {
        int room = _state == TillLineState.Idle || _state == TillLineState.Working
            ? _console.Room : _in.Length;
        int count = _port.Read(_in, 0, room < _in.Length ? room : _in.Length);
        for (int i = 0; i < count; i++)
        {
            Take((byte)(HasParity ? _in[i] & 0x7F : _in[i]), nowMs);
        }
    }

    private void Take(byte value, long nowMs)
    {
        switch (_state)
        {
            case TillLineState.Idle:
                if (value != Enq)
                {
                    _console.Add(value);
                    break;
                }

                _state = TillLineState.Receiving;
                _tries = 0;
                BeginFrame(Ack, nowMs);
                break;
            case TillLineState.Receiving:
                TakeFrame(value, nowMs);
                break;
            case TillLineState.Received:
                if (value == Eot)
                {
                    Ask(nowMs);
                }

                break;
            case TillLineState.Working:
                if (value == Enq)
                {
                    // In use.
                    Say(Nak, nowMs);
                }

                break;
            case TillLineState.Bidding:
                TakeBid(value, nowMs);
                break;
            case TillLineState.Sent:
                TakeReceipt(value, nowMs);
                break;
            default:
                break;
        }
    }

    private void BeginFrame(byte control, long nowMs)
    {
        Say(control, nowMs);
        _hasStart = false;
        _hasEnd = false;
        _frameLength = 0;
        _deadlineMs = nowMs + Limits.TillFrameMs;
    }

    private void TakeFrame(byte value, long nowMs)
    {
        if (_hasEnd)
        {
            bool isWhole = value == Lrc(_frame, 0, _frameLength);
            if (isWhole)
            {
                Say(Ack, nowMs);
                _state = TillLineState.Received;
                _deadlineMs = nowMs + Limits.TillReplyMs;
            }
            else if (++_tries < Limits.TillTriesMax)
            {
                BeginFrame(Nak, nowMs);
            }
            else
            {
                GiveUp(nowMs);
            }
        }
        else if (!_hasStart)
        {
            if (value == Eot)
            {
                _state = TillLineState.Idle;
            }
            else if (value == Enq)
            {
                // Our ACK was lost.
                BeginFrame(Ack, nowMs);
            }

            _hasStart = value == Stx;
        }
        else if (value == Etx)
        {
            _hasEnd = true;
        }
        else if (_frameLength < _frame.Length)
        {
            _frame[_frameLength++] = value;
        }
        else
        {
            GiveUp(nowMs);
        }
    }

    private void Ask(long nowMs)
    {
        _state = TillLineState.Working;
        _isConcert = _frameLength > 0 && _frame[0] >= '0' && _frame[0] <= '9';
        bool isMalformed;
        if (_isConcert)
        {
            isMalformed = !_concert.Read(_frame, _frameLength, Request);
            _isConcert = !isMalformed;
        }
        else
        {
            _parser.Begin();
            isMalformed = _parser.Take(_frame, 0, _frameLength) == TillParse.Malformed
                || !_parser.IsAtRest;
        }

        _desk.Ask(this, isMalformed, nowMs);
    }

    private void TakeBid(byte value, long nowMs)
    {
        // An ENQ of the till's own is a collision: the till gives way.
        if (value == Ack)
        {
            _state = TillLineState.Sent;
            _tries = 0;
            SendFrame(nowMs);
        }
        else if (value == Nak)
        {
            TimeOut(nowMs);
        }
    }

    private void SendFrame(long nowMs)
    {
        _isFrameDue = true;
        _dueMs = nowMs + Limits.TillTurnMs;
        _deadlineMs = _dueMs + Limits.TillReplyMs;
    }

    private void TakeReceipt(byte value, long nowMs)
    {
        if (value == Ack)
        {
            _desk.NoteTaken(this);
            GiveUp(nowMs);
        }
        else if (value == Nak)
        {
            TimeOut(nowMs);
        }
    }

    private void TimeOut(long nowMs)
    {
        switch (_state)
        {
            case TillLineState.Received:
                // A till that says no EOT has said all the same.
                Ask(nowMs);
                break;
            case TillLineState.Bidding:
                if (++_tries >= Limits.TillTriesMax)
                {
                    GiveUp(nowMs);
                    break;
                }

                Say(Eot, nowMs);
                _state = TillLineState.Pausing;
                _deadlineMs = nowMs + Limits.TillPauseMs;
                break;
            case TillLineState.Pausing:
                _state = TillLineState.Bidding;
                Say(Enq, nowMs);
                _deadlineMs = _dueMs + Limits.TillReplyMs;
                break;
            case TillLineState.Sent:
                if (++_tries >= Limits.TillTriesMax)
                {
                    GiveUp(nowMs);
                    break;
                }

                SendFrame(nowMs);
                break;
            default:
                GiveUp(nowMs);
                break;
        }
    }

    // The line goes back to whoever wants it; what the till did not take it may ask again.
    private void GiveUp(long nowMs)
    {
        Say(Eot, nowMs);
        _state = TillLineState.Idle;
    }
}
