namespace Terminal.Agent.Setup;

/// <summary>
/// Words that the page puts in by itself, as they stand in <see cref="PageText"/>; those before
/// stand in its templates.
/// </summary>
public enum PageWord
{
    /// <summary>A strong signal.</summary>
    Strong = 18,

    /// <summary>A medium one.</summary>
    Medium = 19,

    /// <summary>A weak one.</summary>
    Weak = 20,

    /// <summary>Asks for a passphrase.</summary>
    Locked = 21,

    /// <summary>A step has passed.</summary>
    Done = 22,

    /// <summary>A step has failed.</summary>
    Failed = 23,

    /// <summary>A step is under way.</summary>
    UnderWay = 24,

    /// <summary>A step is to come.</summary>
    ToCome = 25,

    /// <summary>The first of the words for a <see cref="FormError"/>.</summary>
    Errors = 26,

    /// <summary>After a fault.</summary>
    TryAgain = 31,

    /// <summary>A network whose security the terminal does not know.</summary>
    Unusable = 32,

    /// <summary>The page cannot reach the terminal; in a template.</summary>
    Lost = 33,

    /// <summary>How many words there are.</summary>
    Count = 34,
}
