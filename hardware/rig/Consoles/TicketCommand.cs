using System.ComponentModel;
using System.Text;
using Spectre.Console;
using Spectre.Console.Cli;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Sale;
using Terminal.Agent.Settings;
using Terminal.Agent.Till;
using Terminal.Rig.Board;
using Terminal.Rig.Screens;

namespace Terminal.Rig.Consoles;

/// <summary>
/// Writes a ticket as the terminal does: as text, as the bytes that its printer gets, and as a picture of the paper.
/// </summary>
public sealed class TicketCommand : Command<TicketCommand.Settings>
{
    /// <inheritdoc/>
    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var terminal = new TerminalSettings();
        terminal.SerialLength = Encoding.ASCII.GetBytes(TestBoard.Serial, terminal.Serial);
        terminal.Language = settings.Lang == "en" ? 1 : 0;
        var tickets = new Tickets(terminal);
        var text = new TicketText(Limits.PrintedTicketBytesMax);
        text.Begin(settings.Columns, !settings.IsAscii);
        TransactionRecord sale = TicketSample.Sale();
        if (settings.IsDay)
        {
            tickets.WriteDay(text, Day(), sale.CreatedUtcSeconds + 3_600);
        }
        else
        {
            tickets.WriteSale(
                text, sale, null, settings.IsMerchant ? TicketCopy.Merchant : TicketCopy.Customer,
                settings.IsDuplicate);
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string words = Encoding.GetEncoding(858).GetString(text.Bytes, 0, text.Length);
        Console.Write(words);
        if (!settings.IsDay)
        {
            var small = new byte[Tickets.ShortBytesMax];
            int count = tickets.WriteShort(sale, settings.IsDuplicate, small);
            Console.WriteLine($"short={Encoding.ASCII.GetString(small, 0, count)}");
        }

        Directory.CreateDirectory(settings.Out);
        File.WriteAllText(Path.Combine(settings.Out, "ticket.txt"), words);
        var bytes = new byte[Limits.PrintedTicketBytesMax + 16];
        int length = ReceiptPrinter.Frame(text, !settings.IsAscii, bytes);
        File.WriteAllBytes(Path.Combine(settings.Out, "ticket.escpos"), bytes[..length]);
        File.WriteAllBytes(
            Path.Combine(settings.Out, "ticket.png"), TicketPicture.Png(words.Split('\n')[..^1], settings.Columns));
        return 0;
    }

    private static DayTotals Day()
    {
        var day = new DayTotals();
        day.Begin((int)Terminal.Agent.Calendar.Days(2026, 11, 28), 0);
        day.Add(DayFigure.Charged, 137, 284_315);
        day.Add(DayFigure.Declined, 4, 9_150);
        day.Add(DayFigure.Cancelled, 2, 1_780);
        day.Add(DayFigure.Refunded, 1, 1_250);
        day.Add(DayFigure.Offline, 6, 7_420);
        day.Add(DayFigure.SettledLate, 3, 3_600);
        day.Add(DayFigure.LateCharged, 1, 2_400);
        day.Add(DayFigure.Unknown, 1, 990);
        return day;
    }

    /// <summary>Options of the command.</summary>
    public sealed class Settings : CommandSettings
    {
        /// <summary>Folder to write to; it is made when missing.</summary>
        [CommandOption("--out <DIR>")]
        [Description("Folder for ticket.txt, ticket.escpos and ticket.png")]
        [DefaultValue(".")]
        public string Out { get; init; } = ".";

        /// <summary>fr or en.</summary>
        [CommandOption("--lang <LANG>")]
        [Description("fr (default) or en")]
        [DefaultValue("fr")]
        public string Lang { get; init; } = "fr";

        /// <summary>24 or 32.</summary>
        [CommandOption("--columns <N>")]
        [Description("24 (default) or 32 characters a line")]
        [DefaultValue(24)]
        public int Columns { get; init; } = 24;

        /// <summary>The merchant's copy.</summary>
        [CommandOption("--merchant")]
        [Description("The merchant's copy")]
        public bool IsMerchant { get; init; }

        /// <summary>A duplicate.</summary>
        [CommandOption("--duplicate")]
        [Description("As it is given a second time")]
        public bool IsDuplicate { get; init; }

        /// <summary>The sheet of a day.</summary>
        [CommandOption("--day")]
        [Description("The sheet of a day")]
        public bool IsDay { get; init; }

        /// <summary>ASCII only.</summary>
        [CommandOption("--ascii")]
        [Description("ASCII in the place of code page 858")]
        public bool IsAscii { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() =>
            Lang is not ("fr" or "en") ? ValidationResult.Error($"--lang is fr or en, not {Lang}")
            : Columns is not (24 or 32) ? ValidationResult.Error($"--columns is 24 or 32, not {Columns}")
            : ValidationResult.Success();
    }
}
