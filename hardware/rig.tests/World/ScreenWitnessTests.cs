using System.Text;
using Terminal.Agent.Screens;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>The witness tells the bookkeeper of the sale that a person would think of.</summary>
public sealed class ScreenWitnessTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeSeconds(1_767_700_000);

    private readonly ScreenModel _view = new();
    private readonly ScreenPainter _painter;
    private readonly ScreenWitness _witness = new(() => Noon);

    public ScreenWitnessTests() =>
        _painter = new ScreenPainter(new VirtualDisplay(), _view, new Texts());

    [Fact]
    public void A_result_is_about_the_card_that_was_read_last()
    {
        Sell(1_250);
        Show(ScreenId.Approved);
        Assert.Equal(Said.Accepted, _witness.Latest);
        Assert.Contains("says Accepted", Story(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sale_that_is_given_up_before_its_card_says_nothing_of_the_one_before()
    {
        Sell(1_250);
        Show(ScreenId.Approved);
        Show(ScreenId.Idle);
        Show(ScreenId.AmountEntry);
        Show(ScreenId.PresentCard);
        Show(ScreenId.SaleCancelled);
        Assert.Equal(Said.Accepted, _witness.Latest);
        Assert.DoesNotContain("Cancelled", Story(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_is_read_late_still_has_its_sale()
    {
        _view.AmountCents = 1_250;
        Show(ScreenId.PresentCard);
        _witness.Tap(1_250, "4242", [1]);
        Show(ScreenId.CardTrouble);
        Show(ScreenId.PresentCard);
        Show(ScreenId.InProgress);
        Assert.Equal(Said.InProgress, _witness.Latest);
    }

    [Fact]
    public void After_a_power_cut_no_screen_is_about_the_sale_that_went_dark()
    {
        Sell(1_250);
        _witness.Dark();
        Show(ScreenId.SaleCancelled);
        Assert.Equal(Said.InProgress, _witness.Latest);
    }

    [Fact]
    public void A_late_decline_is_of_the_sale_with_its_amount_and_card()
    {
        Sell(990, "4242", 1);
        Show(ScreenId.AcceptedOffline);
        Show(ScreenId.Idle);
        Sell(1_990, "9995", 2);
        Show(ScreenId.AcceptedOffline);
        Show(ScreenId.Idle);
        _view.AmountCents = 1_990;
        Encoding.ASCII.GetBytes("9995", _view.Last4);
        Show(ScreenId.LateDecline);
        Assert.Contains("LateDecline", Story(2), StringComparison.Ordinal);
        Assert.DoesNotContain("LateDecline", Story(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_count_where_the_screen_asks_for_them()
    {
        Sell(1_250);
        _witness.Press('o');
        Assert.DoesNotContain("cashier", Story(1), StringComparison.Ordinal);
        _witness.Press('c');
        Assert.Contains("the cashier cancels", Story(1), StringComparison.Ordinal);
        Show(ScreenId.OfflineConsent);
        _witness.Press('o');
        Assert.Contains("consents to offline", Story(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_create_is_known_by_its_card_however_it_is_handed_over()
    {
        Sell(1_250, "4242", 1);
        Show(ScreenId.Idle);
        Sell(1_250, "4242", 2);
        byte[] second = Create("B", 1_250, 2);
        foreach (byte value in second)
        {
            _witness.Handed([value]);
        }

        Assert.Equal(0, _witness.Books.CustomerOf("B"));
        _witness.Handed(second.AsSpan(0, 40));
        _witness.Handed(second.AsSpan(40));
        _witness.Handed([.. Create("A", 1_250, 1), .. Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n")]);
        Assert.Equal(2, _witness.Books.CustomerOf("B"));
        Assert.Equal(1, _witness.Books.CustomerOf("A"));
    }

    private static byte[] Create(string uniqueId, int cents, byte card)
    {
        string body = $"{{\"amount\":{cents},\"currency\":\"eur\",\"unique_id\":\"{uniqueId}\","
            + $"\"card\":{{\"sealed\":\"{Convert.ToBase64String([card])}\"}}}}";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/checkout HTTP/1.1\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private string Story(int customer) =>
        _witness.Books.Story(customer, new LedgerSnapshot([]));

    private void Sell(int cents, string last4 = "4242", byte card = 1)
    {
        _view.AmountCents = cents;
        Show(ScreenId.PresentCard);
        _witness.Tap(cents, last4, [card]);
        Show(ScreenId.InProgress);
    }

    private void Show(ScreenId screen)
    {
        _view.Id = screen;
        _view.Touch();
        _witness.Look(_view, _painter);
    }
}
