namespace Terminal.Agent.Journal;

/// <summary>What became of an append.</summary>
public enum AppendResult
{
    /// <summary>Committed: the record is durable and has its ids.</summary>
    Appended = 0,

    /// <summary>Every slot holds a transaction that must stay: nothing was written.</summary>
    Full = 1,

    /// <summary>A field is out of range: nothing was written.</summary>
    Invalid = 2,

    /// <summary>NVRAM is not mounted for writing: nothing was written.</summary>
    NotWritable = 3,

    /// <summary>NVRAM did not take the bytes: not committed.</summary>
    StoreFailed = 4,
}
