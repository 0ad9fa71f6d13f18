using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Terminal.Rig.House;
using Terminal.Rig.Screens;
using Terminal.Rig.Scenarios;
using Terminal.Rig.Tests.Nano;
using Xunit;

namespace Terminal.Rig.Tests.Firmware;

/// <summary>What the program takes of the device: byte code, files, and arrays on the managed heap.</summary>
public sealed partial class SizeTests(ITestOutputHelper output)
{
    // What the agent and the firmware may have, and what all assemblies of the program may have together.
    private const int CoreCodeMax = 129 * 1024;
    private const int ByteCodeMax = 272 * 1024;
    private const int BuffersMax = 72 * 1024;

    // A table that is further off than this part of a figure is out of date.
    private const double Tolerance = 0.05;

    // Types whose arrays are filled when they are built and never again.
    private static readonly string[] Constant = ["Font", "Texts", "ChatStep", "TextData"];

    private static readonly string[] Program = [.. Storeys.All, "Terminal.Firmware"];

    [Fact]
    public void Byte_code_stays_within_its_limits()
    {
        foreach (string name in Program)
        {
            output.WriteLine($"{name}: {ByteCode(name)} bytes of byte code, {FileBytes(name)} bytes as a DLL");
        }

        int core = CoreCode();
        int all = Program.Sum(ByteCode);
        output.WriteLine($"agent and firmware {core} bytes of byte code, at most {CoreCodeMax}");
        output.WriteLine($"together {all} bytes of byte code, at most {ByteCodeMax}, "
            + $"and {Program.Sum(FileBytes)} bytes as DLLs");
        Assert.InRange(core, 1, CoreCodeMax);
        Assert.InRange(all, 1, ByteCodeMax);
    }

    [Fact]
    public async Task Buffers_stay_within_their_limit()
    {
        Sizes sizes = await MeasureAsync();
        output.WriteLine($"{sizes.Buffers} bytes of buffers, at most {BuffersMax}; "
            + $"{sizes.Indexes} bytes of indexes; {sizes.Tables} bytes of constant tables");
        output.WriteLine(sizes.Largest);
        Assert.InRange(sizes.Buffers, 8_192, BuffersMax);
    }

    [Fact]
    public void The_page_keeps_the_sizes_of_the_assemblies()
    {
        var wrong = new List<string>();
        foreach (string name in Program)
        {
            Match row = Regex.Match(Page(), $@"^\| `{name}` \| ([\d,]+) \| ([\d,]+) \|", RegexOptions.Multiline);
            Assert.True(row.Success, $"no row for {name}");
            if (!IsClose(Number(row.Groups[1].Value), ByteCode(name))
                || !IsClose(Number(row.Groups[2].Value), FileBytes(name)))
            {
                wrong.Add(string.Create(
                    CultureInfo.InvariantCulture, $"| `{name}` | {ByteCode(name):N0} | {FileBytes(name):N0} |"));
            }
        }

        AddUnlessClose(wrong, @"Byte code in all ([\d,]+)", Program.Sum(ByteCode));
        AddUnlessClose(wrong, @"as DLLs ([\d,]+)", Program.Sum(FileBytes));
        AddUnlessClose(wrong, @"and the firmware have ([\d,]+)", CoreCode());
        AssertNone(wrong);
        Assert.Equal(ByteCodeMax, Stated(@"Byte code in all [\d,]+ bytes, at most ([\d,]+)"));
        Assert.Equal(CoreCodeMax, Stated(@"and the firmware have [\d,]+ bytes of byte code, at most ([\d,]+)"));
        Assert.Equal(BuffersMax, Stated(@"Managed buffers [\d,]+ bytes, at most ([\d,]+)"));
    }

    [Fact]
    public async Task The_page_keeps_the_sizes_of_the_arrays()
    {
        Sizes sizes = await MeasureAsync();
        var wrong = new List<string>();
        AddUnlessClose(wrong, @"Managed buffers ([\d,]+) bytes", sizes.Buffers);
        AddUnlessClose(wrong, @"([\d,]+) bytes of indexes", sizes.Indexes);
        AddUnlessClose(wrong, @"([\d,]+) bytes of fonts, texts and scripts", sizes.Tables);
        AssertNone(wrong);
    }

    private static string Page() => File.ReadAllText(Path.Combine(Repository.Root()!, "hardware", "README.md"));

    private static int Stated(string pattern)
    {
        Match found = Regex.Match(Page(), pattern.Replace(" ", @"\s+", StringComparison.Ordinal));
        Assert.True(found.Success, $"the page does not say {pattern}");
        return Number(found.Groups[1].Value);
    }

