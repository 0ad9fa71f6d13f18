using System;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// A page of the acquirer's list of payments or refunds, as it is read: each entry is handed on as
/// soon as it ends, so that a page of any length costs no memory. What is not a list goes to the
/// answer, which knows errors.
/// </summary>
public sealed class ListPage : IJsonSink
{
    private const int FieldNone = 0;
    private const int FieldId = 1;
    private const int FieldPayment = 2;
    private const int FieldUniqueId = 3;
    private const int FieldAmount = 4;
    private const int FieldCurrency = 5;
    private const int FieldStatus = 6;
    private const int FieldCreated = 7;
    private const int FieldCapture = 8;
    private const int FieldLast4 = 9;
    private const int FieldHasMore = 10;

    // From here on what is wanted is a container.
    private const int FieldEntries = 11;
    private const int FieldRange = 12;
    private const int FieldCard = 13;

    private const int ListDepth = 2;
    private const int EntryDepth = 3;
    private const int CardDepth = 4;

    private static readonly byte[] PaymentsKey = ByteCodec.Ascii("payments");
    private static readonly byte[] RefundsKey = ByteCodec.Ascii("refunds");
    private static readonly byte[] RangeKey = ByteCodec.Ascii("range");
    private static readonly byte[] HasMoreKey = ByteCodec.Ascii("has_more");
    private static readonly byte[] CardKey = ByteCodec.Ascii("card");
    private static readonly byte[] Last4Key = ByteCodec.Ascii("last4");

    // In the order of the fields of an entry, from FieldId on.
    private static readonly byte[][] EntryKeys =
    {
        ByteCodec.Ascii("id"), ByteCodec.Ascii("payment"), ByteCodec.Ascii("unique_id"),
        ByteCodec.Ascii("amount"), ByteCodec.Ascii("currency"), ByteCodec.Ascii("status"),
        ByteCodec.Ascii("created"), ByteCodec.Ascii("capture"),
    };

    private readonly AcquirerResponse _answer;
    private readonly IListEntries _entries;
    private bool _isOfRefunds;
    private int _field;
    private bool _isInEntries;
    private bool _isInRange;
    private bool _isInCard;
    private bool _isItem;

    /// <summary>Makes a page whose errors <paramref name="answer"/> takes.</summary>
    public ListPage(AcquirerResponse answer, IListEntries entries)
    {
        _answer = answer;
        _entries = entries;
    }

    /// <summary>True once the list has been seen.</summary>
    public bool IsList { get; private set; }

    /// <summary>True when the page says whether another one follows.</summary>
    public bool IsEndTold { get; private set; }

    /// <summary>True when another page follows.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Entries read so far.</summary>
    public int EntryCount { get; private set; }

    /// <summary>The entry's id.</summary>
    public readonly byte[] Id = new byte[Limits.PaymentIdBytesMax];

    /// <summary>Length of <see cref="Id"/>; 0 when it was not told.</summary>
    public int IdLength { get; private set; }

    /// <summary>Of a refund, the id of its payment.</summary>
    public readonly byte[] Payment = new byte[Limits.PaymentIdBytesMax];

    /// <summary>Length of <see cref="Payment"/>; 0 when it was not told.</summary>
    public int PaymentLength { get; private set; }

    /// <summary>The entry's unique_id.</summary>
    public readonly byte[] UniqueId = new byte[Limits.UniqueIdBytesMax];

    /// <summary>Length of <see cref="UniqueId"/>; 0 when it was not told.</summary>
    public int UniqueIdLength { get; private set; }

    /// <summary>The amount in hundredths; -1 when it was not told.</summary>
    public long AmountCents { get; private set; }

    /// <summary>The index of the currency; -1 for another, and when it was not told.</summary>
    public int Currency { get; private set; }

    /// <summary>The status.</summary>
    public PaymentStatus Status { get; private set; }

    /// <summary>True when the payment says capture false.</summary>
    public bool IsNoCapture { get; private set; }

    /// <summary>When it was created, UTC seconds; 0 when that was not told.</summary>
    public long CreatedUtcSeconds { get; private set; }

    /// <summary>Last four digits of the card; zeros when they were not told.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>Makes ready for a page.</summary>
    public void Reset(bool isOfRefunds)
    {
        _isOfRefunds = isOfRefunds;
        _field = FieldNone;
        _isInEntries = false;
        _isInRange = false;
        _isInCard = false;
        _isItem = false;
        EntryCount = 0;
        IsList = false;
        IsEndTold = false;
        HasMore = false;
    }

    /// <summary>True for a body that was a list and nothing but one.</summary>
    public bool IsPage => IsList && !_isItem;

