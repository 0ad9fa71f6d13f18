// The acquirer as it may be: written from what public reports say about the API and about what
// stands in front of APIs (facts: "What stands in front of an API, and how it lags"), not from
// what a terminal hopes. It keeps one promise, because the API makes it: a second create under a
// unique_id makes no second payment. And it never lies about the past: 409 names a payment that
// is booked, a refusal in the API's own words had no effect.

using System.Text.Json;
using Terminal.Rig.Acquirer;

namespace Terminal.Rig.World;

/// <summary>
/// Answers requests as an unkind acquirer does. Everything it draws follows from the seed and the
/// order of the requests; its clock is the ledger's. Safe from any thread.
/// </summary>
public sealed class UnkindAcquirer : IAcquirerFront
{
    private const int AbandonedHoldMsMost = 15_000;
    private const long SmallestRefundCents = 50;

    private static readonly (int Status, string Words)[] RefundRefusals =
    [
        (400, "Payment not captured"),
        (405, "Refunds are not available for this payment"),
        (409, "Payment cannot be refunded"),
        (422, "Refund period is over"),
    ];

    private readonly Lock _gate = new();
    private readonly Manners _manners;
    private readonly LaggingCopy _copy;
    private readonly GatewayWeather _gateway;
    private readonly EventSchedule _schedule;
    private readonly Random _bookings;
    private readonly Random _forms;
    private readonly Random _refunds;
    private readonly Random _moves;
    private readonly int _orderSeed;
    private readonly HashSet<string> _met = [];

    /// <summary>Stands in front of an API.</summary>
    /// <param name="api">The API; its ledger's clock drives everything.</param>
    /// <param name="manners">How unkind it is.</param>
    /// <param name="seed">What is drawn follows from it, each trait from a stream of its own, so
    /// that a weight set to zero leaves the others' draws as they were.</param>
    public UnkindAcquirer(AcquirerApi api, Manners manners, int seed)
    {
        Api = api;
        _manners = manners;
        Random Stream(int number) => new(unchecked((seed * 31) + (number * 7_919)));
        _bookings = Stream(1);
        _forms = Stream(2);
        _refunds = Stream(3);
        _moves = Stream(4);
        _orderSeed = Stream(5).Next();
        _copy = new LaggingCopy(api.Ledger.Time, manners, Stream(6).Next());
        _gateway = new GatewayWeather(manners, api.Ledger.UtcNow, Stream(7).Next());
        _schedule = new EventSchedule(api.Ledger.Time);
        api.Underway.TookEffect += OnTookEffect;
        api.Ledger.Written += OnWritten;
    }

    /// <summary>The API behind it.</summary>
    public AcquirerApi Api { get; }

    /// <summary>The books.</summary>
    public Ledger Ledger => Api.Ledger;

    /// <summary>How unkind it is.</summary>
    public Manners Manners => _manners;

    /// <summary>What has struck.</summary>
    public WorldTally Tally { get; } = new();

    /// <summary>True once it is kind from now on; see <see cref="Heal"/>.</summary>
    public bool IsHealed { get; private set; }

    /// <summary>
    /// From now on nothing new goes wrong. What is underway is still booked and what lags still
    /// lags, both within <see cref="World.Manners.SettleSeconds"/>; the forms of answers stay.
    /// </summary>
    public void Heal()
    {
        lock (_gate)
        {
            IsHealed = true;
            _copy.IsHealed = true;
        }
    }

    /// <inheritdoc/>
    public FrontAnswer Handle(ApiRequest request, AnswerFate fate = AnswerFate.Carried)
    {
        lock (_gate)
        {
            CatchUp();
            if (!IsHealed && _gateway.Answer(Ledger.UtcNow) is { } answer)
            {
                return InPlaceOfTheApi(request, answer);
            }

            return (request.Method, Trimmed(request.Path)) switch
            {
                ("POST", "/v1/checkout") => Create(request, fate),
                ("POST", "/v1/refunds") => Refund(request, fate),
                ("GET", "/v1/refunds") when Hits(_forms, _manners.RefundListsMutePercent) =>
                    TellNothing(),
                ("GET", _) => new FrontAnswer(Api.Handle(request, DrawManner(request))),
                _ => new FrontAnswer(Api.Handle(request)),
            };
        }
    }

