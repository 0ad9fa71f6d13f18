using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent;

namespace Terminal.Rig.Consoles;

/// <summary>The sale whose ticket the command writes and the tests read.</summary>
public static class TicketSample
{
    /// <summary>An approved sale of 42.50 EUR on 28 November 2026.</summary>
    public static TransactionRecord Sale()
    {
        var sale = new TransactionRecord
        {
            Kind = TransactionKind.Sale,
            State = TransactionState.Approved,
            Boot = 12,
            Sequence = 345,
            AmountCents = 4_250,
            CreatedUtcSeconds = new DateTimeOffset(2026, 11, 28, 13, 7, 42, TimeSpan.Zero).ToUnixTimeSeconds(),
            EntryMode = CardEntryMode.Contactless,
        };
        Encoding.ASCII.GetBytes("eur", sale.Currency);
        Encoding.ASCII.GetBytes("4242", sale.Last4);
        Encoding.ASCII.GetBytes("00", sale.ResponseCode);
        sale.PaymentIdLength = Encoding.ASCII.GetBytes("paym_KIVaaHi7G8QAYMQpQOYBrUQE", sale.PaymentId);
        return sale;
    }
}
