using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using nanoFramework.TestFramework;

namespace Terminal.Agent.Tests;

/// <summary>
/// Lines put together for the screen: amounts as French and English readers write them.
/// </summary>
[TestClass]
public class ScreensLineWriterTests
{
    /// <summary>
    /// Expected lines hold the euro as E, the pound as P and a narrow blank as _.
    /// </summary>
    [DataRow(1250, "eur", 0, "12,50_E")]
    [DataRow(1250, "eur", 1, "E12.50")]
    [DataRow(5, "eur", 0, "0,05_E")]
    [DataRow(0, "eur", 0, "0,00_E")]
    [DataRow(99999, "eur", 0, "999,99_E")]
    [DataRow(100000, "eur", 0, "1_000,00_E")]
    [DataRow(100705, "eur", 1, "E1,007.05")]
    [DataRow(99999999, "eur", 0, "999_999,99_E")]
    [DataRow(1250, "gbp", 1, "P12.50")]
    [DataRow(1250, "usd", 0, "12,50_$")]
    [DataRow(1250, "chf", 0, "12,50_CHF")]
    [DataRow(1250, "chf", 1, "CHF_12.50")]
    public void An_amount_reads_as_its_reader_writes_it(
        int cents, string currency, int language, string expected)
    {
        var line = new LineWriter();
        line.Start().Amount(cents, ByteCodec.Ascii(currency), (Language)language);
        Assert.AreEqual(expected.Length, line.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(Byte(expected[i]), line.Bytes[i]);
        }
    }

    [TestMethod]
    public void A_line_that_is_full_takes_no_more_and_does_not_overrun()
    {
        var line = new LineWriter();
        line.Start();
        for (int i = 0; i < Limits.ScreenLineBytesMax; i++)
        {
            line.Text(ByteCodec.Ascii("abc")).Number(4294967295L).Byte((byte)'x').TwoFigures(7)
                .Amount(Limits.AmountCentsCeiling, ByteCodec.Ascii("chf"), Language.French);
        }

        Assert.IsTrue(line.Count >= Limits.ScreenLineBytesMax);
        Assert.IsTrue(line.Count <= line.Bytes.Length);
    }

    private static byte Byte(char character) =>
        character == 'E' ? (byte)0x80
        : character == 'P' ? (byte)0xA3
        : character == '_' ? (byte)0xA0 : (byte)character;
}
