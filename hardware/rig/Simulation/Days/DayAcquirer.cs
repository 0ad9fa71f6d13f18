using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Board;
using Terminal.Rig.World;

namespace Terminal.Rig.Simulation.Days;

/// <summary>
/// The acquirer of a simulated day: an acquirer as kind or unkind as the plan says, behind the
/// faults that act now. What it draws, it draws for each request.
/// </summary>
public sealed partial class DayAcquirer : ISimServer
{
    private const int ServiceMs = 120;
    private const int NeverMs = 3_600_000;

    private readonly SimTime _time;
    private readonly DayFaults _faults;
    private readonly Random _random;
    private readonly AcquirerApi _api;
    private readonly DayTrace _trace;
    private readonly HashSet<string> _rejected = [];
    private readonly bool _isUnkind;
    private readonly HashSet<string> _booked = [];

    /// <summary>Makes the acquirer of a plan.</summary>
    public DayAcquirer(SimTime time, DayFaults faults, DayPlan plan, DayTrace trace)
    {
        _time = time;
        _faults = faults;
        _trace = trace;
        _isUnkind = plan.IsUnkind;
        _random = new Random(StreamSeed.Derive(plan.Seed, 2));
        var options = new AcquirerOptions
        {
            EmptyListIsNotFound = plan.EmptyListIsNotFound,
            ErrorsAsObjects = plan.ErrorsAsObjects,
        };
        _api = new AcquirerApi(
            new Ledger(new VirtualTimeProvider(time), StreamSeed.Derive(plan.Seed, 3)), options);
        Front = new UnkindAcquirer(_api, plan.Manners, StreamSeed.Derive(plan.Seed, 12));
        Ledger.Written += OnWritten;
    }

    /// <summary>What answers when no fault does.</summary>
    public UnkindAcquirer Front { get; }

    /// <summary>The books.</summary>
    public Ledger Ledger => _api.Ledger;

    /// <summary>Requests that have arrived.</summary>
    public int Requests { get; private set; }

    /// <summary>True once the faults are over: what was undecided is decided soon.</summary>
    public bool IsHealed { get; private set; }

    /// <summary>Told what a terminal hands over; it may arrive or not.</summary>
    public Action<byte[]>? WasHanded { get; set; }

    /// <summary>Told of a create that the acquirer itself has refused for good.</summary>
    public Action<string>? WasRefused { get; set; }

    /// <inheritdoc/>
    public bool IsRefusing => _faults.IsOn(DayFaultKind.Refusing);

    /// <inheritdoc/>
    public void Handed(byte[] bytes, SimPath path)
    {
        _trace.Add(bytes);
        WasHanded?.Invoke(bytes);
        foreach (PaymentRequest request in _trace.HasLines ? PaymentRequest.AllOf(bytes) : [])
        {
            Tell("->", request, "");
        }
    }

    /// <inheritdoc/>
    public (byte[]? Bytes, int AfterMs, bool Closes) Answer(
        ApiRequest request, SimPath path, int numberOnConnection)
    {
        Requests++;
        if (numberOnConnection > 1 && Hits(DayFaultKind.Stale))
        {
            return Note(request, 0, null, 0, true);
        }

        // What becomes of the answer is known before the acquirer acts: one that is lost may be
        // lost because the request is still on its way.
        bool isLost = Hits(DayFaultKind.AnswerLost);
        bool isNever = !isLost && Hits(DayFaultKind.AnswerNever);
        bool isCut = !isLost && !isNever && Hits(DayFaultKind.AnswerCut);
        AnswerFate fate = isLost || isNever || isCut ? AnswerFate.Lost : AnswerFate.Carried;
        int afterMs = ServiceMs + (_faults.Find(DayFaultKind.Slow)?.Amount ?? 0);
        ApiResponse? refusal = Refuse(request);
        if (refusal is null && Hits(DayFaultKind.SentTwice) && !IsWithoutKey(request))
        {
            Front.Handle(request, fate);
        }

        FrontAnswer front = refusal is null
            ? Front.Handle(request, fate) : new FrontAnswer(refusal);
        if (front.Response is not ApiResponse response)
        {
            return Note(request, 0, null, afterMs + front.HoldMs, true);
        }

        TellRefusal(request, response);
        afterMs += response.DelayMs + front.HoldMs;
        ApiResponse distorted = Distort(request, response);
        bool isItsWord = response.Status >= 400 || (distorted == response && refusal is null);
        response = distorted;
        if (isLost)
        {
            return Note(request, 0, null, afterMs, true);
        }

        if (isNever)
        {
            return Note(request, 0, null, NeverMs, true);
        }

        byte[] bytes = response.ToHttp11();
        if (isCut)
        {
            return Note(request, 0, bytes[.._random.Next(bytes.Length)], afterMs, true);
        }

        return Note(request, isItsWord ? response.Status : 0, bytes, afterMs, false);
    }

