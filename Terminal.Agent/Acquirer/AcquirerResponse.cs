using System;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// One answer of the acquirer: what its headers told, and what its body says about a payment, a
/// refund, a list of payments or an error. It takes the JSON as the scanner finds it and keeps only
/// the wanted values.
/// </summary>
public sealed class AcquirerResponse : IJsonSink
{
    private const int FieldNone = 0;
    private const int FieldId = 1;
    private const int FieldAmount = 2;
    private const int FieldCurrency = 3;
    private const int FieldStatus = 4;
    private const int FieldResponse = 5;
    private const int FieldUniqueId = 6;
    private const int FieldCapture = 7;
    private const int FieldMessage = 8;
    private const int FieldErrorId = 9;
    private const int FieldRefundAmount = 10;
    private const int FieldRefundStatus = 11;
    private const int FieldErrorText = 12;
    private const int FieldError = 13;

    // From here on the value is wanted only when it is a container.
    private const int FieldRefunds = 14;
    private const int FieldPayments = 15;

    // A bit for each status of a refund that never was.
    private const int Dead = (1 << (int)PaymentStatus.Refused)
        | (1 << (int)PaymentStatus.NotHonored) | (1 << (int)PaymentStatus.Canceled)
        | (1 << (int)PaymentStatus.Expired) | (1 << (int)PaymentStatus.Failed);

    private static readonly byte[] IdKey = ByteCodec.Ascii("id");
    private static readonly byte[] AmountKey = ByteCodec.Ascii("amount");
    private static readonly byte[] CurrencyKey = ByteCodec.Ascii("currency");
    private static readonly byte[] StatusKey = ByteCodec.Ascii("status");
    private static readonly byte[] ResponseKey = ByteCodec.Ascii("response");
    private static readonly byte[] UniqueIdKey = ByteCodec.Ascii("unique_id");
    private static readonly byte[] CaptureKey = ByteCodec.Ascii("capture");
    private static readonly byte[] PaymentsKey = ByteCodec.Ascii("payments");
    private static readonly byte[] RefundsKey = ByteCodec.Ascii("refunds");
    private static readonly byte[] ErrorKey = ByteCodec.Ascii("error");
    private static readonly byte[] MessageKey = ByteCodec.Ascii("message");
    private static readonly byte[] PaymentPrefix = ByteCodec.Ascii("paym_");
    private static readonly byte[] MaintenanceWord = ByteCodec.Ascii("aintenance");

    // True for letters, digits and underscore.
    private static readonly bool[] WordBytes = FindWordBytes();

    /// <summary>HTTP status, 100 to 599; 0 before it is known.</summary>
    public int HttpStatus;

    /// <summary>Retry-After in seconds; -1 when absent or not understood.</summary>
    public int RetryAfterS;

    /// <summary>Retry-After given as a date, in UTC seconds; 0 when it was not.</summary>
    public long RetryAfterUtcSeconds;

    /// <summary>The Date header in UTC seconds; 0 when absent or not understood.</summary>
    public long DateUtcSeconds;

    /// <summary>True when the connection may carry another request.</summary>
    public bool IsKeepAlive;

    /// <summary>True when the body opens like a page.</summary>
    public bool IsHtml;

    /// <summary>True when the body has at least one byte that is not a blank.</summary>
    public bool HasBody;

    /// <summary>True when the body was one whole JSON document.</summary>
    public bool IsJson;

    /// <summary>Payments that the answer holds; more than 1 only in a list.</summary>
    public int PaymentCount;

    /// <summary>The payment's amount in hundredths; -1 when absent.</summary>
    public long AmountCents;

    /// <summary>The payment's currency.</summary>
    public readonly byte[] Currency = new byte[3];

    /// <summary>True when a currency of three letters was given.</summary>
    public bool HasCurrency;

    /// <summary>The payment's status.</summary>
    public PaymentStatus Status;

    /// <summary>True when the payment says capture false.</summary>
    public bool IsNoCapture;

    /// <summary>The payment's response code, two ASCII bytes; zeros when null or absent.</summary>
    public readonly byte[] ResponseCode = new byte[2];

    /// <summary>The payment's (or refund's) id; also the id that a duplicate error names.</summary>
    public readonly byte[] Id = new byte[Limits.PaymentIdBytesMax];

    /// <summary>Length of <see cref="Id"/> in bytes; 0 when absent.</summary>
    public int IdLength;

    /// <summary>The payment's unique_id.</summary>
    public readonly byte[] UniqueId = new byte[Limits.UniqueIdBytesMax];

    /// <summary>Length of <see cref="UniqueId"/> in bytes; 0 when absent.</summary>
    public int UniqueIdLength;

    /// <summary>Sum of the refunds that stand against the payment, in hundredths.</summary>
    public long RefundedCents;

