using System.Text;

namespace Terminal.Rig.Board;

/// <summary>The character set of the terminal's screen.</summary>
public static class Windows1252
{
    private static readonly Encoding Set = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback)!;

    /// <summary>The bytes of a text.</summary>
    /// <exception cref="EncoderFallbackException">A character is not in the set.</exception>
    public static byte[] Bytes(string text) => Set.GetBytes(text);

    /// <summary>The text of a run of bytes.</summary>
    public static string Text(byte[] bytes, int offset, int count) =>
        Set.GetString(bytes, offset, count);
}
