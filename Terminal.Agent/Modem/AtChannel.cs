using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Modem;

/// <summary>
/// The modem's line as tokens: bytes go in, lines, prompts and runs of raw bytes come out of one
/// fixed buffer, and commands with their raw payload go out as fast as the line takes them. Noise
/// and lines too long are counted and skipped. A raw run must be followed by CR, as every line of
/// the modem is: if it is not, bytes were lost or added in the run, and <see cref="IsRawDamaged"/>
/// tells.
/// </summary>
public sealed class AtChannel
{
    private const byte Cr = 13;
    private const byte Lf = 10;

    // Boxed once: what the native search looks for.
    private static readonly object CrMark = Cr;
    private static readonly object LfMark = Lf;

    private readonly ISerialPort _port;
    private readonly UrcTable _lines;

    // Received bytes not yet consumed stand in [_start, _end); [_start, _scan) holds no line end.
    private readonly byte[] _rx;
    private readonly byte[] _tx;
    private readonly byte[] _filler;
    private int _start;
    private int _scan;
    private int _end;
    private int _rawLeft;
    private bool _isSkipping;
    private bool _isTailDue;
    private bool _isLineFeedDue;
    private int _tailsOdd;
    private int _tailsGood;

    private int _txStart;
    private int _txEnd;
    private byte[] _payload;
    private int _payloadOffset;
    private int _payloadLeft;
    private int _fillerLeft;
    private bool _isSending;
    private int _lineOffset;
    private int _lineLength;
    private int _bytesIn;
    private int _bytesOut;
    private bool _isRawDamaged;

    /// <summary>A channel on the line of a make's modem.</summary>
    public AtChannel(ISerialPort port, ModemMake make, ModemBuffers buffers)
    {
        _port = port;
        _lines = new UrcTable(make);
        _rx = buffers.Receive;
        _tx = buffers.Command;
        _filler = buffers.Filler;
        for (int i = 0; i < _filler.Length; i++)
        {
            _filler[i] = Cr;
        }
    }

    /// <summary>
    /// The buffer in which the last line stands until the next <see cref="Receive"/>.
    /// </summary>
    public byte[] Buffer => _rx;

    /// <summary>Where the last line begins in <see cref="Buffer"/>.</summary>
    public int LineOffset => _lineOffset;

    /// <summary>Bytes of the last line, its end not counted.</summary>
    public int LineLength => _lineLength;

    /// <summary>The lines that it knows.</summary>
    public UrcTable Lines => _lines;

    /// <summary>A prompt is awaited; else the character is text like any other.</summary>
    public bool IsPromptAwaited { get; set; }

    /// <summary>
    /// What followed the last raw run was not the start of a line: its bytes cannot be trusted.
    /// </summary>
    public bool IsRawDamaged => _isRawDamaged;

    /// <summary>Bytes of the announced raw run that are still to be taken.</summary>
    public int RawLeft => _rawLeft;

    /// <summary>Bytes of the raw run that can be taken now.</summary>
    public int RawReady => _rawLeft < _end - _start ? _rawLeft : _end - _start;

    /// <summary>True when a line has begun to arrive: the rest follows at once.</summary>
    public bool IsMidLine => _start < _end && _rawLeft == 0;

    /// <summary>True while bytes wait for the line to take them.</summary>
    public bool IsSending => _isSending;

    /// <summary>Where the next command is composed.</summary>
    public byte[] CommandBuffer => _tx;

    /// <summary>Bytes received since power-on; wraps.</summary>
    public int BytesIn => _bytesIn;

    /// <summary>Bytes sent since power-on; wraps.</summary>
    public int BytesOut => _bytesOut;

    /// <summary>Lines that no table knew and no command expected, and lines too long.</summary>
    public int NoiseLines { get; private set; }

