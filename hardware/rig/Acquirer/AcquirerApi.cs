// The emulated API itself: a request goes in, an answer comes out, the ledger changes. No
// socket, no clock but the ledger's, no wait: a web server, a proxy and a simulator in virtual
// time can all stand in front of it. Where the real API is known only through its public client
// libraries, this one does what those libraries expect.

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>Answers requests as the acquirer's API does; safe from any thread.</summary>
public sealed class AcquirerApi
{
    private const string CheckoutPath = "/v1/checkout";
    private const string RefundsPath = "/v1/refunds";
    private const string CardsPath = "/v1/cards";
    private const string CustomersPath = "/v1/customers";
    private const int ListLimitDefault = 10;
    private const int ListLimitMax = 100;

    private static readonly JsonDocumentOptions BodyOptions = new() { MaxDepth = 16 };

    private readonly VaultApi _vault;

    /// <summary>An API over a ledger.</summary>
    public AcquirerApi(Ledger ledger, AcquirerOptions? options = null)
    {
        Ledger = ledger;
        Options = options ?? new AcquirerOptions();
        Underway = new RequestsUnderway(this, ledger.Time);
        _vault = new VaultApi(this);
    }

    /// <summary>The book behind the answers.</summary>
    public Ledger Ledger { get; }

    /// <summary>Keys and manners.</summary>
    public AcquirerOptions Options { get; }

    /// <summary>Requests that were taken and take effect later.</summary>
    public RequestsUnderway Underway { get; }

    /// <summary>Answers one request; never throws for anything that a request may hold.</summary>
    /// <param name="request">The request.</param>
    /// <param name="manner">How the books are shown to it; null shows them as they are.</param>
    public ApiResponse Handle(ApiRequest request, ApiManner? manner = null)
    {
        Underway.CatchUp();
        return Dated(Route(request, manner ?? ApiManner.Kind));
    }

    /// <summary>
    /// Somebody pays a payment back in the customer area, under the same rules as over the API.
    /// </summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="cents">How much; null for all that is left.</param>
    /// <returns>The refund, or null where the rules do not allow it.</returns>
    public LedgerRefund? RefundElsewhere(string paymentId, long? cents = null)
    {
        Underway.CatchUp();
        LedgerRefund? refund = null;
        var id = Ledger.NewId("refd");
        var now = Ledger.UtcNow;
        Ledger.Update(paymentId, old =>
        {
            var fields = new RefundFields(paymentId, cents);
            var changed = Refunded(old, fields, id, now, out refund, out _);
            refund = refund is null ? null : refund with { IsForeign = true };
            return refund is null
                ? old
                : changed with { Refunds = [.. old.Refunds, refund] };
        });
        return refund;
    }

    /// <summary>A refusal in the API's own words; it has no effect.</summary>
    public ApiResponse Refuse(int status, string message) => Dated(ApiJson.Error(status, message));

    private ApiResponse Dated(ApiResponse response) => response with
    {
        Headers =
        [
            new("Date", Ledger.UtcNow.ToString("R", CultureInfo.InvariantCulture)),
            .. response.Headers,
        ],
    };

    private ApiResponse Route(ApiRequest request, ApiManner manner)
    {
        if (request.Body.Length > Options.RequestBodyBytesMax)
        {
            return ApiJson.Error(413, "Request body is too large");
        }
        if (KeyOf(request.Authorization) is not { } key)
        {
            return ApiJson.Error(401, "You are not authorized to access that resource");
        }
        var live = key.StartsWith("sprod_", StringComparison.Ordinal);
        var path = request.Path.Length > 1 ? request.Path.TrimEnd('/') : request.Path;
        var (collection, id) = Split(path);
        return (collection, id, request.Method) switch
        {
            (CheckoutPath, null, "POST") => WithBody(request, body => Create(body, live, manner)),
            (CheckoutPath, null, "GET") => List(request.Query, live, manner),
            (CheckoutPath, null, _) => NotAllowed("GET, POST"),
            (CheckoutPath, { }, "GET") => Read(id, manner),
            (CheckoutPath, { }, "PATCH") => WithBody(request, body => Patch(id, body, manner)),
            (CheckoutPath, { }, _) => NotAllowed("GET, PATCH"),
            (RefundsPath, null, "POST") => WithBody(request, body => Refund(body, manner)),
            (RefundsPath, null, "GET") => ListRefunds(request.Query, live, manner),
            (RefundsPath, null, _) => NotAllowed("GET, POST"),
            (RefundsPath, { }, "GET") => ReadRefund(id, live),
            (RefundsPath, { }, _) => NotAllowed("GET"),
            (CardsPath, null, "POST") => WithBody(request, body => _vault.CreateCard(body, live)),
            (CardsPath, { }, "GET") => _vault.ReadCard(id, live),
            (CardsPath, { }, "PATCH") => WithBody(request, body => _vault.PatchCard(id, body, live)),
            (CardsPath, { }, "DELETE") => _vault.DeleteCard(id),
            (CustomersPath, null, "POST") => WithBody(request, body => _vault.CreateCustomer(body, live)),
            (CustomersPath, { }, "GET") => _vault.ReadCustomer(id, live),
            (CustomersPath, { }, "PATCH") => WithBody(request, body => _vault.PatchCustomer(id, body, live)),
            (CustomersPath, { }, "DELETE") => _vault.DeleteCustomer(id),
            (CardsPath or CustomersPath, null, _) => NotAllowed("POST"),
            (CardsPath or CustomersPath, { }, _) => NotAllowed("DELETE, GET, PATCH"),
            _ => ApiJson.Error(404, "Ressource not found"),
        };
    }

