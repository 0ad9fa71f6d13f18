using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Sale;

/// <summary>
/// Writes tickets out of what the journal keeps: both copies of a sale or a refund, a short form
/// for a QR code, and the sheet of a day. The same record gives the same ticket, at any time; of
/// the card nothing but the last four digits is on it.
/// </summary>
public sealed class Tickets
{
    /// <summary>Longest short form: what the smallest code that a phone reads well holds.</summary>
    public const int ShortBytesMax = 53;

    private const int French = (int)Language.French;
    private static readonly byte[] Masked = ByteCodec.Ascii("************");
    private static readonly byte[] Colon = ByteCodec.Ascii(" : ");

    // French, then English.
    private static readonly byte[][] CardHead = Pair("CARTE BANCAIRE", "CARD PAYMENT");
    private static readonly byte[][] TerminalWord = Pair("TERMINAL ", "TERMINAL ");
    private static readonly byte[][] TillWord = Pair("CAISSE ", "TILL ");
    private static readonly byte[][] ReferenceWord = Pair("REF ", "REF ");
    private static readonly byte[][] ChipWord = Pair("C PUCE", "C CHIP");
    private static readonly byte[][] ContactlessWord = Pair("@ SANS CONTACT", "@ CONTACTLESS");
    private static readonly byte[][] DebitWord = Pair("D\u00C9BIT", "SALE");
    private static readonly byte[][] CreditWord = Pair("REMBOURSEMENT", "REFUND");
    private static readonly byte[][] AmountWord = Pair("MONTANT", "AMOUNT");
    private static readonly byte[][] AcceptedWord = Pair("ACCEPT\u00C9", "APPROVED");
    private static readonly byte[][] OfflineWord =
        Pair("ACCEPT\u00C9 HORS LIGNE", "APPROVED OFFLINE");
    private static readonly byte[][] RefusedWord = Pair("REFUS\u00C9", "DECLINED");
    private static readonly byte[][] CancelledWord = Pair("ANNUL\u00C9", "CANCELLED");
    private static readonly byte[][] UnknownWord = Pair("R\u00C9SULTAT INCONNU", "RESULT UNKNOWN");
    private static readonly byte[][] AnswerWord = Pair("R\u00C9PONSE ", "RESPONSE ");
    private static readonly byte[][] CopyWord =
        Pair("COPIE CLIENT - A GARDER", "CUSTOMER COPY");

    private static readonly byte[][] MerchantWord = Pair("COPIE COMMER\u00C7ANT", "MERCHANT COPY");
    private static readonly byte[][] DuplicateWord = Pair("DUPLICATA", "DUPLICATE");
    private static readonly byte[][] DayWord = Pair("TOTAUX DU JOUR", "TOTALS OF THE DAY");
    private static readonly byte[][] NoDateWord = Pair("SANS DATE", "WITHOUT A DATE");
    private static readonly byte[][] PrintedWord = Pair("LE ", "ON ");
    private static readonly byte[][] NetWord = Pair("NET", "NET");

    // In the order of DayFigure.
    private static readonly byte[][][] FigureWords =
    {
        Pair("VENTES", "SALES"),
        Pair("REFUS\u00C9ES", "DECLINED"),
        Pair("NON TRAIT\u00C9ES", "NOT PROCESSED"),
        Pair("ANNUL\u00C9ES", "CANCELLED"),
        Pair("ANNUL\u00C9ES REMB.", "CANCELLED, PAID"),
        Pair("REMBOURSEMENTS", "REFUNDS"),
        Pair("REMB. REFUS\u00C9S", "REFUNDS REFUSED"),
        Pair("DONT HORS LIGNE", "OF THESE OFFLINE"),
        Pair("R\u00C9GL\u00C9ES PLUS TARD", "SETTLED LATER"),
        Pair("D'UN AUTRE JOUR", "OF ANOTHER DAY"),
        Pair("AUTRE JOUR, NON DU", "OTHER DAY, NONE"),
        Pair("AUTRE JOUR, REMB.", "OTHER DAY, REFUND"),
        Pair("\u00C0 ENVOYER", "TO BE SENT"),
        Pair("NON CONFIRM\u00C9ES", "NOT CONFIRMED"),
        Pair("REMB. EN COURS", "REFUNDS OPEN"),
    };

    private readonly TerminalSettings _settings;
    private readonly byte[] _id = new byte[Limits.UniqueIdBytesMax];
    private TicketText _text;
    private int _language;

