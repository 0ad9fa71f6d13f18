namespace Terminal.Rig.Bench;

/// <summary>
/// Every word of the bench in French and in English, from bench-words.txt. What the bench says of itself are names of
/// that file; the page puts the words in their place.
/// </summary>
public static class BenchWords
{
    private const string Resource = "bench-words.txt";

    /// <summary>Each name with its French and its English words, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, (string French, string English)> All { get; } = Load();

    /// <summary>A reference to a name, for texts that may also be verbatim.</summary>
    public static string Named(string name) => "@" + name;

    /// <summary>Every name with its words in one language, as the page takes them.</summary>
    /// <param name="isFrench">French, or English.</param>
    public static Dictionary<string, string> In(bool isFrench) => All.ToDictionary(
        pair => pair.Key, pair => isFrench ? pair.Value.French : pair.Value.English);

    private static Dictionary<string, (string French, string English)> Load()
    {
        using Stream stream = typeof(BenchWords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" | ") is [string name, string french, string english]
                ? (Name: name.Trim(), Words: (french.Trim(), english.Trim()))
                : throw new InvalidOperationException($"{Resource}: a line is name | French | English: {line}"))
            .ToDictionary(line => line.Name, line => line.Words);
    }
}
