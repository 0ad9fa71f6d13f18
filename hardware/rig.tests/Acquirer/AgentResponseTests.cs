using System.Text;
using CsCheck;
using Terminal.Agent;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The reader of answers: every split gives the same, and what is wrong is malformed.</summary>
public sealed class AgentResponseTests
{
    [Fact]
    public void Every_split_point_gives_the_same()
    {
        foreach (byte[] bytes in AgentAnswers.All)
        {
            string whole = AgentReading.Read(bytes, bytes.Length);
            Assert.StartsWith("Done", whole, StringComparison.Ordinal);
            Assert.Equal(whole, AgentReading.Read(bytes, 1));
            for (int at = 1; at < bytes.Length; at++)
            {
                Assert.Equal(whole, AgentReading.Read(bytes, at, bytes.Length));
            }
        }
    }

    [Fact]
    public void Any_pieces_of_any_mutation_give_the_same() =>
        Gen.Select(
            Gen.Int[0, AgentAnswers.All.Count - 1],
            Gen.Select(Gen.Int[0, 5_000], Gen.Byte).Array[0, 4],
            Gen.Int[1, 60].Array[1, 40]).Sample((index, changes, sizes) =>
        {
            byte[] bytes = [.. AgentAnswers.All[index]];
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            string whole = AgentReading.Read(bytes, bytes.Length);
            Assert.Equal(whole, AgentReading.Read(bytes, 1));
            Assert.Equal(whole, AgentReading.Read(bytes, sizes));
        }, iter: 20_000);

    [Fact]
    public void A_header_section_near_its_cap_is_read_in_any_pieces()
    {
        byte[] bytes = AgentAnswers.Plain(
            200, "[]", string.Concat(Enumerable.Repeat("X: " + new string('y', 95) + "\r\n", 80)));
        Assert.InRange(bytes.Length, Limits.HeaderBytesMax - 300, Limits.HeaderBytesMax);
        Assert.StartsWith("Done", AgentReading.Read(bytes, bytes.Length), StringComparison.Ordinal);
        Assert.Equal(AgentReading.Read(bytes, bytes.Length), AgentReading.Read(bytes, 1));
    }

