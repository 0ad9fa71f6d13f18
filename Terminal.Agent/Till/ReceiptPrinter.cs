using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Sale;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Till;

/// <summary>
/// A receipt printer on the console's line, where a setting says that there is one: it prints what
/// is asked for, whole or not at all, while nobody else has the line. SPEC.md, Tickets, has the
/// bytes.
/// </summary>
public sealed class ReceiptPrinter
{
    private static readonly byte[] Begin = { 0x1B, (byte)'@' };
    private static readonly byte[] Page858 = { 0x1B, (byte)'t', 19 };

    // Four lines on, then a cut that leaves a point.
    private static readonly byte[] End = { 0x1B, (byte)'d', 4, 0x1D, (byte)'V', 66, 0 };

    private readonly Agent _agent;
    private readonly TillLine _line;
    private readonly Tickets _tickets;
    private readonly TicketText _text = new TicketText(Limits.PrintedTicketBytesMax);
    private readonly TransactionRecord _record = new TransactionRecord();
    private readonly TillReference _till = new TillReference();
    private readonly byte[] _bytes = new byte[Limits.PrintedTicketBytesMax + 16];
    private int _length;
    private int _sent;

    /// <summary>Makes the printer of a line.</summary>
    public ReceiptPrinter(Agent agent, TillLine line)
    {
        _agent = agent;
        _line = line;
        _tickets = new Tickets(agent.Settings);
    }

    /// <summary>True while bytes wait for the line.</summary>
    public bool IsPrinting => _sent < _length;

    /// <summary>Moves it on.</summary>
    /// <returns>Milliseconds until it must run again if nothing happens.</returns>
    public int Step()
    {
        TicketOrder order = _agent.Sale.Ticket;
        TillPrinter form = _agent.Settings.Till.Printer;
        order.IsOffered = form != TillPrinter.Off && _line.IsShared;
        if (order.IsOpen && !IsPrinting)
        {
            order.Take();
            Compose(order, form);
        }

        if (!IsPrinting)
        {
            return Limits.IdleStepMs;
        }

        if (!order.IsOffered)
        {
            _length = 0;
            return Limits.IdleStepMs;
        }

        _sent += _line.Print(_bytes, _sent, _length - _sent);
        return Limits.BusyStepMs;
    }

    /// <summary>Puts the bytes of a ticket together.</summary>
    /// <param name="text">The ticket.</param>
    /// <param name="hasAccents">True when its text is in code page 858.</param>
    /// <param name="into">Takes the text and 12 bytes more.</param>
    /// <returns>How many.</returns>
    public static int Frame(TicketText text, bool hasAccents, byte[] into)
    {
        int at = ByteCodec.Put(into, 0, Begin);
        at = hasAccents ? ByteCodec.Put(into, at, Page858) : at;
        at = ByteCodec.Put(into, at, text.Bytes, text.Length);
        return ByteCodec.Put(into, at, End);
    }

    private void Compose(TicketOrder order, TillPrinter form)
    {
        _length = 0;
        _sent = 0;
        TransactionJournal journal = _agent.Journal;
        int slot = journal.Find(order.Boot, order.Sequence);
        if (form == TillPrinter.Off || slot < 0 || !journal.Load(slot, _record))
        {
            return;
        }

        _record.Wipe();
        bool isTill = journal.TillHash(slot) != 0 && journal.LoadTill(slot, _till);
        bool hasAccents = form >= TillPrinter.Accents24 && !_line.HasParity;
        bool isWide = form == TillPrinter.Ascii32 || form == TillPrinter.Accents32;
        _text.Begin(isWide ? TicketText.WideColumns : TicketText.NarrowColumns, hasAccents);
        _tickets.WriteSale(
            _text, _record, isTill ? _till : null, order.Copy, order.IsDuplicate);
        _length = Frame(_text, hasAccents, _bytes);
    }
}
