using Terminal.Agent.Journal;
using Terminal.Agent.Sale;

namespace Terminal.Agent.Till;

/// <summary>
/// What a till is told, apart from the form that its line gives it: filled by
/// <see cref="TillDesk"/>, again and again.
/// </summary>
public sealed class TillAnswer
{
    /// <summary>AE: the action was done.</summary>
    public const int Done = 10;

    /// <summary>AE: the action was not done.</summary>
    public const int NotDone = 1;

    /// <summary>AE: the request was taken; the till asks for the result later.</summary>
    public const int Taken = 11;

    /// <summary>AE.</summary>
    public int Result;

    /// <summary>AF: a code of <see cref="TillReason"/>.</summary>
    public int Reason;

    /// <summary>The amount of the sale; -1: the request's own stands.</summary>
    public long AmountCents;

    /// <summary>True when a card is told of.</summary>
    public bool HasCard;

    /// <summary>How it was read.</summary>
    public CardEntryMode EntryMode;

    /// <summary>Its last four digits, ASCII.</summary>
    public readonly byte[] Last4 = new byte[4];

    /// <summary>The reference of the sale, where the request names none.</summary>
    public TillReference Reference;

    /// <summary>True when the terminal's serial number is told.</summary>
    public bool HasSerial;

    /// <summary>The ticket.</summary>
    public readonly TicketText Ticket = new TicketText();

    /// <summary>Makes ready.</summary>
    public void Clear(int result, int reason)
    {
        Result = result;
        Reason = reason;
        AmountCents = -1;
        HasCard = false;
        Reference = null;
        HasSerial = false;
        Ticket.Clear();
    }
}
