namespace Terminal.Rig.Screens;

/// <summary>Where the repository stands, for commands that re-make files of it.</summary>
public static class Repository
{
    /// <summary>
    /// The folder that holds Terminal.sln, or null when the rig runs outside a clone.
    /// </summary>
    public static string? Root()
    {
        string[] starts = [Directory.GetCurrentDirectory(), AppContext.BaseDirectory];
        foreach (string start in starts)
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
