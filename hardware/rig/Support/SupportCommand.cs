using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Support;

/// <summary>
/// Reads the case that a terminal shows: from a picture, as the text of its QR code, or as the twelve
/// characters that were read out.
/// </summary>
public sealed class SupportCommand : Command<SupportCommand.Settings>
{
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var report = new CaseReport(settings.Lang == "en" ? Language.English : Language.French);
        try
        {
            string code = Code(settings.Case);
            IReadOnlyList<string> lines = code.Length == SpokenCase.Characters
                ? report.Of(SpokenCase.Read(code)) : report.Of(CaseFigures.Read(code));
            foreach (string line in lines)
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"Error: that is no case: {e.Message}");
            return RigApp.Unusable;
        }
    }

    // Blanks and hyphens between the groups are whoever's who wrote the code down.
    private static string Code(string text)
    {
        if (File.Exists(text))
        {
            return QrReader.Read(File.ReadAllBytes(text))?.Text
                ?? throw new FormatException("no QR code can be read in the picture");
        }

        if (Pictures.Contains(Path.GetExtension(text).ToLowerInvariant()))
        {
            throw new FileNotFoundException("no such picture", text);
        }

        string code = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        bool isLong = code.StartsWith(CaseFigures.Head, StringComparison.Ordinal)
            && code.Length > SpokenCase.Characters + 3;
        return isLong || code.Length == SpokenCase.Characters
            ? code : code.Replace("-", "", StringComparison.Ordinal);
    }

    /// <summary>What the command takes.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>A code, or a picture's file.</summary>
        [CommandArgument(0, "<CODE|PICTURE>")]
        [Description("The code's text, the twelve characters that were read out, or a picture of the screen.")]
        public required string Case { get; init; }

        /// <summary>fr or en.</summary>
        [CommandOption("--lang <LANG>")]
        [Description("fr (default) or en.")]
        [DefaultValue("fr")]
        public string Lang { get; init; } = "fr";

        /// <inheritdoc/>
        public override ValidationResult Validate() => Lang is "fr" or "en"
            ? ValidationResult.Success() : ValidationResult.Error($"--lang is fr or en, not {Lang}");
    }
}