    private ApiResponse Create(JsonElement body, bool live, ApiManner manner)
    {
        if (CheckoutFields.Read(body, out var fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }
        if (fields.Amount is not { } amount)
        {
            return ApiJson.Error(400, "amount is required");
        }
        if (fields.Currency is not { } currency)
        {
            return ApiJson.Error(400, "currency is required");
        }
        var now = Ledger.UtcNow;
        var capture = fields.Capture ?? true;
        var id = Ledger.NewId("paym");
        var payment = new LedgerPayment
        {
            Id = id,
            Amount = amount,
            Currency = currency,
            Created = now,
            UniqueId = fields.UniqueId,
            OrderId = fields.OrderId,
            Description = fields.Description,
            Capture = capture,
            LiveMode = live,
            DeviceJson = fields.DeviceJson,
            ReturnUrl = fields.ReturnUrl,
            Card = CardFor(fields, now),
            Customer = CustomerFor(fields, now),
        };
        payment = payment with
        {
            Auth = fields.AsksForAuthentication
                ? PayerAuth.Ask(id, fields.AuthReturnUrl, payment.Card is not null) : null,
        };
        TestCard? decided = CardOf(payment) is { } sent ? Decided(sent, payment.Card!, amount, live, now) : null;
        if (decided is { } card && !fields.AsksForAuthentication)
        {
            payment = payment with { Status = StatusFor(card, capture), Response = card.Response };
        }
        if (!Ledger.TryAdd(payment, out var existing))
        {
            return Failure(409, "Payment already exists, duplicate unique_id", existing!.Id);
        }
        return ApiJson.Payment(payment, UniqueIdForm.Told, manner.Refunds) with
        {
            DelayMs = decided?.DelayMs ?? 0,
        };
    }

    // A card is good to the end of its month.
    private TestCard Decided(
        TestCard card, LedgerCard shown, long amount, bool live, DateTimeOffset now)
    {
        bool isExpired = shown is { ExpYear: { } year, ExpMonth: { } month }
            && (year * 12) + month < (now.Year * 12) + now.Month;
        return isExpired ? AmountOutcome.Refuse(card, AmountOutcome.Expired)
            : Options.AmountsDecide && !live ? AmountOutcome.Decide(card, amount) : card;
    }

    private ApiResponse Read(string id, ApiManner manner) =>
        Ledger.Find(id) is { } booked && manner.ById(booked) is { } payment
            ? ApiJson.Payment(payment, manner.UniqueIdById, manner.Refunds)
            : NoSuch("payment", id);

    private ApiResponse List(string query, bool live, ApiManner manner)
    {
        var filter = FilterOf(query, out var wrong);
        if (filter is null)
        {
            return ApiJson.Error(400, wrong);
        }
        var found = Ledger.Snapshot().Payments.Select(manner.InLists)
            .OfType<LedgerPayment>().Where(filter.Takes);
        var ordered = Ordered(found, payment => payment.Id, manner);
        return IsEndOfList(ordered.Count, filter, manner)
            ? ApiJson.Error(404, "No such payment")
            : ApiJson.List(ordered, filter, live, manner);
    }

    private ApiResponse ListRefunds(string query, bool live, ApiManner manner)
    {
        var filter = FilterOf(query, out var wrong);
        if (filter is null)
        {
            return ApiJson.Error(400, wrong);
        }
        var found = Ledger.Snapshot().Payments.Select(manner.InRefundLists)
            .OfType<LedgerPayment>().SelectMany(payment => payment.Refunds)
            .Where(filter.Takes).OrderBy(refund => refund.Created);
        var ordered = Ordered(found, refund => refund.Id, manner);
        return IsEndOfList(ordered.Count, filter, manner)
            ? ApiJson.Error(404, "No such refund")
            : ApiJson.List(ordered, filter, live, manner);
    }

    private ListFilter? FilterOf(string query, out string wrong) => ListFilter.Parse(
        query, ListLimitDefault, ListLimitMax, Ledger.UtcNow, out wrong);

    private bool IsEndOfList(int count, ListFilter filter, ApiManner manner) =>
        (count == 0 && Options.EmptyListIsNotFound)
        || (manner.ListsEndInNotFound && filter.Start > 0 && filter.Start >= count);

    private static List<T> Ordered<T>(
        IEnumerable<T> found, Func<T, string> idOf, ApiManner manner) => manner.Order switch
        {
            ListOrder.NewestFirst => [.. found.Reverse()],
            ListOrder.Shuffled => [.. found.OrderBy(one => PlaceOf(idOf(one), manner.OrderSeed))],
            _ => [.. found],
        };

    private static uint PlaceOf(string id, int seed)
    {
        var place = (uint)seed ^ 2_166_136_261;
        foreach (var character in id)
        {
            place = (place ^ character) * 16_777_619;
        }
        return place;
    }

    private ApiResponse Patch(string id, JsonElement body, ApiManner manner)
    {
        if (CheckoutFields.Read(body, out var fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }
        ApiResponse? refusal = null;
        var now = Ledger.UtcNow;
        var payment = Ledger.Update(id, old => Patched(old, fields, now, out refusal));
        if (payment is null)
        {
            return NoSuch("payment", id);
        }
        return refusal ?? ApiJson.Payment(payment, UniqueIdForm.Told, manner.Refunds);
    }

    private LedgerPayment Patched(
        LedgerPayment old, CheckoutFields fields, DateTimeOffset now, out ApiResponse? refusal)
    {
        refusal = null;
        var open = old.Status is null;
        if (!open && (fields.Amount ?? old.Amount) != old.Amount)
        {
            refusal = ApiJson.Error(409, "Payment amount cannot be changed any more");
            return old;
        }
        if (fields.UniqueId is { } uniqueId && uniqueId != old.UniqueId)
        {
            refusal = ApiJson.Error(400, "unique_id cannot be changed");
            return old;
        }
        var changed = old with
        {
            Amount = fields.Amount ?? old.Amount,
            Currency = open ? fields.Currency ?? old.Currency : old.Currency,
            OrderId = fields.OrderId ?? old.OrderId,
            Description = fields.Description ?? old.Description,
            Capture = fields.Capture ?? old.Capture,
            Card = open ? CardFor(fields, now) ?? old.Card : old.Card,
            Customer = CustomerFor(fields, now) ?? old.Customer,
        };
        if (changed.Auth is { RedirectUrl: null } auth)
        {
            changed = changed with { Auth = PayerAuth.Ask(old.Id, auth.ReturnUrl, changed.Card is not null) };
        }
        return fields.Status is null ? changed : Moved(changed, fields.Status, out refusal);
    }

    private static LedgerPayment Moved(LedgerPayment payment, string wanted, out ApiResponse? refusal)
    {
        refusal = null;
        switch (wanted, payment.Status)
        {
            case ("authorize", null) when CardOf(payment) is { } card:
                return payment with { Status = StatusFor(card, false), Response = card.Response };
            case ("capture", null) when CardOf(payment) is { } card:
                return payment with { Status = StatusFor(card, true), Response = card.Response };
            case ("capture", "authorized"):
                return payment with { Status = TestCard.ToCapture };
            default:
                refusal = ApiJson.Error(409, $"Payment cannot go to status {wanted}");
                return payment;
        }
    }

    private ApiResponse Refund(JsonElement body, ApiManner manner)
    {
        if (RefundFields.Read(body, out var fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }
        string? refusal = null;
        LedgerRefund? refund = null;
        var now = Ledger.UtcNow;
        var id = Ledger.NewId("refd");
        var payment = Ledger.Update(
            fields.PaymentId, old => Refunded(old, fields, id, now, out refund, out refusal));
        if (payment is null)
        {
            return NoSuch("payment", fields.PaymentId);
        }
        return refusal is null ? ApiJson.Refund(refund!, payment.LiveMode)
            : manner.RefusalsAsObjects ? ApiJson.Error(409, refusal, payment.Id)
            : ApiJson.Error(409, refusal);
    }

    private static LedgerPayment Refunded(
        LedgerPayment payment, RefundFields fields, string id, DateTimeOffset now,
        out LedgerRefund? refund, out string? refusal)
    {
        refund = null;
        var left = payment.Amount - payment.RefundedAmount;
        var amount = fields.Amount ?? left;
        var captured = payment.Status is "captured" or "capture_sent";
        refusal = payment.Status switch
        {
            "to_capture" or "authorized" when amount < left =>
                "Payment cannot be partially refunded before it has been captured",
            "to_capture" or "authorized" or "captured" or "capture_sent" => null,
            _ => "Payment cannot be refunded",
        };
        if (refusal is null && (left == 0 || amount > left))
        {
            refusal = "Refund amount is greater than what is left of the payment";
        }
        if (refusal is not null)
        {
            return payment;
        }
        refund = new LedgerRefund(
            id, payment.Id, amount, payment.Currency, captured ? "to_refund" : "payment_canceled", now);
        return payment with
        {
            Status = captured ? payment.Status : "canceled",
            Refunds = [.. payment.Refunds, refund],
        };
    }

    private ApiResponse ReadRefund(string id, bool live) =>
        Ledger.FindRefund(id) is { } refund ? ApiJson.Refund(refund, live) : NoSuch("refund", id);

    private LedgerCard? CardFor(CheckoutFields fields, DateTimeOffset now)
    {
        if (fields.CardId is { } id)
        {
            return _vault.FindCard(id);
        }
        if (fields.OpenCard is { } open)
        {
            return LedgerCard.Of(Ledger.NewId("card"), open, now);
        }
        return fields.Card is not { } card
            ? null
            : new LedgerCard(
                Ledger.NewId("card"), card.Brand, card.Last4, card.Name, null, null, null, now);
    }

    private LedgerCustomer? CustomerFor(CheckoutFields fields, DateTimeOffset now)
    {
        if (!fields.HasCustomer)
        {
            return null;
        }
        if (fields.CustomerId is { } id)
        {
            return _vault.FindCustomer(id);
        }
        var known = Ledger.Vault.Customers().Concat(Ledger.Snapshot().Payments.Select(payment => payment.Customer))
            .FirstOrDefault(customer => customer is not null && fields.IsSameCustomer(customer)
                && _vault.FindCustomer(customer.Id) is not null);
        return known ?? new LedgerCustomer(
            Ledger.NewId("cust"), fields.CustomerName, fields.CustomerEmail, fields.CustomerMobile, now);
    }

    private static TestCard? CardOf(LedgerPayment payment) =>
        payment.Card is { } card ? TestCard.ByName(card.TestName) : null;

    private static string? StatusFor(TestCard card, bool capture) =>
        !capture && card.Status is ("to_capture" or "captured") ? "authorized" : card.Status;

    private static ApiResponse WithBody(ApiRequest request, Func<JsonElement, ApiResponse> handle)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(request.Body, BodyOptions);
        }
        catch (JsonException)
        {
            return ApiJson.Error(400, "Request body is not valid JSON");
        }
        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? handle(document.RootElement)
                : ApiJson.Error(400, "Request body is not a JSON object");
        }
    }

