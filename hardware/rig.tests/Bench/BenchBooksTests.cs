using Terminal.Rig.Bench;
using Xunit;

namespace Terminal.Rig.Tests.Bench;

/// <summary>What the bench calls a mismatch between journal and ledger, and what it does not.</summary>
public sealed class BenchBooksTests
{
    private const long Amount = 1_250;

    [Theory]
    [InlineData("Approved", "to_capture", 0, "")]
    [InlineData("Approved", "captured", 0, "")]
    [InlineData("Approved", "canceled", 1_250, "")]
    [InlineData("Approved", "refused", 0, "not-charged")]
    [InlineData("Approved", "", 0, "not-charged")]
    [InlineData("Declined", "refused", 0, "")]
    [InlineData("Declined", "to_capture", 0, "charged")]
    [InlineData("Rejected", "captured", 0, "charged")]
    [InlineData("Cancelled", "to_capture", 0, "charged")]
    [InlineData("Cancelled", "canceled", 1_250, "")]
    [InlineData("Refunded", "canceled", 1_250, "")]
    [InlineData("Refunded", "captured", 1_250, "")]
    [InlineData("Refunded", "captured", 300, "not-refunded")]
    [InlineData("Refunded", "to_capture", 0, "not-refunded")]
    [InlineData("InFlight", "to_capture", 0, "")]
    [InlineData("Unknown", "to_capture", 0, "")]
    [InlineData("CancelRequested", "to_capture", 0, "")]
    public void A_sale(string state, string status, long refunded, string differs)
    {
        BenchBookRow row = Assert.Single(BenchBooks.Compare([Sale(state)], [Payment(status, refunded)]));
        Assert.Equal(differs, row.Differs);
        Assert.NotNull(row.Mine);
        Assert.NotNull(row.Theirs);
    }

    [Theory]
    [InlineData("Approved", "unknown-there")]
    [InlineData("Refunded", "unknown-there")]
    [InlineData("Pending", "")]
    [InlineData("Unknown", "")]
    [InlineData("Cancelled", "")]
    public void A_sale_that_the_acquirer_does_not_have(string state, string differs) =>
        Assert.Equal(differs, Assert.Single(BenchBooks.Compare([Sale(state)], [])).Differs);

    [Fact]
    public void A_planted_difference_stands_out_among_refunds()
    {
        BenchJournalRow[] journal =
            [Sale("Approved"), Refund("Approved", 300), Refund("Approved", 200),
                Sale("Approved") with { UniqueId = "b" }];
        BenchLedgerRow[] ledger =
        [
            Payment("captured", 500),
            Payment("to_capture", 0) with { Id = "q", UniqueId = "b", AmountCents = Amount + 1 },
            PaidBack(300), PaidBack(200),
        ];
        Assert.Equal(["", "", "", "amount"], BenchBooks.Compare(journal, ledger).Select(row => row.Differs));
        Assert.Equal("currency", BenchBooks.Compare(
            [Sale("Approved")], [Payment("captured", 0) with { Currency = "usd" }])[0].Differs);
    }

    [Theory]
    [InlineData("Approved", 300, "")]
    [InlineData("Approved", 400, "not-refunded|unknown-here")]
    [InlineData("InFlight", 300, "")]
    [InlineData("Declined", 300, "|unknown-here")]
    public void A_refund_in_parts(string state, long paidBack, string differs) => Assert.Equal(
        differs,
        string.Join('|', BenchBooks.Compare(
            [Sale("Approved"), Refund(state, 300)], [Payment("captured", paidBack), PaidBack(paidBack)])
            .Skip(1).Select(row => row.Differs)));

    [Fact]
    public void A_refund_that_was_never_made_is_missing() => Assert.Equal(
        ["", "not-refunded"],
        BenchBooks.Compare([Sale("Approved"), Refund("Approved", 300)], [Payment("captured", 0)])
            .Select(row => row.Differs));

    [Fact]
    public void A_cancelled_sale_needs_no_refund_of_its_own_and_one_made_elsewhere_is_no_mismatch()
    {
        BenchBookRow cancelled = Assert.Single(BenchBooks.Compare(
            [Sale("Refunded")], [Payment("canceled", Amount), PaidBack(Amount)]));
        Assert.Equal("", cancelled.Differs);
        IReadOnlyList<BenchBookRow> elsewhere = BenchBooks.Compare(
            [Sale("Approved")], [Payment("captured", 300), PaidBack(300) with { IsForeign = true }]);
        Assert.Equal(["", ""], elsewhere.Select(row => row.Differs));
        Assert.Null(elsewhere[1].Mine);
    }

    [Fact]
    public void A_charge_that_the_terminal_does_not_know_is_one()
    {
        Assert.Equal("unknown-here", Assert.Single(BenchBooks.Compare([], [Payment("to_capture", 0)])).Differs);
        Assert.Equal("", Assert.Single(BenchBooks.Compare([], [Payment("refused", 0)])).Differs);
    }

    private static BenchJournalRow Sale(string state) => new("a", "", Amount, "eur", "4242", state, "00", false);

    private static BenchJournalRow Refund(string state, long cents) =>
        new($"r{cents}", "a", cents, "eur", "4242", state, "", false);

    private static BenchLedgerRow Payment(string status, long refunded) =>
        new("p", "", "a", Amount, "eur", status, "00", refunded, false);

    private static BenchLedgerRow PaidBack(long cents) =>
        new($"d{cents}", "p", "", cents, "eur", "to_refund", "", 0, false);
}
