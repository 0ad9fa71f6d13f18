using System.Text;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// Answers of an acquirer, mutated, into the reader that the exchange uses: whole and in pieces,
/// which must agree. Each input stands in an array of its own size, so a read beyond it throws.
/// </summary>
public sealed class HttpFuzzTarget : IFuzzTarget
{
    private const string Payment =
        """
        {"amount":1250,"card":{"id":"card_1","last4":"4242"},"currency":"eur","description":"\u00e9",
         "id":"paym_KIVaaHi7G8QAYMQpQOYBrUQE","order_id":null,
         "refunds":[{"amount":250,"status":"to_refund"}],"response":"00","status":"to_capture",
         "unique_id":"T4200017-1-1"}
        """;

    private static readonly string[] Heads =
    [
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Wed, 01 Jul 2026 08:02:00 GMT\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\nConnection: close\r\n",
        "HTTP/1.1 409 Conflict\r\nRetry-After: Wed, 01 Jul 2026 08:02:00 GMT\r\n",
        "HTTP/1.0 401 Unauthorized\r\nContent-Type: text/html\r\n",
    ];

    private static readonly string[] Bodies =
    [
        Payment,
        "{\"payments\":[" + Payment + "," + Payment + "]}",
        "{\"payments\":[]}",
        "{\"error\":{\"message\":\"duplicate unique_id (paym_KIVaaHi7G8QAYMQpQOYBrUQE)\"}}",
        "{\"error\":{\"message\":{\"error\":\"Duplicate\",\"id\":\"paym_KIVaaHi7G8QAYMQpQOYBrUQE\"}}}",
        "<html><body>maintenance</body></html>",
        "",
    ];

    /// <inheritdoc/>
    public string Name => "http";

    /// <inheritdoc/>
    public string Description => "the acquirer's answers into the response reader";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. from head in Heads
           from body in Bodies
           from text in new[]
           {
               FormattableString.Invariant($"{head}Content-Length: {body.Length}\r\n\r\n{body}"),
               $"{head}Transfer-Encoding: chunked\r\n\r\n" + (body.Length == 0 ? "" :
                   FormattableString.Invariant($"{body.Length:x}\r\n{body}\r\n")) + "0\r\nA: b\r\n\r\n",
               $"{head}\r\n{body}",
           }
           select Encoding.Latin1.GetBytes(text),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\r\n", "\r\n\r\n", "\n", "\r", " ", ":", ";", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 x\r\n\r\n",
            "Content-Length: ", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n",
            "Retry-After: ", "0\r\n\r\n", "ffffff", "{", "}", "[", "]", "\"", "\\u", "\\ud83d", "null",
            "\"status\":", "\"id\":\"", "\"payments\":[", "\"refunds\":[", "\"error\":", "\"amount\":",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run(Seeds[0]);

    private sealed class Run(byte[] good) : IFuzzRun
    {
        private const int WarmUpInputs = 200;

        private static readonly byte[] UniqueId = Encoding.ASCII.GetBytes("T4200017-1-1");
        private static readonly byte[] Currency = Encoding.ASCII.GetBytes("eur");

        private readonly Side _whole = new();
        private readonly Side _pieces = new();
        private int _inputs;

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            byte[] bytes = input.ToArray();
            int size = 1 + (bytes.Length == 0 ? 0 : bytes[^1] % 97);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _whole.Read(bytes, bytes.Length);
            _pieces.Read(bytes, size);
            bool isSame = _whole.IsSame(_pieces);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            AllocatedBytes += _inputs++ < WarmUpInputs ? 0 : allocated;
            if (!isSame)
            {
                throw new FuzzFindingException($"pieces of {size} bytes give another answer");
            }
        }

        public void Finish()
        {
            _whole.Read(good, good.Length);
            if (_whole.Body != ResponseBody.Paid)
            {
                throw new FuzzFindingException($"a good answer reads {_whole.Body}");
            }
        }

        private sealed class Side
        {
            private readonly AcquirerResponse _answer = new();
            private readonly ResponseReader _reader;
            private ParseResult _result;
            private int _taken;

            public Side() => _reader = new ResponseReader(_answer);

            public ResponseBody Body { get; private set; }

            public void Read(byte[] bytes, int size)
            {
                _answer.Reset(UniqueId, UniqueId.Length);
                _reader.Reset();
                _result = ParseResult.NeedMore;
                _taken = 0;
                while (_taken < bytes.Length && _result == ParseResult.NeedMore)
                {
                    int count = Math.Min(size, bytes.Length - _taken);
                    _result = _reader.Read(bytes, _taken, count);
                    bool isWhole = _result != ParseResult.NeedMore || _reader.Consumed == count;
                    if (_reader.Consumed < 0 || _reader.Consumed > count || !isWhole)
                    {
                        throw new FuzzFindingException($"consumed {_reader.Consumed} of {count}");
                    }

                    _taken += _reader.Consumed;
                }

                _result = _result == ParseResult.NeedMore ? _reader.Close() : _result;
                Body = _answer.Judge(1_250, Currency, true);
                if (_result == ParseResult.Done
                    && (_answer.HttpStatus is < 200 or > 599 || _answer.RetryAfterS < -1
                        || _answer.IdLength > _answer.Id.Length))
                {
                    throw new FuzzFindingException($"status {_answer.HttpStatus}");
                }
            }

            // What a malformed answer has filled in on its way is never looked at.
            public bool IsSame(Side other) =>
                _result == other._result
                && (_result != ParseResult.Done
                    || (_taken == other._taken && Body == other.Body
                        && _answer.HttpStatus == other._answer.HttpStatus
                        && _answer.IsKeepAlive == other._answer.IsKeepAlive
                        && _answer.RetryAfterS == other._answer.RetryAfterS
                        && _answer.DateUtcSeconds == other._answer.DateUtcSeconds
                        && _answer.RefundedCents == other._answer.RefundedCents
                        && _answer.AmountCents == other._answer.AmountCents
                        && _answer.Status == other._answer.Status
                        && _answer.PaymentCount == other._answer.PaymentCount
                        && _answer.Id.AsSpan(0, _answer.IdLength).SequenceEqual(
                            other._answer.Id.AsSpan(0, other._answer.IdLength))));
        }
    }
}
