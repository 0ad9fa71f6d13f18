namespace Terminal.Rig.Tests.Acquirer;

/// <summary>How a payment tells its refunds.</summary>
public enum RefundTelling
{
    /// <summary>A list of objects.</summary>
    Objects,

    /// <summary>A list of ids.</summary>
    Ids,

    /// <summary>null.</summary>
    Null,

    /// <summary>Not at all.</summary>
    Absent,
}
