using System.Text;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Screens;

/// <summary>
/// Every text of every language in every screen, with the longest values: nothing is clipped,
/// nothing touches, every character has a glyph.
/// </summary>
public sealed class LayoutTests
{
    private static readonly Language[] Languages = Enum.GetValues<Language>();

    [Fact]
    public void Every_sample_fits()
    {
        var misfits = new List<string>();
        foreach (Language language in Languages)
        {
            foreach (ScreenSample sample in ScreenSamples.All)
            {
                var screen = new SampleScreen(sample, language);
                Look(misfits, screen.Painter, $"{sample.Name} {language}");
            }

            foreach (MenuSample sample in MenuSamples.All)
            {
                var terminal = MenuSamples.Play(sample, language);
                Look(misfits, terminal.Agent.Painter, $"{sample.Name} {language}");
            }
        }

        AssertNone(misfits);
    }

    [Fact]
    public void Every_screen_has_a_sample()
    {
        var view = ScreenSamples.NewView();
        var shown = new HashSet<ScreenId> { ScreenId.Menu };
        foreach (ScreenSample sample in ScreenSamples.All)
        {
            sample.Fill(view);
            shown.Add(view.Id);
        }

        Assert.Empty(Enum.GetValues<ScreenId>().Except(shown));
    }

    [Fact]
    public void Every_screen_fits_with_the_longest_values()
    {
        var misfits = new List<string>();
        int painted = 0;
        foreach (Language language in Languages)
        {
            var texts = new Texts();
            texts.Select(language);
            ScreenModel view = LongestView();
            var painter = new ScreenPainter(new VirtualDisplay(), view, texts);
            foreach (ScreenId id in Enum.GetValues<ScreenId>())
            {
                view.Id = id;
                foreach (Action vary in Variations(view))
                {
                    vary();
                    foreach (bool isLarge in new[] { false, true })
                    {
                        view.IsLarge = isLarge;
                        view.Touch();
                        painter.Step(0);
                        Look(misfits, painter, $"{id} {language}{(isLarge ? " large" : "")}");
                        painted++;
                    }
                }
            }
        }

        Assert.True(painted > 1_000, $"{painted} screens");

        AssertNone(misfits);
    }

    [Fact]
    public void Every_cause_fits_beside_its_code_for_both_links()
    {
        var misfits = new List<string>();
        foreach (Language language in Languages)
        {
            var texts = new Texts();
            texts.Select(language);
            ScreenModel view = LongestView();
            view.Id = ScreenId.ConnectivityFault;
            var painter = new ScreenPainter(new VirtualDisplay(), view, texts);
            foreach (FaultCode fault in Enum.GetValues<FaultCode>().Where(IsOfLink))
            {
                view.SimFault = IsOfWifi(fault) ? FaultCode.NoCoverage : fault;
                view.WifiFault = IsOfSim(fault) ? FaultCode.WifiNotConfigured : fault;
                view.Touch();
                painter.Step(0);
                Look(misfits, painter, $"{fault} {language}");
            }
        }

        AssertNone(misfits);
    }

    // A cause stands beside the link that can have it; what is no link's fault has screens of its own.
    private static bool IsOfLink(FaultCode fault) =>
        fault is < FaultCode.DisplaySilent or FaultCode.OperatorLocked;

    private static bool IsOfSim(FaultCode fault) => 
        fault is <= FaultCode.EmergencyOnly or FaultCode.ServerUnchecked or FaultCode.OperatorLocked;

    private static bool IsOfWifi(FaultCode fault) =>
        fault is >= FaultCode.WifiNotConfigured and <= FaultCode.SecurityNotUsable;

    [Fact]
    public void Every_fault_has_words_in_both_languages()
    {
        foreach (Language language in Languages)
        {
            var texts = new Texts();
            texts.Select(language);
            byte[] other = texts.Of(TextId.FaultOther);
            foreach (FaultCode fault in Enum.GetValues<FaultCode>().Where(f => f != FaultCode.None))
            {
                Assert.NotEmpty(texts.OfFault(fault));
                Assert.NotEqual(other, texts.OfFault(fault));
            }

            byte[] service = texts.OfFault(FaultCode.ServiceUnavailable);
            Assert.Equal(service, texts.OfFault((FaultCode)503));
            Assert.Equal(other, texts.OfFault((FaultCode)99));
            Assert.Empty(texts.OfFault(FaultCode.None));
        }
    }

