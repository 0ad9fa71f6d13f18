// The fields of a payment as a request may carry them, checked as the real API checks them. Only
// what is wrong is said, in one sentence, and never with a value of the card in it.

using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>The checked fields of a POST or PATCH on checkout; what was not sent is null.</summary>
internal sealed class CheckoutFields
{
    /// <summary>Longest order_id and unique_id in characters.</summary>
    public const int IdCharactersMax = 36;

    private const long AmountMin = 50;
    private const long AmountMax = 99_999_999_999;
    private const int DescriptionCharactersMin = 3;
    private const int DescriptionCharactersMax = 64;

    private static readonly HashSet<string> Currencies =
        ["aud", "cad", "chf", "dkk", "eur", "gbp", "jpy", "nok", "pln", "sek", "usd"];

    public long? Amount { get; private set; }

    public string? Currency { get; private set; }

    public string? Description { get; private set; }

    public string? OrderId { get; private set; }

    public string? UniqueId { get; private set; }

    public bool? Capture { get; private set; }

    public string? Status { get; private set; }

    public string? ReturnUrl { get; private set; }

    public string? DeviceJson { get; private set; }

    /// <summary>
    /// A payer's authentication is asked for, so that the payment stays undecided.
    /// </summary>
    public bool AsksForAuthentication { get; private set; }

    /// <summary>Where the payer comes back to after that, or null.</summary>
    public string? AuthReturnUrl { get; private set; }

    /// <summary>The test card, when a card was sent.</summary>
    public TestCard? Card { get; private set; }

    /// <summary>What a client has sent of a card by number; null for a sealed one.</summary>
    public CardFields? OpenCard { get; private set; }

    /// <summary>
    /// The id of a card that is known already, when one was sent instead of a card.
    /// </summary>
    public string? CardId { get; private set; }

    public bool HasCustomer { get; private set; }

    public string? CustomerId { get; private set; }

    public string? CustomerName { get; private set; }

    public string? CustomerEmail { get; private set; }

    public string? CustomerMobile { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(JsonElement body, out CheckoutFields fields)
    {
        fields = new CheckoutFields();
        try
        {
            foreach (var property in body.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.Null
                    && fields.Take(property.Name, property.Value) is { } wrong)
                {
                    return wrong;
                }
            }
            return null;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json says so of text with half a surrogate pair in it.
            return "Request body is not valid Unicode";
        }
    }

    /// <summary>True when these fields name that customer.</summary>
    public bool IsSameCustomer(LedgerCustomer customer) => customer.Name == CustomerName
        && customer.Email == CustomerEmail && customer.Mobile == CustomerMobile;

    private string? Take(string name, JsonElement value)
    {
        switch (name)
        {
            case "amount":
                Amount = AmountFrom(value);
                return Amount is null ? "amount must be an integer of at least 50" : null;
            case "currency":
                Currency = TextOf(value);
                return Currency is null || !Currencies.Contains(Currency)
                    ? "currency is not supported"
                    : null;
            case "description":
                Description = TextOf(value);
                return Between(
                    name, Description, DescriptionCharactersMin, DescriptionCharactersMax);
            case "order_id":
                OrderId = TextOf(value);
                return Between(name, OrderId, 1, IdCharactersMax);
            case "unique_id":
                UniqueId = TextOf(value);
                return Between(name, UniqueId, 1, IdCharactersMax);
            case "capture":
                Capture = value.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => null,
                };
                return Capture is null ? "capture must be a boolean" : null;
            case "status":
                Status = TextOf(value);
                return Status is "authorize" or "capture" ? null : "status cannot be set to that";
            case "card":
                return TakeCard(value);
            case "customer":
                return TakeCustomer(value);
            case "device":
                DeviceJson = value.ValueKind == JsonValueKind.Object ? value.GetRawText() : null;
                return DeviceJson is null ? "device must be an object" : null;
            case "return_url":
                ReturnUrl = TextOf(value);
                return ReturnUrl is null ? "return_url must be a string" : null;
            case "auth":
                return TakeAuth(value);
            default:
                return null;
        }
    }

    private string? TakeCard(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            CardId = value.GetString();
            return null;
        }
        if (value.ValueKind != JsonValueKind.Object)
        {
            return "card must be an object";
        }
        if (value.TryGetProperty("sealed", out var payload))
        {
            Card = Opened(payload, value.TryGetProperty("ksn", out var ksn) ? ksn : default);
            return Card is null ? "card.sealed cannot be opened" : null;
        }
        var wrong = CardFields.ReadNew(value, out var fields);
        OpenCard = fields;
        Card = fields.Card;
        return wrong;
    }

    private string? TakeAuth(JsonElement value)
    {
        AsksForAuthentication = value.ValueKind is JsonValueKind.True or JsonValueKind.Object;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Object))
        {
            return "auth must be a boolean or an object";
        }
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        AuthReturnUrl = value.TryGetProperty("return_url", out var url) ? TextOf(url) : null;
        var status = value.TryGetProperty("status", out var asked) ? TextOf(asked) : "request";
        return AuthReturnUrl?.StartsWith("https://", StringComparison.Ordinal) == false
            ? "auth.return_url must be an HTTPS URL"
            : status != "request" ? "auth.status cannot be set to that" : null;
    }

    private string? TakeCustomer(JsonElement value)
    {
        HasCustomer = true;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                CustomerId = value.GetString();
                return null;
            case JsonValueKind.Object:
                CustomerId = value.TryGetProperty("id", out var id) ? TextOf(id) : null;
                CustomerName = value.TryGetProperty("name", out var name) ? TextOf(name) : null;
                CustomerEmail = value.TryGetProperty("email", out var email) ? TextOf(email) : null;
                CustomerMobile = value.TryGetProperty("mobile", out var mobile) ? TextOf(mobile) : null;
                return null;
            default:
                return "customer must be an object";
        }
    }

    /// <summary>An amount in hundredths, or null where it is none that the API takes.</summary>
    internal static long? AmountFrom(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var amount)
            && amount is >= AmountMin and <= AmountMax
            ? amount
            : null;

    /// <summary>A string, or null where the value is something else.</summary>
    internal static string? TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TestCard? Opened(JsonElement payload, JsonElement ksn)
    {
        if (payload.ValueKind != JsonValueKind.String || !payload.TryGetBytesFromBase64(out var bytes)
            || ksn.ValueKind != JsonValueKind.String || KsnOf(ksn.GetString()!) is not { } serial)
        {
            return null;
        }
        return SealedCard.Open(bytes, serial);
    }

    /// <summary>A key serial number in hexadecimal, or, failing that, in base64.</summary>
    private static byte[]? KsnOf(string text)
    {
        if (text.Length is >= 2 and <= 24 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }
        var bytes = new byte[16];
        return Convert.TryFromBase64String(text, bytes, out var length) && length is > 0 and <= 12
            ? bytes[..length]
            : null;
    }

    private static string? Between(string name, string? text, int min, int max)
    {
        var length = text?.EnumerateRunes().Count() ?? 0;
        return text is null || length < min || length > max
            ? $"{name} must be a string of {min} to {max} characters"
            : null;
    }
}
