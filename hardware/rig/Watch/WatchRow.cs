using System.Text;

namespace Terminal.Rig.Watch;

/// <summary>Reads rows of key=value pairs, as terminals and their consoles print them.</summary>
public static class WatchRow
{
    private const int PairsMax = 64;

    /// <summary>The pairs of a row; what is no pair is passed over.</summary>
    public static IReadOnlyDictionary<string, string> Read(string row)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        int at = 0;
        while (at < row.Length && pairs.Count < PairsMax)
        {
            int equals = row.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            string key = row[at..equals].Trim();
            int end = equals + 1;
            var value = new StringBuilder();
            bool isQuoted = end < row.Length && row[end] == '"';
            end += isQuoted ? 1 : 0;
            while (end < row.Length && row[end] != (isQuoted ? '"' : ' '))
            {
                end += isQuoted && row[end] == '\\' && end + 1 < row.Length ? 1 : 0;
                value.Append(row[end++]);
            }

            pairs[key] = value.ToString();
            at = end + (isQuoted ? 2 : 1);
        }

        return pairs;
    }

    /// <summary>The rows of a message.</summary>
    public static IReadOnlyList<string> Rows(string text) =>
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