    [Fact]
    public void A_text_that_is_too_long_is_noticed()
    {
        // The checker itself: a serial number of 14 wide letters beside a heading that is too wide.
        var frame = new FrameBuffer();
        var sheet = new ScreenCanvas(frame, new ScreenModel(), new Texts());
        byte[] text = Encoding.ASCII.GetBytes(new string('M', 20));
        frame.Clear();
        frame.Centred(sheet.Medium, text, 0, text.Length, 0);
        Assert.True(frame.ClippedGlyphs > 0);
    }

    [Fact]
    public void The_support_number_is_at_least_14_pixels_high_and_fits_one_line()
    {
        var sample = ScreenSamples.All.Single(s => s.Name == "connectivity-fault");
        byte[] frame = new SampleScreen(sample, Language.French).Shown;
        var rows = Enumerable.Range(38, 17).Where(
            y => Enumerable.Range(0, 128).Any(x => FramePicture.IsLit(frame, x, y))).ToArray();
        Assert.True(rows.Length >= 14, $"{rows.Length} rows");
        Assert.Equal(rows.Length, rows[^1] - rows[0] + 1);

        // Each of the ten figures alone reaches over 14 rows or more.
        int figures = 0;
        int start = -1;
        for (int x = 0; x <= 128; x++)
        {
            bool isLit = x < 128 && rows.Any(y => FramePicture.IsLit(frame, x, y));
            if (isLit && start < 0)
            {
                start = x;
            }
            else if (!isLit && start >= 0)
            {
                var columns = Enumerable.Range(start, x - start);
                int[] lit = [.. rows.Where(y => columns.Any(c => FramePicture.IsLit(frame, c, y)))];
                Assert.True(lit[^1] - lit[0] + 1 >= 14, $"figure at column {start}");
                figures++;
                start = -1;
            }
        }

        Assert.Equal(10, figures);
    }

    [Theory]
    [InlineData("small", "éèêëàâçùûîïôöüœÉÈÀÇÊ«»’€°")]
    [InlineData("medium", "ÉÈÊÀÇ€,.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ?!'’-")]
    [InlineData("figures", "0123456789,.€$£CHF ")]
    [InlineData("large", "0123456789,.€$£CHF ")]
    public void Fonts_have_what_French_and_English_need(string font, string characters)
    {
        var sheet = new ScreenCanvas(new FrameBuffer(), new ScreenModel(), new Texts());
        Font drawn = font switch
        {
            "small" => sheet.Small,
            "medium" => sheet.Medium,
            "figures" => sheet.Figures,
            _ => sheet.Large,
        };
        foreach (char character in characters)
        {
            byte code = Windows1252.Bytes(character.ToString())[0];
            Assert.True(drawn.Width(code) > 0, $"{character}");
        }

        if (font == "small")
        {
            Assert.All(
                Enumerable.Range(0x20, 0x5F), code => Assert.True(drawn.Width((byte)code) > 0));
        }
    }

    [Theory]
    [InlineData("eéèêë")]
    [InlineData("aàâ")]
    [InlineData("uùûü")]
    [InlineData("cç")]
    [InlineData("EÉÈÊ")]
    [InlineData("0OoQ8B")]
    [InlineData("1lI|i")]
    [InlineData("5S")]
    [InlineData("2Z")]
    public void Characters_that_are_alike_are_drawn_differently(string alike)
    {
        var drawings = new HashSet<string>();
        foreach (char character in alike)
        {
            var frame = new FrameBuffer();
            var sheet = new ScreenCanvas(frame, new ScreenModel(), new Texts());
            frame.Clear();
            byte[] text = Windows1252.Bytes(character.ToString());
            frame.Text(sheet.Small, text, 0, 1, 0, 0);
            Assert.True(drawings.Add(Convert.ToHexString(frame.Frame, 0, 8)), $"{character}");
        }
    }

