using System;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// Writes the agent's HTTP/1.1 requests into one buffer in one pass. Everything that does not
/// change from one payment to the next is prepared when the key is set and copied whole; SPEC.md
/// lists the bytes.
/// </summary>
public sealed class RequestWriter
{
    // Bodies have at least 2 and at most 3 digits of length; a blank before the number is allowed.
    private const int LengthDigits = 3;

    private static readonly byte[] PostCheckout =
        ByteCodec.Ascii("POST /v1/checkout HTTP/1.1\r\nHost: ");
    private static readonly byte[] PostRefunds =
        ByteCodec.Ascii("POST /v1/refunds HTTP/1.1\r\nHost: ");
    private static readonly byte[] GetList = ByteCodec.Ascii("GET /v1/checkout?unique_id=");
    private static readonly byte[] GetRefunds =
        ByteCodec.Ascii("GET /v1/refunds?created=");
    private static readonly byte[] GetPayments =
        ByteCodec.Ascii("GET /v1/checkout?created=");
    private static readonly byte[] LimitPiece = ByteCodec.Ascii("&limit=");
    private static readonly byte[] StartPiece = ByteCodec.Ascii("&start=");
    private static readonly byte[] GetOne = ByteCodec.Ascii("GET /v1/checkout/");
    private static readonly byte[] GetEnd = ByteCodec.Ascii(" HTTP/1.1\r\nHost: ");
    private static readonly byte[] AgentLine = ByteCodec.Ascii("\r\nUser-Agent: Terminal.Agent/");
    private static readonly byte[] AuthorizationLine = ByteCodec.Ascii("\r\nAuthorization: Basic ");
    private static readonly byte[] JsonLines =
        ByteCodec.Ascii("\r\nContent-Type: application/json\r\nContent-Length: ");

    private static readonly byte[] HeadEnd = ByteCodec.Ascii("\r\n\r\n");
    private static readonly byte[] AmountPiece = ByteCodec.Ascii("{\"amount\":");
    private static readonly byte[] CurrencyPiece = ByteCodec.Ascii(",\"currency\":\"");
    private static readonly byte[] UniqueIdPiece = ByteCodec.Ascii("\",\"unique_id\":\"");
    private static readonly byte[] CardPiece =
        ByteCodec.Ascii("\",\"capture\":true,\"card\":{\"ksn\":\"");
    private static readonly byte[] SealedPiece = ByteCodec.Ascii("\",\"sealed\":\"");
    private static readonly byte[] CreateEnd = ByteCodec.Ascii("\"}}");
    private static readonly byte[] PaymentPiece = ByteCodec.Ascii("{\"payment\":\"");
    private static readonly byte[] RefundAmountPiece = ByteCodec.Ascii("\",\"amount\":");

    // Host, user agent and authorisation, then the same with the lines of a JSON body.
    private readonly byte[] _common = new byte[Limits.CommonHeaderBytesMax];
    private int _commonLength;

    private readonly TerminalSettings _settings;
    private int _length;
    private bool _maySend;

    /// <summary>Makes a writer for the terminal of these settings.</summary>
    public RequestWriter(TerminalSettings settings)
        : this(settings, Limits.RequestBytesMax)
    {
    }

    /// <summary>Makes a writer of requests of at most <paramref name="bytesMax"/>.</summary>
    public RequestWriter(TerminalSettings settings, int bytesMax)
    {
        _settings = settings;
        Buffer = new byte[bytesMax];
    }

    /// <summary>The settings of the terminal.</summary>
    public TerminalSettings Settings => _settings;

    /// <summary>The request; the first <see cref="Length"/> bytes count.</summary>
    public byte[] Buffer { get; }

    /// <summary>
    /// False while nothing may be sent: payments have no names for want of a serial number, there
    /// is no key, or the queue is held because it is another's.
    /// </summary>
    public bool MaySend => _maySend;

    /// <summary>Length of the request in bytes.</summary>
    public int Length => _length;

    /// <summary>
    /// Prepares what all requests share. To be called again when host or key have changed.
    /// </summary>
    public void Prepare() => Prepare(false);

    /// <summary>The same; nothing may be sent while the queue is held.</summary>
    public void Prepare(bool isHeld)
    {
        _maySend = !isHeld && _settings.SerialLength > 0 && _settings.KeyLength > 0;
        int keyLength = _settings.KeyLength;
        Array.Clear(_common, 0, _common.Length);
        int at = ByteCodec.Put(_common, 0, _settings.Host, _settings.HostLength);
        if (_settings.Port != Limits.AcquirerPortDefault)
        {
            // RFC 9110, 7.2: a port of its own belongs to the host's name.
            _common[at++] = (byte)':';
            at = ByteCodec.PutDecimal(_common, at, _settings.Port);
        }

        at = ByteCodec.Put(_common, at, AgentLine);
        at = ByteCodec.Put(_common, at, FirmwareVersion.Text);
        at = ByteCodec.Put(_common, at, AuthorizationLine);

        // The key is the user and the password is empty (RFC 7617); the request buffer is scratch
        // here.
        Array.Copy(_settings.Key, 0, Buffer, 0, keyLength);
        Buffer[keyLength] = (byte)':';
        _commonLength = Base64.Put(_common, at, Buffer, 0, keyLength + 1);
        Array.Clear(Buffer, 0, keyLength + 1);
    }