    /// <summary>Lets happen what is due; timers do so too.</summary>
    public void CatchUp()
    {
        Api.Underway.CatchUp();
        if (_schedule.Count > 0)
        {
            _schedule.CatchUp();
        }
    }

    /// <summary>
    /// Somebody pays a payment back in the customer area, now; the API's rules hold there too.
    /// </summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="cents">How much; null for all that is left.</param>
    /// <returns>The refund, or null where the rules do not allow it.</returns>
    public LedgerRefund? RefundElsewhere(string paymentId, long? cents = null)
    {
        LedgerRefund? refund = Api.RefundElsewhere(paymentId, cents);
        if (refund is not null)
        {
            Tally.Count(Unkindness.ForeignRefund);
        }

        return refund;
    }

    /// <summary>The same after a while.</summary>
    public void RefundElsewhere(string paymentId, long? cents, TimeSpan after) =>
        _schedule.After(after, () => RefundElsewhere(paymentId, cents));

    // A 4xx of a gateway never reached the API; after a 5xx it may have, now or late.
    private FrontAnswer InPlaceOfTheApi(ApiRequest request, ApiResponse answer)
    {
        Tally.Count(Unkindness.GatewayAnswered);
        if (_gateway.WasBurst)
        {
            Tally.Count(Unkindness.GatewayBurst);
        }

        if (GatewayAnswer.MayHaveTakenEffect(answer.Status) && request.Method == "POST"
            && Hits(_bookings, _manners.GatewayTakesEffectPercent))
        {
            Tally.Count(Unkindness.GatewayTookEffect);
            if (_manners.BooksLateSeconds > 0 && _bookings.Next(2) == 0)
            {
                Api.Underway.Add(request, DrawLateness());
            }
            else
            {
                Api.Handle(request);
            }
        }

        return new FrontAnswer(answer);
    }

    private FrontAnswer Create(ApiRequest request, AnswerFate fate)
    {
        if (request.UniqueId is { } uniqueId && Api.Underway.Holds(uniqueId))
        {
            return SecondCreate(request, uniqueId);
        }

        return BooksLate(fate)
            ? TakeForLater(request)
            : new FrontAnswer(Api.Handle(request));
    }

    // Whichever is booked first is the payment; the ledger turns every other one away.
    private FrontAnswer SecondCreate(ApiRequest request, string uniqueId)
    {
        Tally.Count(Unkindness.SecondCreate);
        switch (_bookings.Next(IsHealed ? 2 : 3))
        {
            case 0:
                Tally.Count(Unkindness.SecondOvertook);
                return new FrontAnswer(Api.Handle(request));
            case 1:
                Tally.Count(Unkindness.SecondWasDuplicate);
                Api.Underway.Finish(uniqueId);
                return new FrontAnswer(Api.Handle(request));
            default:
                Tally.Count(Unkindness.SecondAbsorbed);
                return new FrontAnswer(null, _bookings.Next(AbandonedHoldMsMost));
        }
    }

    private FrontAnswer Refund(ApiRequest request, AnswerFate fate)
    {
        if (!IsHealed && Hits(_refunds, _manners.RefundRefusedPercent))
        {
            Tally.Count(Unkindness.RefundRefused);
            (int status, string words) = RefundRefusals[_refunds.Next(RefundRefusals.Length)];
            return new FrontAnswer(Api.Refuse(status, words));
        }

        if (BooksLate(fate))
        {
            return TakeForLater(request);
        }

        var manner = new ApiManner
        {
            RefusalsAsObjects = Hits(_refunds, _manners.RefusalsAsObjectsPercent),
        };
        ApiResponse response = Api.Handle(request, manner);
        return new FrontAnswer(
            response.Status == 200 && !IsHealed && Hits(_refunds, _manners.RefundNotHonoredPercent)
                ? NotHonored(request, response) : response);
    }

