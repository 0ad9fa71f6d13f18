namespace Terminal.Agent.Journal;

/// <summary>
/// An ordered list of slot numbers in RAM, laid out in two arrays: adding, removing and stepping
/// take constant time and allocate nothing. A slot is in a list once at most; who uses it keeps
/// track of which.
/// </summary>
public sealed class SlotList
{
    private readonly short[] _next;
    private readonly short[] _previous;

    /// <summary>An empty list for slots 0 to <paramref name="slotCount"/> - 1.</summary>
    public SlotList(int slotCount)
    {
        _next = new short[slotCount];
        _previous = new short[slotCount];
        Clear();
    }

    /// <summary>
    /// An empty list in the same arrays as another: a slot is never in both at once.
    /// </summary>
    public SlotList(SlotList beside)
    {
        _next = beside._next;
        _previous = beside._previous;
        Clear();
    }

    /// <summary>First slot, -1 when empty.</summary>
    public int First { get; private set; }

    /// <summary>Last slot, -1 when empty.</summary>
    public int Last { get; private set; }

    /// <summary>How many slots it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The slot behind a member, -1 at the end.</summary>
    public int Next(int slot) => _next[slot];

    /// <summary>The slot before a member, -1 at the start.</summary>
    public int Previous(int slot) => _previous[slot];

    /// <summary>Takes every slot out.</summary>
    public void Clear()
    {
        First = -1;
        Last = -1;
        Count = 0;
    }

    /// <summary>Adds a slot at the end.</summary>
    public void AddLast(int slot) => InsertAfter(Last, slot);

    /// <summary>
    /// Adds a slot behind the member <paramref name="before"/>; -1 adds it at the start.
    /// </summary>
    public void InsertAfter(int before, int slot)
    {
        int after = before < 0 ? First : _next[before];
        _previous[slot] = (short)before;
        _next[slot] = (short)after;
        if (before < 0)
        {
            First = slot;
        }
        else
        {
            _next[before] = (short)slot;
        }

        if (after < 0)
        {
            Last = slot;
        }
        else
        {
            _previous[after] = (short)slot;
        }

        Count++;
    }

    /// <summary>Takes a member out.</summary>
    public void Remove(int slot)
    {
        int before = _previous[slot];
        int after = _next[slot];
        if (before < 0)
        {
            First = after;
        }
        else
        {
            _next[before] = (short)after;
        }

        if (after < 0)
        {
            Last = before;
        }
        else
        {
            _previous[after] = (short)before;
        }

        Count--;
    }
}
