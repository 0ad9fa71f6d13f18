using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>The checked fields of a card that a client sends by number, or of a change to a stored one.</summary>
internal sealed class CardFields
{
    private const int NameCharactersMin = 4;
    private const int NameCharactersMax = 64;
    private const int ZipCharactersMax = 8;

    public TestCard? Card { get; private set; }

    public int? ExpMonth { get; private set; }

    public int? ExpYear { get; private set; }

    public string? HolderName { get; private set; }

    public string? ZipCode { get; private set; }

    /// <summary>Reads the fields of a new card, which has a number and a month.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadNew(JsonElement value, out CardFields fields)
    {
        fields = new CardFields();
        if (!value.TryGetProperty("number", out JsonElement number))
        {
            return "card.number is required";
        }

        fields.Card = CheckoutFields.TextOf(number) is { } digits ? TestCard.ByNumber(digits) : null;
        if (fields.Card is null)
        {
            return "card.number is not a card number";
        }

        string? wrong = fields.Take(value);
        return wrong is null && (fields.ExpMonth is null || fields.ExpYear is null) ? WrongMonth : wrong;
    }

    /// <summary>Reads a change to a stored card.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadChange(JsonElement value, out CardFields fields)
    {
        fields = new CardFields();
        return value.TryGetProperty("number", out _) ? "card.number cannot be changed" : fields.Take(value);
    }

    private const string WrongMonth = "card.exp_month or card.exp_year is not valid";

    private string? Take(JsonElement value)
    {
        HolderName = value.TryGetProperty("name", out JsonElement name) ? CheckoutFields.TextOf(name) : null;
        ZipCode = value.TryGetProperty("zip_code", out JsonElement zip) ? CheckoutFields.TextOf(zip) : null;
        bool isMonth = Number(value, "exp_month", 1, 12, out int? month)
            & Number(value, "exp_year", 2000, 2100, out int? year);
        (ExpMonth, ExpYear) = (month, year);
        return !isMonth ? WrongMonth
            : HolderName is { Length: < NameCharactersMin or > NameCharactersMax }
                ? $"card.name must be a string of {NameCharactersMin} to {NameCharactersMax} characters"
            : ZipCode is { Length: < 2 or > ZipCharactersMax }
                ? $"card.zip_code must be a string of 2 to {ZipCharactersMax} characters"
            : null;
    }

    private static bool Number(JsonElement value, string name, int min, int max, out int? number)
    {
        number = null;
        if (!value.TryGetProperty(name, out JsonElement sent) || sent.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        bool isNumber = sent.ValueKind == JsonValueKind.Number && sent.TryGetInt32(out int found)
            && found >= min && found <= max;
        number = isNumber ? sent.GetInt32() : null;
        return isNumber;
    }
}
