using System;

namespace TestFrameworkShared;

/// <summary>What a failed assertion throws; the framework keeps it in this namespace.</summary>
public class AssertFailedException : Exception
{
    /// <summary>Makes one without words.</summary>
    public AssertFailedException()
    {
    }

    /// <summary>Takes what failed, with the values expected and found.</summary>
    public AssertFailedException(string msg)
        : base(msg)
    {
    }

    /// <summary>Takes what failed and the exception behind it.</summary>
    public AssertFailedException(string msg, Exception ex)
        : base(msg, ex)
    {
    }
}
