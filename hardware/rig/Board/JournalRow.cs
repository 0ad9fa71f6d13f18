using System.Text;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Board;

/// <summary>One transaction of the terminal's journal, as people and scenarios read it.</summary>
public sealed record JournalRow(
    string UniqueId,
    TransactionKind Kind,
    TransactionState State,
    decimal Amount,
    string Currency,
    string Last4,
    string Response,
    int HttpStatus,
    string PaymentId,
    bool IsOffline,
    int SealedBytes)
{
    /// <summary>For a refund, the unique_id of its sale; otherwise empty.</summary>
    public string OriginalId { get; init; } = "";

    /// <summary>Every record of an agent's journal, oldest first.</summary>
    public static IReadOnlyList<JournalRow> All(Terminal.Agent.Agent agent)
    {
        var rows = new List<JournalRow>();
        for (int slot = agent.Journal.Newest(); slot >= 0; slot = agent.Journal.Older(slot))
        {
            var record = new TransactionRecord();
            if (agent.Journal.Load(slot, record))
            {
                rows.Add(Of(record, agent.Settings));
            }
        }

        rows.Reverse();
        return rows;
    }

    /// <summary>Reads a record.</summary>
    public static JournalRow Of(TransactionRecord record, TerminalSettings settings)
    {
        bool isRefund = record.Kind == TransactionKind.Refund;
        return new JournalRow(
            Id(settings, record.Boot, record.Sequence),
            record.Kind,
            record.State,
            record.AmountCents / 100m,
            Encoding.ASCII.GetString(record.Currency),
            Encoding.ASCII.GetString(record.Last4),
            record.ResponseCode[0] == 0 ? "" : Encoding.ASCII.GetString(record.ResponseCode),
            record.HttpStatus,
            Encoding.ASCII.GetString(record.PaymentId, 0, record.PaymentIdLength),
            (record.Flags & TransactionFlags.Offline) != 0,
            record.SealedLength)
        {
            OriginalId = isRefund
                ? Id(settings, record.OriginalBoot, record.OriginalSequence) : "",
        };
    }

    private static string Id(TerminalSettings settings, uint boot, uint sequence)
    {
        byte[] id = new byte[Terminal.Agent.Limits.UniqueIdBytesMax];
        int length = Terminal.Agent.Journal.UniqueId.Write(
            settings.Serial, settings.SerialLength, boot, sequence, id, 0);
        return Encoding.ASCII.GetString(id, 0, length);
    }
}
