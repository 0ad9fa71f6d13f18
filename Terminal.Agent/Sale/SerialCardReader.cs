using System;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Sale;

/// <summary>
/// The secure card reader behind its serial line: frames of SPEC.md, Reader frames, with length,
/// CRC-32, the number of the request and its amount. A frame that is torn, too long or out of range
/// never becomes a card, nor does a card of another request or amount: the customer is asked again,
/// and the reader too, once its line is quiet.
/// </summary>
public sealed class SerialCardReader
{
    /// <summary>First byte of every frame.</summary>
    public const int FrameStart = 2;

    /// <summary>To the reader: wait for a card (amount, currency).</summary>
    public const int BeginType = 'B';

    /// <summary>To the reader: stop waiting.</summary>
    public const int CancelType = 'C';

    /// <summary>From the reader: waiting for a card.</summary>
    public const int WaitingType = 'W';

    /// <summary>From the reader: a card is being read.</summary>
    public const int ReadingType = 'P';

    /// <summary>From the reader: a card has been read.</summary>
    public const int CardType = 'K';

    /// <summary>From the reader: no card this time; one byte says why.</summary>
    public const int TroubleType = 'E';

    /// <summary>Bytes before the payload: start, type, length of two bytes.</summary>
    public const int HeadBytes = 4;

    /// <summary>Bytes after the payload: CRC-32 of type, length and payload.</summary>
    public const int CrcBytes = 4;

    /// <summary>Request number and amount, which begin the payload of every frame.</summary>
    public const int RequestBytes = 8;

    private const int TroubleTorn = 1;
    private const int TroubleUnsupported = 2;
    private const int TroubleInsert = 3;
    private const int CurrencyBytes = 3;
    private const int BeginPayloadBytes = RequestBytes + CurrencyBytes;

    private readonly ISerialPort _port;
    private readonly byte[] _in = new byte[Limits.ReaderFrameBytesMax];
    private readonly byte[] _out = new byte[HeadBytes + BeginPayloadBytes + CrcBytes];
    private readonly byte[] _begin = new byte[BeginPayloadBytes];
    private readonly CardRead _card = new CardRead();
    private int _inLength;
    private int _outLength;
    private int _outSent;
    private uint _request;
    private bool _isAsking;
    private bool _isAnswered;

    // The reader waits for a card of this very request.
    private bool _isReady;

    // Something of a frame was lost: the reader may be done while the customer is not.
    private bool _isAskedAgain;
    private long _byteAtMs;
    private int _repeats;
    private long _deadlineMs;
    private bool _isDeadlineSet;
    private CardReaderState _state;
    private int _badFrames;

    /// <summary>Makes the reader on its line.</summary>
    public SerialCardReader(ISerialPort port) => _port = port;

    /// <summary>Where the reader stands. Read it after <see cref="Step"/>.</summary>
    public CardReaderState State => _state;

    /// <summary>Frames that were dropped for length, CRC or content.</summary>
    public int BadFrames => _badFrames;

    /// <summary>Cards that were refused: of another request or amount, or not asked for.</summary>
    public int RefusedCards { get; private set; }

    /// <summary>
    /// Begins the numbers of requests anew at a start, so that none of an earlier start comes back.
    /// </summary>
    public void Start(uint boot) => _request = boot << 16;

    /// <summary>True when the reader has answered the latest request.</summary>
    public bool IsAnswered => _isAnswered;

    /// <summary>Asks for a card for this amount; an earlier request is dropped.</summary>
    /// <param name="amountCents">Hundredths of the currency unit, above 0.</param>
    /// <param name="currency">ISO 4217 letters in lower case, 3 ASCII bytes.</param>
    public void Begin(int amountCents, byte[] currency)
    {
        _card.Erase();
        ByteCodec.PutU32(_begin, 4, (uint)amountCents);
        Array.Copy(currency, 0, _begin, RequestBytes, CurrencyBytes);
        _isAsking = true;
        _state = CardReaderState.WaitingForCard;
        Ask();
    }

    /// <summary>Drops the request.</summary>
    public void Cancel()
    {
        if (_isAsking)
        {
            Frame(CancelType, RequestBytes);
        }

        _isAsking = false;
        _card.Erase();
        WipeInput();
        _state = CardReaderState.Idle;
    }

