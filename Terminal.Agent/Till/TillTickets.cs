using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Till;

/// <summary>
/// Writes tickets out of what the journal keeps: the customer's copy of a sale, and the day's
/// totals. The same record gives the same ticket, at any time.
/// </summary>
public sealed class TillTickets
{
    private static readonly byte[] CardHead = ByteCodec.Ascii("     CARTE BANCAIRE");
    private static readonly byte[] Masked = ByteCodec.Ascii("************");
    private static readonly byte[] Colon = ByteCodec.Ascii(" : ");

    // French, then English.
    private static readonly byte[][] TerminalWord = Pair("TERMINAL ", "TERMINAL ");
    private static readonly byte[][] TillWord = Pair("CAISSE ", "TILL ");
    private static readonly byte[][] ReferenceWord = Pair("REF ", "REF ");
    private static readonly byte[][] ChipWord = Pair("PUCE", "CHIP");
    private static readonly byte[][] ContactlessWord = Pair("SANS CONTACT", "CONTACTLESS");
    private static readonly byte[][] DebitWord = Pair("DEBIT", "SALE");
    private static readonly byte[][] CreditWord = Pair("REMBOURSEMENT", "REFUND");
    private static readonly byte[][] AmountWord = Pair("MONTANT", "AMOUNT");
    private static readonly byte[][] AcceptedWord = Pair("ACCEPTE", "APPROVED");
    private static readonly byte[][] OfflineWord = Pair("ACCEPTE HORS LIGNE", "APPROVED OFFLINE");
    private static readonly byte[][] RefusedWord = Pair("REFUSE", "DECLINED");
    private static readonly byte[][] CancelledWord = Pair("ANNULE", "CANCELLED");
    private static readonly byte[][] UnknownWord = Pair("RESULTAT INCONNU", "RESULT UNKNOWN");
    private static readonly byte[][] CopyWord =
        Pair("COPIE CLIENT - A GARDER", "CUSTOMER COPY");

    private static readonly byte[][] DuplicateWord = Pair("DUPLICATA", "DUPLICATE");
    private static readonly byte[][] TotalsWord = Pair("TOTAUX DU JOUR", "TOTALS OF THE DAY");
    private static readonly byte[][] SalesWord = Pair("VENTES", "SALES");
    private static readonly byte[][] RefundsWord = Pair("REMBOURSEMENTS", "REFUNDS");
    private static readonly byte[][] WaitingWord = Pair("NON CONFIRMES", "NOT CONFIRMED");
    private static readonly byte[][] DeclinedWord = Pair("REFUSES", "DECLINED");

    private readonly TerminalSettings _settings;
    private readonly TransactionJournal _journal;
    private readonly IClock _clock;
    private readonly byte[] _id = new byte[Limits.UniqueIdBytesMax];
    private TicketText _text;
    private int _language;

    /// <summary>Makes the writer.</summary>
    public TillTickets(TerminalSettings settings, TransactionJournal journal, IClock clock)
    {
        _settings = settings;
        _journal = journal;
        _clock = clock;
    }

    /// <summary>Writes the customer's copy of a sale, or of a refund.</summary>
    public void WriteSale(
        TicketText into, TransactionRecord sale, TillReference till, bool isDuplicate)
    {
        Begin(into);
        Line(CardHead);
        Time(sale.CreatedUtcSeconds);
        Terminal();
        if (till.IsThere)
        {
            Word(TillWord).TwoFigures(till.Number).End();
            if (till.Length > 0)
            {
                Word(ReferenceWord).Text(till.Text, 0, till.TextLength).End();
            }
        }

        _text.Text(Masked).Text(sale.Last4).End();
        if (sale.EntryMode != CardEntryMode.Unknown)
        {
            Line(Of(sale.EntryMode == CardEntryMode.Contactless ? ContactlessWord : ChipWord));
        }

        Line(Of(sale.Kind == TransactionKind.Refund ? CreditWord : DebitWord));
        Word(AmountWord).Amount(sale.AmountCents, sale.Currency, 0).End();
        Line(Of(Outcome(sale)));
        int length = UniqueId.Write(
            _settings.Serial, _settings.SerialLength, sale.Boot, sale.Sequence, _id, 0);
        _text.Text(_id, 0, length).End();
        if (isDuplicate)
        {
            Line(Of(DuplicateWord));
        }

        Line(Of(CopyWord));
    }

