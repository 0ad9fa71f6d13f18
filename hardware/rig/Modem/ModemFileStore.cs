namespace Terminal.Rig.Modem;

/// <summary>The files that a modem keeps over restarts and power cuts.</summary>
internal sealed class ModemFileStore
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Bytes of all.</summary>
    public int Bytes => _files.Values.Sum(f => f.Length);

    /// <summary>A file; null when there is none of that name.</summary>
    public byte[]? Get(string name) => _files.GetValueOrDefault(name);

    /// <summary>Keeps a file.</summary>
    public void Put(string name, byte[] content) => _files[name] = content;

    /// <summary>Deletes a file.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Delete(string name) => _files.Remove(name);

    /// <summary>Empties the store.</summary>
    public void Clear() => _files.Clear();
}