    /// <summary>From now on nothing new goes wrong.</summary>
    public void Heal()
    {
        IsHealed = true;
        Front.Heal();
        DecideAll();
    }

    private (byte[]? Bytes, int AfterMs, bool Closes) Note(
        ApiRequest request, int status, byte[]? bytes, int afterMs, bool closes)
    {
        _trace.Add(bytes ?? []);
        _trace.Add(status, afterMs);
        PaymentRequest what = PaymentRequest.Of(request);
        string said = status != 0 ? $" {status}" : closes ? " nothing whole" : " something false";
        Tell("<-", what, $"{said}{(closes ? ", closed" : "")} after {afterMs} ms");
        return (bytes, afterMs, closes);
    }

    // Of the acquirer itself, in its own words, and for good.
    private void TellRefusal(ApiRequest request, ApiResponse response)
    {
        bool isForGood = response.Status is >= 400 and < 500
            and not (401 or 402 or 403 or 407 or 408 or 409 or 429);
        if (isForGood && WasRefused is not null && request.Method == "POST"
            && request.UniqueId is string uniqueId
            && Encoding.UTF8.GetString(response.Body).Contains("\"type\":", StringComparison.Ordinal))
        {
            WasRefused(uniqueId);
        }
    }

    private void Tell(string direction, PaymentRequest request, string more)
    {
        if (_trace.HasLines)
        {
            _trace.Line(
                _time.NowMs, $"{direction} {request.Kind} {request.UniqueId ?? request.PaymentId}{more}");
        }
    }

    // The first word of a payment is its booking, whenever that is.
    private void OnWritten(LedgerPayment payment)
    {
        if (_booked.Add(payment.Id))
        {
            Book(payment);
        }
    }

    private void Book(LedgerPayment payment)
    {
        if (_trace.HasLines)
        {
            _trace.Line(_time.NowMs, $"booked: {payment.UniqueId} {payment.Status ?? "undecided"}");
        }

        if (payment.Status is null)
        {
            // The issuer makes up its mind later.
            bool isGood = _random.Next(2) == 0;
            int afterMs = IsHealed ? 10_000 : _random.Next(5_000, 1_800_000);
            _time.After(afterMs, () => Decide(payment.Id, isGood));
        }
    }

    private void DecideAll()
    {
        foreach (LedgerPayment payment in Ledger.Snapshot().Payments)
        {
            Decide(payment.Id, true);
        }
    }

    private void Decide(string id, bool isGood) => Ledger.Update(
        id,
        old => old.Status is not null ? old
            : isGood ? old with { Status = "to_capture", Response = "00" }
            : old with { Status = "refused", Response = "05" });

    private bool Hits(DayFaultKind kind) =>
        _faults.Find(kind) is DayFault fault && _random.Next(100) < fault.Amount;

    // What is refused before it is looked at, or answered in the acquirer's place.
    private ApiResponse? Refuse(ApiRequest request)
    {
        bool isPost = request.Method == "POST";
        if (_faults.IsOn(DayFaultKind.Maintenance))
        {
            return Plan(request, new FaultRule { Kind = FaultKind.Maintenance, RetryAfter = RetryAfter() });
        }

        if (_faults.IsOn(DayFaultKind.KeyRefused))
        {
            return Status(request, 401);
        }

        if (_faults.IsOn(DayFaultKind.Suspended))
        {
            return Status(request, 402 + _random.Next(2));
        }

        if (Hits(DayFaultKind.Portal))
        {
            return Plan(request, new FaultRule
            {
                Kind = _random.Next(2) == 0 ? FaultKind.PortalPage : FaultKind.PortalRedirect,
            });
        }

        if (Hits(DayFaultKind.Proxy))
        {
            return Status(request, 407);
        }

        if (isPost && Rejects(request))
        {
            int[] statuses = [400, 404, 405, 406, 410, 422];
            return Status(request, statuses[_random.Next(statuses.Length)]);
        }

        if (!isPost && Hits(DayFaultKind.Rejecting))
        {
            return Status(request, 400 + (_random.Next(2) * 22));
        }

        return RefuseForNow(request);
    }