    // Nothing goes back, and the answer says so. A payment that was not captured is cancelled by
    // its refund: there is nothing left to be honoured.
    private ApiResponse NotHonored(ApiRequest request, ApiResponse response)
    {
        using JsonDocument answer = JsonDocument.Parse(response.Body);
        string id = answer.RootElement.GetProperty("id").GetString()!;
        if (Ledger.FindRefund(id) is not { Status: "to_refund" } refund)
        {
            return response;
        }

        Tally.Count(Unkindness.RefundNotHonored);
        Move(refund, "not_honored");
        return Api.Handle(
            request with { Method = "GET", Path = "/v1/refunds/" + id, Body = default });
    }

    private bool BooksLate(AnswerFate fate) => !IsHealed && _manners.BooksLateSeconds > 0
        && Hits(
            _bookings, fate == AnswerFate.Lost
                ? Math.Max(_manners.BooksLateWhenLostPercent, _manners.BooksLatePercent)
                : _manners.BooksLatePercent);

    private FrontAnswer TakeForLater(ApiRequest request)
    {
        Api.Underway.Add(request, DrawLateness());
        return new FrontAnswer(null, _bookings.Next(AbandonedHoldMsMost));
    }

    private TimeSpan DrawLateness() =>
        TimeSpan.FromSeconds(_bookings.NextDouble() * _manners.BooksLateSeconds);

    private void OnTookEffect(ApiRequest request, ApiResponse response)
    {
        if (response.Status == 200)
        {
            Tally.Count(
                Trimmed(request.Path) == "/v1/refunds"
                    ? Unkindness.RefundBookedLate : Unkindness.CreateBookedLate);
        }
    }

    private FrontAnswer TellNothing()
    {
        Tally.Count(Unkindness.RefundListMute);
        return new FrontAnswer(
            _forms.Next(2) == 0 ? new ApiResponse(200, "{\"live_mode\":false}"u8.ToArray())
                : Api.Refuse(405, "Method not allowed"));
    }

    private ApiManner? DrawManner(ApiRequest request)
    {
        if (_manners == Manners.Kind)
        {
            return null;
        }

        string path = Trimmed(request.Path);
        bool isList = path == "/v1/checkout";
        bool isRead = path.StartsWith("/v1/checkout/", StringComparison.Ordinal);
        bool isFresh = Hits(_forms, _manners.FreshPercent);
        UniqueIdForm inLists = DrawUniqueIdForm(_manners.ListsWithoutUniqueIdPercent);
        UniqueIdForm byId = DrawUniqueIdForm(_manners.ReadsWithoutUniqueIdPercent);
        RefundForm refunds = isList || isRead ? DrawRefundForm() : RefundForm.Objects;
        if (isList && inLists != UniqueIdForm.Told)
        {
            Tally.Count(Unkindness.ListWithoutUniqueId);
        }

        if (isRead && byId != UniqueIdForm.Told)
        {
            Tally.Count(Unkindness.ReadWithoutUniqueId);
        }

        var manner = new ApiManner
        {
            UniqueIdInLists = inLists,
            UniqueIdById = byId,
            Refunds = refunds,
            Order = _manners.Order,
            OrderSeed = _orderSeed,
            ListsEndInNotFound = _manners.ListsEndInNotFound,
        };
        return isFresh ? manner : manner with
        {
            InLists = booked => Counted(
                booked, _copy.InLists(booked), Unkindness.LookUpLagged, request),
            ById = booked => Counted(booked, _copy.ById(booked), Unkindness.ReadLagged, request),
            InRefundLists = booked => Counted(
                booked, _copy.InRefundLists(booked), Unkindness.RefundListLagged, request),
        };
    }

    // A list is made of every payment; only the one that was asked for counts as struck.
    private LedgerPayment? Counted(
        LedgerPayment booked, LedgerPayment? seen, Unkindness kind, ApiRequest request)
    {
        bool isAsked = booked.UniqueId is not { } uniqueId
            || !request.Query.Contains("unique_id=", StringComparison.Ordinal)
            || request.Query.Contains(Uri.EscapeDataString(uniqueId), StringComparison.Ordinal);
        bool lacksRefunds = (seen?.Refunds.Count ?? 0) < booked.Refunds.Count;
        if (kind == Unkindness.RefundListLagged ? lacksRefunds
            : isAsked && !ReferenceEquals(seen, booked))
        {
            Tally.Count(kind);
        }

        if (kind != Unkindness.RefundListLagged && isAsked && seen is not null && lacksRefunds)
        {
            Tally.Count(Unkindness.RefundShownLate);
        }

        return seen;
    }

