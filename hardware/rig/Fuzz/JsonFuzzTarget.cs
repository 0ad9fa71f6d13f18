using System.Text;
using System.Text.Json;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;

namespace Terminal.Rig.Fuzz;

/// <summary>
/// JSON documents, mutated, into the scanner. Whatever it takes for a document, System.Text.Json
/// must take too; each input stands in an array of its own size, so a read beyond it throws.
/// </summary>
public sealed class JsonFuzzTarget : IFuzzTarget
{
    private static readonly string[] Documents =
    [
        "{\"amount\":1250,\"currency\":\"eur\",\"id\":\"paym_x\",\"status\":\"to_capture\"}",
        "[1,-0,0.5,1e9,-2.25E-3,true,false,null,\"\",[],{}]",
        "{\"a\":{\"b\":[{\"c\":\"\\u00e9\\ud83d\\ude00\\n\\\"\"}]},\"d\":\"\\/\"}",
        " \t\r\n[ [ ] , { } ] ",
        "\"text\"",
        "-12.5e+2",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ];

    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public string Description => "documents into the JSON scanner";

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds { get; } = [.. Documents.Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "true", "false", "null",
            "-", "e", ".", "\"key\":", "{\"a\":", "[[[[", "]]]]", "\u00e9", " ",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <inheritdoc/>
    public IFuzzRun Begin(long block) => new Run();

    private sealed class Run : IFuzzRun, IJsonSink
    {
        private const int WarmUpInputs = 200;

        private readonly JsonScanner _scanner;
        private int _inputs;
        private int _depth;
        private int _found;

        public Run() => _scanner = new JsonScanner(this);

        public long AllocatedBytes { get; private set; }

        public void Take(ReadOnlySpan<byte> input)
        {
            byte[] bytes = input.ToArray();
            int size = 1 + (bytes.Length == 0 ? 0 : bytes[^1] % 31);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isWhole = Scan(bytes, bytes.Length);
            int found = _found;
            bool isSame = Scan(bytes, size) == isWhole && (!isWhole || found == _found);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            AllocatedBytes += _inputs++ < WarmUpInputs ? 0 : allocated;
            if (!isSame)
            {
                throw new FuzzFindingException($"pieces of {size} bytes give another result");
            }

            if (isWhole)
            {
                Compare(bytes);
            }
        }

        public void Finish()
        {
            if (!Scan("{\"a\":[1]}"u8.ToArray(), 3))
            {
                throw new FuzzFindingException("a good document is refused");
            }
        }

        public bool Key(int depth, byte[] token, int length)
        {
            Check(depth, token, length);
            return (length & 1) == 0;
        }

        public void Begin(int depth, bool isArray)
        {
            if (depth != ++_depth || depth > Limits.JsonDepthMax)
            {
                throw new FuzzFindingException($"depth {depth}");
            }
        }

        public void Item(int depth)
        {
            if (depth != _depth)
            {
                throw new FuzzFindingException($"item at depth {depth}");
            }
        }

        public void End(int depth)
        {
            if (depth != _depth--)
            {
                throw new FuzzFindingException($"depth {depth} ends");
            }
        }

        public void Value(int depth, JsonKind kind, byte[] token, int length, bool isCut) =>
            Check(depth, token, length);

        private bool Scan(byte[] bytes, int size)
        {
            _scanner.Reset();
            _depth = 0;
            _found = 0;
            for (int at = 0; at < bytes.Length; at += size)
            {
                int count = Math.Min(size, bytes.Length - at);
                if (_scanner.Feed(bytes, at, count) == ParseResult.Malformed)
                {
                    return false;
                }
            }

            return _scanner.Finish() == ParseResult.Done;
        }

        private void Check(int depth, byte[] token, int length)
        {
            if (depth != _depth || length < 0 || length > token.Length)
            {
                throw new FuzzFindingException($"token of {length} bytes at depth {depth}");
            }

            _found = (_found * 31) + length;
            for (int i = 0; i < length; i++)
            {
                _found = (_found * 31) + token[i];
            }
        }

        private static void Compare(byte[] bytes)
        {
            try
            {
                var reader = new Utf8JsonReader(bytes);
                while (reader.Read())
                {
                }
            }
            catch (JsonException e)
            {
                throw new FuzzFindingException("System.Text.Json refuses it: " + e.Message);
            }
        }
    }
}
