namespace System.IO;

/// <summary>What an open file allows.</summary>
[Flags]
public enum FileAccess
{
    Read = 1,
    Write = 2,
    ReadWrite = 3,
}
