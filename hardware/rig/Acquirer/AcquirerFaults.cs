// The switches of the emulated acquirer: a list of rules that tests, scenarios, the bench and
// the admin endpoint change while it runs. A rule counts the connections or requests that it
// acted on and goes when its count is used up. Reading the list is one lock; nothing here waits.

namespace Terminal.Rig.Acquirer;

/// <summary>The faults that are switched on; safe from any thread.</summary>
public sealed class AcquirerFaults
{
    private readonly Lock _gate = new();
    private readonly List<FaultRule> _rules = [];

    /// <summary>Raised after each change of the list, outside the lock.</summary>
    public event Action? Changed;

    /// <summary>The rules as they stand, with what is left of their counts.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _rules];
            }
        }
    }

    /// <summary>Adds a rule behind the others.</summary>
    /// <exception cref="ArgumentException">The rule is not one; the message says why.</exception>
    public void Add(FaultRule rule)
    {
        Require(rule);
        lock (_gate)
        {
            _rules.Add(rule);
        }
        Changed?.Invoke();
    }

    /// <summary>Replaces all rules.</summary>
    /// <exception cref="ArgumentException">One of them is not a rule; then nothing
    /// changed.</exception>
    public void Set(params IReadOnlyList<FaultRule> rules)
    {
        foreach (var rule in rules)
        {
            Require(rule);
        }
        lock (_gate)
        {
            _rules.Clear();
            _rules.AddRange(rules);
        }
        Changed?.Invoke();
    }

    /// <summary>Switches everything off.</summary>
    public void Clear() => Set();

    /// <summary>Switches one kind off.</summary>
    public void Clear(FaultKind kind)
    {
        lock (_gate)
        {
            _rules.RemoveAll(rule => rule.Kind == kind);
        }
        Changed?.Invoke();
    }

    /// <summary>True while a rule of the kind is on; counts nothing.</summary>
    public bool IsOn(FaultKind kind)
    {
        lock (_gate)
        {
            return _rules.Exists(rule => rule.Kind == kind);
        }
    }

    /// <summary>The first rule of one of these kinds that acts now, counted; or null.</summary>
    public FaultRule? Take(params ReadOnlySpan<FaultKind> kinds)
    {
        FaultRule? taken = null;
        lock (_gate)
        {
            for (var i = 0; i < _rules.Count && taken is null; i++)
            {
                if (kinds.Contains(_rules[i].Kind))
                {
                    taken = TakeAt(ref i);
                }
            }
        }
        if (taken is { Count: not null })
        {
            Changed?.Invoke();
        }
        return taken;
    }

    /// <summary>The first rule of the kind that would act now, not counted; or null.</summary>
    public FaultRule? Peek(FaultKind kind)
    {
        lock (_gate)
        {
            return _rules.Find(rule => rule.Kind == kind && rule.Skip == 0);
        }
    }

    /// <summary>
    /// What goes wrong with this request: every rule on requests that it meets, counted.
    /// </summary>
    public FaultPlan PlanFor(string method, string path)
    {
        List<FaultRule>? taken = null;
        lock (_gate)
        {
            for (var i = 0; i < _rules.Count; i++)
            {
                var rule = _rules[i];
                if (rule.Kind > FaultKind.CutRequest && rule.Concerns(method, path)
                    && TakeAt(ref i) is { } acting)
                {
                    (taken ??= []).Add(acting);
                }
            }
        }
        if (taken?.Exists(rule => rule.Count is not null) == true)
        {
            Changed?.Invoke();
        }
        return new FaultPlan(taken ?? []);
    }

    /// <summary>
    /// Counts one pass at a rule; null while it still lets pass. Removes it when used up.
    /// </summary>
    private FaultRule? TakeAt(ref int index)
    {
        var rule = _rules[index];
        if (rule.Skip > 0)
        {
            _rules[index] = rule with { Skip = rule.Skip - 1 };
            return null;
        }
        if (rule.Count is { } left)
        {
            if (left <= 1)
            {
                _rules.RemoveAt(index--);
            }
            else
            {
                _rules[index] = rule with { Count = left - 1 };
            }
        }
        return rule;
    }

    private static void Require(FaultRule? rule)
    {
        if ((rule is null ? "null is no rule" : rule.Check()) is { } wrong)
        {
            throw new ArgumentException(wrong);
        }
    }
}
