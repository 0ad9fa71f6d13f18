using System.Text;
using System.Text.RegularExpressions;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Terminal.Rig.Support;
using Xunit;

namespace Terminal.Rig.Tests.Support;

/// <summary>
/// The case that support reads: from the screen by a camera, from the console, and by voice; and what
/// becomes of one that was read wrongly.
/// </summary>
public sealed partial class CaseTests
{
    private static readonly string Root = Repository.Root()!;

    [Fact]
    public void The_screen_of_a_fault_shows_the_case_as_it_is()
    {
        HandTerminal terminal = Show("menu-case-of-fault");
        CaseFigures figures = FromScreen(terminal);
        Assert.Equal("TA26-00042", figures.Serial);
        Assert.Equal(Encoding.ASCII.GetString(FirmwareVersion.Text), figures.Firmware);
        Assert.True(figures.IsTestMode);
        Assert.Equal(FaultCode.NoSim, figures.Sim);
        Assert.Equal(FaultCode.WifiNotConfigured, figures.Wifi);
        Assert.Equal(FaultCode.None, figures.Obstacle);
        Assert.Equal(0, figures.Active);
        Assert.Equal(LinkState.Failed, figures.SimState);
        Assert.Equal(1, figures.Waiting);
        Assert.Equal(TimeSpan.Zero, figures.OldestWaiting);
        Assert.Equal(0, figures.Attention);
        Assert.Equal(Minute(terminal), figures.Clock);
        Assert.Equal(terminal.Clock.UptimeMs / 60_000, (long)figures.Uptime!.Value.TotalMinutes);
        Assert.Equal(0, figures.Starts);
    }

    [Fact]
    public void About_shows_network_and_card()
    {
        HandTerminal terminal = Show("menu-case");
        CaseFigures figures = FromScreen(terminal);
        var facts = (ISimFacts)terminal.Agent.Links.Sim;
        var digits = new byte[Terminal.Agent.Limits.IccidDigitsMax];
        Assert.Equal(Encoding.ASCII.GetString(digits, 0, facts.Iccid(digits)), figures.Iccid);
        Assert.InRange(figures.Iccid.Length, 18, 20);
        int imei = facts.Imei(digits);
        Assert.Equal(Encoding.ASCII.GetString(digits, imei - 6, 6), figures.ImeiEnd);
        Assert.Equal("00101", figures.Plmn);
        Assert.Equal(4, figures.Generation);
        Assert.Equal(1, figures.Active);
        Assert.Equal(terminal.Agent.Links.Sim.State, figures.SimState);
        Assert.Equal(terminal.Agent.Links.Sim.SignalDbm, figures.SimDbm);
        Assert.NotEqual(0, figures.SimDbm);
        Assert.Equal(FaultCode.None, figures.Sim);
    }

    [Fact]
    public void Restarts_are_counted()
    {
        HandTerminal terminal = Show("menu-about");
        for (int i = 0; i < 3; i++)
        {
            terminal.Start();
            terminal.Run(6_000);
        }

        terminal.Press(Key.Menu, (Key)5, Key.Ok);
        terminal.Run(300);
        CaseFigures figures = FromScreen(terminal);
        Assert.Equal(3, figures.Starts);
        Assert.Equal(0, figures.Cause);
    }

    [Theory]
    [InlineData("menu-case")]
    [InlineData("menu-case-of-fault")]
    public void A_phone_reads_it(string sample)
    {
        HandTerminal terminal = Show(sample);
        byte[] shown = terminal.Display.Snapshot();
        string code = QrReader.Read(FramePicture.Png(shown, 4))!.Text;
        var misses = new List<int>();
        for (int seed = 0; seed < 25; seed++)
        {
            var photo = new Screens.PhonePhoto(shown, seed);
            if (QrReader.Read(photo.Grey, Screens.PhonePhoto.Width, Screens.PhonePhoto.Height)?.Text != code)
            {
                misses.Add(seed);
            }
        }

        Assert.True(misses.Count == 0, $"seeds not read: {string.Join(' ', misses)}");
    }