    private static ApiResponse NotAllowed(string allowed) =>
        ApiJson.Error(405, "Method not allowed") with { Headers = [new("Allow", allowed)] };

    /// <summary>404: there is none of that id.</summary>
    internal ApiResponse NoSuch(string kind, string id) => Options.ErrorsAsObjects
        ? ApiJson.Error(404, $"No such {kind}", id)
        : ApiJson.Error(404, $"No such {kind} {id}");

    /// <summary>A refusal that names what it is about.</summary>
    internal ApiResponse Failure(int status, string message, string id) => Options.ErrorsAsObjects
        ? ApiJson.Error(status, message, id)
        : ApiJson.Error(status, $"{message} ({id})");

    private static (string Collection, string? Id) Split(string path)
    {
        foreach (var collection in (ReadOnlySpan<string>)
            [CheckoutPath, RefundsPath, CardsPath, CustomersPath])
        {
            if (path == collection)
            {
                return (collection, null);
            }
            if (path.StartsWith(collection + "/", StringComparison.Ordinal)
                && path.IndexOf('/', collection.Length + 1) < 0)
            {
                return (collection, path[(collection.Length + 1)..]);
            }
        }
        return (path, null);
    }

    /// <summary>
    /// The accepted key in a Basic header: the key is the user and the password is empty.
    /// </summary>
    private string? KeyOf(string? authorization)
    {
        const string Scheme = "Basic ";
        if (authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }
        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), bytes, out var length))
        {
            return null;
        }
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.EndsWith(':') && Options.Keys.Contains(pair[..^1]) ? pair[..^1] : null;
    }
}
