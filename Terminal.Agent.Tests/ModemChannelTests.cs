using nanoFramework.TestFramework;
using Terminal.Agent.Modem;

namespace Terminal.Agent.Tests;

/// <summary>
/// The AT channel: lines, prompts and raw runs, whole and byte by byte, noise and damage.
/// </summary>
[TestClass]
public class ModemChannelTests
{
    private static ModemPort _port;
    private static AtChannel _channel;

    [Setup]
    public void Setup()
    {
        _port = new ModemPort();
        _channel = new AtChannel(_port, ModemMake.Simcom, new ModemBuffers());
    }

    [DataRow("\r\nOK\r\n", 2)]
    [DataRow("\r\nERROR\r\n", 3)]
    [DataRow("\r\n+CME ERROR: 10\r\n", 4)]
    [DataRow("\r\n+CMS ERROR: 500\r\n", 5)]
    [DataRow("AT+CSQ\r", 6)]
    [DataRow("\r\nRDY\r\n", 7)]
    [DataRow("\r\nNORMAL POWER DOWN\r\n", 8)]
    [DataRow("\r\n+CPIN: READY\r\n", 10)]
    [DataRow("\r\nSIM not inserted\r\n", 11)]
    [DataRow("\r\n+CSQ: 21,99\r\n", 12)]
    [DataRow("\r\n+CEREG: 1\r\n", 14)]
    [DataRow("\r\n+ICCID: 89\r\n", 19)]
    [DataRow("\r\n+CCID: 89\r\n", 19)]
    [DataRow("\r\n+CCHSTART: 0\r\n", 23)]
    [DataRow("\r\n+CCHSTOP: 0\r\n", 24)]
    [DataRow("\r\n+CCHOPEN: 0,0\r\n", 25)]
    [DataRow("\r\n+CCHCLOSE: 0,0\r\n", 26)]
    [DataRow("\r\n+CCHSEND: 0,0\r\n", 27)]
    [DataRow("\r\n+CCHRECV: LEN,0,0\r\n", 28)]
    [DataRow("\r\n+CCHEVENT: 0,RECV EVENT\r\n", 29)]
    [DataRow("\r\n+CCH_PEER_CLOSED: 0\r\n", 30)]
    [DataRow("\r\n+CCH_RECV_CLOSED: 0,4\r\n", 31)]
    [DataRow("\r\n+CCH: CCH STOP\r\n", 32)]
    [DataRow("\r\nOKAY\r\n", 1)]
    [DataRow("\r\nCONNECT\r\n", 1)]
    [DataRow("\r\n+CCHSENT: 0,0\r\n", 1)]
    public void A_line_is_known_whole_and_byte_by_byte(string text, int token)
    {
        for (int piece = 1; piece <= text.Length; piece++)
        {
            Fresh();
            _port.PieceBytes = piece;
            _port.Put(text);
            Assert.AreEqual(token, (int)Take());
            Assert.AreEqual((int)AtToken.None, (int)Take());
        }
    }

    [TestMethod]
    public void Every_prefix_of_a_line_gives_nothing()
    {
        string text = "\r\n+CCHOPEN: 0,0";
        for (int length = 0; length <= text.Length; length++)
        {
            Fresh();
            _port.Put(text.Substring(0, length));
            Assert.AreEqual((int)AtToken.None, (int)Take());
        }
    }

    [TestMethod]
    public void A_prompt_counts_only_when_it_is_awaited()
    {
        Fresh();
        _port.Put("\r\n>\r\nOK\r\n");
        Assert.AreEqual((int)AtToken.Unknown, (int)Take());
        Assert.AreEqual((int)AtToken.Ok, (int)Take());
        _channel.IsPromptAwaited = true;
        _port.Put("\r\n+CSQ: 9,9\r\n\r\n> ");
        Assert.AreEqual((int)AtToken.Signal, (int)Take());
        Assert.AreEqual((int)AtToken.Prompt, (int)Take());
        _port.Put("\r\nOK\r\n");
        Assert.AreEqual((int)AtToken.Ok, (int)Take());
    }

    [TestMethod]
    public void A_raw_run_is_taken_by_its_length_whatever_is_in_it()
    {
        string raw = "a\r\nOK\r\n>+CCHRECV: DATA,0,5\r\n";
        for (int piece = 1; piece < 40; piece++)
        {
            Fresh();
            _port.PieceBytes = piece;
            _port.Put("\r\n+CCHRECV: DATA,0,28\r\n" + raw + "\r\n+CCHRECV: 0,0\r\n");
            Assert.AreEqual((int)AtToken.SessionReceive, (int)Take());
            _channel.BeginRaw(raw.Length);
            var got = new byte[64];
            int count = 0;
            while (count < raw.Length)
            {
                Assert.AreEqual((int)AtToken.Raw, (int)Take());
                int ready = _channel.RawReady;
                _channel.TakeRaw(got, count, ready);
                count += ready;
            }

            Assert.AreEqual(raw.Length, count);
            Assert.IsTrue(ByteCodec.Same(got, 0, ByteCodec.Ascii(raw), 0, count));
            Assert.AreEqual((int)AtToken.SessionReceive, (int)Take());
            Assert.IsFalse(_channel.IsRawDamaged);
        }
    }

    [DataRow("abcd\r\n+CCHRECV: 0,0\r\n")]
    [DataRow("abcdefg\r\n+CCHRECV: 0,0\r\n")]
    public void A_byte_too_few_or_too_many_in_a_raw_run_is_seen(string text)
    {
        Fresh();
        _port.Put("\r\n+CCHRECV: DATA,0,5\r\n" + text);
        Assert.AreEqual((int)AtToken.SessionReceive, (int)Take());
        _channel.BeginRaw(5);
        Assert.AreEqual((int)AtToken.Raw, (int)Take());
        _channel.SkipRaw(5);
        Take();
        Assert.IsTrue(_channel.IsRawDamaged);
    }

    [TestMethod]
    public void A_line_too_long_is_skipped_and_counted()
    {
        Fresh();
        for (int i = 0; i < 30; i++)
        {
            _port.Put("0123456789012345678901234567890123456789");
            Assert.AreEqual((int)AtToken.None, (int)Take());
        }

        _port.Put("\r\nOK\r\n");
        Assert.AreEqual((int)AtToken.Ok, (int)Take());
        Assert.AreEqual(1, _channel.NoiseLines);
    }

    [TestMethod]
    public void A_command_waits_for_the_line_to_take_it()
    {
        Fresh();
        _port.RoomBytes = 0;
        _channel.SendCommand(ByteCodec.Put(_channel.CommandBuffer, 0, ByteCodec.Ascii("AT+CSQ")));
        Assert.IsTrue(_channel.IsSending);
        Assert.AreEqual(0, _port.WrittenCount);
        _port.RoomBytes = 3;
        _channel.Flush();
        Assert.IsFalse(_channel.IsSending);
        Assert.AreEqual(7, _port.WrittenCount);
        Assert.IsTrue(ByteCodec.Same(_port.Written, 0, ByteCodec.Ascii("AT+CSQ\r"), 0, 7));
    }

    private static void Fresh()
    {
        _port.Clear();
        _channel.Reset();
    }

    // One token, reading the line as often as it gives something.
    private static AtToken Take()
    {
        AtToken token = _channel.Next();
        while (token == AtToken.None && _channel.Receive())
        {
            token = _channel.Next();
        }

        return token;
    }
}
