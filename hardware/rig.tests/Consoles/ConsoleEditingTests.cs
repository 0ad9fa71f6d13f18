using System.Text;
using Terminal.Agent;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>The console as a technician's terminal program meets it: prompt, arrows, Tab, masks.</summary>
public sealed class ConsoleEditingTests
{
    private const string Up = "\u001b[A";
    private const string Down = "\u001b[B";
    private const string Right = "\u001b[C";
    private const string Left = "\u001b[D";

    [Fact]
    public void The_prompt_tells_terminal_mode_and_whether_it_is_open()
    {
        var fixture = new ConsoleFixture();
        Assert.EndsWith("terminal locked> ", Settled(fixture), StringComparison.Ordinal);
        ConsoleTests.SetPin(fixture);
        fixture.Ask("set serial T4200017 yes");
        Assert.EndsWith("T4200017 open> ", Settled(fixture), StringComparison.Ordinal);
        fixture.Ask("set mode test yes");
        Assert.EndsWith("T4200017 test open> ", Settled(fixture), StringComparison.Ordinal);
        fixture.Type("set mode prod\r");
        Assert.EndsWith("(yes/no)\r\nyes or no> ", Settled(fixture), StringComparison.Ordinal);
        fixture.Ask("no");
        fixture.Ask("pin lock");
        Assert.EndsWith("T4200017 test locked> ", Settled(fixture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qeue" + Left + Left + Left + "u\r", "waiting=0")]
    [InlineData("ueue\u001b[Hq\r", "waiting=0")]
    [InlineData("\u001b[1~queue\r", "waiting=0")]
    [InlineData("ueue\u0001q\u0005 \r", "waiting=0")]
    [InlineData("xqueue\u0001\u001b[3~\r", "waiting=0")]
    [InlineData("quexue" + Left + Left + "\b\r", "waiting=0")]
    [InlineData("quee" + Left + "u" + Right + "\r", "waiting=0")]
    [InlineData("nonsense\u0015queue\r", "waiting=0")]
    [InlineData("que\t\r", "waiting=0")]
    [InlineData("QUE\t\r", "waiting=0")]
    [InlineData("set la\b\bapn_t\t\r", "apn_type=unchanged")]
    public void A_line_is_edited(string typed, string row)
    {
        var fixture = new ConsoleFixture();
        int from = fixture.Said.Length;
        fixture.Type(typed);
        fixture.Run(300);
        string said = fixture.Said[from..];
        Assert.Contains("\r\n" + row + "\r\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_shows_the_line_as_it_is()
    {
        var fixture = new ConsoleFixture();
        int from = fixture.Said.Length;

        // status, by way of sttus, with an a put in, one letter taken out and put back, and an end that comes and goes.
        fixture.Type("sttus" + Left + Left + Left + "a" + Right + "\b" + "t" + "\u001b[F é\b\b");
        fixture.Run(100);
        Assert.Equal("status", ScreenOf(fixture.Said[from..]).TrimEnd());
        fixture.Type("\r");
        fixture.Run(300);
        Assert.Contains("mode=prod", fixture.Said[from..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_arrows_bring_the_last_lines_back_and_never_a_secret()
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        fixture.Ask("queue");
        fixture.Ask("wifi add Boutique croissant-chaud");
        fixture.Ask("set apn_password s3cret-of-sim");
        fixture.Ask("pin 123456");
        fixture.Ask("faults");
        int from = fixture.Said.Length;
        fixture.Type(Up + Up + Up + Up + Up + "\r");
        fixture.Run(300);
        string said = fixture.Said[from..];
        Assert.Contains("waiting=0", said, StringComparison.Ordinal);
        Assert.DoesNotContain("croissant", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
        Assert.DoesNotContain("pin", said, StringComparison.Ordinal);
        from = fixture.Said.Length;
        fixture.Type(Up + Up + Down + "\r");
        fixture.Run(300);
        Assert.Contains("waiting=0", fixture.Said[from..], StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_completes_what_is_clear_and_lists_what_is_not()
    {
        var fixture = new ConsoleFixture();
        int from = fixture.Said.Length;
        fixture.Type("re\t");
        fixture.Run(100);
        string said = fixture.Said[from..];
        Assert.Contains("\r\nreboot reset \r\n", said, StringComparison.Ordinal);
        Assert.EndsWith("locked> re", said, StringComparison.Ordinal);
        fixture.Type("b\t");
        fixture.Run(100);
        Assert.EndsWith("boot ", fixture.Said, StringComparison.Ordinal);
        fixture.Type("\u0015zz\t");
        fixture.Run(100);
        Assert.EndsWith("\u0007", fixture.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pin 471147", "pin ******")]
    [InlineData("PIN  set  471147", "PIN  set  ******")]
    [InlineData("p\"i\"n 471147", "p\"i\"n ******")]
    [InlineData("pin \"471147\"", "pin ********")]
    [InlineData("pin \\4\\7\\1147", "pin *********")]
    [InlineData("471147", "******")]
    [InlineData("key abc def", "key *** ***")]
    [InlineData("\\k\\e\\y abc", "\\k\\e\\y ***")]
    [InlineData("wifi add \"My shop\" pass word", "wifi add \"My shop\" **** ****")]
    [InlineData("wifi add My\\ shop \"pass word\"", "wifi add My\\ shop ***********")]
    [InlineData("wifi ad shop password", "wifi ad shop ********")]
    [InlineData("set apn_password hush", "set apn_password ****")]
    [InlineData("SET   \"apn_password\" hush", "SET   \"apn_password\" ****")]
    [InlineData("set apn_pasword hush", "set apn_pas**** ****")]
    [InlineData("set apn internet", "set apn internet")]
    [InlineData("set host api.example.test", "set host api.example.test")]
    [InlineData("stest_ABCDEFGHIJ", "st**************")]
    [InlineData("yes", "yes")]
    [InlineData("time set 2026-11-24T21:00:00Z", "time set 2026-11-24T21:00:00Z")]
    public void What_is_shown_follows_what_it_means(string typed, string shown)
    {
        var fixture = new ConsoleFixture();
        int from = fixture.Said.Length;
        fixture.Type(typed);
        fixture.Run(100);
        Assert.Equal(shown, fixture.Said[from..]);
    }

    [Fact]
    public void A_secret_stays_hidden_however_it_is_quoted_and_edited()
    {
        var random = new Random(21);
        const string Secret = "Zq7Zq8Zq9";
        for (int round = 0; round < 300; round++)
        {
            var fixture = new ConsoleFixture();
            int from = fixture.Said.Length;
            string head = random.Next(4) switch
            {
                0 => "wifi add Shop ",
                1 => "set apn_password ",
                2 => "key ",
                _ => "kez ",
            };
            fixture.Type(Vary(head.TrimEnd(), random) + new string(' ', random.Next(1, 3)));
            fixture.Type(Vary(Secret, random));
            for (int i = random.Next(6); i > 0; i--)
            {
                fixture.Type(random.Next(5) switch
                {
                    0 => Left,
                    1 => "x\b",
                    2 => "\u001b[H\u001b[F",
                    3 => Right,
                    _ => Left + Right,
                });
            }

            fixture.Run(20);
            string said = fixture.Said[from..].Replace("\\", "", StringComparison.Ordinal)
                .Replace("\"", "", StringComparison.Ordinal);
            Assert.DoesNotContain("Zq", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("2026-02-30T12:00:00Z", "ERR 31 value out of range: no such day, the month has fewer")]
    [InlineData("2026-11-31T12:00:00Z", "ERR 31 value out of range: no such day, the month has fewer")]
    [InlineData("2025-02-29T12:00:00Z", "ERR 31 value out of range: no such day, the month has fewer")]
    [InlineData("2026-13-01T12:00:00Z", "ERR 31 value out of range: 2024 to 2099, as 2026-11-24T21:00:00Z")]
    [InlineData("2028-02-29T12:00:00Z", "OK")]
    public void A_date_that_does_not_exist_is_named_as_such(string time, string answer)
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        Assert.Equal(answer, fixture.Last("time set " + time));
    }

    [Fact]
    public void The_log_speaks_in_words()
    {
        var fixture = new ConsoleFixture();
        ConsoleTests.SetPin(fixture);
        fixture.Ask("set apn internet");
        fixture.Ask("pin 000000");
        string log = string.Join('\n', fixture.Ask("log all"));
        Assert.Contains("kind=setting setting=apn", log, StringComparison.Ordinal);
        Assert.Contains("kind=pinwrong in_a_row=1 whose=technician", log, StringComparison.Ordinal);
        Assert.Contains("kind=journal found=formatted damaged=0", log, StringComparison.Ordinal);
        Assert.DoesNotContain(" a=", log, StringComparison.Ordinal);
    }

    private static string Vary(string text, Random random)
    {
        var varied = new StringBuilder();
        bool isQuoted = false;
        foreach (char letter in text)
        {
            if (letter == ' ')
            {
                varied.Append(isQuoted ? "\" " : " ");
                isQuoted = false;
                continue;
            }

            if (random.Next(5) == 0)
            {
                varied.Append('"');
                isQuoted = !isQuoted;
            }

            varied.Append(random.Next(4) == 0 ? "\\" : "").Append(letter);
        }

        return isQuoted ? varied.Append('"').ToString() : varied.ToString();
    }

    private static string Settled(ConsoleFixture fixture)
    {
        fixture.Run(100);
        return fixture.Said;
    }

    // What a screen shows of the last line: backspace moves, and letters overwrite.
    private static string ScreenOf(string said)
    {
        var cells = new List<char>();
        int at = 0;
        foreach (char letter in said[(said.LastIndexOf('\n') + 1)..])
        {
            if (letter == '\b')
            {
                at--;
            }
            else
            {
                while (cells.Count <= at)
                {
                    cells.Add(' ');
                }

                cells[at++] = letter;
            }
        }

        return string.Concat(cells);
    }
}
