namespace Terminal.Agent.Console;

/// <summary>What the self-test found of a part.</summary>
internal enum SelfTestResult
{
    /// <summary>Still under way.</summary>
    Running = 0,

    /// <summary>In order.</summary>
    Passed = 1,

    /// <summary>Out of order; the code says how.</summary>
    Failed = 2,

    /// <summary>Not tested, because it is not set up or nobody pressed a key.</summary>
    Skipped = 3,
}