    /// <summary>
    /// Writes the totals of today, by the merchant's clock, of what the journal holds.
    /// </summary>
    public void WriteTotals(TicketText into)
    {
        Begin(into);
        Line(Of(TotalsWord));
        long now = _clock.UtcSeconds;
        Time(now);
        Terminal();
        int currency = Currencies.IndexOf(_settings.Currency, 0);
        Sum(SalesWord, currency, now, false, TransactionState.Approved);
        Sum(RefundsWord, currency, now, true, TransactionState.Approved);
        Sum(WaitingWord, currency, now, false, TransactionState.Unknown);
        Sum(DeclinedWord, currency, now, false, TransactionState.Declined);
    }

    private static byte[][] Pair(string french, string english) =>
        new[] { ByteCodec.Ascii(french), ByteCodec.Ascii(english) };

    private static byte[][] Outcome(TransactionRecord sale)
    {
        bool isOffline = (sale.Flags & TransactionFlags.Offline) != 0;
        switch (sale.State)
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

    private void Sum(
        byte[][] word, int currency, long now, bool isRefund, TransactionState state)
    {
        int count = 0;
        long cents = 0;
        long today = Day(now);
        for (int slot = _journal.Newest(); slot >= 0; slot = _journal.Older(slot))
        {
            long created = _journal.CreatedUtcSeconds(slot);
            if (created != 0 && now != 0 && Day(created) != today)
            {
                break;
            }

            bool isOfKind = isRefund == ((_journal.Flags(slot) & TransactionFlags.IsRefund) != 0);
            if (isOfKind && _journal.CurrencyIndex(slot) == currency
                && Class(_journal.State(slot)) == state)
            {
                count++;
                cents += _journal.AmountCents(slot);
            }
        }

        Word(word).Text(Colon).Number(count).End();
        _text.Amount(cents, _settings.Currency, 0).End();
    }

    // What is neither charged nor surely uncharged is not confirmed.
    private static TransactionState Class(TransactionState state)
    {
        switch (state)
        {
            case TransactionState.Approved:
                return TransactionState.Approved;
            case TransactionState.Declined:
            case TransactionState.Rejected:
                return TransactionState.Declined;
            case TransactionState.Cancelled:
            case TransactionState.Refunded:
                return TransactionState.Cancelled;
            default:
                return TransactionState.Unknown;
        }
    }

    private long Day(long utcSeconds) =>
        (utcSeconds + _settings.LocalOffsetS(utcSeconds)) / Calendar.SecondsPerDay;

    private void Begin(TicketText into)
    {
        into.Clear();
        _text = into;
        _language = _settings.Language;
    }

    private byte[] Of(byte[][] words) => words[_language];

    private TicketText Word(byte[][] words) => _text.Text(Of(words));

    private void Line(byte[] text) => _text.Text(text).End();

    private void Terminal() =>
        Word(TerminalWord).Text(_settings.Serial, 0, _settings.SerialLength).End();

    private void Time(long utcSeconds)
    {
        if (utcSeconds == 0)
        {
            return;
        }

        long local = utcSeconds + _settings.LocalOffsetS(utcSeconds);
        long days = local / Calendar.SecondsPerDay;
        int year = Calendar.Year(local);
        int month = 12;
        while (Calendar.Days(year, month, 1) > days)
        {
            month--;
        }

        int seconds = (int)(local % Calendar.SecondsPerDay);
        _text.TwoFigures((int)(days - Calendar.Days(year, month, 1)) + 1).Character('/')
            .TwoFigures(month).Character('/').TwoFigures(year % 100).Character(' ')
            .TwoFigures(seconds / 3600).Character(':').TwoFigures(seconds / 60 % 60)
            .Character(':').TwoFigures(seconds % 60).End();
    }
}
