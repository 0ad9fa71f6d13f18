using Terminal.NanoPackages;

namespace System.Text;

/// <summary>Text and bytes; UTF-8 is the only one.</summary>
public abstract class Encoding
{
    public static Encoding UTF8 => new UTF8Encoding();

    public virtual byte[] GetBytes(string s) => throw new NotSupportedException();

    public virtual string GetString(byte[] bytes, int index, int count) =>
        VirtualBoards.Current.Utf8Text(bytes, index, count);
}
