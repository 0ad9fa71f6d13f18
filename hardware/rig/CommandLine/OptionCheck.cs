using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Spectre.Console.Cli;

namespace Terminal.Rig.CommandLine;

/// <summary>
/// Looks at the values of a command line's options before they are converted, so that what is wrong is said in words:
/// the option, what came, and what would be right.
/// </summary>
public static class OptionCheck
{
    // Options of every command.
    private static readonly string[] Everywhere = ["--help", "--version"];

    /// <summary>What is wrong with the options and values of a command's options; null when nothing is.</summary>
    /// <param name="command">Type of the command, which derives from Command or AsyncCommand.</param>
    /// <param name="arguments">What follows the command's name.</param>
    public static string? Problem(Type command, IReadOnlyList<string> arguments)
    {
        Dictionary<string, PropertyInfo> options = Options(SettingsOf(command));
        for (int i = 0; i < arguments.Count; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            if (parts[0].StartsWith("--", StringComparison.Ordinal) && parts[0].Length > 2
                && !options.ContainsKey(parts[0]) && !Everywhere.Contains(parts[0]))
            {
                return $"there is no option '{parts[0]}' here{Nearest.Ask(parts[0], options.Keys)}";
            }

            if (!options.TryGetValue(parts[0], out PropertyInfo? option) || ValueType(option) is not Type type)
            {
                continue;
            }

            string? value = parts.Length == 2 ? parts[1] : i + 1 < arguments.Count ? arguments[i + 1] : null;
            bool isThere = value is not null && (parts.Length == 2 || !options.ContainsKey(value));
            if (!isThere || !Fits(type, value!))
            {
                string came = isThere ? $", not '{value}'{Near(type, value!)}" : "; nothing follows it";
                return $"{parts[0]} takes {Wanted(type)}{came}";
            }

            i += parts.Length == 2 ? 0 : 1;
        }

        return null;
    }

    private static Type SettingsOf(Type command)
    {
        Type? at = command;
        while (!at!.IsGenericType)
        {
            at = at.BaseType;
        }

        return at.GetGenericArguments()[0];
    }

    private static Dictionary<string, PropertyInfo> Options(Type settings) => settings.GetProperties()
        .SelectMany(property => property.GetCustomAttributes<CommandOptionAttribute>()
            .SelectMany(option => option.LongNames.Select(name => (Name: "--" + name, Property: property))
                .Concat(option.ShortNames.Select(name => (Name: "-" + name, Property: property)))))
        .ToDictionary(pair => pair.Name, pair => pair.Property);

    // Null for a switch, which takes no value.
    private static Type? ValueType(PropertyInfo option)
    {
        Type type = option.PropertyType.IsArray ? option.PropertyType.GetElementType()! : option.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(bool) ? null : type;
    }

    private static bool Fits(Type type, string value)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);
        }

        try
        {
            return type == typeof(string)
                || TypeDescriptor.GetConverter(type)
                    .ConvertFromString(null, CultureInfo.InvariantCulture, value) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static string Wanted(Type type) => type switch
    {
        { IsEnum: true } => Listed(type),
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) || type == typeof(decimal) => "a number, such as 0.5",
        _ => "a value",
    };

    private static string Near(Type type, string value) =>
        type.IsEnum ? Nearest.Ask(value, Enum.GetNames(type).Select(name => name.ToLowerInvariant())) : "";

    private static string Listed(Type type)
    {
        string[] names = [.. Enum.GetNames(type).Select(name => name.ToLowerInvariant())];
        return string.Join(", ", names[..^1]) + " or " + names[^1];
    }
}