    private UniqueIdForm DrawUniqueIdForm(int percent) => !Hits(_forms, percent)
        ? UniqueIdForm.Told
        : _forms.Next(2) == 0 ? UniqueIdForm.Null : UniqueIdForm.Absent;

    private RefundForm DrawRefundForm()
    {
        if (Hits(_forms, _manners.RefundsAbsentPercent))
        {
            Tally.Count(Unkindness.RefundsAbsent);
            return RefundForm.Absent;
        }

        if (Hits(_forms, _manners.RefundsNullPercent))
        {
            Tally.Count(Unkindness.RefundsNull);
            return RefundForm.Null;
        }

        if (Hits(_forms, _manners.RefundsAsIdsPercent))
        {
            Tally.Count(Unkindness.RefundsAsIds);
            return RefundForm.Ids;
        }

        return RefundForm.Objects;
    }

    // The books move by themselves: payments are captured, refunds sent and made, and somebody in
    // the customer area pays back.
    private void OnWritten(LedgerPayment payment)
    {
        lock (_gate)
        {
            _copy.Take(payment);
            if (payment.IsCharged && _met.Add(payment.Id))
            {
                DrawForeignRefund(payment);
                if (payment.Status == "to_capture" && DrawMove() is { } wait)
                {
                    _schedule.After(wait, () => Capture(payment.Id));
                }
            }

            foreach (LedgerRefund refund in payment.Refunds)
            {
                if (_met.Add(refund.Id) && refund.Status == "to_refund" && DrawMove() is { } wait)
                {
                    _schedule.After(wait, () => Send(refund));
                }
            }
        }
    }

    private void DrawForeignRefund(LedgerPayment payment)
    {
        if (IsHealed || !Hits(_refunds, _manners.ForeignRefundPercent))
        {
            return;
        }

        long? cents = _refunds.Next(2) == 0 || payment.Amount < 2 * SmallestRefundCents
            ? null
            : _refunds.NextInt64(SmallestRefundCents, payment.Amount - SmallestRefundCents + 1);
        TimeSpan after = TimeSpan.FromSeconds(
            _refunds.NextDouble() * _manners.ForeignRefundSeconds);
        _schedule.After(after, () =>
        {
            if (!IsHealed)
            {
                RefundElsewhere(payment.Id, cents);
            }
        });
    }

    private TimeSpan? DrawMove() => !IsHealed && Hits(_moves, _manners.MovesOnPercent)
        ? TimeSpan.FromSeconds(_moves.NextDouble() * _manners.MovesOnSeconds) : null;

    private void Capture(string paymentId)
    {
        Tally.Count(Unkindness.MovedOn);
        string next = DrawMoves(50) ? "capture_sent" : "captured";
        Ledger.Update(
            paymentId, old => old.Status == "to_capture" ? old with { Status = next } : old);
    }

    private void Send(LedgerRefund refund)
    {
        Tally.Count(Unkindness.MovedOn);
        Move(refund, DrawMoves(50) ? "refund_sent" : "refunded");
        if (DrawMoves(_manners.SaysRefundedPercent))
        {
            Ledger.Update(
                refund.PaymentId,
                old => old.IsCharged && old.RefundedAmount == old.Amount
                    ? old with { Status = "refunded" } : old);
        }
    }

    // Timers come on threads of their own in real time.
    private bool DrawMoves(int percent)
    {
        lock (_gate)
        {
            return Hits(_moves, percent);
        }
    }

    private void Move(LedgerRefund refund, string status) => Ledger.Update(
        refund.PaymentId,
        old => old with
        {
            Refunds =
            [
                .. old.Refunds.Select(one => one.Id == refund.Id && one.Stands
                    ? one with { Status = status } : one),
            ],
        });

    private static bool Hits(Random random, int percent) =>
        percent > 0 && random.Next(100) < percent;

    private static string Trimmed(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
