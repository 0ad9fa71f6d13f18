// Requests that the acquirer has taken and not booked yet. A real API queues: a connection that
// ended proves nothing about the request that came over it. The ledger's rule stands above all of
// this: whichever request of a unique_id is booked first makes the payment, and every other one
// finds it there, however late.

namespace Terminal.Rig.Acquirer;

/// <summary>Requests that take effect later than they came; safe from any thread.</summary>
public sealed class RequestsUnderway(AcquirerApi api, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<ApiRequest> _requests = [];
    private readonly EventSchedule _schedule = new(time);

    /// <summary>Raised when one has taken effect, with the answer that nobody hears.</summary>
    public event Action<ApiRequest, ApiResponse>? TookEffect;

    /// <summary>How many are underway.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>Takes a request that is to take effect after a while.</summary>
    public void Add(ApiRequest request, TimeSpan after)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
        _schedule.After(after, () => Finish(request));
    }

    /// <summary>True while a create of that unique_id is underway.</summary>
    public bool Holds(string uniqueId) => Find(uniqueId) is not null;

    /// <summary>Books the oldest create of that unique_id now.</summary>
    public void Finish(string uniqueId)
    {
        if (Find(uniqueId) is { } request)
        {
            Finish(request);
        }
    }

    /// <summary>Lets take effect what is due.</summary>
    public void CatchUp()
    {
        if (Count > 0)
        {
            _schedule.CatchUp();
        }
    }

    private ApiRequest? Find(string uniqueId)
    {
        lock (_gate)
        {
            return _requests.Find(request => request.UniqueId == uniqueId);
        }
    }

    private void Finish(ApiRequest request)
    {
        lock (_gate)
        {
            var index = _requests.FindIndex(one => ReferenceEquals(one, request));
            if (index < 0)
            {
                return;
            }
            _requests.RemoveAt(index);
        }
        var answer = api.Handle(request);
        TookEffect?.Invoke(request, answer);
    }
}
