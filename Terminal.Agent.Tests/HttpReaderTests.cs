using nanoFramework.TestFramework;
using Terminal.Agent.Acquirer;

namespace Terminal.Agent.Tests;

/// <summary>The reader of answers on the device, and the dates of HTTP.</summary>
[TestClass]
public class HttpReaderTests
{
    private const string Payment =
        "{\"amount\":1250,\"currency\":\"eur\",\"id\":\"paym_1\",\"status\":\"captured\"}";

    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 66\r\n\r\n" + Payment)]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n42\r\n" + Payment + "\r\n0\r\n\r\n")]
    [DataRow("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:66\r\n\r\n" + Payment)]
    [DataRow("HTTP/1.0 200 OK\r\n\r\n" + Payment)]
    public void An_answer_is_read_in_any_pieces(string text)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        for (int size = 1; size <= bytes.Length; size += 1 + (size / 4))
        {
            var answer = new AcquirerResponse();
            Assert.AreEqual((int)ParseResult.Done, (int)Read(answer, bytes, size));
            Assert.AreEqual(200, answer.HttpStatus);
            Assert.AreEqual((int)ResponseBody.Paid, (int)answer.Judge(1_250, ByteCodec.Ascii("eur"), true));
            Assert.AreEqual(
                (int)ResponseBody.Mismatch, (int)answer.Judge(1_251, ByteCodec.Ascii("eur"), true));
        }
    }

    [DataRow("HTTP/1.1 20x OK\r\n\r\n")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ")]
    [DataRow("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n")]
    public void A_broken_answer_is_malformed(string text)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        Assert.AreEqual((int)ParseResult.Malformed, (int)Read(new AcquirerResponse(), bytes, 9));
    }

    [DataRow("Thu, 01 Jan 2026 00:00:00 GMT", 1767225600L)]
    [DataRow("Tue, 29 Feb 2028 23:59:59 GMT", 1835481599L)]
    [DataRow("Thu, 01 Jan 1970 00:00:00 GMT", 0L)]
    [DataRow("Thu, 01 Foo 2026 00:00:00 GMT", 0L)]
    [DataRow("Thu, 1 Jan 2026 00:00:00 GMT", 0L)]
    [DataRow("2026-01-01T00:00:00Z", 0L)]
    public void A_date_is_read_or_is_0(string text, long seconds)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        Assert.AreEqual(seconds, HttpDate.Read(bytes, 0, bytes.Length));
    }

    private static ParseResult Read(AcquirerResponse answer, byte[] bytes, int size)
    {
        var reader = new ResponseReader(answer);
        answer.Reset();
        ParseResult result = ParseResult.NeedMore;
        for (int at = 0; at < bytes.Length && result == ParseResult.NeedMore; at += size)
        {
            int count = bytes.Length - at < size ? bytes.Length - at : size;
            result = reader.Read(bytes, at, count);
        }

        return result == ParseResult.NeedMore ? reader.Close() : result;
    }
}
