namespace Terminal.Agent.Acquirer;

/// <summary>Where the fault that follows from an outcome row comes from.</summary>
public enum FaultSource
{
    /// <summary>There is no fault.</summary>
    None = 0,

    /// <summary>The exchange itself reported it.</summary>
    Exchange = 1,

    /// <summary>It is S and the answer's HTTP status.</summary>
    Status = 2,

    /// <summary>The row names it.</summary>
    Row = 3,
}
