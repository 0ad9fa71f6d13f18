using Terminal.Rig.Acquirer;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.World;

/// <summary>
/// Each rule of the bookkeeper is broken by a history that is planted for it, and holds in the
/// histories beside it.
/// </summary>
public sealed class BookkeeperTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.FromUnixTimeSeconds(1_767_700_000);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(15);

    private readonly Bookkeeper _books = new();
    private readonly List<LedgerPayment> _payments = [];
    private int _seconds;

    private DateTimeOffset Now => Noon.AddSeconds(_seconds);

    [Fact]
    public void ASaleThatWasAcceptedAndChargedIsWell()
    {
        Sell(1);
        Book("T1", "to_capture");
        Say(1, Said.Accepted);
        Well();
        Assert.Equal(1250, _books.NetOf(1, new LedgerSnapshot(_payments)));
    }

    [Fact]
    public void APaymentWithoutATapIsFound()
    {
        Book("T9", "to_capture");
        Broken(MoneyRule.PaymentHasATap, 0);
    }

    [Fact]
    public void TwoPaymentsForATapAreFound()
    {
        Tap(1, card: "sealed");
        Hand("T1", card: "sealed");
        Hand("T2", card: "sealed");
        Book("T1", "to_capture");
        Well(Said.Accepted, MoneyRule.OnePaymentForATap);
        Book("T2", "to_capture");
        Broken(MoneyRule.OnePaymentForATap, 1);
        Broken(MoneyRule.NetIsZeroOrTheAmount, 1);
    }

    [Fact]
    public void ASecondPaymentIsOneTooManyEvenWhenTheFirstWasRefused()
    {
        Tap(1, card: "sealed");
        Hand("T1", card: "sealed");
        Hand("T2", card: "sealed");
        Book("T1", "refused");
        Book("T2", "to_capture");
        Say(1, Said.Accepted);
        Broken(MoneyRule.OnePaymentForATap, 1);
    }

    [Theory]
    [InlineData(1251, "eur")]
    [InlineData(1250, "usd")]
    public void AnotherAmountOrCurrencyIsFound(long cents, string currency)
    {
        Sell(1);
        Book("T1", "to_capture", cents, currency);
        Broken(MoneyRule.AmountIsTheTaps, 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("refused")]
    [InlineData("failed")]
    [InlineData("null")]
    public void AcceptedAndNotChargedIsFound(string? status)
    {
        Sell(1);
        if (status is not null)
        {
            Book("T1", status == "null" ? null : status);
        }

        Say(1, Said.Accepted);
        Broken(MoneyRule.AcceptedIsCharged, 1);
    }

    [Fact]
    public void AnEntryDoesNotMakeAnAcceptedSaleGood()
    {
        Sell(1);
        Say(1, Said.Accepted);
        _books.Raise(1, 1, Said.NotCharged, Now);
        Broken(MoneyRule.AcceptedIsCharged, 1);
    }

    [Fact]
    public void AcceptedAndPaidBackOnDemandIsWellAndUnaskedIsFound()
    {
        Sell(1);
        Book("T1", "captured");
        Say(1, Said.Accepted);
        PayBack("T1", 400);
        Broken(MoneyRule.RefundOnceAndAsked, 1);
        Broken(MoneyRule.NetIsZeroOrTheAmount, 1);
    }

    [Theory]
    [InlineData(Said.Refused)]
    [InlineData(Said.NotProcessed)]
    [InlineData(Said.NotCharged)]
    [InlineData(Said.Cancelled)]
    [InlineData(Said.CancelNoted)]
    [InlineData(Said.LateDecline)]
    [InlineData(Said.PaidBack)]
    public void UnfavourableAndChargedIsFoundUnlessAnEntrySaysSo(Said said)
    {
        Sell(1);
        _books.Refuse("T1", Now);
        Say(1, said);
        Well();
        Book("T1", "to_capture");
        Broken(MoneyRule.UnfavourableIsNotCharged, 1);
        _books.Raise(1, 1, Said.StillCharged, Now, "l'annulation a échoué");
        Well();
    }

    [Fact]
    public void ASaleThatIsNotWantedMayBeTakenBackByItselfOnce()
    {
        Sell(1);
        _books.AskCancel(1, Now);
        Say(1, Said.CancelNoted);
        Book("T1", "canceled");
        PayBack("T1", 1250);
        Well();
        Assert.Equal(0, _books.NetOf(1, new LedgerSnapshot(_payments)));
    }

    [Fact]
    public void AnEntryThatSaysNothingWasChargedIsHeldToIt()
    {
        Sell(1);
        Say(1, Said.Unknown);
        _books.Raise(1, 1, Said.NotCharged, Now);
        Book("T1", "to_capture");
        Broken(MoneyRule.UnfavourableIsNotCharged, 1);
    }

    [Fact]
    public void AnEntryThatSaysItIsChargedIsHeldToIt()
    {
        Sell(1);
        _books.Raise(1, 1, Said.StillCharged, Now);
        Broken(MoneyRule.AcceptedIsCharged, 1);
    }

    [Theory]
    [InlineData(Said.Unknown)]
    [InlineData(Said.AcceptedOffline)]
    [InlineData(Said.InProgress)]
    [InlineData(Said.Nothing)]
    public void ABadEndInSilenceIsFoundUnlessAScreenOrAnEntryTellsIt(Said last)
    {
        Sell(1);
        if (last != Said.Nothing)
        {
            Say(1, last);
        }

        Book("T1", "refused");
        Broken(MoneyRule.NoBadEndIsSilent, 1);
        Said told = last == Said.Nothing ? Said.Refused : Said.LateDecline;
        Say(1, told);
        Well();
        _books.Raise(1, 1, Said.Undecided, Now);
        Well();
    }

    [Fact]
    public void AGoodEndOfAnUnknownSaleNeedsNoWordAndOfOneThatWentDarkItDoes()
    {
        Sell(1);
        Say(1, Said.Unknown);
        Book("T1", "to_capture");
        Well();
        Sell(2, "T2");
        Say(2, Said.InProgress);
        Book("T2", "to_capture");
        Broken(MoneyRule.NoBadEndIsSilent, 2);
        _books.Raise(1, 2, Said.StillCharged, Now);
        Well();
    }

    [Fact]
    public void ATapOfWhichNothingWasSentNeedsNoWordButAnOfflinePromiseDoes()
    {
        Tap(1);
        Well();
        Say(1, Said.Unknown);
        Well();
        Say(1, Said.AcceptedOffline);
        Broken(MoneyRule.NoBadEndIsSilent, 1);
    }

    [Fact]
    public void ARefundMadeTwiceIsFound()
    {
        int refund = AcceptedAndAsked();
        PayBack("T1", 400);
        _books.ShowRefund(refund, Said.RefundDone, Now);
        Well();
        PayBack("T1", 400);
        Broken(MoneyRule.RefundOnceAndAsked, 1);
    }

    [Fact]
    public void TwoRefundsThatWereAskedForAreWell()
    {
        int first = AcceptedAndAsked();
        int second = _books.AskRefund(1, 400, Now);
        PayBack("T1", 400);
        PayBack("T1", 400);
        _books.ShowRefund(first, Said.RefundDone, Now);
        _books.ShowRefund(second, Said.RefundDone, Now);
        Well();
    }

    [Fact]
    public void ARefundBeforeItWasAskedForIsFound()
    {
        Sell(1);
        Book("T1", "captured");
        Say(1, Said.Accepted);
        PayBack("T1", 400);
        _seconds += 60;
        _books.AskRefund(1, 400, Now);
        Broken(MoneyRule.RefundOnceAndAsked, 1);
    }

    [Fact]
    public void ARefundSaidToBeMadeThatWasNotIsFound()
    {
        int refund = AcceptedAndAsked();
        _books.ShowRefund(refund, Said.RefundDone, Now);
        Broken(MoneyRule.RefundDoneIsMade, 1);
    }

    [Fact]
    public void ARefundMadeElsewhereBeforeIsNotTheTerminals()
    {
        Sell(1);
        Book("T1", "captured");
        Say(1, Said.Accepted);
        PayBack("T1", 400, isForeign: true);
        Well();
        _seconds += 60;
        int refund = _books.AskRefund(1, 400, Now);
        _books.ShowRefund(refund, Said.RefundDone, Now);
        Broken(MoneyRule.RefundDoneIsMade, 1);
    }

    [Fact]
    public void ARefundMadeElsewhereInTheSameMomentCannotBeToldApart()
    {
        int refund = AcceptedAndAsked();
        PayBack("T1", 400, isForeign: true);
        _seconds += 5;
        _books.ShowRefund(refund, Said.RefundDone, Now);
        Well();
        Assert.Equal(1, _books.Indistinguishable);
    }

    [Fact]
    public void ARefundThatIsNotHonouredIsNotMade()
    {
        int refund = AcceptedAndAsked();
        PayBack("T1", 400, status: "not_honored");
        _books.ShowRefund(refund, Said.RefundRefused, Now);
        Well();
        _books.ShowRefund(refund, Said.RefundDone, Now);
        Broken(MoneyRule.RefundDoneIsMade, 1);
    }

    [Fact]
    public void ARefundSaidToBeRefusedThatWasMadeIsFoundUnlessUndecided()
    {
        int refund = AcceptedAndAsked();
        PayBack("T1", 400);
        _books.ShowRefund(refund, Said.RefundRefused, Now);
        Broken(MoneyRule.RefundRefusedIsNotMade, 1);
        _books.RaiseRefund(1, refund, Said.Undecided, Now);
        Well();
    }

    [Theory]
    [InlineData(Said.Nothing)]
    [InlineData(Said.RefundNoted)]
    [InlineData(Said.RefundUnknown)]
    public void ARefundThatWasNotMadeAndNobodyWasToldIsFound(Said last)
    {
        int refund = AcceptedAndAsked();
        if (last != Said.Nothing)
        {
            _books.ShowRefund(refund, last, Now);
        }

        Broken(MoneyRule.RefundEndIsTold, 1);
        _books.RaiseRefund(1, refund, Said.RefundRefused, Now);
        Well();
    }

    [Fact]
    public void ARefundThatWentDarkBeforeAnyWordMayBeGoneUnlessItWasSentAfterwards()
    {
        int refund = AcceptedAndAsked();
        _books.GoDark();
        Well();
        _books.HandedRefund(500, Now);
        Well();
        _books.HandedRefund(400, Now);
        Broken(MoneyRule.RefundEndIsTold, 1);
        _books.RaiseRefund(1, refund, Said.RefundRefused, Now);
        Well();
    }

    [Fact]
    public void ARefundThatIsAskedForAgainAfterTheTerminalWentDarkIsTheOneThatIsMade()
    {
        AcceptedAndAsked();
        _books.GoDark();
        int again = _books.AskRefund(1, 400, Now);
        _books.HandedRefund(400, Now);
        PayBack("T1", 400);
        _books.ShowRefund(again, Said.RefundDone, Now);
        Well();
    }

    [Fact]
    public void ARefundThatIsAskedForAgainAfterItWasNotStoredIsTheOneThatIsMade()
    {
        int first = AcceptedAndAsked();
        _books.ShowRefund(first, Said.RefundRefused, Now);
        int again = _books.AskRefund(1, 400, Now);
        _books.HandedRefund(400, Now);
        PayBack("T1", 400);
        _books.ShowRefund(again, Said.RefundDone, Now);
        Well();
    }

    [Fact]
    public void ARefundThatWasRefusedAndIsAskedForAgainIsMadeOnce()
    {
        int first = AcceptedAndAsked();
        _books.HandedRefund(400, Now);
        _books.ShowRefund(first, Said.RefundRefused, Now);
        int again = _books.AskRefund(1, 400, Now);
        _books.HandedRefund(400, Now);
        PayBack("T1", 400);
        _books.ShowRefund(again, Said.RefundDone, Now);
        Well();
        PayBack("T1", 400);
        Broken(MoneyRule.RefundRefusedIsNotMade, 1);
    }

    [Fact]
    public void ARefundThatIsSentAgainIsStillTheSameOne()
    {
        AcceptedAndAsked();
        _books.GoDark();
        int again = _books.AskRefund(1, 400, Now);
        _books.HandedRefund(400, Now);
        _books.GoDark();
        _books.HandedRefund(400, Now);
        PayBack("T1", 400);
        Well();
        _books.ShowRefund(again, Said.RefundDone, Now);
        Well();
    }

    [Fact]
    public void ALostRefundThatSomebodyElseMakesMeanwhileCannotBeToldApart()
    {
        AcceptedAndAsked();
        _books.HandedRefund(400, Now);
        _books.GoDark();
        Broken(MoneyRule.RefundEndIsTold, 1);
        _seconds += 60;
        PayBack("T1", 400, isForeign: true);
        Well();
        Assert.Equal(1, _books.Indistinguishable);
    }

    [Fact]
    public void ARefundThatWasNotedBeforeTheTerminalWentDarkIsNotGone()
    {
        int refund = AcceptedAndAsked();
        _books.ShowRefund(refund, Said.RefundNoted, Now);
        _books.GoDark();
        Broken(MoneyRule.RefundEndIsTold, 1);
    }

    [Fact]
    public void AnEntryThatVanishesUnacknowledgedIsFound()
    {
        Sell(1);
        _books.Raise(1, 1, Said.NotCharged, Now, "refus tardif");
        _books.Raise(2, 0, Said.Nothing, Now, "file retenue");
        _books.Acknowledge(1, Now);
        _books.Gone(1, Now);
        Well();
        _books.Gone(2, Now);
        Broken(MoneyRule.AttentionIsKept, 0);
    }

    [Fact]
    public void NothingIsFinalBeforeTheSettleTimeButWhatNoWordCanMend()
    {
        Tap(1, card: "sealed");
        Hand("T1", card: "sealed");
        Say(1, Said.Accepted);
        Assert.Empty(Judge(TimeSpan.FromMinutes(14)));
        Assert.NotEmpty(Judge(Settle));
        Hand("T2", card: "sealed");
        Book("T1", "to_capture");
        Book("T2", "to_capture");
        Assert.Contains(
            Judge(TimeSpan.Zero), one => one.Rule == MoneyRule.OnePaymentForATap);
    }

    [Fact]
    public void AKeyBeginsTheSettleTimeAnew()
    {
        Sell(1);
        Say(1, Said.Unknown);
        _seconds += 600;
        _books.AskCancel(1, Now);
        Assert.Empty(Judge(TimeSpan.FromMinutes(14)));
        Assert.Equal([1], _books.Unsettled(Now.AddMinutes(14), Settle));
        Assert.NotEmpty(Judge(Settle));
        Assert.Empty(_books.Unsettled(Now + Settle, Settle));
    }

    [Fact]
    public void ACreateIsTheLiveTapsOrTheOldestOfItsAmount()
    {
        Tap(1);
        _seconds += 600;
        Tap(2);
        _seconds += 1;
        Tap(3, 900);
        Assert.Equal(2, Hand("T2"));
        Assert.Equal(1, Hand("T1"));
        Assert.Equal(3, Hand("T3", 900));
        Assert.Equal(2, Hand("T2"));
        Assert.Equal(0, Hand("T4"));
        Assert.Equal((1, 3, 0), (_books.CustomerOf("T1"), _books.CustomerOf("T3"), _books.CustomerOf("T4")));
    }

    [Fact]
    public void ASealedCardTellsWhoseACreateIs()
    {
        Tap(1, card: "A");
        Tap(2, card: "B");
        Assert.Equal(1, Hand("T7", card: "A"));
        Assert.Equal(0, Hand("T8", card: "C"));
    }

    [Fact]
    public void AStoryIsTold()
    {
        int refund = AcceptedAndAsked();
        PayBack("T1", 300, isForeign: true);
        _seconds += 20;
        _books.ShowRefund(refund, Said.RefundUnknown, Now, "Résultat inconnu");
        string story = _books.Story(1, new LedgerSnapshot(_payments));
        string[] parts =
        [
            "customer 1", "taps for 12.50 eur", "the terminal sends T1", "books paym_T1",
            "Accepted", "refund 1 of 4.00 eur is asked for", "somebody elsewhere pays back 3.00 eur",
            "RefundUnknown \"Résultat inconnu\"", "charged net: 9.50 eur",
        ];
        int at = 0;
        foreach (string part in parts)
        {
            at = story.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(at >= 0, part + " is missing or out of order in\n" + story);
        }

        Assert.Equal(
            "RefundEndIsTold: customer 1: asked for refund 1 of 4.00 eur, was last told"
            + " 'RefundUnknown', and it was not made",
            Assert.Single(Judge(Settle)).ToString());
    }

    [Fact]
    public void WordsOfARefundAreNoWordsOfASale()
    {
        int refund = AcceptedAndAsked();
        Assert.Throws<ArgumentException>(() => Say(1, Said.RefundDone));
        Assert.Throws<ArgumentException>(() => _books.ShowRefund(refund, Said.Accepted, Now));
    }

    [Fact]
    public void EveryRuleHasAPlantedHistory()
    {
        string source = File.ReadAllText(Path.Combine(
            Scenarios(), "hardware", "rig.tests", "World", "BookkeeperTests.cs"));
        Assert.All(
            Enum.GetNames<MoneyRule>(),
            rule => Assert.Contains("Broken(MoneyRule." + rule, source, StringComparison.Ordinal));

        static string Scenarios()
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Terminal.sln")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return folder;
        }
    }

    [Theory]
    [InlineData(Said.Refused)]
    [InlineData(Said.NotProcessed)]
    [InlineData(Said.LateDecline)]
    public void ARefusalThatIsNotTheAcquirersIsFound(Said said)
    {
        Sell(1);
        Say(1, said);
        Broken(MoneyRule.RefusalIsTheAcquirers, 1);
        _books.AskCancel(1, Now);
        Well();
    }

    [Fact]
    public void ARefusalOfTheAcquirersIsWell()
    {
        Sell(1);
        Book("T1", "refused");
        Say(1, Said.LateDecline);
        Well();
        Sell(2, "T2");
        _books.Refuse("T2", Now);
        Say(2, Said.NotProcessed);
        Well();
    }

    private int AcceptedAndAsked()
    {
        Sell(1);
        Book("T1", "captured");
        _seconds += 1;
        Say(1, Said.Accepted);
        _seconds += 30;
        return _books.AskRefund(1, 400, Now);
    }

    private void Sell(int customer, string uniqueId = "T1")
    {
        Tap(customer);
        Hand(uniqueId);
    }

    private void Tap(int customer, long cents = 1250, string? card = null) =>
        _books.Tap(customer, cents, "eur", Now, card);

    private int Hand(string uniqueId, long cents = 1250, string? card = null) =>
        _books.Handed(uniqueId, cents, "eur", Now, card);

    private void Say(int customer, Said said) => _books.Show(customer, said, Now);

    private void Book(
        string uniqueId, string? status, long cents = 1250, string currency = "eur") =>
        _payments.Add(new LedgerPayment
        {
            Id = "paym_" + uniqueId,
            Amount = cents,
            Currency = currency,
            Created = Now,
            UniqueId = uniqueId,
            Status = status,
        });

    private void PayBack(
        string uniqueId, long cents, bool isForeign = false, string status = "to_refund")
    {
        int index = _payments.FindIndex(payment => payment.UniqueId == uniqueId);
        LedgerPayment payment = _payments[index];
        _payments[index] = payment with
        {
            Refunds =
            [
                .. payment.Refunds,
                new LedgerRefund(
                    $"refd_{payment.Refunds.Count}", payment.Id, cents, payment.Currency, status, Now)
                {
                    IsForeign = isForeign,
                },
            ],
        };
    }

    private IReadOnlyList<MoneyViolation> Judge(TimeSpan after) =>
        _books.Judge(new LedgerSnapshot(_payments), Now + after, Settle);

    private void Well() => Assert.Empty(Judge(Settle));

    private void Well(Said said, MoneyRule rule)
    {
        Say(1, said);
        Assert.DoesNotContain(Judge(Settle), one => one.Rule == rule);
    }

    private void Broken(MoneyRule rule, int customer) => Assert.Contains(
        Judge(Settle), one => one.Rule == rule && one.Customer == customer);
}
