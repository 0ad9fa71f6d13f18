using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// The scanner takes exactly the documents that System.Text.Json takes and can read every text of,
/// but for what SPEC.md names: it refuses nesting deeper than 31, and bytes that are not UTF-8 pass.
/// </summary>
public sealed class AgentJsonTests
{
    private static readonly Gen<string> GenText = Gen.OneOf(
        Gen.String[Gen.Char[" abc\u00e9\u20ac/{}[]:,"], 0, 12],
        AgentGen.Any(
            "\\n\\t\\\"", "\\u0041", "\\ud83d\\ude00", "\\\\", "\\/\\b\\f\\r", "amount", "status"));

    private static readonly Gen<string> GenScalar = Gen.OneOf(
        AgentGen.Any(
            "true", "false", "null", "0", "-0", "1250", "-1.5", "1e9", "2E-3", "0.0e+0", "-12.75"),
        GenText.Select(text => $"\"{text}\""));

    private static readonly Gen<string> GenSpace = AgentGen.Any("", "", "", " ", "\r\n\t");

    [Fact]
    public void Every_generated_document_is_taken() =>
        Document(4).Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.True(IsJson(bytes), text);
            Assert.True(Scans(bytes, bytes.Length), text);
            Assert.True(Scans(bytes, 1), text);
        }, iter: 3_000);

    [Fact]
    public void Every_mutated_document_is_judged_alike() =>
        Gen.Select(Document(3), Gen.Select(Gen.Int[0, 500], Gen.Byte[0, 127]).Array[1, 3]).Sample(
            (text, changes) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                foreach ((int at, byte value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                bool isOurs = Scans(bytes, bytes.Length);
                Assert.Equal(isOurs, Scans(bytes, 1));
                Assert.True(!Utf8.IsValid(bytes) || isOurs == IsJson(bytes), Encoding.UTF8.GetString(bytes));
            }, iter: 100_000);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("{a:1}")]
    [InlineData("[01]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[+1]")]
    [InlineData("[1e]")]
    [InlineData("[-]")]
    [InlineData("[tru]")]
    [InlineData("[True]")]
    [InlineData("[\"\\x\"]")]
    [InlineData("[\"\\u12g4\"]")]
    [InlineData("[\"a\nb\"]")]
    [InlineData("[1}")]
    [InlineData("{\"a\":1]")]
    [InlineData("[]]")]
    [InlineData("[] []")]
    [InlineData("nullx")]
    [InlineData("/**/[]")]
    [InlineData("\uFEFF[]")]
    public void What_is_not_JSON_is_malformed(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.False(Scans(bytes, Math.Max(1, bytes.Length)));
        Assert.False(Scans(bytes, 1));
        Assert.False(IsJson(bytes));
    }

    [Fact]
    public void Nesting_is_followed_to_its_limit_and_refused_beyond()
    {
        foreach ((int depth, bool isTaken) in new[]
        {
            (Limits.JsonDepthMax, true), (Limits.JsonDepthMax + 1, false), (60, false),
        })
        {
            byte[] arrays = Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));
            byte[] objects = Encoding.ASCII.GetBytes(
                string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
            Assert.Equal(isTaken, Scans(arrays, arrays.Length));
            Assert.Equal(isTaken, Scans(objects, objects.Length));
            Assert.True(IsJson(arrays));
            Assert.True(IsJson(objects));
        }
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\ude00")]
    [InlineData("\\ud83dx")]
    [InlineData("\\ud83dx\\ude00")]
    [InlineData("\\ud83d\\n")]
    [InlineData("\\ud83d\\u0041")]
    public void Half_a_surrogate_pair_is_malformed(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"[\"{text}\"]");
        Assert.False(Scans(bytes, bytes.Length));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_pass_through_and_make_no_id_or_status()
    {
        byte[] body = [.. "{\"x\":\""u8, 0xFF, 0xC0, .. "\",\"id\":\"a"u8, 0xE9, .. "\"}"u8];
        Assert.True(Scans(body, body.Length));
        string told = AgentReading.Read(
            AgentAnswers.Plain(200, Encoding.Latin1.GetString(body)), 4_096);
        Assert.EndsWith(" Alien", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_and_wanted_values_come_as_the_framework_reads_them() =>
        Document(4).Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            var sink = new Recorder();
            var scanner = new JsonScanner(sink);
            scanner.Feed(bytes, 0, bytes.Length);
            scanner.Finish();
            Assert.Equal(Expected(bytes), sink.Told);
        }, iter: 3_000);

    private static Gen<string> Document(int depth)
    {
        if (depth == 0)
        {
            return GenScalar;
        }

        Gen<string> item = Document(depth - 1);
        Gen<string> array = Gen.Select(item.Array[0, 4], GenSpace).Select(
            (items, space) => "[" + space + string.Join("," + space, items) + space + "]");
        Gen<string> pair = Gen.Select(GenText, GenSpace, item).Select(
            (key, space, value) => $"\"{key}\"{space}:{space}{value}");
        Gen<string> obj = Gen.Select(pair.Array[0, 4], GenSpace).Select(
            (pairs, space) => space + "{" + space + string.Join(space + ",", pairs) + "}" + space);
        return Gen.OneOf(array, obj, item);
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return bytes.Length > 0 && reader.BytesConsumed > 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Scans(byte[] bytes, int size)
    {
        var scanner = new JsonScanner(new Recorder());
        for (int at = 0; at < bytes.Length; at += size)
        {
            byte[] piece = bytes.AsSpan(at, Math.Min(size, bytes.Length - at)).ToArray();
            if (scanner.Feed(piece, 0, piece.Length) == ParseResult.Malformed)
            {
                return false;
            }
        }

        return scanner.Finish() == ParseResult.Done;
    }

    private static List<string> Expected(byte[] bytes)
    {
        var told = new List<string>();
        var reader = new Utf8JsonReader(bytes);
        bool isWanted = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    told.Add($"{reader.CurrentDepth} key {reader.GetString()}");
                    isWanted = true;
                    continue;
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    told.Add($"{reader.CurrentDepth + 1} begin");
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    told.Add($"{reader.CurrentDepth + 1} end");
                    break;
                default:
                    if (isWanted)
                    {
                        told.Add(Scalar(ref reader));
                    }

                    break;
            }

            isWanted = false;
        }

        return told;
    }

    private static string Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => $"{reader.CurrentDepth} Text {reader.GetString()}",
        JsonTokenType.Number =>
            $"{reader.CurrentDepth} Number {Encoding.UTF8.GetString(reader.ValueSpan)}",
        JsonTokenType.True => $"{reader.CurrentDepth} True ",
        JsonTokenType.False => $"{reader.CurrentDepth} False ",
        _ => $"{reader.CurrentDepth} Null ",
    };

    private sealed class Recorder : IJsonSink
    {
        public List<string> Told { get; } = [];

        public bool Key(int depth, byte[] token, int length)
        {
            Told.Add($"{depth} key {Encoding.UTF8.GetString(token, 0, length)}");
            return true;
        }

        public void Begin(int depth, bool isArray) => Told.Add($"{depth} begin");

        public void End(int depth) => Told.Add($"{depth} end");

        public void Item(int depth)
        {
        }

        public void Value(int depth, JsonKind kind, byte[] token, int length, bool isCut)
        {
            bool hasText = kind is JsonKind.Text or JsonKind.Number;
            Told.Add($"{depth} {kind} "
                + (hasText ? Encoding.UTF8.GetString(token, 0, length) : ""));
        }
    }
}
