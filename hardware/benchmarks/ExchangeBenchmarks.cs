using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Benchmarks;

/// <summary>
/// One payment written and one answer read, beside System.Text.Json on buffers that are used again.
/// Both sides do the same job: the whole request, and the wanted values of a body. The agent's
/// reading of status line and headers comes on top in <see cref="AnswerAgent"/>.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ExchangeBenchmarks
{
    private const string Body =
        """
        {"amount":1250,"auth":null,"capture":true,"card":{"brand":"visa","country":"FR","exp_month":2,"exp_year":2029,"id":"card_9bKZ9dr58wqTgUYRfvPw1xKl","last4":"4242","name":null,"zip_code":null},"country":"FR","created":1538564253,"currency":"eur","customer":null,"date_bank":null,"description":null,"device":null,"fee":null,"id":"paym_KIVaaHi7G8QAYMQpQOYBrUQE","live_mode":false,"method":"card","methods_allowed":["card"],"order_id":null,"refunds":[],"response":"00","response_author":null,"return_url":null,"status":"to_capture","unique_id":"T4200017-12-3456"}
        """;

    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(Body.Trim());
    private static readonly byte[] Whole =
    [
        .. Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nDate: Tue, 24 Nov 2026 21:00:00 GMT\r\nServer: nginx\r\n"
            + "Content-Type: application/json\r\nX-Request-Id: 0f8fad5b-d9cb-469f-a165-70867728950e\r\n"
            + FormattableString.Invariant($"Content-Length: {Sample.Length}\r\n\r\n")),
        .. Sample,
    ];

    private readonly RequestWriter _writer;
    private readonly TransactionRecord _record = new();
    private readonly AcquirerResponse _answer = new();
    private readonly ResponseReader _reader;
    private readonly JsonScanner _scanner;
    private readonly byte[] _uniqueId = Encoding.ASCII.GetBytes("T4200017-12-3456");
    private readonly byte[] _currency = Encoding.ASCII.GetBytes("eur");
    private readonly byte[] _head;
    private readonly byte[] _buffer = new byte[Limits.RequestBytesMax];
    private readonly ArrayBufferWriter<byte> _json = new(Limits.RequestBytesMax);
    private readonly Utf8JsonWriter _jsonWriter;

    /// <summary>Makes the parts of both sides.</summary>
    public ExchangeBenchmarks()
    {
        var settings = new TerminalSettings();
        settings.KeyLength = Encoding.ASCII.GetBytes("stest_rigRIGrigRIGrigRIGrigRI1", settings.Key);
        settings.SerialLength = Encoding.ASCII.GetBytes("T4200017", settings.Serial);
        _writer = new RequestWriter(settings);
        _writer.Prepare();
        _record.AmountCents = 1_250;
        _record.Boot = 12;
        _record.Sequence = 3_456;
        _record.KsnLength = 10;
        _record.SealedLength = 160;
        Encoding.ASCII.GetBytes("eur", _record.Currency);
        new Random(1).NextBytes(_record.Sealed);
        _writer.Create(_record);
        int head = _writer.Buffer.AsSpan().IndexOf("Content-Length: "u8) + 16;
        _head = _writer.Buffer.AsSpan(0, head).ToArray();
        _jsonWriter = new Utf8JsonWriter(_json);
        _reader = new ResponseReader(_answer);
        _scanner = new JsonScanner(_answer);
    }

    /// <summary>The request as System.Text.Json writes it, with a prepared head.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Encode")]
    public int EncodeSystemTextJson()
    {
        _json.ResetWrittenCount();
        _jsonWriter.Reset(_json);
        _jsonWriter.WriteStartObject();
        _jsonWriter.WriteNumber("amount"u8, _record.AmountCents);
        _jsonWriter.WriteString("currency"u8, _record.Currency);
        _jsonWriter.WriteString("unique_id"u8, UniqueIdText());
        _jsonWriter.WriteBoolean("capture"u8, true);
        _jsonWriter.WriteStartObject("card"u8);
        Span<byte> ksn = stackalloc byte[24];
        Convert.TryToHexString(_record.Ksn.AsSpan(0, _record.KsnLength), ksn, out int count);
        _jsonWriter.WriteString("ksn"u8, ksn[..count]);
        _jsonWriter.WriteBase64String("sealed"u8, _record.Sealed.AsSpan(0, _record.SealedLength));
        _jsonWriter.WriteEndObject();
        _jsonWriter.WriteEndObject();
        _jsonWriter.Flush();
        ReadOnlySpan<byte> body = _json.WrittenSpan;
        _head.CopyTo(_buffer, 0);
        Utf8Formatter.TryFormat(body.Length, _buffer.AsSpan(_head.Length), out int digits);
        int at = _head.Length + digits;
        "\r\n\r\n"u8.CopyTo(_buffer.AsSpan(at));
        body.CopyTo(_buffer.AsSpan(at + 4));
        return at + 4 + body.Length;
    }

    /// <summary>The request as the agent writes it.</summary>
    [Benchmark]
    [BenchmarkCategory("Encode")]
    public int EncodeAgent()
    {
        _writer.Create(_record);
        return _writer.Length;
    }

    /// <summary>The body read with JsonDocument, whose buffers come from a pool.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Parse")]
    public long BodySystemTextJsonDocument()
    {
        using JsonDocument document = JsonDocument.Parse(Sample);
        JsonElement root = document.RootElement;
        long amount = root.GetProperty("amount"u8).GetInt64();
        bool isSame = root.GetProperty("currency"u8).ValueEquals("eur"u8)
            && root.GetProperty("unique_id"u8).ValueEquals(_uniqueId)
            && root.GetProperty("status"u8).ValueEquals("to_capture"u8)
            && root.GetProperty("id"u8).ValueKind == JsonValueKind.String
            && root.GetProperty("response"u8).ValueEquals("00"u8);
        return isSame ? amount : -1;
    }

    /// <summary>The body read with Utf8JsonReader, the fastest that System.Text.Json has.</summary>
    [Benchmark]
    [BenchmarkCategory("Parse")]
    public long BodySystemTextJsonReader()
    {
        var reader = new Utf8JsonReader(Sample);
        long amount = -1;
        int found = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("amount"u8))
            {
                reader.Read();
                amount = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("currency"u8) || reader.ValueTextEquals("unique_id"u8)
                || reader.ValueTextEquals("status"u8) || reader.ValueTextEquals("id"u8)
                || reader.ValueTextEquals("response"u8))
            {
                reader.Read();
                found += reader.CopyString(_buffer);
            }
        }

        return amount + found;
    }

    /// <summary>The body as the agent reads it.</summary>
    [Benchmark]
    [BenchmarkCategory("Parse")]
    public ResponseBody BodyAgent()
    {
        _answer.Reset(_uniqueId, _uniqueId.Length);
        _scanner.Reset();
        _scanner.Feed(Sample, 0, Sample.Length);
        _answer.HasBody = true;
        _answer.IsJson = _scanner.Finish() == ParseResult.Done;
        return _answer.Judge(1_250, _currency, true);
    }

    /// <summary>Status line, headers and body as the agent reads them.</summary>
    [Benchmark]
    [BenchmarkCategory("Parse")]
    public ResponseBody AnswerAgent()
    {
        _answer.Reset(_uniqueId, _uniqueId.Length);
        _reader.Reset();
        _reader.Read(Whole, 0, Whole.Length);
        return _answer.Judge(1_250, _currency, true);
    }

    private ReadOnlySpan<byte> UniqueIdText()
    {
        int length = _writer.WriteUniqueId(_record, _buffer);
        return _buffer.AsSpan(0, length);
    }
}
