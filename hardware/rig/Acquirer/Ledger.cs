// The acquirer's book: payments and refunds in the order in which they were taken. Every answer
// of the emulated API is read from it, and every test asks it in the end what the customer was
// charged. One lock guards it, so that two requests with one unique_id at the same moment still
// make one payment.

namespace Terminal.Rig.Acquirer;

/// <summary>The acquirer's payments and refunds; safe from any thread.</summary>
public sealed class Ledger
{
    private const int IdCharacters = 24;
    private const string IdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly List<LedgerPayment> _payments = [];
    private readonly Dictionary<string, int> _indexById = [];
    private readonly Dictionary<string, int> _indexByUniqueId = [];

    /// <summary>An empty ledger.</summary>
    /// <param name="time">Source of the time of booking; the system's clock when null.</param>
    /// <param name="seed">The same seed gives the same ids; null gives others at each run.</param>
    public Ledger(TimeProvider? time = null, int? seed = null)
    {
        _time = time ?? TimeProvider.System;
        _random = seed is { } given ? new Random(given) : new Random();
    }

    /// <summary>Raised after each change, on the thread that made it, outside the lock.</summary>
    public event Action? Changed;

    /// <summary>
    /// Raised for each payment that was booked or changed, with the record as it stands then; on
    /// the thread that made it, outside the lock.
    /// </summary>
    public event Action<LedgerPayment>? Written;

    /// <summary>Cards and customers that clients have stored.</summary>
    public Vault Vault { get; } = new();

    /// <summary>The clock that it books by.</summary>
    public TimeProvider Time => _time;

    /// <summary>Now, UTC, as the ledger books it.</summary>
    public DateTimeOffset UtcNow => _time.GetUtcNow();

    /// <summary>A new id: prefix, underscore, 24 characters.</summary>
    public string NewId(string prefix)
    {
        lock (_gate)
        {
            return prefix + "_" + string.Create(IdCharacters, _random, static (span, random) =>
            {
                foreach (ref var character in span)
                {
                    character = IdAlphabet[random.Next(IdAlphabet.Length)];
                }
            });
        }
    }

    /// <summary>Books a payment unless its unique_id is known already.</summary>
    /// <param name="payment">The payment to book.</param>
    /// <param name="existing">The payment that holds the unique_id, when false is returned.</param>
    public bool TryAdd(LedgerPayment payment, out LedgerPayment? existing)
    {
        lock (_gate)
        {
            existing = null;
            if (payment.UniqueId is { } key && _indexByUniqueId.TryGetValue(key, out var index))
            {
                existing = _payments[index];
                _payments[index] = existing with { DuplicatePosts = existing.DuplicatePosts + 1 };
            }
            else
            {
                _indexById.Add(payment.Id, _payments.Count);
                if (payment.UniqueId is { } uniqueId)
                {
                    _indexByUniqueId.Add(uniqueId, _payments.Count);
                }
                _payments.Add(payment);
            }
        }
        Changed?.Invoke();
        if (existing is null)
        {
            Written?.Invoke(payment);
        }
        return existing is null;
    }

    /// <summary>Changes a payment in one step.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">Gives the new record, or the same one to leave it.</param>
    /// <returns>The record as it stands now, or null where the id is unknown.</returns>
    public LedgerPayment? Update(string id, Func<LedgerPayment, LedgerPayment> change)
    {
        LedgerPayment changed;
        bool isOther;
        lock (_gate)
        {
            if (!_indexById.TryGetValue(id, out var index))
            {
                return null;
            }
            changed = change(_payments[index]);
            isOther = !ReferenceEquals(changed, _payments[index]);
            _payments[index] = changed;
        }
        Changed?.Invoke();
        if (isOther)
        {
            Written?.Invoke(changed);
        }
        return changed;
    }

    /// <summary>The payment of that id, or null.</summary>
    public LedgerPayment? Find(string id)
    {
        lock (_gate)
        {
            return _indexById.TryGetValue(id, out var index) ? _payments[index] : null;
        }
    }

    /// <summary>The refund of that id, or null.</summary>
    public LedgerRefund? FindRefund(string id) =>
        Snapshot().Refunds.FirstOrDefault(refund => refund.Id == id);

    /// <summary>The payment of that unique_id, or null.</summary>
    public LedgerPayment? FindByUniqueId(string uniqueId)
    {
        lock (_gate)
        {
            return _indexByUniqueId.TryGetValue(uniqueId, out var index) ? _payments[index] : null;
        }
    }

    /// <summary>The payments of that order_id, oldest first.</summary>
    public IReadOnlyList<LedgerPayment> FindByOrderId(string orderId) =>
        [.. Snapshot().Payments.Where(payment => payment.OrderId == orderId)];

    /// <summary>The whole ledger at this moment.</summary>
    public LedgerSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new LedgerSnapshot([.. _payments]);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _payments.Clear();
            _indexById.Clear();
            _indexByUniqueId.Clear();
        }
        Vault.Clear();
        Changed?.Invoke();
    }
}
