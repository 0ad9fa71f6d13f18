using System.Text;
using Terminal.Agent;
using Terminal.Agent.Diagnostics;
using Terminal.Agent.Journal;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>The menus pressed key by key on a terminal whose clock is moved by hand.</summary>
public sealed class MenuTests
{
    private const string Idle = "Tapez le montant";

    /// <summary>Names of all pages.</summary>
    public static TheoryData<string> Names() => [.. MenuSamples.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancel_leads_from_every_page_to_the_counter(string name)
    {
        HandTerminal terminal = Show(name);
        Assert.True(terminal.Menu.IsOpen);
        int presses = 0;
        while (terminal.Menu.IsOpen)
        {
            // After a factory reset the page waits for the restart.
            terminal.Run(name == "menu-reset-done" ? 3_500 : 1);
            terminal.Press(Key.Cancel);
            Assert.True(++presses <= 8, terminal.Words);
        }

        terminal.Run(300);
        Assert.NotEqual(ScreenId.Menu, terminal.Agent.View.Id);
        Assert.True(terminal.Agent.Sale.IsIdle);
        Assert.False(terminal.Agent.Links.Lent is not null);
        Assert.False(terminal.Agent.Wifi.IsPaused);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_page_gives_way_to_the_counter_when_nobody_presses_a_key(string name)
    {
        HandTerminal terminal = Show(name);
        terminal.Run(30_000);
        bool isReset = name == "menu-reset-done";
        Assert.Equal(!isReset, terminal.Menu.IsOpen);
        terminal.Run(Terminal.Agent.Limits.MenuEntryIdleMs);
        Assert.False(terminal.Menu.IsOpen);
        Assert.NotEqual(ScreenId.Menu, terminal.Agent.View.Id);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_digit_begins_a_sale_inside(string name)
    {
        HandTerminal terminal = Show(name);
        for (int digit = 0; digit <= 9; digit++)
        {
            terminal.Press((Key)digit);
            Assert.True(terminal.Agent.Sale.IsIdle);
            Assert.Equal(ScreenId.Menu, terminal.Agent.View.Id);
        }
    }

    [Fact]
    public void A_sale_that_has_begun_keeps_the_menu_shut()
    {
        HandTerminal terminal = Start();
        terminal.Press(Key.Digit0 + 5, Key.Menu);
        Assert.False(terminal.Menu.IsOpen);
        Assert.Equal(ScreenId.AmountEntry, terminal.Agent.View.Id);
    }

    [Fact]
    public void Twenty_presses_in_a_second_arrive_in_order()
    {
        HandTerminal terminal = Start();
        terminal.SetCodes();
        MenuSamples.Technician(terminal);

        // A name that is typed, in figures.
        terminal.Press((Key)1, (Key)2, Key.Up, Key.Up);
        const string Typed = "31415926535897932384";

        // The field shows its end where it is full.
        const string Seen = "415926535897932384";
        foreach (char figure in Typed)
        {
            terminal.PressOnly((Key)(figure - '0'));
            terminal.Run(48);
        }

        Assert.Contains("20/32", terminal.Words, StringComparison.Ordinal);
        Assert.Contains(Seen, terminal.Words, StringComparison.Ordinal);

        // And all at once.
        terminal.Press(Key.Cancel, (Key)2, Key.Up, Key.Up);
        foreach (char figure in Typed)
        {
            terminal.PressOnly((Key)(figure - '0'));
        }

        terminal.Run(1_000);
        Assert.Contains(Seen, terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_decline_waits_until_the_menu_is_closed()
    {
        HandTerminal terminal = Start();
        terminal.Press(Key.Menu);
        terminal.AddSale(2_500, "4242", TransactionState.Declined, TransactionFlags.Offline);
        terminal.Run(2_000);
        Assert.Contains("Historique", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Cancel);
        terminal.Run(300);
        Assert.Contains("REFUS TARDIF", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_link_does_not_cover_the_menu_but_follows_it()
    {
        HandTerminal terminal = Start();
        terminal.Press(Key.Menu);
        terminal.Modem.Faults.NoCoverage = true;
        for (int i = 0; i < 5; i++)
        {
            terminal.Run(20_000);
            terminal.Press(Key.Down);
            Assert.Contains("Historique", terminal.Words, StringComparison.Ordinal);
        }

        terminal.Press(Key.Cancel);
        terminal.Run(300);
        Assert.Contains("01 57 97 99 44", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_language_changes_at_once_and_outlives_a_restart()
    {
        HandTerminal terminal = Start();
        terminal.Press(Key.Menu, (Key)3, (Key)2);
        Assert.Contains("Language", terminal.Words, StringComparison.Ordinal);
        terminal.Run(100);
        terminal.Start();
        terminal.Run(Limits.ResultShownMs + 500);
        Assert.Contains("Enter the amount", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_pins_close_the_door_longer_each_time_also_over_a_restart()
    {
        HandTerminal terminal = Start();
        terminal.SetCodes();
        terminal.Press(Key.Menu, (Key)6);
        var delays = new List<long>();
        for (int i = 0; i < 3; i++)
        {
            terminal.Press((Key)1, (Key)2, (Key)3, (Key)4, (Key)5, (Key)6, Key.Ok);
            terminal.Run(700);
            delays.Add(terminal.Agent.Pin.WaitMs(terminal.Clock.UptimeMs));

            // A key during the delay is not taken.
            terminal.Press((Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok);
            Assert.Contains("Réessayez", terminal.Words, StringComparison.Ordinal);
            terminal.Run((int)delays[^1] + 300);
        }

        Assert.InRange(delays[1], delays[0] + 1_500, (2 * delays[0]) + 2_000);
        Assert.InRange(delays[2], delays[1] + 3_500, (2 * delays[1]) + 2_000);
        terminal.Start();
        terminal.Run(500);
        terminal.Press(Key.Ok, Key.Menu, (Key)6);
        terminal.Run(300);
        Assert.Contains("Réessayez", terminal.Words, StringComparison.Ordinal);
        terminal.Run(10_000);
        terminal.Press((Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok);
        terminal.Run(700);
        Assert.Contains("Réinitialisation", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaving_while_a_pin_is_judged_does_no_harm()
    {
        HandTerminal terminal = Start();
        terminal.SetCodes();
        terminal.Press(
            Key.Menu, (Key)6, (Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok, Key.Cancel, Key.Cancel);
        terminal.Run(2_000);
        Assert.Contains(Idle, terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Menu, (Key)6, (Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok);
        terminal.Run(700);
        Assert.Contains("Réinitialisation", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_typed_and_kept()
    {
        HandTerminal terminal = Start();
        MenuSamples.Technician(terminal);
        terminal.Press((Key)2, (Key)1, (Key)7, (Key)5, (Key)0, (Key)0, Key.Ok);
        terminal.Press((Key)2, (Key)0, Key.Ok);
        Assert.Contains("75,00", terminal.Words, StringComparison.Ordinal);
        Assert.Contains("désactivé", terminal.Words, StringComparison.Ordinal);

        // Beyond the highest value a digit is not taken.
        terminal.Press((Key)4, (Key)1, (Key)6, (Key)9);
        Assert.Contains("16 h", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        terminal.Run(100);
        terminal.Start();
        Assert.Equal(7_500, terminal.Agent.Settings.OfflineAmountCents);
        Assert.Equal(0, terminal.Agent.Settings.OfflineCount);
        Assert.Equal(16 * 3_600, terminal.Agent.Settings.OfflineAgeS);
    }

    [Fact]
    public void A_reset_is_refused_while_payments_wait_and_says_how_many()
    {
        HandTerminal terminal = Show("menu-reset-refused");
        Assert.Contains("2 paiements en attente", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        terminal.Run(5_000);
        Assert.Equal(0, terminal.Reboots);
        Assert.True(terminal.Agent.Settings.Technician.IsSet);
    }

    [Fact]
    public void A_reset_forgets_everything_but_the_serial_number_and_restarts()
    {
        HandTerminal terminal = Show("menu-reset");
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
        Assert.Equal(1, terminal.Reboots);
        terminal.Start();
        Assert.Equal(-1, terminal.Agent.Journal.Newest());
        TerminalSettings settings = terminal.Agent.Settings;
        Assert.Equal(0, settings.KeyLength);
        Assert.DoesNotContain(settings.Key, b => b != 0);
        Assert.False(settings.Technician.IsSet);
        Assert.Equal(0, settings.WifiProfileCount);
        Assert.Equal("TA26-00042", Encoding.ASCII.GetString(settings.Serial, 0, settings.SerialLength));
    }

    [Fact]
    public void Networks_are_sorted_by_signal_and_each_is_named_once()
    {
        HandTerminal terminal = Show("menu-wifi-found");
        string words = terminal.Words;
        int[] places =
        [
            words.IndexOf("Livebox-4F2A", StringComparison.Ordinal),
            words.IndexOf("Boutique", StringComparison.Ordinal),
            words.IndexOf("Café de la Gare", StringComparison.Ordinal),
            words.IndexOf("Freebox", StringComparison.Ordinal),
        ];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal(places[0], words.LastIndexOf("Livebox", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hidden_network_is_named_by_hand_and_an_open_one_asks_for_nothing()
    {
        HandTerminal terminal = Start();
        terminal.Wifi.IsHidden = true;
        MenuSamples.Technician(terminal);
        terminal.Press((Key)1, (Key)2, Key.Up);
        MenuSamples.Type(terminal, "b");
        terminal.Press(Key.Up, Key.Up);
        MenuSamples.Type(terminal, "outique");
        terminal.Press(Key.Ok);
        MenuSamples.Type(terminal, VirtualWifi.PassphraseDefault);
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
        Assert.Contains("Le Wi-Fi fonctionne", terminal.Words, StringComparison.Ordinal);

        // The open one, in front of the other from now on; it is not there to be joined.
        terminal.Press(Key.Ok, (Key)1);
        terminal.Run(2_000);
        terminal.Press((Key)2);
        terminal.Run(3_000);
        Assert.Contains("R11", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(2, terminal.Agent.Settings.WifiProfileCount);
        Assert.Equal(0, terminal.Agent.Settings.WifiProfiles[0].PassphraseLength);

        // The link itself goes on to the network that works.
        terminal.Run(20_000);
        Assert.Equal(WifiState.Joined, terminal.Wifi.State);
    }

    [Fact]
    public void A_network_joined_without_a_passphrase_is_an_open_one()
    {
        HandTerminal terminal = Show("menu-wifi-passphrase-empty");
        terminal.Wifi.Passphrase = "";
        Assert.Contains("sans mot de passe", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
        Assert.Contains("Le Wi-Fi fonctionne", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(0, terminal.Agent.Settings.WifiProfiles[0].PassphraseLength);
    }

    [Fact]
    public void The_last_faults_are_told_in_words_on_as_many_pages_as_they_need()
    {
        HandTerminal terminal = Start();
        FaultCode[] faults =
        [
            FaultCode.NoCoverage, FaultCode.PassphraseRefused, FaultCode.ConnectTimeout, FaultCode.NameNotFound,
        ];
        foreach (FaultCode fault in faults)
        {
            terminal.Agent.Log.Add(EventKind.FaultRaised, (int)fault, 0);
        }

        terminal.Press(Key.Menu, (Key)4, Key.Down, Key.Down, Key.Down, Key.Down);
        foreach (string words in new[] { "5/6", "R20", "nom introuvable", "R24", "serveur injoignable", "R12" })
        {
            Assert.Contains(words, terminal.Words, StringComparison.Ordinal);
        }

        terminal.Press(Key.Down);
        Assert.Contains("6/6", terminal.Words, StringComparison.Ordinal);
        Assert.Contains("pas de couverture", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Down);
        Assert.Contains("1/6", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_diagnostics_name_the_roots_with_their_last_days()
    {
        HandTerminal terminal = Show("menu-roots");
        foreach (string words in new[] { "1 Rig Root 1", "06/10/2036", "utilisé", "2 Rig Root 2", "15/08/2046" })
        {
            Assert.Contains(words, terminal.Words, StringComparison.Ordinal);
        }

        // The other one is used from now on.
        Assert.True(terminal.Agent.Anchors.OnRefused(0));
        terminal.Run(2_000);
        Assert.EndsWith("15/08/2046 utilisé", terminal.Words, StringComparison.Ordinal);
        Assert.Contains("illisible", Show("menu-roots-one").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_passphrase_is_typed_again_from_the_test()
    {
        HandTerminal terminal = Show("menu-wifi-test-refused");
        Assert.Contains("R12", terminal.Words, StringComparison.Ordinal);
        terminal.Press(Key.Clear);
        MenuSamples.Type(terminal, VirtualWifi.PassphraseDefault);
        terminal.Press(Key.Ok);
        terminal.Run(4_000);
        Assert.Contains("Le Wi-Fi fonctionne", terminal.Words, StringComparison.Ordinal);
        Assert.Equal(1, terminal.Agent.Settings.WifiProfileCount);
    }

    [Fact]
    public void A_passphrase_is_never_on_the_screen_but_for_its_last_character()
    {
        HandTerminal terminal = Start();
        MenuSamples.Technician(terminal);
        terminal.Press((Key)1, (Key)1);
        terminal.Run(2_000);
        terminal.Press((Key)2);
        MenuSamples.Type(terminal, "cro");
        Assert.Contains("**o", terminal.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("cro", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_printable_character_can_be_typed()
    {
        for (char letter = ' '; letter <= '~'; letter++)
        {
            if (letter is < 'A' or > 'Z')
            {
                Assert.InRange(MenuSamples.Taps(letter).Times, 1, 25);
            }
        }

        HandTerminal terminal = Start();
        MenuSamples.Technician(terminal);
        terminal.Press((Key)1, (Key)2);
        MenuSamples.Type(terminal, "a-b_c!@0");
        terminal.Run(1_100);
        Assert.Contains("a-b_c!@0", terminal.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void The_longest_values_fit(Language language)
    {
        var terminal = new HandTerminal();
        terminal.Provision(settings =>
        {
            settings.SerialLength = Encoding.ASCII.GetBytes("TERM-W88888888", settings.Serial);
            settings.Language = (int)language;
            settings.OfflineAmountCents = settings.OfflineTotalCents = 88_888_888;
            settings.WifiProfileCount = 1;
            settings.WifiProfiles[0].SsidLength =
                Encoding.ASCII.GetBytes(new string('W', 32), settings.WifiProfiles[0].Ssid);
        });
        terminal.Wifi.Neighbours = [.. Enumerable.Range(0, 15).Select(
            n => new WifiNeighbour($"{n:00}{new string('W', 30)}", -40 - n, false))];
        terminal.Start();
        foreach (TransactionState state in Enum.GetValues<TransactionState>().Where(s => s > 0))
        {
            bool isAllowed = state is not (TransactionState.Refunded or TransactionState.Cancelled);
            if (isAllowed)
            {
                terminal.AddSale(88_888_888, "8888", state, TransactionFlags.Offline);
            }
        }

        var misfits = new List<string>();
        var seen = new HashSet<string>();
        var random = new Random(3);
        for (int i = 0; i < 4_000; i++)
        {
            Key[] keys = random.Next(8) switch
            {
                0 => [Key.Menu, (Key)random.Next(1, 7)],
                1 => [(Key)2, (Key)5, (Key)8, (Key)0, (Key)3, (Key)6, Key.Ok],
                2 => [Key.Ok],
                3 or 4 => [Key.Down],
                _ => [(Key)random.Next(16)],
            };
            bool isResetAsked = terminal.Words.Contains(
                language == Language.French ? "EFFACER" : "ERASE", StringComparison.Ordinal);
            terminal.Press(isResetAsked ? [Key.Cancel] : terminal.Menu.IsOpen ? keys : [Key.Menu]);
            terminal.Run(random.Next(4) == 0 ? 300 : 60);
            seen.Add(terminal.Words.Split(' ')[0]);
            if (terminal.Menu.IsOpen && terminal.Agent.Painter.ClippedGlyphs > 0)
            {
                misfits.Add(terminal.Words);
            }
        }

        Assert.True(misfits.Count == 0, string.Join('\n', misfits.Distinct().Take(20)));
        Assert.True(seen.Count > 12, string.Join(' ', seen));
    }

    private static HandTerminal Show(string name) =>
        MenuSamples.Play(MenuSamples.All.Single(s => s.Name == name), Language.French);

    private static HandTerminal Start() =>
        MenuSamples.Play(new MenuSample("counter", _ => { }), Language.French);
}
