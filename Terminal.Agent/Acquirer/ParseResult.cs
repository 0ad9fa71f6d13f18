namespace Terminal.Agent.Acquirer;

/// <summary>What a parser says after each piece of its input.</summary>
public enum ParseResult
{
    /// <summary>So far so good: more bytes are wanted.</summary>
    NeedMore = 0,

    /// <summary>The message is complete.</summary>
    Done = 1,

    /// <summary>The bytes break the format; nothing after them is looked at.</summary>
    Malformed = 2,
}
