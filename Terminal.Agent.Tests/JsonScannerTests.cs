using Terminal.Agent.Acquirer;
using Terminal.Agent.Ports;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>The JSON scanner on the device: what is taken, what is not, what is handed on.</summary>
[TestClass]
public class JsonScannerTests
{
    [DataRow("{}", true)]
    [DataRow("[1,-0.5e+3,true,false,null]", true)]
    [DataRow("{\"a\":{\"b\":[{\"c\":\"\\u00e9\\ud83d\\ude00\"}]}}", true)]
    [DataRow(" 12 ", true)]
    [DataRow("", false)]
    [DataRow("{\"a\":1,}", false)]
    [DataRow("[01]", false)]
    [DataRow("[1.]", false)]
    [DataRow("[\"\\ud83d\"]", false)]
    [DataRow("[\"\\ud83dx\\ude00\"]", false)]
    [DataRow("[1}", false)]
    [DataRow("[] []", false)]
    public void A_document_is_judged_alike_in_one_piece_and_byte_by_byte(string text, bool isJson)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        var sink = new Sink();
        Assert.AreEqual(isJson, Scan(sink, bytes, bytes.Length + 1));
        Assert.AreEqual(isJson, Scan(sink, bytes, 1));
    }

    [TestMethod]
    public void Wanted_values_are_handed_on_and_others_are_not()
    {
        var sink = new Sink();
        Assert.IsTrue(Scan(sink, ByteCodec.Ascii("{\"x\":7,\"want\":\"a\\u0041\\n\",\"y\":[8]}"), 3));
        Assert.AreEqual(1, sink.Values);
        CollectionAssert.AreEqual(ByteCodec.Ascii("aA\n"), sink.Text);
        Assert.AreEqual(2, sink.Deepest);
        Assert.AreEqual(0, sink.Depth);
    }

    [TestMethod]
    public void A_text_that_is_too_long_is_cut_and_said_to_be()
    {
        var sink = new Sink();
        byte[] head = ByteCodec.Ascii("{\"want\":\"");
        var bytes = new byte[head.Length + Limits.JsonTokenBytesMax + 50];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)'x';
        }

        int tail = bytes.Length - 2;
        ByteCodec.Put(bytes, 0, head);
        bytes[tail] = (byte)'"';
        bytes[tail + 1] = (byte)'}';
        Assert.IsTrue(Scan(sink, bytes, 7));
        Assert.AreEqual(Limits.JsonTokenBytesMax, sink.Text.Length);
        Assert.IsTrue(sink.IsCut);
    }

    private static bool Scan(Sink sink, byte[] bytes, int size)
    {
        var scanner = new JsonScanner(sink);
        for (int at = 0; at < bytes.Length; at += size)
        {
            int count = bytes.Length - at < size ? bytes.Length - at : size;
            if (scanner.Feed(bytes, at, count) == ParseResult.Malformed)
            {
                return false;
            }
        }

        return scanner.Finish() == ParseResult.Done;
    }

    private sealed class Sink : IJsonSink
    {
        public int Values;
        public int Items;
        public int Depth;
        public int Deepest;
        public bool IsCut;
        public byte[] Text;

        public bool Key(int depth, byte[] token, int length) => length == 4;

        public void Begin(int depth, bool isArray)
        {
            Depth = depth;
            Deepest = depth > Deepest ? depth : Deepest;
        }

        public void End(int depth) => Depth = depth - 1;

        public void Item(int depth) => Items++;

        public void Value(int depth, JsonKind kind, byte[] token, int length, bool isCut)
        {
            Values++;
            IsCut = isCut;
            Text = new byte[length];
            ByteCodec.Put(Text, 0, token, length);
        }
    }
}
