using System.Reflection;
using nanoFramework.TestFramework;
using Xunit;
using Assert = Xunit.Assert;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// The tests of Terminal.Agent.Tests, each a test case of its own: the assembly that runs on a
/// device, called as the launcher there calls it.
/// </summary>
[TestCaseOrderer(typeof(LauncherOrder))]
public sealed class NanoTests(NanoRun run) : IClassFixture<NanoRun>
{
    private static readonly Assembly Tests = Assembly.Load("NFUnitTest");

    private static readonly IReadOnlyList<NanoTest> All = NanoTest.Of(Tests);

    private static readonly Dictionary<string, int> Places =
        All.Select((test, place) => (test.Name, place)).DistinctBy(p => p.Name)
            .ToDictionary(p => p.Name, p => p.place);

    /// <summary>
    /// A row for each call of the launcher, under a name that reads like the test.
    /// </summary>
    public static IEnumerable<ITheoryDataRow> Rows() =>
        All.Select(t => new TheoryDataRow<string>(t.Name) { TestDisplayName = t.Name, Label = "" });

    /// <summary>The place of a test in the launcher's order; other names come last.</summary>
    public static int PlaceOf(string name) => Places.GetValueOrDefault(name, int.MaxValue);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Nano(string name)
    {
        try
        {
            run.Run(All[Places[name]]);
        }
        catch (SkipTestException skip)
        {
            Assert.Skip(skip.Message);
        }
    }

    [Fact]
    public void There_are_tests() => Assert.Contains(All, t => !t.IsCleanup);

    [Fact]
    public void The_launcher_finds_as_many_tests_as_exist() =>
        Assert.Equal(NanoTest.Existing(Tests.GetTypes()), All.Count);

    [Fact]
    public void The_interpreter_can_read_every_class() =>
        Assert.DoesNotContain(Tests.GetTypes().Select(NanoTest.Unreadable), name => name is not null);

    [Fact]
    public void No_test_stands_twice() => Assert.Equal(All.Count, Places.Count);

    [Fact]
    public void The_launcher_sees_every_test() => Assert.Empty(NanoTest.Mistakes(Tests.GetTypes()));
}