    /// <summary>Makes the writer.</summary>
    public Tickets(TerminalSettings settings) => _settings = settings;

    /// <summary>Adds a copy of a sale or a refund to a ticket that has been begun.</summary>
    /// <param name="into">The ticket.</param>
    /// <param name="record">The transaction.</param>
    /// <param name="till">Which till asked for it; null when none did.</param>
    /// <param name="copy">Whose copy.</param>
    /// <param name="isDuplicate">True when one has been given before.</param>
    public void WriteSale(
        TicketText into, TransactionRecord record, TillReference till, TicketCopy copy,
        bool isDuplicate)
    {
        Begin(into);
        bool isRefund = record.Kind == TransactionKind.Refund;
        _text.Heading(Of(CardHead));
        Time(record.CreatedUtcSeconds, true);
        Terminal();
        if (till != null && till.IsThere)
        {
            Word(TillWord).TwoFigures(till.Number).End();
            if (till.Length > 0)
            {
                Word(ReferenceWord).Text(till.Text, 0, till.TextLength).End();
            }
        }

        if (record.Last4[0] != 0)
        {
            _text.Text(Masked).Text(record.Last4).End();
        }

        if (record.EntryMode != CardEntryMode.Unknown)
        {
            Line(Of(record.EntryMode == CardEntryMode.Contactless ? ContactlessWord : ChipWord));
        }

        Line(Of(isRefund ? CreditWord : DebitWord));
        Word(AmountWord);
        Amount(record.AmountCents, record.Currency, 0);
        Line(Of(Outcome(record)));
        // What was accepted offline keeps its ticket when it is delivered.
        if (record.ResponseCode[0] != 0 && (record.Flags & TransactionFlags.Offline) == 0)
        {
            Word(AnswerWord).Text(record.ResponseCode).End();
        }

        _text.Text(_id, 0, PutId(record)).End();
        if (copy == TicketCopy.Merchant && record.PaymentIdLength > 0)
        {
            _text.Text(record.PaymentId, 0, record.PaymentIdLength).End();
        }

        if (isDuplicate)
        {
            Line(Of(DuplicateWord));
        }

        Line(Of(copy == TicketCopy.Merchant ? MerchantWord : CopyWord));
    }

    /// <summary>
    /// Writes the short form: unique_id, amount, outcome, and card and local time where they fit.
    /// </summary>
    /// <param name="record">The transaction.</param>
    /// <param name="isDuplicate">True when one has been given before.</param>
    /// <param name="into">Takes at most <see cref="ShortBytesMax"/> bytes of ASCII.</param>
    /// <returns>How many.</returns>
    public int WriteShort(TransactionRecord record, bool isDuplicate, byte[] into)
    {
        _language = _settings.Language;
        int at = ByteCodec.Put(into, 0, _id, PutId(record));
        into[at++] = (byte)' ';
        at = ByteCodec.PutDecimal(into, at, record.AmountCents / 100);
        into[at++] = (byte)Separator;
        at = PutTwo(into, at, record.AmountCents % 100);
        for (int i = 0; i < 3; i++)
        {
            into[at++] = (byte)(record.Currency[i] - 'a' + 'A');
        }

        into[at++] = (byte)' ';
        into[at++] = OutcomeLetter(record);
        if (isDuplicate)
        {
            into[at++] = (byte)'2';
        }

        const int CardBytes = 6;
        if (record.Last4[0] != 0 && at + CardBytes <= ShortBytesMax)
        {
            into[at++] = (byte)' ';
            into[at++] = (byte)'*';
            at = ByteCodec.Put(into, at, record.Last4);
        }

        const int TimeBytes = 15;
        if (record.CreatedUtcSeconds != 0 && at + TimeBytes <= ShortBytesMax)
        {
            at = PutTime(into, at, record.CreatedUtcSeconds);
        }

        return at;
    }

