using Mono.Cecil;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Il;

/// <summary>
/// Shows that the walk finds each construct that allocates, through each kind of call, and nothing
/// in clean code; then holds the agent's byte writers against it.
/// </summary>
public sealed class AllocationWalkTests
{
    private const string Place = "Terminal.Rig.Tests.Il.";

    private static readonly ModuleDefinition Here =
        ModuleDefinition.ReadModule(typeof(AllocationWalkTests).Assembly.Location);

    [Theory]
    [InlineData(nameof(PlantedAllocations.NewObject), "newobj", "a new object")]
    [InlineData(nameof(PlantedAllocations.NewArray), "newarr", "a new array")]
    [InlineData(nameof(PlantedAllocations.Boxed), "box", "a boxed value")]
    [InlineData(nameof(PlantedAllocations.Literal), "ldstr", "a string literal")]
    [InlineData(nameof(PlantedAllocations.Rethrown), "rethrow", "an exception")]
    [InlineData(nameof(PlantedAllocations.FieldOut), "ldfld", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.StaticOut), "ldsfld", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.ElementOut), "ldelem.any", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.ReferenceOut), "ldobj", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.FieldIn), "stfld", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.ElementIn), "stelem.any", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.ReferenceIn), "stobj", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.Unboxed), "unbox.any", "a struct copied")]
    [InlineData(nameof(PlantedAllocations.PassesStruct), "call", "a struct passed by value")]
    [InlineData(nameof(PlantedAllocations.ReturnsStruct), "call", "a struct returned")]
    [InlineData(nameof(PlantedAllocations.MakesStruct), "newobj", "a struct made on the stack")]
    [InlineData(nameof(PlantedAllocations.MakesDelegate), "newobj", "a new object")]
    [InlineData(nameof(PlantedAllocations.Params), "newarr", "a new array")]
    [InlineData(nameof(PlantedAllocations.EnumText), "callvirt", "a value boxed for the call")]
    [InlineData(nameof(PlantedAllocations.Concatenates), "call", "an unknown callee")]
    [InlineData(nameof(PlantedAllocations.CallsDotnetVirtual), "callvirt", "an unknown callee")]
    public void A_planted_allocation_is_found(string method, string opCode, string why) =>
        Assert.Contains(
            Walk("PlantedAllocations::" + method).Findings,
            f => f.OpCode == opCode && f.Why.StartsWith(why, StringComparison.Ordinal)
                && f.Method.Contains("::" + method + "(", StringComparison.Ordinal));

    [Fact]
    public void A_thrown_exception_is_two_findings() =>
        Assert.Equal(
            ["newobj", "throw"],
            Walk("PlantedAllocations::Thrown").Findings.Select(f => f.OpCode));

    [Theory]
    [InlineData(nameof(PlantedPaths.Direct))]
    [InlineData(nameof(PlantedPaths.Virtual))]
    [InlineData(nameof(PlantedPaths.Interface))]
    [InlineData(nameof(PlantedPaths.ExplicitInterface))]
    [InlineData(nameof(PlantedPaths.InterfaceOnTheBase))]
    [InlineData(nameof(PlantedPaths.Delegate))]
    [InlineData(nameof(PlantedPaths.Property))]
    [InlineData(nameof(PlantedPaths.Loop))]
    public void An_allocation_is_found_through(string call)
    {
        var finding = Assert.Single(Walk("PlantedPaths::" + call).Findings);
        Assert.Equal("newarr", finding.OpCode);
        Assert.StartsWith("PlantedPaths." + call + " > ", finding.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_call_does_not_go_to_overrides() =>
        Assert.Empty(Walk("PlantedDerived::CallsBase").Findings);

    [Fact]
    public void Static_constructors_are_start_up() =>
        Assert.Empty(Walk("PlantedClean::ReadsTable").Findings);

    [Fact]
    public void Clean_code_gives_nothing_and_is_walked()
    {
        var walk = Walk("PlantedClean::Run");
        Assert.Empty(walk.Findings);
        Assert.Equal(4, walk.MethodCount);
    }

    [Fact]
    public void An_excluded_type_is_not_dispatched_to() =>
        Assert.Empty(AllocationWalk.From(
            [Here],
            m => m.Name == nameof(PlantedPaths.Virtual)
                && m.DeclaringType.Name == nameof(PlantedPaths),
            excluded: t => t.Name == nameof(PlantedDerived)).Findings);

    [Fact]
    public void A_callee_can_be_declared_free() =>
        Assert.DoesNotContain(
            AllocationWalk.From(
                [Here],
                m => m.Name == nameof(PlantedAllocations.Concatenates),
                alsoFree: ["System.String::Concat"]).Findings,
            f => f.Why == "an unknown callee");

    [Fact]
    public void An_entry_point_that_is_not_there_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Walk("PlantedClean::Gone"));

    [Fact]
    public void The_allow_list_has_to_fit_and_to_give_reasons()
    {
        var walk = Walk("PlantedAllocations::Thrown");
        const string Method = Place + "PlantedAllocations::Thrown()";
        var making = new Allowance(Method, "newobj", "a programmer's mistake");
        var throwing = new Allowance(Method, "throw", "a programmer's mistake");
        Assert.Empty(walk.Unexplained([making, throwing]));
        Assert.Contains("IL_", Assert.Single(walk.Unexplained([making])), StringComparison.Ordinal);
        Assert.StartsWith(
            "matches nothing",
            Assert.Single(walk.Unexplained([making, throwing, new(Method, "box", "stale")])),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "gives no reason",
            Assert.Single(walk.Unexplained([making, throwing with { Reason = " " }])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_says_where_and_how()
    {
        string text = Assert.Single(Walk("PlantedPaths::Direct").Findings).ToString();
        Assert.Matches(
            @"^Terminal\.Rig\.Tests\.Il\.PlantedBase::Make\(\) IL_\w{4} newarr System\.Byte: "
            + @"a new array \(reached by PlantedPaths\.Direct > PlantedBase\.Make\)$",
            text);
    }

    [Fact]
    public void The_agents_byte_writers_allocate_nothing()
    {
        var walk = AllocationWalk.From(
            NanoAssemblies.Agent, m => m.DeclaringType.Name == "ByteCodec" && m.Name != "Ascii");
        Assert.Empty(walk.Findings);
        Assert.InRange(walk.MethodCount, 9, 100);
    }

    private static AllocationWalk Walk(string method) =>
        AllocationWalk.From([Here], Place + method);
}
