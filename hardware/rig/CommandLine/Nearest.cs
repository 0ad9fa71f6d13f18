namespace Terminal.Rig.CommandLine;

/// <summary>Finds what somebody meant who has mistyped a name.</summary>
public static class Nearest
{
    /// <summary>The known word with the fewest differences, or null when none is near.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        // A third of the letters may be wrong: beyond that a proposal would be a guess.
        int limit = Math.Max(1, word.Length / 3);
        return known.Select(name => 
                (Name: name, Differences: Distance(word.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(found => found.Differences <= limit)
            .OrderBy(found => found.Differences)
            .Select(found => found.Name)
            .FirstOrDefault();
    }

    /// <summary>"; did you mean X?", or nothing when no known word is near.</summary>
    public static string Ask(string word, IEnumerable<string> known) =>
        Find(word, known) is string name ? $"; did you mean '{name}'?" : "";

    // Damerau and Levenshtein: letters left out, put in, replaced, and neighbours that changed places.
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (int j = 0; j <= to.Length; j++)
        {
            rows[0, j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[from.Length, to.Length];
    }
}