    // The API has no key against a refund in parts that somebody on the way sends twice, or against
    // a whole one of which it refuses one copy and books the other late: no terminal could prevent
    // it, so nobody does it here.
    private bool IsWithoutKey(ApiRequest request)
    {
        PaymentRequest what = PaymentRequest.Of(request);
        return what.Kind == "Refund" && (_isUnkind || (what.PaymentId is string id
            && Ledger.Find(id) is LedgerPayment payment
            && what.Cents < payment.Amount - payment.RefundedAmount));
    }

    private bool IsBurst() => _faults.Find(DayFaultKind.ErrorBursts) is DayFault fault
        && (_time.NowMs - fault.AtMs) / (fault.Amount * 1_000L) % 2 == 0;

    private ApiResponse? RefuseForNow(ApiRequest request)
    {
        if (IsBurst())
        {
            int[] bursts = [429, 500, 502, 503, 504];
            int status = bursts[_random.Next(bursts.Length)];
            return Plan(request, new FaultRule
            {
                Kind = FaultKind.Status,
                Status = status,
                RetryAfter = _random.Next(4) == 0 ? RetryAfter() : null,
                Processed = status != 429 && _random.Next(2) == 0,
            });
        }

        if (Hits(DayFaultKind.ServerError))
        {
            int[] statuses = [500, 502, 503, 504];
            return Plan(request, new FaultRule
            {
                Kind = FaultKind.Status,
                Status = statuses[_random.Next(statuses.Length)],
                RetryAfter = _random.Next(3) == 0 ? RetryAfter() : null,
                Processed = _random.Next(2) == 0,
            });
        }

        if (Hits(DayFaultKind.Busy))
        {
            return Plan(request, new FaultRule
            {
                Kind = FaultKind.Status,
                Status = _random.Next(2) == 0 ? 408 : 429,
                RetryAfter = _random.Next(2) == 0 ? RetryAfter() : null,
            });
        }

        return Hits(DayFaultKind.Conflict) ? Status(request, 409) : null;
    }

    // What it does not take once it never takes: the reason is in the request.
    private bool Rejects(ApiRequest request)
    {
        string? uniqueId = PaymentRequest.Of(request).UniqueId;
        if (uniqueId is null || Ledger.FindByUniqueId(uniqueId) is not null)
        {
            return false;
        }

        if (!_rejected.Contains(uniqueId) && Hits(DayFaultKind.Rejecting))
        {
            _rejected.Add(uniqueId);
        }

        return _rejected.Contains(uniqueId);
    }

    private ApiResponse Status(ApiRequest request, int status) =>
        Plan(request, new FaultRule { Kind = FaultKind.Status, Status = status });

    // Through the rule, so that a request which takes effect all the same is booked.
    private ApiResponse Plan(ApiRequest request, FaultRule rule)
    {
        if (rule.Processed)
        {
            _api.Handle(request);
            rule = rule with { Processed = false };
        }

        return new FaultPlan([rule]).Answer(_api, request);
    }

    private ApiResponse Distort(ApiRequest request, ApiResponse response)
    {
        if (!Hits(DayFaultKind.Malformed))
        {
            return response;
        }

        return _random.Next(5) switch
        {
            0 => response with { Body = "{\"id\":\"paym_"u8.ToArray() },
            1 => response with { Body = [] },
            2 => Alter(request, response, Amount(), 100),
            3 => Alter(request, response, Created(), -7_200),
            _ => response with { Body = Encoding.ASCII.GetBytes("[1,2,{\"a\":null}]") },
        };
    }

    // Another's payment in the place of the one that was asked for: of another amount, or of long
    // before. What an answer tells of refunds is never altered: nobody could notice.
    private static ApiResponse Alter(
        ApiRequest request, ApiResponse response, Regex member, int by)
    {
        string body = Encoding.UTF8.GetString(response.Body);
        return PaymentRequest.Of(request).Kind is not ("Create" or "LookUp")
            || body.Contains("\"refunds\":[{", StringComparison.Ordinal) ? response
            : response with
            {
                Body = Encoding.UTF8.GetBytes(member.Replace(body, match => Moved(match, by))),
            };
    }

    private static string Moved(Match member, int by) => FormattableString.Invariant(
        $"{member.Groups[1].Value}{Math.Max(0, Number(member.Groups[2].Value) + by)}");

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex("(\"amount\":\\s*)(\\d+)")]
    private static partial Regex Amount();

    [GeneratedRegex("(\"created\":\\s*)(\\d+)")]
    private static partial Regex Created();

    private string RetryAfter() =>
        _random.Next(1, 120).ToString(CultureInfo.InvariantCulture);
}
