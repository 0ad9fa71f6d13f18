using Terminal.Agent.Ports;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>
/// The end of a set-up: the phone that sent the network learns whether it works, or the terminal's screen tells it, and
/// the set-up ends in any case.
/// </summary>
public sealed class PhoneResultTests
{
    private const string Good = "n=0&h=&p=" + VirtualWifi.PassphraseDefault;
    private const string Request = "GET / HTTP/1.1\r\nHost: 192.168.4.1\r\nAccept-Language: fr\r\n\r\n";
    private const string Works = "Le Wi-Fi fonctionne";
    private const uint Neighbour = VirtualAccessPoint.FirstPhone + 1;

    // From the result until the set-up ends, at most.
    private const int LingerMs = 30_000;

    [Theory]
    [InlineData(15_000)]
    [InlineData(22_000)]
    [InlineData(28_000)]
    public void A_phone_that_asks_seldom_learns_that_it_works(int pauseMs)
    {
        Phone phone = Test();
        phone.Terminal.Run(pauseMs);
        Assert.Contains(Works, phone.Get(), StringComparison.Ordinal);
        phone.UntilRestart(10_000);
        phone.UntilRunning();
        Assert.DoesNotContain(Works, phone.Terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phone_that_asks_no_more_leaves_the_result_to_the_screen()
    {
        Phone phone = Test();
        long sinceMs = phone.Terminal.Clock.UptimeMs;
        phone.UntilRestart();
        Assert.InRange(phone.Terminal.Clock.UptimeMs - sinceMs, LingerMs - 1_000, LingerMs + 5_000);
        phone.Until(() => phone.Terminal.Words.Contains(Works, StringComparison.Ordinal));
        phone.Terminal.Run(60_000);
        Assert.Contains(Works, phone.Terminal.Words, StringComparison.Ordinal);
        phone.Terminal.Press(Key.Ok);
        phone.UntilRunning();
        Assert.Equal(2, phone.Terminal.Reboots);
    }

    [Fact]
    public void A_phone_that_leaves_in_mid_page_has_learned_nothing()
    {
        Phone phone = Test();
        VirtualPhoneConnection connection = phone.Terminal.AccessPoint.Connect()!;
        connection.RoomBytes = 10;
        connection.Send(Request);
        phone.Terminal.Run(1_000);
        Assert.InRange(connection.ReceivedBytes, 100, 3_000);
        connection.IsBroken = true;
        phone.Terminal.Run(24_000);
        Assert.Equal(PhonePhase.Ending, phone.Phase);
        Assert.Contains(Works, phone.Get(), StringComparison.Ordinal);
        phone.UntilRestart(10_000);
        phone.UntilRunning();
    }

    [Fact]
    public void A_page_has_a_moment_to_arrive_before_the_restart()
    {
        Phone phone = Test();
        phone.Terminal.Run(20_000);
        phone.Get();
        phone.Terminal.Run(2_000);
        Assert.Equal(PhonePhase.Ending, phone.Phase);
        phone.UntilRestart(4_000);
    }

    [Fact]
    public void Another_phone_that_looks_on_does_not_end_it()
    {
        Phone phone = Test();
        Assert.Contains(Works, phone.Say(Request, from: Neighbour), StringComparison.Ordinal);
        phone.Terminal.Run(25_000);
        Assert.Equal(PhonePhase.Ending, phone.Phase);
        Assert.Contains(Works, phone.Get(), StringComparison.Ordinal);
        phone.UntilRestart(10_000);
    }

    [Fact]
    public void Nobody_is_waited_for_whose_page_asks_nothing()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/scan", "");
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Choose);
        phone.Get();
        phone.Terminal.Press(Key.Cancel);
        phone.UntilRestart(9_000);
        phone.UntilRunning();
    }

    [Fact]
    public void The_end_at_the_terminal_reaches_a_phone_that_waits_for_its_test()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Terminal.WifiTransport.StageMs = 5_000;
        phone.Post("/join", Good);
        phone.Get();
        phone.Terminal.Run(500);
        Assert.Equal(PageState.Testing, phone.Terminal.Phone.View.State);
        phone.Terminal.Press(Key.Cancel);
        phone.Terminal.Run(20_000);
        Assert.Contains("Termin&eacute;", phone.Get(), StringComparison.Ordinal);
        phone.UntilRestart(10_000);
    }

    [Fact]
    public void A_test_that_failed_stands_on_the_screen_too()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/join", "n=0&h=&p=croissant-froid");
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Choose);
        phone.Terminal.Run(60_000);
        Assert.Equal(PhonePhase.Serving, phone.Phase);
        Assert.Contains("R12", phone.Terminal.Words, StringComparison.Ordinal);
        Assert.Contains("R12", phone.Get(), StringComparison.Ordinal);
        phone.Post("/join", Good);
        phone.Until(() => phone.Terminal.Words.Contains(Works, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr", "Si cette page n&rsquo;a pas chang&eacute; dans une minute")]
    [InlineData("en", "If this page has not changed in a minute")]
    public void The_page_says_from_the_start_where_the_result_will_be(string language, string words)
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/join", Good);
        Assert.Contains(words, phone.Get(language: language), StringComparison.Ordinal);
        Assert.Equal(PageState.Testing, phone.Terminal.Phone.View.State);
    }

    [Fact]
    public void It_ends_after_ten_minutes_though_no_scan_ever_begins()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Terminal.Wifi.IsScanRefused = true;
        phone.Post("/scan", "");
        phone.UntilRestart(12 * 60_000);
        phone.Terminal.Wifi.IsScanRefused = false;
        phone.UntilRunning();
    }

    // A phone that has seen its test begin, and a test that has just found that the network works.
    private static Phone Test()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/join", Good);
        Assert.Contains("Test en cours", phone.Get(), StringComparison.Ordinal);
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Passed);
        return phone;
    }
}