    /// <inheritdoc/>
    public bool Key(int depth, byte[] token, int length)
    {
        bool isWanted = _answer.Key(depth, token, length);
        _field = FieldNone;
        if (depth == 1)
        {
            byte[] entriesKey = _isOfRefunds ? RefundsKey : PaymentsKey;
            _field = AcquirerResponse.Is(token, length, entriesKey) ? FieldEntries
                : AcquirerResponse.Is(token, length, RangeKey) ? FieldRange : FieldNone;
        }
        else if (_isInEntries && depth == EntryDepth)
        {
            _field = EntryField(token, length);
        }
        else if (_isInCard && depth == CardDepth)
        {
            _field = AcquirerResponse.Is(token, length, Last4Key) ? FieldLast4 : FieldNone;
        }
        else if (_isInRange && depth == ListDepth)
        {
            _field = AcquirerResponse.Is(token, length, HasMoreKey) ? FieldHasMore : FieldNone;
        }

        return isWanted || (_field != FieldNone && _field < FieldEntries);
    }

    /// <inheritdoc/>
    public void Begin(int depth, bool isArray)
    {
        _answer.Begin(depth, isArray);
        int field = _field;
        _field = FieldNone;
        if (field == FieldEntries && isArray)
        {
            IsList = true;
            _isInEntries = true;
        }
        else if (field == FieldRange && !isArray)
        {
            _isInRange = true;
        }
        else if (field == FieldCard && !isArray)
        {
            _isInCard = true;
        }
        else if (_isInEntries && depth == EntryDepth && !isArray)
        {
            BeginEntry();
        }
    }

    /// <inheritdoc/>
    public void End(int depth)
    {
        _answer.End(depth);
        if (depth == ListDepth)
        {
            _isInEntries = false;
            _isInRange = false;
        }
        else if (depth == CardDepth)
        {
            _isInCard = false;
        }
        else if (_isInEntries && depth == EntryDepth)
        {
            EntryCount++;
            _entries.Take(this);
        }
    }

    /// <inheritdoc/>
    public void Value(int depth, JsonKind kind, byte[] token, int length, bool isCut)
    {
        int field = _field;
        _field = FieldNone;
        switch (field)
        {
            case FieldId:
                IdLength = Text(kind, token, length, Id);
                break;
            case FieldPayment:
                PaymentLength = Text(kind, token, length, Payment);
                break;
            case FieldUniqueId:
                UniqueIdLength = Text(kind, token, length, UniqueId);
                break;
            case FieldAmount:
                AmountCents = Whole(kind, token, length, -1);
                break;
            case FieldCurrency:
                Currency = kind == JsonKind.Text && length == 3
                    ? Currencies.IndexOf(token, 0) : -1;
                break;
            case FieldStatus:
                Status = kind == JsonKind.Text
                    ? StatusWords.Find(token, length) : PaymentStatus.Null;
                break;
            case FieldCreated:
                CreatedUtcSeconds = Whole(kind, token, length, 0);
                break;
            case FieldCapture:
                IsNoCapture = kind == JsonKind.False;
                break;
            case FieldLast4:
                if (kind == JsonKind.Text && length == Last4.Length)
                {
                    Array.Copy(token, 0, Last4, 0, length);
                }

                break;
            case FieldHasMore:
                HasMore = kind == JsonKind.True;
                IsEndTold = HasMore || kind == JsonKind.False;
                break;
        }

        // The answer may have waited for the same value.
        _answer.Value(depth, kind, token, length, isCut);
    }

    /// <inheritdoc/>
    public void Item(int depth)
    {
        _answer.Item(depth);
        _isItem |= _isInEntries && depth == ListDepth;
    }

    private static int EntryField(byte[] token, int length)
    {
        byte[][] keys = EntryKeys;
        for (int i = 0; i < keys.Length; i++)
        {
            byte[] key = keys[i];
            if (key.Length == length && key[0] == token[0]
                && ByteCodec.Same(token, 0, key, 0, length))
            {
                return FieldId + i;
            }
        }

        return AcquirerResponse.Is(token, length, CardKey) ? FieldCard : FieldNone;
    }

    private void BeginEntry()
    {
        IdLength = 0;
        PaymentLength = 0;
        UniqueIdLength = 0;
        AmountCents = -1;
        Currency = -1;
        Status = PaymentStatus.Absent;
        IsNoCapture = false;
        CreatedUtcSeconds = 0;
        Array.Clear(Last4, 0, Last4.Length);
    }

    private static int Text(JsonKind kind, byte[] token, int length, byte[] into)
    {
        if (kind != JsonKind.Text || length > into.Length)
        {
            return 0;
        }

        Array.Copy(token, 0, into, 0, length);
        return length;
    }

    private static long Whole(JsonKind kind, byte[] token, int length, long otherwise)
    {
        long value = kind == JsonKind.Number ? ByteCodec.GetDecimal(token, 0, length) : -1;
        return value < 0 ? otherwise : value;
    }
}