    /// <summary>True when the body is an error object.</summary>
    public bool IsError;

    /// <summary>True when the body is a list of payments.</summary>
    public bool IsList;

    /// <summary>True when an error message speaks of maintenance.</summary>
    public bool IsMaintenance;

    private readonly byte[] _wantedUniqueId = new byte[Limits.UniqueIdBytesMax];
    private int _wantedUniqueIdLength;

    private int _field;
    private int _fieldsSeen;
    private bool _isBroken;

    // The depth of the objects that are payments; of the error object; of the refunds' array. 0:
    // none.
    private int _paymentDepth;
    private int _errorDepth;
    private int _refundsDepth;
    private long _refundCents;
    private bool _isRefundDead;
    private bool _isSettled;

    /// <summary>Makes ready for an answer to a request about no payment in particular.</summary>
    public void Reset() => Reset(PaymentPrefix, 0);

    /// <summary>
    /// Makes ready for the next answer. In a list, the payment with this unique_id is the one that
    /// counts.
    /// </summary>
    public void Reset(byte[] uniqueId, int uniqueIdLength)
    {
        Array.Copy(uniqueId, 0, _wantedUniqueId, 0, uniqueIdLength);
        _wantedUniqueIdLength = uniqueIdLength;
        HttpStatus = 0;
        RetryAfterS = -1;
        RetryAfterUtcSeconds = 0;
        DateUtcSeconds = 0;
        IsKeepAlive = true;
        IsHtml = false;
        HasBody = false;
        IsJson = false;
        PaymentCount = 0;
        IsError = false;
        IsList = false;
        IsMaintenance = false;
        _field = FieldNone;
        _fieldsSeen = 0;
        _isBroken = false;
        _paymentDepth = 0;
        _errorDepth = 0;
        _refundsDepth = 0;
        _isSettled = false;
        ClearPayment();
    }

    /// <summary>What the body says about the payment that was asked for.</summary>
    /// <param name="amountCents">The amount that the payment must have; 0 accepts any.</param>
    /// <param name="currency">The currency that it must have.</param>
    public ResponseBody Judge(int amountCents, byte[] currency)
    {
        if (!HasBody)
        {
            return ResponseBody.Empty;
        }

        if (!IsJson || _isBroken)
        {
            return IsHtml ? ResponseBody.Html : ResponseBody.Alien;
        }

        if (IsError)
        {
            return IsDuplicateId() ? ResponseBody.Duplicate : ResponseBody.Error;
        }

        if (IsList && PaymentCount == 0)
        {
            return ResponseBody.NotFound;
        }

        if (PaymentCount == 0)
        {
            return ResponseBody.Alien;
        }

        return IsTheOne(amountCents, currency) ? JudgeStatus() : ResponseBody.Mismatch;
    }

    /// <inheritdoc/>
    public bool Key(int depth, byte[] token, int length)
    {
        int field = FieldNone;
        if (depth == _paymentDepth)
        {
            field = _isSettled ? FieldNone : PaymentField(depth, token, length);
        }
        else if (_errorDepth > 0)
        {
            field = ErrorField(depth, token, length);
        }
        else if (_refundsDepth > 0 && depth == _refundsDepth + 1)
        {
            field = Is(token, length, AmountKey) ? FieldRefundAmount
                : Is(token, length, StatusKey) ? FieldRefundStatus : FieldNone;
        }

        _field = field;
        return field != FieldNone && field < FieldRefunds;
    }

    /// <inheritdoc/>
    public void Begin(int depth, bool isArray)
    {
        int field = _field;
        _field = FieldNone;
        if (depth == 1)
        {
            _paymentDepth = isArray ? 2 : 1;
            IsList = isArray;
        }
        else if (field == FieldError && !isArray && depth == 2)
        {
            _errorDepth = 2;
            IsError = true;
        }
        else if (field == FieldPayments && isArray && depth == 2)
        {
            IsList = true;
            _paymentDepth = 3;
            ClearPayment();
        }
        else if (field == FieldRefunds && isArray)
        {
            _refundsDepth = depth;
        }
        else if (_refundsDepth > 0 && depth == _refundsDepth + 1)
        {
            _refundCents = 0;
            _isRefundDead = false;
        }
        else if (field != FieldNone && field != FieldMessage && field < FieldRefunds)
        {
            // A wanted value that is a container, not a scalar: not what the API says.
            _isBroken = true;
        }

        if (depth == _paymentDepth && !isArray && !_isSettled)
        {
            ClearPayment();
        }
    }

