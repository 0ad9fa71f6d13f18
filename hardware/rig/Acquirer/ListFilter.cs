using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Terminal.Rig.Acquirer;

/// <summary>What a list of payments or refunds is asked for.</summary>
/// <param name="UniqueId">Only the payment of this unique_id, or null.</param>
/// <param name="OrderId">Only payments of this order_id, or null.</param>
/// <param name="CreatedFrom">Only payments booked at or after this time, in s since 1970; 0 for
/// all.</param>
/// <param name="Start">How many to pass over.</param>
/// <param name="Limit">How many to give at most.</param>
internal sealed record ListFilter(
    string? UniqueId, string? OrderId, long CreatedFrom, int Start, int Limit)
{
    /// <summary>True when the payment belongs into the list.</summary>
    public bool Takes(LedgerPayment payment) =>
        (UniqueId is null || payment.UniqueId == UniqueId)
        && (OrderId is null || payment.OrderId == OrderId)
        && payment.Created.ToUnixTimeSeconds() >= CreatedFrom;

    /// <summary>True when the refund belongs into the list: no other member applies.</summary>
    public bool Takes(LedgerRefund refund) => refund.Created.ToUnixTimeSeconds() >= CreatedFrom;

    /// <summary>Reads a query; null, and what is wrong with it, where it cannot be one.</summary>
    public static ListFilter? Parse(
        string query, int limitDefault, int limitMax, DateTimeOffset now, out string wrong)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Text(string name) => values.TryGetValue(name, out var found) ? found.ToString() : null;
        bool Number(string name, long fallback, long min, long max, out long number)
        {
            number = fallback;
            return Text(name) is not { } text
                || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                    && number >= min && number <= max);
        }
        wrong = "";
        if (Text("unique_id") is { Length: 0 or > CheckoutFields.IdCharactersMax })
        {
            wrong = "unique_id must be between 1 and 36 characters";
        }
        else if (Text("order_id") is { Length: 0 or > CheckoutFields.IdCharactersMax })
        {
            wrong = "order_id must be between 1 and 36 characters";
        }
        if (!Number("limit", limitDefault, 1, limitMax, out var limit))
        {
            wrong = "limit must be between 1 and 100";
        }
        if (!Number("start", 0, 0, int.MaxValue, out var start))
        {
            wrong = "start must be a positive integer";
        }
        if (!Number("created", 0, 0, long.MaxValue, out var created))
        {
            wrong = "created must be a positive integer";
        }
        else if (created > now.ToUnixTimeSeconds())
        {
            wrong = "created must be in the past";
        }
        return wrong.Length > 0
            ? null
            : new ListFilter(Text("unique_id"), Text("order_id"), created, (int)start, (int)limit);
    }
}
