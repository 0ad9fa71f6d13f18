using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>The checked fields of a customer; what was not sent is null.</summary>
internal sealed class CustomerFields
{
    public string? Name { get; private set; }

    public string? Email { get; private set; }

    public string? Mobile { get; private set; }

    public string? ExternalId { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(JsonElement value, out CustomerFields fields)
    {
        fields = new CustomerFields
        {
            Name = Text(value, "name"),
            Email = Text(value, "email"),
            Mobile = Text(value, "mobile"),
            ExternalId = Text(value, "external_id"),
        };
        return Between("name", fields.Name, 3, 64) ?? Between("email", fields.Email, 5, 64)
            ?? Between("mobile", fields.Mobile, 8, 16) ?? Between("external_id", fields.ExternalId, 1, 36);
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement sent) ? CheckoutFields.TextOf(sent) : null;

    private static string? Between(string name, string? text, int min, int max) =>
        text is not null && (text.Length < min || text.Length > max)
            ? $"{name} must be a string of {min} to {max} characters" : null;
}
