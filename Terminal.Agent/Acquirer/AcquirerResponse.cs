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
    private const int FieldCreated = 14;
    private const int FieldLast4 = 15;
    private const int FieldPayment = 16;
    private const int FieldRefundPayment = 17;
    private const int FieldHasMore = 18;
    private const int FieldErrorType = 19;

    // From here on the value is wanted only when it is a container.
    private const int FieldRefunds = 20;
    private const int FieldPayments = 21;
    private const int FieldCard = 22;
    private const int FieldRange = 23;

    // In a refund: amount and status were told.
    private const int RefundAmountTold = 1;
    private const int RefundStatusTold = 2;
    private const int RefundIsTold = RefundAmountTold | RefundStatusTold;

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
    private static readonly byte[] CreatedKey = ByteCodec.Ascii("created");
    private static readonly byte[] PaymentKey = ByteCodec.Ascii("payment");
    private static readonly byte[] CardKey = ByteCodec.Ascii("card");
    private static readonly byte[] Last4Key = ByteCodec.Ascii("last4");
    private static readonly byte[] RangeKey = ByteCodec.Ascii("range");
    private static readonly byte[] HasMoreKey = ByteCodec.Ascii("has_more");
    private static readonly byte[] TypeKey = ByteCodec.Ascii("type");
    private static readonly byte[] PaymentPrefix = ByteCodec.Ascii("paym_");
    private static readonly byte[] RefundPrefix = ByteCodec.Ascii("refd_");
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

    /// <summary>When the payment was created, in UTC seconds; 0 when that was not told.</summary>
    public long CreatedUtcSeconds;

    /// <summary>Last four digits of the payment's card; zeros when they were not told.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>
    /// True when the refunds of the payment that is asked about were told: in its own list, or on a
    /// page of all refunds. Absent, null, ids alone and what cannot be read tell nothing.
    /// </summary>
    public bool AreRefundsTold;

    /// <summary>Refunds told that stand against the payment.</summary>
    public int RefundCount;

    /// <summary>Of these, refunds of just the amount that is asked about.</summary>
    public int SameRefundCount;

    /// <summary>Refunds of just that amount that were not honoured.</summary>
    public int DeadRefundCount;

    /// <summary>Sum of the refunds that stand against the payment, in hundredths.</summary>
    public long RefundedCents;

    /// <summary>True when the list has another page.</summary>
    public bool HasMore;

    /// <summary>True when the body is an error object.</summary>
    public bool IsError;

    /// <summary>True when the error object is the API's own: it has a type.</summary>
    public bool IsOwnError;

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
    private int _cardDepth;
    private int _rangeDepth;
    private long _refundCents;
    private bool _isRefundDead;
    private bool _isRefundOfOther;
    private int _refundTold;
    private bool _isSettled;

    // Which payment is asked about when refunds are counted, and of what amount.
    private readonly byte[] _wantedPayment = new byte[Limits.PaymentIdBytesMax];
    private int _wantedPaymentLength;
    private long _wantedRefundCents;
    private bool _namesWantedPayment;

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
        IsOwnError = false;
        IsList = false;
        IsMaintenance = false;
        HasMore = false;
        AreRefundsTold = false;
        _wantedPaymentLength = 0;
        _wantedRefundCents = 0;
        _field = FieldNone;
        _fieldsSeen = 0;
        _isBroken = false;
        _paymentDepth = 0;
        _errorDepth = 0;
        _refundsDepth = 0;
        _cardDepth = 0;
        _rangeDepth = 0;
        _isSettled = false;
        ClearPayment();
    }

    /// <summary>After a reset: counts the refunds of a payment, and those of an amount.</summary>
    public void CountRefunds(byte[] paymentId, int paymentIdLength, long amountCents)
    {
        Array.Copy(paymentId, 0, _wantedPayment, 0, paymentIdLength);
        _wantedPaymentLength = paymentIdLength;
        _wantedRefundCents = amountCents;
    }

    /// <summary>What the body says about the payment that was asked for.</summary>
    /// <param name="amountCents">The amount that the payment must have; 0 accepts any.</param>
    /// <param name="currency">The currency that it must have.</param>
    /// <param name="mayBeUnnamed">
    /// True when something else than a unique_id says whose it is; else a payment without one is
    /// neither proof nor disproof.
    /// </param>
    public ResponseBody Judge(int amountCents, byte[] currency, bool mayBeUnnamed)
    {
        ResponseBody form = JudgeForm();
        if (form != ResponseBody.Paid)
        {
            return form;
        }

        if (IsList && PaymentCount == 0)
        {
            return ResponseBody.NotFound;
        }

        if (PaymentCount == 0)
        {
            return ResponseBody.Alien;
        }

        if (UniqueIdLength == 0 && _wantedUniqueIdLength > 0 && (IsList || !mayBeUnnamed))
        {
            return ResponseBody.Unnamed;
        }

        return IsTheOne(amountCents, currency) ? JudgeStatus() : ResponseBody.Mismatch;
    }

    /// <summary>
    /// What the body says about a refund that was sent: it settles only when it has a refund's id
    /// and names payment and amount.
    /// </summary>
    public ResponseBody JudgeRefund()
    {
        ResponseBody form = JudgeForm();
        if (form != ResponseBody.Paid)
        {
            return form;
        }

        bool isOurs = PaymentCount == 1 && !IsList && _namesWantedPayment
            && AmountCents == _wantedRefundCents && IdLength > RefundPrefix.Length
            && ByteCodec.Same(Id, 0, RefundPrefix, 0, RefundPrefix.Length);
        return isOurs ? JudgeStatus() : ResponseBody.Unresolved;
    }

    /// <summary>What the body says as a page of the list of refunds.</summary>
    public ResponseBody JudgePage()
    {
        ResponseBody form = JudgeForm();
        return form != ResponseBody.Paid ? form
            : AreRefundsTold ? ResponseBody.Page : ResponseBody.Alien;
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
                : Is(token, length, StatusKey) ? FieldRefundStatus
                : Is(token, length, PaymentKey) ? FieldRefundPayment : FieldNone;
        }
        else if (depth == _cardDepth)
        {
            field = Is(token, length, Last4Key) ? FieldLast4 : FieldNone;
        }
        else if (depth == _rangeDepth)
        {
            field = Is(token, length, HasMoreKey) ? FieldHasMore : FieldNone;
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
            AreRefundsTold = true;
        }
        else if (_refundsDepth > 0 && depth == _refundsDepth + 1)
        {
            _refundCents = 0;
            _isRefundDead = false;
            _isRefundOfOther = false;
            _refundTold = 0;
        }
        else if (field == FieldCard && !isArray)
        {
            _cardDepth = depth;
        }
        else if (field == FieldRange && !isArray)
        {
            _rangeDepth = depth;
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
            EndRefund();
        }
        else if (depth == _cardDepth)
        {
            _cardDepth = 0;
        }
        else if (depth == _rangeDepth)
        {
            _rangeDepth = 0;
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
                _refundTold |= RefundAmountTold;
                break;
            case FieldRefundStatus:
                _isRefundDead = IsDead(ReadStatus(kind, token, length));
                _refundTold |= RefundStatusTold;
                break;
            case FieldRefundPayment:
                _isRefundOfOther = !IsWantedPayment(kind, token, length);
                break;
            case FieldPayment:
                _namesWantedPayment = IsWantedPayment(kind, token, length);
                break;
            case FieldCreated:
                CreatedUtcSeconds = kind == JsonKind.Number
                    ? ByteCodec.GetDecimal(token, 0, length) : 0;
                break;
            case FieldLast4:
                if (kind == JsonKind.Text && length == Last4.Length)
                {
                    Array.Copy(token, 0, Last4, 0, length);
                }

                break;
            case FieldHasMore:
                HasMore = kind == JsonKind.True;
                break;
            case FieldErrorType:
                IsOwnError = kind == JsonKind.Text && length > 0;
                break;
            default:
                break;
        }

        _field = FieldNone;
    }

    /// <inheritdoc/>
    public void Item(int depth)
    {
        if (depth == _refundsDepth)
        {
            // Ids alone: what they stand for is not told.
            AreRefundsTold = false;
            _refundsDepth = -1;
        }
    }

    // A body of the API's own that is not an error counts as Paid here: what it says is still open.
    private ResponseBody JudgeForm()
    {
        if (!HasBody)
        {
            return ResponseBody.Empty;
        }

        if (!IsJson || _isBroken)
        {
            return IsHtml ? ResponseBody.Html : ResponseBody.Alien;
        }

        if (!IsError)
        {
            return ResponseBody.Paid;
        }

        return !IsOwnError ? ResponseBody.Alien
            : IsDuplicateId() ? ResponseBody.Duplicate : ResponseBody.Error;
    }

    private void EndRefund()
    {
        if (_isRefundOfOther)
        {
            return;
        }

        if (_refundTold != RefundIsTold)
        {
            AreRefundsTold = false;
            _refundsDepth = -1;
            return;
        }

        bool isSame = _refundCents == _wantedRefundCents;
        if (_isRefundDead)
        {
            DeadRefundCount += isSame ? 1 : 0;
            return;
        }

        RefundCount++;
        SameRefundCount += isSame ? 1 : 0;
        RefundedCents += _refundCents;
    }

    private bool IsWantedPayment(JsonKind kind, byte[] token, int length) =>
        kind == JsonKind.Text && length == _wantedPaymentLength
        && ByteCodec.Same(token, 0, _wantedPayment, 0, length);

    /// <summary>True when a token of the scanner is the key.</summary>
    internal static bool Is(byte[] token, int length, byte[] key) =>
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
            case (4 << 8) | 'c':
                return Is(token, length, CardKey) ? FieldCard : FieldNone;
            case (5 << 8) | 'r':
                return depth == 1 && Is(token, length, RangeKey) ? FieldRange : FieldNone;
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
                bool isCreated = token[1] == 'r';
                key = isCreated ? CreatedKey : CaptureKey;
                field = isCreated ? FieldCreated : FieldCapture;
                break;
            case (7 << 8) | 'p':
                key = PaymentKey;
                field = FieldPayment;
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
            return Is(token, length, MessageKey) ? FieldMessage
                : Is(token, length, TypeKey) ? FieldErrorType : FieldNone;
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
        RefundCount = 0;
        SameRefundCount = 0;
        DeadRefundCount = 0;
        CreatedUtcSeconds = 0;
        Last4[0] = 0;
        _namesWantedPayment = false;
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
