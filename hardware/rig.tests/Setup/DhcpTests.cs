using System.Buffers.Binary;
using System.Text;
using Terminal.Agent.Setup;
using Terminal.Rig.Setup;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// Addresses for phones. Messages are those of RFC 2131, table 5; the client that reads the answers is written from
/// RFC 2131 and 2132 alone.
/// </summary>
public sealed class DhcpTests
{
    private readonly DhcpServer _server = new();
    private readonly byte[] _answer = new byte[Terminal.Agent.Limits.PhoneDatagramBytes];
    private long _nowMs = 1;

    [Fact]
    public void A_phone_discovers_asks_and_has_an_address()
    {
        DhcpMessage offer = Ask(DhcpMessage.Discover(1))!;
        Assert.Equal(DhcpMessage.OfferType, offer.Type);
        Assert.Equal("192.168.4.2", offer.Yours);
        Assert.Equal("192.168.4.1", offer.Address(54));
        Assert.True(_server.IsToAll);
        DhcpMessage given = Ask(DhcpMessage.Request(1, "192.168.4.2", "192.168.4.1"))!;
        Assert.Equal(DhcpMessage.AckType, given.Type);
        Assert.Equal("192.168.4.2", given.Yours);
        Assert.Equal("255.255.255.0", given.Address(1));
        Assert.Equal("192.168.4.1", given.Address(3));
        Assert.Equal("192.168.4.1", given.Address(6));
        Assert.Equal(600u, BinaryPrimitives.ReadUInt32BigEndian(given.Options[51]));
        Assert.Equal("http://192.168.4.1/portal", Encoding.ASCII.GetString(given.Options[114]));
        Assert.Equal(0x39030100u + 1, given.Transaction);
        Assert.Equal(1, _server.LeaseCount(_nowMs));
    }

    [Fact]
    public void Four_phones_have_addresses_and_the_fifth_waits_for_one()
    {
        for (int phone = 1; phone <= 4; phone++)
        {
            Give(phone, $"192.168.4.{phone + 1}");
        }

        Assert.Null(Ask(DhcpMessage.Discover(5)));
        Assert.Equal(4, _server.LeaseCount(_nowMs));

        // The second has gone, and said so; or its time is over.
        Ask(DhcpMessage.Release(2, "192.168.4.3"));
        Give(5, "192.168.4.3");
        Assert.Null(Ask(DhcpMessage.Discover(2)));
        _nowMs += 601_000;
        Assert.NotNull(Ask(DhcpMessage.Discover(2)));
    }

    [Fact]
    public void A_phone_keeps_its_address()
    {
        Give(1, "192.168.4.2");
        Give(2, "192.168.4.3");
        Give(1, "192.168.4.2");
        _nowMs += 300_000;
        DhcpMessage renewed = Ask(DhcpMessage.Renew(2, "192.168.4.3"))!;
        Assert.Equal(DhcpMessage.AckType, renewed.Type);
        Assert.False(_server.IsToAll);
        _nowMs += 500_000;
        Assert.Equal(1, _server.LeaseCount(_nowMs));
    }

    [Theory]
    [InlineData("192.168.1.17")]
    [InlineData("192.168.4.3")]
    [InlineData("192.168.4.1")]
    [InlineData("192.168.4.99")]
    public void A_phone_that_comes_with_an_address_of_elsewhere_or_of_another_is_told_so(string wanted)
    {
        Give(1, "192.168.4.2");
        Give(2, "192.168.4.3");
        DhcpMessage refused = Ask(DhcpMessage.Reboot(3, wanted))!;
        Assert.Equal(DhcpMessage.NakType, refused.Type);
        Assert.Equal("0.0.0.0", refused.Yours);
        Assert.True(_server.IsToAll);
        Assert.False(refused.Options.ContainsKey(51));
    }

    [Fact]
    public void A_phone_that_took_another_server_leaves_its_offer()
    {
        Ask(DhcpMessage.Discover(1));
        Assert.Equal(1, _server.LeaseCount(_nowMs));
        Assert.Null(Ask(DhcpMessage.Request(1, "192.168.1.5", "192.168.1.1")));
        Assert.Equal(0, _server.LeaseCount(_nowMs));
    }

    [Fact]
    public void An_address_that_somebody_else_has_rests()
    {
        Give(1, "192.168.4.2");
        Assert.Null(Ask(DhcpMessage.Decline(1, "192.168.4.2")));
        Assert.Equal("192.168.4.3", Ask(DhcpMessage.Discover(1))!.Yours);
    }

    [Fact]
    public void Whoever_has_an_address_is_told_the_rest()
    {
        DhcpMessage told = Ask(DhcpMessage.Inform(1, "192.168.4.77"))!;
        Assert.Equal(DhcpMessage.AckType, told.Type);
        Assert.Equal("0.0.0.0", told.Yours);
        Assert.False(told.Options.ContainsKey(51));
        Assert.True(told.Options.ContainsKey(114));
        Assert.False(_server.IsToAll);
    }

    [Fact]
    public void Every_piece_of_a_message_and_every_length_of_an_option_ends_quietly()
    {
        byte[] whole = DhcpMessage.Request(1, "192.168.4.2", "192.168.4.1");
        int end = Array.LastIndexOf(whole, (byte)255);
        for (int count = 0; count <= end; count++)
        {
            Assert.Equal(0, _server.Answer(whole[..count], count, _answer, _nowMs));
        }

        for (int at = 240; at < end; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] bent = [.. whole[..(end + 1)]];
                bent[at] = (byte)value;
                Assert.InRange(_server.Answer(bent, bent.Length, _answer, _nowMs), 0, _answer.Length);
            }
        }
    }

    private void Give(int phone, string address)
    {
        Assert.Equal(address, Ask(DhcpMessage.Discover(phone))!.Yours);
        Assert.Equal(
            DhcpMessage.AckType, Ask(DhcpMessage.Request(phone, address, "192.168.4.1"))!.Type);
    }

    private DhcpMessage? Ask(byte[] message)
    {
        int count = _server.Answer(message, message.Length, _answer, _nowMs);
        return count == 0 ? null : DhcpMessage.Read(_answer.AsSpan(0, count));
    }
}
