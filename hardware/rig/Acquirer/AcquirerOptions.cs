namespace Terminal.Rig.Acquirer;

/// <summary>What may differ between one emulated acquirer and another.</summary>
public sealed record AcquirerOptions
{
    /// <summary>The key that <see cref="Keys"/> holds unless told otherwise.</summary>
    public const string DefaultKey = "stest_rigRIGrigRIGrigRIGrigRI1";

    /// <summary>Secret keys that are accepted; sprod_ keys make live payments.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [DefaultKey];

    /// <summary>
    /// True: an error that has an id carries it as an object {"error", "id"}; false: the id stands
    /// in
    /// parentheses in the text. Clients of the real API meet both.
    /// </summary>
    public bool ErrorsAsObjects { get; init; }

    /// <summary>
    /// True: a list that found nothing answers 404; false: 200 and an empty list.
    /// </summary>
    public bool EmptyListIsNotFound { get; init; }

    /// <summary>
    /// True: in test mode the last two digits of an amount choose the outcome; see
    /// <see cref="AmountOutcome"/>.
    /// </summary>
    public bool AmountsDecide { get; init; }

    /// <summary>Longest body of a request in bytes; above it the answer is 413.</summary>
    public int RequestBodyBytesMax { get; init; } = 65_536;
}
