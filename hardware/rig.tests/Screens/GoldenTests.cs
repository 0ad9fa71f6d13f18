using Terminal.Agent.Settings;
using Terminal.Rig.Screens;
using Xunit;

namespace Terminal.Rig.Tests.Screens;

/// <summary>
/// Every screen against the picture in golden/. After a change that is meant, look at the pictures
/// that
/// <c>rig screens --out DIR</c> writes, then re-make these with <c>rig screens --golden</c>.
/// </summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void Screens_are_as_in_the_golden_images(Language language)
    {
        string folder = ScreensCommand.GoldenPath(Repository.Root()!, language);
        var wrong = new List<string>();
        var frames = ScreensCommand.Frames(language);
        foreach (var (name, shown) in frames)
        {
            string path = Path.Combine(folder, name + ".png");
            if (!File.Exists(path)
                || !FramePicture.Frame(File.ReadAllBytes(path)).SequenceEqual(shown))
            {
                wrong.Add(name);
            }
        }

        Assert.True(wrong.Count == 0, "differ: " + string.Join(' ', wrong));
        Assert.Equal(frames.Count, Directory.GetFiles(folder, "*.png").Length);
    }

    [Fact]
    public void A_picture_gives_back_its_frame()
    {
        var frame = new byte[1024];
        new Random(7).NextBytes(frame);
        Assert.Equal(frame, FramePicture.Frame(FramePicture.Png(frame, 1)));
    }

    [Fact]
    public void The_command_writes_a_picture_for_each_sample_and_a_sheet()
    {
        string folder = Directory.CreateTempSubdirectory("screens").FullName;
        try
        {
            var app = new Spectre.Console.Cli.CommandApp();
            app.Configure(Commands.Register);
            string[] arguments = ["screens", "--out", folder, "--lang", "en"];
            int exit = app.Run(arguments, TestContext.Current.CancellationToken);
            Assert.Equal(0, exit);
            Assert.Equal(
                ScreenSamples.All.Count + MenuSamples.All.Count + 1, Directory.GetFiles(folder, "*.png").Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Blocks_show_two_rows_in_a_line()
    {
        var frame = new byte[1024];
        frame[0] = 0b0000_0001;
        frame[1] = 0b0000_0010;
        frame[2] = 0b0000_0011;
        frame[1023] = 0b1100_0000;
        string[] lines = FrameBlocks.Render(frame).TrimEnd('\n').Split('\n');
        Assert.Equal(32, lines.Length);
        Assert.All(lines, line => Assert.Equal(128, line.Length));
        Assert.Equal("▀▄█ ", lines[0][..4]);
        Assert.Equal('█', lines[31][127]);
    }
}
