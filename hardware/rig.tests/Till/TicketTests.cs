using System.Text;
using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Agent.Sale;
using Terminal.Agent.Settings;
using Terminal.Agent.Till;
using Terminal.Rig.Board;
using Terminal.Rig.Consoles;
using Terminal.Rig.Tests.Acquirer;
using Terminal.Rig.Till;
using Xunit;

namespace Terminal.Rig.Tests.Till;

/// <summary>Tickets: their text in every form, the short form, and a printer's bytes.</summary>
public sealed class TicketTests
{
    private readonly TerminalSettings _settings = new();
    private readonly TransactionRecord _sale = TicketSample.Sale();

    public TicketTests()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _settings.SerialLength = Encoding.ASCII.GetBytes("T4200017", _settings.Serial);
    }

    [Fact]
    public void The_customers_copy_is_what_the_specification_says() => Assert.Equal(
        [
            "     CARTE BANCAIRE", "28/11/26 14:07:42", "TERMINAL T4200017", "************4242", "@ SANS CONTACT",
            "D\u00C9BIT", "MONTANT        42,50 EUR", "ACCEPT\u00C9", "R\u00C9PONSE 00", "T4200017-12-345",
            "COPIE CLIENT - A GARDER",
        ],
        Lines(TicketCopy.Customer, 24, true, false));

    [Fact]
    public void The_merchants_copy_in_english_is_wide_and_has_the_payment()
    {
        _settings.Language = 1;
        Assert.Equal(
            [
                "          CARD PAYMENT", "28/11/26 14:07:42", "TERMINAL T4200017", "************4242", "@ CONTACTLESS",
                "SALE", "AMOUNT                 42.50 EUR", "APPROVED", "RESPONSE 00", "T4200017-12-345",
                "paym_KIVaaHi7G8QAYMQpQOYBrUQE", "DUPLICATE", "MERCHANT COPY",
            ],
            Lines(TicketCopy.Merchant, 32, false, true));
    }

    [Theory]
    [InlineData(TransactionState.Approved, 0, "ACCEPTE")]
    [InlineData(TransactionState.Approved, TransactionFlags.Offline, "ACCEPTE HORS LIGNE")]
    [InlineData(TransactionState.Pending, TransactionFlags.Offline, "ACCEPTE HORS LIGNE")]
    [InlineData(TransactionState.Declined, 0, "REFUSE")]
    [InlineData(TransactionState.Rejected, 0, "REFUSE")]
    [InlineData(TransactionState.Cancelled, 0, "ANNULE")]
    [InlineData(TransactionState.Refunded, 0, "ANNULE")]
    [InlineData(TransactionState.Unknown, 0, "RESULTAT INCONNU")]
    [InlineData(TransactionState.CancelRequested, 0, "RESULTAT INCONNU")]
    public void Ascii_has_no_accents_and_each_state_its_word(TransactionState state, int flags, string word)
    {
        _sale.State = state;
        _sale.Flags = flags;
        string[] lines = Lines(TicketCopy.Customer, 24, false, false);
        Assert.Contains(word, lines);
        Assert.All(lines, line => Assert.All(line, c => Assert.InRange(c, ' ', '~')));
    }

    [Fact]
    public void Every_letter_of_latin_1_is_in_code_page_858_or_has_one_that_stands_for_it()
    {
        var text = new TicketText(2_000);
        for (int code = 0xA0; code <= 0xFF; code++)
        {
            text.Begin(24, true);
            text.Character(code).End();
            Assert.Equal(
                ((char)code).ToString(), Encoding.GetEncoding(858).GetString(text.Bytes, 0, 1));
            text.Begin(24, false);
            text.Character(code).End();
            Assert.InRange(text.Bytes[0], (byte)' ', (byte)'~');
        }
    }

    [Fact]
    public void No_form_of_a_ticket_holds_more_of_a_card_than_four_digits()
    {
        foreach (TicketCopy copy in Enum.GetValues<TicketCopy>())
        {
            string all = string.Join('\n', Lines(copy, 24, true, true));
            Assert.Equal(1, all.Split("4242").Length - 1);
        }
    }

    [Theory]
    [InlineData("T4200017", 12u, 345u, 4_250, false, "T4200017-12-345 42,50EUR A *4242 28/11/26 14:07")]
    [InlineData("T4200017", 12u, 345u, 4_250, true, "T4200017-12-345 42,50EUR A2 *4242 28/11/26 14:07")]
    [InlineData("T4200017000000", uint.MaxValue, uint.MaxValue, 99_999_999, true,
        "T4200017000000-4294967295-4294967295 999999,99EUR A2")]
    public void The_short_form_fits_a_small_code(
        string serial, uint boot, uint sequence, int cents, bool isDuplicate, string expected)
    {
        _settings.SerialLength = Encoding.ASCII.GetBytes(serial, _settings.Serial);
        (_sale.Boot, _sale.Sequence, _sale.AmountCents) = (boot, sequence, cents);
        var bytes = new byte[Tickets.ShortBytesMax];
        int count = new Tickets(_settings).WriteShort(_sale, isDuplicate, bytes);
        Assert.Equal(expected, Encoding.ASCII.GetString(bytes, 0, count));
    }

    [Fact]
    public void A_day_that_has_everything_fits_the_tills_answer()
    {
        var day = new DayTotals();
        day.Begin((int)Calendar.Days(2026, 11, 28), 0);
        foreach (DayFigure figure in Enum.GetValues<DayFigure>())
        {
            day.Add(figure, 1_234, 123_456_789);
        }

        var text = new TicketText();
        text.Clear();
        new Tickets(_settings).WriteDay(text, day, _sale.CreatedUtcSeconds);
        string sheet = Encoding.ASCII.GetString(text.Bytes, 0, text.Length);
        Assert.Contains("TOTAUX DU JOUR\n28/11/26\nLE 28/11/26 14:07\n", sheet, StringComparison.Ordinal);
        Assert.Contains("VENTES : 1234\n          1234567,89 EUR\n", sheet, StringComparison.Ordinal);
        Assert.Contains("NET             0,00 EUR\n", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public void A_printer_gets_what_was_asked_for_and_a_second_copy_says_so()
    {
        var world = new AgentWorld(
            settings =>
            {
                settings.Till.Serial = TillSerial.Eight;
                settings.Till.Printer = TillPrinter.Accents24;
            },
            hasTill: true);
        world.Run(1_000);
        Assert.Equal("", Printed(world, ""));
        world.Tap(1_250);
        Assert.True(world.Reaches(TransactionState.Approved, 10_000));
        world.Run(500);
        string first = Printed(world, "d");
        Assert.StartsWith("\u001B@\u001Bt\u0013     CARTE BANCAIRE\n", first, StringComparison.Ordinal);
        Assert.EndsWith("COPIE CLIENT - A GARDER\n\u001Bd\u0004\u001DVB\0", first, StringComparison.Ordinal);
        Assert.DoesNotContain("DUPLICATA", first, StringComparison.Ordinal);
        Assert.Contains("DUPLICATA\n", Printed(world, "d"), StringComparison.Ordinal);
        Assert.Contains("COPIE COMMER\u00C7ANT\n", Printed(world, "u"), StringComparison.Ordinal);
        Assert.Equal("", Printed(world, "o"));
        world.Agent.Sale.Ticket.Ask(world.Newest.Boot, world.Newest.Sequence, TicketCopy.Customer, true);
        Assert.Contains("DUPLICATA\n", Printed(world, ""), StringComparison.Ordinal);
    }

    private static string Printed(AgentWorld world, string keys)
    {
        world.Press(keys);
        world.Run(2_000);
        var bytes = new byte[4_096];
        int count = world.Console.Device.Read(bytes, 0, bytes.Length);
        return Encoding.GetEncoding(858).GetString(bytes, 0, count);
    }

    private string[] Lines(TicketCopy copy, int columns, bool hasAccents, bool isDuplicate)
    {
        var text = new TicketText(2_000);
        text.Begin(columns, hasAccents);
        new Tickets(_settings).WriteSale(text, _sale, null, copy, isDuplicate);
        return Encoding.GetEncoding(858).GetString(text.Bytes, 0, text.Length).Split('\n')[..^1];
    }
}
