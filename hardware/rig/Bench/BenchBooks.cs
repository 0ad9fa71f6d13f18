// Joins the terminal's journal to the acquirer's ledger. A row is wrong only where both sides are sure and cannot both
// be right; a sale under way proves nothing. Refunds have no key in common: each of the terminal's is joined to the
// first free one of the same payment and amount.

namespace Terminal.Rig.Bench;

/// <summary>Compares the terminal's journal with the acquirer's ledger.</summary>
public static class BenchBooks
{
    /// <summary>Every sale and refund of either side, in the order of the journal.</summary>
    public static IReadOnlyList<BenchBookRow> Compare(
        IReadOnlyList<BenchJournalRow> journal, IReadOnlyList<BenchLedgerRow> ledger)
    {
        List<BenchLedgerRow> payments = [.. ledger.Where(row => !row.IsRefund)];
        List<BenchLedgerRow> refunds = [.. ledger.Where(row => row.IsRefund)];
        var rows = new List<BenchBookRow>();
        foreach (BenchJournalRow mine in journal)
        {
            rows.Add(mine.IsRefund ? JoinRefund(mine, ledger, refunds) : JoinSale(mine, payments));
        }

        // A cancelled sale is paid back without a refund of its own in the journal.
        HashSet<string> cancelled = [.. rows
            .Where(row => row.Mine is { IsRefund: false, State: "Refunded" or "CancelRequested" }
                && row.Theirs is not null)
            .Select(row => row.Theirs!.Id)];
        rows.AddRange(payments.Select(theirs => new BenchBookRow(
            null, theirs, theirs.NetCents > 0 ? "unknown-here" : "")));
        rows.AddRange(refunds.Where(theirs => !cancelled.Contains(theirs.PaymentId)).Select(
            theirs => new BenchBookRow(null, theirs, theirs.IsForeign ? "" : "unknown-here")));
        return rows;
    }

    private static BenchBookRow JoinSale(BenchJournalRow mine, List<BenchLedgerRow> payments)
    {
        BenchLedgerRow? theirs = payments.FirstOrDefault(row => row.UniqueId == mine.UniqueId);
        if (theirs is null)
        {
            return new BenchBookRow(mine, null, mine.State is "Approved" or "Refunded" ? "unknown-there" : "");
        }

        payments.Remove(theirs);
        string differs = mine.AmountCents != theirs.AmountCents ? "amount"
            : mine.Currency != theirs.Currency ? "currency"
            : mine.State switch
            {
                "Approved" => theirs.WasCharged ? "" : "not-charged",
                "Declined" or "Rejected" or "Cancelled" => theirs.NetCents > 0 ? "charged" : "",
                "Refunded" => theirs.NetCents > 0 ? "not-refunded" : "",
                _ => "",
            };
        return new BenchBookRow(mine, theirs, differs);
    }

    private static BenchBookRow JoinRefund(
        BenchJournalRow mine, IReadOnlyList<BenchLedgerRow> ledger, List<BenchLedgerRow> refunds)
    {
        string? payment = ledger.FirstOrDefault(row => row.UniqueId == mine.OriginalId)?.Id;
        bool isMade = mine.State is not ("Declined" or "Rejected" or "Cancelled");
        BenchLedgerRow? theirs = !isMade ? null : refunds
            .Where(row => row.PaymentId == payment && row.AmountCents == mine.AmountCents)
            .OrderBy(row => row.IsForeign)
            .FirstOrDefault();
        if (theirs is null)
        {
            return new BenchBookRow(mine, null, mine.State == "Approved" ? "not-refunded" : "");
        }

        refunds.Remove(theirs);
        return new BenchBookRow(mine, theirs, mine.Currency == theirs.Currency ? "" : "currency");
    }
}
