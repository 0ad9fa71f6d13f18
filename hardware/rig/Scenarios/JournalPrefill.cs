using System.Security.Cryptography;
using System.Text;
using Terminal.Agent.Journal;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using AgentCore = Terminal.Agent.Agent;

namespace Terminal.Rig.Scenarios;

/// <summary>
/// Puts sales that were made before into a terminal's journal, and those with an outcome into the acquirer's ledger:
/// both sides know what they would know. What is pending carries a card that the acquirer opens, so it is delivered.
/// </summary>
public static class JournalPrefill
{
    private const string Serial = "FFFF9876543210E00001";
    private const string Currency = "eur";

    /// <summary>Puts one sale in; the caller stands between two steps of the agent.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Add(AgentCore agent, Ledger ledger, PrefillLine line, DateTimeOffset now)
    {
        TestCard card = TestCard.ByName(line.State == TransactionState.Declined ? "declined_51" : "approved")!;
        long madeAt = (now - line.Age).ToUnixTimeSeconds();
        TransactionRecord record = Sale(card, line, madeAt);
        AppendResult result = agent.Journal.Append(record);
        if (result != AppendResult.Appended)
        {
            return $"the journal takes no more: {result}";
        }

        if (line.State != TransactionState.Pending)
        {
            string uniqueId = JournalRow.Of(record, agent.Settings).UniqueId;
            End(agent.Journal, ledger, record, uniqueId, card, line.State, madeAt);
        }

        agent.StoreAndForward.Wake();
        return null;
    }

    private static TransactionRecord Sale(TestCard card, PrefillLine line, long madeAt)
    {
        byte[] ksn = Convert.FromHexString(Serial);
        byte[] payload = SealedCard.Seal(card, ksn, RandomNumberGenerator.GetBytes(12));
        var record = new TransactionRecord
        {
            Kind = TransactionKind.Sale,
            EntryMode = Terminal.Agent.CardEntryMode.Contactless,
            Flags = line.IsOffline ? TransactionFlags.Offline : 0,
            AmountCents = (int)(line.Amount * 100),
            CreatedUtcSeconds = madeAt,
            KsnLength = ksn.Length,
            SealedLength = payload.Length,
        };
        Encoding.ASCII.GetBytes(Currency, record.Currency);
        Encoding.ASCII.GetBytes(card.Last4, record.Last4);
        ksn.CopyTo(record.Ksn, 0);
        payload.CopyTo(record.Sealed, 0);
        return record;
    }

    private static void End(
        TransactionJournal journal, Ledger ledger, TransactionRecord record, string uniqueId, TestCard card,
        TransactionState state, long madeAt)
    {
        var change = new StateChange();
        change.Reset(TransactionState.InFlight, madeAt);
        change.MarksSent = true;
        journal.Change(record.Slot, change);
        change.Reset(state, madeAt);
        if (state != TransactionState.Unknown)
        {
            var payment = new LedgerPayment
            {
                Id = ledger.NewId("paym"),
                Amount = record.AmountCents,
                Currency = Currency,
                Created = DateTimeOffset.FromUnixTimeSeconds(madeAt),
                UniqueId = uniqueId,
                Status = card.Status,
                Response = card.Response,
                Card = new LedgerCard(
                    ledger.NewId("card"), card.Brand, card.Last4, card.Name, null, null, null,
                    DateTimeOffset.FromUnixTimeSeconds(madeAt)),
            };
            ledger.TryAdd(payment, out _);
            change.HttpStatus = 200;
            Encoding.ASCII.GetBytes(card.Response, change.ResponseCode);
            change.PaymentIdLength = Encoding.ASCII.GetBytes(payment.Id, change.PaymentId);
        }

        journal.Change(record.Slot, change);
    }
}
