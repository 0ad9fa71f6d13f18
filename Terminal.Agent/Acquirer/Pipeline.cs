namespace Terminal.Agent.Acquirer;

/// <summary>
/// The payments of the backlog whose requests have gone out behind the one at hand, on the same
/// connection, oldest first: their answers come in that order. It also keeps how far the acquirer
/// is trusted to do so. Trust is earned by answers that name our own id, one request at a time, and
/// lost at the first doubt; then more of them are asked for.
/// </summary>
public sealed class Pipeline
{
    private readonly int[] _slots = new int[Limits.PipelineRequestsMax];

    private int _first;
    private int _goodAnswers;
    private int _goodAnswersNeeded = 1;
    private int _count;
    private bool _isInUse;

    /// <summary>
    /// Requests that may be unanswered at once, the one at hand counted; 1 turns this off.
    /// </summary>
    public int Depth { get; set; } = Limits.PipelineRequests;

    /// <summary>Payments that wait behind the one at hand.</summary>
    public int Count => _count;

    /// <summary>True while one more may follow.</summary>
    public bool HasRoom => _count + 1 < Depth && _goodAnswers >= _goodAnswersNeeded;

    /// <summary>
    /// True from the first request that followed another to the last answer: whoever counts answers
    /// could be out of step.
    /// </summary>
    public bool IsInUse => _isInUse;

    /// <summary>The payment in a slot has followed.</summary>
    public void Push(int slot)
    {
        _slots[(_first + _count) % _slots.Length] = slot;
        _count++;
        _isInUse = true;
    }

    /// <summary>Takes the slot of the payment whose answer is next.</summary>
    public int Pop()
    {
        int slot = _slots[_first];
        _first = (_first + 1) % _slots.Length;
        _count--;
        return slot;
    }

    /// <summary>True when a payment is among those that wait.</summary>
    public bool Holds(int slot)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_slots[(_first + i) % _slots.Length] == slot)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>No answer is due any more.</summary>
    public void End()
    {
        _count = 0;
        _isInUse = false;
    }

    /// <summary>An answer settled its payment and named its id.</summary>
    public void Trust()
    {
        if (_goodAnswers < _goodAnswersNeeded)
        {
            _goodAnswers++;
        }
    }

    /// <summary>Something was not as it should be: one at a time for a while.</summary>
    public void Doubt()
    {
        _goodAnswers = 0;
        _goodAnswersNeeded = Limits.PipelineTrustCount;
    }
}
