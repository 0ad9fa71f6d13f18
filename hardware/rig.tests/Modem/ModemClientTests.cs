using Xunit;

namespace Terminal.Rig.Tests.Modem;

/// <summary>
/// The emulated modem as foreign clients meet it: their opening dialogues, and what real modules do not forgive.
/// </summary>
public sealed class ModemClientTests
{
    private static readonly string Folder = FindFolder();
    private static readonly string SessionFolder = Path.Combine(Folder, "sessions");

    public static TheoryData<string> Dialogues() =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileName(f)!).Order()];

    [Theory]
    [MemberData(nameof(Dialogues))]
    public void Accepts(string name)
    {
        var client = new DialogueClient();
        foreach (string line in File.ReadAllLines(Path.Combine(Folder, name)))
        {
            client.Play(line);
        }
    }

    public static TheoryData<string> Sessions() =>
        [.. Directory.GetFiles(SessionFolder, "*.txt").Select(f => Path.GetFileName(f)!).Order()];

    /// <summary>From the first AT to the closed connection, with real sockets.</summary>
    [Theory]
    [MemberData(nameof(Sessions))]
    public void Serves(string name)
    {
        using var servers = new SessionServers();
        Play(name, servers);
    }

    /// <summary>Each session needs its servers.</summary>
    [Theory]
    [MemberData(nameof(Sessions))]
    public void A_session_fails_without_its_server(string name)
    {
        using var servers = new SessionServers();
        servers.Stop();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Play(name, servers, 2_000));
    }

    [Fact]
    public void A_session_fails_at_a_wrong_byte()
    {
        using var servers = new SessionServers();
        using var client = new SessionClient(servers);
        client.Play("> ATE0");
        client.Play("< OK");
        client.Play("> AT");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => client.Play("<| \\r\\nOK\\r\\r"));
    }

    [Fact]
    public void A_session_fails_at_a_request_that_never_came()
    {
        using var servers = new SessionServers();
        using var client = new SessionClient(servers);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => client.Play("server saw GET / HTTP/1.1"));
    }

    /// <summary>The player can fail.</summary>
    [Fact]
    public void A_wrong_answer_is_told()
    {
        var client = new DialogueClient();
        client.Play("> AT+CNUM");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => client.Play("< OK"));
    }

    [Fact]
    public void Asking_for_more_than_is_cached_freezes_it_until_a_reset()
    {
        DialogueClient client = WithAnswer();
        client.Play("> AT+CCHRECV=0,2000");
        client.IsSilent();
        client.Play("> AT");
        client.IsSilent();
        client.Reset();
        client.Play("> AT");
        client.Play("< OK");
    }

    [Fact]
    public void Asking_for_a_length_without_a_session_freezes_it()
    {
        var client = new DialogueClient();
        client.Play("> ATE0");
        client.Play("< OK");
        client.Play("> AT+CCHRECV?");
        client.IsSilent();
        client.Play("> AT");
        client.IsSilent();
    }

    [Fact]
    public void A_lenient_modem_gives_what_it_has_and_tells_of_it()
    {
        DialogueClient client = WithAnswer(false);
        client.Play("> AT+CCHRECV=0,2000");
        client.Play("< OK");
        client.Play("< +CCHRECV: DATA,0,5");
        client.Play("< hello");
        client.Play("< +CCHRECV: 0,0");
        Assert.Equal(["CCHRECV asks for 2000 bytes where 5 are cached"], client.Notices);
    }

    [Fact]
    public void A_lenient_modem_answers_without_a_session_and_stays_lenient()
    {
        var client = new DialogueClient(false);
        client.ClearFaults();
        client.Play("> AT+CCHRECV?");
        client.Play("< +CCHRECV: LEN,0,0");
        client.Play("< OK");
    }

    [Fact]
    public void Asking_for_what_is_cached_gives_it()
    {
        DialogueClient client = WithAnswer();
        client.Play("> AT+CCHRECV?");
        client.Play("< +CCHRECV: LEN,5,0");
        client.Play("< OK");
        client.Play("> AT+CCHRECV=0,5");
        client.Play("< OK");
        client.Play("< +CCHRECV: DATA,0,5");
        client.Play("< hello");
        client.Play("< +CCHRECV: 0,0");
    }

    private static void Play(string name, SessionServers servers, int limitMs = 10_000)
    {
        using var client = new SessionClient(servers, limitMs);
        int number = 0;
        foreach (string line in File.ReadAllLines(Path.Combine(SessionFolder, name)))
        {
            number++;
            try
            {
                client.Play(line);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"line {number}, {line}: {e.Message}");
            }
        }
    }

    // A session on which the peer has answered "hello".
    private static DialogueClient WithAnswer(bool isStrict = true)
    {
        var client = new DialogueClient(isStrict);
        foreach (string line in new[]
        {
            "> ATE0", "< OK", "> AT+CGATT=1", "< OK", "> AT+CGACT=1,1", "< OK", "> AT+CCHSET=1,1", "< OK",
            "> AT+CCHSTART", "< OK", "< +CCHSTART: 0", "> AT+CCHOPEN=0,\"peer.test\",443,2", "< OK",
            "< +CCHOPEN: 0,0", "> AT+CCHSEND=0,2", "wait 50", ">> 68 69", "< >", "< OK", "< +CCHSEND: 0,0",
            "< +CCHEVENT: 0,RECV EVENT",
        })
        {
            client.Play(line);
        }

        return client;
    }

    private static string FindFolder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Terminal.sln")))
        {
            root = root.Parent!;
        }

        return Path.Combine(root.FullName, "hardware", "rig.tests", "Modem", "clients");
    }
}
