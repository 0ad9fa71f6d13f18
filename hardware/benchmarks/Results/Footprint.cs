using System.Collections;
using System.Globalization;
using System.Reflection;
using Mono.Cecil;
using Terminal.Rig.House;
using Terminal.Rig.Simulation;

namespace Terminal.Benchmarks.Results;

/// <summary>What the program takes: assemblies, methods, byte code, arrays that the agent has built.</summary>
public static class Footprint
{
    private static readonly string[] Program = [.. Storeys.All, "Terminal.Firmware"];

    /// <summary>A row for each assembly, and their sum.</summary>
    public static IEnumerable<string[]> Rows()
    {
        var all = Program.Select(Measure).ToList();
        return
        [
            .. all.Select(a => Row(a.Name, a.FileBytes, a.Methods, a.CodeBytes)),
            Row("together", all.Sum(a => a.FileBytes), all.Sum(a => a.Methods), all.Sum(a => a.CodeBytes)),
        ];
    }

    /// <summary>Bytes of all arrays of bytes that a started agent holds, and of all other arrays.</summary>
    public static (long Buffers, long Others) Arrays()
    {
        SimWorld world = SimWorld.OnSim(1);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([world.Terminal.Agent!]);
        long buffers = 0;
        long others = 0;
        while (open.TryPop(out object? item))
        {
            if (!seen.Add(item))
            {
                continue;
            }

            if (item is byte[] bytes)
            {
                buffers += bytes.Length;
            }
            else if (item is Array array)
            {
                Type element = array.GetType().GetElementType()!;
                others += array.Length * (element.IsPrimitive ? Buffer.ByteLength(array) / Math.Max(1, array.Length)
                    : 4);
                Push(array, open);
            }
            else if (IsOurs(item.GetType()))
            {
                Push(Fields(item.GetType()).Select(f => f.GetValue(item)), open);
            }
        }

        return (buffers, others);
    }

    private static void Push(IEnumerable items, Stack<object> open)
    {
        foreach (object? item in items)
        {
            if (item is not null && !item.GetType().IsPrimitive && !item.GetType().IsEnum)
            {
                open.Push(item);
            }
        }
    }

    private static bool IsOurs(Type type) => Program.Contains(type.Assembly.GetName().Name);

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? at = type; at is not null && IsOurs(at); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static (string Name, long FileBytes, int Methods, int CodeBytes) Measure(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        List<MethodDefinition> methods = [.. module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody)];
        return (name, new FileInfo(path).Length, methods.Count, methods.Sum(m => m.Body.CodeSize));
    }

    private static string[] Row(string name, long fileBytes, int methods, int codeBytes) =>
    [
        name, fileBytes.ToString("N0", CultureInfo.InvariantCulture),
        methods.ToString("N0", CultureInfo.InvariantCulture), codeBytes.ToString("N0", CultureInfo.InvariantCulture),
    ];
}
