using System.Reflection;
using Terminal.Rig.CommandLine;

namespace Terminal.Rig.Scenarios;

/// <summary>The scenarios that come with the rig, and those in files.</summary>
public static class ScenarioCatalog
{
    /// <summary>Stands for every scenario that comes with the rig.</summary>
    public const string Everything = "all";

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
                $"there is no scenario, group or file '{nameOrFile}'"
                + Nearest.Ask(nameOrFile, Names.Concat(ScenarioWords.Groups)) + "; `run --list` shows what there is");
        }

        string file = stream is null ? nameOrFile : $"{nameOrFile}.yaml";
        try
        {
            using var text = new StreamReader(stream ?? File.OpenRead(nameOrFile));
            return new ScenarioReader(file).Read(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException($"{file}: {InWords.Of(e)}");
        }
    }

    /// <summary>
    /// Reads what a word stands for: all, a group, a scenario's name, a file, or every YAML file of a
    /// folder.
    /// </summary>
    /// <returns>Of a folder, a file that cannot be read has the reason with it.</returns>
    /// <exception cref="ScenarioException">It stands for nothing, or the file is wrong.</exception>
    public static IReadOnlyList<Scenario> Select(string word)
    {
        if (word == Everything)
        {
            return [.. Names.Select(Load)];
        }

        if (ScenarioWords.Groups.Contains(word))
        {
            return [.. Names.Select(Load).Where(scenario => scenario.Group == word)];
        }

        if (!Directory.Exists(word))
        {
            return [Load(word)];
        }

        string[] files =
            [.. Directory.EnumerateFiles(word, "*.yaml", SearchOption.AllDirectories).Order()];
        return files.Length > 0 ? Readable(files)
            : throw new ScenarioException($"there is no file *.yaml in {word}");
    }

    // One bad file keeps nobody from the others: it becomes a scenario that fails with what is wrong in it.
    private static List<Scenario> Readable(IEnumerable<string> files) => [.. files.Select(file =>
    {
        try
        {
            return Load(file);
        }
        catch (ScenarioException e)
        {
            return new Scenario(Path.GetFileName(file), "", "", []) { Unreadable = e.Message };
        }
    })];
}