    /// <inheritdoc/>
    public void End(int depth)
    {
        if (_errorDepth == depth)
        {
            _errorDepth = 0;
        }
        else if (_refundsDepth == depth)
        {
            _refundsDepth = 0;
        }
        else if (_refundsDepth > 0 && depth == _refundsDepth + 1)
        {
            RefundedCents += _isRefundDead ? 0 : _refundCents;
        }
        else if (depth == _paymentDepth && depth > 0)
        {
            EndPayment();
        }
        else if (depth == 2 && IsList && _paymentDepth == 3)
        {
            // The list has closed: what follows at the top is no payment's.
            _paymentDepth = -1;
        }
    }

    /// <inheritdoc/>
    public void Value(int depth, JsonKind kind, byte[] token, int length, bool isCut)
    {
        switch (_field)
        {
            case FieldId:
            case FieldErrorId:
                ReadId(kind, token, length);
                break;
            case FieldAmount:
                AmountCents = Whole(kind, token, length);
                break;
            case FieldCurrency:
                HasCurrency = Text(kind, token, length, Currency) == 3;
                break;
            case FieldStatus:
                Status = ReadStatus(kind, token, length);
                break;
            case FieldResponse:
                ReadResponse(kind, token, length);
                break;
            case FieldUniqueId:
                UniqueIdLength = Text(kind, token, length, UniqueId);
                break;
            case FieldCapture:
                IsNoCapture = kind == JsonKind.False;
                break;
            case FieldError:
                IsError = kind != JsonKind.Null;
                ReadMessage(kind, token, length);
                break;
            case FieldMessage:
            case FieldErrorText:
                ReadMessage(kind, token, length);
                break;
            case FieldRefundAmount:
                _refundCents = Whole(kind, token, length);
                break;
            case FieldRefundStatus:
                _isRefundDead = IsDead(ReadStatus(kind, token, length));
                break;
            default:
                break;
        }

        _field = FieldNone;
    }

    private static bool Is(byte[] token, int length, byte[] key) =>
        length == key.Length && ByteCodec.Same(token, 0, key, 0, length);

    // Length and first letter leave one key that it can be.
    private int PaymentField(int depth, byte[] token, int length)
    {
        byte[] key;
        int field;
        switch ((length << 8) | token[0])
        {
            case (2 << 8) | 'i':
                key = IdKey;
                field = FieldId;
                break;
            case (5 << 8) | 'e':
                return depth == 1 && Is(token, length, ErrorKey) ? FieldError : FieldNone;
            case (6 << 8) | 'a':
                key = AmountKey;
                field = FieldAmount;
                break;
            case (6 << 8) | 's':
                key = StatusKey;
                field = FieldStatus;
                break;
            case (7 << 8) | 'c':
                key = CaptureKey;
                field = FieldCapture;
                break;
            case (7 << 8) | 'r':
                key = RefundsKey;
                field = FieldRefunds;
                break;
            case (8 << 8) | 'c':
                key = CurrencyKey;
                field = FieldCurrency;
                break;
            case (8 << 8) | 'p':
                return depth == 1 && Is(token, length, PaymentsKey) ? FieldPayments : FieldNone;
            case (8 << 8) | 'r':
                key = ResponseKey;
                field = FieldResponse;
                break;
            case (9 << 8) | 'u':
                key = UniqueIdKey;
                field = FieldUniqueId;
                break;
            default:
                return FieldNone;
        }

        if (!ByteCodec.Same(token, 0, key, 0, length))
        {
            return FieldNone;
        }

        See(field);
        return field;
    }

    // A key given twice leaves open which one holds: nothing may be believed.
    private void See(int field)
    {
        int bit = 1 << field;
        _isBroken |= (_fieldsSeen & bit) != 0;
        _fieldsSeen |= bit;
    }

    private int ErrorField(int depth, byte[] token, int length)
    {
        if (depth == _errorDepth)
        {
            return Is(token, length, MessageKey) ? FieldMessage : FieldNone;
        }

        return Is(token, length, IdKey) ? FieldErrorId
            : Is(token, length, ErrorKey) ? FieldErrorText : FieldNone;
    }

    private void ClearPayment()
    {
        AmountCents = -1;
        HasCurrency = false;
        Status = PaymentStatus.Absent;
        IsNoCapture = false;
        ResponseCode[0] = 0;
        ResponseCode[1] = 0;
        IdLength = 0;
        UniqueIdLength = 0;
        RefundedCents = 0;
        _fieldsSeen = 0;
    }

    // In a list the payment that carries the wanted unique_id settles the matter; the others are
    // passed over.
    private void EndPayment()
    {
        if (_isSettled || IsError)
        {
            return;
        }

        if (IdLength == 0 && Status == PaymentStatus.Absent)
        {
            // Something stands in the list and cannot be read: the list is not empty.
            _isBroken |= IsList;
            return;
        }

        PaymentCount++;
        _isSettled = IsList && UniqueIdLength > 0 && HasWantedUniqueId();
        _fieldsSeen = 0;
    }