    /// <summary>
    /// Takes the card that was read and returns to <see cref="CardReaderState.Idle"/>.
    /// </summary>
    /// <returns>False when the state is not <see cref="CardReaderState.CardRead"/>.</returns>
    public bool Take(CardRead into)
    {
        if (_state != CardReaderState.CardRead)
        {
            return false;
        }

        Array.Copy(_card.Last4, 0, into.Last4, 0, into.Last4.Length);
        Array.Copy(_card.Ksn, 0, into.Ksn, 0, _card.KsnLength);
        Array.Copy(_card.Sealed, 0, into.Sealed, 0, _card.SealedLength);
        into.EntryMode = _card.EntryMode;
        into.KsnLength = _card.KsnLength;
        into.SealedLength = _card.SealedLength;
        _card.Erase();
        Array.Clear(_in, 0, _in.Length);
        _inLength = 0;
        _isAsking = false;
        _state = CardReaderState.Idle;
        return true;
    }

    /// <summary>Moves the dialogue with the reader on.</summary>
    public void Step(long nowMs)
    {
        if (_outSent < _outLength)
        {
            _outSent += _port.Write(_out, _outSent, _outLength - _outSent);
        }

        int count = _port.Read(_in, _inLength, _in.Length - _inLength);
        if (count > 0)
        {
            _byteAtMs = nowMs;
            _inLength += count;
            TakeFrames();
        }
        else if ((_inLength > 0 || _isAskedAgain) && nowMs - _byteAtMs >= Limits.ReaderGapMs)
        {
            EndTornFrame();
        }

        if (_isAsking && !_isAnswered)
        {
            WatchSilence(nowMs);
        }
    }

    // Every request has a number of its own, so that what belongs to an earlier one can be told.
    private void Ask()
    {
        _request++;
        ByteCodec.PutU32(_begin, 0, _request);
        _isAnswered = false;
        _isReady = false;
        _isAskedAgain = false;
        _repeats = 0;
        _isDeadlineSet = false;
        WipeInput();
        Frame(BeginType, BeginPayloadBytes);
    }

    // The rest of a frame does not come any more: what stood behind its beginning may be one.
    private void EndTornFrame()
    {
        while (_inLength > 0)
        {
            Spoil();
            Drop(1);
            TakeFrames();
        }

        if (_isAsking && _isAskedAgain && _state != CardReaderState.CardRead)
        {
            Ask();
        }

        _isAskedAgain = false;
    }

    // A reader that does not acknowledge is asked again, and called silent while it stays so.
    private void WatchSilence(long nowMs)
    {
        if (!_isDeadlineSet)
        {
            _isDeadlineSet = true;
            _deadlineMs = nowMs + Limits.ReaderReplyMs;
        }
        else if (nowMs >= _deadlineMs)
        {
            _isDeadlineSet = false;
            _repeats++;
            _state = _repeats > 1 ? CardReaderState.Silent : _state;
            Frame(BeginType, BeginPayloadBytes);
        }
    }

    private void Frame(int type, int payloadLength)
    {
        _out[0] = FrameStart;
        _out[1] = (byte)type;
        ByteCodec.PutU16(_out, 2, payloadLength);
        Array.Copy(_begin, 0, _out, HeadBytes, payloadLength);
        int end = HeadBytes + payloadLength;
        ByteCodec.PutU32(_out, end, Crc32.Compute(_out, 1, end - 1));
        _outLength = end + CrcBytes;
        _outSent = 0;
    }

    private void TakeFrames()
    {
        int at = 0;
        while (at < _inLength)
        {
            int length = FrameLength(at);
            if (length == 0)
            {
                break;
            }

            // Length -1: no frame begins here, so the next byte is tried.
            at += length > 0 ? length : 1;
        }

        Drop(at);
    }

    // What has been dealt with is wiped: it may have been a card's.
    private void Drop(int count)
    {
        int had = _inLength;
        _inLength -= count;
        Array.Copy(_in, count, _in, 0, _inLength);
        Array.Clear(_in, _inLength, had - _inLength);
    }

