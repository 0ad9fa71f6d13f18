using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>The page: its size, its words, its script, and names that would like to be markup.</summary>
public sealed class PageTests(ITestOutputHelper output)
{
    [Fact]
    public void No_other_script_may_run() => Assert.Equal(
        PhoneServer.ScriptHash,
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageText.ScriptText))));

    [Fact]
    public void Both_languages_fill_every_place()
    {
        var text = new PageText();
        for (int word = 0; word < (int)PageWord.Count; word++)
        {
            for (int language = 0; language < 2; language++)
            {
                int length = text.Length((PageWord)word, language);
                string words = Encoding.ASCII.GetString(text.Words, text.Start((PageWord)word, language), length);
                Assert.Matches(@"^[ -~]+$", words);
                Assert.DoesNotContain("^", words, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_largest_page_stays_below_its_limit()
    {
        var phone = new Phone();
        phone.Terminal.Wifi.Neighbours = [.. Enumerable.Range(0, 15).Select(
            i => new WifiNeighbour($"{i:D2}{new string('&', 30)}", -40 - i, false))];
        phone.Open();
        foreach (string language in new[] { "fr", "en" })
        {
            string page = phone.Get(language: language);
            output.WriteLine($"{language}: {page.Length} bytes");
            Assert.InRange(page.Length, 4_000, 12_288);
            Assert.EndsWith("</html>", page, StringComparison.Ordinal);
            Assert.Equal(13, Regex.Count(page, "name=n value="));
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>")]
    [InlineData("\"><img src=x>", "&quot;>&lt;img src=x>")]
    [InlineData("a&amp;b", "a&amp;amp;b")]
    [InlineData("Café de l'été", "Café de l'été")]
    [InlineData("tab\tnul\0", "tab?nul?")]
    [InlineData("日本", "日本")]
    public void A_name_is_text_and_never_markup(string name, string shown)
    {
        var phone = new Phone();
        phone.Terminal.Wifi.Neighbours = [new(name, -40, false)];
        phone.Open();
        Assert.Contains($"<span>{shown}</span>", phone.Get(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_utf8_is_marked()
    {
        var phone = new Phone();
        phone.Terminal.Wifi.Neighbours = [new("?", -40, false, [0xC3, 0x28, 0xFF, 0xE2, 0x82])];
        phone.Open();
        Assert.Contains("<span>?(???</span>", phone.Get(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_comes_whole_through_any_room()
    {
        var phone = new Phone();
        phone.Open();
        string whole = phone.Get();
        foreach (int room in new[] { 30, 100, 1_000 })
        {
            string piecewise = phone.Say(
                "GET / HTTP/1.1\r\nHost: 192.168.4.1\r\nAccept-Language: fr\r\n\r\n", room);
            Assert.Equal(whole, piecewise);
        }
    }

    [Fact]
    public void A_phone_that_sends_or_reads_too_slowly_is_left()
    {
        var phone = new Phone();
        phone.Open();
        VirtualPhoneConnection silent = phone.Terminal.AccessPoint.Connect()!;
        VirtualPhoneConnection deaf = phone.Terminal.AccessPoint.Connect()!;
        deaf.RoomBytes = 0;
        deaf.Send("GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n");
        phone.Terminal.Run(9_000);
        Assert.False(silent.IsEnded);
        phone.Terminal.Run(2_000);
        Assert.True(silent.IsEnded);
        Assert.False(deaf.IsEnded);
        Assert.Contains("</html>", phone.Get(), StringComparison.Ordinal);
        phone.Terminal.Run(10_000);
        Assert.True(deaf.IsEnded);
    }

    [Fact]
    public void Headers_keep_the_page_to_itself()
    {
        var phone = new Phone();
        phone.Open();
        string page = phone.Get();
        string head = page[..page.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.Contains("Content-Security-Policy: default-src 'none';", head, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", head, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", head, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", head, StringComparison.Ordinal);
    }
}
