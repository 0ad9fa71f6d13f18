using nanoFramework.TestFramework;

namespace Terminal.Rig.Tests.Nano;

// Nano tests that go wrong in each way that the run has to notice; NanoCanaryTests runs them.

[TestClass]
public class PlantedTests
{
    private readonly int _state = 1;

    [TestMethod]
    public void Passes() => Assert.IsTrue(true);

    [TestMethod]
    public void Fails()
    {
        int two = 2;
        Assert.AreEqual(5, two + two);
    }

    [TestMethod]
    public void TouchesThis() => Assert.AreEqual(1, _state);

    [TestMethod]
    public void Skips() => Assert.SkipTest("not today");

    [DataRow(2)]
    [DataRow(3)]
    public void IsEven(int value) => Assert.AreEqual(0, value % 2);

    [DataRow(1)]
    public void TakesLong(long value) => Assert.AreEqual(1L, value);
}

[TestClass]
public class PlantedBadSetup
{
    [Setup]
    public void Setup() => Assert.IsTrue(false);

    [TestMethod]
    public void Passes() => Assert.IsTrue(true);
}

[TestClass]
public class PlantedSkippingSetup
{
    [Setup]
    public void Setup() => Assert.SkipTest("no such hardware");

    [TestMethod]
    public void Passes() => Assert.IsTrue(true);
}

[TestClass]
public class PlantedBadCleanup
{
    [Cleanup]
    public void Cleanup() => Assert.IsTrue(false);
}

[TestClass]
public class PlantedOrder
{
    public static string Trace { get; set; } = "";

    [Cleanup]
    public void Cleanup() => Trace += "cleanup ";

    [DataRow("row1")]
    [DataRow("row2")]
    public void Row(string name) => Trace += name + " ";

    [TestMethod]
    public void Test() => Trace += "test ";

    [Setup]
    public void Setup() => Trace += "setup ";
}

[TestClass]
public class PlantedEnumRow
{
    [DataRow(System.DayOfWeek.Monday)]
    public void Row(System.DayOfWeek day) => Assert.IsTrue(day == System.DayOfWeek.Monday);
}

public class PlantedNoTestClass
{
    [TestMethod]
    public void Test() => Assert.IsTrue(true);
}

[TestClass]
public class PlantedHiddenTest
{
    [TestMethod]
    internal void Test() => Assert.IsTrue(true);
}

[TestClass]
public class PlantedParameters
{
    [TestMethod]
    public void Test(int value) => Assert.AreEqual(1, value);
}

[TestClass]
public class PlantedRowAndMethod
{
    [TestMethod]
    [DataRow(1)]
    public void Test(int value) => Assert.AreEqual(1, value);
}