    private void WipeInput()
    {
        Array.Clear(_in, 0, _in.Length);
        _inLength = 0;
    }

    // The length of the frame at an offset once it has been dealt with; 0: more bytes are needed.
    private int FrameLength(int at)
    {
        if (_in[at] != FrameStart)
        {
            return -1;
        }

        int have = _inLength - at;
        if (have < HeadBytes)
        {
            return 0;
        }

        int payload = ByteCodec.GetU16(_in, at + 2);
        int whole = HeadBytes + payload + CrcBytes;
        if (whole > _in.Length)
        {
            Spoil();
            return -1;
        }

        if (have < whole)
        {
            return 0;
        }

        int end = at + HeadBytes + payload;
        if (ByteCodec.GetU32(_in, end) != Crc32.Compute(_in, at + 1, HeadBytes - 1 + payload))
        {
            Spoil();
            return -1;
        }

        TakeFrame(_in[at + 1], at + HeadBytes, payload);
        return whole;
    }

    private void Spoil()
    {
        _badFrames++;
        if (_isAsking && _state != CardReaderState.CardRead)
        {
            _state = CardReaderState.TornRead;
            _isAskedAgain = true;
        }
    }

    private void TakeFrame(int type, int at, int payload)
    {
        if (!_isAsking || _state == CardReaderState.CardRead)
        {
            return;
        }

        if (payload < RequestBytes || !ByteCodec.Same(_in, at, _begin, 0, RequestBytes)
            || (type != WaitingType && !_isReady))
        {
            Refuse(type, payload < RequestBytes ? 0 : ByteCodec.GetU32(_in, at));
            return;
        }

        at += RequestBytes;
        payload -= RequestBytes;
        _isAnswered = true;
        switch (type)
        {
            case WaitingType:
                _isReady = true;
                _state = _state == CardReaderState.Silent ? CardReaderState.WaitingForCard : _state;
                break;
            case ReadingType:
                _state = CardReaderState.Reading;
                break;
            case CardType:
                TakeCard(at, payload);
                break;
            case TroubleType:
                TakeTrouble(payload == 1 ? _in[at] : TroubleTorn);
                break;
            default:
                _badFrames++;
                break;
        }
    }

    // What answers an earlier request says nothing; a card of this one that does not fit it means
    // that the reader is done, so it must be asked again.
    private void Refuse(int type, uint request)
    {
        RefusedCards += type == CardType ? 1 : 0;
        if (request == _request)
        {
            Spoil();
        }
        else
        {
            _badFrames++;
        }
    }

    private void TakeTrouble(int code)
    {
        _state = code == TroubleUnsupported ? CardReaderState.UnsupportedCard
            : code == TroubleInsert ? CardReaderState.InsertCard : CardReaderState.TornRead;
    }

    // Entry mode, last four digits, length and bytes of the KSN, length (two bytes) and bytes of
    // the payload.
    private void TakeCard(int at, int payload)
    {
        int ksnLength = payload > 5 ? _in[at + 5] : -1;
        int sealedAt = at + 6 + ksnLength;
        bool hasKsn = ksnLength > 0 && ksnLength <= Limits.KsnBytesMax && payload >= 8 + ksnLength;
        int sealedLength = hasKsn ? ByteCodec.GetU16(_in, sealedAt) : 0;
        bool isWhole = hasKsn && sealedLength > 0 && sealedLength <= Limits.SealedBytesMax
            && payload == 8 + ksnLength + sealedLength
            && ByteCodec.GetDecimal(_in, at + 1, 4) >= 0;
        if (!isWhole)
        {
            Spoil();
            return;
        }

        _card.EntryMode = (CardEntryMode)_in[at];
        Array.Copy(_in, at + 1, _card.Last4, 0, 4);
        Array.Copy(_in, at + 6, _card.Ksn, 0, ksnLength);
        Array.Copy(_in, sealedAt + 2, _card.Sealed, 0, sealedLength);
        _card.KsnLength = ksnLength;
        _card.SealedLength = sealedLength;
        _isAskedAgain = false;
        _state = CardReaderState.CardRead;
    }
}
