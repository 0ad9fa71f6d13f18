using System.Text.Json;

namespace Terminal.Rig.Acquirer;

/// <summary>
/// Cards and customers that clients store, change and delete, as far as the public client libraries' own tests do: a
/// second card of the same number and month and a second customer with the same data answer 409 with the first one's
/// id, and what was deleted is not found any more.
/// </summary>
internal sealed class VaultApi(AcquirerApi api)
{
    private const string CardThere = "Card already exists, you may want to update it instead creating a new one";
    private const string CustomerThere =
        "Customer already exists, you may want to update it instead creating a new one";

    private Ledger Ledger => api.Ledger;

    /// <summary>Stores a card.</summary>
    public ApiResponse CreateCard(JsonElement body, bool live)
    {
        if (CardFields.ReadNew(body, out CardFields fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }

        LedgerCard card = LedgerCard.Of(Ledger.NewId("card"), fields, Ledger.UtcNow);
        return Ledger.Vault.Add(card) is { } there ? api.Failure(409, CardThere, there.Id)
            : ApiJson.StoredCard(card, live);
    }

    /// <summary>Shows a card.</summary>
    public ApiResponse ReadCard(string id, bool live) =>
        FindCard(id) is { } card ? ApiJson.StoredCard(card, live) : api.NoSuch("card", id);

    /// <summary>Changes a card.</summary>
    public ApiResponse PatchCard(string id, JsonElement body, bool live)
    {
        if (FindCard(id) is not { } old)
        {
            return api.NoSuch("card", id);
        }

        if (CardFields.ReadChange(body, out CardFields fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }

        LedgerCard card = old with
        {
            HolderName = fields.HolderName ?? old.HolderName,
            ZipCode = fields.ZipCode ?? old.ZipCode,
            ExpMonth = fields.ExpMonth ?? old.ExpMonth,
            ExpYear = fields.ExpYear ?? old.ExpYear,
        };
        Ledger.Vault.Put(id, card);
        return ApiJson.StoredCard(card, live);
    }

    /// <summary>Deletes a card.</summary>
    public ApiResponse DeleteCard(string id)
    {
        if (FindCard(id) is null)
        {
            return api.NoSuch("card", id);
        }

        Ledger.Vault.Put(id, (LedgerCard?)null);
        return new ApiResponse(204, []);
    }

    /// <summary>Stores a customer.</summary>
    public ApiResponse CreateCustomer(JsonElement body, bool live)
    {
        if (CustomerFields.Read(body, out CustomerFields fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }

        if (fields.Email is null && fields.Mobile is null)
        {
            return ApiJson.Error(400, "email or mobile is required");
        }

        var customer = new LedgerCustomer(
            Ledger.NewId("cust"), fields.Name, fields.Email, fields.Mobile, Ledger.UtcNow)
        {
            ExternalId = fields.ExternalId,
        };
        return Ledger.Vault.Add(customer) is { } there ? api.Failure(409, CustomerThere, there.Id)
            : ApiJson.Customer(customer, live);
    }

    /// <summary>Shows a customer.</summary>
    public ApiResponse ReadCustomer(string id, bool live) =>
        FindCustomer(id) is { } customer ? ApiJson.Customer(customer, live) : api.NoSuch("customer", id);

    /// <summary>Changes a customer.</summary>
    public ApiResponse PatchCustomer(string id, JsonElement body, bool live)
    {
        if (FindCustomer(id) is not { } old)
        {
            return api.NoSuch("customer", id);
        }

        if (CustomerFields.Read(body, out CustomerFields fields) is { } wrong)
        {
            return ApiJson.Error(400, wrong);
        }

        LedgerCustomer customer = old with
        {
            Name = fields.Name ?? old.Name,
            Email = fields.Email ?? old.Email,
            Mobile = fields.Mobile ?? old.Mobile,
            ExternalId = fields.ExternalId ?? old.ExternalId,
        };
        Ledger.Vault.Put(id, customer);
        return ApiJson.Customer(customer, live);
    }

    /// <summary>Deletes a customer.</summary>
    public ApiResponse DeleteCustomer(string id)
    {
        if (FindCustomer(id) is null)
        {
            return api.NoSuch("customer", id);
        }

        Ledger.Vault.Put(id, (LedgerCustomer?)null);
        return new ApiResponse(204, []);
    }

    /// <summary>The card of that id: stored, or of a payment; null where there is none, or none any more.</summary>
    public LedgerCard? FindCard(string id) => Ledger.Vault.Card(
        id, () => Ledger.Snapshot().Payments.FirstOrDefault(payment => payment.Card?.Id == id)?.Card);

    /// <summary>The customer of that id; see <see cref="FindCard"/>.</summary>
    public LedgerCustomer? FindCustomer(string id) => Ledger.Vault.Customer(
        id, () => Ledger.Snapshot().Payments.FirstOrDefault(payment => payment.Customer?.Id == id)?.Customer);
}
