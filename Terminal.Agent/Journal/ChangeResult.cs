namespace Terminal.Agent.Journal;

/// <summary>What became of a change of state.</summary>
public enum ChangeResult
{
    /// <summary>Durable.</summary>
    Changed = 0,

    /// <summary>The rules do not allow this move: nothing was written.</summary>
    NotAllowed = 1,

    /// <summary>The slot holds no transaction.</summary>
    NoTransaction = 2,

    /// <summary>NVRAM is not mounted for writing.</summary>
    NotWritable = 3,

    /// <summary>NVRAM did not take the bytes: the old state stands.</summary>
    StoreFailed = 4,
}
