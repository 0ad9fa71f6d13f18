using Terminal.Agent.Ports;
using Terminal.Agent.Screens;
using Terminal.Agent.Settings;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Menus;

/// <summary>Sound and display as the merchant chooses them, and that no tone stands for words.</summary>
public sealed class CounterTests
{
    [Fact]
    public void The_volume_is_heard_at_once_and_kept()
    {
        HandTerminal terminal = Show("menu-counter");
        foreach (int volume in new[] { 3, 0, 1, 2 })
        {
            terminal.Run(1_000);
            long before = terminal.Buzzer.Now.Number;
            terminal.Press((Key)1);
            Assert.Equal(volume, terminal.Agent.Settings.Counter.Volume);
            VirtualBuzzer.Tone[] tones = [.. terminal.Buzzer.After(before).Where(t => t.FrequencyHz > 0)];
            Assert.Equal(volume > 0, tones.Any(t => t.Volume == volume));
            Assert.Contains(volume > 0 ? $"{volume}/3" : "muet", terminal.Words, StringComparison.Ordinal);
        }

        terminal.Press((Key)1);
        terminal.Run(2_000);
        terminal.Start();
        Assert.Equal(3, terminal.Agent.Settings.Counter.Volume);
        terminal.Run(1_000);
        Assert.Equal(0, terminal.Buzzer.Now.FrequencyHz);
    }

    [Fact]
    public void Every_key_clicks_and_then_it_is_quiet()
    {
        HandTerminal terminal = Show("menu-about");
        terminal.Run(1_000);
        for (int i = 0; i < 5; i++)
        {
            long before = terminal.Buzzer.Now.Number;
            terminal.Press(i % 2 == 0 ? Key.Cancel : Key.Menu);
            terminal.Run(100);
            Assert.Equal([2_000, 0], terminal.Buzzer.After(before).Select(t => t.FrequencyHz));
        }
    }

    [Fact]
    public void Large_figures_and_brightness_take_effect_at_once()
    {
        HandTerminal terminal = Show("menu-counter");
        terminal.Press((Key)2, (Key)3);
        Assert.True(terminal.Agent.Settings.Counter.IsLarge);
        Assert.True(terminal.Agent.View.IsLarge);
        Assert.Equal(3, terminal.Display.Contrast);
        terminal.Press((Key)3);
        Assert.Equal(0, terminal.Display.Contrast);
        terminal.Press(Key.Cancel, Key.Cancel, (Key)1, (Key)2, (Key)5, (Key)0);
        terminal.Run(100);
        int[] rows = [.. Enumerable.Range(0, 56).Where(y =>
            Enumerable.Range(0, 128).Any(x => FramePicture.IsLit(terminal.Display.Snapshot(), x, y)))];
        Assert.True(rows[^1] - rows[0] + 1 >= 40, $"rows {rows[0]} to {rows[^1]}");
    }

    [Fact]
    public void What_is_large_holds_the_same_words()
    {
        foreach (string name in new[] { "amount-entry", "present-card", "approved", "declined", "accepted-offline" })
        {
            var large = new SampleScreen(
                ScreenSamples.All.Single(s => s.Name == name + "-large"), Language.French);
            string words = ScreenText.Words(large.Painter);
            Assert.Contains("12,50", words, StringComparison.Ordinal);
            Assert.True(words.Any(char.IsLetter), words);
        }
    }

    [Fact]
    public void Every_screen_that_sounds_says_so_in_a_heading()
    {
        int sounding = 0;
        foreach (ScreenSample sample in ScreenSamples.All)
        {
            foreach (Language language in Enum.GetValues<Language>())
            {
                var screen = new SampleScreen(sample, language);
                ScreenModel view = ScreenSamples.NewView();
                sample.Fill(view);
                var buzzer = new VirtualBuzzer();
                new ScreenSounds(buzzer, new CounterSettings()).Step(view.Id, 0);
                if (buzzer.Now.FrequencyHz > 0)
                {
                    sounding++;
                    string heading = ScreenText.Rows(screen.Painter)[0];
                    Assert.True(heading.Count(char.IsUpper) >= 4, $"{sample.Name} {language}: '{heading}'");
                }
            }
        }

        Assert.True(sounding > 50, $"{sounding}");
    }

    [Fact]
    public void A_sound_costs_no_memory()
    {
        var buzzer = new CountingBuzzer();
        var sounds = new ScreenSounds(buzzer, new CounterSettings());
        Play(sounds);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Play(sounds);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(buzzer.Tones > 1_000, $"{buzzer.Tones}");
    }

    private static void Play(ScreenSounds sounds)
    {
        long nowMs = 0;
        for (ScreenId id = ScreenId.Starting; id <= ScreenId.QueueHeld; id++)
        {
            sounds.Press(nowMs);
            for (int i = 0; i < 10; i++)
            {
                nowMs += sounds.Step(id, nowMs) % 1_000;
            }
        }
    }

    private static HandTerminal Show(string sample) =>
        MenuSamples.Play(MenuSamples.All.Single(s => s.Name == sample), Language.French);

    private sealed class CountingBuzzer : IBuzzer
    {
        public int Tones { get; private set; }

        public void Sound(int frequencyHz, int volume) => Tones++;
    }
}
