namespace Terminal.Rig.Screens;

/// <summary>Where the repository stands, for commands that re-make files of it.</summary>
public static class Repository
{
    /// <summary>The folder that holds Terminal.sln, or null when the rig runs outside a clone.</summary>
    public static string? Root()
    {
        foreach (string start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder != null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Terminal.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        return null;
    }
}