    /// <summary>The last <see cref="Receive"/> filled the buffer: more may wait.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Takes what has arrived on the line.</summary>
    /// <returns>True when there was something.</returns>
    public bool Receive()
    {
        if (_start > 0)
        {
            Compact();
        }

        int room = _rx.Length - _end;
        int got = _port.Read(_rx, _end, room);
        if (got <= 0)
        {
            return false;
        }

        HasMore = got == room;
        _end += got;
        _bytesIn += got;
        return true;
    }

    /// <summary>The next token in what has arrived; None when the rest is incomplete.</summary>
    public AtToken Next()
    {
        if (_rawLeft > 0)
        {
            if (_isLineFeedDue && _start < _end)
            {
                _isLineFeedDue = false;
                _start += _rx[_start] == Lf ? 1 : 0;
                _scan = _start;
            }

            return _start < _end ? AtToken.Raw : AtToken.None;
        }

        if (_isTailDue && _start < _end)
        {
            CheckTail();
        }

        byte[] rx = _rx;
        int end = _end;
        int at = _scan;
        int start = _start;
        while (at < end)
        {
            if (at == start)
            {
                int value = rx[at];
                if (value == Lf || value == Cr || value == ' ')
                {
                    // The end of a line that has been taken, or a blank before one.
                    start = ++at;
                    if (_isSkipping && value != ' ')
                    {
                        EndSkipping();
                    }

                    continue;
                }

                if (value == '>' && IsPromptAwaited)
                {
                    _start = _scan = at + 1;
                    IsPromptAwaited = false;
                    return AtToken.Prompt;
                }
            }

            int stop = LineEnd(rx, at, end);
            if (stop < 0)
            {
                at = end;
                break;
            }

            at = stop + 1;
            if (!_isSkipping)
            {
                _lineOffset = start;
                _lineLength = stop - start;
                _start = _scan = at;
                return _lines.Find(rx, start, stop - start);
            }

            EndSkipping();
            start = at;
        }

        _scan = at;
        _start = start;

        if (_end - _start > Limits.ModemLineBytesMax)
        {
            _start = _scan;
            _isSkipping = true;
        }

        return AtToken.None;
    }

    /// <summary>Counts the last line as noise.</summary>
    public void CountNoise() => NoiseLines++;

    /// <summary>A field of the last line as a number; see <see cref="AtFields.Number"/>.</summary>
    public int Number(int index) => AtFields.Number(_rx, _lineOffset, _lineLength, index);

    /// <summary>True when the fields of the last line begin with a word.</summary>
    public bool Begins(byte[] word) => AtFields.BeginsWith(_rx, _lineOffset, _lineLength, word);

    /// <summary>A field of the last line as a text; see <see cref="AtFields.Take"/>.</summary>
    public void Take(int index, ModemText text) =>
        AtFields.Take(_rx, _lineOffset, _lineLength, index, text);

    /// <summary>The next <paramref name="count"/> bytes are raw.</summary>
    public void BeginRaw(int count)
    {
        // The LF of the announcing line may still be to come; it belongs to that line.
        _isLineFeedDue = true;
        _rawLeft = count;
        _isTailDue = false;
        _isRawDamaged = false;
    }

    /// <summary>Takes raw bytes, at most <see cref="RawReady"/>.</summary>
    public void TakeRaw(byte[] to, int offset, int count)
    {
        if (count > 0)
        {
            Array.Copy(_rx, _start, to, offset, count);
            SkipRaw(count);
        }
    }

    /// <summary>Drops raw bytes, at most <see cref="RawReady"/>.</summary>
    public void SkipRaw(int count)
    {
        _start += count;
        _scan = _start;
        _rawLeft -= count;
        _isTailDue = _rawLeft == 0;
    }

    /// <summary>Ends a raw run that will not be completed; what follows is text again.</summary>
    public void AbandonRaw()
    {
        _rawLeft = 0;
        _isTailDue = false;
        _isRawDamaged = false;
    }

