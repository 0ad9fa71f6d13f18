namespace Terminal.Agent;

/// <summary>
/// The currencies that the terminal keeps totals in; their order is that of the totals.
/// </summary>
public static class Currencies
{
    /// <summary>How many there are.</summary>
    public const int Count = 4;

    private static readonly byte[] Codes = ByteCodec.Ascii("eurgbpusdchf");

    /// <summary>The table of codes: three ASCII letters each, in lower case.</summary>
    public static byte[] Table => Codes;

    /// <summary>
    /// The index of the code at <paramref name="offset"/>, -1 when it is none of them.
    /// </summary>
    public static int IndexOf(byte[] buffer, int offset)
    {
        for (int i = 0; i < Count; i++)
        {
            if (ByteCodec.Same(Codes, i * 3, buffer, offset, 3))
            {
                return i;
            }
        }

        return -1;
    }
}
