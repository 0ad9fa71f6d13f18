using nanoFramework.TestFramework;
using TestFrameworkShared;
using Xunit;
using Assert = Xunit.Assert;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// Shows that the run of nano tests can fail: planted tests go through the same path.
/// </summary>
public sealed class NanoCanaryTests
{
    private const string Passes = nameof(PlantedTests.Passes);

    [Fact]
    public void A_failing_test_fails_with_expected_actual_and_the_source_text()
    {
        var failure = Assert.Throws<AssertFailedException>(() => Run<PlantedTests>("Fails"));
        const string Words = "Expected:<5>. Actual:<4>. two + two";
        Assert.Contains(Words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_row_fails_and_the_other_passes()
    {
        Run<PlantedTests>("IsEven(2)");
        Assert.Throws<AssertFailedException>(() => Run<PlantedTests>("IsEven(3)"));
    }

    [Fact]
    public void The_instance_is_null() =>
        Assert.Throws<NullReferenceException>(
            () => Run<PlantedTests>(nameof(PlantedTests.TouchesThis)));

    [Fact]
    public void A_skip_comes_out_with_its_reason()
    {
        var skip = Assert.Throws<SkipTestException>(
            () => Run<PlantedTests>(nameof(PlantedTests.Skips)));
        Assert.Equal("not today", skip.Message);
    }

    [Fact]
    public void An_argument_of_another_type_fails() =>
        Assert.Throws<ArgumentException>(() => Run<PlantedTests>("TakesLong(1)"));

    [Fact]
    public void A_failing_setup_fails_the_tests_of_its_class() =>
        Assert.Throws<InvalidOperationException>(() => Run<PlantedBadSetup>(Passes));

    [Fact]
    public void A_skipping_setup_skips_the_tests_of_its_class() =>
        Assert.Throws<SkipTestException>(() => Run<PlantedSkippingSetup>(Passes));

    [Fact]
    public void A_failing_cleanup_fails() =>
        Assert.Throws<AssertFailedException>(() => Run<PlantedBadCleanup>("Cleanup [Cleanup]"));

    [Fact]
    public void Setup_runs_once_before_the_tests_and_cleanup_once_after_them()
    {
        PlantedOrder.Trace = "";
        using (var run = new NanoRun())
        {
            foreach (var test in NanoTest.Of(typeof(PlantedOrder)))
            {
                run.Run(test);
            }
        }

        Assert.Equal("setup test row1 row2 cleanup ", PlantedOrder.Trace);
    }

    [Fact]
    public void Cleanup_runs_when_a_filter_leaves_it_out()
    {
        PlantedOrder.Trace = "";
        using (var run = new NanoRun())
        {
            run.Run(NanoTest.Of(typeof(PlantedOrder))[1]);
            run.Run(NanoTest.Of(typeof(PlantedTests))[0]);
        }

        Assert.Equal("setup row1 cleanup ", PlantedOrder.Trace);
    }

    [Theory]
    [InlineData(typeof(PlantedNoTestClass), "public and a [TestClass]")]
    [InlineData(typeof(PlantedHiddenTest), "public void methods")]
    [InlineData(typeof(PlantedParameters), "go together")]
    [InlineData(typeof(PlantedRowAndMethod), "once more")]
    public void What_the_launcher_would_miss_is_a_mistake(Type planted, string words)
    {
        string mistake = Assert.Single(NanoTest.Mistakes([planted]));
        Assert.Contains(words, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enum_in_an_attribute_loses_its_class_and_all_behind_it()
    {
        Type[] types = [typeof(PlantedOrder), typeof(PlantedEnumRow), typeof(PlantedBadCleanup)];
        Assert.All(NanoTest.Of(types), test => Assert.Equal(typeof(PlantedOrder), test.Class));
        Assert.Equal(nameof(PlantedEnumRow.Row), NanoTest.Unreadable(typeof(PlantedEnumRow)));
        var failure = Assert.Throws<InvalidOperationException>(() => NanoRun.RunAll(types));
        Assert.Equal("4 tests ran, 6 exist", failure.Message);
        NanoRun.RunAll([typeof(PlantedOrder)]);
    }

    private static void Run<T>(string name)
    {
        using var run = new NanoRun();
        string full = typeof(T).FullName + "." + name;
        run.Run(Assert.Single(NanoTest.Of(typeof(T)), t => t.Name == full));
    }
}
