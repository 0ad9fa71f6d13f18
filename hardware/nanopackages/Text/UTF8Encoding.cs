using Terminal.NanoPackages;

namespace System.Text;

/// <summary>UTF-8 by the host.</summary>
public class UTF8Encoding : Encoding
{
    public override byte[] GetBytes(string s) => VirtualBoards.Current.Utf8Bytes(s);
}
