namespace Terminal.Rig.Acquirer;

/// <summary>A request to the emulated API as it stands after HTTP was taken off.</summary>
/// <param name="Method">Method in upper case.</param>
/// <param name="Path">Path without the query, as sent.</param>
/// <param name="Query">Query without its question mark; empty when there is none.</param>
/// <param name="Authorization">Value of the Authorization header, or null.</param>
/// <param name="Body">Body; empty when there is none.</param>
public sealed record ApiRequest(
    string Method, string Path, string Query, string? Authorization, ReadOnlyMemory<byte> Body);
