using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>
/// Numbers and text in bytes: what is written, where it ends, and that it reads back.
/// </summary>
[TestClass]
public class ByteCodecTests
{
    private const byte Untouched = 0xEE;
    private static byte[] _buffer;

    [Setup]
    public void Setup() => _buffer = new byte[32];

    [TestMethod]
    public void Ascii_gives_one_byte_for_each_character() =>
        CollectionAssert.AreEqual(new byte[] { 0x41, 0x7E, 0x20, 0x30 }, ByteCodec.Ascii("A~ 0"));

    [TestMethod]
    public void Put_copies_a_piece_and_gives_the_offset_after_it()
    {
        Clear();
        Assert.AreEqual(5, ByteCodec.Put(_buffer, 2, ByteCodec.Ascii("abc")));
        Assert.AreEqual(6, ByteCodec.Put(_buffer, 5, ByteCodec.Ascii("xyz"), 1));
        CollectionAssert.AreEqual(ByteCodec.Ascii("abcx"), Part(2, 4));
        Assert.AreEqual(Untouched, _buffer[1]);
        Assert.AreEqual(Untouched, _buffer[6]);
    }

    [DataRow(0L, "0")]
    [DataRow(9L, "9")]
    [DataRow(10L, "10")]
    [DataRow(1250L, "1250")]
    [DataRow(2147483647L, "2147483647")]
    [DataRow(2147483648L, "2147483648")]
    [DataRow(4294967296L, "4294967296")]
    [DataRow(21474836470L, "21474836470")]
    [DataRow(100000000000000000L, "100000000000000000")]
    [DataRow(9223372036854775807L, "9223372036854775807")]
    public void PutDecimal_writes_the_digits_and_nothing_beside_them(long value, string digits)
    {
        Clear();
        Assert.AreEqual(digits.Length, ByteCodec.DecimalDigits(value));
        Assert.AreEqual(3 + digits.Length, ByteCodec.PutDecimal(_buffer, 3, value));
        CollectionAssert.AreEqual(ByteCodec.Ascii(digits), Part(3, digits.Length));
        Assert.AreEqual(Untouched, _buffer[2]);
        Assert.AreEqual(Untouched, _buffer[3 + digits.Length]);
    }

    [DataRow("0", 0L)]
    [DataRow("007", 7L)]
    [DataRow("999999999999999999", 999999999999999999L)]
    [DataRow("9999999999999999999", -1L)]
    [DataRow("", -1L)]
    [DataRow("-1", -1L)]
    [DataRow("1/", -1L)]
    [DataRow("1:", -1L)]
    [DataRow(" 1", -1L)]
    public void GetDecimal_takes_digits_only(string text, long expected)
    {
        byte[] bytes = ByteCodec.Ascii(text);
        Assert.AreEqual(expected, ByteCodec.GetDecimal(bytes, 0, bytes.Length));
    }

    [TestMethod]
    public void GetDecimal_reads_back_what_PutDecimal_wrote()
    {
        for (long value = 1; value < 100_000_000_000_000_000; value *= 7)
        {
            int end = ByteCodec.PutDecimal(_buffer, 0, value);
            Assert.AreEqual(value, ByteCodec.GetDecimal(_buffer, 0, end));
        }
    }

    [TestMethod]
    public void Same_compares_the_run_and_nothing_else()
    {
        byte[] left = ByteCodec.Ascii("xabcy");
        byte[] right = ByteCodec.Ascii("abcd");
        Assert.IsTrue(ByteCodec.Same(left, 1, right, 0, 3));
        Assert.IsFalse(ByteCodec.Same(left, 1, right, 0, 4));
        Assert.IsFalse(ByteCodec.Same(left, 0, right, 0, 1));
        Assert.IsTrue(ByteCodec.Same(left, 0, right, 0, 0));
    }

    [DataRow(0, (byte)0, (byte)0)]
    [DataRow(0x1234, (byte)0x34, (byte)0x12)]
    [DataRow(0xFFFF, (byte)0xFF, (byte)0xFF)]
    [DataRow(0x8000, (byte)0, (byte)0x80)]
    public void Sixteen_bits_stand_low_byte_first(int value, byte low, byte high)
    {
        Clear();
        ByteCodec.PutU16(_buffer, 1, value);
        CollectionAssert.AreEqual(new byte[] { Untouched, low, high, Untouched }, Part(0, 4));
        Assert.AreEqual(value, ByteCodec.GetU16(_buffer, 1));
    }

    [TestMethod]
    public void Thirty_two_bits_stand_low_byte_first()
    {
        Clear();
        ByteCodec.PutU32(_buffer, 1, 0xF1234567);
        CollectionAssert.AreEqual(
            new byte[] { Untouched, 0x67, 0x45, 0x23, 0xF1, Untouched }, Part(0, 6));
        Assert.AreEqual(0xF1234567, ByteCodec.GetU32(_buffer, 1));
    }

    private static void Clear()
    {
        for (int i = 0; i < _buffer.Length; i++)
        {
            _buffer[i] = Untouched;
        }
    }

    private static byte[] Part(int offset, int count)
    {
        var part = new byte[count];
        System.Array.Copy(_buffer, offset, part, 0, count);
        return part;
    }
}
