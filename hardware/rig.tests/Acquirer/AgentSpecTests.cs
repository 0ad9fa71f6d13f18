using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>SPEC.md says what the code does: outcome table, fault codes, wire bodies.</summary>
public sealed partial class AgentSpecTests
{
    private static readonly string Agent = Path.Combine(Root(), "Terminal.Agent");
    private static readonly string Spec = File.ReadAllText(Path.Combine(Agent, "SPEC.md"));

    [Fact]
    public void The_outcome_table_is_the_codes()
    {
        string[][] told = Rows(Section("Outcome of an exchange"), @"^\d+$");
        Assert.Equal(
            new OutcomeTable().Rows.Select(Tell),
            told.Select(cells => string.Join(" | ", cells[..7])));
        Assert.All(told, cells => Assert.True(
            cells.Length == 9 && cells[7].Length > 0 && cells[8].Length > 0, cells[0]));
    }

    [Fact]
    public void The_waits_are_the_limits()
    {
        string section = Section("Outcome of an exchange");
        string[][] told = Rows(section, @"^[A-Z]\w+(Ms|S)$");
        Assert.All(told, cells =>
        {
            object value = typeof(Limits).GetField(cells[0])!.GetRawConstantValue()!;
            decimal seconds = Convert.ToDecimal(value, CultureInfo.InvariantCulture)
                / (cells[0].EndsWith("Ms", StringComparison.Ordinal) ? 1000 : 1);
            Assert.Equal(
                $"{cells[0]} {seconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
                $"{cells[0]} {cells[1]}");
        });
        var named = Regex.Matches(section, @"`(\w+(?:Ms|S))`").Select(m => m.Groups[1].Value).Distinct();
        Assert.Empty(named.Except(told.Select(cells => cells[0])));
        Assert.True(told.Length > 10);
    }

    [Fact]
    public void The_recovery_table_is_the_codes()
    {
        string[][] told = Rows(Section("Recovery"), "^(?!row$)[A-Z][A-Za-z]+$");
        Assert.Equal(
            SlotRecovery.Rows.Select(row => string.Join(
                " | ",
                row.Label,
                Names<SlotCells>(row.Cells),
                Names<SlotBinding>(row.Bindings),
                Names<SlotSeal>(row.Seals),
                row.Body == SlotBody.Any ? "any" : row.Body.ToString(),
                row.Decision)),
            told.Select(cells => string.Join(" | ", cells[..6])));
        Assert.All(told, cells => Assert.True(cells.Length == 7 && cells[6].Length > 0, cells[0]));
    }

    [Fact]
    public void Every_fault_has_a_stage_of_its_own()
    {
        var byStage = Enum.GetValues<FaultCode>().ToLookup(FaultCodes.Stage);
        Assert.Equal([FaultCode.None], byStage[FaultStage.None]);
        Assert.All(byStage[FaultStage.Service], code => Assert.StartsWith("S5", Code(code)));
        Assert.All(byStage[FaultStage.Account], code => Assert.StartsWith("K4", Code(code)));
        Assert.All(byStage[FaultStage.Bearer], code => Assert.Matches("R[01]", Code(code)));
        Assert.All(byStage[FaultStage.Path], code => Assert.StartsWith("R2", Code(code)));
        Assert.All(byStage[FaultStage.Peer], code => Assert.StartsWith("R3", Code(code)));
        Assert.All(byStage[FaultStage.Device], code => Assert.Matches("J0|R4", Code(code)));
        Assert.Equal(7, byStage.Count);
        Assert.All(Enumerable.Range(500, 100), n => Assert.True(FaultCodes.IsService((FaultCode)n)));
        Assert.All(Enum.GetValues<FaultCode>(), code => Assert.Equal(
            byStage[FaultStage.Service].Contains(code) || byStage[FaultStage.Account].Contains(code)
                || code == FaultCode.None,
            FaultCodes.IsAnswer(code)));
    }

    [Fact]
    public void Every_fault_code_has_one_line()
    {
        string[][] told = Rows(Section("Fault codes"), @"^[RKSJ]\d+$");
        Assert.Equal(
            Enum.GetValues<FaultCode>().Where(c => c != FaultCode.None).Select(Code),
            told.Select(cells => cells[0]));
        Assert.All(told, cells => Assert.True(
            cells.Length == 4 && cells.All(cell => cell.Length > 0), cells[0]));
    }

    [Fact]
    public void What_screens_say_stands_in_the_texts()
    {
        string texts = File.ReadAllText(Path.Combine(Agent, "Screens", "texts.txt"));
        var quoted = Quoted().Matches(
            Section("Outcome of an exchange") + Section("Fault codes"))
            .Select(m => m.Groups[1].Value).Where(t => t != "Settled").Distinct().ToList();
        Assert.True(quoted.Count > 30);
        Assert.All(quoted, text => Assert.Contains($"| {text} |", texts, StringComparison.Ordinal));
    }