    [Fact]
    public void Fonts_and_texts_of_the_agent_are_those_of_their_drawings()
    {
        string root = Repository.Root()!;
        string screens = Path.Combine(root, "Terminal.Agent/Screens");
        Assert.Equal(
            FontCompiler.Source(Path.Combine(root, ScreensCommand.FontFolder)),
            File.ReadAllText(Path.Combine(screens, "FontData.cs")));
        var entries = TextCompiler.Read(File.ReadAllText(Path.Combine(screens, "texts.txt")));
        Assert.Equal(
            TextCompiler.IdSource(entries), File.ReadAllText(Path.Combine(screens, "TextId.cs")));
        Assert.Equal(
            TextCompiler.DataSource(TextCompiler.Compile(entries)),
            File.ReadAllText(Path.Combine(screens, "TextData.cs")));
    }

    [Fact]
    public void Texts_unpack_to_the_words_of_the_table()
    {
        string file = Path.Combine(Repository.Root()!, "Terminal.Agent/Screens/texts.txt");
        var texts = new Texts();
        foreach (TextCompiler.Entry entry in TextCompiler.Read(File.ReadAllText(file)))
        {
            foreach (Language language in Languages)
            {
                texts.Select(language);
                byte[] bytes = entry.FaultNumber != 0
                    ? texts.OfFault((FaultCode)entry.FaultNumber)
                    : texts.Of(Enum.Parse<TextId>(entry.Name));
                string words = language == Language.French ? entry.French : entry.English;
                Assert.Equal(words, Windows1252.Text(bytes, 0, bytes.Length));
            }
        }
    }

    private static void Look(List<string> misfits, ScreenPainter painter, string what)
    {
        if (painter.ClippedGlyphs > 0)
        {
            misfits.Add($"{what}: {painter.ClippedGlyphs} in {ScreenText.Words(painter)}");
        }
    }

    private static void AssertNone(List<string> misfits) =>
        Assert.True(misfits.Count == 0, string.Join('\n', misfits.Distinct().Take(40)));

    private static ScreenModel LongestView()
    {
        ScreenModel view = ScreenSamples.NewView();
        view.AmountCents = 88_888_888;
        view.Detail = 88_888_888;
        view.HttpStatus = 555;
        view.Sequence = 4_294_888_888;
        view.WaitingCount = 888;
        view.IsTestMode = true;
        view.LocalMinutes = (20 * 60) + 58;
        Encoding.ASCII.GetBytes("8888").CopyTo(view.Last4, 0);
        Encoding.ASCII.GetBytes("88").CopyTo(view.ResponseCode, 0);
        view.SerialLength = 14;
        Encoding.ASCII.GetBytes("TERM-W88888888").CopyTo(view.Serial, 0);
        view.SimState = LinkState.Online;
        view.SimBars = 4;
        view.WifiState = LinkState.Online;
        view.WifiBars = 4;
        return view;
    }

    /// <summary>
    /// Changes one after another, each leaving the view in a state worth painting.
    /// </summary>
    private static IEnumerable<Action> Variations(ScreenModel view)
    {
        foreach (string currency in new[] { "eur", "gbp", "usd", "chf", "sek" })
        {
            yield return () => Encoding.ASCII.GetBytes(currency).CopyTo(view.Currency, 0);
        }

        foreach (CardReaderState state in Enum.GetValues<CardReaderState>())
        {
            yield return () => view.Reader = state;
        }

        foreach (OfflineLimit limit in Enum.GetValues<OfflineLimit>())
        {
            yield return () => view.OfflineLimit = limit;
        }

        foreach (FaultCode fault in Enum.GetValues<FaultCode>())
        {
            yield return () => view.Fault = fault;
        }

        foreach (string code in new[] { "05", "41", "42", "51", "54", "75", "88", "\0\0" })
        {
            yield return () => Encoding.ASCII.GetBytes(code).CopyTo(view.ResponseCode, 0);
        }

        foreach (LinkState state in Enum.GetValues<LinkState>())
        {
            yield return () => view.SimState = view.WifiState = state;
        }

        for (int bars = -1; bars <= 5; bars++)
        {
            int shown = bars;
            yield return () => view.SimBars = view.WifiBars = shown;
        }

        foreach (int waiting in new[] { 0, 1, 888 })
        {
            yield return () => view.WaitingCount = waiting;
        }

        for (int progress = 0; progress < 8; progress++)
        {
            int shown = progress;
            yield return () => view.Progress = shown;
        }
    }
}
