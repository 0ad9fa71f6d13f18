using Xunit.Sdk;
using Xunit.v3;

namespace Terminal.Rig.Tests.Nano;

/// <summary>Keeps the nano tests in the order in which the device's launcher runs them.</summary>
public sealed class LauncherOrder : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(
        IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(c => NanoTests.PlaceOf(c.TestCaseDisplayName))];
}