    /// <summary>
    /// Sends the first <paramref name="count"/> bytes of <see cref="CommandBuffer"/> and CR.
    /// </summary>
    public void SendCommand(int count)
    {
        _tx[count] = Cr;
        _txStart = 0;
        _txEnd = count + 1;
        _payloadLeft = 0;
        SendRest();
    }

    /// <summary>
    /// Sends raw bytes; the array must keep them until <see cref="IsSending"/> is false.
    /// </summary>
    public void SendPayload(byte[] payload, int offset, int count)
    {
        _payload = payload;
        _payloadOffset = offset;
        _payloadLeft = count;
        SendRest();
    }

    /// <summary>
    /// Sends AT and CRs to end a prompt's wait that may hold the modem: as commands they do
    /// nothing. As data they complete it, and the letters spoil the JSON of a body that lost bytes
    /// on the line, which CRs alone would leave well-formed with, say, a shorter amount.
    /// </summary>
    public void SendFiller(int count)
    {
        _txStart = 0;
        _tx[0] = (byte)'A';
        _tx[1] = (byte)'T';
        _txEnd = 2;
        _payloadLeft = 0;
        _fillerLeft = count;
        SendRest();
    }

    /// <summary>Drops what was not yet sent and everything received.</summary>
    public void Reset()
    {
        _start = _scan = _end = 0;
        _txStart = _txEnd = 0;
        _payloadLeft = 0;
        _fillerLeft = 0;
        _isSending = false;
        _isSkipping = false;
        IsPromptAwaited = false;
        AbandonRaw();
    }

    /// <summary>Hands the line what it takes now.</summary>
    public void Flush()
    {
        if (_isSending)
        {
            SendRest();
        }
    }

    // Either of the two ends a line.
    private static int LineEnd(byte[] bytes, int at, int end)
    {
        int cr = Array.IndexOf(bytes, CrMark, at, end - at);
        int lf = Array.IndexOf(bytes, LfMark, at, (cr < 0 ? end : cr) - at);
        return lf < 0 ? cr : lf;
    }

    private void SendRest()
    {
        _isSending = true;
        while (_txStart < _txEnd)
        {
            int sent = Send(_tx, _txStart, _txEnd - _txStart);
            if (sent == 0)
            {
                return;
            }

            _txStart += sent;
        }

        while (_payloadLeft > 0)
        {
            int sent = Send(_payload, _payloadOffset, _payloadLeft);
            if (sent == 0)
            {
                return;
            }

            _payloadOffset += sent;
            _payloadLeft -= sent;
        }

        while (_fillerLeft > 0)
        {
            int most = _fillerLeft < _filler.Length ? _fillerLeft : _filler.Length;
            int sent = Send(_filler, 0, most);
            if (sent == 0)
            {
                return;
            }

            _fillerLeft -= sent;
        }

        _isSending = false;
    }

    private int Send(byte[] bytes, int offset, int count)
    {
        int sent = _port.Write(bytes, offset, count);
        if (sent <= 0)
        {
            return 0;
        }

        _bytesOut += sent;
        return sent;
    }

    private void Compact()
    {
        int count = _end - _start;
        if (count == 0)
        {
            _start = _scan = _end = 0;
            return;
        }

        Array.Copy(_rx, _start, _rx, 0, count);
        _scan -= _start;
        _start = 0;
        _end = count;
    }

    // A line too long has come to its end.
    private void EndSkipping()
    {
        _isSkipping = false;
        NoiseLines++;
    }

    // Both framings that modems use are learnt: only one that has shown the strict form is held to
    // it for ever.
    private void CheckTail()
    {
        _isTailDue = false;
        if (_rx[_start] == Cr)
        {
            _tailsGood = 1;
            _tailsOdd = 0;
            return;
        }

        _tailsOdd++;
        _isRawDamaged = _tailsGood > 0 || _tailsOdd < Limits.ModemOddTailsMax;
    }
}
