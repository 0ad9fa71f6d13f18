using System.Reflection;

namespace Terminal.Rig.Scenarios;

/// <summary>The scenarios that come with the rig, and those in files.</summary>
public static class ScenarioCatalog
{
    private const string Prefix = "Scenario:";

    /// <summary>Names of the scenarios that come with the rig, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".yaml".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads a scenario by its name, or from a file.</summary>
    /// <exception cref="ScenarioException">There is none, or it is wrong.</exception>
    public static Scenario Load(string nameOrFile)
    {
        Stream? stream = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream($"{Prefix}{nameOrFile}.yaml");
        if (stream is null && !File.Exists(nameOrFile))
        {
            throw new ScenarioException(
                $"there is no scenario or file '{nameOrFile}'; scenarios: {string.Join(", ", Names)}");
        }

        string file = stream is null ? nameOrFile : $"{nameOrFile}.yaml";
        using var text = new StreamReader(stream ?? File.OpenRead(nameOrFile));
        return new ScenarioReader(file).Read(text);
    }
}
