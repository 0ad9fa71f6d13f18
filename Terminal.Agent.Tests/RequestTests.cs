using nanoFramework.TestFramework;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Tests;

/// <summary>The agent's requests on the device, byte by byte.</summary>
[TestClass]
public class RequestTests
{
    private const string Head = "api.stancer.com\r\nUser-Agent: Terminal.Agent/";
    private const string Basic =
        "\r\nAuthorization: Basic c3Rlc3RfYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4Og==";

    [TestMethod]
    public void A_create_stands_as_the_specification_says() => Check(
        "POST /v1/checkout HTTP/1.1\r\nHost: ",
        "\r\nContent-Type: application/json\r\nContent-Length: 105\r\n\r\n"
            + "{\"amount\":990,\"currency\":\"eur\",\"unique_id\":\"T1-2-3\",\"capture\":true,"
            + "\"card\":{\"ksn\":\"0AFF\",\"sealed\":\"AQID\"}}",
        0);

    [TestMethod]
    public void A_refund_stands_as_the_specification_says() => Check(
        "POST /v1/refunds HTTP/1.1\r\nHost: ",
        "\r\nContent-Type: application/json\r\nContent-Length:  33\r\n\r\n"
            + "{\"payment\":\"paym_1\",\"amount\":990}",
        1);

    [TestMethod]
    public void A_look_up_and_a_read_have_no_body()
    {
        Check("GET /v1/checkout?unique_id=T1-2-3 HTTP/1.1\r\nHost: ", "\r\n\r\n", 2);
        Check("GET /v1/checkout/paym_1 HTTP/1.1\r\nHost: ", "\r\n\r\n", 3);
    }

    private static void Check(string line, string rest, int kind)
    {
        var settings = new TerminalSettings();
        settings.SerialLength = ByteCodec.Put(settings.Serial, 0, ByteCodec.Ascii("T1"));
        settings.KeyLength = ByteCodec.Put(
            settings.Key, 0, ByteCodec.Ascii("stest_abcdefghijklmnopqrstuvwx"));
        var record = new TransactionRecord();
        record.AmountCents = 990;
        record.Boot = 2;
        record.Sequence = 3;
        record.KsnLength = 2;
        record.Ksn[0] = 10;
        record.Ksn[1] = 255;
        record.SealedLength = ByteCodec.Put(record.Sealed, 0, new byte[] { 1, 2, 3 });
        ByteCodec.Put(record.Currency, 0, ByteCodec.Ascii("eur"));
        byte[] id = ByteCodec.Ascii("paym_1");
        var writer = new RequestWriter(settings);
        writer.Prepare();
        switch (kind)
        {
            case 0:
                writer.Create(record);
                break;
            case 1:
                writer.Refund(id, id.Length, 990);
                break;
            case 2:
                writer.LookUp(record);
                break;
            default:
                writer.Read(id, id.Length);
                break;
        }

        var expected = new byte[writer.Length];
        byte[][] pieces =
        {
            ByteCodec.Ascii(line), ByteCodec.Ascii(Head), FirmwareVersion.Text, ByteCodec.Ascii(Basic),
            ByteCodec.Ascii(rest),
        };
        int length = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            length += pieces[i].Length;
        }

        Assert.AreEqual(length, writer.Length);
        int at = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            at = ByteCodec.Put(expected, at, pieces[i]);
        }

        var written = new byte[writer.Length];
        ByteCodec.Put(written, 0, writer.Buffer, writer.Length);
        CollectionAssert.AreEqual(expected, written);
    }
}
