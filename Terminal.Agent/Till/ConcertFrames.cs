namespace Terminal.Agent.Till;

/// <summary>
/// Concert E and E+ (V2): fixed fields on a serial line, 26 characters, or 34 with the delay and
/// the authorisation. SPEC.md, Till frames, has the fields.
/// </summary>
public sealed class ConcertFrames
{
    private const int ShortBytes = 26;
    private const int LongBytes = 34;
    private const int AmountAt = 2;
    private const int AmountDigits = 8;
    private const int ReportAt = 10;
    private const int PaymentAt = 11;
    private const int ActionAt = 12;
    private const int CurrencyAt = 13;
    private const int PrivateAt = 16;
    private const int PrivateBytes = 10;
    private const int DelayAt = 26;
    private const int AuthorisationAt = 30;
    private const int ReportBytes = 55;

    private static readonly byte[] Version = ByteCodec.Ascii("0300");
    private static readonly byte[] Delay = ByteCodec.Ascii("A01");
    private static readonly byte[] Authorisation = ByteCodec.Ascii("B01");
    private static readonly byte[] Masked = ByteCodec.Ascii("************");

    // The request as it came: an answer repeats some of it.
    private readonly byte[] _asked = new byte[LongBytes];

    /// <summary>Longest answer in bytes.</summary>
    public const int AnswerBytesMax = 80;

    /// <summary>Reads a frame's data into a request.</summary>
    /// <returns>False when it is none.</returns>
    public bool Read(byte[] data, int count, TillRequest into)
    {
        into.Clear();
        bool isLong = count == LongBytes;
        if ((count != ShortBytes && !isLong)
            || ByteCodec.GetDecimal(data, 0, 2) < 0
            || ByteCodec.GetDecimal(data, AmountAt, AmountDigits) < 0
            || ByteCodec.GetDecimal(data, CurrencyAt, 3) < 0
            || (isLong && (!ByteCodec.Same(data, DelayAt, Delay, 0, 3)
                || !ByteCodec.Same(data, AuthorisationAt, Authorisation, 0, 3))))
        {
            return false;
        }

        System.Array.Copy(data, 0, _asked, 0, count);
        Put(into, TillRequest.Version, Version, 0, 4);
        Put(into, TillRequest.Identifier, Version, 0, 4);
        Put(into, TillRequest.Till, data, 0, 2);
        Put(into, TillRequest.Amount, data, AmountAt, AmountDigits);
        Put(into, TillRequest.Currency, data, CurrencyAt, 3);

        // Credit, cancellation and automatic are not done; neither are cheques.
        bool isDebit = data[ActionAt] == '0' && data[PaymentAt] != 'C';
        Put(into, TillRequest.Action, data, ActionAt, 1);
        if (!isDebit)
        {
            into.Of(TillRequest.Action).Bytes[0] = (byte)'?';
        }

        if (isLong)
        {
            Put(into, TillRequest.Forced, data, AuthorisationAt + 3, 1);
        }

        return true;
    }

    /// <summary>Writes an answer.</summary>
    /// <returns>Its length: 25, or 80 with the report of the card.</returns>
    public int Write(TillAnswer answer, byte[] into, int offset)
    {
        int at = ByteCodec.Put(into, offset, _asked, 2);
        into[at++] = (byte)Status(answer);
        at = Amount(answer, into, at);
        into[at++] = _asked[PaymentAt];
        if (_asked[ReportAt] == '1')
        {
            int end = at + ReportBytes;
            if (answer.HasCard)
            {
                at = ByteCodec.Put(into, ByteCodec.Put(into, at, Masked), answer.Last4);
            }

            while (at < end)
            {
                into[at++] = (byte)' ';
            }
        }

        System.Array.Copy(_asked, CurrencyAt, into, at, 3);
        System.Array.Copy(_asked, PrivateAt, into, at + 3, PrivateBytes);
        return at + 3 + PrivateBytes - offset;
    }

    // Not verified: a sale whose end nobody knows. Not done: nothing was charged.
    private static int Status(TillAnswer answer) =>
        answer.Result == TillAnswer.Done ? '0'
        : answer.Reason == TillReason.NotCompleted && answer.AmountCents >= 0 ? '9' : '7';

    private int Amount(TillAnswer answer, byte[] into, int at)
    {
        if (answer.AmountCents < 0)
        {
            System.Array.Copy(_asked, AmountAt, into, at, AmountDigits);
            return at + AmountDigits;
        }

        long rest = answer.AmountCents;
        for (int i = AmountDigits - 1; i >= 0; i--)
        {
            into[at + i] = (byte)('0' + (int)(rest % 10));
            rest /= 10;
        }

        return at + AmountDigits;
    }

    private static void Put(TillRequest into, int field, byte[] data, int offset, int count)
    {
        TillField value = into.Of(field);
        System.Array.Copy(data, offset, value.Bytes, 0, count);
        value.Length = count;
    }
}
