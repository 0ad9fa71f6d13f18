using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Terminal.Rig.Tests.Nano;

/// <summary>
/// Shows that each rule of <see cref="NanoRules"/> can fail: planted types break one each.
/// </summary>
public sealed class NanoRulesTests
{
    private static readonly ModuleDefinition Here =
        ModuleDefinition.ReadModule(typeof(NanoRulesTests).Assembly.Location);

    [Theory]
    [InlineData("System.Runtime.CompilerServices.PlantedEmbeddedAttribute", "embedded type")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedGeneric`1", "a generic type")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedGenericMethod", "a generic method")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedGenericField", "multidimensional field")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedRanks", "multidimensional type in the signature")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedLocal", "a local of a generic")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedCall", "uses")]
    [InlineData("Terminal.Rig.Tests.Nano.PlantedStackalloc", "has no localloc")]
    [InlineData("Terminal.Rig.Tests.Nano.IPlantedDefault", "default interface method")]
    public void The_device_rule_sees(string type, string words) =>
        Assert.Contains(
            NanoRules.Device(Here.GetType(type)),
            l => l.Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("PlantedStatic", "can change")]
    [InlineData("PlantedSleep", "sleeps")]
    [InlineData("PlantedCatch", "catches everything")]
    [InlineData("PlantedCatchException", "catches everything")]
    [InlineData("PlantedCatchFilter", "catches everything")]
    public void The_house_rule_sees(string type, string words) =>
        Assert.Contains(
            words, Assert.Single(NanoRules.House(Planted(type))), StringComparison.Ordinal);

    [Fact]
    public void A_clean_type_breaks_none()
    {
        var clean = Planted(nameof(PlantedClean));
        Assert.Empty(NanoRules.Device(clean));
        Assert.Empty(NanoRules.House(clean));
        Assert.Empty(NanoRules.Initialisers([clean]));
    }

    [Fact]
    public void An_initialiser_that_reads_another_types_static_is_seen_through_a_call() =>
        Assert.Contains(
            "PlantedClean::Table",
            Assert.Single(NanoRules.Initialisers(
                [Planted(nameof(PlantedInitialiser)), Planted(nameof(PlantedClean))])),
            StringComparison.Ordinal);

    [Fact]
    public void Limits_without_a_unit_are_seen_unless_they_are_allowed() =>
        Assert.Equal(
            ["Timeout", "AddressMax", "Ms"],
            NanoRules.Units(Planted(nameof(PlantedLimits)), new HashSet<string> { "Version" })
                .Select(l => l.Split(':')[0]));

    [Fact]
    public void Sizes_grow_with_what_is_there()
    {
        TypeDefinition[] one = [Planted(nameof(PlantedClean))];
        TypeDefinition[] two = [.. one, Planted(nameof(PlantedSleep))];
        Assert.True(NanoRules.IlBytes(two) > NanoRules.IlBytes(one));
        Assert.Equal(
            NanoRules.StringBytes(one) + "PlantedSleep\0Run\0a literal\0".Length,
            NanoRules.StringBytes(two));
    }

    [Fact]
    public void A_long_line_is_seen() =>
        Assert.Equal(["x.cs:2: 6 columns"], NanoRules.LongLines("x.cs", "12345\r\n123456\n", 5));

    [Fact]
    public void A_member_that_dotnet_lacks_is_seen()
    {
        using var module = ModuleDefinition.CreateModule("Planted", ModuleKind.Dll);
        var type = new TypeDefinition(
            "", "Planted", Mono.Cecil.TypeAttributes.Public, module.TypeSystem.Object);
        var method = new MethodDefinition(
            "Run", Mono.Cecil.MethodAttributes.Static, module.TypeSystem.Void);
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Call, new MethodReference(
            "OnTheDeviceOnly", module.TypeSystem.Void, module.TypeSystem.String));
        il.Emit(OpCodes.Ret);
        type.Methods.Add(method);
        module.Types.Add(type);
        using var image = new MemoryStream();
        module.Write(image);
        image.Position = 0;
        using var read = ModuleDefinition.ReadModule(image);
        var loaded = Assembly.Load(image.ToArray());
        string failure = Assert.Single(HostPreparation.Failures(read, loaded));
        Assert.Contains("OnTheDeviceOnly", failure, StringComparison.Ordinal);
    }

    private static TypeDefinition Planted(string name) =>
        Here.GetType("Terminal.Rig.Tests.Nano." + name);
}
