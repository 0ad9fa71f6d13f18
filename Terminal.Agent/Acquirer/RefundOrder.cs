using System;
using Terminal.Agent.Journal;

namespace Terminal.Agent.Acquirer;

/// <summary>
/// What a refund's record carries in the place of a sealed payload (SPEC.md, Refund records): which
/// payment to pay back, and when its sale was made: no refund of it is older.
/// </summary>
public static class RefundOrder
{
    private const int TimeBytes = 4;

    /// <summary>Makes <paramref name="refund"/> pay a sale back, whole or in part.</summary>
    /// <param name="refund">Filled in, all but flags, ids and state.</param>
    /// <param name="sale">An approved sale with the acquirer's id.</param>
    /// <param name="amountCents">How much, in hundredths.</param>
    public static void Fill(
        TransactionRecord refund, TransactionRecord sale, int amountCents)
    {
        int length = sale.PaymentIdLength;
        refund.Kind = TransactionKind.Refund;
        refund.Flags = 0;
        refund.AmountCents = amountCents;
        Array.Copy(sale.Currency, 0, refund.Currency, 0, sale.Currency.Length);
        Array.Copy(sale.Last4, 0, refund.Last4, 0, sale.Last4.Length);
        refund.EntryMode = sale.EntryMode;
        refund.KsnLength = 0;
        refund.OriginalBoot = sale.Boot;
        refund.OriginalSequence = sale.Sequence;
        refund.PaymentIdLength = 0;
        refund.Sealed[0] = (byte)length;
        Array.Copy(sale.PaymentId, 0, refund.Sealed, 1, length);
        ByteCodec.PutU32(refund.Sealed, 1 + length, (uint)sale.CreatedUtcSeconds);
        refund.SealedLength = 1 + length + TimeBytes;
    }

    /// <summary>Puts the payment's id where that of a sale would stand.</summary>
    /// <returns>False when the record does not tell it: nothing can be asked then.</returns>
    public static bool Unpack(TransactionRecord refund)
    {
        int length = refund.Sealed[0];
        if (length == 0 || length > refund.PaymentId.Length
            || refund.SealedLength != 1 + length + TimeBytes)
        {
            refund.PaymentIdLength = 0;
            return false;
        }

        Array.Copy(refund.Sealed, 1, refund.PaymentId, 0, length);
        refund.PaymentIdLength = length;
        return true;
    }

    /// <summary>
    /// UTC seconds of the sale's append, 0 when the time was unknown; of an unpacked refund.
    /// </summary>
    public static long SaleUtcSeconds(TransactionRecord refund) =>
        ByteCodec.GetU32(refund.Sealed, 1 + refund.PaymentIdLength);
}