    private bool HasWantedUniqueId() =>
        UniqueIdLength == _wantedUniqueIdLength
        && ByteCodec.Same(UniqueId, 0, _wantedUniqueId, 0, UniqueIdLength);

    private bool IsTheOne(int amountCents, byte[] currency)
    {
        if (UniqueIdLength > 0 && _wantedUniqueIdLength > 0 && !HasWantedUniqueId())
        {
            return false;
        }

        // Several payments and none that carries the id: nobody can tell which is meant.
        if (PaymentCount > 1 && !_isSettled)
        {
            return false;
        }

        if (amountCents == 0)
        {
            return true;
        }

        return AmountCents == amountCents && HasCurrency
            && ByteCodec.Same(Currency, 0, currency, 0, 3);
    }

    private ResponseBody JudgeStatus()
    {
        switch (Status)
        {
            case PaymentStatus.ToCapture:
            case PaymentStatus.CaptureSent:
            case PaymentStatus.Captured:
            case PaymentStatus.Disputed:
            case PaymentStatus.ToRefund:
            case PaymentStatus.RefundSent:
            case PaymentStatus.Refunded:
            case PaymentStatus.PaymentCanceled:
                return ResponseBody.Paid;
            case PaymentStatus.Authorized:
                return IsNoCapture ? ResponseBody.Paid : ResponseBody.Unresolved;
            case PaymentStatus.Refused:
            case PaymentStatus.NotHonored:
                return ResponseBody.Refused;
            case PaymentStatus.Canceled:
            case PaymentStatus.Expired:
            case PaymentStatus.Failed:
                return ResponseBody.Dead;
            default:
                return ResponseBody.Unresolved;
        }
    }

    private bool IsDuplicateId() =>
        IdLength == Limits.PaymentIdBytesMax
        && ByteCodec.Same(Id, 0, PaymentPrefix, 0, PaymentPrefix.Length);

    private int Text(JsonKind kind, byte[] token, int length, byte[] into)
    {
        if (kind == JsonKind.Null)
        {
            return 0;
        }

        if (kind != JsonKind.Text || length > into.Length)
        {
            _isBroken = true;
            return 0;
        }

        Array.Copy(token, 0, into, 0, length);
        return length;
    }

    private long Whole(JsonKind kind, byte[] token, int length)
    {
        long value = kind == JsonKind.Number ? ByteCodec.GetDecimal(token, 0, length) : -1;
        _isBroken |= value < 0;
        return value;
    }

    // An id goes into the path of a later request, so nothing but word characters may be in it.
    private void ReadId(JsonKind kind, byte[] token, int length)
    {
        IdLength = Text(kind, token, length, Id);
        _isBroken |= !IsWord(token, 0, IdLength);
    }

    private void ReadResponse(JsonKind kind, byte[] token, int length)
    {
        if (kind == JsonKind.Text && length == 2)
        {
            ResponseCode[0] = token[0];
            ResponseCode[1] = token[1];
        }
    }

    private static PaymentStatus ReadStatus(JsonKind kind, byte[] token, int length) =>
        kind == JsonKind.Null ? PaymentStatus.Null
        : kind == JsonKind.Text ? StatusWords.Find(token, length) : PaymentStatus.Unknown;

    // "Payment already exists, duplicate unique_id (paym_...)": the id may stand anywhere in the
    // text.
    private void ReadMessage(JsonKind kind, byte[] token, int length)
    {
        if (kind != JsonKind.Text)
        {
            return;
        }

        int last = length - Limits.PaymentIdBytesMax;
        for (int i = 0; i < length; i++)
        {
            int value = token[i];
            if (value == 'p' && i <= last && IsPaymentIdAt(token, i))
            {
                Array.Copy(token, i, Id, 0, Limits.PaymentIdBytesMax);
                IdLength = Limits.PaymentIdBytesMax;
            }
            else if (value == 'a' && i + MaintenanceWord.Length <= length)
            {
                IsMaintenance |= ByteCodec.Same(
                    token, i, MaintenanceWord, 0, MaintenanceWord.Length);
            }
        }
    }

    private static bool IsPaymentIdAt(byte[] token, int at)
    {
        if (!ByteCodec.Same(token, at, PaymentPrefix, 0, PaymentPrefix.Length))
        {
            return false;
        }

        return IsWord(token, at, Limits.PaymentIdBytesMax);
    }

    private static bool IsWord(byte[] token, int at, int length)
    {
        bool[] words = WordBytes;
        for (int end = at + length; at < end; at++)
        {
            if (!words[token[at]])
            {
                return false;
            }
        }

        return true;
    }

    private static bool[] FindWordBytes()
    {
        var words = new bool[256];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = ApiKey.IsWord(i);
        }

        return words;
    }

    private static bool IsDead(PaymentStatus status) => (Dead & (1 << (int)status)) != 0;
}
