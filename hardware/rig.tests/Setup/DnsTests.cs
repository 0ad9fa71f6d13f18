using System.Text;
using Terminal.Agent.Setup;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>One answer for every name (RFC 1035, 4).</summary>
public sealed class DnsTests
{
    private readonly byte[] _answer = new byte[Terminal.Agent.Limits.PhoneDatagramBytes];

    [Theory]
    [InlineData("connectivitycheck.gstatic.com")]
    [InlineData("captive.apple.com")]
    [InlineData("a")]
    [InlineData("")]
    public void Every_name_is_the_terminal(string name)
    {
        byte[] query = Query(name, 1);
        byte[] answer = Ask(query);
        Assert.Equal("ABCD8580000100010000", Convert.ToHexString(answer[..10]));
        Assert.Equal(query[12..], answer[12..query.Length]);
        Assert.Equal("C00C00010001000000050004C0A80401", Convert.ToHexString(answer[query.Length..]));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(65)]
    [InlineData(15)]
    public void Other_kinds_have_no_answer_and_no_error(int type)
    {
        byte[] query = Query("www.apple.com", type);
        byte[] answer = Ask(query);
        Assert.Equal("8580000100000000", Convert.ToHexString(answer[2..10]));
        Assert.Equal(query.Length, answer.Length);
    }

    // EDNS: an OPT record behind the question.
    [Fact]
    public void What_stands_behind_the_question_is_passed_over()
    {
        byte[] query = [.. Query("www.apple.com", 1), 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0];
        query[11] = 1;
        Assert.Equal("85800001000100000000", Convert.ToHexString(Ask(query)[2..12]));
    }

    [Fact]
    public void What_is_no_question_is_refused_or_left()
    {
        byte[] query = Query("www.apple.com", 1);
        for (int count = 0; count < query.Length; count++)
        {
            byte[] answer = Ask(query[..count]);
            Assert.Equal(count < 12 ? 0 : 12, answer.Length);
            Assert.True(count < 12 || (answer[3] & 15) == 1);
        }

        byte[] response = Query("a.b", 1);
        response[2] |= 0x80;
        Assert.Empty(Ask(response));
        byte[] update = Query("a.b", 1);
        update[2] |= 0x28;
        Assert.Equal(4, Ask(update)[3] & 15);
        byte[] pointer = Query("a.b", 1);
        pointer[12] = 0xC0;
        Assert.Equal(1, Ask(pointer)[3] & 15);
        byte[] two = Query("a.b", 1);
        two[5] = 2;
        Assert.Equal(1, Ask(two)[3] & 15);
        Assert.Equal(1, Ask(Query(string.Join('.', Enumerable.Repeat(new string('x', 63), 4)), 1))[3] & 15);
    }

    private byte[] Ask(byte[] query) => _answer[..DnsServer.Answer(query, query.Length, _answer)];

    private static byte[] Query(string name, int type)
    {
        var query = new List<byte> { 0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            query.Add((byte)label.Length);
            query.AddRange(Encoding.ASCII.GetBytes(label));
        }

        return [.. query, 0, 0, (byte)type, 0, 1];
    }
}
