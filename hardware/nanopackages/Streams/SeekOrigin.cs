namespace System.IO;

/// <summary>From where a position counts.</summary>
public enum SeekOrigin
{
    Begin = 0,
    Current = 1,
    End = 2,
}
