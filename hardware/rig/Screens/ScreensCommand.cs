using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Screens;

/// <summary>
/// Writes every screen as PNG and a sheet of them all; re-makes the golden images of the tests, the
/// README's sheet and the agent's fonts and texts.
/// </summary>
public sealed class ScreensCommand : Command<ScreensCommand.Settings>
{
    private const int Scale = 4;

    /// <summary>Where the golden images stand in the repository.</summary>
    public const string GoldenFolder = "hardware/rig.tests/Screens/golden";

    /// <summary>Where the drawings of fonts stand in the repository.</summary>
    public const string FontFolder = "hardware/rig/Screens/fonts";

    /// <summary>Options of the command.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Folder to write to; it is made when missing.</summary>
        [CommandOption("--out <DIR>")]
        [Description("Folder for one PNG a screen (4x) and sheet.png")]
        public string? Out { get; init; }

        /// <summary>fr or en.</summary>
        [CommandOption("--lang <LANG>")]
        [Description("fr (default) or en")]
        [DefaultValue("fr")]
        public string Lang { get; init; } = "fr";

        /// <summary>Part of the names to write; all without it.</summary>
        [CommandOption("--only <TEXT>")]
        [Description("Only the screens whose name contains this")]
        public string Only { get; init; } = "";

        /// <summary>Re-make what the repository holds.</summary>
        [CommandOption("--golden")]
        [Description("Re-make the tests' golden images and the README's sheet")]
        public bool IsGolden { get; init; }

        /// <summary>Re-make fonts and texts.</summary>
        [CommandOption("--data")]
        [Description("Turn the drawings of fonts and the table of texts into sources of the agent")]
        public bool IsData { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate()
        {
            if (Lang != "fr" && Lang != "en")
            {
                return ValidationResult.Error($"--lang is fr or en, not {Lang}");
            }

            return Out == null && !IsGolden && !IsData
                ? ValidationResult.Error("say what to make: --out DIR, --golden or --data")
                : ValidationResult.Success();
        }
    }

    /// <inheritdoc/>
    public override int Execute(
        CommandContext context, Settings settings, CancellationToken cancellation)
    {
        string? root = Repository.Root();
        if ((settings.IsData || settings.IsGolden) && root == null)
        {
            AnsiConsole.MarkupLine("[red]--data and --golden work inside a clone only[/]");
            return 1;
        }

        if (settings.IsData)
        {
            WriteData(root!);
        }

        if (settings.IsGolden)
        {
            WriteGolden(root!);
        }

        if (settings.Out != null)
        {
            Language language = settings.Lang == "en" ? Language.English : Language.French;
            WriteScreens(settings.Out, language, settings.Only);
        }

        return 0;
    }

    // What the README shows of the terminal: a sale, and what stands in its way.
    private static readonly string[] Six =
        ["amount-entry", "present-card", "approved", "result-unknown", "connectivity-fault", "service-unavailable"];

    /// <summary>The folder of a language's golden images.</summary>
    public static string GoldenPath(string root, Language language) =>
        Path.Combine(root, GoldenFolder, language == Language.French ? "fr" : "en");

    private static void WriteScreens(string folder, Language language, string only)
    {
        Directory.CreateDirectory(folder);
        (string Name, byte[] Frame)[] frames =
            [.. Frames(language).Where(f => f.Name.Contains(only, StringComparison.Ordinal))];
        foreach (var (name, frame) in frames)
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".png"), FramePicture.Png(frame, Scale));
        }

        File.WriteAllBytes(Path.Combine(folder, "sheet.png"), FramePicture.Sheet(frames));
        Console.WriteLine($"screens={frames.Length} out={folder}");
    }

    private static void WriteGolden(string root)
    {
        foreach (Language language in Enum.GetValues<Language>())
        {
            string folder = GoldenPath(root, language);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
            foreach (var (name, frame) in Frames(language))
            {
                File.WriteAllBytes(
                    Path.Combine(folder, name + ".png"), FramePicture.Png(frame, 1));
            }
        }

        var french = Frames(Language.French);
        File.WriteAllBytes(
            Path.Combine(root, "hardware/rig/screens.png"), FramePicture.Sheet(french));
        File.WriteAllBytes(
            Path.Combine(root, "hardware/rig/six-screens.png"),
            FramePicture.Sheet([.. Six.Select(name => french.Single(f => f.Name == name))]));
        Console.WriteLine($"golden={2 * french.Count} sheet=hardware/rig/screens.png six=hardware/rig/six-screens.png");
    }

    private static void WriteData(string root)
    {
        string screens = Path.Combine(root, "Terminal.Agent/Screens");
        string fonts = FontCompiler.Source(Path.Combine(root, FontFolder));
        File.WriteAllText(Path.Combine(screens, "FontData.cs"), fonts);
        var entries = TextCompiler.Read(File.ReadAllText(Path.Combine(screens, "texts.txt")));
        byte[] texts = TextCompiler.Compile(entries);
        File.WriteAllText(Path.Combine(screens, "TextId.cs"), TextCompiler.IdSource(entries));
        File.WriteAllText(Path.Combine(screens, "TextData.cs"), TextCompiler.DataSource(texts));
        Console.WriteLine($"fonts={FontCompiler.Fonts.Length} texts={entries.Count}");
    }

    /// <summary>Every screen of a language: its name and its picture.</summary>
    public static IReadOnlyList<(string Name, byte[] Frame)> Frames(Language language) =>
    [
        .. ScreenSamples.All.Select(
            sample => (sample.Name, new SampleScreen(sample, language).Shown)),
        .. MenuSamples.All.Select(
            sample => (sample.Name, MenuSamples.Play(sample, language).Display.Snapshot())),
    ];
}
