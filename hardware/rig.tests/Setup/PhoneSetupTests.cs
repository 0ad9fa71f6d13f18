using System.Text;
using Terminal.Agent.Ports;
using Terminal.Agent.Settings;
using Terminal.Agent.Setup;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Setup;

/// <summary>WiFi set-up by phone on the agent: restarts, cuts, forms, and what is left of it.</summary>
public sealed class PhoneSetupTests(ITestOutputHelper output)
{
    private const string Good = "n=0&h=&p=" + VirtualWifi.PassphraseDefault;

    [Fact]
    public void From_nothing_to_a_network_that_works()
    {
        var phone = new Phone();
        phone.Ask();
        Assert.Contains("redémarre", phone.Terminal.Words, StringComparison.Ordinal);
        phone.UntilRestart();
        (string ssid, string passphrase) = phone.Terminal.AccessPoint.Air!.Value;
        Assert.Equal("TPE-0017", ssid);
        Assert.Matches("^[a-hjkmnp-z2-9]{10}$", passphrase);
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Choose);
        Assert.Contains(passphrase[..5] + " " + passphrase[5..], phone.Terminal.Words, StringComparison.Ordinal);

        string page = phone.Get();
        output.WriteLine($"page: {Encoding.UTF8.GetByteCount(page)} bytes");
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1_000, 12_288);
        Assert.Matches("Boutique.*Livebox-4F2A.*FreeWifi", page);
        Assert.StartsWith("HTTP/1.1 303 ", phone.Post("/join", Good), StringComparison.Ordinal);
        Assert.Contains("Test en cours", phone.Get(), StringComparison.Ordinal);
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Passed);
        Assert.Contains("Le Wi-Fi fonctionne", phone.Terminal.Words, StringComparison.Ordinal);
        Assert.Contains("Le Wi-Fi fonctionne", phone.Get(), StringComparison.Ordinal);
        phone.UntilRestart();
        Assert.Null(phone.Terminal.AccessPoint.Air);
        phone.UntilRunning();
        Assert.Equal("Boutique", phone.FirstNetwork);
        phone.Until(() => phone.Terminal.Wifi.IsJoined);
        phone.Terminal.Run(60_000);
        Assert.Equal(2, phone.Terminal.Reboots);
    }

    [Fact]
    public void A_wrong_passphrase_is_told_with_its_code_and_can_be_corrected()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/join", "n=0&h=&p=croissant-froid");
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Choose);
        string page = phone.Get();
        Assert.Contains("<strong>R12</strong> mot de passe faux", page, StringComparison.Ordinal);
        Assert.Contains("value=0 checked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("croissant", page, StringComparison.Ordinal);
        Assert.Contains("R12", phone.Get(language: "en"), StringComparison.Ordinal);
        phone.Post("/join", Good);
        phone.UntilRestart();
        phone.UntilRunning();
        Assert.Equal("Boutique", phone.FirstNetwork);
        Assert.Equal(1, phone.Terminal.Agent.Settings.WifiProfileCount);
    }

    [Fact]
    public void An_open_network_is_joined_by_leaving_the_passphrase_empty()
    {
        var phone = new Phone(terminal => terminal.Wifi.Passphrase = "");
        phone.Open();
        Assert.Contains("R&eacute;seau ouvert&nbsp;: laissez vide", phone.Get(), StringComparison.Ordinal);
        Assert.Contains("Open network: leave empty", phone.Get(language: "en"), StringComparison.Ordinal);
        phone.Post("/join", "n=0&h=&p=");
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Passed);
        Assert.Equal(0, phone.Terminal.Agent.Settings.WifiProfiles[0].PassphraseLength);
    }

    [Fact]
    public void A_platform_whose_station_is_silent_tests_after_the_restart()
    {
        var phone = new Phone();
        phone.Terminal.Wifi.Neighbours = [];
        phone.Terminal.Wifi.IsAccessPointUp = false;
        phone.Open();
        Assert.Contains("value=h  checked", phone.Get(), StringComparison.Ordinal);
        phone.Post("/join", "n=h&h=Boutique&p=" + VirtualWifi.PassphraseDefault);
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Saved);
        Assert.Contains("montre le test", phone.Get(), StringComparison.Ordinal);
        phone.Terminal.Wifi.IsAccessPointUp = true;
        phone.UntilRestart();
        phone.Until(() => phone.Terminal.Words.Contains("Le Wi-Fi fonctionne", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("n=0&h=&p=court", "8 &agrave; 63")]
    [InlineData("n=0&h=&p=", "demande un mot de passe")]
    [InlineData("n=0&h=&p=cr%C3%A8me-au-lait", "8 &agrave; 63")]
    [InlineData("n=0&h=&p=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg", "8 &agrave; 63")]
    [InlineData("n=0&h=&p=%zz12345678", "8 &agrave; 63")]
    [InlineData("n=h&h=&p=croissant-chaud", "Choisissez un r")]
    [InlineData("n=h&h=123456789012345678901234567890123&p=croissant-chaud", "Choisissez un r")]
    [InlineData("n=9&h=&p=croissant-chaud", "Choisissez un r")]
    [InlineData("n=00000000003&h=&p=croissant-chaud", "Choisissez un r")]
    [InlineData("p=croissant-chaud", "Choisissez un r")]
    public void A_form_that_cannot_be_says_why_and_saves_nothing(string fields, string why)
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/join", fields);
        Assert.Contains(why, phone.Get(), StringComparison.Ordinal);
        Assert.Equal(0, phone.Terminal.Agent.Settings.WifiProfileCount);
        Assert.Equal(PhonePhase.Serving, phone.Phase);
    }

    [Fact]
    public void A_token_is_good_once_and_only_for_the_page_that_carries_it()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        string first = phone.Token;
        phone.Post("/join", "n=0&h=&p=court", token: first);
        phone.Get();
        Assert.NotEqual(first, phone.Token);
        phone.Post("/join", Good, token: first);
        Assert.Contains("La page avait chang", phone.Get(), StringComparison.Ordinal);
        phone.Post("/join", Good, token: "0000000000000000");
        phone.Post("/join", Good, token: "");
        phone.Post("/join", Good, token: phone.Token + "0");
        Assert.Equal(0, phone.Terminal.Agent.Settings.WifiProfileCount);
        phone.Get();
        phone.Post("/join", Good);
        Assert.Equal(1, phone.Terminal.Agent.Settings.WifiProfileCount);

        // The same form again, as a finger that taps twice sends it.
        Assert.StartsWith("HTTP/1.1 303 ", phone.Post("/join", Good), StringComparison.Ordinal);
        Assert.Equal(PageState.Testing, phone.Terminal.Phone.View.State);
    }

    [Theory]
    [InlineData("http://evil.example", "403")]
    [InlineData("null", "403")]
    [InlineData("https://192.168.4.1", "403")]
    [InlineData("http://192.168.4.1.evil.example", "403")]
    [InlineData("http://192.168.4.1:8080", "403")]
    [InlineData("http://192.168.4.1", "303")]
    [InlineData("http://192.168.4.1:80", "303")]
    [InlineData(null, "303")]
    public void Forms_of_other_pages_are_refused(string? origin, string status)
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        Assert.StartsWith($"HTTP/1.1 {status} ", phone.Post("/join", Good, origin), StringComparison.Ordinal);
        Assert.Equal(status == "303" ? 1 : 0, phone.Terminal.Agent.Settings.WifiProfileCount);
    }

    [Theory]
    [InlineData("connectivitycheck.gstatic.com", "/generate_204")]
    [InlineData("captive.apple.com", "/hotspot-detect.html")]
    [InlineData("www.msftconnecttest.com", "/connecttest.txt")]
    [InlineData("detectportal.firefox.com", "/canonical.html")]
    [InlineData("api.stancer.com", "/join")]
    public void Whoever_asks_another_host_is_sent_to_the_page(string host, string path)
    {
        var phone = new Phone();
        phone.Open();
        string answer = phone.Get(path, host);
        Assert.StartsWith("HTTP/1.1 302 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nLocation: http://192.168.4.1/\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_else_is_there()
    {
        var phone = new Phone();
        phone.Open();
        Assert.StartsWith("HTTP/1.1 404 ", phone.Get("/settings"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 405 ", phone.Get("/join"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 405 ", phone.Post("/", ""), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", phone.Post("/key", ""), StringComparison.Ordinal);
        Assert.Contains("\"captive\":true", phone.Get("/portal"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_by_cancel_and_leaves_the_networks_as_they_were()
    {
        var phone = new Phone();
        phone.Open();
        phone.Terminal.Press(Key.Cancel);
        Assert.Contains("Termin&eacute;", phone.Get(), StringComparison.Ordinal);
        phone.UntilRestart();
        phone.UntilRunning();
        Assert.Null(phone.Terminal.AccessPoint.Air);
        Assert.Equal(0, phone.Terminal.Agent.Settings.WifiProfileCount);
    }

    [Fact]
    public void It_ends_by_the_phone()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        phone.Post("/end", "");
        phone.UntilRestart();
        phone.UntilRunning();
    }

    [Fact]
    public void It_ends_after_ten_minutes_that_restarts_do_not_lengthen()
    {
        var phone = new Phone();
        phone.Open();
        phone.Terminal.Run(5 * 60_000);
        Assert.Equal(5, phone.Terminal.Phone.Minutes);
        phone.Cut();
        Assert.Equal(PhonePhase.Serving, phone.Phase);
        phone.Terminal.Run(5 * 60_000);
        Assert.NotEqual(PhonePhase.Serving, phone.Phase);
        phone.UntilRestart();
        phone.UntilRunning();
    }

    [Fact]
    public void Before_the_restart_it_can_be_taken_back()
    {
        var phone = new Phone();
        phone.Terminal.Agent.Live.Begin(0, phone.Terminal.Clock.UptimeMs);
        phone.Ask();
        phone.Terminal.Run(10_000);
        Assert.Equal(PhonePhase.WaitingToOpen, phone.Phase);
        phone.Terminal.Press(Key.Cancel);
        phone.Terminal.Agent.Live.End();
        phone.Terminal.Run(10_000);
        Assert.Equal(PhonePhase.Idle, phone.Phase);
        Assert.Equal(0, phone.Terminal.Reboots);
        Assert.Equal(0, phone.Terminal.AccessPoint.Stores);
    }

    [Fact]
    public void A_sale_goes_on_meanwhile_and_the_restart_waits_for_it()
    {
        var phone = new Phone(t => t.Modem.Faults.NoCoverage = false);
        phone.Open();
        phone.Terminal.Run(5_000);
        phone.Terminal.Press(Key.Menu);
        phone.Terminal.Run(300);
        phone.Terminal.Press((Key)5, (Key)0, (Key)0);
        Assert.Contains("5,00", phone.Terminal.Words, StringComparison.Ordinal);
        phone.Terminal.Press(Key.Ok);
        phone.Terminal.Run(500);
        Assert.False(phone.Terminal.Agent.Sale.IsIdle);
        phone.Get();
        phone.Post("/end", "");
        phone.Get();
        phone.Terminal.Run(20_000);
        Assert.Equal(PhonePhase.WaitingToClose, phone.Phase);
        Assert.False(phone.Terminal.Agent.Sale.IsIdle);
        phone.Terminal.Press(Key.Cancel);
        phone.UntilRestart();
        phone.UntilRunning();
    }

    [Fact]
    public void Menu_leads_to_the_counter_and_the_wifi_menu_back_to_the_code()
    {
        var phone = new Phone();
        phone.Open();
        phone.Terminal.Press(Key.Menu);
        phone.Terminal.Run(500);
        Assert.False(phone.Terminal.Menu.IsOpen);
        Assert.Equal(PhonePhase.Serving, phone.Phase);
        Assert.Contains("</html>", phone.Get(), StringComparison.Ordinal);
        phone.Ask();
        phone.Terminal.Run(500);
        Assert.Contains("Téléphone connecté", phone.Terminal.Words, StringComparison.Ordinal);
        Assert.Equal(1, phone.Terminal.Reboots);
    }

    [Fact]
    public void A_tills_sale_takes_the_screen_and_the_set_up_goes_on()
    {
        var phone = new Phone();
        phone.Open();
        Assert.True(phone.Terminal.Menu.IsOpen);
        Assert.True(phone.Terminal.Agent.IsFreeForOrder(phone.Terminal.Clock.UptimeMs));
        Assert.False(phone.Terminal.Menu.IsOpen);
        Assert.Equal(PhonePhase.Serving, phone.Phase);

        // Before the restart the page is somebody's.
        var other = new Phone();
        other.Terminal.Agent.Live.Begin(0, other.Terminal.Clock.UptimeMs);
        other.Ask();
        Assert.False(other.Terminal.Agent.IsFreeForOrder(other.Terminal.Clock.UptimeMs));
        Assert.Equal(PhonePhase.WaitingToOpen, other.Phase);
    }

    [Fact]
    public void An_access_point_that_cannot_be_stored_is_told()
    {
        var phone = new Phone();
        phone.Terminal.AccessPoint.IsBroken = true;
        phone.Ask();
        phone.Terminal.Run(5_000);
        Assert.Contains("ne peut pas ouvrir", phone.Terminal.Words, StringComparison.Ordinal);
        Assert.Equal(0, phone.Terminal.Reboots);
        phone.Cut();
        phone.UntilRunning();
    }

    [Fact]
    public void An_access_point_that_cannot_be_taken_back_does_not_restart_for_ever()
    {
        var phone = new Phone();
        phone.Open();
        phone.Terminal.AccessPoint.Storing = () => phone.Terminal.AccessPoint.IsBroken = true;
        phone.Terminal.Press(Key.Cancel);
        phone.Terminal.Run(120_000);
        Assert.Equal(1, phone.Terminal.Reboots);
        phone.Terminal.AccessPoint.Storing = null;
        phone.Terminal.AccessPoint.IsBroken = false;
        phone.UntilRestart();
        phone.UntilRunning();
    }

    [Fact]
    public void An_access_point_that_nobody_knows_of_is_taken_back()
    {
        var phone = new Phone();
        phone.Terminal.AccessPoint.Store("TPE"u8.ToArray(), 3, "12345678"u8.ToArray(), 8);
        phone.Cut();
        phone.UntilRestart();
        phone.UntilRunning();
        Assert.Null(phone.Terminal.AccessPoint.Air);
        Assert.Equal(1, phone.Terminal.Reboots);
    }

    [Fact]
    public void A_passphrase_never_comes_back_out_and_is_not_kept_in_a_buffer()
    {
        var phone = new Phone();
        phone.Open();
        string page = phone.Get();
        phone.Post("/join", "n=0&h=&p=geheim-und-falsch");
        phone.Until(() => phone.Terminal.Phone.View.State == PageState.Choose);
        page += phone.Get() + phone.Get("/s") + phone.Get("/portal");
        Assert.DoesNotContain("geheim", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "geheim", phone.Terminal.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(phone.Terminal.AccessPoint.Air!.Value.Passphrase, page, StringComparison.Ordinal);
        Assert.Equal([], BuffersWith(phone.Terminal.Phone, "geheim"));
    }

    [Fact]
    public void Every_start_has_another_passphrase()
    {
        var seen = new HashSet<string>();
        var phone = new Phone();
        for (int i = 0; i < 20; i++)
        {
            phone.Open();
            Assert.True(seen.Add(phone.Terminal.AccessPoint.Air!.Value.Passphrase));
            phone.Terminal.Run(i * 7);
            phone.Terminal.Press(Key.Cancel);
            phone.UntilRestart();
            phone.UntilRunning();
        }
    }

    [Fact]
    public void Steps_allocate_nothing_while_phones_are_served()
    {
        var phone = new Phone();
        phone.Open();
        phone.Get();
        VirtualPhoneConnection slow = phone.Terminal.AccessPoint.Connect()!;
        slow.Send("GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n");
        slow.RoomBytes = 10;
        Play(phone.Terminal, 50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(phone.Terminal, 50);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(slow.IsEnded);
    }

    private static void Play(HandTerminal terminal, int times)
    {
        for (int i = 0; i < times; i++)
        {
            terminal.Phone.Step(terminal.Clock.UptimeMs);
            terminal.Menu.Step(terminal.Clock.UptimeMs);
            terminal.Agent.View.Touch();
            terminal.Agent.Painter.Step(terminal.Clock.UptimeMs);
        }
    }

    private static IReadOnlyList<string> BuffersWith(object root, string text)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(text);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var found = new List<string>();
        var open = new Stack<(object? Value, string Where)>([(root, "root")]);
        while (open.TryPop(out (object? Value, string Where) next))
        {
            bool isOurs = next.Value is Array
                || next.Value?.GetType().Assembly.GetName().Name == "Terminal.Setup";
            if (!isOurs || !seen.Add(next.Value!))
            {
                continue;
            }

            if (next.Value is byte[] bytes)
            {
                if (bytes.AsSpan().IndexOf(wanted) >= 0)
                {
                    found.Add(next.Where);
                }

                continue;
            }

            if (next.Value is object[] items)
            {
                Array.ForEach(items, item => open.Push((item, next.Where + "[]")));
                continue;
            }

            foreach (System.Reflection.FieldInfo field in next.Value!.GetType().GetFields(
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public
                | System.Reflection.BindingFlags.NonPublic))
            {
                open.Push((field.GetValue(next.Value), field.Name));
            }
        }

        Assert.True(seen.Count > 20, "the walk saw nothing");
        return found;
    }
}
