using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Terminal.Rig.Screens;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>hardware/nanopackages/README.md has a row for every call that the firmware makes of a package.</summary>
public sealed partial class StandInPageTests
{
    // Ways to what the host has in the packages' place, and no package's own.
    private const string Backing = "Terminal.NanoPackages";

    private static readonly string Page = File.ReadAllText(
        Path.Combine(Repository.Root()!, "hardware", "nanopackages", "README.md"));

    [Fact]
    public void Every_call_of_the_firmware_has_its_row()
    {
        string[][] rows = [.. Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1]).Select(cell => Word().Matches(cell).Select(m => m.Value).ToArray())];
        string[] calls = [.. Calls().Distinct().Order(StringComparer.Ordinal)];
        Assert.InRange(calls.Length, 60, 400);
        string[] missing = [.. calls.Where(call => !rows.Any(row => call.Split('.').All(row.Contains)))];
        Assert.True(missing.Length == 0, "no row for:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        string tests = string.Concat(
            typeof(StandInPageTests).Assembly.GetTypes().SelectMany(
                type => type.GetMethods().Select(method => $" {type.Name}.{method.Name} {type.Name} ")));
        string[] named = [.. TestName().Matches(Page).Select(match => match.Value)];
        Assert.InRange(named.Length, 20, 200);
        Assert.All(named, name => Assert.Contains($" {name}", tests, StringComparison.Ordinal));
    }

    // Type and member of each call: accessors by the name of their property or event, constructors by "new".
    private static IEnumerable<string> Calls() =>
        from type in NanoAssemblies.Modules["Terminal.Firmware"].GetTypes()
        from method in type.Methods
        where method.HasBody
        from step in method.Body.Instructions
        where step.OpCode.OperandType == OperandType.InlineMethod
        let called = (MethodReference)step.Operand
        let package = called.DeclaringType.Scope.Name
        where package.StartsWith(Backing, StringComparison.Ordinal) && called.DeclaringType.Namespace != Backing
        where !called.DeclaringType.Name.EndsWith("Handler", StringComparison.Ordinal)
        select called.DeclaringType.Name + "." + (called.Name == ".ctor" ? "new" : Accessor().Replace(called.Name, ""));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("^(get|set|add|remove)_")]
    private static partial Regex Accessor();

    [GeneratedRegex(@"\w+Tests(\.\w+\w)?(?=[`,])")]
    private static partial Regex TestName();
}
