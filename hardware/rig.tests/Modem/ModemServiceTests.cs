using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>Sockets and HTTP of the emulated modem where things go wrong or are told otherwise.</summary>
public sealed class ModemServiceTests
{
    private static readonly string[] Net =
        ["> ATE0", "< OK", "> AT+CGACT=1,1", "< OK", "> AT+NETOPEN", "< OK", "< +NETOPEN: 0"];

    private static readonly string[] Http =
    [
        "> ATE0", "< OK", "> AT+HTTPINIT", "< OK", "> AT+HTTPPARA=\"URL\",\"http://peer.test:8080/a/b?c=d\"", "< OK",
        "> AT+HTTPACTION=0", "< OK",
    ];

    [Fact]
    public void Lost_coverage_ends_the_service_and_its_links()
    {
        DialogueClient client = Connected();
        client.Modem.Faults.NoCoverage = true;
        client.PlayAll("< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY", "> AT+NETOPEN?", "< +NETOPEN: 0", "< OK");
        client.PlayAll("> AT+CIPCLOSE?", "< +CIPCLOSE: 0,0,0,0,0,0,0,0,0,0", "< OK");
    }

    [Fact]
    public void A_name_that_is_not_found_is_told()
    {
        var client = new DialogueClient();
        client.PlayAll(Net);
        client.Modem.Faults.NameFails = true;
        client.PlayAll("> AT+CIPOPEN=3,\"TCP\",\"peer.test\",80", "< OK", "< +CIPOPEN: 3,11");
        client.PlayAll("> AT+CDNSGIP=\"peer.test\"", "< +CDNSGIP: 0,10", "< ERROR");
    }

    [Fact]
    public void A_dropped_link_leaves_what_has_come()
    {
        DialogueClient client = Connected();
        client.PlayAll("> AT+CIPRXGET=1", "< OK", "> AT+CIPSEND=3,2", "wait 50", ">> 68 69", "< OK",
            "< +CIPRXGET: 1,3");
        client.Modem.DropSession();
        client.PlayAll("< +IPCLOSE: 3,1", "> AT+CIPRXGET=4,3", "< +CIPRXGET: 4,3,5", "< OK");
        client.PlayAll("> AT+CIPRXGET=2,3,100", "< +CIPRXGET: 2,3,5,0", "< hello", "< OK");
        client.PlayAll("> AT+CIPRXGET=4,3", "< +IP ERROR: No data", "< ERROR");
    }

    [Theory]
    [InlineData("AT+CIPCCFG=10,0,0,1,1,0,500", "< +RECEIVE,3,5:", "< hello")]
    [InlineData("AT+CIPHEAD=1", "< RECV FROM:192.0.2.1:80", "< +IPD5", "< hello")]
    [InlineData("AT+CIPSRIP=0", "< +IPD5", "< hello")]
    public void The_head_of_pushed_bytes_is_as_set(string setting, params string[] head)
    {
        DialogueClient client = Connected();
        client.PlayAll("> " + setting, "< OK", "> AT+CIPSEND=3,2", "wait 50", ">> 68 69", "< OK", "< +CIPSEND: 3,2,2");
        client.PlayAll([.. head[..^1], "wait 500", "> AT", head[^1], "< OK"]);
    }

    [Fact]
    public void A_setting_out_of_place_is_refused()
    {
        var client = new DialogueClient();
        client.PlayAll("> ATE0", "< OK", "> AT+CIPCCFG=10,0,0,1,x", "< ERROR", "> AT+CIPMODE=1", "< ERROR");
        client.PlayAll("> AT+CIPTIMEOUT=1,2,3,4", "< ERROR", "> AT+CIPTIMEOUT?", "< +CIPTIMEOUT: 120000,120000,120000");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n6\r\n "
        + "world\r\n0\r\n\r\n", false, 200)]
    [InlineData("HTTP/1.0 404 Not Found\r\n\r\nhello world", true, 404)]
    public void An_answer_is_whole_by_its_chunks_or_with_the_connection(string answer, bool closes, int status)
    {
        var client = new DialogueClient { PeerSays = answer, PeerCloses = closes };
        client.PlayAll(Http);
        client.PlayAll($"< +HTTPACTION: 0,{status},11", "> AT+HTTPREAD=11", "< OK", "< +HTTPREAD: 11", "< hello world");
        Assert.StartsWith("GET /a/b?c=d HTTP/1.1\r\nHost: peer.test:8080\r\n", client.Sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-x\r\n\r\n", false, 600)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello", true, 704)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello", false, 705)]
    public void What_is_no_whole_answer_is_told(string answer, bool closes, int status)
    {
        var client = new DialogueClient { PeerSays = answer, PeerCloses = closes };
        client.PlayAll("> ATE0", "< OK", "> AT+HTTPINIT", "< OK", "> AT+HTTPPARA=\"RECVTO\",5", "< OK");
        client.PlayAll("> AT+HTTPPARA=\"URL\",\"http://peer.test/\"", "< OK", "> AT+HTTPACTION=0", "< OK");
        client.Play($"< +HTTPACTION: 0,{status},0");
    }

    [Fact]
    public void No_network_is_no_answer()
    {
        var client = new DialogueClient();
        client.PlayAll("> ATE0", "< OK", "> AT+HTTPINIT", "< OK", "> AT+HTTPPARA=\"URL\",\"https://peer.test\"",
            "< OK");
        client.Modem.Faults.NameFails = true;
        client.PlayAll("> AT+HTTPACTION=2", "< OK", "< +HTTPACTION: 2,713,0");
        client.PlayAll("> AT+HTTPPARA=\"URL\",\"ftp://peer.test\"", "< ERROR", "> AT+HTTPACTION=5", "< ERROR");
        client.PlayAll("> AT+HTTPTERM", "< OK", "> AT+HTTPTERM", "< ERROR");
    }

    [Theory]
    [InlineData(true, "< ERROR")]
    [InlineData(false, "< OK", "< +CCHSTART: 0")]
    public void The_TLS_service_activates_the_bearer_unless_the_modem_is_strict(bool isStrict, params string[] answer)
    {
        var client = new DialogueClient(isStrict);
        client.PlayAll(["> ATE0", "< OK", "> AT+CCHSTART", .. answer]);
    }

    // Link 3 stands.
    private static DialogueClient Connected()
    {
        var client = new DialogueClient();
        client.PlayAll(Net);
        client.PlayAll("> AT+CIPOPEN=3,\"TCP\",\"peer.test\",80", "< OK", "< +CIPOPEN: 3,0");
        return client;
    }
}
