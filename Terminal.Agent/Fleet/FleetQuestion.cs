using System;

namespace Terminal.Agent.Fleet;

/// <summary>A question that has come: its words, and what goes back with its answer.</summary>
public sealed class FleetQuestion
{
    /// <summary>Its words, a command of the console.</summary>
    public readonly byte[] Text = new byte[Limits.FleetQuestionBytesMax];

    /// <summary>Bytes of <see cref="Text"/>.</summary>
    public int Length { get; private set; }

    /// <summary>What whoever asked knows the answer by.</summary>
    public readonly byte[] Correlation = new byte[Limits.FleetCorrelationBytesMax];

    /// <summary>Bytes of <see cref="Correlation"/>.</summary>
    public int CorrelationLength { get; private set; }

    /// <summary>True while it has not been taken.</summary>
    public bool IsThere { get; private set; }

    /// <summary>True when another one came while this one was there; taken by reading.</summary>
    public bool TakeMissed()
    {
        bool isMissed = _isMissed;
        _isMissed = false;
        return isMissed;
    }

    private bool _isMissed;

    /// <summary>Takes one in; while there is one, it is only noted that another came.</summary>
    public void Put(
        byte[] bytes, int at, int count, int correlationAt, int correlationCount)
    {
        if (IsThere)
        {
            _isMissed = true;
            return;
        }

        // What a person types ends with an end of line.
        while (count > 0 && bytes[at + count - 1] <= ' ')
        {
            count--;
        }

        Length = count < Text.Length ? count : Text.Length;
        Array.Copy(bytes, at, Text, 0, Length);
        CorrelationLength = correlationCount <= Correlation.Length ? correlationCount : 0;
        Array.Copy(bytes, correlationAt, Correlation, 0, CorrelationLength);
        IsThere = true;
    }

    /// <summary>It has been answered.</summary>
    public void Clear() => IsThere = false;
}
