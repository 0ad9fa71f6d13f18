using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// Every request that the agent can write, read back by a parser that knows nothing of it and by
/// System.Text.Json, gives the values that went in.
/// </summary>
public sealed class AgentRequestTests
{
    private const string Digits = "0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Word = Digits + Upper + "abcdefghijklmnopqrstuvwxyz_";

    private static readonly Gen<string> GenKey =
        Gen.Select(AgentGen.Any("sprod_", "stest_"), Gen.String[Gen.Char[Word], 24, 24])
            .Select((prefix, rest) => prefix + rest);

    private static readonly Gen<Sample> GenSample =
        from key in GenKey
        from serial in Gen.String[Gen.Char[Digits + Upper], 1, 14]
        from host in Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789.-"], 1, 64]
        from port in Gen.OneOf(Gen.Const(443), Gen.Int[1, 65_535])
        from amount in Gen.Int[50, 99_999_999]
        from currency in AgentGen.Any("eur", "gbp", "usd", "chf")
        from boot in Gen.UInt
        from sequence in Gen.UInt
        from ksn in Gen.Byte.Array[1, 12]
        from payload in Gen.Byte.Array[1, 256]
        from id in Gen.String[Gen.Char[Word], 24, 24]
        select new Sample(
            key, serial, host, port, amount, currency, boot, sequence, ksn, payload, "paym_" + id);

    [Fact]
    public void Every_create_reads_back() => GenSample.Sample(s =>
    {
        RequestWriter writer = s.Writer();
        writer.Create(s.Record());
        AgentWorldRequest request = Parse(writer, s);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/checkout", request.Target);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        JsonElement json = request.Json;
        Assert.Equal(
            ["amount", "currency", "unique_id", "capture", "card"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(s.Amount, json.GetProperty("amount").GetInt64());
        Assert.Equal(s.Currency, json.GetProperty("currency").GetString());
        Assert.Equal(s.UniqueId, json.GetProperty("unique_id").GetString());
        Assert.InRange(s.UniqueId.Length, 1, 36);
        Assert.True(json.GetProperty("capture").GetBoolean());
        JsonElement card = json.GetProperty("card");
        Assert.Equal(["ksn", "sealed"], card.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Convert.ToHexString(s.Ksn), card.GetProperty("ksn").GetString());
        Assert.Equal(s.Payload, card.GetProperty("sealed").GetBytesFromBase64());
    });

    [Fact]
    public void Every_refund_reads_back() => GenSample.Sample(s =>
    {
        RequestWriter writer = s.Writer();
        byte[] id = Encoding.ASCII.GetBytes(s.PaymentId);
        writer.Refund(id, id.Length, s.Amount);
        AgentWorldRequest request = Parse(writer, s);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/refunds", request.Target);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal(
            ["payment", "amount"], request.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(s.PaymentId, request.Json.GetProperty("payment").GetString());
        Assert.Equal(s.Amount, request.Json.GetProperty("amount").GetInt64());
    });

    [Fact]
    public void Every_look_up_and_read_reads_back() => GenSample.Sample(s =>
    {
        RequestWriter writer = s.Writer();
        writer.LookUp(s.Record());
        AgentWorldRequest lookUp = Parse(writer, s);
        Assert.Equal("GET", lookUp.Method);
        Assert.Equal("/v1/checkout?unique_id=" + s.UniqueId, lookUp.Target);
        Assert.Empty(lookUp.Body);
        byte[] id = Encoding.ASCII.GetBytes(s.PaymentId);
        writer.Read(id, id.Length);
        AgentWorldRequest read = Parse(writer, s);
        Assert.Equal("GET", read.Method);
        Assert.Equal("/v1/checkout/" + s.PaymentId, read.Target);
        Assert.Empty(read.Body);
    });

    [Fact]
    public void The_longest_request_fits_with_room()
    {
        Sample s = new(
            new string('k', 30), new string('S', 14), new string('h', 64), 65_535, 99_999_999,
            "eur", uint.MaxValue, uint.MaxValue, new byte[12], new byte[256], "paym_x");
        RequestWriter writer = s.Writer();
        writer.Create(s.Record());
        Assert.InRange(writer.Length, 700, Limits.RequestBytesMax);
        Assert.InRange(Parse(writer, s).Body.Length, 100, 999);
    }

    [Fact]
    public void A_changed_key_leaves_nothing_of_the_old_one()
    {
        Sample s = GenSample.Single();
        var settings = s.Settings();
        var writer = new RequestWriter(settings);
        writer.Prepare();
        Assert.Equal(-1, writer.Buffer.AsSpan().IndexOf(Encoding.ASCII.GetBytes(s.Key)));
        Encoding.ASCII.GetBytes("stest_other", settings.Key);
        settings.KeyLength = 11;
        writer.Prepare();
        writer.LookUp(s.Record());
        Assert.Equal(Basic("stest_other"), Read(writer).Headers["Authorization"]);
    }

    [Fact]
    public void Text_is_escaped_as_JSON_wants_it() =>
        Gen.String[Gen.Char['\u0000', '\uD7FF'], 0, 40].Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            byte[] buffer = new byte[(bytes.Length * 6) + 2];
            buffer[0] = (byte)'"';
            int end = JsonText.Put(buffer, 1, bytes, bytes.Length);
            buffer[end] = (byte)'"';
            Assert.Equal(text, JsonSerializer.Deserialize<string>(buffer.AsSpan(0, end + 1)));
        });

