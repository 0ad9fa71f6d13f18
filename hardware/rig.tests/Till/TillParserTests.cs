using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Terminal.Agent.Settings;
using Terminal.Agent.Till;
using Terminal.Rig.Screens;
using Terminal.Rig.Till;
using Xunit;
using AgentLimits = Terminal.Agent.Limits;

namespace Terminal.Rig.Tests.Till;

/// <summary>
/// Tag, length, value in pieces of any size, against the frames of SPEC.md and against messages put together by the
/// till's own writer.
/// </summary>
public sealed partial class TillParserTests
{
    private static readonly string[] Known =
        ["CZ", "CJ", "CA", "CB", "CC", "CD", "CE", "CF", "CH", "CI", "CK", "BA", "BB"];

    /// <summary>Requests of SPEC.md, "Vectors of the till": words, form and what they ask.</summary>
    public static TheoryData<string, string> Vectors() =>
        new([.. VectorRow().Matches(Spec()).Select(m => (m.Groups[1].Value, m.Groups[2].Value))]);

    [Fact]
    public void The_specification_has_requests_and_answers_as_vectors() =>
        Assert.InRange(Vectors().Count, 8, 100);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_is_read_in_any_pieces(string kind, string text)
    {
        if (kind == "answer")
        {
            TillMessage answer = TillMessage.Parse(text);
            Assert.Equal("CZ", answer.Values[0].Tag);
            Assert.NotEmpty(answer["AE"]);
            return;
        }

        TillMessage message = TillMessage.Parse(text);
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            (TillParse result, TillRequest request, TillParser parser) = Parse(bytes, piece);
            Assert.Equal(TillParse.More, result);
            Assert.True(parser.IsAtRest && request.IsWhole);
            AssertSame(message, request);
            Assert.Equal(TillReason.None, request.Check(978));
        }

