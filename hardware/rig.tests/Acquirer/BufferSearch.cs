using System.Reflection;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>Looks for bytes in every array that an object can reach, the rig's own left out.</summary>
public static class BufferSearch
{
    /// <summary>The fields whose arrays hold the bytes.</summary>
    public static List<string> Find(object root, byte[] wanted)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object Value, string Path)>();
        open.Enqueue((root, root.GetType().Name));
        int arrays = 0;
        while (open.TryDequeue(out (object Value, string Path) next))
        {
            if (!seen.Add(next.Value))
            {
                continue;
            }

            if (next.Value is byte[] bytes)
            {
                arrays++;
                if (bytes.AsSpan().IndexOf(wanted) >= 0)
                {
                    found.Add(next.Path);
                }

                continue;
            }

            if (next.Value is Array array)
            {
                foreach (object? item in array)
                {
                    if (item is not null && !item.GetType().IsPrimitive)
                    {
                        open.Enqueue((item, next.Path + "[]"));
                    }
                }

                continue;
            }

            for (Type? type = next.Value.GetType(); IsAgents(type); type = type!.BaseType)
            {
                const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
                    | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                foreach (FieldInfo field in type!.GetFields(All))
                {
                    if (!field.IsLiteral && field.GetValue(next.Value) is object value
                        && !value.GetType().IsPrimitive)
                    {
                        open.Enqueue((value, $"{next.Path}.{field.Name}"));
                    }
                }
            }
        }

        return arrays > 50 ? found : throw new InvalidOperationException($"only {arrays} arrays were seen");
    }

    private static bool IsAgents(Type? type) =>
        type?.Assembly.GetName().Name is "Terminal.Agent" or "Terminal.Core" or "Terminal.Journal" or "Terminal.Links"
            or "Terminal.Acquirer" or "Terminal.Screens" or "Terminal.Modem" or "Terminal.Menus" or "Terminal.Console";
}