    [Fact]
    public void Base64_and_hexadecimal_agree_with_the_frameworks() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            byte[] buffer = new byte[(bytes.Length * 2) + 4];
            int end = Base64.Put(buffer, 0, bytes, 0, bytes.Length);
            Assert.Equal(Convert.ToBase64String(bytes), Encoding.ASCII.GetString(buffer, 0, end));
            Assert.Equal(end, Base64.Length(bytes.Length));
            end = Hex.Put(buffer, 0, bytes, bytes.Length);
            Assert.Equal(Convert.ToHexString(bytes), Encoding.ASCII.GetString(buffer, 0, end));
        });

    private static AgentWorldRequest Parse(RequestWriter writer, Sample s)
    {
        AgentWorldRequest request = Read(writer);
        Assert.Equal(Basic(s.Key), request.Headers["Authorization"]);
        Assert.Equal(
            s.Port == 443 ? s.Host : string.Create(
                CultureInfo.InvariantCulture, $"{s.Host}:{s.Port}"),
            request.Headers["Host"]);
        Assert.StartsWith("Terminal.Agent/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(request.Method == "POST" ? 5 : 3, request.Headers.Count);
        return request;
    }

    // The parser takes exactly what was written: Content-Length is right to the byte.
    private static AgentWorldRequest Read(RequestWriter writer)
    {
        int taken = AgentWorldRequest.TryParse(
            writer.Buffer.AsSpan(0, writer.Length), out AgentWorldRequest? request);
        Assert.Equal(writer.Length, taken);
        return request!;
    }

    private static string Basic(string key) =>
        "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"));

    private sealed record Sample(
        string Key, string Serial, string Host, int Port, int Amount, string Currency, uint Boot,
        uint Sequence, byte[] Ksn, byte[] Payload, string PaymentId)
    {
        public string UniqueId => string.Create(
            CultureInfo.InvariantCulture, $"{Serial}-{Boot}-{Sequence}");

        public TerminalSettings Settings()
        {
            var settings = new TerminalSettings { Port = Port };
            settings.KeyLength = Encoding.ASCII.GetBytes(Key, settings.Key);
            settings.SerialLength = Encoding.ASCII.GetBytes(Serial, settings.Serial);
            settings.HostLength = Encoding.ASCII.GetBytes(Host, settings.Host);
            return settings;
        }

        public RequestWriter Writer()
        {
            var writer = new RequestWriter(Settings());
            writer.Prepare();
            return writer;
        }

        public TransactionRecord Record()
        {
            var record = new TransactionRecord
            {
                AmountCents = Amount,
                Boot = Boot,
                Sequence = Sequence,
                KsnLength = Ksn.Length,
                SealedLength = Payload.Length,
            };
            Encoding.ASCII.GetBytes(Currency, record.Currency);
            Ksn.CopyTo(record.Ksn, 0);
            Payload.CopyTo(record.Sealed, 0);
            return record;
        }
    }
}
