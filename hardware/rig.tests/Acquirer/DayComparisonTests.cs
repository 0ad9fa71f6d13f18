using System.Text;
using Terminal.Agent;
using Terminal.Agent.Acquirer;
using Terminal.Agent.Journal;
using Terminal.Agent.Links;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.Simulation;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// The comparison of a day with the acquirer's lists, over the modem and in virtual time: whatever lags, hides, cuts
/// or mixes in, there is no false difference, and every planted one is found.
/// </summary>
public sealed class DayComparisonTests
{
    // What the host does once for each type is done before anything is measured.
    static DayComparisonTests()
    {
        var world = new CompareWorld(99) { CutPercent = 30 };
        for (int i = 0; i < 30; i++)
        {
            world.Refund(world.Sell(1_000, TransactionState.Approved), 100);
            world.Foreign(500);
        }

        world.Compare();
        world.Wait(Limits.ListLagS);
        world.Compare();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void What_agrees_is_never_called_different(int seed)
    {
        var random = new Random(seed);
        var world = new CompareWorld(seed)
        {
            Manner = new ApiManner
            {
                Order = (ListOrder)(seed % 3),
                OrderSeed = seed,
                ListsEndInNotFound = seed % 2 == 0,
                UniqueIdInLists = (UniqueIdForm)(seed % 4 == 3 ? 1 : seed % 4 == 1 ? 2 : 0),
                Refunds = (RefundForm)(seed % 4),
            },
            CutPercent = seed % 3 * 15,
            LagS = 600,
        };
        int same = 0;
        for (int i = 0; i < 90; i++)
        {
            world.Foreign(random.Next(100, 9_000));
            if (i % 2 == 0)
            {
                TransactionState state = (i % 10) switch
                {
                    4 => TransactionState.Declined,
                    6 => TransactionState.Cancelled,
                    _ => TransactionState.Approved,
                };
                int slot = world.Sell(random.Next(100, 9_000), state);
                same += state == TransactionState.Approved ? 1 : 0;
                if (i % 20 == 0 && state == TransactionState.Approved)
                {
                    world.Refund(slot, 60);
                    same++;
                }
            }
        }

        world.Wait(Limits.ListLagS + 60);
        world.Compare();
        Assert.Equal(ComparisonState.Done, world.Comparison.State);
        Assert.Equal(0, world.Comparison.DifferenceCount);
        Assert.Equal(same, world.Comparison.SameCount + world.Comparison.NotListedCount);
        Assert.Equal(0, world.Comparison.OpenCount);
        Assert.Equal(0, world.AllocatedBytes);
        Assert.True(world.Comparison.PageCount > 4);
        if (world.Manner.UniqueIdInLists == UniqueIdForm.Told)
        {
            Assert.Equal(90, world.Comparison.ForeignCount);
            Assert.True(world.Comparison.IsInAgreement);
        }
        else
        {
            Assert.True(world.Comparison.UndecidedCount >= 90);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_planted_difference_is_found(int order)
    {
        var world = new CompareWorld(20 + order)
        {
            Manner = new ApiManner { Order = (ListOrder)order },
            CutPercent = 10,
        };
        for (int i = 0; i < 25; i++)
        {
            world.Sell(1_000 + i, TransactionState.Approved);
            world.Foreign(500);
        }

        world.Hide(world.Sell(2_001, TransactionState.Approved));
        world.Change(world.Sell(2_002, TransactionState.Approved), p => p with { Amount = 2_102 });
        world.Change(world.Sell(2_003, TransactionState.Approved), p => p with { Status = "failed" });
        world.Change(world.Sell(2_004, TransactionState.Approved), p => p with { Status = "canceled" });
        world.Change(world.Sell(2_005, TransactionState.Declined), p => p with { Status = "to_capture" });
        world.Add(TestBoard.Serial + "-77-9", 2_006);
        int refunded = world.Sell(2_007, TransactionState.Approved);
        world.PayBack(world.PaymentId(refunded), 300);
        world.HideRefund(world.Refund(world.Sell(2_008, TransactionState.Approved), 100));
        world.Dishonor(world.Refund(world.Sell(2_009, TransactionState.Approved), 200));
        world.Wait(Limits.ListLagS + 60);
        world.Compare();
        Assert.Equal(ComparisonState.Done, world.Comparison.State);
        Assert.Equal(
            [
                (DifferenceKind.HereOnly, 2_001), (DifferenceKind.ThereOnly, 2_006), (DifferenceKind.Amount, 2_002),
                (DifferenceKind.NotChargedThere, 2_003), (DifferenceKind.ChargedThere, 2_005),
                (DifferenceKind.PaidBackThere, 2_004), (DifferenceKind.PaidBackThere, 2_007),
                (DifferenceKind.RefundHereOnly, 100), (DifferenceKind.RefundNotHonored, 200),
            ],
            world.Differences.OrderBy(one => one.Kind).ThenBy(one => one.Cents));
        Assert.False(world.Comparison.IsInAgreement);
    }

    [Fact]
    public void What_is_younger_than_a_quarter_of_an_hour_is_not_yet_listed()
    {
        var world = new CompareWorld(3);
        world.Sell(1_000, TransactionState.Approved);
        world.Wait(Limits.ListLagS);
        world.Hide(world.Sell(1_100, TransactionState.Approved));
        world.Compare();
        Assert.Equal((1, 1, 0), (world.Comparison.SameCount, world.Comparison.NotListedCount,
            world.Comparison.DifferenceCount));
    }

    [Fact]
    public void A_page_that_is_too_long_is_asked_for_again_with_half_the_limit()
    {
        var world = new CompareWorld(4) { DeviceBytes = 2_000 };
        for (int i = 0; i < 60; i++)
        {
            world.Foreign(700);
        }

        world.Sell(1_000, TransactionState.Approved);
        world.Wait(Limits.ListLagS);
        world.Compare();
        Assert.True(world.Comparison.IsInAgreement);
        Assert.Equal((1, 60), (world.Comparison.SameCount, world.Comparison.ForeignCount));
        Assert.Contains("limit=20", world.Queries[0], StringComparison.Ordinal);
        Assert.Contains("limit=10&start=0", world.Queries[1], StringComparison.Ordinal);
        Assert.Equal(FaultCode.None, world.Agent.Links.SimFault);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(503)]
    public void What_a_gateway_says_ends_no_list(int status)
    {
        var world = new CompareWorld(5);
        for (int i = 0; i < 45; i++)
        {
            world.Sell(1_000 + i, TransactionState.Approved);
        }

        world.Wait(Limits.ListLagS);
        world.GatewayAt = (2, status);
        world.Compare();
        Assert.True(world.Comparison.IsInAgreement);
        Assert.Equal(45, world.Comparison.SameCount);
    }

    [Fact]
    public void More_sales_than_slots_agree_to_the_cent_by_their_sums()
    {
        var world = new CompareWorld(6);
        long cents = 0;
        for (int i = 0; i < 300; i++)
        {
            world.Sell(1_001 + (i * 7), TransactionState.Approved);
            cents += 1_001 + (i * 7);
        }

        var totals = new DayTotals();
        world.Agent.Journal.LoadDay(totals, world.Day, 0, world.UtcSeconds);
        Assert.Equal((300, cents), (totals.Count(DayFigure.Charged), totals.Cents(DayFigure.Charged)));
        world.Wait(Limits.ListLagS);
        world.Compare();
        int slots = Limits.JournalSlots;
        Assert.True(world.Comparison.IsInAgreement);
        Assert.Equal((slots, 300 - slots, 300 - slots), (world.Comparison.SameCount, world.Comparison.BookedCount,
            world.Comparison.BeyondCount));
        Assert.Equal(world.Comparison.BookedCents, world.Comparison.BeyondCents);

        world.Add(TestBoard.Serial + "-77-9", 50);
        world.Compare();
        Assert.True(world.Comparison.DoSumsDiffer);
    }

    [Fact]
    public void A_customer_goes_first_and_the_comparison_goes_on()
    {
        var world = new CompareWorld(7);
        for (int i = 0; i < 100; i++)
        {
            world.Sell(1_000 + i, TransactionState.Approved);
        }

        world.Wait(Limits.ListLagS);
        world.Agent.StoreAndForward.Compare(world.Day, 0);
        world.RunUntil(() => world.Comparison.PageCount == 1, 60_000);
        world.Terminal.Press("1250o");
        Assert.True(world.RunUntil(() => world.Terminal.Tap("approved"), 5_000));
        long tappedMs = world.NowMs;
        Assert.True(world.RunUntil(
            () => world.Agent.View.Id == Terminal.Agent.Screens.ScreenId.Approved, 10_000));
        Assert.True(world.NowMs - tappedMs < 5_000);
        world.Terminal.AllocatedBytes = 0;
        Assert.True(world.RunUntil(() => !world.Comparison.IsUnderWay, 120_000));
        Assert.True(world.Comparison.IsInAgreement);
        Assert.Equal(100, world.Comparison.SameCount);
        Assert.Equal(0, world.AllocatedBytes);
    }

    [Fact]
    public void Without_an_answer_it_is_given_up()
    {
        var world = new CompareWorld(8);
        world.Sell(1_000, TransactionState.Approved);
        world.CutPercent = 100;
        world.Compare();
        Assert.Equal(ComparisonState.Interrupted, world.Comparison.State);
        Assert.Equal(0, world.Comparison.DifferenceCount);
    }

    /// <summary>A terminal on its SIM, an acquirer that shows its books as it is told, and sales in both.</summary>
    private sealed class CompareWorld
    {
        private readonly SimTime _time = new();
        private readonly TransactionRecord _record = new();
        private readonly StateChange _change = new();
        private uint _foreign;

        public CompareWorld(int seed)
        {
            Server = new CompareServer(_time, seed, this);
            Terminal = new SimTerminal(_time, Server, seed);
            Terminal.PowerOn();
            Assert.True(RunUntil(() => Terminal.Agent!.Links.Sim.State == LinkState.Online, 120_000));
            Agent = Terminal.Agent!;
        }

        public CompareServer Server { get; }

        public SimTerminal Terminal { get; }

        public Agent.Agent Agent { get; }

        public ApiManner Manner { get; set; } = ApiManner.Kind;

        public int CutPercent { get; set; }

        public int LagS { get; set; }

        public int DeviceBytes { get; set; }

        public (int Request, int Status) GatewayAt { get; set; }

        public HashSet<string> Hidden { get; } = [];

        public List<string> Queries { get; } = [];

        public DayComparison Comparison => Agent.StoreAndForward.Comparison;

        public long UtcSeconds => _time.UtcSeconds;

        public long NowMs => _time.NowMs;

        public int Day => Agent.Journal.DayOf(_time.UtcSeconds);

        public long AllocatedBytes => Terminal.AllocatedBytes;

        public IEnumerable<(DifferenceKind Kind, int Cents)> Differences =>
            Enumerable.Range(0, Comparison.KeptCount).Select(Comparison.Difference)
                .Select(one => (one.Kind, (int)one.AmountCents));

        public bool RunUntil(Func<bool> holds, long withinMs)
        {
            long endMs = _time.NowMs + withinMs;
            while (!holds())
            {
                long nextMs = Math.Min(_time.NextMs, Terminal.DueMs);
                if (nextMs > endMs)
                {
                    _time.MoveTo(endMs);
                    return holds();
                }

                _time.MoveTo(nextMs);
                Terminal.StepIfDue();
            }

            return true;
        }

        public void Wait(int seconds) => RunUntil(() => false, seconds * 1_000L);

        public void Compare()
        {
            Queries.Clear();
            Terminal.AllocatedBytes = 0;
            Agent.StoreAndForward.Compare(Day, 0);
            Assert.True(RunUntil(() => !Agent.StoreAndForward.IsComparing(_time.NowMs), 900_000));
        }

        public int Sell(int cents, TransactionState state)
        {
            _time.MoveTo(_time.NowMs + 1_000);
            _record.Kind = TransactionKind.Sale;
            Fill(cents, 0);
            Assert.Equal(AppendResult.Appended, Agent.Journal.Append(_record));
            int slot = _record.Slot;
            if (state == TransactionState.Cancelled)
            {
                Move(slot, state, null);
                return slot;
            }

            string id = Server.Api.Ledger.NewId("paym");
            Assert.True(Server.Api.Ledger.TryAdd(
                new LedgerPayment
                {
                    Id = id,
                    Amount = cents,
                    Currency = "eur",
                    Created = DateTimeOffset.FromUnixTimeSeconds(_time.UtcSeconds),
                    UniqueId = $"{TestBoard.Serial}-{_record.Boot}-{_record.Sequence}",
                    Status = state == TransactionState.Declined ? "refused" : "to_capture",
                },
                out _));
            Move(slot, TransactionState.InFlight, null);
            Move(slot, state, id);
            return slot;
        }

        public string Refund(int sale, int cents)
        {
            string payment = PaymentId(sale);
            LedgerRefund refund = PayBack(payment, cents);
            (uint boot, uint sequence) = (_record.Boot, _record.Sequence);
            _record.Kind = TransactionKind.Refund;
            Fill(cents, TransactionFlags.IsRefund);
            _record.OriginalBoot = boot;
            _record.OriginalSequence = sequence;
            _record.SealedLength = 34;
            _record.Sealed[0] = 29;
            Encoding.ASCII.GetBytes(payment).CopyTo(_record.Sealed, 1);
            Assert.Equal(AppendResult.Appended, Agent.Journal.Append(_record));
            int slot = _record.Slot;
            Move(slot, TransactionState.InFlight, null);
            Move(slot, TransactionState.Approved, refund.Id);
            return refund.Id;
        }

        // In part only once it is captured.
        public LedgerRefund PayBack(string payment, int cents)
        {
            Server.Api.Ledger.Update(payment, p => p with { Status = "captured" });
            return Server.Api.RefundElsewhere(payment, cents)
                ?? throw new InvalidOperationException("the acquirer takes no refund");
        }

        // Taken first, and not honoured after all.
        public void Dishonor(string refund) => Server.Api.Ledger.Update(
            Server.Api.Ledger.FindRefund(refund)!.PaymentId,
            p => p with
            {
                Refunds = [.. p.Refunds.Select(r => r.Id == refund ? r with { Status = "not_honored" } : r)],
            });

        public string PaymentId(int slot)
        {
            Assert.True(Agent.Journal.Load(slot, _record));
            return Encoding.ASCII.GetString(_record.PaymentId, 0, _record.PaymentIdLength);
        }

        public void Hide(int slot) => Hidden.Add(PaymentId(slot));

        public void HideRefund(string id) => Hidden.Add(id);

        public void Change(int slot, Func<LedgerPayment, LedgerPayment> change)
        {
            Assert.True(Agent.Journal.Load(slot, _record));
            string unique = $"{TestBoard.Serial}-{_record.Boot}-{_record.Sequence}";
            Server.Api.Ledger.Update(
                Server.Api.Ledger.Snapshot().Payments.Single(p => p.UniqueId == unique).Id, change);
        }

        public void Foreign(int cents) => Add($"T9990001-3-{++_foreign}", cents);

        public void Add(string uniqueId, int cents)
        {
            _time.MoveTo(_time.NowMs + 1_000);
            Assert.True(Server.Api.Ledger.TryAdd(
                new LedgerPayment
                {
                    Id = Server.Api.Ledger.NewId("paym"),
                    Amount = cents,
                    Currency = "eur",
                    Created = DateTimeOffset.FromUnixTimeSeconds(_time.UtcSeconds),
                    UniqueId = uniqueId,
                    Status = "to_capture",
                    DeviceJson = DeviceBytes == 0 ? null
                        : "{\"user_agent\":\"" + new string('x', DeviceBytes) + "\"}",
                },
                out _));
        }

        private void Fill(int cents, int flags)
        {
            _record.AmountCents = cents;
            _record.Flags = flags;
            _record.CreatedUtcSeconds = _time.UtcSeconds;
            _record.EntryMode = CardEntryMode.Contactless;
            _record.KsnLength = 0;
            _record.SealedLength = 20;
            _record.OriginalBoot = 0;
            _record.OriginalSequence = 0;
            if (_record.Kind == TransactionKind.Sale)
            {
                _record.KsnLength = 10;
            }

            Encoding.ASCII.GetBytes("eur", _record.Currency);
            Encoding.ASCII.GetBytes("4242", _record.Last4);
        }

        private void Move(int slot, TransactionState to, string? id)
        {
            _change.Reset(to, _time.UtcSeconds);
            if (id is not null)
            {
                Encoding.ASCII.GetBytes(id).CopyTo(_change.PaymentId, 0);
                _change.PaymentIdLength = id.Length;
            }

            Assert.Equal(ChangeResult.Changed, Agent.Journal.Change(slot, _change));
        }
    }

    /// <summary>The API behind a way that cuts, a copy that lags, and a gateway.</summary>
    private sealed class CompareServer(SimTime time, int seed, CompareWorld world) : ISimServer
    {
        private readonly Random _random = new(seed);
        private int _lists;

        public AcquirerApi Api { get; } = new(new Ledger(new VirtualTimeProvider(time), seed));

        public bool IsRefusing => false;

        public (byte[]? Bytes, int AfterMs, bool Closes) Answer(
            ApiRequest request, SimPath path, int numberOnConnection)
        {
            bool isList = request.Method == "GET" && request.Query.Contains("created=", StringComparison.Ordinal);
            if (isList)
            {
                world.Queries.Add(request.Path + "?" + request.Query);
                _lists++;
            }

            if (isList && world.GatewayAt.Request > 0 && _lists == world.GatewayAt.Request)
            {
                return (Page(world.GatewayAt.Status), 100, false);
            }

            if (request.Method == "GET" && _random.Next(100) < world.CutPercent)
            {
                return (null, 100, true);
            }

            string last = request.Path[(request.Path.LastIndexOf('/') + 1)..];
            ApiResponse response = world.Hidden.Contains(last)
                ? Api.Refuse(404, "No such payment") : Api.Handle(request, Manner());
            return (response.ToHttp11(), 100, false);
        }

        private ApiManner Manner() => world.Manner with
        {
            InLists = payment => world.Hidden.Contains(payment.Id) || IsYoung(payment.Created)
                ? null : Without(payment),
            ById = Without,
            InRefundLists = Without,
        };

        private LedgerPayment Without(LedgerPayment payment) => payment with
        {
            Refunds = [.. payment.Refunds.Where(refund => !world.Hidden.Contains(refund.Id))],
        };

        private bool IsYoung(DateTimeOffset created) =>
            (Api.Ledger.UtcNow - created).TotalSeconds < _random.Next(world.LagS + 1);

        private static byte[] Page(int status)
        {
            string body = status == 404 ? "{\"message\":\"no Route matched with those values\"}"
                : "<html><body>Bad gateway</body></html>";
            return Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} x\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        }
    }
}