    /// <summary>
    /// Forgets what all requests share, the key among it; the request that is written stays.
    /// </summary>
    public void ForgetKey() => Array.Clear(_common, 0, _common.Length);

    /// <summary>Writes POST /v1/checkout for a sale.</summary>
    public void Create(TransactionRecord record)
    {
        int at = BeginPost(PostCheckout);
        int body = at;
        at = ByteCodec.Put(Buffer, at, AmountPiece);
        at = ByteCodec.PutDecimal(Buffer, at, record.AmountCents);
        at = ByteCodec.Put(Buffer, at, CurrencyPiece);
        at = ByteCodec.Put(Buffer, at, record.Currency);
        at = ByteCodec.Put(Buffer, at, UniqueIdPiece);
        at = PutUniqueId(at, record);
        at = ByteCodec.Put(Buffer, at, CardPiece);
        at = Hex.Put(Buffer, at, record.Ksn, record.KsnLength);
        at = ByteCodec.Put(Buffer, at, SealedPiece);
        at = Base64.Put(Buffer, at, record.Sealed, 0, record.SealedLength);
        at = ByteCodec.Put(Buffer, at, CreateEnd);
        EndPost(body, at);
    }

    /// <summary>Writes POST /v1/refunds.</summary>
    /// <param name="paymentId">Id of the payment to pay back.</param>
    /// <param name="paymentIdLength">Its length in bytes.</param>
    /// <param name="amountCents">How much, in hundredths.</param>
    public void Refund(byte[] paymentId, int paymentIdLength, int amountCents)
    {
        int at = BeginPost(PostRefunds);
        int body = at;
        at = ByteCodec.Put(Buffer, at, PaymentPiece);
        at = JsonText.Put(Buffer, at, paymentId, paymentIdLength);
        at = ByteCodec.Put(Buffer, at, RefundAmountPiece);
        at = ByteCodec.PutDecimal(Buffer, at, amountCents);
        Buffer[at++] = (byte)'}';
        EndPost(body, at);
    }

    /// <summary>Writes GET /v1/checkout?unique_id= for a record.</summary>
    public void LookUp(TransactionRecord record)
    {
        int at = ByteCodec.Put(Buffer, 0, GetList);
        at = PutUniqueId(at, record);
        EndGet(at);
    }

    /// <summary>Writes GET /v1/refunds: one page of the refunds created since a time.</summary>
    public void ListRefunds(long createdUtcSeconds, int start) =>
        List(true, createdUtcSeconds, Limits.RefundPageRows, start);

    /// <summary>
    /// Writes a page of a list of what was created since a time: GET /v1/checkout or /v1/refunds.
    /// </summary>
    public void List(bool isOfRefunds, long createdUtcSeconds, int limit, int start)
    {
        int at = ByteCodec.Put(Buffer, 0, isOfRefunds ? GetRefunds : GetPayments);
        at = ByteCodec.PutDecimal(Buffer, at, createdUtcSeconds);
        at = ByteCodec.Put(Buffer, at, LimitPiece);
        at = ByteCodec.PutDecimal(Buffer, at, limit);
        at = ByteCodec.Put(Buffer, at, StartPiece);
        EndGet(ByteCodec.PutDecimal(Buffer, at, start));
    }

    /// <summary>
    /// Wipes the request, once all of it has left or none of it will: it may hold a sealed payload.
    /// </summary>
    public void Wipe()
    {
        Array.Clear(Buffer, 0, _length);
        _length = 0;
    }

    /// <summary>Writes GET /v1/checkout/{id}.</summary>
    public void Read(byte[] paymentId, int paymentIdLength)
    {
        int at = ByteCodec.Put(Buffer, 0, GetOne);
        at = ByteCodec.Put(Buffer, at, paymentId, paymentIdLength);
        EndGet(at);
    }

    /// <summary>
    /// Writes a record's unique_id, at most 36 bytes, into a buffer of that size.
    /// </summary>
    /// <returns>Its length in bytes.</returns>
    public int WriteUniqueId(TransactionRecord record, byte[] buffer) =>
        UniqueId.Write(
            _settings.Serial, _settings.SerialLength, record.Boot, record.Sequence, buffer, 0);

    private int BeginPost(byte[] head)
    {
        int at = ByteCodec.Put(Buffer, 0, head);
        at = ByteCodec.Put(Buffer, at, _common, _commonLength);
        at = ByteCodec.Put(Buffer, at, JsonLines);
        return ByteCodec.Put(Buffer, at + LengthDigits, HeadEnd);
    }

    private void EndPost(int body, int end)
    {
        int length = end - body;
        int at = body - HeadEnd.Length - LengthDigits;
        Buffer[at] = (byte)' ';
        ByteCodec.PutDecimal(Buffer, at + LengthDigits - ByteCodec.DecimalDigits(length), length);
        _length = end;
    }

    private void EndGet(int at)
    {
        at = ByteCodec.Put(Buffer, at, GetEnd);
        at = ByteCodec.Put(Buffer, at, _common, _commonLength);
        _length = ByteCodec.Put(Buffer, at, HeadEnd);
    }

    // Letters, digits and dashes: nothing to escape, neither in JSON nor in a URI.
    private int PutUniqueId(int at, TransactionRecord record) =>
        UniqueId.Write(
            _settings.Serial, _settings.SerialLength, record.Boot, record.Sequence, Buffer, at);
}
