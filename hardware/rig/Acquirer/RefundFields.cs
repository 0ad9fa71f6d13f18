using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>The checked fields of a POST on refunds.</summary>
/// <param name="PaymentId">The payment to take back.</param>
/// <param name="Amount">Hundredths of the currency unit; null for all that is left.</param>
internal sealed record RefundFields(string PaymentId, long? Amount)
{
    /// <summary>Reads a body.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(JsonElement body, out RefundFields fields)
    {
        fields = new RefundFields("", null);
        try
        {
            if (!body.TryGetProperty("payment", out var payment)
                || CheckoutFields.TextOf(payment) is not { Length: > 0 } id)
            {
                return "payment is required";
            }
            long? amount = null;
            if (body.TryGetProperty("amount", out var value) && value.ValueKind != JsonValueKind.Null)
            {
                amount = CheckoutFields.AmountFrom(value);
                if (amount is null)
                {
                    return "amount must be an integer of at least 50";
                }
            }
            fields = new RefundFields(id, amount);
            return null;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json says so of text with half a surrogate pair in it.
            return "Request body is not valid Unicode";
        }
    }
}
