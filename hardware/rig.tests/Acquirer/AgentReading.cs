using System.Text;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Reads an answer with the agent's reader and tells everything that came of it.</summary>
public static class AgentReading
{
    /// <summary>The unique_id that is asked for.</summary>
    public const string UniqueId = "T4200017-1-1";

    /// <summary>Reads bytes in pieces of the given sizes, the last one repeated.</summary>
    public static string Read(byte[] bytes, params int[] sizes)
    {
        var answer = new AcquirerResponse();
        var reader = new ResponseReader(answer);
        byte[] id = Encoding.ASCII.GetBytes(UniqueId);
        answer.Reset(id, id.Length);
        ParseResult result = ParseResult.NeedMore;
        int at = 0;
        for (int i = 0; at < bytes.Length && result == ParseResult.NeedMore; i++)
        {
            int size = Math.Min(sizes[Math.Min(i, sizes.Length - 1)], bytes.Length - at);
            byte[] piece = bytes.AsSpan(at, size).ToArray();
            result = reader.Read(piece, 0, size);
            at += reader.Consumed;
        }

        if (result == ParseResult.NeedMore)
        {
            result = reader.Close();
        }

        return result == ParseResult.Done
            ? $"Done at={at} {Tell(answer)}" : result.ToString();
    }

    /// <summary>Everything that an answer holds.</summary>
    public static string Tell(AcquirerResponse answer) =>
        $"{answer.HttpStatus} after={answer.RetryAfterS}/{answer.RetryAfterUtcSeconds} "
        + $"date={answer.DateUtcSeconds} keep={answer.IsKeepAlive} json={answer.IsJson} "
        + $"html={answer.IsHtml} n={answer.PaymentCount} {answer.AmountCents} "
        + $"{Text(answer.Currency, 3)} {answer.Status} id={Text(answer.Id, answer.IdLength)} "
        + $"uid={Text(answer.UniqueId, answer.UniqueIdLength)} back={answer.RefundedCents} "
        + $"code={Text(answer.ResponseCode, 2)} maintenance={answer.IsMaintenance} "
        + $"{answer.Judge(1_250, "eur"u8.ToArray(), true)}";

    private static string Text(byte[] bytes, int length) =>
        Encoding.Latin1.GetString(bytes, 0, length);
}