    /// <summary>Adds the sheet of a day to a ticket that has been begun.</summary>
    /// <param name="into">The ticket.</param>
    /// <param name="totals">The day's figures.</param>
    /// <param name="nowUtcSeconds">When it is written; 0 when unknown.</param>
    public void WriteDay(TicketText into, DayTotals totals, long nowUtcSeconds)
    {
        Begin(into);
        _text.Heading(Of(DayWord));
        if (totals.Day == BusinessDays.None)
        {
            Line(Of(NoDateWord));
        }
        else
        {
            Date(totals.Day);
            _text.End();
        }

        if (nowUtcSeconds != 0)
        {
            Word(PrintedWord);
            Time(nowUtcSeconds, false);
        }

        Terminal();
        Word(NetWord);
        Amount(totals.NetCents, Currencies.Table, totals.Currency * 3);
        for (int i = 0; i < DayTotals.Figures; i++)
        {
            var figure = (DayFigure)i;
            if (figure == DayFigure.Charged || figure == DayFigure.Refunded
                || totals.Count(figure) > 0)
            {
                Word(FigureWords[i]).Text(Colon).Number(totals.Count(figure));
                Amount(totals.Cents(figure), Currencies.Table, totals.Currency * 3);
            }
        }
    }

    private static byte[][] Pair(string french, string english) =>
        new[] { ByteCodec.Ascii(french), ByteCodec.Ascii(english) };

    private static byte[][] Outcome(TransactionRecord record)
    {
        bool isOffline = (record.Flags & TransactionFlags.Offline) != 0;
        switch (record.State)
        {
            case TransactionState.Approved:
                return isOffline ? OfflineWord : AcceptedWord;
            case TransactionState.Declined:
            case TransactionState.Rejected:
                return RefusedWord;
            case TransactionState.Cancelled:
            case TransactionState.Refunded:
                return CancelledWord;
            case TransactionState.CancelRequested:
                return UnknownWord;
            default:
                return isOffline ? OfflineWord : UnknownWord;
        }
    }

    private static byte OutcomeLetter(TransactionRecord record)
    {
        byte[][] outcome = Outcome(record);
        bool isRefund = record.Kind == TransactionKind.Refund;
        return (byte)(outcome == AcceptedWord ? isRefund ? 'B' : 'A' : outcome == OfflineWord ? 'H'
            : outcome == RefusedWord ? 'R' : outcome == CancelledWord ? 'C' : 'U');
    }

    private char Separator => _language == French ? ',' : '.';

    private void Begin(TicketText into)
    {
        _text = into;
        _language = _settings.Language;
    }

    private int PutId(TransactionRecord record) => UniqueId.Write(
        _settings.Serial, _settings.SerialLength, record.Boot, record.Sequence, _id, 0);

    private byte[] Of(byte[][] words) => words[_language];

    private TicketText Word(byte[][] words) => _text.Text(Of(words));

    private void Line(byte[] text) => _text.Text(text).End();

    private void Amount(long cents, byte[] currency, int currencyOffset) =>
        _text.Amount(cents, currency, currencyOffset, Separator).End();

    private void Terminal() =>
        Word(TerminalWord).Text(_settings.Serial, 0, _settings.SerialLength).End();

    private void Time(long utcSeconds, bool hasSeconds)
    {
        if (utcSeconds == 0)
        {
            return;
        }

        long local = utcSeconds + _settings.LocalOffsetS(utcSeconds);
        int seconds = (int)(local % Calendar.SecondsPerDay);
        Date((int)(local / Calendar.SecondsPerDay));
        _text.Character(' ').TwoFigures(seconds / 3600).Character(':')
            .TwoFigures(seconds / 60 % 60);
        if (hasSeconds)
        {
            _text.Character(':').TwoFigures(seconds % 60);
        }

        _text.End();
    }

    private void Date(int days)
    {
        int date = Calendar.Date(days);
        _text.TwoFigures(date % 100).Character('/').TwoFigures(date / 100 % 100).Character('/')
            .TwoFigures(date / 10_000 % 100);
    }

    private int PutTime(byte[] into, int at, long utcSeconds)
    {
        long local = utcSeconds + _settings.LocalOffsetS(utcSeconds);
        int minutes = (int)(local % Calendar.SecondsPerDay) / 60;
        int date = Calendar.Date((int)(local / Calendar.SecondsPerDay));
        into[at++] = (byte)' ';
        at = PutTwo(into, at, date % 100);
        into[at++] = (byte)'/';
        at = PutTwo(into, at, date / 100 % 100);
        into[at++] = (byte)'/';
        at = PutTwo(into, at, date / 10_000 % 100);
        into[at++] = (byte)' ';
        at = PutTwo(into, at, minutes / 60);
        into[at++] = (byte)':';
        return PutTwo(into, at, minutes % 60);
    }

    private static int PutTwo(byte[] into, int at, int value)
    {
        into[at] = (byte)('0' + (value / 10));
        into[at + 1] = (byte)('0' + (value % 10));
        return at + 2;
    }
}
