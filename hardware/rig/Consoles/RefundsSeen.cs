using System.Globalization;
using System.Text.Json.Nodes;

namespace Terminal.Rig.Consoles;

/// <summary>The refunds of one payment that stand, as far as the acquirer tells them.</summary>
/// <param name="IsTold">False: nobody knows; never to be taken for none.</param>
/// <param name="Count">How many.</param>
/// <param name="SumCents">Their sum, in hundredths.</param>
internal sealed record RefundsSeen(bool IsTold, int Count, long SumCents)
{
    /// <summary>Nothing is told.</summary>
    public static RefundsSeen Untold { get; } = new(false, 0, 0);

    /// <summary>Those of a payment's own list; untold where that is missing, null or ids.</summary>
    public static RefundsSeen Of(JsonNode payment) =>
        payment["refunds"] is JsonArray refunds && refunds.All(one => one is JsonObject)
            ? Sum(refunds) : Untold;

    /// <summary>Adds up refunds that are told whole.</summary>
    public static RefundsSeen Sum(IEnumerable<JsonNode?> refunds)
    {
        JsonNode[] standing = [.. refunds.OfType<JsonNode>()
            .Where(one => one["status"]?.ToString() != "not_honored")];
        return new RefundsSeen(
            true, standing.Length,
            standing.Sum(one => long.Parse(
                one["amount"]?.ToString() ?? "0", CultureInfo.InvariantCulture)));
    }
}