    [Fact]
    public void The_requests_are_the_ones_described()
    {
        var settings = new TerminalSettings();
        settings.KeyLength = Encoding.ASCII.GetBytes(AgentWorld.Key, settings.Key);
        settings.SerialLength = Encoding.ASCII.GetBytes("T4200017", settings.Serial);
        var writer = new RequestWriter(settings);
        writer.Prepare();
        var record = new TransactionRecord
        {
            AmountCents = 1_250, Boot = 3, Sequence = 14, KsnLength = 2, SealedLength = 1,
        };
        Encoding.ASCII.GetBytes("eur", record.Currency);
        record.Ksn[0] = 0xFF;
        byte[] id = Encoding.ASCII.GetBytes("paym_KIVaaHi7G8QAYMQpQOYBrUQE");
        string head = Fill(Block(0)).Replace(
            "<request line>", "POST /v1/checkout HTTP/1.1", StringComparison.Ordinal);
        string json = Fill(Block(1));

        writer.Create(record);
        Assert.Equal(head + json + "\r\n" + Fill(Block(2)).TrimEnd(), Text(writer));
        writer.Refund(id, id.Length, 1_250);
        Assert.Equal(
            head.Replace("checkout", "refunds", StringComparison.Ordinal)
                + json.Replace("113", " 57", StringComparison.Ordinal) + "\r\n"
                + Fill(Block(3)).TrimEnd(),
            Text(writer));
        writer.LookUp(record);
        Assert.StartsWith(
            "GET /v1/checkout?unique_id=T4200017-3-14 HTTP/1.1\r\nHost: ", Text(writer),
            StringComparison.Ordinal);
        writer.ListRefunds(1_782_892_800, 40);
        Assert.StartsWith(
            "GET /v1/refunds?created=1782892800&limit=20&start=40 HTTP/1.1\r\nHost: ", Text(writer),
            StringComparison.Ordinal);
        writer.Read(id, id.Length);
        Assert.StartsWith(
            "GET /v1/checkout/paym_KIVaaHi7G8QAYMQpQOYBrUQE HTTP/1.1\r\nHost: ", Text(writer),
            StringComparison.Ordinal);
    }

    private static string Fill(string block) => block
        .Replace("·", " ", StringComparison.Ordinal)
        .Replace("<host><port>", "api.stancer.com", StringComparison.Ordinal)
        .Replace("<version>", Encoding.ASCII.GetString(FirmwareVersion.Text), StringComparison.Ordinal)
        .Replace(
            "<authorisation>",
            Convert.ToBase64String(Encoding.ASCII.GetBytes(AgentWorld.Key + ":")),
            StringComparison.Ordinal)
        .Replace("<length>", "113", StringComparison.Ordinal)
        .Replace("<amount>", "1250", StringComparison.Ordinal)
        .Replace("<currency>", "eur", StringComparison.Ordinal)
        .Replace("<unique_id>", "T4200017-3-14", StringComparison.Ordinal)
        .Replace("<ksn>", "FF00", StringComparison.Ordinal)
        .Replace("<sealed>", "AA==", StringComparison.Ordinal)
        .Replace("<payment id>", "paym_KIVaaHi7G8QAYMQpQOYBrUQE", StringComparison.Ordinal)
        .Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Block(int index) =>
        Fence().Matches(Section("Requests and answers"))[index].Groups[1].Value;

    private static string Text(RequestWriter writer) =>
        Encoding.ASCII.GetString(writer.Buffer, 0, writer.Length);

    private static string Tell(OutcomeRow row) => string.Join(
        " | ",
        row.Number.ToString(CultureInfo.InvariantCulture),
        Names<RequestKind>(row.Requests),
        row.End switch
        {
            ExchangeEnd.NotSent => "not sent",
            ExchangeEnd.Stale => "stale",
            ExchangeEnd.NoAnswer => "no answer",
            _ => row.StatusFrom == row.StatusTo
                ? $"{row.StatusFrom}" : $"{row.StatusFrom} to {row.StatusTo}",
        },
        Names<ResponseBody>(row.Bodies),
        row.Verdict.ToString(),
        row.Retry.ToString(),
        row.Source switch
        {
            FaultSource.None => "none",
            FaultSource.Exchange => "of the exchange",
            FaultSource.Status => "S and the status",
            _ => Code(row.Fault),
        });

    private static string Names<T>(int bits)
        where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        T[] set = [.. all.Where(v => (bits & (1 << Convert.ToInt32(v, CultureInfo.InvariantCulture))) != 0)];
        return set.Length == all.Length ? "any" : string.Join(", ", set);
    }

    private static string Code(FaultCode code)
    {
        byte[] buffer = new byte[FaultCodes.BytesMax];
        return Encoding.ASCII.GetString(buffer, 0, FaultCodes.Write(code, buffer, 0));
    }

    private static string Section(string name)
    {
        int start = Spec.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, name);
        int end = Spec.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return end < 0 ? Spec[start..] : Spec[start..end];
    }

    private static string[][] Rows(string section, string firstCell) =>
    [
        .. section.Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => Regex.IsMatch(cells[0], firstCell)),
    ];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Terminal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("no Terminal.sln above");
        }

        return folder.FullName;
    }

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
