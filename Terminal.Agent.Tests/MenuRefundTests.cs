using nanoFramework.TestFramework;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Tests;

/// <summary>What a refund's record carries, and how the journal tells refunds from sales.</summary>
[TestClass]
public class MenuRefundTests
{
    private static TransactionRecord _sale;
    private static TransactionRecord _refund;

    /// <summary>An approved sale, and a refund that is still blank.</summary>
    [Setup]
    public void SetUp()
    {
        _sale = new TransactionRecord();
        _sale.Kind = TransactionKind.Sale;
        _sale.AmountCents = 1_250;
        ByteCodec.Put(_sale.Currency, 0, ByteCodec.Ascii("eur"));
        ByteCodec.Put(_sale.Last4, 0, ByteCodec.Ascii("4242"));
        _sale.CreatedUtcSeconds = 750;
        _sale.Boot = 7;
        _sale.Sequence = 318;
        _sale.PaymentIdLength = ByteCodec.Put(
            _sale.PaymentId, 0, ByteCodec.Ascii("paym_123456789012345678901234"));
        _refund = new TransactionRecord();
    }

    /// <summary>What is filled in comes out again.</summary>
    [TestMethod]
    public void An_order_tells_payment_and_time_of_the_sale()
    {
        RefundOrder.Fill(_refund, _sale, 500);
        Assert.AreEqual(500, _refund.AmountCents);
        Assert.AreEqual(34, _refund.SealedLength);
        Assert.AreEqual(7u, _refund.OriginalBoot);
        Assert.AreEqual(318u, _refund.OriginalSequence);
        Assert.AreEqual(0, _refund.PaymentIdLength);
        Assert.IsTrue(RefundOrder.Unpack(_refund));
        Assert.AreEqual(29, _refund.PaymentIdLength);
        Assert.IsTrue(ByteCodec.Same(_refund.PaymentId, 0, _sale.PaymentId, 0, 29));
        Assert.AreEqual(750L, RefundOrder.SaleUtcSeconds(_refund));
    }

    /// <summary>A payload that is lost or of another length asks for nothing.</summary>
    [DataRow(0, 34)]
    [DataRow(30, 35)]
    [DataRow(29, 33)]
    [DataRow(29, 0)]
    public void A_broken_order_is_not_unpacked(int idLength, int sealedLength)
    {
        RefundOrder.Fill(_refund, _sale, 500);
        _refund.Sealed[0] = (byte)idLength;
        _refund.SealedLength = sealedLength;
        Assert.IsFalse(RefundOrder.Unpack(_refund));
        Assert.AreEqual(0, _refund.PaymentIdLength);
    }

    /// <summary>Sales and refunds are counted apart, also after a restart.</summary>
    [TestMethod]
    public void Refunds_are_counted_apart()
    {
        var fixture = new JournalFixture();
        int sale = fixture.Append(1_250);
        fixture.Move(sale, TransactionState.InFlight);
        fixture.Move(sale, TransactionState.Approved);
        RefundOrder.Fill(_refund, _sale, 500);
        Assert.IsTrue(fixture.Journal.Append(_refund) == AppendResult.Appended);
        CheckTotals(fixture.Journal);
        fixture.Remount();
        CheckTotals(fixture.Journal);
    }

    /// <summary>A refund that the acquirer refuses stays until it is acknowledged.</summary>
    [TestMethod]
    public void A_refused_refund_waits_to_be_acknowledged()
    {
        var fixture = new JournalFixture();
        RefundOrder.Fill(_refund, _sale, 500);
        fixture.Journal.Append(_refund);
        fixture.Move(_refund.Slot, TransactionState.InFlight);
        fixture.Move(_refund.Slot, TransactionState.Rejected);
        Assert.AreEqual(_refund.Slot, fixture.Journal.FirstLateDecline());
        fixture.Remount();
        Assert.AreEqual(_refund.Slot, fixture.Journal.FirstLateDecline());
        Assert.IsTrue(fixture.Journal.Acknowledge(_refund.Slot, 0) == ChangeResult.Changed);
        Assert.AreEqual(-1, fixture.Journal.FirstLateDecline());
    }

    private static void CheckTotals(TransactionJournal journal)
    {
        Assert.AreEqual(1, journal.TotalCount(TransactionState.Approved, 0));
        Assert.AreEqual(1_250L, journal.TotalCents(TransactionState.Approved, 0));
        Assert.AreEqual(0, journal.TotalCount(TransactionState.Pending, 0));
        Assert.AreEqual(1, journal.RefundCount(TransactionState.Pending, 0));
        Assert.AreEqual(500L, journal.RefundCents(TransactionState.Pending, 0));
        Assert.AreEqual(1, journal.WaitingCount);
    }
}
