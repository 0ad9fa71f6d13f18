using System.Globalization;
using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;

namespace Terminal.Rig.Consoles;

/// <summary>
/// Reads what `export` printed, out of whatever a terminal program saved around it. An export with a damaged,
/// missing or doubled line is refused as a whole.
/// </summary>
public static class ExportFile
{
    private const string CrcMark = " crc=";

    /// <summary>Reads an export.</summary>
    /// <exception cref="ExportException">It is not whole.</exception>
    public static IReadOnlyList<ExportedTransaction> Read(string text)
    {
        var transactions = new List<ExportedTransaction>();
        bool isOpen = false;
        bool isWhole = false;
        int number = 0;
        foreach (string line in text.Split('\n').Select(l => l.TrimEnd('\r', ' ')))
        {
            number++;
            if (line.StartsWith("export=", StringComparison.Ordinal))
            {
                var header = Fields(line, number);
                Require(header["export"] == "1", number, $"version {header["export"]} is not known");
                transactions.Clear();
                isOpen = true;
                isWhole = false;
            }
            else if (isOpen && line.StartsWith("transaction=", StringComparison.Ordinal))
            {
                transactions.Add(Transaction(Fields(line, number), number));
            }
            else if (isOpen && line.StartsWith("export_end=", StringComparison.Ordinal))
            {
                var end = Fields(line, number);
                int sound = transactions.Count(t => t.Damage != (int)SlotDamage.Record);
                Require(end["count"] == Text(sound), number, $"{sound} of {end["count"]} transactions are there");
                Require(end["waiting"] == end["count"], number, "the queue changed meanwhile: export again");
                isOpen = false;
                isWhole = true;
            }
            else
            {
                Require(
                    !isOpen || line.Length == 0, number, "not a line of an export");
            }
        }

        Require(isWhole, number, "no whole export in the file");
        Require(
            transactions.Select(t => t.UniqueId).Distinct().Count() == transactions.Count, number,
            "an id is there twice");
        return transactions;
    }

    private static ExportedTransaction Transaction(Dictionary<string, string> fields, int number)
    {
        string Of(string key) => fields.GetValueOrDefault(key, "");
        Require(
            long.TryParse(Of("amount_cents"), NumberStyles.None, CultureInfo.InvariantCulture, out long cents),
            number,
            "no amount");
        return new ExportedTransaction(
            Of("transaction"),
            Of("kind") == "refund",
            Of("state"),
            cents,
            Of("currency"),
            Of("damage") is { Length: > 0 } damage ? int.Parse(damage, CultureInfo.InvariantCulture) : 0,
            Of("payment"),
            Of("ksn"),
            Of("sealed_base64"),
            DateTimeOffset.TryParse(
                Of("changed"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out DateTimeOffset changed) ? changed : null);
    }

    private static Dictionary<string, string> Fields(string line, int number)
    {
        int mark = line.LastIndexOf(CrcMark, StringComparison.Ordinal);
        Require(mark > 0, number, "no check sum");
        byte[] bytes = Encoding.UTF8.GetBytes(line[..mark]);
        string crc = Crc32.Compute(bytes, 0, bytes.Length).ToString("X8", CultureInfo.InvariantCulture);
        Require(crc == line[(mark + CrcMark.Length)..], number, "the check sum does not fit");
        var fields = new Dictionary<string, string>();
        foreach (string pair in line[..mark].Split(' '))
        {
            int sign = pair.IndexOf('=', StringComparison.Ordinal);
            Require(sign > 0 && fields.TryAdd(pair[..sign], pair[(sign + 1)..]), number, $"'{pair}' is no pair");
        }

        return fields;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Require(bool isTrue, int number, string words)
    {
        if (!isTrue)
        {
            throw new ExportException($"line {number}: {words}");
        }
    }
}
