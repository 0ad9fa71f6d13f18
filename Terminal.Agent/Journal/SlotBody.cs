namespace Terminal.Agent.Journal;

/// <summary>What a row of the recovery table asks of a slot's body.</summary>
public enum SlotBody
{
    /// <summary>Nothing: it is not read.</summary>
    Any = 0,

    /// <summary>It is the one that the header tells of.</summary>
    Sound = 1,

    /// <summary>It is not.</summary>
    Damaged = 2,
}
