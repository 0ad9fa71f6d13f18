using System;

namespace nanoFramework.TestFramework;

/// <summary>Ends a test as skipped; <see cref="Assert.SkipTest"/> throws it.</summary>
public class SkipTestException : Exception
{
    /// <summary>Takes the reason that the report shows.</summary>
    public SkipTestException(string message = null, Exception innerException = null)
        : base(message, innerException)
    {
    }
}
