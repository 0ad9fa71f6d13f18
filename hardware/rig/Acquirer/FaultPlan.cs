// What goes wrong with one request, decided when it arrived. The part that concerns what the
// answer says is a pure function over the API, so that a simulator uses the very same; the part
// that concerns bytes and time is read by whoever carries the answer.

using System.Text;

namespace Terminal.Rig.Acquirer;

/// <summary>The rules that act on one request.</summary>
public sealed class FaultPlan(IReadOnlyList<FaultRule> rules)
{
    private const int HugeBodyBytes = 10 * 1024 * 1024;

    private const string PortalHtml =
        "<!DOCTYPE html><html><head><title>Wi-Fi</title></head><body><h1>Bienvenue</h1>"
        + "<form action=\"/login\" method=\"post\"><input name=\"room\"><button>Connexion</button>"
        + "</form></body></html>";

    private const string MaintenanceHtml =
        "<!DOCTYPE html><html><head><title>Maintenance</title></head><body>"
        + "<h1>503 Service Unavailable</h1><p>Planned maintenance.</p></body></html>";

    /// <summary>The rules, in the order in which they were switched on.</summary>
    public IReadOnlyList<FaultRule> Rules { get; } = rules;

    /// <summary>The first rule of the kind, or null.</summary>
    public FaultRule? this[FaultKind kind] => Rules.FirstOrDefault(rule => rule.Kind == kind);

    /// <summary>
    /// The answer as this plan leaves it; the API is asked only where the request takes effect.
    /// </summary>
    public ApiResponse Answer(AcquirerApi api, ApiRequest request)
    {
        if (this[FaultKind.RefundedElsewhere] is { } refund
            && api.Ledger.Snapshot().Payments.LastOrDefault() is { } last)
        {
            api.RefundElsewhere(last.Id, refund.Amount == 0 ? null : refund.Amount);
        }
        foreach (var rule in Rules)
        {
            if (InPlaceOfTheApi(rule) is { } answer)
            {
                if (rule is { Processed: true, Kind: FaultKind.Status or FaultKind.GatewayPage })
                {
                    api.Handle(request);
                }
                return answer;
            }
        }
        if (this[FaultKind.BooksLate] is { } late)
        {
            // Nobody hears this answer: whoever carries it ends the connection.
            api.Underway.Add(request, TimeSpan.FromMilliseconds(late.DelayMs));
            return GatewayAnswer.Of(504, GatewayBody.Empty);
        }
        var response = api.Handle(request, MannerOf(api.Ledger.UtcNow));
        foreach (var rule in Rules)
        {
            response = rule.Kind switch
            {
                FaultKind.NotJson => response with { Body = Bytes(rule.Body ?? "{\"id\":\"paym_") },
                FaultKind.EmptyBody => response with { Body = [] },
                FaultKind.HugeBody => response with { Body = Huge(response.Body) },
                _ => response,
            };
        }
        return response;
    }

    /// <summary>
    /// The rule that ends the connection before or in the middle of the answer, or null.
    /// </summary>
    public FaultRule? Cut => this[FaultKind.LoseAnswer] is { } lost ? lost with { Bytes = 0 }
        : this[FaultKind.BooksLate] is { } late ? late with { Bytes = 0 }
        : this[FaultKind.CutAnswer];

    private static ApiResponse? InPlaceOfTheApi(FaultRule rule)
    {
        switch (rule.Kind)
        {
            case FaultKind.Status:
                return Failure(rule);
            case FaultKind.Maintenance:
                return Html(503, rule.Body ?? MaintenanceHtml, rule);
            case FaultKind.PortalRedirect:
                var target = rule.Location ?? "http://wifi-login.example/login?from=terminal";
                return Html(302, PortalHtml, rule with { Location = target });
            case FaultKind.PortalPage:
                return Html(200, rule.Body ?? PortalHtml, rule);
            case FaultKind.Gateway404:
                return Gateway(rule, GatewayAnswer.NoRoute());
            case FaultKind.Gateway401:
                return Gateway(rule, GatewayAnswer.Of(401, GatewayBody.Json));
            case FaultKind.Gateway403:
                return Gateway(rule, GatewayAnswer.Of(403, GatewayBody.Page));
            case FaultKind.GatewayPage:
                return Gateway(rule, GatewayAnswer.Of(rule.Status, GatewayBody.Page));
            default:
                return null;
        }
    }

    private static ApiResponse Gateway(FaultRule rule, ApiResponse usual) => usual with
    {
        Body = rule.Body is { } body ? Bytes(body) : usual.Body,
        Headers = HeadersOf(rule),
    };

    private ApiManner? MannerOf(DateTimeOffset now)
    {
        var manner = ApiManner.Kind;
        if (this[FaultKind.LookUpLag] is { } lag)
        {
            var before = now - TimeSpan.FromMilliseconds(lag.DelayMs);
            manner = manner with
            {
                InLists = payment => AsOf(before, payment),
                InRefundLists = payment => AsOf(before, payment),
            };
        }
        return manner with
        {
            UniqueIdInLists = FormOf(FaultKind.ListsWithoutUniqueId),
            UniqueIdById = FormOf(FaultKind.ReadsWithoutUniqueId),
            Refunds = this[FaultKind.RefundsAbsent] is not null ? RefundForm.Absent
                : this[FaultKind.RefundsNull] is not null ? RefundForm.Null
                : this[FaultKind.RefundsAsIds] is not null ? RefundForm.Ids
                : RefundForm.Objects,
        };
    }

    private UniqueIdForm FormOf(FaultKind kind) =>
        this[kind] is null ? UniqueIdForm.Told : UniqueIdForm.Absent;

    private static LedgerPayment? AsOf(DateTimeOffset before, LedgerPayment payment)
    {
        if (payment.Created > before)
        {
            return null;
        }
        return payment.Refunds.All(refund => refund.Created <= before)
            ? payment
            : payment with { Refunds = [.. payment.Refunds.Where(one => one.Created <= before)] };
    }

    private static ApiResponse Failure(FaultRule rule)
    {
        var message = rule.Status switch
        {
            401 => "You are not authorized to access that resource",
            402 => "Payment required",
            403 => "Your account is suspended",
            409 => "Payment already exists, duplicate unique_id",
            _ => "Something went wrong",
        };
        var usual = rule.Status is 204 or 304
            ? new ApiResponse(rule.Status, [])
            : ApiJson.Error(rule.Status, message);
        return usual with
        {
            Body = rule.Body is { } body ? Bytes(body) : usual.Body,
            Headers = HeadersOf(rule),
        };
    }

    private static ApiResponse Html(int status, string page, FaultRule rule) =>
        new(status, Bytes(page))
        {
            ContentType = "text/html; charset=utf-8",
            Headers = HeadersOf(rule),
        };

    private static List<KeyValuePair<string, string>> HeadersOf(FaultRule rule)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (rule.RetryAfter is { } after)
        {
            headers.Add(new("Retry-After", after));
        }
        if (rule.Location is { } location)
        {
            headers.Add(new("Location", location));
        }
        return headers;
    }

    /// <summary>The same object with a long last member, valid JSON still.</summary>
    private static byte[] Huge(byte[] body)
    {
        var huge = new byte[HugeBodyBytes];
        huge.AsSpan().Fill((byte)'x');
        var kept = body.Length > 2 && body[^1] == '}' ? body[..^1] : "{\"a\":0"u8.ToArray();
        kept.CopyTo(huge, 0);
        ",\"padding\":\""u8.CopyTo(huge.AsSpan(kept.Length));
        "\"}"u8.CopyTo(huge.AsSpan(HugeBodyBytes - 2));
        return huge;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
