using Terminal.Agent;
using Terminal.Agent.Ports;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>The console's commands, its line editing and its PIN, in virtual time.</summary>
public sealed class ConsoleTests
{
    private const string Key = "stest_ABCDEFGHIJKLMNOPQRSTUVWX";

    [Fact]
    public void It_says_that_it_is_ready_and_helps()
    {
        var fixture = new ConsoleFixture();
        string[] help = fixture.Ask("help");
        Assert.StartsWith("console=ready serial=\"\" version=0.1.0\r\n", fixture.Said, StringComparison.Ordinal);
        Assert.Equal(32, help.Length);
        Assert.All(help[..^1], row => Assert.Contains('=', row));
        string[] commands = ["help", "version", "status", "links", "data", "sim", "wifi", "queue", "journal", "export",
            "totals", "log", "faults", "time", "limits", "set", "key", "pin", "lang", "selftest", "reboot",
            "reset", "screen", "press"];
        Assert.All(commands, c => Assert.Contains(
            help, row => row.StartsWith(c + "=", StringComparison.Ordinal)
                || row.StartsWith(c + " ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("version", "firmware=0.1.0")]
    [InlineData("status", "mode=prod")]
    [InlineData("links", "link=wifi state=off fault=R10 dbm=0 bars=-1 address=0.0.0.0")]
    [InlineData("queue", "waiting=0")]
    [InlineData("sim", "imei=\"\"")]
    [InlineData("faults", "wifi=R10")]
    [InlineData("time", "utc=2026-11-18T1")]
    [InlineData("limits", "offline_total_cents=150000")]
    [InlineData("set", "offline_count=75")]
    [InlineData("pin", "pin_set=no open=no wrong=0 wait_s=0 merchant_set=no merchant_wrong=0")]
    [InlineData("log", "event=1 boot=")]
    [InlineData("STATUS", "serial=")]
    [InlineData("  queue  ", "full=no")]
    public void A_report_holds(string command, string row)
    {
        string[] rows = new ConsoleFixture().Ask(command);
        Assert.Contains(rows, r => r.StartsWith(row, StringComparison.Ordinal));
        Assert.Equal("OK", rows[^1]);
        Assert.All(rows[..^1], r => Assert.Contains('=', r));
    }

    [Theory]
    [InlineData("nonsense", "ERR 10 unknown command; help lists them")]
    [InlineData("stat", "ERR 10 ")]
    [InlineData("statuses", "ERR 10 ")]
    [InlineData("queue now", "ERR 11 usage: queue [takeover|drop|giveback]")]
    [InlineData("wifi add", "ERR 11 usage: wifi add SSID [PASSPHRASE]")]
    [InlineData("wifi forget", "ERR 11 usage: wifi forget SSID")]
    [InlineData("pin set", "ERR 11 usage: pin set NNNNNN")]
    [InlineData("time set 2026", "ERR 20")]
    [InlineData("attention keep", "ERR 11 usage: attention keep N")]
    [InlineData("wifi", "ERR 11 usage: wifi scan")]
    [InlineData("journal 0", "ERR 20")]
    [InlineData("set \"offline", "ERR 13 ")]
    [InlineData("a b c d e f g h i j k l m n o p q", "ERR 14 ")]
    [InlineData("journal", "ERR 20 ")]
    [InlineData("export", "ERR 20 ")]
    [InlineData("totals", "ERR 20 ")]
    [InlineData("set port 444", "ERR 20 ")]
    [InlineData("set colour red", "ERR 30 ")]
    [InlineData("key " + Key, "ERR 20 ")]
    [InlineData("lang en", "ERR 20 ")]
    [InlineData("wifi add Boutique croissant", "ERR 20 ")]
    [InlineData("wifi forget Boutique", "ERR 20 ")]
    [InlineData("time set 2026-11-24T21:00:00Z", "ERR 20 ")]
    [InlineData("reboot", "ERR 20 ")]
    [InlineData("reset factory", "ERR 20 ")]
    [InlineData("reset", "ERR 11 ")]
    [InlineData("press ok", "ERR 42 ")]
    public void A_wrong_or_closed_command_is_refused_in_words(string command, string error)
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        Assert.Equal("OK", fixture.Last("pin lock"));
        error = command == "journal 0" ? "ERR 11" : error;
        Assert.StartsWith(error, fixture.Last(command), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_PIN_nothing_opens_until_one_is_set()
    {
        var fixture = new ConsoleFixture();
        Assert.StartsWith("ERR 23", fixture.Last("totals"), StringComparison.Ordinal);
        Assert.StartsWith("ERR 23", fixture.Last("pin 123456"), StringComparison.Ordinal);
        Assert.StartsWith("ERR 24", fixture.Last("pin set 12345"), StringComparison.Ordinal);
        Assert.StartsWith("ERR 24", fixture.Last("pin set 12a456"), StringComparison.Ordinal);
        SetPin(fixture);
        Assert.Equal("OK", fixture.Last("totals"));
        Assert.Equal("OK", fixture.Last("pin lock"));
        Assert.StartsWith("ERR 20", fixture.Last("pin set 999999"), StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("pin 123456"));
        Assert.Equal("OK", fixture.Last("pin set 98765432"));
        fixture.Ask("pin lock");
        Assert.StartsWith("ERR 21", fixture.Last("pin 123456"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_closes_by_itself()
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        fixture.Run(Terminal.Agent.Limits.ConsoleOpenMs - 5_000);
        Assert.Equal("OK", fixture.Last("totals"));
        fixture.Run(Terminal.Agent.Limits.ConsoleOpenMs + 5_000);
        Assert.StartsWith("ERR 20", fixture.Last("totals"), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_PINs_double_the_delay_and_a_restart_does_not_help()
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        fixture.Run(1_000);
        for (int wrong = 1; wrong <= 5; wrong++)
        {
            Assert.StartsWith("ERR 21", fixture.Last("pin 000000"), StringComparison.Ordinal);
            int seconds = 2 << (wrong - 1);
            Assert.Equal($"ERR 22 locked after wrong PINs, seconds left: {seconds}", fixture.Last("pin 123456"));
            if (wrong < 5)
            {
                fixture.Run(seconds * 1000);
            }
        }

        fixture.Restart();
        Assert.StartsWith("ERR 22", fixture.Last("pin 123456"), StringComparison.Ordinal);
        fixture.Run(30_000);
        Assert.StartsWith("ERR 22", fixture.Last("pin 123456"), StringComparison.Ordinal);
        fixture.Run(3_000);
        Assert.Equal("OK", fixture.Last("pin 123456"));
        Assert.StartsWith("ERR 21", fixture.Last("pin 000000"), StringComparison.Ordinal);
        Assert.EndsWith("left: 2", fixture.Last("pin 123456"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_while_a_PIN_is_judged_gives_no_free_try()
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        fixture.Run(1_000);
        fixture.Type("pin 000000\r");
        fixture.Step();
        fixture.Step();
        fixture.Restart();
        Assert.StartsWith("ERR 22", fixture.Last("pin 123456"), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_change_within_their_range_and_last()
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        string[] good = ["set serial T4200017 yes", "set mode test yes", "set host api.example.test", "set port 8443",
            "set currency chf", "set amount_max_cents 50", "set offline_amount_cents 0", "set offline_count 200",
            "set offline_total_cents 99999999", "set offline_age_s 604800", "set apn iot.example",
            "set roaming off", "set modem sim7600e", "set zone london", "set apn_user boutique@iot",
            "set apn_password s3cret!", "set apn_auth chap", "set apn_type ipv4v6", "set modem_fast off",
            "set root_scope private", "set till on", "set till_port 8889", "set till_addresses 192.168.1.20",
            "set till_offline on", "set till_serial off", "set till_baud 19200", "set till_refund on",
            "set day_end 05:30", "set fleet on", "set fleet_host broker.example.test", "set fleet_port 8884",
            "set fleet_root own", "set fleet_user till-7", "set fleet_secret s3cret!",
            "set volume 3", "set large on", "set contrast 1", "set till_printer cp858_32",
            "lang en", "key " + Key + " yes", "time set 2026-11-24T21:00:05Z"];
        Assert.All(good, command => Assert.Equal("OK", fixture.Last(command)));
        fixture.Run(100);
        fixture.Restart();
        string[] rows = fixture.Ask("set");
        Assert.Equal(
            [.. good[..38].Select(g => g["set ".Length..].Replace(" yes", "", StringComparison.Ordinal)
                .Replace(' ', '=').Replace("s3cret!", "set")), "OK"], rows);
        Assert.Contains("key=usable", fixture.Ask("status"));
        Assert.Contains("lang=en", fixture.Ask("status"));
        Assert.StartsWith("utc=2026-11-24T21:0", fixture.Ask("time")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set port 0", "ERR 31 value out of range: 1 to 65535")]
    [InlineData("set port 65536", "ERR 31 ")]
    [InlineData("set port -1", "ERR 31 ")]
    [InlineData("set amount_max_cents 49", "ERR 31 value out of range: 50 to 99999999")]
    [InlineData("set offline_count 201", "ERR 31 ")]
    [InlineData("set offline_age_s 604801", "ERR 31 ")]
    [InlineData("set serial t42", "ERR 31 ")]
    [InlineData("set serial T4200017000000 yes", "OK")]
    [InlineData("set serial T42000170000001", "ERR 31 ")]
    [InlineData("set host \"\"", "ERR 31 ")]
    [InlineData("set host a_b", "ERR 31 ")]
    [InlineData("set apn \"\"", "OK")]
    [InlineData("set mode rig", "ERR 31 value out of range: prod or test")]
    [InlineData("set roaming maybe", "ERR 31 value out of range: on or off")]
    [InlineData("set roaming off on", "ERR 11 ")]
    [InlineData("key stest_short", "ERR 32 key refused: wrong length")]
    [InlineData("key ptest_ABCDEFGHIJKLMNOPQRSTUVWX", "ERR 32 key refused: public key")]
    [InlineData("key " + Key, "ERR 32 key refused: other mode")]
    [InlineData("time set 2026-02-29T00:00:00Z", "ERR 31 ")]
    [InlineData("time set 2028-02-29T00:00:00Z", "OK")]
    [InlineData("time set yesterday", "ERR 31 ")]
    [InlineData("wifi add Boutique short", "ERR 31 ")]
    [InlineData("wifi add \"\" longenough", "ERR 31 ")]
    [InlineData("wifi forget Nowhere", "ERR 51 ")]
    public void A_value_out_of_range_is_refused_with_the_range(string command, string answer)
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        Assert.StartsWith(answer, fixture.Last(command), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_can_be_edited_and_noise_is_ignored()
    {
        var fixture = new ConsoleFixture();
        Assert.Equal("OK", fixture.Last("qux\b\b\x7fqueue"));
        Assert.Equal("OK", fixture.Last("rubbish\x15queue"));
        Assert.Equal("OK", fixture.Last("que\x1b[5~\x1bOP\x02\0ue"));
        Assert.Equal("OK", fixture.Last("é\bqueue"));
        fixture.Type([(byte)'q', 0xFF, 0xC3, (byte)'u', 0x80, 0xFE, 0xE2, 0x82, (byte)'e']);
        Assert.Equal("OK", fixture.Last("ue"));
        int lines = fixture.Console.LineCount;
        fixture.Type("queue\nqueue\r\nqueue\r\r\n\n");
        fixture.Run(200);
        Assert.Equal(lines + 3, fixture.Console.LineCount);
        fixture.Type("half\x03");
        Assert.Equal("OK", fixture.Last("queue"));
    }

    [Fact]
    public void A_line_too_long_is_refused_and_the_next_one_runs()
    {
        var fixture = new ConsoleFixture();
        Assert.StartsWith("ERR 12", fixture.Last(new string('x', 161)), StringComparison.Ordinal);
        Assert.StartsWith("ERR 12", fixture.Last(new string('é', 3000)), StringComparison.Ordinal);
        Assert.StartsWith("ERR 10", fixture.Last(new string('x', 160)), StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("queue"));
    }

    [Fact]
    public void Networks_are_scanned_added_listed_and_forgotten()
    {
        var fixture = new ConsoleFixture();
        fixture.Wifi.Ssid = "Café \"du\" Port";
        SetPin(fixture);
        Assert.Equal(
            ["ssid=\"Café \\\"du\\\" Port\" dbm=-58 security=passphrase", "OK"], fixture.Ask("wifi scan"));
        Assert.Equal("OK", fixture.Last("wifi add \"Café \\\"du\\\" Port\" croissant-chaud"));
        Assert.Equal("OK", fixture.Last("wifi add Invités"));
        Assert.Equal("OK", fixture.Last("wifi add Réserve \"mot de passe\""));
        Assert.Equal("OK", fixture.Last("wifi add Réserve \"autre mot de passe\""));
        Assert.Equal("OK", fixture.Last("wifi add Quatre 12345678"));
        Assert.StartsWith("ERR 52", fixture.Last("wifi add Cinq 12345678"), StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("wifi forget Invités"));
        Assert.Equal(
            [
                "network=1 ssid=\"Café \\\"du\\\" Port\" passphrase=set",
                "network=2 ssid=Réserve passphrase=set",
                "network=3 ssid=Quatre passphrase=set",
                "OK",
            ],
            fixture.Ask("wifi list"));
    }

    [Fact]
    public void Secrets_never_come_out()
    {
        var fixture = new ConsoleFixture();
        string[] secrets = [Key, "ABCDEFGHIJ", "71828182", "croissant-chaud", "mot de passe", "deux"];
        fixture.Ask("pin set 71828182");
        fixture.Ask("set mode test yes");
        fixture.Ask("  key   " + Key + " yes");
        fixture.Ask("KEY " + Key[..29] + "\b" + Key[28..] + " yes");
        fixture.Ask("key \"" + Key + "\" yes");
        fixture.Ask("wifi add Boutique croissant-chaud");
        fixture.Ask("wifi  add \"La Boutique\" \"mot de passe\"");
        fixture.Ask("wifi add Une\\ deux croissant-chaud");
        fixture.Ask("wifi add deux");
        fixture.Ask("pin lock");
        fixture.Ask("pin 71828181");
        fixture.Run(5_000);
        fixture.Ask("pin 71828182");
        string[] everything = ["help", "version", "status", "links", "sim", "wifi scan", "wifi list", "queue",
            "journal all", "export", "totals", "log all", "faults", "time", "limits", "set", "pin", "screen"];
        Assert.All(everything, command => Assert.Equal("OK", fixture.Last(command)));
        Assert.All(
            secrets.Except(["deux"]), s => Assert.DoesNotContain(s, fixture.Said, StringComparison.Ordinal));
        Assert.Contains("wifi add Boutique ***************", fixture.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Reboot_waits_for_settings_and_words()
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        Assert.Equal(["reboot=now", "OK"], fixture.Ask("reboot"));
        fixture.Run(Limits.ConsoleDrainMs / 2);
        Assert.Equal(0, fixture.Reboots);
        fixture.Run(Limits.ConsoleDrainMs);
        Assert.Equal(1, fixture.Reboots);
    }

    [Fact]
    public void Keys_are_pressed_in_test_mode()
    {
        var fixture = new ConsoleFixture();
        SetPin(fixture);
        fixture.Ask("set serial T4200017 yes");
        fixture.Ask("set mode test yes");
        fixture.Ask("key " + Key + " yes");
        fixture.Run(1_000);
        Assert.StartsWith("ERR 11", fixture.Last("press okay"), StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("press 1250"));
        fixture.Run(100);
        Assert.Contains(fixture.Ask("screen"), r => r.Contains("12,50", StringComparison.Ordinal));
        Assert.StartsWith("ERR 41", fixture.Last("set port 444"), StringComparison.Ordinal);
        Assert.StartsWith("ERR 41", fixture.Last("selftest"), StringComparison.Ordinal);
        Assert.Equal("OK", fixture.Last("press cancel"));
        fixture.Run(15_000);
        Assert.Equal("OK", fixture.Last("set port 444"));
    }

    internal static void SetPin(ConsoleFixture fixture) => Assert.Equal("OK", fixture.Last("pin set 123456"));
}
