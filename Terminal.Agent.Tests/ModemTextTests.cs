using nanoFramework.TestFramework;
using Terminal.Agent.Modem;
using Terminal.Agent.Ports;

namespace Terminal.Agent.Tests;

/// <summary>Fields of lines, the modem's form of time, and the order of remedies.</summary>
[TestClass]
public class ModemTextTests
{
    private static FixedRandom _random;

    [Setup]
    public void Setup() => _random = new FixedRandom(0);

    [DataRow("+CSQ: 21,99", 0, 21)]
    [DataRow("+CSQ: 21,99", 1, 99)]
    [DataRow("+CSQ: 21,99", 2, -1)]
    [DataRow("+CEREG: 1,5,\"1A,2B\",7", 1, 5)]
    [DataRow("+CEREG: 1,5,\"1A,2B\",7", 3, 7)]
    [DataRow("+CCHRECV: DATA, 0,900", 2, 900)]
    [DataRow("+CCHRECV: LEN,12,0", 0, -1)]
    [DataRow("+X: 1234567890", 0, -1)]
    [DataRow("+X: 12a", 0, -1)]
    [DataRow("+X:", 0, -1)]
    [DataRow("17", 0, 17)]
    public void A_field_is_read_as_a_number(string line, int index, int value) =>
        Assert.AreEqual(value, AtFields.Number(ByteCodec.Ascii(line), 0, line.Length, index));

    [DataRow("+COPS: 0,0,\"Net, the\",7", 2, "Net, the")]
    [DataRow("+ICCID: 8933F", 0, "8933F")]
    [DataRow("+COPS: 0", 2, "")]
    public void A_field_is_taken_as_text(string line, int index, string value)
    {
        var text = new ModemText(24);
        AtFields.Take(ByteCodec.Ascii(line), 0, line.Length, index, text);
        Assert.AreEqual(value.Length, text.Length);
        Assert.IsTrue(ByteCodec.Same(text.Bytes, 0, ByteCodec.Ascii(value), 0, value.Length));
    }

    [DataRow("+CCLK: \"26/11/24,21:05:19+04\"", 1795550719L)]
    [DataRow("+CCLK: \"24/02/29,00:00:00-20\"", 1709182800L)]
    [DataRow("+CCLK: \"24/01/01,00:00:00+00\"", 1704067200L)]
    [DataRow("+CCLK: \"23/12/31,23:59:59+00\"", 0L)]
    [DataRow("+CCLK: \"70/01/01,00:00:07+00\"", 0L)]
    [DataRow("+CCLK: \"80/01/06,00:00:07+00\"", 0L)]
    [DataRow("+CCLK: \"26/13/24,21:05:19+04\"", 0L)]
    [DataRow("+CCLK: \"26/11/24,21:05\"", 0L)]
    [DataRow("+CCLK: ", 0L)]
    public void Network_time_is_read(string line, long utcSeconds) =>
        Assert.AreEqual(utcSeconds, ModemClock.Parse(ByteCodec.Ascii(line), 0, line.Length));

    [TestMethod]
    public void Time_written_reads_back()
    {
        var buffer = new byte[40];
        int at = ByteCodec.Put(buffer, 0, ByteCodec.Ascii("+CCLK: "));
        for (long utcSeconds = 1704067200L; utcSeconds < 2335219200L; utcSeconds += 86_398L * 29)
        {
            int end = ModemClock.Put(buffer, at, utcSeconds);
            Assert.AreEqual(22, end - at);
            Assert.AreEqual(utcSeconds, ModemClock.Parse(buffer, 0, end));
        }
    }

    [TestMethod]
    public void The_ladder_is_climbed_rung_by_rung_and_stays_at_the_top()
    {
        var ladder = new RecoveryLadder(_random);
        int[] expected = { 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7, 7 };
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], (int)ladder.Climb(ModemRung.Reopen, ModemRung.PowerCut));
        }

        Assert.AreEqual(2, ladder.Count(ModemRung.Reattach));
        Assert.AreEqual(4, ladder.Count(ModemRung.PowerCut));
        ladder.Proven();
        Assert.AreEqual(
            (int)ModemRung.Reopen, (int)ladder.Climb(ModemRung.Reopen, ModemRung.PowerCut));
    }

    [TestMethod]
    public void A_floor_skips_rungs_and_a_cap_holds_them()
    {
        var ladder = new RecoveryLadder(_random);
        Assert.AreEqual(
            (int)ModemRung.ResetPulse, (int)ladder.Climb(ModemRung.ResetPulse, ModemRung.PowerCut));
        Assert.AreEqual(
            (int)ModemRung.ResetPulse, (int)ladder.Climb(ModemRung.Reopen, ModemRung.PowerCut));
        Assert.AreEqual(
            (int)ModemRung.Restart, (int)ladder.Climb(ModemRung.Reopen, ModemRung.Restart));
    }

    [TestMethod]
    public void Pauses_double_up_to_their_limit()
    {
        var ladder = new RecoveryLadder(_random);
        int before = 0;
        for (int i = 0; i < 12; i++)
        {
            int pauseMs = ladder.NextPauseMs();
            Assert.IsTrue(pauseMs >= before);
            Assert.IsTrue(pauseMs <= Limits.ModemBackoffMsMax);
            before = pauseMs;
        }

        Assert.AreEqual(Limits.ModemBackoffMsMax / 2, before);
        ladder.Proven();
        Assert.AreEqual(Limits.ModemBackoffMsMin / 2, ladder.NextPauseMs());
    }
}