        // Every beginning of it waits for more and is not over.
        for (int end = 0; end < bytes.Length; end++)
        {
            (TillParse result, TillRequest request, TillParser parser) = Parse(bytes[..end], 7);
            Assert.Equal(TillParse.More, result);
            Assert.False(parser.IsAtRest && parser.Bytes == bytes.Length && request.IsWhole);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("cz0040320")]
    [InlineData("CZ004032")]
    [InlineData("CZ00x0320")]
    [InlineData("CZ000")]
    [InlineData("CJ012012345678901CZ0040320")]
    [InlineData("CZ0040320CA00201CA00202")]
    [InlineData("CZ0040320XX00112XX001")]
    [InlineData("CZ0040320CF100")]
    [InlineData("CZ0040320CA003001")]
    [InlineData("CZ0040320CF002\u00e9\u00e9")]
    public void What_is_no_request_never_becomes_one(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int piece = 1; piece <= Math.Max(1, bytes.Length); piece++)
        {
            (TillParse result, TillRequest request, TillParser parser) = Parse(bytes, piece);
            Assert.True(result == TillParse.Malformed || !parser.IsAtRest || !request.IsWhole);
        }
    }

    [Fact]
    public void A_request_without_an_end_is_given_up()
    {
        byte[] endless = Encoding.ASCII.GetBytes(
            "CZ0040320" + string.Concat(
                Enumerable.Range(0, 26).Select(i => $"X{(char)('A' + i)}999{new string('x', 999)}")));
        (TillParse result, _, TillParser parser) = Parse(endless, 100);
        Assert.Equal(TillParse.Malformed, result);
        Assert.Equal(AgentLimits.TillRequestBytesMax + 1, parser.Bytes);
    }

    [Fact]
    public void What_is_written_is_read_again_whatever_the_pieces() =>
        Gen.Select(
            Gen.Char['!', '~'].Array[1, 99], Gen.Int[0, 999_999_999], Gen.Int[0, 99], Gen.Int[1, 200], Gen.Bool,
            Gen.Int[0, 1_000_000])
        .Sample((reference, cents, till, piece, hasUnknown, shuffle) =>
        {
            var random = new Random(shuffle);
            var values = TillMessage.Request('0', till, cents, new string(reference)).Values.ToList();
            if (hasUnknown)
            {
                values.Add(("CG", "1234567"));
                values.Add(("ZQ", new string('q', random.Next(1, 999))));
            }

            var message = new TillMessage().With(values[0].Tag, values[0].Value);
            foreach ((string tag, string value) in values.Skip(1).OrderBy(_ => random.Next()))
            {
                message.With(tag, value);
            }

            byte[] bytes = [.. message.Bytes(), (byte)'\r', (byte)'\n'];
            (TillParse result, TillRequest request, _) = Parse(bytes, piece);
            Assert.Equal(TillParse.Done, result);
            AssertSame(message, request);
        });

    [Fact]
    public void The_writer_writes_what_a_till_reads() =>
        Gen.Select(Gen.Int[1, 999], Gen.Long[0, 999_999_999_999], Gen.Char[' ', '~'].Array[1, 99], Gen.Int[6, 1_024])
        .Sample((count, cents, reference, limit) =>
        {
            var writer = new TillWriter(1_024);
            writer.Begin(limit);
            bool hasAmount = writer.PutNumber('C', 'B', cents);
            byte[] text = Encoding.ASCII.GetBytes(reference);
            bool hasReference = writer.Put('C', 'F', text, 0, text.Length);
            bool hasTicket = writer.PutBase64('A', 'K', new byte[999], count);
            Assert.InRange(writer.Length, 0, limit);
            TillMessage read = TillMessage.Parse(Encoding.Latin1.GetString(writer.Bytes, 0, writer.Length));
            Assert.Equal(hasAmount ? cents.ToString("00", CultureInfo.InvariantCulture) : "", read["CB"]);
            Assert.Equal(hasReference ? new string(reference) : "", read["CF"]);
            Assert.Equal(hasTicket ? Convert.ToBase64String(new byte[count]) : "", read["AK"]);
        });

    [Theory]
    [InlineData("", 0)]
    [InlineData("192.168.1.20", 1)]
    [InlineData("0.0.0.0,255.255.255.255,1.2.3.4,10.0.0.9", 4)]
    [InlineData("1.2.3.4,1.2.3.4,1.2.3.4,1.2.3.4,1.2.3.4", -1)]
    [InlineData("1.2.3", -1)]
    [InlineData("1.2.3.4.5", -1)]
    [InlineData("1.2.3.256", -1)]
    [InlineData("1.2.3.4,", -1)]
    [InlineData(",1.2.3.4", -1)]
    [InlineData("1..3.4", -1)]
    [InlineData("1.2.3.0004", -1)]
    public void A_list_of_addresses_is_read_or_refused(string text, int count)
    {
        uint[] into = new uint[AgentLimits.TillAddressesMax];
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(count, Terminal.Agent.Ipv4List.Read(bytes, bytes.Length, into));
        if (count == 1)
        {
            Assert.Equal(TillWorld.Shop, into[0]);
        }
    }

    [Fact]
    public void The_settings_of_the_till_are_off_by_default()
    {
        var settings = new TillSettings();
        Assert.False(settings.IsOn || settings.MayBeOffline);
        Assert.Equal((8_888, 0, TillSerial.Off), (settings.Port, settings.AddressesLength, settings.Serial));
    }

    private static void AssertSame(TillMessage message, TillRequest request)
    {
        foreach (string tag in Known)
        {
            TillField field = request.Of(TillRequest.FieldOf(tag[0], tag[1]));
            Assert.Equal(message[tag], Encoding.ASCII.GetString(field.Bytes, 0, field.Length));
        }
    }

    private static (TillParse Result, TillRequest Request, TillParser Parser) Parse(byte[] bytes, int piece)
    {
        var request = new TillRequest();
        var parser = new TillParser(request, AgentLimits.TillRequestBytesMax);
        parser.Begin();
        var result = TillParse.More;
        for (int at = 0; at < bytes.Length && result == TillParse.More; at += piece)
        {
            result = parser.Take(bytes, at, Math.Min(piece, bytes.Length - at));
        }

        return (result, request, parser);
    }

    private static string Spec() =>
        File.ReadAllText(Path.Combine(Repository.Root()!, "Terminal.Agent", "SPEC.md"));

    [GeneratedRegex(@"^\| (request|answer) \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex VectorRow();
}
