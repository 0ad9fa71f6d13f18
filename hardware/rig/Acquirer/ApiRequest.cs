using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>A request to the emulated API as it stands after HTTP was taken off.</summary>
/// <param name="Method">Method in upper case.</param>
/// <param name="Path">Path without the query, as sent.</param>
/// <param name="Query">Query without its question mark; empty when there is none.</param>
/// <param name="Authorization">Value of the Authorization header, or null.</param>
/// <param name="Body">Body; empty when there is none.</param>
public sealed record ApiRequest(
    string Method, string Path, string Query, string? Authorization, ReadOnlyMemory<byte> Body)
{
    /// <summary>The unique_id in its body; null where there is none.</summary>
    public string? UniqueId
    {
        get
        {
            var reader = new Utf8JsonReader(Body.Span);
            try
            {
                while (reader.Read())
                {
                    if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1
                        && reader.ValueTextEquals("unique_id"u8))
                    {
                        return reader.Read() && reader.TokenType == JsonTokenType.String
                            ? reader.GetString()
                            : null;
                    }
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // A body that is not JSON, or not Unicode, has none.
            }
            return null;
        }
    }
}