    private static int Number(string figures) => int.Parse(
        figures.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static void AddUnlessClose(List<string> wrong, string pattern, int measured)
    {
        if (!IsClose(Stated(pattern), measured))
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{pattern}: {measured:N0}"));
        }
    }

    private static bool IsClose(int stated, int measured) => Math.Abs(stated - measured) <= Tolerance * measured;

    private static void AssertNone(List<string> wrong) => Assert.True(
        wrong.Count == 0, "hardware/README.md should say:\n" + string.Join('\n', wrong));

    // The agent's own storeys and the firmware.
    private static int CoreCode() => Storeys.Agent.Sum(ByteCode) + ByteCode("Terminal.Firmware");

    private static int ByteCode(string name) => NanoRules.IlBytes(NanoAssemblies.Modules[name].GetTypes());

    private static int FileBytes(string name) =>
        (int)new FileInfo(Path.Combine(AppContext.BaseDirectory, name + ".dll")).Length;

    private static async Task<Sizes> MeasureAsync()
    {
        await using ScenarioRig rig = await ScenarioRig.StartAsync();
        rig.Terminal.PowerOn();
        Sizes? sizes = null;
        await rig.Terminal.UntilAsync(() => (sizes = rig.Terminal.Look(Arrays)) is not null, "the agent");
        return sizes!;
    }

    // Arrays that can be reached from the agent through objects of the program, the board included: buffers are
    // those of bytes; the journal's indexes are numbers for each slot; fonts, texts and scripts never change.
    private static Sizes Arrays(Terminal.Agent.Agent agent)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        IEnumerable<FieldInfo> constants = Program.SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public
                | BindingFlags.NonPublic)).Where(field => !field.IsLiteral);
        var tables = constants.SelectMany(field => Walk(field.GetValue(null), field.Name, seen)).ToList();
        var found = Walk(agent, "agent", seen);
        tables.AddRange(found.Where(f => Constant.Contains(f.Where.Split('.')[0])));
        found.RemoveAll(f => Constant.Contains(f.Where.Split('.')[0]));
        List<(int Bytes, bool IsBuffer, string Where)> buffers = [.. found.Where(f => f.IsBuffer)];
        return new Sizes(
            buffers.Sum(f => f.Bytes), found.Sum(f => f.Bytes) - buffers.Sum(f => f.Bytes),
            tables.Sum(f => f.Bytes),
            string.Join('\n', Largest("buffers", buffers),
                Largest("indexes", [.. found.Where(f => !f.IsBuffer)]), Largest("tables", tables)));
    }

    private static string Largest(string kind, List<(int Bytes, bool IsBuffer, string Where)> arrays) =>
        string.Join('\n', arrays
            .GroupBy(f => f.Where).Select(g => (Bytes: g.Sum(f => f.Bytes), Where: g.Key))
            .OrderByDescending(f => f.Bytes).Take(12).Select(
                f => $"{kind} {f.Bytes.ToString(CultureInfo.InvariantCulture),8} {f.Where}"));

    private sealed record Sizes(int Buffers, int Indexes, int Tables, string Largest);

    private static List<(int Bytes, bool IsBuffer, string Where)> Walk(object? root, string name, HashSet<object> seen)
    {
        var found = new List<(int Bytes, bool IsBuffer, string Where)>();
        var open = new Stack<(object? Value, string Where)>([(root, name)]);
        while (open.TryPop(out (object? Value, string Where) next))
        {
            bool isOurs = next.Value is Array
                || Program.Contains(next.Value?.GetType().Assembly.GetName().Name);
            if (!isOurs || !seen.Add(next.Value!))
            {
                continue;
            }

            if (next.Value is Array array)
            {
                bool isNumbers = array.GetType().GetElementType()!.IsValueType;
                int bytes = isNumbers ? Buffer.ByteLength(Numbers(array)) : array.Length * 4;
                found.Add((bytes, array is byte[], next.Where));
                foreach (object? item in isNumbers ? Array.Empty<object>() : array)
                {
                    open.Push((item, next.Where + "[]"));
                }

                continue;
            }

            for (Type? type = next.Value!.GetType(); type is not null; type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public
                    | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    open.Push((field.GetValue(next.Value), $"{type.Name}.{field.Name}"));
                }
            }
        }

        return found;
    }

    private static Array Numbers(Array array)
    {
        Type type = array.GetType().GetElementType()!;
        return type.IsEnum ? Array.CreateInstance(Enum.GetUnderlyingType(type), array.Length) : array;
    }
}
