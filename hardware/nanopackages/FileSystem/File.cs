using Terminal.NanoPackages;

namespace System.IO;

/// <summary>Files by their path.</summary>
public static class File
{
    public static bool Exists(string path) => VirtualBoards.Current.ReadFile(path) != null;

    public static void Delete(string path) => VirtualBoards.Current.DeleteFile(path);

    /// <summary>Throws where the target exists: there is no atomic replace.</summary>
    public static void Move(string sourceFileName, string destFileName)
    {
        IVirtualBoard board = VirtualBoards.Current;
        byte[] content = board.ReadFile(sourceFileName);
        if (content == null || board.ReadFile(destFileName) != null
            || !board.WriteFile(destFileName, content, content.Length))
        {
            throw new IOException();
        }

        board.DeleteFile(sourceFileName);
    }
}
