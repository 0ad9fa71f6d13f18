using System.Text;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Answers of every shape: what the readers' properties and the fuzzing start from.</summary>
public static class AgentAnswers
{
    /// <summary>A payment as the acquirer writes it.</summary>
    public const string Payment =
        """
        {"amount":1250,"capture":true,"card":{"brand":"visa","id":"card_9bKZ9dr58wqTgUYRfvPw1xKl",
         "last4":"4242","amount":7},"created":1538564253,"currency":"eur","description":"h\u00e9 \"x\"",
         "id":"paym_KIVaaHi7G8QAYMQpQOYBrUQE","live_mode":false,"method":"card","order_id":null,
         "refunds":[{"amount":250,"status":"to_refund"},{"amount":90,"status":"not_honored"}],
         "response":"00","status":"to_capture","unique_id":"T4200017-1-1"}
        """;

    /// <summary>Whole answers.</summary>
    public static IReadOnlyList<byte[]> All { get; } =
    [
        Plain(200, Payment),
        Plain(200, Payment, "Date: Wed, 01 Jul 2026 08:02:00 GMT\r\nServer: nginx\r\n"),
        Plain(200, "{\"payments\":[" + Payment + "]}"),
        Plain(200, "{\"payments\":[],\"range\":{\"has_more\":false}}"),
        Plain(200, "[" + Payment.Replace("17-1-1", "17-1-2", StringComparison.Ordinal) + "]"),
        Plain(409, """
            {"error":{"type":"invalid_request_error",
            "message":"Payment already exists, duplicate unique_id (paym_KIVaaHi7G8QAYMQpQOYBrUQE)"}}
            """),
        Plain(409, """
            {"error":{"message":{"error":"Duplicate","id":"paym_KIVaaHi7G8QAYMQpQOYBrUQE"}}}
            """),
        Plain(503, "{\"error\":{\"message\":\"Planned maintenance\"}}", "Retry-After: 120\r\n"),
        Plain(503, "<html><body>Maintenance</body></html>",
            "Retry-After: Wed, 01 Jul 2026 08:02:00 GMT\r\nContent-Type: text/html\r\n"),
        Plain(401, "{\"error\":{\"type\":\"invalid_request_error\"}}", "Connection: close\r\n"),
        Plain(204, ""),
        Bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
            Plain(200, Payment)),
        Bytes("HTTP/1.0 200 OK\r\n\r\n" + Payment),
        Bytes("HTTP/1.1 200\r\nConnection: keep-alive\r\n\r\n" + Payment),
        Chunked(Payment, 1),
        Chunked(Payment, 37),
        Chunked("{\"payments\":[" + Payment + "]}", 400),
        Bytes("HTTP/1.1 200 OK\nContent-Length: 2\n\n[]"),
        Plain(200, "{\"a\":[1,-0.5e+3,true,false,null,\"\\ud83d\\ude00\",[[[{}]]]],\"status\":null}"),
        Plain(200, Payment, "X-Long: " + new string('x', 4_000) + "\r\n"),
    ];

    /// <summary>An answer with a Content-Length.</summary>
    public static byte[] Plain(int status, string body, string headers = "")
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        return Bytes(
            FormattableString.Invariant($"HTTP/1.1 {status} Reason\r\n{headers}")
                + FormattableString.Invariant($"Content-Length: {content.Length}\r\n\r\n"),
            content);
    }

    /// <summary>A chunked answer.</summary>
    public static byte[] Chunked(string body, int size)
    {
        var text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] content = Encoding.UTF8.GetBytes(body);
        for (int at = 0; at < content.Length; at += size)
        {
            int count = Math.Min(size, content.Length - at);
            text.Append(FormattableString.Invariant($"{count:X};n=v\r\n"))
                .Append(Encoding.Latin1.GetString(content, at, count)).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("0\r\nDigest: x\r\n\r\n").ToString());
    }

    private static byte[] Bytes(string head, byte[]? rest = null) =>
        [.. Encoding.Latin1.GetBytes(head), .. rest ?? []];
}