    [Fact]
    public void The_longest_case_fits()
    {
        var terminal = new HandTerminal();
        terminal.Provision(s => s.SerialLength = Encoding.ASCII.GetBytes("ZZZZZZZZZZZZZZ", s.Serial));
        terminal.Start();
        terminal.Run(6_000);
        string code = Case(terminal.Agent, terminal.Clock.UptimeMs);
        Assert.Equal(Terminal.Agent.Limits.CaseCharactersMax, code.Length);
        CaseFigures figures = CaseFigures.Read(code);
        Assert.Equal("ZZZZZZZZZZZZZZ", figures.Serial);
        Assert.NotEqual("", figures.Iccid);
        Assert.Equal(Minute(terminal), figures.Clock);
    }

    [Fact]
    public void Every_length_of_the_serial_number_is_read_back()
    {
        for (int length = 0; length <= 14; length++)
        {
            string serial = "TA26Z0004289QX"[..length];
            var terminal = new HandTerminal();
            terminal.Provision(s => s.SerialLength = Encoding.ASCII.GetBytes(serial, s.Serial));
            terminal.Start();
            CaseFigures figures = CaseFigures.Read(Case(terminal.Agent, terminal.Clock.UptimeMs));
            Assert.Equal(serial, figures.Serial);
        }
    }

    [Fact]
    public void A_character_that_was_read_wrongly_is_noticed()
    {
        HandTerminal terminal = Show("menu-case");
        string code = Case(terminal.Agent, terminal.Clock.UptimeMs);
        int wrong = 0;
        for (int at = 0; at < code.Length; at++)
        {
            foreach (char other in "09AZ+-./:b ")
            {
                if (other != code[at])
                {
                    Assert.Throws<FormatException>(() => CaseFigures.Read(code[..at] + other + code[(at + 1)..]));
                    wrong++;
                }
            }

            Assert.Throws<FormatException>(() => CaseFigures.Read(code[..at]));
            Assert.Throws<FormatException>(() => CaseFigures.Read(code.Remove(at, 1)));
        }

        Assert.True(wrong > 600, $"{wrong}");
        Assert.Throws<FormatException>(() => CaseFigures.Read(code + "000"));
    }

    [Fact]
    public void Every_wrong_or_swapped_character_of_the_spoken_form_is_noticed()
    {
        HandTerminal terminal = Show("menu-case-of-fault");
        string code = Spoken(terminal);
        SpokenCase spoken = SpokenCase.Read(code);
        Assert.Equal("0042", spoken.SerialEnd);
        Assert.Equal(FaultCode.NoSim, spoken.Fault);
        Assert.Equal(1, spoken.Waiting);
        for (int at = 0; at < code.Length; at++)
        {
            foreach (char other in "0123456789")
            {
                if (other != code[at])
                {
                    Assert.Throws<FormatException>(() => SpokenCase.Read(code[..at] + other + code[(at + 1)..]));
                }
            }

            if (at > 0 && code[at] != code[at - 1])
            {
                string swapped = code[..(at - 1)] + code[at] + code[at - 1] + code[(at + 1)..];
                Assert.Throws<FormatException>(() => SpokenCase.Read(swapped));
            }
        }
    }