    [Fact]
    public void What_comes_after_the_answer_is_left_alone()
    {
        foreach (byte[] bytes in AgentAnswers.All.Where(b => AgentReading.Read(b, b.Length)
            .Contains("keep=True", StringComparison.Ordinal)))
        {
            byte[] twice = [.. bytes, .. bytes];
            string told = AgentReading.Read(twice, twice.Length);
            bool endsByItself = !told.Contains("keep=False", StringComparison.Ordinal);
            if (endsByItself)
            {
                Assert.StartsWith($"Done at={bytes.Length} ", told, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void An_answer_that_stops_early_is_malformed()
    {
        byte[] bytes = AgentAnswers.All[0];
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal("Malformed", AgentReading.Read(bytes[..length], Math.Max(1, length)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 600 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.2 200 OK\r\n\r\n")]
    [InlineData("http/1.1 200 OK\r\n\r\n")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[] ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n[]")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12345678\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]x\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: 1\r\n folded\r\nContent-Length: 2\r\n\r\n[]")]
    public void What_breaks_the_format_is_malformed(string text) =>
        Assert.Equal("Malformed", AgentReading.Read(Encoding.ASCII.GetBytes(text), 4_096));

    [Fact]
    public void Floods_are_cut_off()
    {
        Assert.Equal("Malformed", Flood("HTTP/1.1 200 OK\r\nX: " + new string('x', 9_000)));
        Assert.Equal("Malformed", Flood(
            string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 400))));
        Assert.Equal("Malformed", Flood("HTTP/1.1 200 OK\r\n\r\n" + new string(' ', 17_000)));
        Assert.Equal("Malformed", Flood(
            "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n" + new string(' ', 17_000)));
    }

    [Theory]
    [InlineData("{\"id\":\"a b\",\"status\":\"captured\",\"amount\":1250,\"currency\":\"eur\"}")]
    [InlineData("{\"id\":\"x/../y\",\"status\":\"captured\",\"amount\":1250,\"currency\":\"eur\"}")]
    [InlineData("{\"id\":\"x\\r\\ny\",\"status\":\"captured\",\"amount\":1250,\"currency\":\"eur\"}")]
    [InlineData("{\"status\":\"captured\",\"amount\":1250,\"currency\":\"eur\",\"amount\":1250}")]
    [InlineData("{\"status\":\"refused\",\"status\":\"captured\",\"amount\":1250,\"currency\":\"eur\"}")]
    [InlineData("{\"status\":[\"captured\"],\"amount\":1250,\"currency\":\"eur\"}")]
    [InlineData("{\"status\":\"captured\",\"amount\":12.5e2,\"currency\":\"eur\"}")]
    [InlineData("{\"status\":\"captured\",\"amount\":\"1250\",\"currency\":\"eur\"}")]
    [InlineData("{\"status\":\"captured\",\"amount\":-1250,\"currency\":\"eur\"}")]
    [InlineData("{\"status\":\"captured\",\"amount\":1250,\"currency\":\"euros\"}")]
    [InlineData("{\"payments\":[{\"foo\":1}]}")]
    [InlineData("{\"payments\":[{}]}")]
    [InlineData("[{}]")]
    [InlineData("{\"status\":\"captured\",\"amount\":1250,\"currency\":\"eur\"} x")]
    [InlineData("1250")]
    [InlineData("{}")]
    [InlineData("{\"ok\":true}")]
    public void A_body_that_may_mean_anything_else_means_nothing(string body) =>
        Assert.EndsWith(" Alien", AgentReading.Read(AgentAnswers.Plain(200, body), 4_096),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("captured", "", "Paid")]
    [InlineData("to_capture", "", "Paid")]
    [InlineData("capture_sent", "", "Paid")]
    [InlineData("disputed", "", "Paid")]
    [InlineData("authorized", "", "Unresolved")]
    [InlineData("authorized", ",\"capture\":false", "Paid")]
    [InlineData("authorize", "", "Unresolved")]
    [InlineData("capture", "", "Unresolved")]
    [InlineData("refused", ",\"response\":\"00\"", "Refused")]
    [InlineData("failed", "", "Dead")]
    [InlineData("expired", "", "Dead")]
    [InlineData("canceled", "", "Dead")]
    [InlineData("approved", "", "Unresolved")]
    [InlineData("CAPTURED", "", "Unresolved")]
    [InlineData("captured ", "", "Unresolved")]
    [InlineData("c\\u0061ptured", "", "Paid")]
    public void The_status_alone_decides(string status, string more, string body)
    {
        string json = "{\"amount\":1250,\"currency\":\"eur\",\"id\":\"paym_x\",\"status\":\""
            + status + "\"" + more + "}";
        Assert.EndsWith(" " + body, AgentReading.Read(AgentAnswers.Plain(200, json), 4_096),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1249", "eur", "T4200017-1-1")]
    [InlineData("1250", "usd", "T4200017-1-1")]
    [InlineData("1250", "eur", "T4200017-1-2")]
    public void Another_payment_is_a_mismatch(string amount, string currency, string uniqueId)
    {
        string json = $"{{\"amount\":{amount},\"currency\":\"{currency}\",\"id\":\"paym_x\","
            + $"\"status\":\"captured\",\"unique_id\":\"{uniqueId}\"}}";
        Assert.EndsWith(" Mismatch", AgentReading.Read(AgentAnswers.Plain(200, json), 4_096),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_counts_by_the_payment_that_was_asked_for()
    {
        string other = AgentAnswers.Payment
            .Replace("17-1-1", "17-1-2", StringComparison.Ordinal)
            .Replace("to_capture", "refused", StringComparison.Ordinal);
        foreach (string list in new[]
        {
            $"[{other},{AgentAnswers.Payment},{other}]",
            $"{{\"payments\":[{AgentAnswers.Payment},{other}],\"status\":\"refused\"}}",
        })
        {
            string told = AgentReading.Read(AgentAnswers.Plain(200, list), 4_096);
            Assert.EndsWith(" Paid", told, StringComparison.Ordinal);
            Assert.Contains("back=250 ", told, StringComparison.Ordinal);
        }
    }

    private static string Flood(string text) =>
        AgentReading.Read(Encoding.ASCII.GetBytes(text), 1_024);
}
