namespace Terminal.Rig.Acquirer;

/// <summary>
/// Cards and customers that clients have stored by themselves, without a payment; safe from any thread. What was
/// deleted is remembered as deleted: payments keep the card that they were made with.
/// </summary>
public sealed class Vault
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LedgerCard?> _cards = [];
    private readonly Dictionary<string, LedgerCustomer?> _customers = [];

    /// <summary>Stores a card unless one with that number and month is there.</summary>
    /// <returns>The one that is there, or null.</returns>
    public LedgerCard? Add(LedgerCard card) => Add(
        _cards, card.Id, card, old => old.Fingerprint == card.Fingerprint
            && old.ExpYear == card.ExpYear && old.ExpMonth == card.ExpMonth);

    /// <summary>Stores a customer unless one with the same data, the client's own number included, is there.</summary>
    /// <returns>The one that is there, or null.</returns>
    public LedgerCustomer? Add(LedgerCustomer customer) => Add(
        _customers, customer.Id, customer, old => old.Name == customer.Name && old.Email == customer.Email
            && old.Mobile == customer.Mobile && old.ExternalId == customer.ExternalId);

    /// <summary>Puts a card in the place of what was stored under its id; null deletes it.</summary>
    public void Put(string id, LedgerCard? card) => Put(_cards, id, card);

    /// <summary>Puts a customer in the place of what was stored under its id; null deletes it.</summary>
    public void Put(string id, LedgerCustomer? customer) => Put(_customers, id, customer);

    /// <summary>A card as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="paidWith">The card of that id that a payment was made with, or null.</param>
    /// <returns>The card, or null where there is none, or none any more.</returns>
    public LedgerCard? Card(string id, Func<LedgerCard?> paidWith) => Find(_cards, id, paidWith);

    /// <summary>A customer as it is now; see <see cref="Card"/>.</summary>
    public LedgerCustomer? Customer(string id, Func<LedgerCustomer?> paidWith) => Find(_customers, id, paidWith);

    /// <summary>Every customer that is stored.</summary>
    public IReadOnlyList<LedgerCustomer> Customers()
    {
        lock (_gate)
        {
            return [.. _customers.Values.OfType<LedgerCustomer>()];
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _cards.Clear();
            _customers.Clear();
        }
    }

    private T? Add<T>(Dictionary<string, T?> stored, string id, T one, Func<T, bool> isSame)
        where T : class
    {
        lock (_gate)
        {
            T? there = stored.Values.FirstOrDefault(old => old is not null && isSame(old));
            if (there is null)
            {
                stored.Add(id, one);
            }

            return there;
        }
    }

    private void Put<T>(Dictionary<string, T?> stored, string id, T? one)
        where T : class
    {
        lock (_gate)
        {
            stored[id] = one;
        }
    }

    private T? Find<T>(Dictionary<string, T?> stored, string id, Func<T?> paidWith)
        where T : class
    {
        lock (_gate)
        {
            if (stored.TryGetValue(id, out T? one))
            {
                return one;
            }
        }

        return paidWith();
    }
}
