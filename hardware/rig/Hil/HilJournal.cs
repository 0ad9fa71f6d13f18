using System.Globalization;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;

namespace Terminal.Rig.Hil;

/// <summary>Reads rows of the console's journal.</summary>
public static class HilJournal
{
    /// <summary>One row: words of the form key=value.</summary>
    /// <exception cref="HilException">It is no row of a journal.</exception>
    public static JournalRow Read(string row)
    {
        Dictionary<string, string> fields = row.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        string Field(string key) => fields.GetValueOrDefault(key, "");
        try
        {
            return new JournalRow(
                fields["transaction"],
                Enum.Parse<TransactionKind>(fields["kind"], true),
                Enum.Parse<TransactionState>(fields["state"], true),
                decimal.Parse(fields["amount"], CultureInfo.InvariantCulture),
                Field("currency"),
                Field("last4"),
                Field("response"),
                Field("http").Length == 0 ? 0 : int.Parse(Field("http"), CultureInfo.InvariantCulture),
                Field("payment"),
                (int.Parse(fields["flags"], CultureInfo.InvariantCulture) & TransactionFlags.Offline) != 0,
                0);
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new HilException($"the console's journal has a row that is none: {row}");
        }
    }
}