    [Fact]
    public void The_spoken_form_stands_on_the_screen_in_groups_of_three()
    {
        HandTerminal terminal = Show("menu-case-of-fault");
        string code = Spoken(terminal);
        terminal.Press(Key.Down);
        string words = terminal.Words;
        Assert.Contains($"{code[..3]}  {code[3..6]}", words, StringComparison.Ordinal);
        Assert.Contains($"{code[6..9]}  {code[9..]}", words, StringComparison.Ordinal);
        Assert.Contains("01 57 97 99 44", words, StringComparison.Ordinal);
        terminal.Press(Key.Ok);
        Assert.DoesNotContain($"{code[..3]}  {code[3..6]}", terminal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_in_the_serial_number_is_read_out_and_checked()
    {
        var terminal = new HandTerminal();
        terminal.Provision(s => s.SerialLength = Encoding.ASCII.GetBytes("TA26XZ9", s.Serial));
        terminal.Start();
        string code = Spoken(terminal);
        Assert.Equal("6XZ9", SpokenCase.Read(code).SerialEnd);
        Assert.Throws<FormatException>(() => SpokenCase.Read(code.Replace('X', 'Y')));
        Assert.Throws<FormatException>(() => SpokenCase.Read(code.Replace("XZ", "ZX", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ScreenId.ConnectivityFault, true)]
    [InlineData(ScreenId.ServiceUnavailable, true)]
    [InlineData(ScreenId.AccountProblem, true)]
    [InlineData(ScreenId.JournalFull, true)]
    [InlineData(ScreenId.MemoryFault, true)]
    [InlineData(ScreenId.QueueHeld, true)]
    [InlineData(ScreenId.Idle, false)]
    [InlineData(ScreenId.LateDecline, false)]
    public void One_key_leads_from_a_fault_to_the_case(ScreenId id, bool isFault)
    {
        HandTerminal terminal = Show("menu-about");
        terminal.Press(Key.Cancel, Key.Cancel);
        terminal.Agent.View.Id = id;
        Assert.Equal(isFault, terminal.Menu.Press(Key.Up, terminal.Clock.UptimeMs));
        Assert.Equal(isFault, terminal.Menu.IsOpen);
    }

    [Fact]
    public void The_code_holds_no_secret()
    {
        // Two terminals that differ in their secrets only have the same case.
        string[] codes = [.. new[] { 'a', 'b' }.Select(secret =>
        {
            var terminal = new HandTerminal();
            terminal.Provision(s =>
            {
                s.SerialLength = Encoding.ASCII.GetBytes("TA2600042", s.Serial);
                s.IsTestMode = true;
                s.KeyLength = Encoding.ASCII.GetBytes("stest_" + new string(secret, 24), s.Key);
                s.WifiProfileCount = 1;
                s.WifiProfiles[0].SsidLength = Encoding.ASCII.GetBytes("net", s.WifiProfiles[0].Ssid);
                s.WifiProfiles[0].PassphraseLength =
                    Encoding.ASCII.GetBytes(new string(secret, 12), s.WifiProfiles[0].Passphrase);
            });
            terminal.Start();
            return Case(terminal.Agent, terminal.Clock.UptimeMs);
        })];
        Assert.Equal(codes[0], codes[1]);
    }

    [Fact]
    public void Every_fault_has_advice_and_the_English_is_that_of_the_specification()
    {
        var rows = new Dictionary<string, (string Cause, string Remedy)>();
        foreach (Match row in SpecRow().Matches(Section("Fault codes")))
        {
            string code = row.Groups[1].Value;
            code = rows.ContainsKey(code) ? code.Insert(1, "1") : code;
            rows.Add(code, (row.Groups[2].Value, row.Groups[3].Value));
        }

        foreach (FaultCode fault in Enum.GetValues<FaultCode>().Where(f => f != FaultCode.None))
        {
            string code = fault is FaultCode.OperatorLocked or FaultCode.NetworkFiltered
                ? Advice.Code(fault).Insert(1, "1") : Advice.Code(fault);
            Assert.True(Advice.IsKnown(fault), code);
            Assert.Equal(rows[code].Cause, Advice.Cause(fault, Language.English));
            Assert.Equal(rows[code].Remedy, Advice.Remedy(fault, Language.English));
            Assert.NotEqual(Advice.Cause(fault, Language.English), Advice.Cause(fault, Language.French));
        }

        Assert.Equal(
            Advice.Remedy(FaultCode.ServiceUnavailable, Language.French),
            Advice.Remedy((FaultCode)503, Language.French));
        Assert.False(Advice.IsKnown((FaultCode)77));
    }

    [Fact]
    public void The_vectors_of_the_specification_are_these_terminals()
    {
        string[] cases = [.. SpecVector().Matches(Section("Case for support")).Select(m => m.Value)];
        Assert.Equal(Vectors(), cases);
        Assert.Equal("TA26-00042", CaseFigures.Read(cases[0].Split(' ')[1]).Serial);
        Assert.Equal("TA2600042ABCDE", CaseFigures.Read(cases[2].Split(' ')[1]).Serial);
    }

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void The_report_says_what_stands_and_what_to_do(Language language)
    {
        CaseFigures figures = CaseFigures.Read(Vectors()[0].Split(' ')[1]);
        string report = string.Join('\n', new CaseReport(language).Of(figures));
        Assert.Contains("TA26-00042", report, StringComparison.Ordinal);
        Assert.Contains("R01 " + Advice.Cause(FaultCode.NoSim, language), report, StringComparison.Ordinal);
        Assert.Contains(Advice.Remedy(FaultCode.WifiNotConfigured, language), report, StringComparison.Ordinal);
        string waiting = language == Language.French ? "Paiements en attente : 1" : "Payments that wait: 1";
        Assert.Contains(waiting, report, StringComparison.Ordinal);
        SpokenCase spoken = SpokenCase.Read(Vectors()[1].Split(' ')[1]);
        report = string.Join('\n', new CaseReport(language).Of(spoken));
        Assert.Contains("0042", report, StringComparison.Ordinal);
        Assert.Contains("R01 ", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_reads_pictures_and_codes_and_refuses_others_in_one_line()
    {
        string folder = Directory.CreateTempSubdirectory("case").FullName;
        string picture = Path.Combine(folder, "photo.png");
        string blank = Path.Combine(folder, "blank.png");
        HandTerminal terminal = Show("menu-case-of-fault");
        await File.WriteAllBytesAsync(picture, FramePicture.Png(terminal.Display.Snapshot(), 4));
        await File.WriteAllBytesAsync(blank, FramePicture.Png(new byte[1024], 4));
        string[] vectors = [.. Vectors().Select(v => v.Split(' ')[1])];
        try
        {
            foreach (string good in new[] { picture, vectors[0], vectors[1], vectors[1].Insert(6, " ").Insert(3, "-") })
            {
                (int exit, string said) = await RunAsync("support", good, "--lang", "en");
                Assert.True(exit == 0, said);
                Assert.Contains("no SIM in its holder", said, StringComparison.OrdinalIgnoreCase);
            }

            foreach (string bad in new[]
            {
                "", "hello", vectors[0][..^1], vectors[0] + "0", vectors[0].ToLowerInvariant()[..^1] + "§", blank,
                "123456789012", Path.Combine(folder, "none.jpg"), folder,
            })
            {
                (int exit, string said) = await RunAsync("support", bad);
                Assert.True(exit == RigApp.Unusable, $"{bad}: {exit} {said}");
                Assert.InRange(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 2);

                // The empty line comes by the other stream: before or after.
                Assert.StartsWith("Error: ", said.TrimStart('\n'), StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task<(int Exit, string Said)> RunAsync(params string[] args)
    {
        await using RigProcess rig = RigProcess.Start(args);
        int exit = await rig.EndAsync();
        return (exit, rig.Said);
    }

    // The terminal without a SIM that MenuSamples shows, and one whose serial number is at its longest.
    private static string[] Vectors()
    {
        HandTerminal fault = Show("menu-case-of-fault");
        var longest = new HandTerminal();
        longest.Provision(s => s.SerialLength = Encoding.ASCII.GetBytes("TA2600042ABCDE", s.Serial));
        longest.Start();
        longest.Run(6_000);
        return
        [
            "case " + Case(fault.Agent, fault.Clock.UptimeMs), "spoken " + Spoken(fault),
            "case " + Case(longest.Agent, longest.Clock.UptimeMs), "spoken " + Spoken(longest),
        ];
    }

    private static HandTerminal Show(string sample) =>
        MenuSamples.Play(MenuSamples.All.Single(s => s.Name == sample), Language.French);

    private static CaseFigures FromScreen(HandTerminal terminal) =>
        CaseFigures.Read(QrReader.Read(FramePicture.Png(terminal.Display.Snapshot(), 4))!.Text);

    private static string Case(Terminal.Agent.Agent agent, long nowMs)
    {
        var text = new byte[Terminal.Agent.Limits.CaseCharactersMax];
        agent.Case.Begin();
        while (!agent.Case.Step())
        {
        }

        return Encoding.ASCII.GetString(text, 0, agent.Case.Write(text, nowMs));
    }

    private static string Spoken(HandTerminal terminal)
    {
        var text = new byte[SpokenCase.Characters];
        terminal.Agent.Case.WriteSpoken(text);
        return Encoding.ASCII.GetString(text);
    }

    private static DateTime Minute(HandTerminal terminal)
    {
        DateTime now = DateTimeOffset.FromUnixTimeSeconds(terminal.Clock.UtcSeconds).UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
    }

    private static string Section(string name)
    {
        string spec = File.ReadAllText(Path.Combine(Root, "Terminal.Agent/SPEC.md"));
        int start = spec.IndexOf($"\n## {name}\n", StringComparison.Ordinal) + 1;
        int end = spec.IndexOf("\n## ", start, StringComparison.Ordinal);
        return spec[start..(end < 0 ? spec.Length : end)];
    }

    [GeneratedRegex(@"^\| ([RKSJ]\d+) \| (.*?) \| .*? \| (.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex SpecRow();

    [GeneratedRegex(@"^(case|spoken) \S+$", RegexOptions.Multiline)]
    private static partial Regex SpecVector();
}
